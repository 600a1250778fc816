"""By when a message is to be answered, and whether it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongkai_model.feedback.limits import Limits
from gongkai_model.feedback.record import FeedbackRecord, Judgement, State, Step, Verdict
from gongkai_model.feedback.sequence import WRONG_DUE
from gongkai_model.messages import Message, Place, Severity, Text
from gongkai_model.personal_data import masked_message
from gongkai_model.working_days import UnknownYear, WorkingDays

OVERDUE, CLOSED_LATE, FUTURE = "overdue", "closed-late", "future-time"


@dataclass(frozen=True, slots=True)
class Due:
    """By when a message is to be answered.

    Attributes:
        on: The last day; None where nobody can tell.
        computed: What the calendar gives for its receipt, extensions left out; None likewise.
        outer: The last day within the outer limit.
        unknown_year: The year that the calendar lacks; 0 where it lacks none.
    """

    on: date | None
    computed: date | None
    outer: date
    unknown_year: int = 0


def due_of(record: FeedbackRecord, calendar: WorkingDays, limits: Limits, day: date) -> Due:
    """Return by when a message is to be answered.

    The day of receipt does not count. What is stated goes before what is computed, and the last
    extension before both.

    Args:
        record: The message.
        calendar: The portal's working days.
        limits: The portal's limits.
        day: Extensions after it are not known yet.
    """
    received_on = record.received_at.day
    outer = limits.outer(received_on)
    computed: date | None = None
    unknown = 0
    try:
        days = limits.complex_days if record.is_complex else limits.days
        computed = min(calendar.after(received_on, days), outer)
    except UnknownYear as error:
        unknown = error.year
    stated = record.due_on
    on = computed if stated is None or stated < received_on else stated
    for step in _extensions(record, day):
        on = step.due_on
    return Due(on, computed, outer, unknown)


def _extensions(record: FeedbackRecord, day: date) -> Iterator[Step]:
    for step in record.steps:
        if step.state is State.EXTENDED and step.at.day <= day:
            yield step


def deadlines(
    record: FeedbackRecord, calendar: WorkingDays, limits: Limits, day: date
) -> tuple[Judgement, ...]:
    """Judge a message by the calendar: its due dates, and where it stands on a day.

    Args:
        record: The message, without mistakes of its own.
        calendar: The portal's working days.
        limits: The portal's limits.
        day: The build date.
    """
    due = due_of(record, calendar, limits, day)
    found = [
        *_future(record, day),
        *_unmeasured(record, due),
        *_stated(record, due),
        *_extended(record, due, day),
        *_late(record, due, day),
    ]
    return tuple(Judgement(one.fault, masked_message(one.message), one.verdict) for one in found)


def _say(
    record: FeedbackRecord,
    line: int,
    fault: str,
    what: Text,
    fix: Text,
    severity: Severity = Severity.ERROR,
    verdict: Verdict = Verdict.FAIL,
) -> Judgement:
    return Judgement(fault, Message(Place(record.path, line), what, fix, severity), verdict)


def _future(record: FeedbackRecord, day: date) -> Iterator[Judgement]:
    moments = [
        (record.received_at, record.line_of("received"), "收到时间"),
        *((step.at, step.line, step.state) for step in record.steps),
    ]
    for at, line, name in moments:
        if at.day > day:
            yield _say(
                record,
                line,
                FUTURE,
                Text(f"“{name}”的时间 {at} 晚于 {day}", f"{name} at {at} is after {day}"),
                Text("核对日期；还没有发生的不写", "check the day; what is to come is not written"),
            )
            return  # what follows it is later still


def _unmeasured(record: FeedbackRecord, due: Due) -> Iterator[Judgement]:
    if due.unknown_year:
        year = due.unknown_year
        yield _say(
            record,
            record.line_of("due") or record.line_of("received"),
            WRONG_DUE,
            Text(
                f"期限未能核对：没有 {year} 年的日历",
                f"the due date was not measured: no calendar for {year}",
            ),
            Text(
                f"按放假通知写 data/calendar/{year}.yml",
                f"write data/calendar/{year}.yml by the notice of the holidays",
            ),
            Severity.WARNING,
            Verdict.NOT_MEASURED,
        )


def _stated(record: FeedbackRecord, due: Due) -> Iterator[Judgement]:
    stated, computed = record.due_on, due.computed
    if stated is None or stated < record.received_at.day:
        return  # the latter has been told
    line = record.line_of("due")
    latest = due.outer if computed is None else computed
    if stated > latest:
        yield _say(
            record,
            line,
            WRONG_DUE,
            Text(
                f"期限 {stated} 晚于应有的 {latest}",
                f"due {stated} is later than it should be, {latest}",
            ),
            Text(
                f"写 {latest}，或删去这一行；确需延长的，记一步“延期”",
                f"write {latest}, or leave it out; what takes longer gets the step 延期",
            ),
        )
    elif computed is not None and stated < computed:
        yield _say(
            record,
            line,
            WRONG_DUE,
            Text(
                f"期限 {stated} 早于按工作日算出的 {computed}",
                f"due {stated} is earlier than {computed}, as counted by working days",
            ),
            Text("核对；有意提前的，可不改", "check it; it may be so on purpose"),
            Severity.WARNING,
        )


def _extended(record: FeedbackRecord, due: Due, day: date) -> Iterator[Judgement]:
    before = record.due_on or due.computed
    for step in _extensions(record, day):
        if step.due_on is None:
            continue  # the reader asks for it
        if step.due_on > due.outer:
            yield _say(
                record,
                step.line,
                WRONG_DUE,
                Text(
                    f"延期到 {step.due_on}，超过最长期限 {due.outer}",
                    f"extended to {step.due_on}, beyond the outer limit {due.outer}",
                ),
                Text("改早；最长期限不能延", "choose an earlier day"),
            )
        elif before is not None and step.due_on <= before:
            yield _say(
                record,
                step.line,
                WRONG_DUE,
                Text(
                    f"延期到 {step.due_on}，不晚于原来的期限 {before}",
                    f"extended to {step.due_on}, no later than the due date before, {before}",
                ),
                Text("核对日期", "check the day"),
            )
        elif before is not None and step.at.day > before:
            yield _say(
                record,
                step.line,
                WRONG_DUE,
                Text(
                    f"{step.at.day} 才延期，期限 {before} 已过",
                    f"extended on {step.at.day}, after the due date {before}",
                ),
                Text("到期之前办理延期", "extend before the due date"),
                Severity.WARNING,
            )
        before = step.due_on


def _late(record: FeedbackRecord, due: Due, day: date) -> Iterator[Judgement]:
    closed_on = record.closed_on(day)
    last = record.steps[-1]
    limit = due.on
    beyond_outer = (closed_on or day) > due.outer
    if beyond_outer:
        limit = due.outer
    if limit is None or (closed_on or day) <= limit:
        return
    name = Text("最长期限", "the outer limit") if beyond_outer else Text("期限", "the due date")
    if closed_on is not None:
        yield _say(
            record,
            last.line,
            CLOSED_LATE,
            Text(
                f"{closed_on} 办结，晚于{name.zh} {limit}",
                f"closed on {closed_on}, after {name.en} {limit}",
            ),
            Text("已成事实，不改记录；查明原因", "leave the record as it is; find out why"),
            Severity.WARNING,
        )
    else:
        yield _say(
            record,
            last.line,
            OVERDUE,
            Text(
                f"到 {day} 还没有办结，{name.zh} {limit} 已过 {(day - limit).days} 天",
                f"not closed on {day}, {(day - limit).days} day(s) after {name.en} {limit}",
            ),
            Text("尽快办结、答复", "close and answer it"),
        )
