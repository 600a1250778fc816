"""tags/repeated-label."""

import pytest

RULE = "tags/repeated-label"


@pytest.mark.parametrize(
    ("html", "count"),
    [
        (
            '<meta name="PubDate" content="x"><meta name="PubDate" content="x">'
            '<meta name="PubDate" content="x">',
            2,
        ),
    ],
)
def test_finds(look, html, count):
    assert len(on_page(look(RULE, html))) == count


@pytest.mark.parametrize(
    "html",
    [
        '<meta name="PubDate" content="x"><meta name="SiteName" content="x">',
    ],
)
def test_passes(look, html):
    assert on_page(look(RULE, html)) == []


def on_page(found):
    return [(value, weight) for page, value, weight, _ in found if page == "docs/page.html"]
