"""columns/undated-item."""

from .conftest import article, column

RULE = "columns/undated-item"
LIST = '<main><ul><li><a href="1.html">题</a><li><a href="2.html">题</a> 2026-10-31</ul></main>'


def test_finds(judge):
    pages = {"a/index.html": column("要闻", LIST), "a/1.html": article(), "a/2.html": article()}
    assert judge(RULE, pages) == [("a/index.html", "1.html", "warning", "fail")]


def test_passes_with_a_date_on_the_page(judge):
    pages = {
        "a/index.html": column("要闻", LIST),
        "a/1.html": article("<p>发布日期：2026年10月30日"),
        "a/2.html": article(),
    }
    assert judge(RULE, pages) == []


def test_does_not_apply_to_columns_without_limit(judge):
    pages = {"a/index.html": column("概况", LIST, "概况信息"), "a/1.html": article()}
    assert judge(RULE, pages) == []
