"""tags/missing-heading."""

import pytest

RULE = "tags/missing-heading"


@pytest.mark.parametrize(
    ("html", "count"),
    [
        ("<p>x", 1),
        ("<h1> </h1>", 1),
    ],
)
def test_finds(look, html, count):
    assert len(on_page(look(RULE, html))) == count


@pytest.mark.parametrize(
    "html",
    [
        "<h1>x</h1>",
        '<meta http-equiv=refresh content="0;url=/about/">',
    ],
)
def test_passes(look, html):
    assert on_page(look(RULE, html)) == []


def on_page(found):
    return [(value, weight) for page, value, weight, _ in found if page == "docs/page.html"]
