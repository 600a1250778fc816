"""tags/missing-column-label."""

import pytest

RULE = "tags/missing-column-label"


@pytest.mark.parametrize(
    ("html", "count"),
    [
        ('<meta name="ColumnName" content="x">', 3),
        ('<meta name="PubDate" content="x">', 4),
    ],
)
def test_finds(look, html, count):
    assert len(on_page(look(RULE, html))) == count


@pytest.mark.parametrize(
    "html",
    [
        "<p>x",
        '<meta name="ColumnName" content="x">'
        '<meta name="ColumnDescription" content="x">'
        '<meta name="ColumnKeywords" content="x">'
        '<meta name="ColumnType" content="x">',
    ],
)
def test_passes(look, html):
    assert on_page(look(RULE, html)) == []


def on_page(found):
    return [(value, weight) for page, value, weight, _ in found if page == "docs/page.html"]


def test_asks_them_of_the_columns_in_the_profile(look):
    profile = {"columns": {"docs/page.html": "工作动态"}}
    assert len(on_page(look(RULE, "<p>x", profile=profile))) == 4
