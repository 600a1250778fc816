"""tags/missing-title."""

import pytest

RULE = "tags/missing-title"


@pytest.mark.parametrize(
    ("html", "count"),
    [
        ("<p>x", 1),
        ("<title> </title>", 1),
        ("<svg><title>x</title></svg>", 1),
    ],
)
def test_finds(look, html, count):
    assert len(on_page(look(RULE, html))) == count


@pytest.mark.parametrize(
    "html",
    [
        "<title>x</title>",
        '<meta http-equiv=refresh content="0;url=/about/">',
    ],
)
def test_passes(look, html):
    assert on_page(look(RULE, html)) == []


def on_page(found):
    return [(value, weight) for page, value, weight, _ in found if page == "docs/page.html"]
