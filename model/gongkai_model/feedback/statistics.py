"""Figures of the register: how many messages, how many answered in time. No unit is ranked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from gongkai_model.feedback.judging import due_of
from gongkai_model.feedback.limits import Limits
from gongkai_model.feedback.record import FeedbackRecord, Result
from gongkai_model.working_days import UnknownYear, WorkingDays


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted of some messages.

    Attributes:
        received: All of them.
        valid: Those that are open, 已整改 or 部分整改: not 不属实, 重复 or 非本站.
        closed: Those that are closed, with whatever result.
        on_time: Of the closed ones, those closed by their due date.
        unmeasured: Of the closed ones, those of which nobody can tell, for lack of a calendar;
            they count neither as on time nor in the mean.
        mean_days: Working days from the day after the receipt to the day of closing; None where
            nothing was closed.
    """

    received: int
    valid: int
    closed: int
    on_time: int
    unmeasured: int
    mean_days: Fraction | None

    @property
    def mean_shown(self) -> str:
        """The mean with one digit after the point, half rounded up; empty for none."""
        if self.mean_days is None:
            return ""
        tenths = (self.mean_days * 20 + 1) // 2
        return f"{tenths // 10}.{tenths % 10}"


@dataclass(frozen=True, slots=True)
class Statistics:
    """The figures as known on one day.

    Attributes:
        day: The day.
        total: Of all messages.
        by_class: By class of problem, those without messages too.
        by_result: By result, and those without one yet, under an empty name.
        by_quarter: By quarter of receipt, as in ``2026-Q4``; first to last, without gaps.
    """

    day: date
    total: Figures
    by_class: tuple[tuple[str, Figures], ...]
    by_result: tuple[tuple[str, Figures], ...]
    by_quarter: tuple[tuple[str, Figures], ...]


def feedback_statistics(
    records: Iterable[FeedbackRecord],
    day: date,
    calendar: WorkingDays,
    limits: Limits,
    classes: Sequence[str] = (),
) -> Statistics:
    """Count the messages received up to a day, as far as they were handled on it.

    Args:
        records: The messages, each once.
        day: What happened later does not count.
        calendar: The portal's working days.
        limits: The portal's limits.
        classes: Classes of problems, in the order of their display.
    """
    known = [record for record in records if record.received_at.day <= day]
    others = sorted({record.category for record in known} - set(classes))

    def grouped(
        names: Iterable[str], name_of: Callable[[FeedbackRecord], str]
    ) -> tuple[tuple[str, Figures], ...]:
        return tuple(
            (name, _figures([r for r in known if name_of(r) == name], day, calendar, limits))
            for name in names
        )

    return Statistics(
        day,
        _figures(known, day, calendar, limits),
        grouped([*classes, *others], lambda record: record.category),
        grouped([*Result, ""], lambda record: _result(record, day) or ""),
        grouped(_quarters(known), lambda record: _quarter(record.received_at.day)),
    )


def _result(record: FeedbackRecord, day: date) -> Result | None:
    return record.result if record.closed_on(day) else None


def _figures(
    records: Sequence[FeedbackRecord], day: date, calendar: WorkingDays, limits: Limits
) -> Figures:
    closed = [(record, on) for record in records if (on := record.closed_on(day)) is not None]
    on_time = unmeasured = 0
    taken: list[int] = []
    for record, closed_on in closed:
        due = due_of(record, calendar, limits, day)
        try:
            taken.append(calendar.between(record.received_at.day, closed_on))
        except UnknownYear:
            unmeasured += 1
            continue
        if due.computed is None:
            unmeasured += 1
            taken.pop()
        elif due.on is not None and closed_on <= min(due.on, due.outer):
            on_time += 1
    return Figures(
        received=len(records),
        valid=sum(
            (result := _result(record, day)) is None or result.is_valid for record in records
        ),
        closed=len(closed),
        on_time=on_time,
        unmeasured=unmeasured,
        mean_days=Fraction(sum(taken), len(taken)) if taken else None,
    )


def _quarter(day: date) -> str:
    return f"{day.year}-Q{(day.month + 2) // 3}"


def _quarters(records: Sequence[FeedbackRecord]) -> list[str]:
    if not records:
        return []
    days = [record.received_at.day for record in records]
    first, last = min(days), max(days)
    numbers = range(_serial(first), _serial(last) + 1)
    return [f"{number // 4}-Q{number % 4 + 1}" for number in numbers]


def _serial(day: date) -> int:
    return day.year * 4 + (day.month - 1) // 3
