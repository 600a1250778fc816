"""``gongkai import texts``: small collections with every oddity, hostile archives, the real one."""

import bz2
import contextlib
import csv
import gzip
import html
import io
import lzma
import os
import re
import shutil
import stat
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_cli.import_texts import Limits, import_texts, report
from gongkai_cli.import_texts.collection import read_collection
from gongkai_cli.import_texts.earlier import Written, _read_list, list_written
from gongkai_cli.import_texts.kinds import kind_of
from gongkai_cli.import_texts.plan import Key
from gongkai_cli.import_texts.report import Findings, ImportReport
from gongkai_cli.import_texts.source_text import SourceFile, decode, read_text
from gongkai_model.front_matter import split
from gongkai_model.messages import ContentError, NotUnderstood
from gongkai_model.reading import read_portal
from gongkai_model.record import Grade, Status
from gongkai_model.status import contradiction, status_of
from gongkai_render.official_text import render_official

BLANKS = " \t\u3000\xa0"
HEADER = "id,level,name,subtitle,filename,publish,valid_from,expired,ver,category,folder,group"
NOTE = "2010年3月1日 国务院令第570号公布"


def law(title, note=NOTE, body="第一条 为了测试。\n\n第二条 没有别的。", mark="<!-- INFO END -->"):
    return f"# {title}\n\n{note}\n\n{mark}\n\n{body}\n"


class Project:
    """A portal to import into, and a collection to import."""

    def __init__(self, folder):
        self.root = folder / "portal"
        self.content = self.root / "content"
        self.content.mkdir(parents=True)
        self.source = folder / "laws"
        self.source.mkdir()

    def put(self, path, text):
        file = self.source / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())

    def index(self, *rows, header=HEADER):
        self.put("index.csv", "\n".join([header, *rows]) + "\n")

    def run(self, into="content/laws", source=None, **settings) -> ImportReport:
        return import_texts(source or self.source, Path(into), project=self.root, **settings)

    @property
    def portal(self):
        return read_portal(self.content)

    @property
    def records(self):
        return sorted(self.portal.records.values(), key=lambda record: record.id)

    @property
    def only(self):
        (record,) = self.records
        return record

    def files(self):
        return {
            file.relative_to(self.root).as_posix(): file.read_bytes()
            for file in sorted(self.root.rglob("*"))
            if file.is_file()
        }


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path)


def named(result, reason):
    return [entry.file for entry in result.entries if entry.reason is reason]


def detail(result, reason):
    return [entry.detail for entry in result.entries if entry.reason is reason]


# Acts and their texts


def test_files_of_one_title_are_texts_of_one_act(project):
    project.put("行政法规/道路条例(2010-03-01).md", law("道路条例"))
    project.put(
        "行政法规/道路条例(2019-03-02).md",
        law("中华人民共和国道路条例", f"{NOTE}\n2019年3月2日 国务院令第709号修订", "第一条 新。"),
    )
    result = project.run()
    assert not result.failed
    record = project.only
    assert record.id == "20100301-1"
    assert [version.key for version in record.versions] == ["20100301", "20190302"]
    assert record.facts.title == "中华人民共和国道路条例"
    assert record.kind.name == "行政法规"
    assert record.facts.organ.name == "国务院"
    assert record.facts.grade is Grade.COMPILED
    assert record.versions[1].facts.note == (NOTE, "2019年3月2日 国务院令第709号修订")
    assert record.versions[1].body.strip() == "第一条 新。"
    assert record.versions[0].facts.source == "laws：行政法规/道路条例(2010-03-01).md"


def test_local_acts_of_one_title_but_of_two_places_stay_apart(project):
    for place in ("山东", "河南"):
        note = f"2010年3月1日 {place}省第十届人民代表大会常务委员会第二次会议通过"
        project.put(f"地方性法规/{place}/{place}/燃气条例(2010-03-01).md", law("燃气条例", note))
    project.run()
    assert [record.id for record in project.records] == ["20100301-1", "20100301-2"]
    organs = {record.facts.organ.name for record in project.records}
    assert organs == {f"{place}省人民代表大会常务委员会" for place in ("山东", "河南")}


def test_texts_of_one_law_in_two_folders_are_one_act(project):
    project.put("经济法/广告法(2015-04-24).md", law("中华人民共和国广告法", "2015年4月24日 公布"))
    project.put("行政法/广告法(2018-10-26).md", law("中华人民共和国广告法", "2018年10月26日 公布"))
    project.run()
    assert len(project.only.versions) == 2


def test_decisions_of_one_title_are_acts_of_their_own(project):
    title = "国务院关于修改部分行政法规的决定"
    for day in ("2011-01-08", "2013-07-18"):
        project.put(f"行政法规/{title}({day}).md", law(title, "", f"一、{day}。"))
    result = project.run()
    assert [record.kind.name for record in project.records] == ["修改废止决定"] * 2
    assert all("类型" in record.facts.guessed for record in project.records)
    assert len(named(result, report.GUESSED_KIND)) == 2


def test_parts_of_a_code_under_one_title_are_acts_of_their_own(project):
    for name in ("总则", "合同编"):
        note = "2020年5月28日 第十三届全国人民代表大会第三次会议通过"
        project.put(f"民法典/{name}.md", law("中华人民共和国民法典", note, f"第一条 {name}。"))
    result = project.run()
    titles = {record.facts.title for record in project.records}
    assert titles == {"中华人民共和国民法典 总则", "中华人民共和国民法典 合同编"}
    assert len(named(result, report.PART)) == 2
    assert all("标题" in record.facts.guessed for record in project.records)


def test_a_byte_equal_file_is_imported_once_and_named(project):
    for folder in ("经济法", "行政法"):
        project.put(f"{folder}/广告法(2010-03-01).md", law("广告法"))
    result = project.run()
    assert named(result, report.DUPLICATE) == ["行政法/广告法(2010-03-01).md"]
    assert len(project.only.versions) == 1


def test_two_texts_of_one_day_are_numbered(project):
    for folder in ("经济法", "行政法", "社会法"):
        project.put(f"{folder}/广告法(2010-03-01).md", law("广告法", body=f"第一条 {folder}。"))
    for folder in ("经济法", "行政法"):
        project.put(f"{folder}/票据法.md", law("票据法", "", f"第一条 {folder}。"))
    result = project.run()
    dated, undated = project.records
    assert [version.key for version in dated.versions] == ["20100301", "20100301-2", "20100301-3"]
    assert undated.id == "text-1"
    assert [version.key for version in undated.versions] == ["undated", "undated-2"]
    assert len(named(result, report.SAME_DAY)) == 3
    assert not result.failed


# Days


def dates(project, name="试验条例(2010-03-01)", note=NOTE, body="第一条 空。", row=None):
    project.put(f"行政法规/{name}.md", law("试验条例", note, body))
    if row:
        project.index(f"x,行政法规,试验条例,,,{row},1,,行政法规,")
    result = project.run()
    version = project.only.versions[0].facts
    published = version.published_on.day.isoformat() if version.published_on else None
    written = version.written_on.isoformat() if version.written_on else None
    in_force = version.in_force_from.isoformat() if version.in_force_from else None
    return published, written, in_force, set(version.guessed) - {"发文机关"}, result


def test_a_day_that_name_and_note_agree_on_is_certain(project):
    assert dates(project)[:4] == ("2010-03-01", None, None, set())


def test_a_day_that_only_the_name_gives_is_a_guess(project):
    note = "2010年2月1日 国务院第100次常务会议通过"
    published, _, _, guessed, result = dates(project, note=note)
    assert (published, guessed) == ("2010-03-01", {"发布日期"})
    assert named(result, report.UNSURE_DAY)


def test_a_day_that_the_catalogue_calls_that_of_promulgation_is_certain(project):
    note = "2010年2月1日 国务院第100次常务会议通过"
    assert dates(project, note=note, row="2010-03-01,,0")[:4] == ("2010-03-01", None, None, set())


def test_the_note_goes_before_an_earlier_name(project):
    note = f"{NOTE}\n2019年3月2日 国务院令第709号修订"
    published, written, in_force, guessed, result = dates(
        project, note=note, row="2010-03-01,2010-05-01,1"
    )
    assert (published, written, in_force) == (None, "2019-03-02", None)
    assert guessed == {"成文日期"}
    assert named(result, report.NAME_EARLIER)
    assert named(result, report.EXPIRED_UNUSED)
    assert project.only.versions[0].facts.status is None


def test_without_a_day_in_the_name_the_note_gives_it(project):
    note = "2010年2月1日 国务院第100次常务会议通过\n2010年2月8日 国务院令第570号公布"
    assert dates(project, "试验条例", note)[:4] == ("2010-02-08", None, None, set())


def test_adoption_is_not_promulgation(project):
    note = "2010年2月1日 国务院第100次常务会议通过"
    assert dates(project, "试验条例", note)[:4] == (None, "2010-02-01", None, {"成文日期"})


def test_a_bare_day_in_the_note_is_a_guess(project):
    found = dates(project, "试验条例", "1985年12月30日")
    assert found[:4] == (None, "1985-12-30", None, {"成文日期"})


def test_nothing_known_is_undated_and_to_be_checked(project):
    *found, result = dates(project, "试验条例", "")
    assert found == [None, None, None, set()]
    record = project.only
    assert record.id == "text-1"
    assert record.versions[0].key == "undated"
    assert status_of(project.portal, record, date(2030, 1, 1)) is Status.UNVERIFIED
    assert named(result, report.UNDATED)


@pytest.mark.parametrize("name", ["试验条例(2010-02-30)", "试验条例（2010年13月1日）"])
def test_a_day_that_does_not_exist_is_reported(project, name):
    *found, result = dates(project, name, "")
    assert found[0] is None
    assert named(result, report.BAD_DAY)


@pytest.mark.parametrize(
    "name",
    [
        "试验条例（2010-03-01）",
        "试验条例(2010年3月1日)",
        "试验条例_20100301",
        "试验条例 2010.03.01",
    ],
)
def test_other_ways_to_write_the_day_in_the_name(project, name):
    assert dates(project, name)[0] == "2010-03-01"


def test_entry_into_force_from_the_note(project):
    note = f"{NOTE}\n2010年5月1日 施行"
    assert dates(project, note=note)[2:4] == ("2010-05-01", set())


def test_entry_into_force_from_the_catalogue(project):
    assert dates(project, row="2010-03-01,2010-06-01,0")[2:4] == ("2010-06-01", set())


def test_entry_into_force_from_the_last_article(project):
    body = "第一条 空。\n\n第二条 本条例自2010年7月1日起施行。"
    assert dates(project, body=body)[2:4] == ("2010-07-01", set())


def test_from_the_day_of_publication_is_a_guess(project):
    body = "第二条 本条例自公布之日起施行。"
    *_, in_force, guessed, result = dates(project, body=body)
    assert (in_force, guessed) == ("2010-03-01", {"施行日期"})
    assert named(result, report.FORCE_FROM_TEXT)


@pytest.mark.parametrize("when", ["公布之日", "2010年7月1日"])
def test_an_amended_text_does_not_take_the_original_entry_into_force(project, when):
    note = f"{NOTE}\n2019年3月2日 国务院令第709号修订"
    body = f"第二条 本条例自{when}起施行。"
    published, _, in_force, _, _ = dates(project, "试验条例(2019-03-02)", note, body)
    assert (published, in_force) == ("2019-03-02", None)


def test_an_amended_text_may_state_its_own_entry_into_force(project):
    note = f"{NOTE}\n2019年3月2日 国务院令第709号修订"
    body = "第二条 本条例自2019年7月1日起施行。"
    *_, in_force, guessed, _ = dates(project, "试验条例(2019-03-02)", note, body)
    assert (in_force, guessed) == ("2019-07-01", {"施行日期"})


def test_days_of_entry_into_force_that_differ_are_reported(project):
    body = "第二条 本条例自2010年7月1日起施行。"
    *_, in_force, guessed, result = dates(project, body=body, row="2010-03-01,2010-08-01,0")
    assert (in_force, guessed) == ("2010-07-01", {"施行日期"})
    assert detail(result, report.CONFLICTING_FORCE) == [
        "正文 2010-07-01；目录 2010-08-01 → 2010-07-01"
    ]


def test_a_text_that_names_two_days_states_none(project):
    body = "第一条 本条例自2010年7月1日起施行。\n\n附 本办法自2011年1月1日起施行。"
    *_, in_force, _, result = dates(project, body=body)
    assert in_force is None
    assert named(result, report.CONFLICTING_FORCE)


def test_days_of_other_things_are_not_entry_into_force(project):
    body = "第一条 本市自2010年7月1日起执行新的标准。\n第二条 依照本条例，自2011年1月1日起生效。"
    assert dates(project, body=body)[2] is None


def test_marked_expired(project):
    result = dates(project, row="2010-03-01,2010-06-01,1")[-1]
    record = project.only
    assert record.versions[0].facts.status is Status.LAPSED
    assert "laws" in record.versions[0].facts.status_basis
    assert record.versions[0].facts.in_force_from == date(2010, 6, 1)
    assert named(result, report.EXPIRED)
    assert status_of(project.portal, record, date(2030, 1, 1)) is Status.LAPSED


def test_an_earlier_text_marked_expired_is_only_amended(project):
    project.put("行政法规/试验条例(2010-03-01).md", law("试验条例"))
    project.put("行政法规/试验条例(2019-03-02).md", law("试验条例", "2019年3月2日 国务院公布"))
    project.index("x,行政法规,试验条例,,,2010-03-01,,1,1,,行政法规,")
    result = project.run()
    assert all(version.facts.status is None for version in project.only.versions)
    assert named(result, report.EXPIRED_UNUSED) == ["行政法规/试验条例(2010-03-01).md"]


# Kinds and organs


@pytest.mark.parametrize(
    ("level", "folder", "title", "kind", "guessed"),
    [
        ("法律", "其他", "广告法", "法律", False),
        ("部门规章", "", "试验办法", "规章", False),
        ("", "部门规章/公安部", "试验办法", "规章", False),
        ("", "地方性法规/山东", "山东省试验条例", "地方性法规", False),
        ("", "民法商法", "票据法", "法律", True),
        ("", "", "中华人民共和国宪法", "宪法", True),
        ("", "", "最高人民法院关于试验的解释", "司法解释", True),
        ("", "", "杭州市试验条例", "地方性法规", True),
        ("", "", "中华人民共和国票据法", "法律", True),
        ("", "", "试验条例", "行政法规", True),
        ("", "", "试验办法", "规章", True),
        ("", "", "试验方案", "政策文件", True),
        ("案例", "案例/消费", "某某纠纷案", "政策文件", True),
        ("其他", "其他", "鉴定标准", "政策文件", True),
        ("法律", "", "全国人民代表大会常务委员会关于修改部分法律的决定", "修改废止决定", True),
        ("行政法规", "", "国务院关于废止部分行政法规的决定", "修改废止决定", True),
        ("行政法规", "", "国务院关于加强管理的决定", "行政法规", False),
    ],
)
def test_kinds(level, folder, title, kind, guessed):
    parts = tuple(part for part in folder.split("/") if part)
    found, is_guess = kind_of(level, parts, title)
    assert (found.name, is_guess) == (kind, guessed)


def test_a_guessed_kind_yields_to_another_text_of_the_act(project):
    project.put("旧/试验办法(2010-03-01).md", law("试验办法"))
    project.put("行政法规/试验办法(2012-03-01).md", law("试验办法", "2012年3月1日 国务院公布"))
    project.run()
    assert project.only.kind.name == "行政法规"


@pytest.mark.parametrize(
    ("note", "organs"),
    [
        (NOTE, ["国务院"]),
        (
            "2010年3月1日 第十一届全国人民代表大会常务委员会第十三次会议通过",
            ["全国人民代表大会常务委员会"],
        ),
        (
            "2010年3月1日 杭州市第九届人大常委会第2次会议通过\n"
            "2010年5月1日 浙江省第九届人民代表大会常务委员会第三次会议批准",
            ["杭州市人民代表大会常务委员会"],
        ),
        ("2010年3月1日 国务院、中央军委发布", ["国务院", "中央军事委员会"]),
        ("2010年3月1日 县第五届人民代表大会第五次会议通过", []),
        ("2010年3月1日", []),
    ],
)
def test_organs(project, note, organs):
    project.put("行政法规/试验条例(2010-05-01).md", law("试验条例", note))
    result = project.run()
    assert [organ.name for organ in project.only.facts.organs] == organs
    assert bool(organs) != bool(named(result, report.NO_ORGAN))


# The catalogue


def test_columns_in_any_order_and_unknown_ones(project):
    project.put("甲/试验(2010-03-01).md", law("试验"))
    project.index("否,司法解释,试验,2010/3/1,备注", header="失效,级别,标题,公布日期,颜色")
    result = project.run()
    assert project.only.kind.name == "司法解释"
    assert detail(result, report.CATALOGUE) == ["颜色"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings_of_the_catalogue(project, encoding, end):
    project.put("甲/试验(2010-03-01).md", law("试验"))
    lines = ["name,level,publish", "试验,司法解释,2010-03-01", "试验办法,规章,2011-03-01"]
    project.put("index.csv", end.join([*lines, ""]).encode(encoding))
    result = project.run()
    assert project.only.kind.name == "司法解释"
    assert named(result, report.NO_FILE) == ["index.csv:3"]
    assert not result.failed


def test_odd_rows_are_named(project):
    project.put("甲/试验(2010-03-01).md", law("试验"))
    project.index(
        "1,司法解释,试验,,,2010-03-01,昨天,也许,1,,,",
        "2,司法解释,,,,,,,,,,",
        "3,司法解释,短",
    )
    result = project.run()
    assert detail(result, report.BAD_DAY) == ["valid_from '昨天'"]
    assert set(named(result, report.CATALOGUE)) >= {"index.csv:2", "index.csv:3", "index.csv:4"}


def test_files_without_row_and_rows_without_file(project):
    project.put("甲/试验(2010-03-01).md", law("试验"))
    project.index("1,法律,别的法,,,2010-03-01,,0,1,,甲,")
    result = project.run()
    assert named(result, report.NO_ROW) == ["甲/试验(2010-03-01).md"]
    assert detail(result, report.NO_FILE) == ["甲 别的法 2010-03-01"]


def test_a_catalogue_that_is_none(project):
    project.put("法律/试验法(2010-03-01).md", law("试验法"))
    project.put("index.csv", "a,b\n1,2\n")
    result = project.run()
    assert named(result, report.CATALOGUE) == ["index.csv"]
    assert project.only.kind.name == "法律"


# Texts


def test_a_file_without_title_takes_it_from_its_name(project):
    project.put("法律/试验法(2010-03-01).md", f"{NOTE}\n<!-- INFO END -->\n第一条 空。\n")
    result = project.run()
    assert project.only.facts.title == "试验法"
    assert "标题" in project.only.facts.guessed
    assert named(result, report.GUESSED_TITLE)


def test_a_file_without_info_end(project):
    project.put("法律/试验法.md", law("试验法", NOTE, mark="").replace("\n", "\r\n"))
    result = project.run()
    version = project.only.versions[0]
    assert version.facts.note == (NOTE,)
    assert version.body.strip().startswith("第一条 为了测试。")
    assert "题注" in version.facts.guessed
    assert named(result, report.GUESSED_NOTE)


def test_a_file_without_any_head(project):
    project.put("法律/试验法(2010-03-01).md", "第一条 空。\n第二条 也空。")
    project.run()
    assert project.only.versions[0].body.strip() == "第一条 空。\n第二条 也空。"


def test_titles_that_differ_are_reported(project):
    project.put("法律/试验法(2010-03-01).md", law("完全不同的法"))
    project.put("法律/节约能源法(2010-03-01).md", law("中华人民共和国节约　能源法"))
    project.put("法律/实施《水法》办法(2010-03-01).md", law("实施〈中华人民共和国水法〉办法"))
    result = project.run()
    assert named(result, report.ODD_TITLE) == ["法律/试验法(2010-03-01).md"]
    assert "完全不同的法" in {record.facts.title for record in project.records}


def test_names_in_decomposed_unicode(project):
    # e + combining accent, as macOS stores it.
    project.put("法律/Cafe\u0301法(2010-03-01).md", law("Café法"))
    project.index("1,司法解释,Café法,,,2010-03-01,,0,1,,法律,")
    result = project.run()
    assert not named(result, report.NO_ROW)
    assert not named(result, report.ODD_TITLE)
    assert project.only.kind.name == "司法解释"


def test_an_empty_file_and_one_without_body(project):
    project.put("法律/空法(2010-03-01).md", " \n\n")
    project.put("法律/无文法(2010-03-01).md", law("无文法", body=""))
    result = project.run()
    assert named(result, report.EMPTY) == ["法律/空法(2010-03-01).md"]
    assert named(result, report.NO_BODY) == ["法律/无文法(2010-03-01).md"]
    assert project.only.versions[0].body.strip() == ""
    assert not result.failed


def test_what_is_not_text_is_an_error_and_the_others_are_imported(project):
    project.put("法律/图.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    project.put("法律/繁.md", "# 試驗條例\n第一條 測試內容與規定。".encode("big5"))
    project.put("法律/试验法(2010-03-01).md", law("试验法"))
    result = project.run()
    assert result.failed
    assert set(named(result, report.NOT_TEXT)) == {"法律/图.md", "法律/繁.md"}
    assert project.only.facts.title == "试验法"


@pytest.mark.parametrize("encoding", ["gb18030", "gbk", "utf-16", "utf-16-le"])
def test_texts_in_other_encodings(project, encoding):
    data = law("试验法").encode(encoding)
    project.put(
        "法律/试验法(2010-03-01).md", data if encoding != "utf-16-le" else b"\xff\xfe" + data
    )
    result = project.run()
    assert project.only.versions[0].body.strip().startswith("第一条 为了测试。")
    assert named(result, report.OTHER_ENCODING)


def test_marks_of_the_collection_are_removed_and_counted(project):
    body = "第一条 空。\n<!-- FORCE BREAK -->\n##\n第二条 <!-- 不是标记 --> 在行内。"
    project.put("法律/试验法(2010-03-01).md", law("试验法", body=body))
    result = project.run()
    assert len(named(result, report.MARKS)) == 2
    assert visible(project.only.versions[0].body) == [
        "第一条 空。",
        "第二条 <!-- 不是标记 --> 在行内。",
    ]


def test_control_characters_are_removed_and_named(project):
    project.put(
        "法律/试验法(2010-03-01).md", law("试\x07验法", f"{NOTE}\x1b", "第\x85一条\x0c 空。")
    )
    result = project.run()
    assert detail(result, report.BAD_CHARACTERS) == ["4 × U+0007, U+000C, U+001B, U+0085"]
    assert project.only.facts.title == "试验法"
    assert project.only.versions[0].body.strip() == "第一条 空。"


def test_what_is_no_text_is_named(project):
    project.put("法律/试验法(2010-03-01).md", law("试验法"))
    for name in ("README.md", "法律/表.docx", ".DS_Store", ".git/HEAD.md", "a/index.csv"):
        project.put(name, "x")
    project.index()
    result = project.run()
    assert set(named(result, report.OTHER_FILE)) == {"README.md", "法律/表.docx", "a/index.csv"}
    assert set(named(result, report.HIDDEN)) == {".DS_Store", ".git"}
    assert not result.failed


def test_lines_of_the_note_that_are_not_understood(project):
    project.put("法律/试验法(2010-03-01).md", law("试验法", f"{NOTE}\n# 总则编"))
    result = project.run()
    assert detail(result, report.ODD_NOTE) == ["总则编"]
    assert project.only.versions[0].facts.note == (NOTE, "总则编")


def test_a_text_over_the_size_limit(project):
    project.put("法律/长法(2010-03-01).md", law("长法", body="第一条 长。\n" * 5000))
    project.put("法律/短法(2010-03-01).md", law("短法"))
    result = project.run(size_limit_bytes=10_000)
    assert named(result, report.TOO_LARGE) == ["法律/长法(2010-03-01).md"]
    assert result.failed
    assert project.only.facts.title == "短法"


SIGNS = "#|*_-<>&[](){}!\\`~.0123456789 　\t第一条（）a\xa0\u2028\ufeff"
MARKUP = st.text(
    st.one_of(st.sampled_from(SIGNS), st.characters(codec="utf-8", exclude_characters="\0"))
)


@given(st.lists(MARKUP, max_size=8))
def test_a_body_is_shown_line_by_line(lines):
    text = "# 法\n<!-- INFO END -->\n" + "\n".join(lines)
    source = read_text(SourceFile("法.md", text.encode()), Findings())
    body = render_official(source.body)
    assert not body.mistakes
    decoded = decode(SourceFile("法.md", text.encode()), Findings())
    cleaned = read_cleaned(decoded)
    assert visible(source.body) == expected(cleaned.partition("<!-- INFO END -->")[2])


def read_cleaned(text):
    return "".join(character for character in text or "" if can_stand_in_html(ord(character)))


def can_stand_in_html(code):
    control = (code < 32 and code not in (9, 10)) or 127 <= code < 160
    return not control and not 0xFDD0 <= code <= 0xFDEF and code & 0xFFFE != 0xFFFE


def expected(text):
    """The lines that a reader of the source sees: no marks, no blanks at the ends of lines."""
    lines = []
    for line in text.split("\n"):
        line = line.rstrip(BLANKS)
        if re.fullmatch(rf"[{BLANKS}]*<!--[^<>]*-->|#{{1,6}}", line):
            continue
        line = re.sub(rf"^#{{1,6}}[{BLANKS}]+", "", line)
        if line:
            lines.append(line)
    return lines


def visible(body):
    """The lines that a reader of the page sees."""
    rendered = render_official(body)
    assert not rendered.mistakes
    found = re.findall(r"<(?:h[1-6]|p)(?: [^>]*)?>([^<]*)</(?:h[1-6]|p)>", rendered.html)
    return [html.unescape(line) for line in found]


# Archives


def tar(path, files, mode="w"):
    with tarfile.open(path, mode) as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return path


TEXTS = {
    "法律/甲法(2010-03-01).md": law("甲法").encode(),
    "法律/乙法(2011-03-01).md": law("乙法").encode(),
    "index.csv": f"{HEADER}\n1,法律,甲法,,,2010-03-01,2010-05-01,0,1,,法律,\n".encode(),
}


@pytest.mark.parametrize("form", ["zip", "tar", "tar.gz", "tar.xz", "tar.bz2"])
def test_archives_give_what_the_folder_gives(project, form, tmp_path):
    for name, data in TEXTS.items():
        project.put(name, data)
    archive = tmp_path / f"laws.{form}"
    # In another order, and wrapped in a folder.
    files = {f"laws-main/{name}": data for name, data in reversed(TEXTS.items())}
    if form == "zip":
        with zipfile.ZipFile(archive, "w") as packed:
            for name, data in files.items():
                packed.writestr(name, data)
    else:
        tar(archive, files, f"w:{form.partition('.')[2]}" if "." in form else "w")
    other = Project(tmp_path / "other")
    project.run()
    other.run(source=archive)
    assert other.files() == project.files()


def test_zip_names_in_gbk_and_with_backslashes(project, tmp_path):
    # As Windows programs write them: no UTF-8 flag, GBK bytes, backslashes. zipfile writes none of
    # this, so the names are put in afterwards.
    wanted = "法律\\甲法(2010-03-01).md".encode("gbk")
    stand_in = b"x" * len(wanted)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr(stand_in.decode(), law("甲法"))
    archive = tmp_path / "laws.zip"
    archive.write_bytes(buffer.getvalue().replace(stand_in, wanted))
    result = project.run(source=archive)
    assert project.only.facts.title == "甲法"
    assert project.only.kind.name == "法律"
    assert project.only.versions[0].facts.source == "laws：法律/甲法(2010-03-01).md"
    assert not result.failed


HOSTILE = ["../甲法.md", "/etc/甲法.md", "法律/../../甲法.md", "C:/甲法.md"]


def test_paths_that_leave_the_archive_are_refused(project, tmp_path):
    files = {name: law("坏法").encode() for name in HOSTILE}
    archive = tar(tmp_path / "laws.tar", {**files, **TEXTS})
    before = sorted(tmp_path.rglob("*"))
    result = project.run(source=archive)
    assert set(named(result, report.UNSAFE)) == set(HOSTILE)
    assert result.failed
    assert {record.facts.title for record in project.records} == {"甲法", "乙法"}
    outside = [path for path in tmp_path.rglob("*") if not path.is_relative_to(project.root)]
    assert sorted(outside) == [path for path in before if not path.is_relative_to(project.root)]


def test_paths_that_leave_a_zip_are_refused(project, tmp_path):
    archive = tmp_path / "laws.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for name in (*HOSTILE, "..\\丙法.md"):
            packed.writestr(name, law("坏法"))
        link = zipfile.ZipInfo("法律/链接.md")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        packed.writestr(link, "/etc/passwd")
        packed.writestr("法律/甲法(2010-03-01).md", law("甲法"))
    result = project.run(source=archive)
    assert len(named(result, report.UNSAFE)) == 6
    assert project.only.facts.title == "甲法"


def test_links_and_devices_in_a_tar_are_refused(project, tmp_path):
    archive = tmp_path / "laws.tar"
    with tarfile.open(archive, "w") as packed:
        for number, form in enumerate(
            (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE)
        ):
            member = tarfile.TarInfo(f"法律/{number}.md")
            member.type = form
            member.linkname = "/etc/passwd"
            packed.addfile(member)
        member = tarfile.TarInfo("法律/甲法(2010-03-01).md")
        data = law("甲法").encode()
        member.size = len(data)
        packed.addfile(member, io.BytesIO(data))
    result = project.run(source=archive)
    assert named(result, report.UNSAFE) == [f"法律/{number}.md" for number in range(4)]
    assert project.only.facts.title == "甲法"


def test_links_in_a_folder_are_not_followed(project, tmp_path):
    secret = tmp_path / "secret.md"
    secret.write_text(law("秘密法"), encoding="utf-8")
    project.put("法律/甲法(2010-03-01).md", law("甲法"))
    (project.source / "法律" / "秘密法.md").symlink_to(secret)
    (project.source / "外面").symlink_to(tmp_path)
    result = project.run()
    assert set(named(result, report.UNSAFE)) == {"法律/秘密法.md", "外面"}
    assert project.only.facts.title == "甲法"


SMALL = Limits(file_bytes=1000, total_bytes=100_000, files=50, ratio=10, ratio_from=20_000)


def test_one_file_too_large(project, tmp_path):
    archive = tar(tmp_path / "laws.tar", {**TEXTS, "法律/大法.md": b"a" * 1001})
    result = project.run(source=archive, limits=SMALL)
    assert named(result, report.TOO_LARGE) == ["法律/大法.md"]
    assert len(project.records) == 2


def test_a_zip_that_lies_about_a_size(project, tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("大法.md", b"a" * 50_000)
        packed.writestr("法律/甲法(2010-03-01).md", law("甲法"))
    lying = buffer.getvalue().replace((50_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    archive = tmp_path / "laws.zip"
    archive.write_bytes(lying)
    result = project.run(source=archive, limits=SMALL)
    assert result.failed
    assert project.only.facts.title == "甲法"


@pytest.mark.parametrize(
    "files",
    [
        {f"{number}.md": b"a" for number in range(51)},
        {f"{number}.md": b"a" * 999 for number in range(49)} | {"x.bin": bytes(90_000)},
    ],
    ids=["number", "total"],
)
def test_too_much_altogether(project, tmp_path, files):
    archive = tar(tmp_path / "laws.tar", files)
    with pytest.raises(NotUnderstood, match="too large"):
        project.run(source=archive, limits=SMALL)
    assert project.files() == {}


@pytest.mark.parametrize(("module", "mode"), [(gzip, "gz"), (bz2, "bz2"), (lzma, "xz")])
def test_bombs(project, tmp_path, module, mode):
    inner = io.BytesIO()
    with tarfile.open(fileobj=inner, mode="w") as packed:
        member = tarfile.TarInfo("zeros.bin")
        member.size = 80_000
        packed.addfile(member, io.BytesIO(bytes(80_000)))
    archive = tmp_path / f"laws.tar.{mode}"
    archive.write_bytes(module.compress(inner.getvalue()))
    with pytest.raises(NotUnderstood, match="too large"):
        project.run(source=archive, limits=SMALL)
    assert project.files() == {}


def header(name, size, **more):
    member = tarfile.TarInfo(name)
    member.size = size
    for attribute, value in more.items():
        setattr(member, attribute, value)
    form = tarfile.PAX_FORMAT if member.pax_headers else tarfile.GNU_FORMAT
    return member.tobuf(form)


def sparse(*pieces):
    """The header of a file with holes; pieces are (place, bytes), in base 256."""
    made = bytearray(header("法律/洞.md", 512, type=tarfile.GNUTYPE_SPARSE))
    numbers = [number for piece in pieces for number in piece]
    fields = b"".join(
        bytes([255 if number < 0 else 128]) + number.to_bytes(11, "big", signed=True)
        for number in numbers
    )
    made[386 : 386 + len(fields)] = fields
    made[482] = 0
    made[483:495] = b"00000001000\0"
    made[148:156] = b" " * 8
    made[148:156] = b"%06o\0 " % sum(made)
    return bytes(made)


FAR = 2**86
FAR_TARS = {
    "file": header("法律/甲法.md", FAR) + bytes(1024),
    "other file": header("x.bin", FAR) + bytes(1024),
    "hidden": header(".x", FAR) + bytes(1024),
    "link": header("x", FAR, type=b"Z") + bytes(1024),
    "long name": header("x", FAR, type=tarfile.GNUTYPE_LONGNAME) + bytes(1024),
    "pax": header("x", 512, pax_headers={"size": str(FAR)}) + bytes(1024),
    "negative": header("法律/甲法.md", 512) + bytes(512) + header("x", -(2**80)) + bytes(1024),
    "sparse": sparse((0, FAR)) + bytes(1536),
    "sparse, backwards": sparse((-(2**80), 2**80), (0, 10)) + bytes(1536),
    "sparse, cut": sparse((0, 1))[:482] + b"\1" + sparse((0, 1))[483:],
}
_READ_ALL = """
import sys
from pathlib import Path
from gongkai_cli.import_texts.collection import read_collection
from gongkai_cli.import_texts.report import Findings
from gongkai_model.messages import NotUnderstood
for file in sys.argv[1:]:
    findings = Findings()
    try:
        read_collection(Path(file), findings)
    except NotUnderstood as error:
        print("refused:", error)
    else:
        print("named:", *(entry.reason.title.en for entry in findings.entries))
"""


def test_sizes_beyond_all_bounds(tmp_path):
    files = []
    for number, data in enumerate(FAR_TARS.values()):
        files.append(tmp_path / f"{number}.tar")
        files[-1].write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", _READ_ALL, *files],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert not done.stderr
    said = dict(zip(FAR_TARS, done.stdout.splitlines(), strict=True))
    assert all(line.startswith(("refused: ", "named: ")) for line in said.values())
    for form in ("file", "other file", "hidden", "link", "pax"):
        assert "the collection is too large" in said[form], form
    assert "cannot be read from the archive" in said["sparse, backwards"]


@pytest.mark.parametrize("form", [tarfile.GNUTYPE_LONGNAME, tarfile.XHDTYPE, tarfile.XGLTYPE])
def test_headers_that_do_not_end(project, tmp_path, form):
    data = header("x", 20_000_000, type=form) + b"1" * 20_000_000 + bytes(1024)
    archive = tmp_path / "laws.tar.gz"
    archive.write_bytes(gzip.compress(data, 1))
    with pytest.raises(NotUnderstood, match="headers that do not end"):
        project.run(source=archive)


@given(st.data())
def test_a_tar_with_broken_headers_is_read_or_refused(data):
    """Whatever a header says, no other exception than the one for people."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=tarfile.PAX_FORMAT) as packed:
        for name in ("甲" * 60 + ".md", "x.md"):
            packed.addfile(tarfile.TarInfo(name))
    broken = bytearray(made.getvalue()[:4096])
    start = 512 * data.draw(st.sampled_from([0, 1, 2, 3]))
    for place in data.draw(st.lists(st.sampled_from([0, 124, 135, 156, 257, 482, 483, 500]))):
        broken[start + place] = data.draw(st.integers(0, 255))
    total = sum(broken[start : start + 148]) + 256 + sum(broken[start + 156 : start + 512])
    broken[start + 148 : start + 156] = b"%06o\0 " % total
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "x.tar"
        archive.write_bytes(broken + bytes(1024))
        with contextlib.suppress(NotUnderstood):
            read_collection(archive, Findings(), SMALL)


def test_damaged_archives(project, tmp_path):
    whole = tar(tmp_path / "laws.tar.xz", TEXTS, "w:xz").read_bytes()
    plain = tar(tmp_path / "whole.tar", TEXTS).read_bytes()
    for data in (
        whole[: len(whole) // 2],
        whole[:-10],
        plain[: len(plain) // 4],
        plain[:1024] + b"garbage" * 400 + plain[4096:],
        b"PK\x03\x04 no zip",
        b"just words",
        b"",
    ):
        archive = tmp_path / "damaged"
        archive.write_bytes(data)
        with pytest.raises(NotUnderstood):
            project.run(source=archive)
    assert project.files() == {}


def test_an_encrypted_member_is_named(project, tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr("法律/甲法(2010-03-01).md", law("甲法"))
        packed.writestr("乙法.md", law("乙法"))
    data = bytearray(buffer.getvalue())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.rindex(signature) + offset] |= 1
    archive = tmp_path / "laws.zip"
    archive.write_bytes(data)
    result = project.run(source=archive)
    assert named(result, report.UNREADABLE) == ["乙法.md"]
    assert project.only.facts.title == "甲法"


def test_no_source_and_nothing_in_it(project, tmp_path):
    with pytest.raises(NotUnderstood, match="there is no"):
        project.run(source=tmp_path / "nowhere")
    with pytest.raises(NotUnderstood, match=r"no \.md file"):
        project.run()


# The column, and importing again


def test_a_folder_of_one_kind_may_be_imported_by_itself(project):
    project.put("行政法规/试验办法(2010-03-01).md", law("试验办法"))
    result = project.run(source=project.source / "行政法规")
    assert project.only.kind.name == "行政法规"
    assert not named(result, report.GUESSED_KIND)


def test_the_column_is_made(project):
    project.put("法律/甲法(2010-03-01).md", law("甲法"))
    project.put("行政法规/乙条例(2010-03-01).md", law("乙条例"))
    project.run("content/a/laws")
    column = project.portal.columns["a/laws"]
    assert [kind.name for kind in column.kinds] == ["法律", "行政法规"]
    assert column.type == "政策文件"


@pytest.mark.parametrize(
    "into", ["content", ".", "content/法律", "content/../x", "../laws", "/srv/x", "data/x", "a/all"]
)
def test_what_cannot_be_a_column(project, into):
    project.put("法律/甲法(2010-03-01).md", law("甲法"))
    with pytest.raises(NotUnderstood, match="cannot be a column"):
        project.run(into)
    assert project.files() == {}


def test_a_folder_with_other_files_is_no_column(project):
    project.put("法律/甲法(2010-03-01).md", law("甲法"))
    (project.content / "laws").mkdir()
    (project.content / "laws" / "guide.md").write_text("# x", encoding="utf-8")
    with pytest.raises(NotUnderstood, match="cannot be a column"):
        project.run()


def test_a_column_within_a_column_is_refused(project):
    project.put("法律/甲法(2010-03-01).md", law("甲法"))
    project.run("laws")
    with pytest.raises(NotUnderstood, match="within another column"):
        project.run("laws/more")


EDITORS_COLUMN = (
    "---\n栏目:\n  名称: 法律库\n  说明: 法律\n  关键词: 法律\n  收录: [法律]\n---\n编者的话\n"
)


def test_an_editors_column_is_used_but_not_changed(project):
    (project.content / "laws").mkdir()
    page = project.content / "laws" / "index.md"
    page.write_text(EDITORS_COLUMN, encoding="utf-8")
    project.put("法律/甲法(2010-03-01).md", law("甲法"))
    assert not project.run().failed
    project.put("行政法规/乙条例(2010-03-01).md", law("乙条例"))
    before = project.files()
    result = project.run()
    assert result.failed
    assert detail(result, report.UNUSED_COLUMN) == ["行政法规"]
    assert project.files() == before
    assert page.read_text(encoding="utf-8") == EDITORS_COLUMN


def test_a_broken_column_is_an_error(project):
    (project.content / "laws").mkdir()
    (project.content / "laws" / "index.md").write_text("---\n栏目: x\n---\n", encoding="utf-8")
    project.put("法律/甲法(2010-03-01).md", law("甲法"))
    with pytest.raises(ContentError):
        project.run()


def test_importing_again_changes_nothing(project):
    for name, data in TEXTS.items():
        project.put(name, data)
    first = project.run()
    before = project.files()
    again = project.run()
    assert project.files() == before | {
        file: data for file, data in project.files().items() if file.endswith("imports/laws.md")
    }
    assert count(first, "texts written now") == 2
    assert count(again, "texts written now") == 0


def count(result, label):
    return next(number for text, number in result.counts if text.en == label)


def test_a_grown_collection_keeps_ids_and_names(project):
    project.put("法律/乙法(2010-03-01).md", law("乙法"))
    project.put("经济法/丙法(2010-03-01).md", law("丙法", body="第一条 旧。"))
    project.run()
    before = {record.facts.title: record.id for record in project.records}
    old = project.files()
    # These would come first in every order.
    project.put("法律/丁法(2010-03-01).md", law("丁法"))
    project.put("其他/丙法(2010-03-01).md", law("丙法", body="第一条 新。"))
    project.put("行政法规/戊条例(2010-03-01).md", law("戊条例"))
    assert not project.run().failed
    after = {record.facts.title: record.id for record in project.records}
    assert {title: after[title] for title in before} == before
    assert len(set(after.values())) == 4
    new = project.files()
    changed = {file for file in old if new[file] != old[file]}
    # The list, the report, and the column that takes one more kind.
    assert changed == {
        "content/data/imports/laws.csv",
        "content/data/imports/laws.md",
        "content/laws/index.md",
    }


def test_ids_are_found_again_where_the_list_is_lost(project):
    project.put("法律/乙法(2010-03-01).md", law("乙法"))
    project.run()
    before = project.only.id
    (project.content / "data" / "imports" / "laws.csv").unlink()
    project.put("法律/甲法(2010-03-01).md", law("甲法"))
    result = project.run()
    assert not result.failed
    assert {record.facts.title: record.id for record in project.records}["乙法"] == before


def test_a_change_of_the_collection_is_taken_over(project):
    project.put("法律/甲法(2010-03-01).md", law("甲法"))
    project.run()
    project.put("法律/甲法(2010-03-01).md", law("甲法", body="第一条 更正。"))
    assert not project.run().failed
    (version,) = project.only.versions
    assert version.body.strip() == "第一条 更正。"


def test_what_editors_changed_is_not_overwritten(project):
    project.put("法律/甲法(2010-03-01).md", law("甲法"))
    project.run()
    file = project.content / "laws" / "20100301-1" / "2010-03-01.md"
    file.write_text(file.read_text(encoding="utf-8") + "编者补。\n", encoding="utf-8")
    edited = file.read_bytes()
    result = project.run()
    assert not result.failed
    assert named(result, report.UNTOUCHED)
    project.put("法律/甲法(2010-03-01).md", law("甲法", body="第一条 更正。"))
    result = project.run()
    assert result.failed
    assert named(result, report.CHANGED_HERE) == ["laws/20100301-1/2010-03-01.md"]
    assert file.read_bytes() == edited


def test_a_text_whose_day_comes_out_differently_stays_where_it_is(project):
    project.put("法律/甲法(2010-03-01).md", law("甲法"))
    project.run()
    before = project.files()
    project.index("1,法律,甲法,,,2010-03-01,2010-05-01,0,1,,法律,")
    result = project.run()
    assert named(result, report.MOVED)
    assert [version.key for version in project.only.versions] == ["20100301"]
    file = "content/laws/20100301-1/2010-03-01.md"
    assert project.files()[file] == before[file]


def test_a_run_that_stops_leaves_nothing(project, monkeypatch):
    for name, data in TEXTS.items():
        project.put(name, data)
    written = []
    real_open = Path.open

    def full_disk(self, mode="r", *others, **settings):
        if mode == "xb":
            if len(written) == 3:
                raise OSError("no space left on device")
            written.append(self)
        return real_open(self, mode, *others, **settings)

    monkeypatch.setattr(Path, "open", full_disk)
    with pytest.raises(OSError, match="no space"):
        project.run()
    assert project.files() == {}
    monkeypatch.undo()
    # What a killed run may leave behind is cleared away.
    leftover = project.content / ".laws.import"
    leftover.mkdir()
    (leftover / "half.md").write_text("x", encoding="utf-8")
    assert not project.run().failed
    assert not leftover.exists()


# What an editor may have put where the import writes


def plant(place, kind, outside):
    place.parent.mkdir(parents=True, exist_ok=True)
    if kind == "fifo":
        os.mkfifo(place)
    else:
        place.symlink_to(outside)


def outcome(project):
    try:
        return project.run()
    except ContentError as error:
        return error


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs on this system")
@pytest.mark.parametrize("kind", ["link", "link to a folder", "link to nothing", "fifo"])
@pytest.mark.parametrize(
    "place",
    [
        "data",
        "data/imports",
        "data/imports/laws.csv",
        "data/imports/laws.md",
        ".laws.import",
        "laws/20110301-1",
        "laws/20100301-1/2010-05-01.md",
        "laws/20110301-1/2011-03-01.md",
    ],
)
def test_nothing_is_written_through_links(project, tmp_path, kind, place):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept.md").write_text("kept", encoding="utf-8")
    target = {"link": "kept.md", "link to nothing": "none"}.get(kind, "")
    if place.startswith("laws/"):
        project.put("法律/甲法(2010-03-01).md", law("甲法"))
        project.put("法律/乙法(2011-03-01).md", law("乙法", "2011年3月1日公布"))
        project.run()
        if (project.content / place).exists():
            shutil.move(project.content / place, outside / "moved")
            target = "moved" if kind == "link" else target
        before = sorted(outside.rglob("*"))
        contents = {file: file.read_bytes() for file in before if file.is_file()}
        project.put("法律/甲法(2010-05-01).md", law("甲法", "2010年5月1日修订", "新"))
        project.put("法律/乙法(2011-03-01).md", law("乙法", "2011年3月1日公布", "改"))
    else:
        project.put("法律/甲法(2010-03-01).md", law("甲法"))
        before = sorted(outside.rglob("*"))
        contents = {file: file.read_bytes() for file in before if file.is_file()}
    plant(project.content / place, kind, outside / target)
    result = outcome(project)
    if isinstance(result, ContentError):
        assert f"content/{place}" in {message.at.path for message in result.messages}
        assert all(message.fix.zh and message.fix.en for message in result.messages)
    else:
        # What is not as an import wrote it is not written to in any case.
        assert place.startswith("laws/2")
        assert named(result, report.CHANGED_HERE) + named(result, report.MOVED) == [place]
    assert sorted(outside.rglob("*")) == before
    assert contents == {file: file.read_bytes() for file in before if file.is_file()}


def test_what_lies_at_the_names_of_former_working_files_does_no_harm(project, tmp_path):
    kept = tmp_path / "kept.md"
    kept.write_text("kept", encoding="utf-8")
    imports = project.content / "data" / "imports"
    imports.mkdir(parents=True)
    (imports / ".laws.csv.new").symlink_to(kept)
    project.put("法律/甲法(2010-03-01).md", law("甲法"))
    assert not project.run().failed
    assert kept.read_text(encoding="utf-8") == "kept"
    assert len(project.records) == 1


def test_written_files_have_the_usual_permissions(project):
    project.put("法律/甲法(2010-03-01).md", law("甲法"))
    project.run()
    usual = project.root / "usual"
    usual.write_text("x", encoding="utf-8")
    written = [file for file in project.content.rglob("*") if file.is_file()]
    assert len(written) == 5
    assert {file.stat().st_mode for file in written} == {usual.stat().st_mode}


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("20100301-1/index.md", "../index.md"),
        lambda text: text.replace("20100301-1/2010-03-01.md", "/etc/2010-03-01.md"),
        lambda text: text.replace("20100301-1/2010", "20100301-1/../2010"),
        lambda text: text.replace("20100301-1/index.md", "x" * 200_000),
        lambda text: text.encode("gb18030"),
    ],
)
def test_a_list_that_no_import_wrote_is_refused(project, change):
    project.put("法律/甲法(2010-03-01).md", law("甲法"))
    project.run()
    listed = project.content / "data" / "imports" / "laws.csv"
    changed = change(listed.read_text(encoding="utf-8-sig"))
    listed.write_bytes(changed if isinstance(changed, bytes) else changed.encode())
    before = project.files()
    with pytest.raises(ContentError, match="not a list that an import wrote") as error:
        project.run()
    (message,) = error.value.messages
    assert message.at.path == "content/data/imports/laws.csv"
    assert project.files() == before


# What the build would refuse

ODD = "\ufeff\u2028\u2029\x85\x1b\x07\ufdd0\ufffe\U0001ffff\u202e\u200b\ue000\xa0\u3000"
PIECES = st.one_of(
    st.sampled_from(ODD),
    st.sampled_from(":#-'\"\\{}[]&*!|>%@`=~<.,：，、。？ \n\r\t"),
    st.sampled_from(
        ["甲", "法", "条例", "# ", "## ", "\n\n", "---\n", "<!-- INFO END -->", "](x.y)", "![",
         "第一条 ", "2010年3月1日", "国务院公布", "修订", "通过", "施行", "(2010-03-01)", "null",
         "本法自公布之日起施行", "题注: ", "<table>", "|a|\n|-|\n", "的决定", ": "]
    ),
    st.characters(codec="utf-8", exclude_characters="\0"),
)  # fmt: skip
WORDS = st.lists(PIECES, max_size=8).map("".join)
ODD_TEXTS = st.one_of(
    WORDS,
    st.tuples(WORDS, WORDS, WORDS).map(lambda parts: law(parts[0], parts[1], parts[2])),
)
ODD_NAMES = WORDS.filter(lambda name: len(name.encode()) < 200)


@given(st.lists(st.tuples(ODD_NAMES, ODD_TEXTS), min_size=1, max_size=3), ODD_NAMES)
def test_whatever_was_imported_can_be_built(files, collection):
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder))
        collection = collection.replace("/", "").replace("\\", "")
        archive = Path(folder) / f"x{collection}.zip"
        with zipfile.ZipFile(archive, "w") as packed:
            packed.writestr("法律/好法(2011-01-01).md", law("好法"))
            for number, (name, text) in enumerate(files):
                packed.writestr(f"{number}/{name}.md", text.encode())
        result = project.run(source=archive)
        portal = project.portal
        assert len(portal.records) >= 1
        for record in portal.records.values():
            for version in record.versions:
                assert not render_official(version.body).mistakes
        for line in result.say("zh").split("\n"):
            assert not {unicodedata.category(sign) for sign in line} & {"Cc", "Cf", "Zl", "Zp"}
        before = project.files()
        again = project.run(source=archive)
        assert count(again, "texts written now") == 0
        assert project.files() == before | {
            "content/data/imports/laws.md": project.files()["content/data/imports/laws.md"]
        }


def test_labels_are_cleaned_and_that_is_said(project):
    project.put(
        "法\ufeff律/甲\u2028法(2010-03-01).md",
        law("甲\ufeff法", NOTE.replace("令", "令\u2029"), "第一条 甲\ufeff乙\u2028丙。"),
    )
    result = project.run()
    assert not result.failed
    facts = project.only.versions[0].facts
    assert (project.only.facts.title, facts.note) == ("甲法", (NOTE,))
    assert facts.source == "laws：法律/甲法(2010-03-01).md"
    assert project.only.versions[0].body.strip() == "第一条 甲\ufeff乙\u2028丙。"
    assert [
        (entry.file, entry.detail)
        for entry in result.entries
        if entry.reason is report.BAD_CHARACTERS
    ] == [
        ("法律/甲法(2010-03-01).md", "2 × U+2029, U+FEFF"),
        ("法\ufeff律", "1 × U+FEFF"),
        ("法\ufeff律/甲\u2028法(2010-03-01).md", "2 × U+2028, U+FEFF"),
    ]


def test_labels_that_are_too_long_are_errors(project):
    project.put("法律/长注法(2010-03-01).md", law("长注法", "2010年3月1日公布" + "甲" * 200_000))
    project.put("法律/长题法(2010-03-01).md", law("长" * 2000))
    project.put("法律/好法(2010-03-01).md", law("好法"))
    archive = tar(project.root / "laws.tar", {f"{'长' * 1001}.md": b"x", "x.md": b"\0"})
    result = project.run()
    assert result.failed
    long = {f"法律/{name}(2010-03-01).md" for name in ("长注法", "长题法")}
    assert set(named(result, report.TOO_LONG)) == long
    assert project.only.facts.title == "好法"
    result = project.run(source=archive, into="content/other")
    assert len(named(result, report.TOO_LONG)) == 1
    assert project.only.facts.title == "好法"


def test_marks_of_the_program_in_labels_are_errors(project):
    mark = "gongkai-frame-1"
    project.put("法律/甲法(2010-03-01).md", law("甲法", f"{NOTE}\n{mark}"))
    project.put(f"法律/{mark}/乙法(2010-03-01).md", law("乙法"))
    project.put("法律/丙法(2010-03-01).md", law("丙法", body=f"第一条 {mark}。"))
    result = project.run()
    assert result.failed
    assert len(named(result, report.RESERVED)) == 2
    assert project.only.facts.title == "丙法"


def test_a_text_with_nothing_but_a_heading_can_be_built(project):
    project.put("法律/甲法(2010-03-01).md", "# 甲法\n")
    project.put("法律/乙法(2010-03-01).md", "## 第一章 总则\n")
    project.put("法律/丙法(2010-03-01).md", "#\n")
    project.put("法律/丁法(2010-03-01).md", "# \u200b\n\n##\n")
    result = project.run()
    assert not result.failed
    assert {record.facts.title for record in project.records} == {"甲法", "乙法", "丙法", "丁法"}
    assert count(project.run(), "texts written now") == 0
    assert len(project.records) == 4


def test_no_title_anywhere_is_an_error(project, tmp_path):
    archive = tar(tmp_path / "laws.tar", {"法律/\u200b.md": "第一条 空。".encode(), **TEXTS})
    result = project.run(source=archive)
    assert named(result, report.NO_TITLE) == ["法律/\u200b.md"]
    assert result.failed
    assert len(project.records) == 2


# The report


def test_no_name_forges_a_line_of_the_report(project, tmp_path):
    names = ["x\n\n错误：假的 (9)\n  - 甲.docx", "\x1b[2J\u202egpj.docx", "\u2028乙.docx"]
    archive = tar(tmp_path / "laws.tar", {**TEXTS, **dict.fromkeys(names, b"")})
    result = project.run(source=archive)
    for said in (
        result.say("zh"),
        (project.root / result.path).read_text(encoding="utf-8"),
    ):
        assert "\x1b" not in said
        assert "\u202e" not in said
        assert "\u2028" not in said
        assert "\n错误：假的" not in said
        assert "\\x1b[2J\\u202egpj.docx" in said


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "＝", "'=", "''@", "'"])
def test_cells_of_the_list_are_no_formulas(project, sign):
    files = {f"{sign}甲/{sign}法(2010-03-01).md": law(f"{sign}法").encode()}
    archive = project.root / "laws.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    project.run(source=archive)
    listed = (project.content / "data" / "imports" / "laws.csv").read_text(encoding="utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(listed)) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "＝"))]
    before = project.files()
    assert count(project.run(source=archive), "texts written now") == 0
    assert (
        project.files()["content/data/imports/laws.csv"] == before["content/data/imports/laws.csv"]
    )


@given(st.text(st.sampled_from("'=+-@\t＝甲a\n\"，,")))
def test_cells_of_the_list_are_read_as_they_were_written(text):
    written = Written("1/index.md", "d", text, text, Key(text, text, text, text))
    assert _read_list(list_written({written.path: written}), "x") == [written]


def test_the_report_speaks_both_languages_and_lies_beside_the_data(project):
    project.put("法律/甲法.md", law("甲法", ""))
    for number in range(4):
        project.put(f"{number}.docx", "x")
    result = project.run()
    english, chinese = result.say("en", 2), result.say("zh", 2)
    assert "note: not a legal text, not read (4)" in english
    assert "- 2 more" in english
    assert "另有 2 个" in chinese
    assert result.path == "content/data/imports/laws.md"
    whole = (project.root / result.path).read_text(encoding="utf-8")
    assert all(f"{number}.docx" in whole for number in range(4))
    assert str(project.root) not in whole


def test_progress_is_told(project):
    for name, data in TEXTS.items():
        project.put(name, data)
    told = []
    project.run(progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_every_reason_says_something_of_its_own():
    reasons = [value for value in vars(report).values() if isinstance(value, report.Reason)]
    assert len({reason.title.zh for reason in reasons}) == len(reasons) > 30
    assert len({reason.title.en for reason in reasons}) == len(reasons)


# The real collection


@pytest.fixture(scope="module")
def real(law_archive, tmp_path_factory):
    project = Project(tmp_path_factory.mktemp("real"))
    result = project.run(source=law_archive)
    collection = read_collection(law_archive, Findings())
    return project, result, collection


def test_every_real_text_is_written_or_a_named_duplicate(real):
    project, result, collection = real
    assert not result.failed
    assert len(collection.texts) == 2475
    portal = project.portal
    sources = {
        version.facts.source.partition("：")[2]
        for record in portal.records.values()
        for version in record.versions
    }
    duplicates = set(named(result, report.DUPLICATE))
    assert sources | duplicates == {file.path for file in collection.texts}
    assert not sources & duplicates
    data = {file.path: file.data for file in collection.texts}
    for entry in result.entries:
        if entry.reason is report.DUPLICATE:
            assert data[entry.file] == data[entry.detail.removeprefix("= ")]


def test_real_texts_are_shown_character_for_character(real):
    project, _, collection = real
    data = {file.path: file.data.decode() for file in collection.texts}
    seen = 0
    for record in project.portal.records.values():
        for version in record.versions:
            source = data[version.facts.source.partition("：")[2]]
            head, _, body = source.partition("<!-- INFO END -->")
            assert visible(version.body) == expected(body), version.path
            title, *note = [line.strip() for line in head.split("\n") if line.strip()]
            assert record.facts.title.startswith(title.removeprefix("#").strip())
            assert [line.removeprefix("# ") for line in note] == list(version.facts.note)
            seen += 1
    assert seen == 2472


def test_real_versions_are_grouped(real):
    project, _, _ = real
    records = project.portal.records.values()
    by_title = {record.facts.title: record for record in records}
    assert len(by_title["中华人民共和国道路运输条例"].versions) == 3
    assert {version.day is None for record in records for version in record.versions} == {False}
    assert all(re.fullmatch(r"[0-9]{8}-[0-9]+", record.id) for record in records)


def test_no_real_status_contradicts_the_dates(real):
    project, _, _ = real
    portal = project.portal
    day = date(2030, 1, 1)
    marked = 0
    for record in portal.records.values():
        for version in record.versions:
            assert contradiction(portal, record, version, day) is None
            marked += version.facts.status is Status.LAPSED
    assert marked > 30


def test_no_real_front_matter_needs_a_note(real):
    project, _, _ = real
    assert not project.portal.notes
    for file in (project.content / "laws").rglob("*.md"):
        messages = []
        split(file.read_text(encoding="utf-8"), file.name, messages)
        assert not messages


def test_a_text_that_an_editor_renamed_is_not_written_again(project):
    project.put("行政法规/试验条例(2010-03-01).md", law("试验条例"))
    project.run()
    path = project.content / project.only.versions[0].path
    path.rename(path.with_name("2010-05-01.md"))
    for _ in range(2):
        result = project.run()
        assert named(result, report.MOVED) == [f"laws/20100301-1/{path.name}"]
        assert not path.exists()
