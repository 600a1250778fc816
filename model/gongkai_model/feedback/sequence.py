"""The handling of a message, step by step: states in order, times forward, results proven."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from gongkai_model.dates import Moment
from gongkai_model.feedback.record import FIELDS, Result, State, Step
from gongkai_model.feedback.transitions import transitions
from gongkai_model.messages import Message, Place, Text

ILLEGAL, BACKWARDS = "illegal-transition", "time-backwards"
WRONG_DUE, INCOMPLETE = "wrong-due", "incomplete"
_NAMES = {one.alias: one.name for one in FIELDS}


@dataclass(frozen=True, slots=True)
class Draft:
    """A message as far as it was understood.

    Attributes:
        lines: Of the fields that are given, understood or not, by alias.
        received_at: None where it was not understood.
        steps: Those that were understood.
        has_all_steps: There are no others.
        due_on: As stated.
        result: As stated; None also where it was not understood.
    """

    lines: Mapping[str, int]
    received_at: Moment | None
    steps: tuple[Step, ...]
    has_all_steps: bool
    due_on: date | None
    result: Result | None


def sequence_faults(draft: Draft, path: str) -> Iterator[tuple[str, Message]]:
    """Yield what is wrong with the handling whatever the day is: the fault and its message."""
    for fault, line, what, fix in _faults(draft):
        yield fault, Message(Place(path, line), what, fix)


_Fault = tuple[str, int, Text, Text]


def _faults(draft: Draft) -> Iterator[_Fault]:
    if draft.has_all_steps and draft.steps:
        yield from _order(draft)
        yield from _ending(draft)
    yield from _times(draft)
    received, due_on = draft.received_at, draft.due_on
    if received is not None and due_on is not None and due_on < received.day:
        yield (
            WRONG_DUE,
            draft.lines["due"],
            Text(f"期限 {due_on} 早于收到的 {received.day}", f"due {due_on} is before the receipt"),
            Text("核对两个日期", "check both days"),
        )


def _order(draft: Draft) -> Iterator[_Fault]:
    table = transitions()
    first = draft.steps[0]
    if first.state is not table.first:
        yield (
            ILLEGAL,
            first.line,
            Text(f"办理过程从“{first.state}”开始", f"the handling begins with {first.state}"),
            Text(f"第一步写“{table.first}”", f"begin with {table.first}"),
        )
    for before, step in pairwise(draft.steps):
        if step.state not in table.next[before.state]:
            known = "、".join(table.next[before.state])
            yield (
                ILLEGAL,
                step.line,
                Text(
                    f"“{before.state}”之后不能是“{step.state}”",
                    f"{step.state} cannot follow {before.state}",
                ),
                Text(f"其后可以是：{known}", f"what may follow: {known}")
                if known
                else Text(
                    "已办结的不再变动；再有问题，作为新的一条",
                    "nothing follows: what comes later is a new message",
                ),
            )
        elif step.state is table.last and not table.closes(before.state, draft.result):
            results = "、".join(table.closing[before.state])
            yield (
                ILLEGAL,
                step.line,
                Text(
                    f"结果为“{draft.result}”的，不能从“{before.state}”直接办结",
                    f"with {draft.result} it cannot be closed straight from {before.state}",
                ),
                Text(f"能直接办结的只有：{results}", f"this is for {results} only"),
            )


def _ending(draft: Draft) -> Iterator[_Fault]:
    last = draft.steps[-1]
    is_closed = last.state is transitions().last
    if is_closed and "result" not in draft.lines:
        yield (
            INCOMPLETE,
            last.line,
            Text("已办结，但没有写“结果”", "it is closed, but there is no result"),
            Text(f"写上：{'、'.join(Result)}", f"give one of {', '.join(Result)}"),
        )
    if not is_closed and "result" in draft.lines:
        yield (
            INCOMPLETE,
            draft.lines["result"],
            Text(f"还在“{last.state}”，却写了“结果”", f"it has a result, but is {last.state}"),
            Text("办结以后再写；已办结的，补上这一步", "add the step 已办结, or leave it out"),
        )
    needed: tuple[str, ...] = ()
    if is_closed and draft.result is not None:
        needed = transitions().needed.get(draft.result, ())
    if any(step.state is State.FORWARDED for step in draft.steps):
        needed = ("unit", *needed)
    missing = [alias for alias in needed if alias not in draft.lines]
    if missing:
        because = draft.result if draft.result is not None and is_closed else State.FORWARDED
        yield (
            INCOMPLETE,
            last.line,
            Text(
                f"“{because}”的要写{'、'.join(_NAMES[alias] for alias in missing)}",
                f"{because} asks for {', '.join(missing)}",
            ),
            Text("补上", "add it"),
        )


def _times(draft: Draft) -> Iterator[_Fault]:
    moments = [(step.at, step.line, step.state) for step in draft.steps]
    if draft.received_at is not None and moments and is_before(moments[0][0], draft.received_at):
        yield (
            BACKWARDS,
            moments[0][1],
            Text(
                f"“{moments[0][2]}”的时间 {moments[0][0]} 早于收到时间 {draft.received_at}",
                f"{moments[0][2]} at {moments[0][0]} is before the receipt at {draft.received_at}",
            ),
            Text("核对时间", "check the times"),
        )
    for (before, _, earlier), (at, line, state) in pairwise(moments):
        if is_before(at, before):
            yield (
                BACKWARDS,
                line,
                Text(
                    f"“{state}”的时间 {at} 早于上一步“{earlier}”的 {before}",
                    f"{state} at {at} is before {earlier} at {before}",
                ),
                Text("核对时间；各步按先后写", "check the times; write the steps in order"),
            )


def is_before(one: Moment, other: Moment) -> bool:
    """Tell whether ``one`` surely lies before ``other``; a day alone may be any minute of it."""
    if one.minute is None or other.minute is None:
        return one.day < other.day
    return one < other
