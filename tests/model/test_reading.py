"""Reading a content folder: what is taken, and what an editor is told."""

import os
import random
import re
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai_model.fields import BY_NAME, FIELDS, WRONG_NAMES
from gongkai_model.messages import ContentError, Severity
from gongkai_model.reading import Rules, read_portal
from gongkai_model.record import Openness

NORMATIVE = {"发文字号": "示府发〔2022〕8号", "成文日期": "2022-04-11", "施行日期": "2022-05-01"}


def test_reads_records_pages_and_files(content):
    content.record("policies/2022-8.md", "行政规范性文件", **NORMATIVE)
    content.write("policies/a.pdf", "x")
    content.write("index.md", "---\n标题: 首页\nhide: [toc]\n---\n# 首页\n")
    portal = content.read()
    assert list(portal.records) == ["policies/2022-8"]
    assert list(portal.columns) == ["policies"]
    assert portal.pages["index.md"].meta == {"title": "首页", "hide": ["toc"]}
    assert portal.files == {"policies/a.pdf": 1}
    record = portal.records["policies/2022-8"]
    assert [version.key for version in record.versions] == ["20220501"]
    assert record.versions[0].body == "正文\n"


# --- fields ---------------------------------------------------------------------------------------


def test_a_missing_field_is_named_with_what_to_add(content):
    content.record("policies/a.md", "行政规范性文件", **NORMATIVE | {"发文字号": ""})
    said = content.said()
    assert said.startswith("content/policies/a.md:1 ")
    assert "“行政规范性文件”缺少“发文字号”" in said
    assert "补上“发文字号: …”" in said


def test_a_blank_field_is_missing(content):
    content.write("policies/a.md", "---\n类型: 动态要闻\n标题:\n发布日期: 2022-04-22\n---\n")
    assert content.said().startswith("content/policies/a.md:3 “标题”没有填")


def test_a_field_twice_is_an_error(content):
    content.write(
        "policies/a.md", "---\n类型: 动态要闻\n标题: 甲\n标题: 乙\n发布日期: 2022-04-22\n---\n"
    )
    said = content.said()
    assert said.startswith("content/policies/a.md:4 ")
    assert "“标题”写了两次（第 3 行已有）" in said


def test_a_field_under_both_names_is_an_error(content):
    content.record("policies/a.md", title="乙")
    said = content.said()
    assert said.startswith("content/policies/a.md:5 ")
    assert "“标题”写了两次（第 3 行已有）" in said


@pytest.mark.parametrize(
    ("name", "near"),
    [("发文字数", "发文字号"), ("titel", "title"), ("发文单位", "发文机关"), ("关键词", "主题词")],
)
def test_an_unknown_field_is_an_error_that_names_the_nearest(content, name, near):
    content.record("policies/a.md", **{name: "x"})
    said = content.said()
    assert said.startswith("content/policies/a.md:5 ")
    assert f"不认识“{name}”" in said
    assert f"是不是“{near}”" in said


def test_a_field_that_the_kind_forbids_is_an_error(content):
    content.record("policies/a.md", 施行日期="2022-05-01")
    said = content.said()
    assert said.startswith("content/policies/a.md:5 ")
    assert "“动态要闻”不能有“施行日期”" in said


VALUES = {
    "发布日期": ["2022-02-30", "昨天", "22-4-11", "2022-04", "2022-04-22 25:00", "[2022-04-22]"],
    "成文日期": ["2022-13-01", "0", "2022-4-31"],
    "有效期": ["五", "0年", "至2022-02-30"],
    "发文字号": ["国办发2022年8号", "8号", "国办发〔22〕8号", "国办发〔2022〕08号"],
    "索引号": ["01234567", "x"],
    "网址": ["Abc", "甲", "a/b", "a b", "a" * 41, "../a"],
    "公开方式": ["否", "公开", "False"],
    "有效性": ["有 效", "valid"],
    "文本等级": ["第一方"],
    "主题分类": ["没有\\这类"],
    "发文机关": ["某某局"],
    "联合发文": ["[gov, 某某局]"],
    "责任单位": ["{外部: }", "{内部: 甲}", "[gov]"],
    "旧网址": ["a/b", "https://x.example/a", "/a b", "/a?b", "/../a", "/a/./b", "//a"],
    "附件": ["../../etc/passwd", "{名称: 甲}", "{文件: [a]}"],
    "更正": ["2022-05-01", "{日期: 2022-05-01}", "{日期: 明天, 说明: 甲}"],
    "撤下": ["是", "{理由: 甲}"],
    "依据": ["{网址: https://x.example/}", "{标题: 甲, 网址: x}", "[[a]]", "{目标: a, 日期: x}"],
    "标题": ["[甲]", "{甲: 乙}"],
}


@pytest.mark.parametrize(
    ("name", "value"), [(n, v) for n, values in VALUES.items() for v in values]
)
def test_a_bad_value_is_an_error_on_its_line(content, name, value):
    labels = NORMATIVE | {name: ""}
    labels.pop(name)
    path = content.record("policies/a.md", "行政规范性文件", **labels, **{name: value})
    lines = path.read_text().split("\n")
    line = next(n for n, text in enumerate(lines, 1) if text.startswith(f"{name}: "))
    assert content.said().startswith(f"content/policies/a.md:{line} ")


def test_an_item_of_a_list_is_wrong_on_its_own_line(content):
    content.record("policies/a.md", 附件="\n  - a.pdf\n  - 文件: b.pdf\n    名称: 乙")
    content.write("policies/a.pdf", "x")
    assert content.said().startswith("content/policies/a.md:7 附件 policies/b.pdf 不存在")


def test_normalises_what_is_plainly_meant_with_a_note(content):
    content.record(
        "policies/a.md",
        "行政规范性文件",
        发文字号="'示府发[2022]8号'",
        成文日期="2022年4月11日",
        发布日期="2022/4/22 17:30",
    )
    portal = content.read()
    facts = portal.records["policies/a"].facts
    assert str(facts.document_number) == "示府发〔2022〕8号"
    assert facts.written_on == date(2022, 4, 11)
    assert str(facts.published_on) == "2022-04-22 17:30"
    assert [(m.at.line, m.severity) for m in portal.notes] == [
        (line, Severity.NOTE) for line in (4, 6, 7)
    ]


def test_an_index_number_of_the_portals_own_form_is_kept_to_the_letter(content):
    content.record("policies/a.md", "通知公告", 索引号="01234567")
    portal = content.read(Rules(index_number_pattern="[0-9]{8}"))
    assert str(portal.records["policies/a"].facts.index_number) == "01234567"


def test_a_pattern_that_is_none_is_an_error(content):
    assert content.said(Rules(index_number_pattern="(")).startswith("site_config.yml ")


def test_says_all_mistakes_of_a_file_at_once(content):
    content.record(
        "policies/Bad Name.md",
        "行政规范性文件",
        标题="",
        标体="甲",
        成文日期="2022-02-30",
        发文字号="8号",
        作者="甲",
        公开方式="不予公开",
    )
    facts = [m.what.zh for m in content.mistakes()]
    for word in ("缺少“标题”", "“标体”", "2022-02-30", "'8号'", "“作者”", "'Bad Name'", "不予公开"):
        assert any(word in fact for fact in facts), word


def test_says_all_mistakes_of_all_files_at_once(content):
    content.record("policies/a.md", 发布日期="x")
    content.record("policies/b.md", 标题="")
    content.write("policies/c.md", "---\n标题: [\n---\n")
    content.write("policies/d.md", "正文")
    content.write("e.md", "---\n类型: 动态要闻\n标题: 甲\n发布日期: 2022-04-22\n---\n")
    content.write("f.md", "---\n作者: 甲\n标题: 甲\ntitle: 乙\n---\n")
    content.write("data/organs.yml", "- 甲")
    content.write("guide/index.md", "---\n栏目: {名称: 甲}\n---\n")
    assert [str(m.at) for m in content.mistakes()] == [
        "content/data/organs.yml:1",
        "content/e.md:2",
        "content/f.md:2",
        "content/f.md:4",
        "content/guide/index.md:2",
        "content/policies/a.md:4",
        "content/policies/b.md:1",
        "content/policies/c.md:2",
        "content/policies/d.md:1",
    ]


# --- one mistake, one message ---------------------------------------------------------------------


def test_what_names_a_broken_record_is_not_blamed(content):
    content.record("policies/a.md", "行政规范性文件", 标题="甲办法", 发布日期="x", **NORMATIVE)
    content.act("c", {"2020-01-01": "发布日期: 2020-01-01\n施行日期: x"})
    content.write("policies/d.md", "标题".encode("gbk"))
    for number, target in enumerate(
        [
            "policies/a",
            "a.md",
            "甲办法",
            "《甲办法》",
            "示府发〔2022〕8号",
            "policies/c",
            "policies/d",
        ]
    ):
        content.record(f"policies/n-{number}.md", "政策解读", 解读=target)
    assert [str(m.at) for m in content.mistakes()] == [
        "content/policies/a.md:4",
        "content/policies/c/2020-01-01.md:3",
        "content/policies/d.md:1",
    ]


def test_records_of_a_broken_column_are_looked_at_and_not_blamed_for_it(content):
    content.write("policies/index.md", "---\n栏目: {名称: 甲, 说明: 乙, 关键词: 丙}\n---\n")
    content.record("policies/a.md")
    content.record("policies/b.md", 发布日期="x")
    content.act("c", {"2020-01-01": "发布日期: 2020-01-01\n施行日期: 2020-01-01"})
    assert [str(m.at) for m in content.mistakes()] == [
        "content/policies/b.md:4",
        "content/policies/index.md:2",
    ]


def test_records_of_an_unreadable_column_are_not_blamed_for_it(content):
    content.write("policies/index.md", "---\n标题: 政策文件\n---\n".encode("gbk"))
    content.record("policies/a.md")
    content.act("c", {"2020-01-01": "发布日期: 2020-01-01\n施行日期: 2020-01-01"})
    assert "GBK" in content.said()


def test_a_broken_register_is_the_only_mistake(content):
    content.write("data/organs.yml", "- 编号: gov\n  名称: [示例市\n")
    content.record("policies/a.md", "行政规范性文件", 发文机关="示例市", **NORMATIVE)
    assert content.said().startswith("content/data/organs.yml:2 ")


# --- files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ("---\n标题: 关于通知\n---\n".encode("gbk"), "GBK"),
        ("---\n标题: 关于通知\n---\n".encode("utf-16"), "UTF-16"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff", "不是 UTF-8"),
        (b"%PDF-1.7\n\0\0", "NUL"),
        (b"", "没有著录项"),
        (b"\xef\xbb\xbf", "没有著录项"),
        (b"---", "没有结束行"),
        (b"---\n---\n", "缺少“类型”"),
        (b"\n---\ntype: x\n---\n", "没有著录项"),
        (b"---\na: " + b"x" * 1_000_000 + b"\n---\n", "1000003"),
        (b"x" * 2_000_001, "2.0 MB"),
    ],
)
def test_a_file_that_is_no_record_is_one_error(content, data, word):
    content.write("policies/a.md", data)
    assert word in content.said()


@pytest.mark.parametrize("name", ["a.MD", "a.markdown", "a.mkd"])
def test_a_file_that_would_be_passed_over_is_an_error(content, name):
    content.write(f"policies/{name}", "x")
    assert content.said().startswith(f"content/policies/{name} ")


def test_the_size_limit_is_a_setting(content):
    content.record("policies/a.md", body="甲" * 100)
    assert "超过 0.0001 MB" in content.mistakes(Rules(size_limit_bytes=100))[0].what.zh


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_other_line_ends_are_read_with_a_note(content, end):
    path = content.record("policies/a.md", body="第一条 甲\n第二条 乙\n")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_text().replace("\n", end).encode())
    portal = content.read()
    assert portal.records["policies/a"].versions[0].body == "第一条 甲\n第二条 乙\n"
    assert [m.severity for m in portal.notes] == [Severity.NOTE] * 2


def test_a_linked_organ_register_from_outside_is_refused(content, tmp_path):
    (tmp_path / "organs.yml").write_text("- {编号: gov, 名称: 甲}")
    (content.folder / "data" / "organs.yml").unlink()
    (content.folder / "data" / "organs.yml").symlink_to(tmp_path / "organs.yml")
    assert content.said().startswith("content/data/organs.yml ")


@pytest.mark.parametrize("name", ["甲", "a b", "A", "a#b", "a?b", "100%", "a" * 41, "2022.8"])
def test_a_name_that_is_no_address_needs_one(content, name):
    content.record(f"policies/{name}.md")
    assert f"文件名 {name!r} 不能作地址" in content.said()
    content.record(f"policies/{name}.md", 网址="a-1")
    assert list(content.read().records) == ["policies/a-1"]


@pytest.mark.parametrize("name", ["all", "year", "organ", "status"])
def test_the_names_of_lists_are_taken(content, name):
    content.record(f"policies/{name}.md")
    assert "已用于栏目的列表" in content.said()


# --- columns and pages ----------------------------------------------------------------------------


def test_a_record_outside_of_a_column_is_an_error_on_its_line(content):
    content.write("guide/a.md", "---\n标题: 甲\n类型: 动态要闻\n发布日期: 2022-04-22\n---\n正文\n")
    said = content.said()
    assert said.startswith("content/guide/a.md:3 ")
    assert "不在任何栏目里" in said


def test_a_kind_that_the_column_does_not_take_is_an_error(content):
    content.record("policies/a.md", "法律", 发文机关="gov", 施行日期="2022-05-01")
    said = content.said()
    assert said.startswith("content/policies/a.md:2 ")
    assert "不收“法律”" in said
    assert "policies/index.md" in said


def test_an_unknown_kind_lists_all(content):
    content.record("policies/a.md", "通知公示")
    assert "可用：" in content.said()


def test_a_page_says_what_it_may_have(content):
    content.write("guide/a.md", "---\n标题: 甲\n作者: 乙\n---\n")
    assert content.said().startswith("content/guide/a.md:3 页面没有“作者”这一项")


PAGE = {
    "template": ["../main.html", "/etc/passwd", "a/b.html", "home.htm", "'{{ x }}'", "[a.html]"],
    "hide": ["[<b>]", "{toc: x}", "[[toc]]", "TOC"],
    "icon": ["../x", "a b", "/a", "[a]"],
    "search": ["x", "{boost: many}", "{exclude: 是}", "{rank: 1}", "[]"],
    "标题": ["<script>", "[a]", "a>b"],
    "说明": ["a < b", "{a: b}"],
    "title": ["'<img src=x onerror=alert(1)>'"],
    "description": ["'\\\"><script>'"],
}


@pytest.mark.parametrize(("name", "value"), [(n, v) for n, values in PAGE.items() for v in values])
def test_what_a_page_says_is_held_to_its_form(content, name, value):
    content.write("guide/a.md", f"---\n# 注\n{name}: {value}\n---\n# 甲\n")
    assert content.said().startswith("content/guide/a.md:3 ")


def test_a_page_may_say_all_that_themes_understand(content):
    content.write(
        "guide/a.md",
        "---\n标题: 《甲》＜乙＞ & 丙\n说明: |\n  一\n  二\ntemplate: home_2.html\n"
        "hide:\n  - toc\n  - navigation\nicon: material/book-open\n"
        "search: {boost: 2.5, exclude: false}\n---\n# 甲\n",
    )
    content.write("guide/b.md", "---\ntitle:\nhide: toc\ntemplate:\n---\n# 乙\n")
    pages = content.read().pages
    assert pages["guide/a.md"].meta == {
        "title": "《甲》＜乙＞ & 丙",
        "description": "一 二",
        "template": "home_2.html",
        "hide": ["toc", "navigation"],
        "icon": "material/book-open",
        "search": {"boost": 2.5, "exclude": False},
    }
    assert pages["guide/b.md"].meta == {"hide": ["toc"]}


MARKS = ["gongkai-frame-body", "x Gongkai-Region-0-end", "GONGKAI-FRAME-"]


@pytest.mark.parametrize("mark", MARKS)
def test_no_label_is_a_mark(content, mark):
    content.record("policies/a.md", 标题=mark, 附件=f"\n  - 文件: a.pdf\n    名称: {mark}")
    content.write("policies/a.pdf", "x")
    content.write("index.md", f"---\n说明: {mark}\n---\n")
    content.write(
        "b/index.md", f"---\n栏目:\n  名称: 甲\n  说明: {mark}\n  关键词: 乙\n  收录: 规章\n---\n"
    )
    content.write("data/organs.yml", f"- {{编号: gov, 名称: 甲, 地址: {mark}}}\n")
    assert [str(m.at) for m in content.mistakes()] == [
        "content/b/index.md:4",
        "content/data/organs.yml:1",
        "content/index.md:2",
        "content/policies/a.md:3",
        "content/policies/a.md:7",
    ]


def test_many_unknown_fields_are_told_soon(content):
    labels = "".join(f"发文机关名{n}: x\n" for n in range(15_000))
    content.write("policies/a.md", f"---\n类型: 动态要闻\n{labels}---\n")
    start = time.process_time()
    mistakes = content.mistakes()
    assert len(mistakes) > 15_000
    assert time.process_time() - start < 15


def test_a_column_given_twice_is_an_error(content):
    column = (content.folder / "policies" / "index.md").read_text()
    content.write("policies/index.md", column.replace("---\n栏目", "---\ncolumn: {名称: 甲}\n栏目"))
    assert "“栏目”写了两次（第 2 行已有）" in [m.what.zh for m in content.mistakes()]


def test_the_home_page_is_no_column(content):
    content.write("index.md", (content.folder / "policies" / "index.md").read_bytes())
    assert "首页不是栏目" in content.said()


@pytest.mark.parametrize("folder", ["甲", "A", "a b", "policies/甲"])
def test_a_column_needs_a_folder_that_can_be_an_address(content, folder):
    content.write(f"{folder}/index.md", (content.folder / "policies" / "index.md").read_bytes())
    assert content.said().startswith(f"content/{folder}/index.md:2 ")


def test_a_column_within_a_column_cannot_take_the_place_of_a_list(content):
    content.write("policies/year/index.md", (content.folder / "policies/index.md").read_bytes())
    assert "已用于栏目的列表" in content.said()


# --- acts -----------------------------------------------------------------------------------------

ONE = "发布日期: 2020-06-03\n施行日期: 2020-07-01"


def test_texts_are_in_order_and_named_by_their_day(content):
    content.act(
        "a",
        {
            "2023-01-01-10": ONE.replace("2020-07-01", "2023-01-01"),
            "2023-01-01-2": ONE.replace("2020-07-01", "2023-01-01"),
            "2023-01-01": ONE.replace("2020-07-01", "2023-01-01"),
            "2020-07-01": ONE,
            "2019-05-05": "发布日期: 2019-06-01\n成文日期: 2019-05-05",
            "2018-02-03": "发布日期: 2018-02-03",
            "undated": "文本等级: 第三方汇编",
            "undated-2": "文本等级: 第三方汇编",
        },
    )
    record = content.read().records["policies/a"]
    assert [version.key for version in record.versions] == [
        "undated",
        "undated-2",
        "20180203",
        "20190505",
        "20200701",
        "20230101",
        "20230101-2",
        "20230101-10",
    ]
    assert record.version_address(record.versions[0]) == "policies/a/undated"
    assert record.facts.published_on is not None
    assert record.facts.published_on.day == date(2018, 2, 3)


def test_an_act_of_one_file_has_the_address_of_its_day(content):
    content.record("policies/a.md", "规章", 施行日期="2020-07-01")
    content.record("policies/b.md", "规章", 发布日期="", 文本等级="第三方汇编")
    records = content.read().records
    assert [v.key for r in records.values() for v in r.versions] == ["20200701", "undated"]


def test_a_record_without_texts_has_no_key(content):
    content.record("policies/a.md")
    (version,) = content.read().records["policies/a"].versions
    assert version.key == ""


def test_a_folder_without_index_is_an_error_of_the_folder(content):
    content.act("a", {"2020-07-01": ONE, "2021-07-01": ONE.replace("2020-07-01", "2021-07-01")})
    (content.folder / "policies/a/index.md").unlink()
    assert content.said().startswith("content/policies/a 文件夹里有记录，却没有 index.md")


def test_an_act_without_texts_is_an_error(content):
    content.act("a", {})
    assert content.said().startswith("content/policies/a/index.md 没有任何文本")


@pytest.mark.parametrize(
    "stem", ["2020-7-1", "20200701", "first", "2020-07-01-1", "2020-07-01-100", "undated-01"]
)
def test_a_misnamed_text_is_an_error(content, stem):
    content.act("a", {stem: ONE})
    assert f"文件名 {stem!r} 不是日期" in content.said()


def test_a_name_that_is_not_the_day_of_the_text_is_an_error(content):
    content.act("a", {"2020-06-03": ONE})
    said = content.said()
    assert said.startswith("content/policies/a/2020-06-03.md:3 ")
    assert "改名为 2020-07-01.md" in said
    content.act("b", {"undated": ONE})
    assert len(content.mistakes()) == 2


def test_an_act_of_a_kind_without_texts_is_an_error(content):
    content.act("a", {"2020-07-01": "发布日期: 2020-07-01"}, 类型="动态要闻", 发文机关="")
    assert "“动态要闻”没有多个文本" in content.said()


def test_text_in_the_index_of_an_act_is_an_error_on_its_line(content):
    content.act("a", {"2020-07-01": ONE})
    file = content.folder / "policies/a/index.md"
    file.write_text(file.read_text() + "\n\n第一条 甲\n")
    assert content.said().startswith("content/policies/a/index.md:8 ")


def test_what_belongs_to_the_act_is_refused_in_a_text(content):
    content.act("a", {"2020-07-01": ONE + "\n标题: 甲"})
    said = content.said()
    assert said.startswith("content/policies/a/2020-07-01.md:4 ")
    assert "写在 index.md 里" in said


def test_what_the_act_lacks_is_said_once_and_of_its_index(content):
    later = ONE.replace("2020-07-01", "2021-07-01")
    content.act("a", {"2020-07-01": ONE, "2021-07-01": later}, 发文机关="")
    said = content.said()
    assert said.startswith("content/policies/a/index.md:1 ")
    assert "缺少“发文机关”" in said


def test_what_a_text_lacks_is_said_of_the_text(content):
    content.act("a", {"2020-07-01": "施行日期: 2020-07-01"})
    assert content.said().startswith("content/policies/a/2020-07-01.md:1 “规章”缺少“发布日期”")


def test_a_compiled_text_may_lack_what_nobody_told(content):
    content.act("a", {"undated": "文本等级: 第三方汇编"}, 发文机关="")
    assert not content.mistakes()


def test_a_text_takes_over_what_the_act_says_and_may_say_otherwise(content):
    content.act(
        "a",
        {
            "2020-07-01": ONE,
            "2021-07-01": ONE.replace("2020-07-01", "2021-07-01") + "\n文件来源: 乙",
        },
        文件来源="甲",
        公开方式="主动公开",
    )
    record = content.read().records["policies/a"]
    assert [v.facts.source for v in record.versions] == ["甲", "乙"]


def test_all_mistakes_of_an_act_are_said_at_once(content):
    content.act(
        "a", {"2020-07-01": "发布日期: x\n标题: 甲", "first": "施行: 乙"}, 网址="甲", 标题=""
    )
    places = {str(m.at) for m in content.mistakes()}
    assert places == {
        "content/policies/a/2020-07-01.md:2",
        "content/policies/a/2020-07-01.md:3",
        "content/policies/a/first.md",
        "content/policies/a/first.md:1",
        "content/policies/a/first.md:2",
        "content/policies/a/index.md:1",
        "content/policies/a/index.md:4",
    }


# --- dates ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("labels", "place"),
    [
        ({"成文日期": "2022-04-23"}, "发布日期"),
        ({"施行日期": "2022-05-01", "失效日期": "2022-04-30"}, "失效日期"),
        ({"施行日期": "2022-05-01", "有效期": "至2022-04-01"}, "有效期"),
        ({"施行日期": "2022-05-01", "有效期": "5年", "失效日期": "2027-05-02"}, "失效日期"),
        (
            {"施行日期": "2022-05-01", "有效期": "至2027-04-30", "失效日期": "2027-04-30"},
            "失效日期",
        ),
        ({"施行日期": "2022-05-01", "有效期": "长期", "失效日期": "2027-05-01"}, "失效日期"),
    ],
)
def test_days_that_contradict_are_an_error(content, labels, place):
    path = content.record("policies/a.md", "规章", **labels)
    lines = path.read_text().split("\n")
    line = next(n for n, text in enumerate(lines, 1) if text.startswith(place))
    assert content.said().startswith(f"content/policies/a.md:{line} ")


def test_days_and_terms_may_agree(content):
    labels = {"施行日期": "2022-05-01", "失效日期": "2027-05-01"}
    content.record("policies/a.md", "规章", 有效期="5年", **labels)
    content.record("policies/b.md", "规章", 有效期="至2027-04-30", **labels)
    # A term without a day to count from says nothing.
    content.record("policies/c.md", "规章", 有效期="5年", 失效日期="2027-05-01")
    assert not content.mistakes()


def test_a_mistake_in_the_index_is_said_once_and_there(content):
    content.act(
        "a",
        {"2020-07-01": ONE, "2021-07-01": ONE.replace("2020-07-01", "2021-07-01")},
        失效日期="2019-01-01",
    )
    facts = [(str(m.at), m.what.zh) for m in content.mistakes()]
    assert {place for place, _ in facts} == {"content/policies/a/index.md:5"}
    content.act("b", {"2020-07-01": ONE, "2020-07-01-2": ONE}, 失效日期="2019-01-01")
    assert [str(m.at) for m in content.mistakes()].count("content/policies/b/index.md:5") == 1


def test_another_year_in_the_number_is_a_note(content):
    content.record(
        "policies/a.md", "行政规范性文件", **NORMATIVE | {"发文字号": "示府发〔2021〕8号"}
    )
    (note,) = content.read().notes
    assert note.severity is Severity.NOTE
    assert "2021" in note.what.zh


# --- openness -------------------------------------------------------------------------------------


@pytest.mark.parametrize("openness", ["依申请公开", "不予公开"])
def test_what_is_not_public_does_not_belong_in_a_public_repository(content, openness):
    content.record("policies/a.md", 公开方式=openness)
    content.act("b", {"2020-07-01": ONE}, 公开方式=openness)
    assert [str(m.at) for m in content.mistakes()] == [
        "content/policies/a.md:5",
        "content/policies/b/index.md:5",
    ]
    portal = content.read(Rules(public_repository=False))
    assert portal.records["policies/a"].facts.openness is Openness(openness)


# --- whatever comes -------------------------------------------------------------------------------

NAMES = st.sampled_from([field.name for field in FIELDS] + ["栏目", "title", "x", "名称", ""])
SCALARS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "规章",
            "动态要闻",
            "2022-05-01",
            "5年",
            "gov",
            "a",
            "/a/",
            "主动公开",
            "policies/a",
            "*a",
            "[",
            "{",
        ]
    ),
)
LABELS = st.lists(st.tuples(NAMES, st.sampled_from([": ", "：", ":", ""]), SCALARS), max_size=12)
PATHS = st.sampled_from(
    [
        "policies/a.md",
        "policies/index.md",
        "policies/b/index.md",
        "policies/b/2022-05-01.md",
        "policies/b/c/d.md",
        "index.md",
        "guide/a.md",
        "data/organs.yml",
    ]
)


def reads_or_says(folder: Path) -> None:
    start = time.monotonic()
    messages = []
    try:
        read_portal(folder)
    except ContentError as error:
        messages = error.messages
        failed = True
    else:
        failed = False
    assert failed == any(m.severity is Severity.ERROR for m in messages)
    assert all(m.what.zh and m.what.en and m.fix.zh and m.fix.en for m in messages)
    assert all(m.at.path.startswith("content") for m in messages)
    assert time.monotonic() - start < 5


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(PATHS, LABELS), max_size=4))
def test_random_labels_are_read_or_refused(content, files):
    for path, labels in files:
        head = "\n".join(name + colon + value for name, colon, value in labels)
        content.write(path, f"---\n{head}\n---\n".encode("utf-8", "replace"))
    reads_or_says(content.folder)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PATHS, st.binary(max_size=200))
def test_random_bytes_are_read_or_refused(content, path, data):
    content.write(path, data)
    reads_or_says(content.folder)
    content.write(path, b"---\n" + data + b"\n---\n")
    reads_or_says(content.folder)


def test_says_the_same_whatever_the_order_of_the_files(tmp_path):
    files = {
        f"policies/r-{n}.md": f"---\n类型: 动态要闻\n标体: {n % 3}\n旧网址: /a\n---\n"
        for n in range(20)
    }
    files |= {f"policies/甲{n}/index.md": "---\n类型: 规章\n---\n" for n in range(5)}
    files |= {f"news/n-{n}.md": "---\n类型: 动态要闻\n---\n" for n in range(5)}
    column = "---\n栏目: {名称: 甲, 说明: 乙, 关键词: 丙, 收录: [动态要闻, 规章]}\n---\n"
    said = []
    for seed in range(4):
        names = sorted([*files, "policies/index.md"])
        random.Random(seed).shuffle(names)  # noqa: S311 - an order, no secret
        folder = tmp_path / str(seed)
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(files.get(name, column))
            os.utime(folder / name, (seed, seed))
        with pytest.raises(ContentError) as caught:
            read_portal(folder)
        said.append([message.say("zh") for message in caught.value.messages])
    assert said.count(said[0]) == 4
    assert len(said[0]) > 40


SAY = """
import sys
from pathlib import Path
from gongkai_model.messages import ContentError
from gongkai_model.reading import read_portal
try:
    portal = read_portal(Path(sys.argv[1]))
except ContentError as error:
    for message in error.messages:
        print(message.say("zh"))
else:
    print(portal)
    for key in portal.records:
        print(portal.relations.of(key))
"""


def test_says_the_same_in_every_locale_and_process(content):
    said = {}
    for case in ("good", "bad"):
        for n in range(5):
            laws = ", ".join(
                f"{{标题: 某法, 网址: https://x.example/, 条款: 第{m}条}}" for m in "一二三"
            )
            rest = {"标体": "甲", "解读": f"没有{n}"} if case == "bad" else {}
            content.record(f"policies/r-{n}.md", "规章", 依据=f"[{laws}]", **rest)
        for seed, locale in (("0", "C"), ("1", "zh_CN.UTF-8"), ("2", "en_US.UTF-8")):
            run = subprocess.run(
                [sys.executable, "-c", SAY, str(content.folder)],
                env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONUTF8": "1"},
                capture_output=True,
                check=True,
                cwd=content.folder,
            )
            said.setdefault(case, set()).add(re.sub(rb"object at 0x\w+", b"", run.stdout))
    assert [len(texts) for texts in said.values()] == [1, 1]


@pytest.mark.parametrize("wrong", WRONG_NAMES)
def test_a_usual_wrong_name_suggests_the_field_that_is_meant(wrong):
    assert wrong not in BY_NAME
    assert WRONG_NAMES[wrong] in BY_NAME


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("公开方式", "残疾", "公开方式：不能是 '残疾'"),
        ("撤下", "2026-01-01", "撤下：应写“日期”和“理由”两项"),
        ("更正", "改了一个字", "更正：应写“日期”和“说明”两项"),
        ("成文日期", "2026-13-01", "成文日期：没有这一天：'2026-13-01'"),
        ("附件", "[{名称: 甲}]", "附件：缺少文件"),
        ("摘要", "[甲, 乙]", "摘要：这里应是一行文字"),
        ("主题分类", "综合政务\\甲", "主题分类中没有：'综合政务\\甲'"),
        ("依据", "[{网址: 'https://a.example/'}]", "依据：不知道指哪个文件"),
    ],
)
def test_what_is_wrong_with_a_value_begins_with_its_field(content, name, value, said):
    content.record("policies/a.md", "行政规范性文件", **NORMATIVE | {name: value})
    assert said in content.said()


def test_a_day_in_another_form_is_noted_with_its_field(content):
    content.record("policies/a.md", 发布日期="2022年4月22日")
    (note,) = content.read().notes
    assert note.what.zh == "发布日期：'2022年4月22日' 已读作 2022-04-22"


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("《示例市停车办法》", "示例市停车办法"),
        ("《关于〈甲〉的通知》", "关于《甲》的通知"),
        ("《甲》的解读", None),
        ("关于《甲》", None),
        ("《甲》和《乙》", None),
        ("》甲《", None),
        ("《》", None),
    ],
)
def test_a_title_within_marks_is_noted_and_stays(content, title, bare):
    content.record("policies/a.md", 标题=title)
    portal = content.read()
    assert portal.records["policies/a"].facts.title == title
    assert [note.fix.zh.partition("（")[0] for note in portal.notes] == (
        [f"标题不加书名号，写成 {bare}"] if bare else []
    )
