"""columns/stale-column."""

from datetime import date

import pytest

from gongkai_checks import Request, audit, chosen_rules

from .conftest import article, column

RULE = "columns/stale-column"
DAY = date(2026, 11, 1)


def listing(day):
    return f'<main><ul><li><a href="1.html">题</a> <span>{day}</span></ul></main>'


def pages(body, name="要闻", type_="工作动态", **more):
    return {"a/index.html": column(name, body, type_), "a/1.html": article(name=name), **more}


@pytest.mark.parametrize(
    ("name", "type_", "last", "first"),
    [
        ("要闻", "工作动态", "2026-10-18", "2026-10-17"),
        ("最新消息", "工作动态", "2026-10-18", "2026-10-17"),
        ("通知公告", "工作动态", "2026-05-01", "2026-04-30"),
        ("文件", "政策文件", "2026-05-01", "2026-04-30"),
        ("规划计划", "政策文件", "2025-11-01", "2025-10-31"),
        ("人事任免", "", "2025-11-01", "2025-10-31"),
        ("法律法规", "政策文件", "1999-01-01", None),
        ("机构职能", "机构职能", "1999-01-01", None),
    ],
)
def test_each_type_has_its_limit(judge, name, type_, last, first):
    assert judge(RULE, pages(listing(last), name, type_), day=DAY) == []
    if first:
        found = judge(RULE, pages(listing(first), name, type_), day=DAY)
        assert found == [("a/index.html", first, "error", "fail")]


@pytest.mark.parametrize(
    "body",
    [
        "<ul><li>[2026-10-31] <a href=1.html>题</a></ul>",
        "<ul><li><a href=1.html>题<em>2026年10月31日</em></a></ul>",
        "<ul><li><a href=1.html>题</a><time datetime=2026-10-31T08:00>10-31</time></ul>",
        "<table><tr><td><a href=1.html>题</a><td>2026/10/31</table>",
        "<dl><dt><a href=1.html>题</a><dd>2026.10.31</dl>",
        "<a href=1.html>题</a> 2026-10-31 09:00<br><a href=2.html>题</a> 2020-01-01<br>",
        "<div><p><a href=1.html>题</a></p><p>发布时间：2026-10-31</p></div>",
        "<ul><li><a href=2.html>置顶</a> 2020-01-01<li><a href=1.html>题</a> 2026-10-31</ul>",
    ],
)
def test_reads_dates_as_people_do(judge, body):
    assert judge(RULE, pages(body, **{"a/2.html": article()}), day=DAY) == []


@pytest.mark.parametrize(
    "body",
    [
        "<ul><li><a href=1.html>题</a></ul>",
        "<ul><li><a href=1.html>2026年10月31日</a></ul>",
        "<ul><li><a href=1.html>题</a> <span hidden>2026-10-31</span></ul>",
        "<ul><li><a href=1.html>题</a> <!-- 2026-10-31 --></ul>",
        "<ul><li><a href=1.html>题</a> <span>至 2026-10-31</span></ul>",
        "<ul><li><a href=1.html>题</a> <b>成文日期：</b><i>2026-10-31</i></ul>",
        "<ul><li><a href=1.html>题</a> 2026-10-32</ul>",
        "<ul><li><a href=1.html>题</a> 2026-11-02</ul>",
    ],
)
def test_takes_nothing_else_for_a_date(judge, body):
    found = judge(RULE, pages(f"<main>{body}</main>"), day=DAY)
    assert found == [("a/index.html", None, "error", "fail")]


@pytest.mark.parametrize(
    "told", ["<p>发布时间：2026-10-31 来源：示例", "<p><span>2026-10-31</span>"]
)
def test_a_date_on_the_page_itself_is_seen(judge, told):
    site = {"a/index.html": column("要闻", "<a href=1.html>题</a>"), "a/1.html": article(told)}
    assert judge(RULE, site, day=DAY) == []


def test_a_label_is_not_seen(judge):
    label = '<meta name="PubDate" content="2026-10-31 09:00">'
    site = {"a/index.html": column("要闻", "<a href=1.html>题</a>"), "a/1.html": label + article()}
    assert len(judge(RULE, site, day=DAY)) == 1


def test_news_of_another_column_do_not_count(judge):
    beside = '<li><a href="/b/1.html">题</a> 2026-10-31'
    site = pages(listing("2020-01-01") + beside, **{"b/1.html": article(name="公告")})
    site["a/index.html"] = site["a/index.html"].replace("main>", "div>")
    assert [value for _, value, *_ in judge(RULE, site, day=DAY)] == ["2020-01-01"]


def test_the_profile_tells_the_type(judge):
    site = {"a/index.html": listing("2026-10-01"), "a/1.html": "<p>x"}
    for type_, count in (("工作动态", 1), ("通知公告", 0), ("数据发布", 0)):
        profile = {"columns": {"a/index.html": type_}}
        assert len(judge(RULE, site, day=DAY, profile=profile)) == count


@pytest.mark.parametrize("body", ["", "<p>建设中</p>"])
def test_blank_and_coming_columns_are_not_judged(judge, body):
    assert judge(RULE, {"a/index.html": column("要闻", body)}, day=DAY) == []


def test_is_not_measured_where_nothing_tells_the_day(judge):
    assert judge(RULE, pages(listing("2020-01-01"))) == [(None, None, "error", "not-measured")]


def test_the_build_date_counts_where_no_day_is_told(tmp_path):
    site = pages(listing("2026-10-31"))
    site["assets/gongkai/day.css"] = ':root { --gk-day: "2026-11-14"; }'
    for path, text in site.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")

    def count(day, *, stated):
        request = Request(tmp_path, chosen_rules([RULE]), day, stated=stated)
        return len(audit(request).results)

    assert count(date(2027, 1, 1), stated=False) == 0
    assert count(date(2026, 11, 15), stated=True) == 1
