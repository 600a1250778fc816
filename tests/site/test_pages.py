"""What the pages of records, lists and the portal show."""

from __future__ import annotations

import hashlib
import json

import pytest
from bs4 import BeautifulSoup

from .conftest import column, news, record

TEXT = "---\n发布日期: {published}\n施行日期: {day}\n---\n\n第一条 某。\n"


def _soup(project, address):
    return BeautifulSoup(project.page(address), "html.parser")


def _labels(page):
    block = page.find("dl", class_="gk-labels")
    return [(dt.get_text(), dt.find_next("dd").get_text()) for dt in block.find_all("dt")]


def test_the_label_block_is_in_official_order(make_project):
    project = make_project(
        {
            "policies/a.md": record(
                索引号="01234567-8/2022-00039",
                主题分类="综合政务\\政务公开",
                联合发文="[finance, {外部: 示例省财政厅}]",
                主题词="公开 要点",
                有效期="5年",
                责任单位="finance",
                适用对象="[企业, 农户]",
            )
        }
    )
    project.built()
    assert _labels(_soup(project, "policies/a")) == [
        ("索引号", "01234567-8/2022-00039"),
        ("主题分类", "综合政务\\政务公开"),
        ("发文机关", "示例市人民政府办公室、示例市财政局、示例省财政厅"),
        ("成文日期", "2022-04-11"),
        ("标题", "示例文件"),
        ("发文字号", "示府办发〔2022〕8号"),
        ("发布日期", "2022-04-22"),
        ("主题词", "公开、要点"),
        ("施行日期", "2022-05-01"),
        ("有效期", "5年"),
        ("有效性", "有效"),
        ("公开方式", "主动公开"),
        ("责任单位", "示例市财政局"),
        ("适用对象", "企业、农户"),
    ]


ALIGNED = "| 甲 | 乙 | 丙 | 丁 |\n|:--|:-:|--:|---|\n| 1 | 2 | 3 | 4 |\n"


@pytest.mark.parametrize("theme", ["gongkai", "mkdocs"])
def test_tables_are_aligned_by_classes_for_styles_are_blocked(make_project, theme):
    project = make_project(
        {
            "guide.md": f"# 指南\n\n{ALIGNED}",
            "news/n.md": news(ALIGNED),
            "policies/a.md": record(ALIGNED),
        },
        theme=theme,
    )
    project.built()
    for address in ("guide", "news/n", "policies/a"):
        cells = _soup(project, address).find("table").find_all(["th", "td"])
        classes = [" ".join(cell.get("class", [])) for cell in cells]
        start = "" if address == "policies/a" else "align-left"  # is where a text begins anyway
        assert classes == [start, "align-center", "align-right", ""] * 2, address
        assert not _soup(project, address).find("table").find_all(style=True)
    assert ".align-center {" in project.files()["assets/gongkai/record.css"].decode()


@pytest.mark.parametrize("given", ["2022-04-22", "2022-04-22 17:30"])
def test_pub_date_is_what_was_given(make_project, given):
    project = make_project({"policies/a.md": record(发布日期=given)})
    project.built()
    page = _soup(project, "policies/a")
    assert page.find("meta", attrs={"name": "PubDate"})["content"] == given


def test_structured_data_is_json_whatever_the_title(make_project):
    title = '关于</script><b>&"引号"的通知'
    project = make_project({"policies/a.md": record(标题=f"'{title}'")})
    project.built()
    page = _soup(project, "policies/a")
    data = json.loads(page.find("script", type="application/ld+json").string)
    assert data["name"] == title
    assert data["@type"] == "Legislation"
    assert data["legislationIdentifier"] == "示府办发〔2022〕8号"
    assert data["legislationLegalForce"] == "https://schema.org/InForce"
    assert data["url"] == "https://www.shili.example/policies/a/"


def test_attachments_tell_type_size_and_digest(make_project):
    data = b"x" * 12_345
    project = make_project(
        {
            "policies/a.md": record(附件="[{文件: 附件/表 1.xlsx, 名称: 申请表}]"),
            "policies/附件/表 1.xlsx": data,
        }
    )
    project.built()
    section = _soup(project, "policies/a").find("section", class_="gk-attachments")
    assert section.a["href"] == "../../policies/%E9%99%84%E4%BB%B6/%E8%A1%A8%201.xlsx"
    assert "申请表" in section.get_text()
    assert "（XLSX，12.3 KB）" in section.get_text()
    assert hashlib.sha256(data).hexdigest() in section.get_text()


def test_relations_stand_on_both_pages_with_their_status(make_project):
    project = make_project(
        {
            "policies/old.md": record(标题="旧文件"),
            "policies/new.md": record(
                标题="新文件",
                发文字号="示府办发〔2023〕1号",
                成文日期="2023-01-01",
                发布日期="2023-01-02",
                施行日期="2023-02-01",
                废止="[policies/old]",
                依据="[{标题: 某法, 网址: 'https://law.example/a?b=1&c=2'}]",
            ),
        }
    )
    project.built()
    new = _soup(project, "policies/new").find("section", class_="gk-relations")
    assert new.find("dt", string="废止").find_next("dd").get_text() == (
        "旧文件 示府办发〔2022〕8号 已废止"
    )
    assert new.find("a", rel="external")["href"] == "https://law.example/a?b=1&c=2"
    old = _soup(project, "policies/old")
    assert old.find("p", class_="gk-status").strong.get_text() == "已废止"
    assert old.find("dt", string="被废止").find_next("a")["href"] == "../../policies/new/"


def test_status_is_marked_as_inferred_unless_a_basis_is_given(make_project):
    project = make_project(
        {
            "policies/a.md": record(),
            "policies/b.md": record(
                发文字号="示府办发〔2022〕9号", 有效性="有效", 有效性依据="2026年清理结果"
            ),
        }
    )
    project.built()
    banner = "p.gk-status"
    assert "依本站已收录文件推定" in _soup(project, "policies/a").select_one(banner).get_text()
    assert "2026年清理结果" in _soup(project, "policies/b").select_one(banner).get_text()


def test_corrections_and_note_are_shown(make_project):
    project = make_project(
        {
            "policies/a.md": record(
                题注="[2022年4月11日公布, 自2022年5月1日起施行]",
                更正="[{日期: 2022-05-06, 说明: 第一点有误}]",
            )
        }
    )
    project.built()
    page = _soup(project, "policies/a")
    assert [p.get_text() for p in page.find("div", class_="gk-note").find_all("p")] == [
        "2022年4月11日公布",
        "自2022年5月1日起施行",
    ]
    assert "2022-05-06 第一点有误" in page.find("section", class_="gk-corrections").get_text()


def test_lists_by_year_organ_and_status_hold_the_right_records(make_project):
    project = make_project(
        {
            "policies/a.md": record(标题="甲"),
            "policies/b.md": record(
                标题="乙",
                发文字号="示财〔2023〕1号",
                发文机关="finance",
                成文日期="2023-01-01",
                发布日期="2023-01-02",
                施行日期="2023-01-03",
                失效日期="2024-01-01",
            ),
            "policies/c.md": record(标题="丙", 发文字号="某〔2022〕1号", 发文机关="{外部: 某厅}"),
        }
    )
    project.built()

    def titles(address):
        return [a.get_text() for a in _soup(project, address).select("ul.gk-list a")]

    assert titles("policies") == ["乙", "丙", "甲"]
    assert titles("policies/all/1") == ["乙", "丙", "甲"]
    assert titles("policies/year/2022") == ["丙", "甲"]
    assert titles("policies/organ/finance") == ["乙"]
    assert titles("policies/organ/external_bodies") == ["丙"]
    assert titles("policies/status/lapsed") == ["乙"]
    assert titles("policies/status/in-force") == ["丙", "甲"]


def test_columns_may_lie_within_columns(make_project):
    project = make_project(
        {
            "open/index.md": column("公开", "通知公告"),
            "open/rules/index.md": column("制度", "行政规范性文件"),
            "open/rules/r1.md": record("见[公告](../n1.md)。"),
            "open/n1.md": news(类型="通知公告", 标题="公告"),
        }
    )
    project.built()
    page = _soup(project, "open/rules/r1")
    assert page.find("meta", attrs={"name": "ColumnName"})["content"] == "制度"
    assert page.select_one("#gk-body a")["href"] == "../../../open/n1/"
    assert project.page("open/rules/r1/20220501")


def test_a_theme_overrides_our_templates(make_project):
    project = make_project({"policies/a.md": record()}, theme_options="  custom_dir: own\n")
    folder = project.folder / "own" / "gongkai" / "records"
    folder.mkdir(parents=True)
    (folder / "normative-document.html").write_text(
        '{% extends "records/base.html" %}'
        "{% block labels %}<p>自家{{ page.title }}</p>{% endblock %}",
        encoding="utf-8",
    )
    project.built()
    page = project.page("policies/a")
    assert "<p>自家示例文件</p>" in page
    assert "gk-labels" not in page
    assert "正文。" in page


def test_a_theme_that_prints_the_page_twice_is_refused(make_project):
    project = make_project({"policies/a.md": record()}, theme_options="  custom_dir: own\n")
    (project.folder / "own").mkdir()
    (project.folder / "own" / "main.html").write_text(
        "<html><head><title>{{ page.title }}</title></head>{{ page.content }}{{ page.content }}"
    )
    report = project.build()
    assert report.failed
    assert "page.content" in report.messages[0].fix.en


def test_the_error_page_uses_absolute_links(make_project):
    project = make_project(base="city/")
    project.built()
    page = (project.site / "404.html").read_text(encoding="utf-8")
    assert 'href="/city/css/gongkai.css"' in page
    assert 'href="/city/assets/gongkai/record.css"' in page
    assert 'name="SiteIDCode"' in page


def test_text_by_others_says_so(make_project):
    labels = (
        "---\n类型: 行政规范性文件\n标题: 汇编\n文本等级: 第三方汇编\n推定: [发文机关]\n---\n\n"
        "第一条 某。\n"
    )
    project = make_project({"policies/a.md": labels})
    project.built()
    page = _soup(project, "policies/a")
    assert page.find("p", class_="gk-status").strong.get_text() == "待核"
    assert "其中 发文机关 系推定" in page.find("p", class_="gk-notice").get_text()
    assert page.find("meta", attrs={"name": "PubDate"}) is None
    assert "policies/a/undated/index.html" in project.files()


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "<a href='data:text/html,x'>x</a>",
        "<iframe src=https://a.example></iframe>",
        "<svg/onload=alert(1)>",
        "[x]: javascript:alert(1)\n\n[x]",
        "<table><tr><td onclick=a>x</td></tr></table>",
    ],
)
@pytest.mark.parametrize("make", [record, news])
def test_hostile_markup_is_refused_or_harmless(make_project, body, make):
    place = "policies/a.md" if make is record else "news/a.md"
    project = make_project({place: make(body)})
    report = project.build()
    if report.failed:
        assert all(message.at.path == f"content/{place}" for message in report.messages)
        return
    page = _soup(project, place.removesuffix(".md")).find(id="gk-body")
    assert not page.find_all(["script", "iframe", "svg", "object"])
    for element in page.find_all(True):
        assert not [name for name in element.attrs if name.startswith("on")]
        for name in ("href", "src"):
            assert not str(element.get(name, "")).strip().lower().startswith(("javascript", "data"))


def test_a_written_status_that_dates_contradict_is_an_error(make_project):
    project = make_project({"policies/a.md": record(有效性="已废止")})
    report = project.build()
    assert report.failed
    (message,) = report.messages
    assert (message.at.path, message.at.line) == ("content/policies/a.md", 9)
    project.write({"policies/a.md": record(有效性="已废止", 有效性依据="2026年清理结果")})
    project.built()
    banner = _soup(project, "policies/a").select_one("p.gk-status").get_text()
    assert banner == "已废止（依据：2026年清理结果）"


def test_an_amended_act_is_in_force_and_its_superseded_text_is_not(make_project):
    project = make_project(
        {
            "policies/a.md": record(),
            "policies/d.md": record(
                类型="修改废止决定",
                发文字号="示府办发〔2023〕1号",
                施行日期="2023-01-01",
                修改="policies/a",
            ),
            "policies/act/index.md": "---\n类型: 规章\n标题: 办法\n发文机关: office\n---\n",
            "policies/act/2020-07-01.md": TEXT.format(published="2020-06-01", day="2020-07-01"),
            "policies/act/2022-01-01.md": TEXT.format(published="2021-12-01", day="2022-01-01"),
        }
    )
    project.built()

    def force(address):
        script = _soup(project, address).find("script", type="application/ld+json")
        return json.loads(script.string)["legislationLegalForce"].removeprefix(
            "https://schema.org/"
        )

    assert force("policies/a") == "InForce"
    assert force("policies/act") == "InForce"
    assert force("policies/act/20200701") == "NotInForce"


def test_sections_of_the_navigation_keep_the_names_they_were_given(make_project):
    project = make_project({"policies/a.md": record()})
    with project.config.open("a", encoding="utf-8") as config:
        config.write("nav:\n  - 首页: index.md\n  - 公开:\n")
        config.write("      - 文件: policies/index.md\n      - 动态: news/index.md\n")
    project.built()
    names = [link.get_text() for link in _soup(project, "policies/a").select("nav li a")]
    assert "公开" in names
    assert "要闻动态" not in names
