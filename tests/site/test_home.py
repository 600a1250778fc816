"""Home pages, overviews of the whole portal, pages of units."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from gongkai_model.messages import Severity

from .conftest import column, news, record

HOME = "---\n标题: 首页\n---\n\n# 示例市\n\n{{ 首页 }}\n"
ORGANS = """\
- 编号: gov
  名称: 示例市人民政府
- 编号: office
  名称: 示例市人民政府办公室
  机关代字: 示府办发
  上级: gov
- 编号: finance
  名称: 示例市财政局
  机关代字: 示财
  类别: 部门
  上级: gov
  电话: 000-00000001
  地址: 示例路1号
- 编号: old-town
  名称: 旧镇人民政府
  类别: 乡镇
  撤销: 2020-01-01
- 编号: town
  名称: 新镇人民政府
  类别: 乡镇
  上级: gov
"""


def page(title, body, role=""):
    return f"---\n标题: {title}\n" + (f"用途: {role}\n" if role else "") + f"---\n\n{body}\n"


def labelled(kind, **labels):
    lines = "".join(f"{name}: {value}\n" for name, value in labels.items())
    return f"---\n类型: {kind}\n{lines}---\n\n正文。\n"


def _soup(project, address=""):
    return BeautifulSoup(project.page(address), "html.parser")


def _block(project, id_):
    heading = _soup(project).find(id=id_)
    return None if heading is None else heading.parent


def test_blocks_without_content_are_not_drawn_and_named_by_the_build(make_project):
    project = make_project({"index.md": HOME, "news/a.md": news(标题="甲")})
    report = project.built()
    assert [h.get_text() for h in _soup(project).select(".gk-home h2")] == ["要闻"]
    notes = [m for m in report.messages if m.severity is Severity.NOTE]
    assert [str(m.at) for m in notes] == ["content/index.md"]
    assert "政策文件、政策解读、政策问答" in notes[0].what.zh
    assert "要闻" not in notes[0].what.zh.replace("要闻图片", "")


@pytest.mark.parametrize(
    ("line", "near"), [("{{ 网站导航 }}", "网站地图"), ("{{ 即将截至 }}", "即将截止")]
)
def test_a_misspelt_region_is_an_error(make_project, line, near):
    project = make_project({"a.md": page("页", line)})
    report = project.build()
    assert report.failed
    assert [str(m.at) for m in report.messages] == ["content/a.md:5"]
    assert near in report.messages[0].fix.zh


@pytest.mark.parametrize("code", ["```\n{{ 首页 }}\n{{ 什么呀 }}\n```", "    {{ 长者首页 }}"])
def test_regions_in_code_stay_as_they_are_written(make_project, code):
    project = make_project({"help.md": page("写法", f"说明：\n\n{code}"), "news/a.md": news()})
    project.built()
    soup = _soup(project, "help")
    assert "{{ " in soup.find("code").get_text()
    assert "gk-elder" not in soup.html["class"]
    assert not soup.select(".gk-home, .gk-elder-home")


def test_a_home_page_of_the_editors_own_stays_theirs(make_project):
    project = make_project({"news/a.md": news(标题="甲")})
    assert not [m for m in project.built().messages if m.severity is Severity.NOTE]
    assert _soup(project).select(".gk-home") == []


def test_the_blocks_stand_in_their_order(make_project):
    files = {
        "index.md": HOME,
        "policies/a.md": record(适用对象="[市民, 企业]", 截止日期="2026-11-20"),
        "closing.md": page("即将截止", "{{ 即将截止 }}"),
        "news/a.md": news(标题="甲", 题图="{文件: p.png, 说明: 示意图}", 发布日期="2026-10-30"),
        "news/p.png": b"\x89PNG",
        "notices/index.md": column("通知公告", "通知公告"),
        "notices/a.md": news(类型="通知公告", 标题="停水", 紧急至="2026-11-01"),
        "notices/b.md": news(类型="通知公告", 标题="停电", 紧急至="2026-10-31"),
        "jd/index.md": column("政策解读", "政策解读"),
        "jd/a.md": labelled("政策解读", 标题="解读甲", 发布日期="2022-04-23", 解读="policies/a"),
        "wd/index.md": column("政策问答", "政策问答"),
        "wd/a.md": labelled(
            "政策问答", 标题="问甲", 发布日期="2022-05-01", 依据="policies/a", 生活主题="养老"
        ),
        "zj/index.md": column("意见征集", "意见征集"),
        "zj/a.md": labelled(
            "意见征集",
            标题="征集甲",
            发布日期="2026-10-01",
            开始日期="2026-10-01",
            截止日期="2026-11-01",
        ),
        "data.md": page("数据发布", "表。", "数据"),
        "zt.md": page("专题甲", "文。", "专题"),
        "disclosure.md": page("法定", "{{ 法定主动公开内容 }}"),
        "apply.md": page("依申请公开", "文。", "依申请公开"),
    }
    project = make_project(files)
    project.built()
    soup = _soup(project)
    assert [h.get_text() for h in soup.select(".gk-home h2")] == [
        "我要查政策",
        "要闻",
        "政策文件",
        "政策解读",
        "政策问答",
        "政府信息公开",
        "互动交流",
        "专题",
        "数据",
    ]
    assert [a.get_text() for a in soup.select(".gk-urgent a")] == ["停水"]
    tiles = {
        li.select_one(".gk-tile-name").get_text(): li.select_one(".gk-count").get_text()
        for li in soup.select(".gk-home-find li")
    }
    assert tiles == {"市民": "1 件", "企业": "1 件", "即将截止": "2 件", "意见征集": "1 件"}
    image = soup.select_one(".gk-picture img")
    assert (image["src"], image["alt"]) == ("./news/p.png", "示意图")
    assert soup.select_one(".gk-policy a")["href"] == "./policies/a/"
    assert [a["href"] for a in soup.select(".gk-topics a")] == ["./wd/topic/old-age/"]
    names = [a.get_text() for a in soup.select(".gk-openness a")]
    assert names == ["法定主动公开内容", "依申请公开"]
    assert "更多" not in {a.get_text() for a in soup.find_all("a")}
    for tile in soup.select(".gk-home a"):
        target = project.site / tile["href"].removeprefix("./")
        assert (target if target.suffix else target / "index.html").is_file(), tile


def test_what_closes_soon_is_listed_nearest_end_first(make_project):
    project = make_project(
        {
            "closing.md": page("即将截止", "{{ 即将截止 }}"),
            "policies/a.md": record(标题="甲", 截止日期="2026-12-01"),
            "policies/b.md": record(标题="乙", 截止日期="2026-11-01", 发文字号=""),
            "policies/c.md": record(
                标题="丙", 截止日期="2026-12-02", 发文字号="示府办发〔2022〕9号"
            ),
            "policies/d.md": record(
                标题="丁", 截止日期="2026-10-31", 发文字号="示府办发〔2022〕1号"
            ),
        }
        | {
            "policies/b.md": record(
                标题="乙", 截止日期="2026-11-01", 发文字号="示府办发〔2022〕7号"
            )
        }
    )
    project.built()
    assert [a.get_text() for a in _soup(project, "closing").select(".gk-closing a")] == ["乙", "甲"]


def test_lists_by_audience_topic_and_period(make_project):
    project = make_project(
        {
            "policies/a.md": record(适用对象="[农户, 外星人]", 生活主题="住房"),
            "zj/index.md": column("意见征集", "意见征集"),
            "zj/a.md": labelled(
                "意见征集",
                标题="征集甲",
                发布日期="2026-09-01",
                开始日期="2026-09-01",
                截止日期="2026-10-31",
            ),
        }
    )
    project.built()
    links = {a["href"] for a in _soup(project, "policies").select(".gk-browse a")}
    assert {"audience/farmers/", "topic/housing/"} <= {
        h.removeprefix("../policies/") for h in links
    }
    assert "征集甲" in project.page("zj/period/closed")


def test_the_site_map_holds_every_page_and_column_once(make_project):
    project = make_project(
        {
            "map.md": page("网站地图", "{{ 网站地图 }}"),
            "about/index.md": page("关于", "文。", "关于"),
            "about/sub/x.md": page("下一层", "文。"),
            "policies/a.md": record(),
        }
    )
    project.built()
    soup = _soup(project, "map").select_one(".gk-map")
    assert sorted(a["href"] for a in soup.find_all("a")) == [
        "../",
        "../about/",
        "../about/sub/x/",
        "../map/",
        "../news/",
        "../policies/",
    ]
    below = soup.find("a", href="../about/").parent
    assert below.find("a", href="../about/sub/x/") is not None


def test_all_lists_are_reached_from_one_page(make_project):
    project = make_project({"find.md": page("查找", "{{ browse }}"), "policies/a.md": record()})
    project.built()
    hrefs = [a["href"] for a in _soup(project, "find").select(".gk-browse-all a")]
    assert "../policies/year/2022/" in hrefs
    assert not any("news/" in href for href in hrefs)  # no record, no list


def test_each_unit_that_exists_has_its_own_column(make_project):
    project = make_project(
        {
            "data/organs.yml": ORGANS,
            "units/index.md": page("部门和乡镇", "{{ 部门和乡镇 }}"),
            "guides/index.md": column("指南", "信息公开指南", "信息公开制度", "信息公开年报"),
            "guides/gov.md": labelled(
                "信息公开指南", 标题="市指南", 发布日期="2022-01-01", 发文机关="gov"
            ),
            "guides/r.md": labelled(
                "信息公开年报",
                标题="财政局年报",
                发布日期="2022-01-31",
                年度="2021",
                发文机关="finance",
            ),
            "policies/a.md": record(标题="财政文件", 责任单位="finance"),
        }
    )
    project.built()
    assert not (project.site / "units/old-town").exists()
    assert not (project.site / "units/gov").exists()
    listed = [a.get_text() for a in _soup(project, "units").select(".gk-units a")]
    assert listed == ["示例市财政局", "新镇人民政府"]
    soup = _soup(project, "units/finance")
    parts = [section.h2.get_text() for section in soup.select(".gk-unit section")]
    assert parts == [
        "政府信息公开指南",
        "政府信息公开制度",
        "法定主动公开内容",
        "政府信息公开年报",
    ]
    assert "适用示例市人民政府的" in soup.select_one("#guide .gk-notice").get_text()
    assert [a.get_text() for a in soup.select("#guide a")] == ["市指南"]
    assert [h.get_text() for h in soup.select("#content h3")] == ["法规和规范性文件（1）"]
    assert [a.get_text() for a in soup.select("#reports a")] == ["财政局年报"]
    assert soup.select_one('meta[name="ColumnType"]')["content"] == "信息公开目录"
    assert "units/finance/" in (project.site / "sitemap.xml").read_text()
    assert "财政文件" not in project.page("units/town")


@pytest.mark.parametrize("theme", ["material", "mkdocs"])
def test_the_home_page_and_units_are_there_in_other_themes(make_project, theme):
    project = make_project(
        {
            "index.md": HOME,
            "data/organs.yml": ORGANS,
            "units/index.md": page("部门和乡镇", "{{ 部门和乡镇 }}"),
            "policies/a.md": record(),
        },
        theme=theme,
    )
    project.built()
    assert _block(project, "home-policies") is not None
    assert "法规和规范性文件" not in project.page("units/town")
    assert "演示站点" in project.page("units/town")


@pytest.mark.parametrize(
    ("one", "other", "line", "mistake"),
    [
        (page("甲", "文。", "订阅"), page("乙", "文。", "subscribe"), 0, "“订阅”在 content/a.md"),
        (
            page("甲", "{{ 部门和乡镇 }}"),
            page("乙", "前言\n\n{{ units }}"),
            7,
            "“部门和乡镇”在 content/a.md",
        ),
        (page("甲", "{{ 即将截止 }}\n\n{{ closing }}"), None, 7, "“即将截止”在 content/a.md"),
    ],
)
def test_a_part_that_is_given_twice_is_told_with_both_places(
    make_project, one, other, line, mistake
):
    project = make_project({"a.md": one, **({"b.md": other} if other else {})})
    report = project.build()
    assert report.failed
    (message,) = report.messages
    assert mistake in message.what.zh
    assert "already given by content/a.md" in message.what.en
    assert (message.at.path, message.at.line) == ("content/b.md" if other else "content/a.md", line)


def test_topics_and_data_may_be_many(make_project):
    files = {
        f"{name}.md": page(name, "文。", role)
        for name, role in zip("abcd", ["专题", "数据"] * 2, strict=True)
    }
    project = make_project({"index.md": HOME, **files})
    project.built()
    assert {a.get_text() for a in _soup(project).select(".gk-home a")} >= set("abcd")


@pytest.mark.parametrize("source", ["index.md", "depts.md", "units/index.md"])
def test_units_have_their_pages_wherever_their_list_is(make_project, source):
    project = make_project({source: page("部门", "{{ 部门和乡镇 }}"), "data/organs.yml": ORGANS})
    project.built()
    base = "" if source == "index.md" else source.removesuffix("/index.md").removesuffix(".md")
    links = {a.get_text(): a["href"] for a in _soup(project, base).select("a[href]")}
    assert links["示例市财政局"].endswith("finance/")
    unit = _soup(project, f"{base}/finance".strip("/"))
    assert unit.find(id="page-title").get_text() == "示例市财政局 政府信息公开"
