"""What happened to a text and when: the note below its title (题注), header lines of collections.

    2007年4月5日国务院令第492号公布　2019年4月3日国务院令第711号修订　自2019年5月15日起施行

The text is cut into events; every character but white space stands in exactly one of them, so that
what was not understood can be named. How the cuts are found:

- What stands within 《》 or 〈〉 says nothing about this text and is not looked at.
- A verb (公布, 修订, …) ends an event, unless it only describes what follows: 批准的《决定》修正.
- A line that begins with a date begins an event, if the line before does not lead up to it.

The first 通过 is that of the text; one before an amendment is that of the decision to amend.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from gongkai_model.dates import parse_day
from gongkai_model.messages import NotUnderstood
from gongkai_model.numerals import CHARACTERS, ascii_digits


class Act(StrEnum):
    """What an event did to the text."""

    ADOPTED = "通过"
    APPROVED = "批准"
    PROMULGATED = "公布"
    AMENDED = "修改"
    IN_FORCE = "施行"
    REPEALED = "废止"
    OTHER = "其他"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a text.

    Attributes:
        on: The day; of several in one event (decided, then approved) the last one. None where no
            day is given or can be told.
        act: ``OTHER`` means that the words were not understood.
        body: Who did it, as named: 第十届全国人民代表大会常务委员会第十五次会议, 国务院. As in
            ``order``, white space is left out and digits are ASCII.
        order: The order or announcement with its number (国务院令第492号), or else the deciding act
            (《国务院关于修改部分行政法规的决定》).
        text: The words themselves, as given, less white space around them.
    """

    on: date | None
    act: Act
    body: str | None
    order: str | None
    text: str


# In the order in which they count where verbs stand side by side: 修订发布 is an amendment.
_VERBS_OF = {
    Act.AMENDED: ("修正", "修订", "修改"),
    Act.REPEALED: ("废止", "失效"),
    Act.IN_FORCE: ("施行", "实施", "执行", "生效"),
    Act.PROMULGATED: ("公布", "发布", "颁布", "印发"),
    Act.APPROVED: ("批准",),
    Act.ADOPTED: ("通过",),
}
_VERB = "|".join(verb for verbs in _VERBS_OF.values() for verb in verbs)
_MASK = "\x00"
_TIME = rf"(?:第?[0-9{CHARACTERS}]{{1,3}}次)?"
# 关于修改… names a decision, and 修正案, 实施办法, 批准的, 公布之日 and the like are not deeds.
_DEED = re.compile(
    rf"(?<!关于)(?:审议|表决)?(?:{_VERB})(?:[并、和]?{_TIME}(?:{_VERB}))*+"
    r"(?![案的稿之日]|草案|办法|细则|条例|规定|方案|意见|以?[后前])"
    # 通过《关于修改…的决定》修正: what was passed is not this text.
    rf"(?!{_MASK}++{_TIME}(?:修正|修订|修改))"
)
_TWO_DEEDS = re.compile(r"(?P<first>公布|发布|颁布)[并、和]?(?=施行|实施|执行|生效)")
_DATE = re.compile(
    r"(?<![0-9])[0-9]{4}(?:年[0-9]{1,2}月[0-9]{1,2}日|([-./])[0-9]{1,2}\1[0-9]{1,2}(?![0-9]))"
    rf"|[{CHARACTERS}]{{4}}年[{CHARACTERS}]{{1,3}}月[{CHARACTERS}]{{1,3}}日"
)
# Passed by one body and approved by another, which amends: one event.
_AND_APPROVED = re.compile(r"[，,]?并?经[^的]{0,80}?批准的")
_BEFORE_DATE = re.compile(r"[（(]?(?:根据|自|[从于经])?")
_LEADS_ON = ("的", "经", "自", "于", "从", "和", "及", "、", "根据", "按照")
_TRAILING = "）)]］。；;，,、》>〉＞"
_QUOTES = {"《": "》", "〈": "〉", "<": ">", "＜": "＞"}
_CLOSING = frozenset(_QUOTES.values())
_TITLE = re.compile(rf"{_MASK}++(?=根据|$|[，。；）)]|{_DATE.pattern})")
_LIST_OF_DECISIONS = re.compile(rf"{_MASK}(?P<mark>[、，,；;]?)(?:[和及]|根据)*")

_SENTENCE = re.compile(r"[，。；：,;:]")
_MAY_FOLLOW = re.compile(rf"根据|自|{_VERB}|{_DATE.pattern}")

# 之日起三十日后 and the like leave the day open.
_FROM_THE_DAY = re.compile(
    r"(?P<deed>公布|发布|颁布|印发|通过|批准|修订|修正|修改)之日起?(?:施行|实施|执行|生效)"
)
_NUMBER = rf"(?:[0-9]{{4}}年)?第(?:[0-9]{{1,5}}|[{CHARACTERS}]{{1,8}})号"
_ORDER = re.compile(
    rf"[^，,。；;{_MASK}]{{1,80}}?(?:{_NUMBER}(?:令|公告)?|〔[0-9]{{4}}〕[0-9]{{1,5}}号)"
    rf"(?:[、和][^，,。；;、{_MASK}]{{1,40}}?{_NUMBER}(?:令|公告)?)*"
)
_NOT_BODY = re.compile(rf"(?:令|公告)?{_NUMBER}(?:令|公告)?|(?:(?<!命)令|公告)$")
_DECISION = re.compile(r"关于[^，。；]{1,200}?(?:决定|决议|修正案)")
_BODY_START = re.compile(
    # Also what is left of a date that does not exist or has no day.
    r"(?:[（(，,、；;]|根据|按照|经(?!济)|由|[0-9]{4}年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?)*"
)
_BODY_END = re.compile(rf"{_MASK}|关于|{_TIME}(?:审议|表决|{_VERB})|[，,。；;（(）)]")
_AMENDING = re.compile("修改|修正|修订|废止|调整|取消")
# Bodies, orders and decisions are looked for no further than this; none is half as long.
_FAR = 1000


def parse_note(text: str | list[str]) -> tuple[Event, ...]:
    """Read a note, or the header lines of a collected text.

    Nothing is refused: what is not understood comes back as ``Act.OTHER``.

    Returns:
        The events, in the order of the text; joined, they hold all its characters but white space.
    """
    source = _Source.of(text if isinstance(text, str) else "\n".join(text))
    events: list[Event] = []
    unclear_from: int | None = None
    for clause in _clauses(source):
        event = _event(source, clause, events)
        if event.act is not Act.OTHER or event.on is not None:
            unclear_from = None
        elif unclear_from is None:
            unclear_from = clause.start
        else:
            # Prose is cut at every verb in it; it is named as a whole.
            event = replace(events.pop(), text=source.given(unclear_from, clause.end))
        events.append(event)
    return tuple(events)


@dataclass(frozen=True, slots=True)
class _Day:
    """A day that exists, and where it stands in the tight text."""

    start: int
    end: int
    day: date


@dataclass(frozen=True, slots=True)
class _Clause:
    """The words of one event, as places in the tight text.

    Attributes:
        start: Its first character.
        end: After its last one, closing marks included.
        verbs_at: Where the verbs that end it begin; ``end`` if there are none.
        verbs: The verbs, side by side; empty if there are none.
    """

    start: int
    end: int
    verbs_at: int
    verbs: str = ""


@dataclass(frozen=True, slots=True)
class _Source:
    """A text and its tight form; lines break anywhere in collected texts.

    Attributes:
        raw: As given.
        tight: Without white space, digits ASCII.
        masked: ``tight`` with quotations blanked out.
        quotations: Outermost quotations in ``tight``, as (start, end), ascending.
        places: For each character of ``tight`` its place in ``raw``.
        line_starts: Places in ``tight`` where a line begins, ascending.
        days: The days outside of quotations, ascending.
    """

    raw: str
    tight: str
    masked: str
    quotations: list[tuple[int, int]]
    places: list[int]
    line_starts: list[int]
    days: list[_Day]

    @classmethod
    def of(cls, raw: str) -> _Source:
        places = [place for place, character in enumerate(raw) if not character.isspace()]
        tight = ascii_digits("".join(raw[place] for place in places))
        quotations = _quotations(tight)
        masked = tight.replace(_MASK, " ")
        if quotations:
            characters = list(masked)
            for start, end in quotations:
                characters[start:end] = _MASK * (end - start)
            masked = "".join(characters)
        line_starts, offset = [], 0
        for line in raw.splitlines(keepends=True):
            line_starts.append(bisect_left(places, offset))
            offset += len(line)
        return cls(raw, tight, masked, quotations, places, line_starts, list(_days(masked)))

    def given(self, start: int, end: int) -> str:
        """Return the words between two places of ``tight`` as they were given."""
        return self.raw[self.places[start] : self.places[end - 1] + 1]

    def days_between(self, start: int, end: int) -> list[_Day]:
        """Return the days that begin in a stretch of ``tight``."""
        first = bisect_left(self.days, start, key=lambda found: found.start)
        return self.days[first : bisect_left(self.days, end, key=lambda found: found.start)]


def _days(text: str) -> Iterator[_Day]:
    for match in _DATE.finditer(text):
        try:
            day, _ = parse_day(match[0])
        except NotUnderstood:
            continue  # it stays among the words of its event
        yield _Day(match.start(), match.end(), day)


def _quotations(text: str) -> list[tuple[int, int]]:
    """Find the outermost 《…》 and 〈…〉, marks included; unpaired marks count for nothing.

    Collections mix the marks up (〈…>, <…》), so any closing mark closes any opening one.
    """
    open_at: list[int] = []
    pairs = []
    for place, character in enumerate(text):
        if character in _QUOTES:
            open_at.append(place)
        elif character in _CLOSING and open_at:
            pairs.append((open_at.pop(), place + 1))
    outermost: list[tuple[int, int]] = []
    for start, end in sorted(pairs):
        if not outermost or start >= outermost[-1][1]:
            outermost.append((start, end))
    return outermost


def _clauses(source: _Source) -> Iterator[_Clause]:
    """Cut a text into the clauses of its events; together they are the whole text."""
    start = 0
    for verbs_at, end, verbs in _deeds(source.masked):
        for cut in _cuts_between(source, start, verbs_at):
            yield _Clause(start, cut, cut)
            start = cut
        end = _end_of_clause(source, end)
        yield _Clause(start, end, verbs_at, verbs)
        start = end
    for cut in (*_cuts_between(source, start, len(source.tight)), len(source.tight)):
        if start < cut:
            yield _Clause(start, cut, cut)
        start = cut


def _end_of_clause(source: _Source, end: int) -> int:
    """Return where a clause ends whose verbs end at ``end``."""
    # 通过《条例》: some notes name the text itself.
    titled = _TITLE.match(source.masked, end)
    if titled is not None:
        end = titled.end()
    while end < len(source.masked) and source.masked[end] in _TRAILING:
        end += 1
    # Collections that cut a note before its dates leave 根据 behind, also at the very end.
    return len(source.masked) if source.masked[end : end + 3] == "根据" else end


def _deeds(masked: str) -> Iterator[tuple[int, int, str]]:
    """Find the verbs that end an event, as (start, end, verbs)."""
    for match in _DEED.finditer(masked):
        if _AND_APPROVED.match(masked, match.end()):
            continue
        both = _TWO_DEEDS.match(match[0])
        if both is None:
            yield match.start(), match.end(), match[0]
        else:
            middle = match.start() + len(both["first"])
            yield match.start(), middle, both["first"]
            yield middle, match.end(), match[0][len(both["first"]) :]


def _cuts_between(source: _Source, start: int, end: int) -> Iterator[int]:
    """Find where events without a verb of their own end, within a stretch of the tight text."""
    for day in source.days_between(start, end):
        # 通过的《修正案》、 before another date: one of several decisions that changed the text.
        before = source.masked[max(start, day.start - 5) : day.start]
        listed = next(
            (m for m in _LIST_OF_DECISIONS.finditer(before) if m.end() == len(before)), None
        )
        if listed is not None:
            cut = day.start - len(before) + listed.end("mark")
        else:
            line = bisect_left(source.line_starts, day.start + 1) - 1
            cut = source.line_starts[line]
            if not _BEFORE_DATE.fullmatch(source.masked, cut, day.start):
                continue
            if source.masked.endswith(_LEADS_ON, start, cut):
                continue
        if start < cut:
            yield cut
            start = cut


def _event(source: _Source, clause: _Clause, before: list[Event]) -> Event:
    """Say what a clause tells; ``before`` are the events it may refer to."""
    days = source.days_between(clause.start, clause.end)
    last = max(days, key=lambda found: found.day, default=None)
    body, order = _body_and_order(
        source, last.end if last else clause.start, min(clause.verbs_at, clause.start + _FAR)
    )
    told = last is not None or _stands_alone(source, clause)
    act = _act(source, clause, order) if told else Act.OTHER
    if act in (Act.IN_FORCE, Act.OTHER):
        body = order = None
    if last is not None:
        on: date | None = last.day
    else:
        on = _day_referred_to(source, clause, before) if told else None
    return Event(on, act, body, order, source.given(clause.start, clause.end))


def _stands_alone(source: _Source, clause: _Clause) -> bool:
    """Whether a clause without a date is a deed, and not a piece of some sentence."""
    if not clause.verbs or _SENTENCE.search(source.masked, clause.start, clause.verbs_at):
        return False
    end = clause.end
    return (
        source.masked[end - 1] in _TRAILING
        or end == len(source.places)
        or source.places[end] - source.places[end - 1] > 1
        or _MAY_FOLLOW.match(source.masked, end) is not None
    )


def _act(source: _Source, clause: _Clause, order: str | None) -> Act:
    for act, verbs in _VERBS_OF.items():
        if any(verb in clause.verbs for verb in verbs):
            return act
    words = source.masked[clause.start : clause.end].rstrip(_TRAILING)
    if words.endswith(_MASK):
        # 通过的《修正案》 without 修正: the text was changed by what was passed.
        quoted = source.quotations[bisect_left(source.quotations, (clause.end, 0)) - 1]
        described = words.rstrip(_MASK).endswith(("通过的", "批准的", "作出的"))
        if described or _AMENDING.search(source.tight, *quoted):
            return Act.AMENDED
    # An order or an announcement is how a text is made public, said or not.
    if words.endswith("公告") or (order is not None and words.endswith(("号", "号令"))):
        return Act.PROMULGATED
    return Act.OTHER


def _day_referred_to(source: _Source, clause: _Clause, before: list[Event]) -> date | None:
    """Return the day of an event without a date: 自公布之日起施行, or 施行 right after 公布."""
    if not before:
        return None
    words = source.masked[clause.start : clause.end].rstrip(_TRAILING)
    if words.lstrip("并、和") == clause.verbs.lstrip("并、和"):
        joined = source.masked[clause.start - 1] not in _TRAILING
        return before[-1].on if joined else None
    referred = _FROM_THE_DAY.search(words)
    if referred is None:
        return None
    deed = referred["deed"]
    acts = {act for act, verbs in _VERBS_OF.items() if deed in verbs}
    earlier = (event for event in reversed(before) if event.act in acts or deed in event.text)
    return next((event.on for event in earlier), None)


def _body_and_order(source: _Source, start: int, end: int) -> tuple[str | None, str | None]:
    """Return who decided, and the order or the deciding act, as named between two places."""
    lead = _BODY_START.match(source.masked, start, end)
    if lead is None or lead.end() == end:
        return None, None
    start = lead.end()
    stop = _BODY_END.search(source.masked, start, end)
    body = source.tight[start : stop.start() if stop else end]
    order = _ORDER.match(source.masked, start, end)
    if order is not None:
        named = "" if "〔" in order[0] else _NOT_BODY.sub("", order[0])
        return named or None, order[0]
    return _NOT_BODY.sub("", body) or None, _deciding_act(source, start, end)


def _deciding_act(source: _Source, start: int, end: int) -> str | None:
    unquoted = _DECISION.search(source.masked, start, end)
    index = bisect_left(source.quotations, (start, 0))
    quoted = source.quotations[index] if index < len(source.quotations) else (end, end)
    if unquoted is not None and unquoted.start() < quoted[0]:
        return source.tight[unquoted.start() : unquoted.end()]
    return source.tight[slice(*quoted)] if quoted[1] <= end and quoted[0] < end else None
