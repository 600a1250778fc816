"""tags/missing-article-label."""

import pytest

RULE = "tags/missing-article-label"


@pytest.mark.parametrize(
    ("html", "count"),
    [
        ('<meta name="ArticleTitle" content="x">', 2),
        ('<meta name="PubDate" content="">', 3),
    ],
)
def test_finds(look, html, count):
    assert len(on_page(look(RULE, html))) == count


@pytest.mark.parametrize(
    "html",
    [
        "<p>x",
        '<meta name="ArticleTitle" content="x">'
        '<meta name="PubDate" content="x">'
        '<meta name="ContentSource" content="x">',
    ],
)
def test_passes(look, html):
    assert on_page(look(RULE, html)) == []


def on_page(found):
    return [(value, weight) for page, value, weight, _ in found if page == "docs/page.html"]
