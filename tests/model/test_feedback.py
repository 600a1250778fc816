"""The register of find-errors messages: one fault a record, and records without any.

All messages are fictional; the numbers in them are nobody's.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from gongkai_model import front_matter
from gongkai_model.feedback.evidence import PageContent, page_within, remaining_evidence
from gongkai_model.feedback.judging import deadlines, due_of
from gongkai_model.feedback.limits import Limits
from gongkai_model.feedback.reading import FOLDER, read_feedback_folder
from gongkai_model.feedback.record import FIELDS, Result, State, Verdict
from gongkai_model.feedback.transitions import transitions
from gongkai_model.messages import Severity
from gongkai_model.pack import default_pack
from gongkai_model.schema import schema_of_feedback
from gongkai_model.working_days import WorkingDays

DAY = date(2026, 11, 1)
ORGANS = """\
- {编号: office, 名称: 示例市人民政府办公室, 电话: 000-00000000}
- {编号: finance, 名称: 示例市财政局, 电话: 0571-80000001}
"""
# 2026-10-01 to 10-07 are holidays, Saturday 10-10 is worked: three working days after 10-09, a
# Friday, are 10-10, 10-12 and 10-13.
CLOSED = {
    "编号": "SL-2026-0001",
    "收到时间": "2026-10-09 09:12",
    "页面": "/policies/2026-31/",
    "类别": "错别字",
    "内容": "第三条“截止”误为“截至”。",
    "承办单位": "office",
    "办理过程": [
        "{状态: 待受理, 时间: 2026-10-09 09:12}",
        "{状态: 已转办, 时间: 2026-10-09 10:00}",
        "{状态: 办理中, 时间: 2026-10-09 15:30}",
        "{状态: 已办结, 时间: 2026-10-12 11:00}",
    ],
    "期限": "2026-10-13",
    "结果": "已整改",
    "整改情况": "2026-10-12 已改正。",
    "答复": "您好，问题属实，已改正。",
    "整改记录": "{文字: 报名截至日期}",
}
# Received on the Friday before the build date, a Sunday.
OPEN = {
    "编号": "SL-2026-0002",
    "收到时间": "2026-10-30 16:40",
    "页面": "/services/",
    "类别": "内容无法访问",
    "内容": "办事指南打不开。",
    "办理过程": ["{状态: 待受理, 时间: 2026-10-30 16:40}"],
}


def steps(*pairs: str) -> list[str]:
    """Return steps from ``状态 时间``, with a third word for 期限."""
    found = []
    for pair in pairs:
        state, day, minute, *due = pair.split()
        more = f", 期限: {due[0]}" if due else ""
        found.append(f"{{状态: {state}, 时间: {day} {minute}{more}}}")
    return found


def written(base: dict[str, object], **changes: object) -> str:
    """Return a file: a record with some fields changed, or taken away by None."""
    lines = []
    for name, value in {**base, **changes}.items():
        if isinstance(value, list):
            lines += [f"{name}:", *(f"  - {item}" for item in value)]
        elif value is not None:
            lines.append(f"{name}: {value}")
    return "\n".join(lines) + "\n"


def judged(at: Path, *texts: str, day: date = DAY, calendar: str | None = None):
    """Return every judgement on some files: (fault, verdict, severity, message)."""
    content = at / "content"
    (content / FOLDER).mkdir(parents=True)
    (content / "data" / "organs.yml").write_text(ORGANS, encoding="utf-8")
    for number, text in enumerate(texts):
        path = content / FOLDER / f"{number}.yml"
        path.write_text(text, encoding="utf-8")
    pack = default_pack()
    folder = read_feedback_folder(content, shown="content", pack=pack)
    assert folder.messages == ()
    found = list(folder.feedback.judgements)
    for record in folder.feedback.records:
        found += deadlines(record, folder.calendar, pack.feedback_limits, day)
    return found, folder.feedback


JOINED = {
    "办理中 延期": steps(
        "待受理 2026-10-09 09:12",
        "已转办 2026-10-09 10:00",
        "办理中 2026-10-09 15:30",
        "延期 2026-10-13 09:00 2026-10-20",
        "已办结 2026-10-20 17:00",
    ),
    "退回重办": steps(
        "待受理 2026-10-09 09:12",
        "已转办 2026-10-09 10:00",
        "办理中 2026-10-09 15:30",
        "退回重办 2026-10-10 09:00",
        "办理中 2026-10-10 10:00",
        "已办结 2026-10-12 17:00",
    ),
}

CLEAN = {
    "closed": written(CLOSED),
    "open": written(OPEN),
    "due left to the calendar": written(CLOSED, 期限=None),
    "extended": written(CLOSED, 办理过程=JOINED["办理中 延期"]),
    "returned": written(CLOSED, 办理过程=JOINED["退回重办"]),
    "complex": written(
        CLOSED,
        复杂="是",
        期限="2026-10-22",
        办理过程=steps(
            "待受理 2026-10-09 09:12",
            "已转办 2026-10-09 10:00",
            "办理中 2026-10-12 15:30",
            "已办结 2026-10-22 23:59",
        ),
    ),
    "of another site": written(
        OPEN,
        页面="https://www.other.example/a.html",
        办理过程=steps("待受理 2026-10-30 16:40", "已办结 2026-10-30 17:00"),
        结果="非本站",
        答复="您好，该页面不属于本站。",
    ),
    "unfounded": written(CLOSED, 结果="不属实", 整改情况=None, 整改记录=None),
    "days without times": written(
        CLOSED,
        办理过程=[
            "{状态: 待受理, 时间: 2026-10-09}",
            "{状态: 已转办, 时间: 2026-10-09 08:00}",
            "{状态: 办理中, 时间: 2026-10-09}",
            "{状态: 已办结, 时间: 2026-10-12}",
        ],
    ),
    "English names": """\
number: SL-2026-0003
received: 2026-10-30 16:40
page: https://www.shili.example/services/
class: 其他
text: |
  第一行
  第二行
complex: 否
states:
  - state: 待受理
    at: 2026-10-30 16:40
""",
    "an organ's telephone": written(CLOSED, 答复="如有疑问，请致电市财政局 0571-80000001。"),
    "running numbers": written(
        OPEN, 编号="20261030164000123456", 页面="/news/t20261030_13800000000.html"
    ),
    "a dead link, several proofs": written(
        CLOSED, 整改记录=["/old/a.html", "https://www.shili.example/b", "{文字: 旧的话}"]
    ),
    "the last day of the outer limit": written(
        CLOSED,
        收到时间="2026-08-31 09:00",
        期限="2026-09-03",
        办理过程=steps(
            "待受理 2026-08-31 09:00",
            "已转办 2026-08-31 10:00",
            "办理中 2026-09-01 15:30",
            "延期 2026-09-03 09:00 2026-09-30",
            "已办结 2026-09-30 17:00",
        ),
    ),
    "nothing but quotes": written(CLOSED, 内容='"“12345热线 2026年10月9日”：第13条"'),
}


@pytest.mark.parametrize("text", CLEAN.values(), ids=CLEAN)
def test_records_without_a_fault(tmp_path, text):
    found, feedback = judged(tmp_path, text)
    assert found == []
    assert feedback.notes == ()
    assert len(feedback.records) == 1


WRONG, SURE = Severity.ERROR, Verdict.FAIL
SEQUENCE = CLOSED["办理过程"]
assert isinstance(SEQUENCE, list)
FAULTY = {
    # format, field by field
    "no number": (written(CLOSED, 编号=None), "malformed"),
    "a number with blanks": (written(CLOSED, 编号="第 1 号"), "malformed"),
    "no receipt": (written(CLOSED, 收到时间=None), "malformed"),
    "receipt without a minute": (written(CLOSED, 收到时间="2026-10-09"), "malformed"),
    "no such day": (written(CLOSED, 收到时间="2026-09-31 09:00"), "malformed"),
    "a page by its title": (written(CLOSED, 页面="政策文件"), "malformed"),
    "a page without protocol": (written(CLOSED, 页面="//www.shili.example/a"), "malformed"),
    "an unknown class": (written(CLOSED, 类别="错字"), "malformed"),
    "no text": (written(CLOSED, 内容=None), "malformed"),
    "an empty text": (written(CLOSED, 内容='"  "'), "malformed"),
    "an unknown organ": (written(CLOSED, 承办单位="示例市水利局"), "malformed"),
    "an unknown state": (
        written(CLOSED, 办理过程=[*SEQUENCE[:2], "{状态: 处理中, 时间: 2026-10-10 09:00}"]),
        "malformed",
    ),
    "a step without time": (
        written(OPEN, 办理过程=["{状态: 待受理}"]),
        "malformed",
    ),
    "no steps": (written(OPEN, 办理过程=None), "malformed"),
    "steps that are none": (written(OPEN, 办理过程="待受理"), "malformed"),
    "an unknown result": (written(CLOSED, 结果="已解决"), "malformed"),
    "an unknown field": (written(CLOSED, 联系人="张三"), "malformed"),
    "a field given twice": (written(CLOSED) + "number: SL-2026-0009\n", "malformed"),
    "a due date that is none": (written(CLOSED, 期限="三日内"), "malformed"),
    "complex with another word": (written(CLOSED, 复杂="很"), "malformed"),
    "an extension without a day": (
        written(CLOSED, 办理过程=[*SEQUENCE[:3], "{状态: 延期, 时间: 2026-10-12 09:00}"]),
        "malformed",
    ),
    "evidence of both sorts": (
        written(CLOSED, 整改记录="{文字: 甲, 链接: /a.html}"),
        "malformed",
    ),
    "no YAML": (written(CLOSED) + "附注: [未完\n", "malformed"),
    "an alias": (written(CLOSED, 内容="&a 甲"), "malformed"),
    # states
    "begun in the middle": (written(CLOSED, 办理过程=SEQUENCE[1:]), "illegal-transition"),
    "a state left out": (
        written(CLOSED, 办理过程=[SEQUENCE[0], *SEQUENCE[2:]]),
        "illegal-transition",
    ),
    "closed at once, though mended": (
        written(CLOSED, 办理过程=[SEQUENCE[0], SEQUENCE[3]]),
        "illegal-transition",
    ),
    "backward": (
        written(
            CLOSED,
            办理过程=[
                *SEQUENCE[:3],
                "{状态: 已转办, 时间: 2026-10-10 09:00}",
                "{状态: 办理中, 时间: 2026-10-10 10:00}",
                SEQUENCE[3],
            ],
        ),
        "illegal-transition",
    ),
    "opened again": (
        written(
            CLOSED,
            办理过程=[
                *SEQUENCE,
                "{状态: 办理中, 时间: 2026-10-12 12:00}",
                "{状态: 已办结, 时间: 2026-10-12 13:00}",
            ],
        ),
        "illegal-transition",
    ),
    "a state twice": (
        written(CLOSED, 办理过程=[*SEQUENCE[:2], SEQUENCE[1], *SEQUENCE[2:]]),
        "illegal-transition",
    ),
    # what belongs together
    "closed without result": (written(CLOSED, 结果=None), "incomplete"),
    "a result too early": (written(OPEN, 结果="不属实"), "incomplete"),
    "forwarded to nobody": (written(CLOSED, 承办单位=None), "incomplete"),
    "mended, but not what": (written(CLOSED, 整改情况=None), "incomplete"),
    "closed without a reply": (written(CLOSED, 答复=None), "incomplete"),
    # times
    "a step before the one before": (
        written(
            CLOSED,
            办理过程=[*SEQUENCE[:2], "{状态: 办理中, 时间: 2026-10-09 09:59}", SEQUENCE[3]],
        ),
        "time-backwards",
    ),
    "handled before it came": (
        written(CLOSED, 收到时间="2026-10-09 09:13"),
        "time-backwards",
    ),
    "closed in the future": (
        written(OPEN, 收到时间="2026-11-02 09:00", 办理过程=steps("待受理 2026-11-02 09:00")),
        "future-time",
    ),
    # due dates
    "due before the receipt": (written(CLOSED, 期限="2026-10-08"), "wrong-due"),
    "due as if Saturday were free": (written(CLOSED, 期限="2026-10-14"), "wrong-due"),
    "due as if nobody rested": (
        written(
            CLOSED,
            收到时间="2026-09-30 09:00",
            期限="2026-10-03",
            办理过程=steps(
                "待受理 2026-09-30 09:00",
                "已转办 2026-09-30 10:00",
                "办理中 2026-09-30 11:00",
                "已办结 2026-09-30 12:00",
            ),
        ),
        "wrong-due",
    ),
    "extended beyond the month": (
        written(
            CLOSED,
            办理过程=[s.replace("2026-10-20}", "2026-11-10}") for s in JOINED["办理中 延期"]],
        ),
        "wrong-due",
    ),
    "extended backwards": (
        written(
            CLOSED,
            办理过程=[
                *SEQUENCE[:3],
                "{状态: 延期, 时间: 2026-10-12 09:00, 期限: 2026-10-13}",
                SEQUENCE[3].replace("11:00", "12:00"),
            ],
        ),
        "wrong-due",
    ),
    "overdue": (
        written(OPEN, 收到时间="2026-10-26 16:40", 办理过程=steps("待受理 2026-10-26 16:40")),
        "overdue",
    ),
    "overdue beyond the month": (
        written(
            OPEN,
            收到时间="2026-09-29 16:40",
            办理过程=steps(
                "待受理 2026-09-29 16:40",
                "已转办 2026-09-29 17:00",
                "办理中 2026-09-30 09:00",
                "延期 2026-10-09 09:00 2026-10-29",
            ),
            承办单位="office",
        ),
        "overdue",
    ),
    "closed late": (
        written(CLOSED, 办理过程=[*SEQUENCE[:3], "{状态: 已办结, 时间: 2026-10-14 09:00}"]),
        "closed-late",
    ),
    # privacy
    "a mobile number": (written(CLOSED, 内容="请回电13800000000"), "personal-data"),
    "a telephone": (written(CLOSED, 答复="请打0571-80000009"), "personal-data"),
    "an e-mail address": (written(CLOSED, 整改情况="发到a.b@c.example"), "personal-data"),
    "an ID number": (written(CLOSED, 内容="本人11010519491231002X"), "personal-data"),
    "a bank card": (written(CLOSED, 内容="卡号4111 1111 1111 1111"), "personal-data"),
    "a mobile number in full width": (
        written(CLOSED, 摘要="网民１３８００００００００来电"),
        "personal-data",
    ),
    "a mobile number in a comment": (
        written(CLOSED) + "# 联系人 13800000000\n",
        "personal-data",
    ),
    "a mobile number written as escapes": (
        written(CLOSED, 内容='"\\x3138 0000 0000"'),
        "personal-data",
    ),
    "a mobile number over two lines": (
        written(CLOSED, 内容="打 138\n  0000 0000"),
        "personal-data",
    ),
    "a mobile number as the number": (written(CLOSED, 编号="13800000000"), "personal-data"),
    "an address with a number in its query": (
        written(CLOSED, 页面="/search/?tel=13800000000"),
        "personal-data",
    ),
    "a mobile number as evidence": (
        written(CLOSED, 整改记录="{文字: 手机13800000000}"),
        "personal-data",
    ),
}


@pytest.mark.parametrize(("text", "fault"), FAULTY.values(), ids=FAULTY)
def test_records_with_one_fault_each(tmp_path, text, fault):
    found, _ = judged(tmp_path, text)
    assert [one.fault for one in found] == [fault], [one.message.say("en") for one in found]
    (judgement,) = found
    assert judgement.verdict is SURE
    assert judgement.message.at.path == f"content/{FOLDER}/0.yml"
    assert judgement.message.fix.zh
    assert judgement.message.fix.en


def test_there_are_as_many_cases_as_the_register_promises():
    assert len(CLEAN) >= 10
    assert len(FAULTY) >= 30


SECRETS = ("00000000", "80000009", "a.b@c", "1949", "1111 1111", "００００")


@pytest.mark.parametrize("text", [text for text, _ in FAULTY.values()], ids=FAULTY)
def test_no_message_quotes_what_is_personal(tmp_path, text):
    found, _ = judged(tmp_path, text)
    for one in found:
        said = one.message.say("zh") + one.message.say("en")
        assert not [secret for secret in SECRETS if secret in said]


def test_personal_data_where_a_choice_belongs_is_not_quoted(tmp_path):
    found, _ = judged(tmp_path, written(CLOSED, 类别="13800000000", 承办单位="a.b@c.example"))
    assert {one.fault for one in found} == {"malformed", "personal-data"}
    said = "".join(one.message.say("zh") + one.message.say("en") for one in found)
    assert "13800000000" not in said
    assert "a.b@c" not in said


def test_all_mistakes_of_all_files_at_once(tmp_path):
    found, feedback = judged(
        tmp_path,
        written(CLOSED, 类别="甲", 页面="乙", 办理过程=SEQUENCE[1:]),
        written(OPEN, 内容="打13800000000"),
        "- 列表\n",
    )
    assert [(one.fault, one.message.at.path[-5], one.message.at.line) for one in found] == [
        ("malformed", "0", 3),
        ("malformed", "0", 4),
        ("illegal-transition", "0", 8),
        ("personal-data", "1", 5),
        ("malformed", "2", 1),
    ]
    assert [record.number for record in feedback.records] == ["SL-2026-0002"]


def test_messages_name_their_line(tmp_path):
    found, _ = judged(tmp_path, written(CLOSED, 期限="2026-10-14"))
    assert found[0].message.at.line == written(CLOSED).split("\n").index("期限: 2026-10-13") + 1


def test_two_files_with_one_number(tmp_path):
    found, _ = judged(tmp_path, written(CLOSED), written(CLOSED, 内容="别的问题"))
    assert [one.fault for one in found] == ["duplicate-number"]
    assert found[0].message.at.path.endswith("1.yml")


def test_the_same_words_twice_are_for_a_person_to_look_at(tmp_path):
    again = written(CLOSED, 编号="SL-2026-0009")
    found, _ = judged(tmp_path, written(CLOSED), again)
    assert [(one.fault, one.verdict) for one in found] == [("likely-duplicate", Verdict.REVIEW)]


def test_what_is_marked_as_a_double_is_none(tmp_path):
    again = written(CLOSED, 编号="SL-2026-0009", 结果="重复", 整改情况=None, 整改记录=None)
    assert judged(tmp_path, written(CLOSED), again)[0] == []


def test_only_messages_belong_into_the_folder(tmp_path):
    folder = tmp_path / "content" / FOLDER
    folder.mkdir(parents=True)
    (folder / "截图.png").write_bytes(b"\x89PNG")
    (folder / "deep").mkdir()
    (folder / "deep" / "a.yml").write_text(written(OPEN), encoding="utf-8")
    (folder / "gbk.yml").write_bytes(written(OPEN).encode("gbk"))
    feedback = read_feedback_folder(
        tmp_path / "content", shown="content", pack=default_pack()
    ).feedback
    assert [one.message.at.path.rpartition("/")[2] for one in feedback.judgements] == [
        "gbk.yml",
        "截图.png",
    ]
    assert [record.path for record in feedback.records] == [f"content/{FOLDER}/deep/a.yml"]


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
        "[" * 10_000,
        "内容: " + "{a: " * 5_000,
        "内容: " + "长" * 300_000,
        "!!python/object/apply:os.system [ls]\n",
        "编号: \ufffe\n",
        "",
        "---\n---\n",
    ],
    ids=["bomb", "deep list", "deep map", "long", "object", "no character", "empty", "two"],
)
def test_hostile_files_are_mistakes(tmp_path, text):
    found, feedback = judged(tmp_path, text)
    assert found
    assert {one.fault for one in found} == {"malformed"}
    assert feedback.records == ()


# --- the calendar --------------------------------------------------------------------------------


def _read(tmp_path, text):
    found, feedback = judged(tmp_path, text)
    assert found == []
    return feedback.records[0]


def test_a_year_without_calendar_is_never_passed(tmp_path):
    text = written(OPEN, 收到时间="2190-12-30 09:00", 办理过程=steps("待受理 2190-12-30 09:00"))
    found, _ = judged(tmp_path, text, day=date(2191, 1, 15))
    assert [(one.fault, one.verdict) for one in found] == [("wrong-due", Verdict.NOT_MEASURED)]
    assert "no calendar for 2190" in found[0].message.what.en


def test_the_outer_limit_needs_no_calendar(tmp_path):
    text = written(OPEN, 收到时间="2190-12-30 09:00", 办理过程=steps("待受理 2190-12-30 09:00"))
    found, _ = judged(tmp_path, text, day=date(2191, 1, 31))
    assert [(one.fault, one.verdict) for one in found] == [
        ("wrong-due", Verdict.NOT_MEASURED),
        ("overdue", Verdict.FAIL),
    ]


def test_the_portals_own_calendar_counts(tmp_path):
    content = tmp_path / "content"
    (content / "data" / "calendar").mkdir(parents=True)
    (content / "data" / "calendar" / "2026.yml").write_text(
        "节假日: [2026-10-12]\n", encoding="utf-8"
    )
    (content / FOLDER).mkdir()
    (content / FOLDER / "a.yml").write_text(written(OPEN), encoding="utf-8")
    read = read_feedback_folder(content, shown="content", pack=default_pack())
    due = due_of(read.feedback.records[0], read.calendar, Limits(days=2), DAY)
    assert due.computed == date(2026, 11, 3)
    assert not read.calendar.is_working_day(date(2026, 10, 12))


@pytest.mark.parametrize(
    ("received", "months", "last"),
    [
        ("2026-10-09", 1, "2026-11-09"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-30", 1, "2028-02-29"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-11-30", 13, "2027-12-30"),
    ],
)
def test_outer_limit(received, months, last):
    assert Limits(months).outer(date.fromisoformat(received)) == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("day", "overdue"), [("2026-11-04", False), ("2026-11-05", True), ("2026-10-29", False)]
)
def test_overdue_from_the_day_after(tmp_path, day, overdue):
    record = _read(tmp_path, written(OPEN))
    calendar = WorkingDays()
    found = deadlines(record, calendar, Limits(), date.fromisoformat(day))
    assert ("overdue" in {one.fault for one in found}) is overdue


def test_limits_are_settings(tmp_path):
    record = _read(tmp_path, written(CLOSED))
    calendar = WorkingDays()
    assert [one.fault for one in deadlines(record, calendar, Limits(days=1), DAY)] == ["wrong-due"]
    (early,) = deadlines(record, calendar, Limits(days=5), DAY)
    assert early.message.severity is Severity.WARNING


# --- the table -----------------------------------------------------------------------------------


def test_the_table_knows_every_state_and_result():
    table = transitions()
    assert set(table.next) == set(State)
    assert set(table.needed) == set(Result)
    assert table.next[table.last] == ()
    reached = {table.first}
    for _ in State:
        reached |= {after for one in reached for after in table.next[one]}
    assert reached == set(State)


# --- evidence ------------------------------------------------------------------------------------

URL = "https://www.shili.example/"


@pytest.mark.parametrize(
    ("evidence", "page", "faults"),
    [
        ("{文字: 报名截至日期}", PageContent("报名截止日期", ()), []),
        ("{文字: 报名截至日期}", PageContent("甲 报名\n 截至日期 乙", ()), ["still-there"]),
        ("{文字: ２０２６年}", PageContent("2026年", ()), ["still-there"]),
        ("/old/a.html", PageContent("", ("../../old/a.html",)), ["still-there"]),
        ("https://www.shili.example/old", PageContent("", ("/old",)), ["still-there"]),
        (
            "https://x.example/%E7%94%B2",
            PageContent("", ("https://x.example/甲",)),
            ["still-there"],
        ),
        ("/old/a.html", PageContent("/old/a.html", ("/new/a.html",)), []),
        (["{文字: 甲}", "{文字: 乙}"], PageContent("甲乙", ()), ["still-there", "still-there"]),
        ("{文字: 甲}", None, ["unproven"]),
        (None, PageContent("", ()), ["unproven"]),
    ],
)
def test_mended_means_gone(tmp_path, evidence, page, faults):
    record = _read(tmp_path, written(CLOSED, 整改记录=evidence))
    found = remaining_evidence(record, page, URL)
    assert [one.fault for one in found] == faults
    sure = {one.verdict for one in found}
    assert (sure <= {Verdict.FAIL}) is (faults != ["unproven"])


def test_other_results_prove_nothing(tmp_path):
    record = _read(tmp_path, written(CLOSED, 结果="部分整改"))
    assert remaining_evidence(record, PageContent("报名截至日期", ()), URL) == ()


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("/policies/2026-1/?a=b#c", "policies/2026-1/"),
        ("/", ""),
        ("/%E7%94%B2/", "甲/"),
        ("https://www.shili.example/policies/", "policies/"),
        ("https://www.shili.example", ""),
        ("http://WWW.shili.example/a", "a"),
        ("https://other.example/policies/", None),
        ("https://[1:2]/a", None),
    ],
)
def test_pages_within_the_site(tmp_path, page, address):
    record = _read(tmp_path, written(OPEN, 页面=f"'{page}'"))
    assert page_within(record, URL) == address


# --- the published schema ------------------------------------------------------------------------


def _plain(value: front_matter.Value) -> object:
    if isinstance(value, front_matter.Scalar):
        return value.text
    if isinstance(value, front_matter.Sequence):
        return [_plain(item) for item in value.items]
    return {key.text: _plain(entry) for key, entry in value.entries}


def _valid(text: str) -> bool:
    value = front_matter.read_value(text, "a.yml", [])
    if value is None:
        return False
    return Draft202012Validator(schema_of_feedback()).is_valid(_plain(value))


@pytest.mark.parametrize("text", CLEAN.values(), ids=CLEAN)
def test_the_schema_takes_what_is_right(text):
    assert _valid(text)


BEYOND_A_SCHEMA = {"an unknown organ", "an alias"}


@pytest.mark.parametrize(
    "text",
    [
        text
        for name, (text, fault) in FAULTY.items()
        if fault == "malformed" and name not in BEYOND_A_SCHEMA
    ],
)
def test_the_schema_refuses_what_is_malformed(text):
    assert not _valid(text)


def test_the_schema_is_json():
    Draft202012Validator.check_schema(json.loads(json.dumps(schema_of_feedback())))


def test_the_manual_tells_of_every_field_state_and_class(root):
    manual = (root / "docs" / "feedback.md").read_text(encoding="utf-8")
    words = [*State, *Result, *default_pack().feedback_classes.values()]
    words += [f"| {field.name} | {field.alias} |" for field in FIELDS]
    assert [word for word in words if word not in manual] == []


def test_the_manual_tells_the_table_as_it_is(root):
    manual = (root / "docs" / "feedback.md").read_text(encoding="utf-8")
    for state, following in transitions().next.items():
        row = next(line for line in manual.split("\n") if line.startswith(f"| {state} |"))
        cells = row.split("|")[2]
        assert [after for after in State if after in cells] == sorted(following, key=[*State].index)


def test_the_example_of_the_manual_has_no_fault(tmp_path, root):
    manual = (root / "docs" / "feedback.md").read_text(encoding="utf-8")
    example = manual.partition("```yaml\n")[2].partition("```")[0]
    assert judged(tmp_path, example.replace("shili-office", "office"))[0] == []
