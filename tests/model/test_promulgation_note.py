"""Notes on how a text came about."""

import io
import tarfile
from datetime import date
from pathlib import Path
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gongkai_model.promulgation_note import Act, Event, parse_note

ARCHIVE = Path(__file__).parents[3] / "shared/laws/law-texts.tar.xz"


def told(text):
    """Return (day, act, body, order) of each event."""
    return [(str(e.on), e.act, e.body, e.order) for e in parse_note(text)]


def days_and_acts(text):
    return [(str(e.on), e.act) for e in parse_note(text)]


def bare(text):
    return "".join(text.split())


def test_reads_an_official_note():
    note = (
        "（2007年4月5日国务院令第492号公布　2019年4月3日国务院令第711号修订　"
        "自2019年5月15日起施行）"
    )
    assert parse_note(note) == (
        Event(
            date(2007, 4, 5),
            Act.PROMULGATED,
            "国务院",
            "国务院令第492号",
            "（2007年4月5日国务院令第492号公布",
        ),
        Event(
            date(2019, 4, 3),
            Act.AMENDED,
            "国务院",
            "国务院令第711号",
            "2019年4月3日国务院令第711号修订",
        ),
        Event(date(2019, 5, 15), Act.IN_FORCE, None, None, "自2019年5月15日起施行）"),
    )


def test_reads_a_law_with_several_bodies():
    assert told(
        "（2003年8月27日第十届全国人民代表大会常务委员会第四次会议通过　2003年8月27日中华人民共和国"
        "主席令第七号公布　自2004年7月1日起施行）"
    ) == [
        ("2003-08-27", Act.ADOPTED, "第十届全国人民代表大会常务委员会第四次会议", None),
        ("2003-08-27", Act.PROMULGATED, "中华人民共和国主席", "中华人民共和国主席令第七号"),
        ("2004-07-01", Act.IN_FORCE, None, None),
    ]


def test_reads_header_lines():
    assert told(
        [
            "1996年10月29日 第八届全国人民代表大会常务委员会第二十二次会议通过",
            "",
            "2013年6月29日 第十二届全国人民代表大会常务委员会第三次会议《关于修改〈甲法〉的决定》"
            "第一次修正",
            "1997年3月1日 施行",
        ]
    ) == [
        ("1996-10-29", Act.ADOPTED, "第八届全国人民代表大会常务委员会第二十二次会议", None),
        (
            "2013-06-29",
            Act.AMENDED,
            "第十二届全国人民代表大会常务委员会第三次会议",
            "《关于修改〈甲法〉的决定》",
        ),
        ("1997-03-01", Act.IN_FORCE, None, None),
    ]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("2004年7月1日国务院批准", [("2004-07-01", Act.APPROVED)]),
        ("2004年7月1日公安部发布", [("2004-07-01", Act.PROMULGATED)]),
        ("２００４年７月１日 公安部发布", [("2004-07-01", Act.PROMULGATED)]),
        ("二○○四年四月三十日国务院公布", [("2004-04-30", Act.PROMULGATED)]),
        ("2018年9月6日国务院第23次常务会议修订通过", [("2018-09-06", Act.AMENDED)]),
        ("2014年10月29日甲市人大常委会会议通过修订", [("2014-10-29", Act.AMENDED)]),
        ("1986年2月6日国务院批准第二次修订", [("1986-02-06", Act.AMENDED)]),
        ("2012年12月13日公安部令第127号修订发布", [("2012-12-13", Act.AMENDED)]),
        ("2016年2月20日甲市人民代表大会第五次会议审议通过", [("2016-02-20", Act.ADOPTED)]),
        ("2020年1月1日国务院令第721号废止", [("2020-01-01", Act.REPEALED)]),
        ("2020年1月1日国务院令第721号", [("2020-01-01", Act.PROMULGATED)]),
        ("2019年1月20日甲省人民代表大会主席团公告", [("2019-01-20", Act.PROMULGATED)]),
        ("2020年1月1日 甲省", [("2020-01-01", Act.OTHER)]),
        ("1990年1月1日施行办法由国务院制定", [("1990-01-01", Act.OTHER)]),
    ],
)
def test_tells_the_act(note, expected):
    assert days_and_acts(note) == expected


@pytest.mark.parametrize(
    ("note", "day"),
    [
        ("2006年1月1日国务院令第405号公布，自公布之日起施行", "2006-01-01"),
        ("2006年1月1日公安部发布\n发布之日施行", "2006-01-01"),
        ("2006年1月1日公安部令第90号发布施行", "2006-01-01"),
        ("1993年3月29日全国人民代表大会公告公布施行", "1993-03-29"),
        ("2006年1月1日国务院公布 2010年1月1日国务院修订公布 自公布之日起施行", "2010-01-01"),
        ("2006年1月1日通过 2006年2月1日公布 自通过之日起施行", "2006-01-01"),
        ("2006年1月1日国务院公布，自公布之日起30日后施行", "None"),
        ("2006年1月1日国务院公布　施行", "2006-01-01"),
        ("自公布之日起施行", "None"),
    ],
)
def test_finds_the_day_of_entry_into_force(note, day):
    last = parse_note(note)[-1]
    assert (last.act, str(last.on)) == (Act.IN_FORCE, day)


def test_takes_approval_of_an_amending_decision_as_one_event():
    order = "《甲市人民代表大会常务委员会关于修改〈甲条例〉的决定》"
    body = "乙省人民代表大会常务委员会第十六次会议"
    for note in (
        f"2019年12月27日甲市人大常委会会议通过并经2020年1月15日{body}批准的{order}修正",
        f"2020年1月15日{body}批准的2019年12月27日甲市人大常委会会议{order}第一次修正",
        f"2020年1月15日 {body}批准的{order}修正",
    ):
        assert told(note) == [("2020-01-15", Act.AMENDED, body, order)]


def test_reads_a_list_of_amending_acts():
    act = "《中华人民共和国宪法修正案》"
    note = (
        f"根据1988年4月12日第七届大会通过的{act}、1993年3月29日第八届大会通过的{act}"
        f"和2018年3月11日第十三届大会通过的{act}修正"
    )
    assert told(note) == [
        ("1988-04-12", Act.AMENDED, "第七届大会", act),
        ("1993-03-29", Act.AMENDED, "第八届大会", act),
        ("2018-03-11", Act.AMENDED, "第十三届大会", act),
    ]


def test_reads_a_decision_named_without_quotation_marks():
    assert told(
        "2010年9月29日甲省人大常委会关于修改《甲规定》等二十件地方性法规的决定第二次修正"
    ) == [
        (
            "2010-09-29",
            Act.AMENDED,
            "甲省人大常委会",
            "关于修改《甲规定》等二十件地方性法规的决定",
        )
    ]


def test_several_ministries_issue_one_order():
    assert told("1990年6月4日国家教育委员会令第10号、卫生部令第1号发布") == [
        (
            "1990-06-04",
            Act.PROMULGATED,
            "国家教育委员会、卫生部",
            "国家教育委员会令第10号、卫生部令第1号",
        )
    ]


def test_puts_broken_lines_together():
    events = parse_note(
        [
            "2014年9月26",
            "日山东省人大常委会第十次",
            "会议《关于修改〈甲",
            "条例〉的决定》修正  根据",
            "2016年1月1日甲市人大常委会修订",
        ]
    )
    assert [(str(e.on), e.act) for e in events] == [
        ("2014-09-26", Act.AMENDED),
        ("2016-01-01", Act.AMENDED),
    ]
    assert events[0].order == "《关于修改〈甲条例〉的决定》"


def test_a_mark_without_its_partner_swallows_nothing():
    assert days_and_acts(
        "2010年1月1日会议《关于修改〈甲条例〉的决定修正\n2012年1月1日《乙决定》修订\n2013年1月1日废止"
    ) == [("2010-01-01", Act.AMENDED), ("2012-01-01", Act.AMENDED), ("2013-01-01", Act.REPEALED)]


def test_names_what_it_does_not_understand_and_invents_no_day():
    events = parse_note(
        ["关于印发《甲办法》的通知", "为保障劳动者通过劳动获得报酬，现印发给你们，请遵照执行。",
         "1994年12月6日 劳动部发布"]
    )  # fmt: skip
    assert [(e.on, e.act) for e in events] == [
        (None, Act.OTHER),
        (date(1994, 12, 6), Act.PROMULGATED),
    ]
    assert parse_note("2002年2月30日国务院公布")[0].on is None
    assert parse_note("第十届全国人大常委会第三次会议通过")[0].on is None
    assert parse_note("") == parse_note([]) == parse_note(" \n　") == ()


pieces = st.sampled_from(
    ["2020年1月1日", "二○○四年四月三十日", "国务院令第5号", "公布", "施行", "修订", "通过的",
     "批准的", "《", "》", "〈", "〉", "自公布之日起施行", "根据", "\n", "　", "，", "。", "、",
     "和", "会议", "关于", "并经", "2020年2月30日", "第一次", "的决定", "）", "\x00", "\x1c",
     "\x85"]
)  # fmt: skip


@example("2000年1月1日\x00")
@given(st.text() | st.lists(pieces, max_size=40).map("".join))
def test_drops_nothing_and_refuses_nothing(text):
    events = parse_note(text)
    assert bare("".join(event.text for event in events)) == bare(text)
    assert parse_note(text.split("\n")) == events


@pytest.mark.parametrize(
    "part",
    ["《", "《》", "》", "2020年1月1日", "公布", "公布，", "自公布之日起施行", "关于", "第1号、",
     "并经", "通过并经", "根据2020年1月1日\n", "一", "〈《", "关于修改", "\n", "通过的《》",
     "2020年1月1日令第1号、", "通过《甲》"],
)  # fmt: skip
def test_hostile_length_costs_little(part):
    text = "2020年1月1日" + part * (50_000 // len(part))
    start = process_time()
    parse_note(text)
    assert process_time() - start < 3


@pytest.mark.skipif(not ARCHIVE.exists(), reason="the collected texts (../shared/laws) are missing")
def test_reads_the_headers_of_real_texts():
    understood = unclear = texts = 0
    with tarfile.open(ARCHIVE) as archive:
        for member in archive:
            if not member.name.endswith(".md"):
                continue
            source = archive.extractfile(member)
            head, _, _ = io.TextIOWrapper(source, "utf-8-sig").read().partition("<!-- INFO END -->")
            lines = [line for line in head.splitlines() if not line.startswith("# ")]
            events = parse_note(lines)
            texts += 1
            assert bare("".join(e.text for e in events)) == bare("".join(lines)), member.name
            for event in events:
                if event.act is Act.OTHER or event.on is None:
                    unclear += 1
                else:
                    understood += 1
    assert texts > 2000
    assert unclear / (understood + unclear) < 0.005
