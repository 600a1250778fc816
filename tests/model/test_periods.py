"""Where a period stands on a day, and for how long it is still open."""

from datetime import date

import pytest

from gongkai_model.kinds import kind_named
from gongkai_model.periods import Period, days_left, period_state
from gongkai_model.record import Facts, Outcome

KIND = kind_named("意见征集")
START, END = date(2026, 10, 1), date(2026, 10, 31)


@pytest.mark.parametrize(
    ("given", "day", "state", "left"),
    [
        ({}, START, None, None),
        ({"opens_on": START, "closes_on": END}, date(2026, 9, 30), Period.NOT_OPEN, None),
        ({"opens_on": START, "closes_on": END}, START, Period.OPEN, 30),
        ({"opens_on": START, "closes_on": END}, END, Period.OPEN, 0),
        ({"opens_on": START, "closes_on": END}, date(2026, 11, 1), Period.CLOSED, None),
        ({"opens_on": START, "closes_on": START}, START, Period.OPEN, 0),
        ({"closes_on": END}, date(2020, 1, 1), Period.OPEN, 2495),
        ({"opens_on": START}, date(2030, 1, 1), Period.OPEN, None),
        ({"opens_on": START}, date(2026, 9, 1), Period.NOT_OPEN, None),
    ],
)
def test_where_a_period_stands(given, day, state, left):
    facts = Facts(KIND, **given)
    assert period_state(facts, day) == state
    assert days_left(facts, day) == left


@pytest.mark.parametrize(
    ("on", "day", "state"),
    [
        (date(2026, 11, 10), date(2026, 11, 9), Period.CLOSED),
        (date(2026, 11, 10), date(2026, 11, 10), Period.DONE),
        (date(2026, 10, 20), date(2026, 10, 25), Period.OPEN),  # dated too early: still open
        (date(2026, 10, 20), date(2026, 11, 1), Period.DONE),
    ],
)
def test_an_outcome_counts_once_its_day_has_come_and_the_period_is_over(on, day, state):
    facts = Facts(KIND, opens_on=START, closes_on=END, outcome=Outcome(on, 3, 1))
    assert period_state(facts, day) is state


def test_each_state_has_a_name_for_addresses():
    assert [state.alias for state in Period] == ["not-open", "open", "closed", "done"]
