"""Figures of find-errors messages on a page, and as files beside it."""

from __future__ import annotations

import csv
import io
import json

import pytest
from bs4 import BeautifulSoup

from gongkai_model.messages import Severity

PAGE = "---\n标题: 找错\n---\n\n# 找错\n\n{{ 找错统计 }}\n"
CLOSED = """\
编号: {number}
收到时间: 2026-10-{received} 09:00
页面: /policies/
类别: {category}
内容: 反映的原话 {number}
承办单位: office
办理过程:
  - {{状态: 待受理, 时间: 2026-10-{received} 09:00}}
  - {{状态: 已转办, 时间: 2026-10-{received} 10:00}}
  - {{状态: 办理中, 时间: 2026-10-{received} 11:00}}
  - {{状态: 已办结, 时间: 2026-10-{closed} 12:00}}
结果: {result}
整改情况: 已改。
答复: 答复的原话 {number}
摘要: 编辑的<b>摘要</b> {number}
"""
OPEN = """\
编号: 3
收到时间: 2026-10-30 09:00
页面: /policies/
类别: 其他
内容: 反映的原话 3
办理过程: [{状态: 待受理, 时间: 2026-10-30 09:00}]
摘要: 还没有办结的摘要
"""


def message(number=1, received=12, closed=14, category="错别字", result="已整改"):
    values = {"number": number, "received": received, "closed": closed}
    return CLOSED.format(**values, category=category, result=result)


FILES = {
    "about/errors.md": PAGE,
    "data/feedback/1.yml": message(),
    "data/feedback/2.yml": message(2, 13, 20, "其他", "不属实"),
    "data/feedback/3.yml": OPEN,
}


def rows(table):
    return [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in table.select("tr")]


def test_the_page_shows_the_figures(make_project):
    project = make_project(FILES)
    project.built()
    page = BeautifulSoup(project.page("about/errors"), "html.parser")
    region = page.select_one(".gk-feedback")
    assert "共收到留言 3 条，其中有效 2 条；已办结 2 条，按期办结 1 条。" in region.get_text()
    quarter, by_class, by_result = (rows(table) for table in region.select("table"))
    assert quarter == [
        ["季度", "收到", "有效留言", "办结", "按期办结", "平均工作日"],
        ["2026-Q4", "3", "2", "2", "1", "3.5"],
    ]
    assert ["错别字", "1", "1", "1", "1", "2.0"] in by_class
    assert ["其他", "2", "1", "1", "0", "5.0"] in by_class
    assert ["未办结", "1", "1", "0", "0", "—"] in by_result
    for table in region.select("table"):
        assert table.caption.get_text()
        assert all(head["scope"] in {"col", "row"} for head in table.select("th"))


def test_the_files_beside_it_say_the_same(make_project):
    project = make_project(FILES)
    project.built()
    data = project.files()["about/errors/statistics.csv"]
    assert data.startswith(b"\xef\xbb\xbf")
    table = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert table[0] == [
        *("分组", "项目", "收到", "有效留言", "办结", "按期办结", "无法判定", "平均工作日")
    ]
    assert table[1] == ["合计", "全部", "3", "2", "2", "1", "0", "3.5"]
    figures = json.loads(project.files()["about/errors/statistics.json"])
    assert figures["as_of"] == "2026-11-01"
    assert figures["total"] == {
        "received": 3,
        "valid": 2,
        "closed": 2,
        "on_time": 1,
        "unmeasured": 0,
        "mean_working_days": 3.5,
    }
    parts = [figures[name] for name in ("by_quarter", "by_class", "by_result")]
    assert [sum(one["received"] for one in part) for part in parts] == [3, 3, 3]
    assert len(table) == 2 + sum(map(len, parts))
    links = BeautifulSoup(project.page("about/errors"), "html.parser").select(".gk-feedback a")
    for link in links:
        assert (project.site / "about" / "errors" / link["href"]).resolve().is_file()


def test_no_message_and_no_unit_is_shown(make_project):
    project = make_project(FILES)
    project.built()
    published = b"".join(project.files().values()).decode("utf-8", "replace")
    for word in ("反映的原话", "答复的原话", "编辑的", "办公室", "data/feedback"):
        assert word not in published, word


def test_summaries_of_closed_messages_where_the_portal_wants_them(make_project):
    project = make_project(FILES, options="      feedback_messages: true\n")
    project.built()
    page = project.page("about/errors")
    assert "编辑的&lt;b&gt;摘要&lt;/b&gt; 1" in page
    assert page.index("摘要&lt;/b&gt; 2") < page.index("摘要&lt;/b&gt; 1")  # the latest first
    for word in ("反映的原话", "答复的原话", "还没有办结的摘要"):
        assert word not in page


def test_limits_of_the_portal(make_project):
    project = make_project(FILES, options="      找错期限: 5\n")
    project.built()
    assert "按期办结 2 条" in project.page("about/errors")
    assert "5 个工作日" in project.page("about/errors")


@pytest.mark.parametrize("option", ["feedback_days: 0", "找错最长期限: 1000"])
def test_limits_that_are_none(make_project, option):
    report = make_project(FILES, options=f"      {option}\n").build()
    assert report.failed
    assert any("1 至 999" in one.what.zh for one in report.messages)


def test_a_portal_without_messages(make_project):
    project = make_project({"about/errors.md": PAGE})
    project.built()
    assert "没有收到留言" in project.page("about/errors")
    assert json.loads(project.files()["about/errors/statistics.json"])["total"]["received"] == 0


def test_the_home_page_may_show_them(make_project):
    project = make_project({**FILES, "about/errors.md": "# 甲\n", "index.md": PAGE})
    project.built()
    assert "statistics.csv" in project.files()
    assert 'href="./statistics.csv"' in project.page("")


def test_as_known_on_the_day(make_project):
    project = make_project(FILES, day="2026-10-14")
    project.built()
    figures = json.loads(project.files()["about/errors/statistics.json"])
    assert figures["total"]["received"] == 2
    assert figures["total"]["closed"] == 1


def test_mistakes_of_all_messages_stop_the_build(make_project):
    files = {
        **FILES,
        "data/feedback/1.yml": message().replace("已转办", "已转走"),
        "data/feedback/3.yml": OPEN.replace("原话", "13800000000"),
        "policies/a.md": "---\n类型: 无\n---\n",
    }
    report = make_project(files).build()
    assert report.failed
    errors = {one.at.path for one in report.messages if one.severity is Severity.ERROR}
    assert errors == {
        "content/data/feedback/1.yml",
        "content/data/feedback/3.yml",
        "content/policies/a.md",
    }
    assert not any("13800000000" in one.say("zh") + one.say("en") for one in report.messages)


def test_where_no_figures_are_shown_mistakes_only_warn(make_project):
    wrong = message().replace("反映的原话", "13800000000").replace("已转办", "已转走")
    project = make_project({"data/feedback/1.yml": wrong, "data/feedback/a.png": b"x"})
    report = project.build()
    assert not report.failed
    told = [(one.severity, one.at.path) for one in report.messages]
    assert told == [
        (Severity.WARNING, "content/data/feedback/1.yml"),
        (Severity.WARNING, "content/data/feedback/1.yml"),
        (Severity.WARNING, "content/data/feedback/a.png"),
    ]
    assert not any("13800000000" in one.say("zh") for one in report.messages)
    assert project.build(strict=True).failed


def test_what_is_late_is_no_matter_of_the_build(make_project):
    project = make_project(FILES, day="2027-06-01")
    assert not project.build().failed


def test_same_sources_same_bytes(make_project):
    first, second = make_project(FILES, name="a"), make_project(FILES, name="b")
    first.built()
    second.built()
    assert first.files() == second.files()
