"""A message of 我为政府网站找错, as the portal's register keeps it; and what is said about one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from gongkai_model.dates import Moment
from gongkai_model.messages import Message, Text
from gongkai_model.organs import OrganReference


class State(StrEnum):
    """Where the handling of a message stands."""

    WAITING = "待受理"
    FORWARDED = "已转办"
    IN_HAND = "办理中"
    EXTENDED = "延期"
    RETURNED = "退回重办"
    CLOSED = "已办结"


class Result(StrEnum):
    """What came of a message."""

    FIXED = "已整改"
    PARTLY = "部分整改"
    UNFOUNDED = "不属实"
    DUPLICATE = "重复"
    FOREIGN = "非本站"

    @property
    def is_valid(self) -> bool:
        """Whether it counts as a valid message: there was something to mend."""
        return self in (Result.FIXED, Result.PARTLY)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the handling.

    Attributes:
        state: What it led to.
        at: When; a day, or a minute.
        due_on: The new last day, where the step is 延期.
        line: On which it stands.
    """

    state: State
    at: Moment
    due_on: date | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """What must be gone once the mistake is mended (整改记录).

    Attributes:
        text: Words that stood on the page; empty where it is a link.
        link: The dead link, as it stood there; empty where it is text.
        line: On which it stands.
    """

    text: str = ""
    link: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class FeedbackRecord:
    """One message.

    Attributes:
        path: Source file, POSIX, relative to the project.
        number: Under which it was received.
        received_at: To the minute.
        page: Which page it is about: ``/address/`` within the site, or a full address.
        category: Class of the problem, of the pack's choices.
        text: What was reported, without personal data.
        is_complex: It has the longer limit.
        unit: Who handles it; None until it is forwarded.
        steps: The handling, in order; at least one.
        due_on: By when it is to be answered, as stated; None where it is left to the calendar.
        result: What came of it; None unless it is closed.
        changed: What was changed; may be empty.
        reply: Answer to the sender; may be empty.
        evidence: What must be gone.
        summary: An editor's own words for readers of the portal; may be empty.
        lines: Where each field stands, by alias.
    """

    path: str
    number: str
    received_at: Moment
    page: str
    category: str
    text: str
    is_complex: bool
    unit: OrganReference | None
    steps: tuple[Step, ...]
    due_on: date | None = None
    result: Result | None = None
    changed: str = ""
    reply: str = ""
    evidence: tuple[Evidence, ...] = ()
    summary: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)

    def closed_on(self, day: date) -> date | None:
        """Return the day on which it was closed, as known on ``day``; None for an open one."""
        last = self.steps[-1]
        return last.at.day if last.state is State.CLOSED and last.at.day <= day else None

    def line_of(self, alias: str) -> int:
        """Return the line of a field; 0 where it is not given."""
        return self.lines.get(alias, 0)


class Verdict(StrEnum):
    """How sure a judgement is."""

    FAIL = "fail"
    REVIEW = "review"
    NOT_MEASURED = "not-measured"


@dataclass(frozen=True, slots=True)
class Judgement:
    """Something that is to be said about a message.

    Attributes:
        fault: Short name of what is wrong, as in ``illegal-transition``.
        message: Place, fact, remedy; it quotes no personal data.
        verdict: Wrong, for a person to decide, or impossible to tell.
    """

    fault: str
    message: Message
    verdict: Verdict = Verdict.FAIL


@dataclass(frozen=True, slots=True)
class FeedbackField:
    """A field of a message's file.

    Attributes:
        name: Chinese label, the canonical one.
        alias: English name.
        manual: What it holds.
        required: It cannot be left out.
    """

    name: str
    alias: str
    manual: Text
    required: bool = False


def _field(name: str, alias: str, zh: str, en: str, *, required: bool = False) -> FeedbackField:
    return FeedbackField(name, alias, Text(zh, en), required)


FIELDS: tuple[FeedbackField, ...] = (
    _field("编号", "number", "平台或本站给的编号，不重复", "its number", required=True),
    _field("收到时间", "received", "收到的时间，到分", "when, to the minute", required=True),
    _field(
        "页面",
        "page",
        "所指的页面：本站的写 /policies/2026-1/，别处的写完整地址",
        "the page: /policies/2026-1/ within the site, or a full address",
        required=True,
    ),
    _field("类别", "class", "问题的类别", "class of the problem", required=True),
    _field(
        "内容",
        "text",
        "反映的问题，不含个人信息",
        "what was reported, nothing personal",
        required=True,
    ),
    _field("复杂", "complex", "是 或 否；复杂的期限较长", "是 or 否; 是 has the longer limit"),
    _field("承办单位", "unit", "谁来办；转办之后必填", "who handles it; once it is forwarded"),
    _field(
        "办理过程",
        "states",
        "依次的状态和时间，从“待受理”起；“延期”另写新的期限",
        "states and times in order, from 待受理; 延期 gives a new 期限",
        required=True,
    ),
    _field(
        "期限", "due", "应答复的最后一天；省略时按工作日计算", "last day to answer; else computed"
    ),
    _field(
        "结果",
        "result",
        "办结时写：已整改、部分整改、不属实、重复、非本站",
        "once closed: 已整改, 部分整改, 不属实, 重复 or 非本站",
    ),
    _field("整改情况", "changed", "改了什么、什么时候改的", "what was changed, and when"),
    _field("答复", "reply", "给网民的答复", "answer to the sender"),
    _field(
        "整改记录",
        "evidence",
        "整改后页面上不应再有的文字或链接，可列多条",
        "text or link that must be gone from the page; several allowed",
    ),
    _field("摘要", "summary", "编辑写的一两句话，可以公开", "an editor's words, for the public"),
)
"""Everything that a message's file may say."""

STEP_NAMES: Mapping[str, str] = {"状态": "state", "时间": "at", "期限": "due"}
EVIDENCE_NAMES: Mapping[str, str] = {"文字": "text", "链接": "link"}
