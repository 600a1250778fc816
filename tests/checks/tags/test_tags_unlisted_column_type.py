"""tags/unlisted-column-type."""

import pytest

RULE = "tags/unlisted-column-type"


@pytest.mark.parametrize(
    ("html", "count"),
    [
        ('<meta name="ColumnType" content="时政要闻">', 1),
        ('<meta name="ColumnType" content="信息公开目录，要闻">', 1),
    ],
)
def test_finds(look, html, count):
    assert len(on_page(look(RULE, html))) == count


@pytest.mark.parametrize(
    "html",
    [
        '<meta name="ColumnType" content="政策文件">',
        '<meta name="ColumnType" content="信息公开目录，政策文件">',
        "<p>x",
    ],
)
def test_passes(look, html):
    assert on_page(look(RULE, html)) == []


def on_page(found):
    return [(value, weight) for page, value, weight, _ in found if page == "docs/page.html"]
