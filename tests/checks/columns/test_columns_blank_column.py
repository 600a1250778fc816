"""columns/blank-column."""

import pytest

from .conftest import article, column

RULE = "columns/blank-column"
FAIL = [("a/index.html", "要闻", "error", "fail")]
NAV = '<nav><a href="/">首页</a> <a href="/b/">公告</a></nav>'


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<h1>要闻</h1><p>这里发布要闻。</p>",
        f"{NAV}<ul></ul><footer><a href='https://a.example/'>x</a></footer>",
        '<div><a href="/">首页</a><a href="./">要闻</a><a href="#a">x</a></div>',
        f"<p>暂无内容</p><p>{'说明' * 100}</p>",
    ],
)
def test_finds(judge, body):
    assert judge(RULE, {"a/index.html": column("要闻", body)}) == FAIL


@pytest.mark.parametrize(
    "body",
    [
        '<ul><li><a href="1.html">题</a></ul>',
        '<ul><li><a href="https://a.example/1">题</a></ul>',
        '<ul><li><a href="1.pdf">题</a></ul>',
        f"<p>{'职能' * 60}</p>",
        "<p>栏目建设中，敬请期待</p>",
    ],
)
def test_passes(judge, body):
    pages = {"a/index.html": column("要闻", body), "a/1.html": article(), "a/1.pdf": "x"}
    assert judge(RULE, pages) == []


def test_further_pages_of_a_column_are_no_columns(judge):
    pages = {
        "a/index.html": column("要闻", "<p>分类浏览"),
        "a/2026/index.html": column("要闻", '<a href="../1.html">题</a>'),
        "a/1.html": article(),
    }
    assert judge(RULE, pages) == []


def test_columns_of_one_name_in_two_folders_are_two(judge):
    listed = '<li><a href="1.html">题</a>'
    pages = {
        "a/index.html": column("要闻", listed),
        "a/1.html": article(),
        "b/index.html": column("要闻", ""),
    }
    assert [page for page, *_ in judge(RULE, pages)] == ["b/index.html"]


def test_links_of_the_frame_are_no_content(judge):
    frame = '<div><a href="/about.html">关于</a></div>'
    pages = {f"a/{n}.html": article(frame) for n in range(9)}
    listed = frame + '<li><a href="1.html">题</a>'
    pages |= {"a/index.html": column("要闻", listed), "b/index.html": column("公告", frame)}
    pages["about.html"] = "<p>x"
    assert [page for page, *_ in judge(RULE, pages)] == ["b/index.html"]


def test_does_not_apply_without_columns(judge):
    assert judge(RULE, {"a/1.html": article()}) == []
