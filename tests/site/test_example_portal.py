"""What the example portal shows: all kinds, all statuses, figures that add up, nobody real."""

from __future__ import annotations

import re
import shutil
import zipfile
import zlib
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from gongkai_cli.starting import TEMPLATES, starter_files
from gongkai_model.kinds import all_kinds
from gongkai_model.periods import Period, period_state
from gongkai_model.portal import Portal
from gongkai_model.reading import read_portal
from gongkai_model.record import Presentation, Record, Status
from gongkai_model.status import statuses, version_status
from gongkai_plugins.building import build

from .conftest import Project

DAY = date(2026, 11, 1)
STATE_COUNCIL = "laws/guobanfa-2022-8"


@pytest.fixture(scope="module")
def portal(root) -> Portal:
    read = read_portal(root / "content")
    assert read.notes == ()
    return read


@pytest.fixture(scope="module")
def records(portal) -> list[Record]:
    return list(portal.records.values())


@pytest.fixture(scope="module")
def built(root, tmp_path_factory) -> Project:
    project = Project(tmp_path_factory.mktemp("portal") / "示例")
    shutil.copytree(root / "content", project.content)
    shutil.copyfile(root / "site_config.yml", project.config)
    report = build(project.config, strict=True)
    assert not report.failed, [message.say("en") for message in report.messages]
    return project


def test_no_page_has_a_style_attribute(built):
    pages = {name: data for name, data in built.files().items() if name.endswith(".html")}
    assert len(pages) > 300
    for name, data in pages.items():
        assert not re.search(rb"<[^>]*\sstyle\s*=", data), name


def of(records, alias):
    return [record for record in records if record.kind.alias == alias]


def is_summary(record):
    """Tell whether a record is our own summary of what a real body has published."""
    organ = record.facts.organ
    return record.kind.has_texts and organ and not organ.id and "虚构" not in organ.name


def bodies(records):
    return "\n".join(version.body for record in records for version in record.versions)


def test_there_are_records_of_every_kind_and_no_column_is_blank(portal, records):
    assert len(records) >= 90
    assert {record.kind for record in records} == set(all_kinds())
    assert {record.column for record in records} == set(portal.columns)


def test_every_status_occurs(portal, records):
    found = set(statuses(portal, DAY).values())
    found |= {
        version_status(portal, record, version, DAY)
        for record in records
        if record.kind.has_texts
        for version in record.versions
    }
    assert found == set(Status)


def test_documents_have_every_fate(records):
    facts = [record.facts for record in records]
    texts = [version.facts for record in records for version in record.versions]
    assert sum(bool(one.joint_organs) for one in facts) >= 3
    assert sum(bool(one.corrections) for one in texts) >= 3
    assert sum(one.withdrawal is not None for one in facts) >= 2
    assert sum(len(record.versions) >= 3 for record in records) >= 2
    assert sum(bool(one.old_addresses) for one in facts) >= 2
    assert sum(bool(one.source_address) for one in facts) >= 1
    for relation in ("repeals", "amends", "replaces", "forwards", "based_on", "prints"):
        assert any(getattr(one, relation) for one in facts), relation


def test_a_long_rule_has_chapters_sections_and_articles_without_a_gap(portal):
    body = portal.records["policies/order-24"].versions[0].body
    assert len(re.findall(r"^## 第.章", body, re.MULTILINE)) == 6
    assert len(re.findall(r"^### 第.节", body, re.MULTILINE)) == 3
    assert len(re.findall(r"^第[一二三四五六七八九十]+条 ", body, re.MULTILINE)) == 46


def test_tables_have_spans_and_pictures_words(root, portal, records):
    text = bodies(records)
    assert text.count("rowspan=") > 20
    assert text.count("colspan=") > 20
    assert len(re.findall(r"!\[[^\]]{10,}\]\(", text)) >= 4
    assert not re.search(r"!\[\s*\]\(|alt=\"\"", text)
    pictures = [record.facts.picture for record in records if record.facts.picture]
    assert pictures
    assert all(len(picture.text) > 10 for picture in pictures)
    home = {picture.path for record in of(records, "news") if (picture := record.facts.picture)}
    for path in portal.files:
        if path.endswith((".png", ".jpg", ".webp")):
            limit = 60_000 if path in home else 40_000
            assert (root / "content" / path).stat().st_size <= limit, path


def test_attachments_are_what_they_are_called_and_say_their_title_and_language(root, portal):
    found = Counter(path.rpartition(".")[2] for path in portal.files)
    assert found["docx"] >= 5
    assert found["pdf"] >= 5
    for path in portal.files:
        data = root / "content" / path
        if path.endswith(".pdf"):
            content = _unpacked(data.read_bytes())
            assert content.startswith(b"%PDF-1."), path
            assert b"/Lang (zh-CN)" in content, path
            assert b"/MarkInfo" in content, path
            assert b"/Title" in content, path
        elif path.endswith(".docx"):
            with zipfile.ZipFile(data) as parts:
                core = parts.read("docProps/core.xml").decode()
                assert "word/document.xml" in parts.namelist(), path
            assert re.search(r"<dc:title>[^<]*演示[^<]*</dc:title>", core), path
            assert "<dc:language>zh-CN</dc:language>" in core, path
        assert data.stat().st_size <= 100_000, path


def _unpacked(pdf: bytes) -> bytes:
    """Return a PDF file with what stands in its packed streams."""
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    return pdf + b"".join(zlib.decompressobj().decompress(s) for s in packed if s[:1] == b"x")


def test_policy_is_explained_in_every_form(built, records):
    forms = {form for record in of(records, "interpretation") for form in record.facts.form}
    assert {
        Presentation.TEXT,
        Presentation.DIAGRAM,
        Presentation.VIDEO,
        Presentation.QUESTIONS,
        Presentation.BRIEFING,
        Presentation.EXPERT,
    } <= forms
    film = next(r for r in records if Presentation.VIDEO in r.facts.form)
    page = BeautifulSoup(built.page(film.key), "html.parser")
    track = page.select_one("video track[kind=captions]")
    captions = (built.site / film.key / track["src"]).resolve().read_text("utf-8")
    assert captions.startswith("WEBVTT")
    assert "文字稿" in page.get_text()


def test_answers_cover_the_matters_of_life(records):
    topics = {topic for record in of(records, "answer") for topic in record.facts.life_topic}
    assert {"生育", "上学", "就业", "创业", "养老", "医疗", "纳税"} <= topics


def test_the_home_page_has_something_for_every_place(portal, records):
    news = of(records, "news")
    fresh = [r for r in news if r.facts.published_on.day >= DAY - timedelta(days=14)]
    assert len(fresh) >= 12
    latest = sorted(news, key=lambda record: str(record.facts.published_on))[-8:]
    assert any(record.facts.picture for record in latest)
    assert any((until := r.facts.urgent_until) and until >= DAY for r in records)
    closing = [r for r in records if (last := r.facts.closes_on) and last >= DAY]
    assert sum(r.facts.closes_on <= DAY + timedelta(days=30) for r in closing) >= 6
    for audience in ("市民", "企业", "农户", "老年人"):
        acts = [r for r in records if r.kind.has_texts and r.column == "policies"]
        assert any(audience in record.facts.audience for record in acts), audience
    roles = {page.meta.get("role") for page in portal.pages.values()}
    assert {"about", "accessibility", "subscribe", "feedback", "application", "topic", "data"} <= (
        roles
    )


def test_notices_and_consultations_stand_at_every_stage(records):
    def stages(alias):
        return {period_state(record.facts, DAY) for record in of(records, alias)}

    assert stages("public-notice") == {Period.NOT_OPEN, Period.OPEN, Period.CLOSED}
    assert stages("consultation") == {Period.OPEN, Period.CLOSED, Period.DONE}


def test_every_unit_has_a_profile_and_the_gazette_no_gap(portal, records):
    units = {organ.id for organ in portal.register.organs if organ.abolished_on is None}
    assert {record.facts.organ.id for record in of(records, "organ-profile")} == units
    serials = sorted(record.facts.serial for record in of(records, "gazette-issue"))
    assert len(serials) >= 4
    assert all(later == earlier + 1 for earlier, later in pairwise(serials))


def test_the_document_of_the_state_council_is_summed_up_not_copied(built, portal):
    record = portal.records[STATE_COUNCIL]
    facts = record.facts
    assert facts.title == "国务院办公厅关于印发2022年政务公开工作要点的通知（本项目摘要）"
    assert str(facts.document_number) == "国办发〔2022〕8号"
    assert str(facts.index_number) == "000014349/2022-00039"
    assert (facts.organ.name, facts.organ.id) == ("国务院办公厅", "")
    assert facts.written_on == date(2022, 4, 11)
    assert facts.published_on.day == date(2022, 4, 22)
    body = record.versions[0].body
    points = re.findall(r"^（([一二三四五六七八九十]+)）", body, re.MULTILINE)
    assert " ".join(points) == "一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六 十七"
    assert body.strip().startswith("本项目摘要，非原文。")
    assert "(https://www.gov.cn/zhengce/content/2022-04/22/" in body
    resting = [r.key for r in portal.relations.of(STATE_COUNCIL, "basis_for")]
    assert "policies/shili-office-2022-12" in resting
    assert "本项目摘要，非原文" in built.page(STATE_COUNCIL)


def test_what_is_not_ours_is_marked_as_a_summary(records):
    summaries = [record for record in records if is_summary(record)]
    assert len(summaries) >= 5
    for record in summaries:
        assert record.facts.title.endswith("（本项目摘要）"), record.key
        assert record.facts.disclosure_item == "", record.key
        assert record.versions[0].body.strip().startswith("本项目摘要，非原文。"), record.key


def test_every_title_of_what_is_made_up_says_so(records):
    for record in records:
        if not is_summary(record):
            assert record.facts.title.endswith("（演示）"), record.key


def test_nobody_and_nothing_is_real(root, portal, records):
    sources = [*root.glob("content/**/*.md"), *root.glob("content/**/*.csv")]
    sources += [*root.glob("content/**/*.yml"), *root.glob("content/**/*.vtt")]
    for source in sources:
        text = source.read_text("utf-8")
        hosts = {urlsplit(url).hostname for url in re.findall(r"https?://[^\s)\"'<>]+", text)}
        assert all(host == "www.gov.cn" or host.endswith(".example") for host in hosts), source
        numbers = re.findall(r"(?<![\d〔/-])0\d{2,3}-\d{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)", text)
        assert all(number.startswith("000-0000") for number in numbers), source
        assert not re.search(r"(?<!\d)\d{17}[\dXx](?!\d)", text), source
        assert not re.search(r"[\w.]+@[\w.]+\.\w+", text), source
    for record in records:
        if is_summary(record):
            continue
        index_number = record.facts.index_number
        assert index_number is None or str(index_number).startswith("000000000/"), record.key


def test_every_page_says_that_it_is_no_government_and_is_for_no_search_engine(built):
    for name, data in built.files().items():
        if name.endswith(".html") and b"http-equiv" not in data:
            page = data.decode()
            assert "非政府网站" in page, name
            assert re.search(r'<meta name="robots" content="noindex', page), name


def test_no_file_lies_about_unused(built, portal):
    published = {
        name for name in built.files() if not name.endswith((".html", ".css", ".js", ".svg"))
    }
    unused = {path for path in portal.files if not path.startswith("data/")} - published
    assert unused == set()


def test_the_navigation_says_what_the_configuration_says(root, built):
    navigation = (root / "site_config.yml").read_text("utf-8").partition("\nnav:\n")[2]
    wanted = re.findall(r"^  - ([^:]+):", navigation, re.MULTILINE)
    assert " ".join(wanted) == (
        "首页 要闻动态 政府信息公开 政策文件 政策解读 政策问答 办事服务 互动交流"
    )
    page = BeautifulSoup(built.page("policies"), "html.parser")
    shown = [link.get_text() for link in page.select("nav li a")]
    assert [name for name in shown if name in wanted][: len(wanted)] == wanted


def test_templates_are_what_the_command_would_draft(root):
    wanted = {n: d for n, d in starter_files().items() if n.startswith(f"{TEMPLATES}/")}
    there = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted((root / TEMPLATES).iterdir())
    }
    assert there == wanted, "run: gongkai new in an empty folder, and take over its templates"


def test_nothing_of_what_the_law_has_published_is_missing(built):
    page = BeautifulSoup(built.page("openness/content"), "html.parser")
    items = [heading.get_text() for heading in page.select("main h2, main h3, main summary")]
    counts = {
        name: int(number) for name, number in re.findall(r"(\S+?)（(\d+)）", "\n".join(items))
    }
    assert len(counts) == 15
    assert all(counts.values()), counts


# --- yearly reports: T1 to T7 and T9 of 国办公开办函〔2021〕30号 ---------------------


def tables(built, record):
    """Return the tables of a page by caption, each as rows of numbers."""
    page = BeautifulSoup(built.page(record.key), "html.parser")
    found = {}
    for table in page.find_all("table"):
        rows = [[float(td.get_text()) for td in tr.find_all("td")] for tr in table.tbody("tr")]
        found[table.caption.get_text()] = rows
    return found


def applications(built, record):
    rows = next(t for name, t in tables(built, record).items() if name.startswith("收到和处理"))
    assert [len(row) for row in rows] == [7] * 25
    return rows


def test_yearly_reports_have_their_six_sections_and_add_up(built, records):
    reports = of(records, "openness-report")
    assert len(reports) >= 3
    for record in reports:
        page = BeautifulSoup(built.page(record.key), "html.parser")
        heads = [
            h.get_text()[:2] for h in page.find_all("h2") if re.match("[一二三四五六]、", h.text)
        ]
        assert heads == ["一、", "二、", "三、", "四、", "五、", "六、"], record.key
        rows = applications(built, record)
        for column in range(7):
            values = [row[column] for row in rows]
            assert values[0] + values[1] == values[23] + values[24], record.key
            assert values[23] == sum(values[2:23]), record.key
        assert all(row[6] == sum(row[:6]) for row in rows), record.key
        cases = next(t for name, t in tables(built, record).items() if "行政复议" in name)[0]
        assert all(cases[i + 4] == sum(cases[i : i + 4]) for i in (0, 5, 10)), record.key
        text = record.versions[0].body
        for name, row in (("新收申请", 0), ("办结", 23), ("结转下年度", 24)):
            said = re.search(rf"{name}(\d+)件", text)
            assert said, record.key
            assert int(said[1]) == rows[row][6], (record.key, name)
        assert "信息处理费" in text.partition("## 六")[2], record.key


def test_one_year_goes_on_from_the_last(built, records):
    reports = sorted(
        (r for r in of(records, "openness-report") if r.facts.organ.id == "shili-gov"),
        key=lambda record: record.facts.year,
    )
    assert len(reports) >= 3
    for earlier, later in pairwise(reports):
        assert later.facts.year == earlier.facts.year + 1
        assert applications(built, later)[1] == applications(built, earlier)[24]
        before, now = (tables(built, r)["第二十条第（一）项"] for r in (earlier, later))
        for old, new in zip(before, now, strict=True):
            assert new[2] == old[2] + new[0] - new[1]


def test_only_the_recruitment_of_civil_servants_stands_under_its_item(records):
    found = [r for r in records if r.facts.disclosure_item == "公务员招考"]
    assert found
    assert all("公务员" in r.facts.title and "事业单位" not in r.facts.title for r in found)


def test_website_report_adds_up(portal):
    body = portal.records["website-reports/2025"].versions[0].body
    numbers = {
        name: int(number) for name, number in re.findall(r">([^<>]+)</th><td[^>]*>(\d+)</td>", body)
    }
    assert numbers["总数"] == (
        numbers["概况类信息更新量"]
        + numbers["政务动态信息更新量"]
        + numbers["信息公开目录信息更新量"]
    )
    assert numbers["解读信息发布总数（条）"] == (
        numbers["解读材料数量（条）"] + numbers["解读产品数量（个）"]
    )
