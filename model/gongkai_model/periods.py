"""What is open for a while, 公示, 征集 or 申报: where it stands on a day."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from gongkai_model.record import Facts, Outcome


class Period(StrEnum):
    """Where a period stands on a day."""

    NOT_OPEN = "未开始"
    OPEN = "进行中"
    CLOSED = "已截止"
    DONE = "已反馈结果"

    @property
    def alias(self) -> str:
        """English name, for addresses and data."""
        return self.name.lower().replace("_", "-")


def period_state(facts: Facts, day: date) -> Period | None:
    """Return where the period of a record stands on ``day``; None for a record without one.

    截止日期 is the last day on which it is open. What came of it counts once it is over and the day
    of the outcome has come.
    """
    if facts.opens_on is None and facts.closes_on is None:
        return None
    if facts.opens_on is not None and day < facts.opens_on:
        return Period.NOT_OPEN
    if facts.closes_on is None or day <= facts.closes_on:
        return Period.OPEN
    return Period.CLOSED if outcome_of(facts, day) is None else Period.DONE


def days_left(facts: Facts, day: date) -> int | None:
    """Return on how many days after ``day`` it is still open: 0 on the last day.

    None unless it is open on ``day`` and has an end.
    """
    if facts.closes_on is None or period_state(facts, day) is not Period.OPEN:
        return None
    return (facts.closes_on - day).days


def outcome_of(facts: Facts, day: date) -> Outcome | None:
    """Return what came of a consultation as far as it is known on ``day``."""
    outcome = facts.outcome
    return outcome if outcome is not None and outcome.on <= day else None
