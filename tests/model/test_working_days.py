"""Working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_model.working_days import UnknownYear, WorkingDays, Year, read_year

TEXT = """\
节假日:
  - 2026-01-01
  - 2026-02-15 至 2026-02-23
调休上班: [2026-02-14, 2026-02-28]
"""


def _calendar():
    messages = []
    year = read_year(TEXT, 2026, "data/calendar/2026.yml", messages)
    assert messages == []
    return WorkingDays({2026: year})


def test_holidays_weekends_and_make_up_days():
    calendar = _calendar()
    assert not calendar.is_working_day(date(2026, 1, 1))
    assert calendar.is_working_day(date(2026, 1, 2))
    assert not calendar.is_working_day(date(2026, 1, 3))
    assert calendar.is_working_day(date(2026, 2, 14))
    assert not calendar.is_working_day(date(2026, 2, 23))


def test_counts_over_holidays():
    assert _calendar().after(date(2026, 2, 13), 2) == date(2026, 2, 24)


def test_a_year_without_calendar_is_not_guessed():
    with pytest.raises(UnknownYear, match="2190"):
        WorkingDays({2189: Year()}).after(date(2189, 12, 31), 1)
    with pytest.raises(UnknownYear, match="1999"):
        WorkingDays().is_working_day(date(1999, 5, 4))


# As the notices of the two years have it.
@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2025-01-26", True),
        ("2025-01-28", False),
        ("2025-09-28", True),
        ("2025-10-08", False),
        ("2026-02-16", False),
        ("2026-10-07", False),
        ("2026-10-09", True),
        ("2026-10-10", True),
        ("2026-10-11", False),
    ],
)
def test_years_with_a_notice_need_no_file(day, works):
    assert WorkingDays().is_working_day(date.fromisoformat(day)) is works


def test_a_file_of_the_portal_goes_before_the_library():
    own = WorkingDays({2026: Year(holidays=frozenset({date(2026, 10, 12)}))})
    assert own.is_working_day(date(2026, 10, 1))
    assert not own.is_working_day(date(2026, 10, 12))


def test_counts_between_two_days():
    calendar = WorkingDays()
    assert calendar.between(date(2026, 9, 30), date(2026, 10, 12)) == 4  # 8, 9, 10, 12
    assert calendar.between(date(2026, 9, 30), date(2026, 9, 30)) == 0
    assert calendar.between(date(2026, 9, 30), date(2026, 9, 1)) == 0


@given(st.dates(date(2010, 1, 1), date(2026, 9, 1)), st.integers(0, 40))
def test_counting_and_going_on_agree(start, count):
    calendar = WorkingDays()
    assert calendar.between(start, calendar.after(start, count)) == count


@given(st.dates(date(2026, 1, 1), date(2026, 9, 1)), st.integers(1, 30))
def test_the_nth_working_day_has_n_working_days_behind_it(start, count):
    calendar = WorkingDays({2026: Year()})
    end = calendar.after(start, count)
    between = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    assert sum(map(calendar.is_working_day, between)) == count


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("节假日: [2025-01-01]\n", 1),
        ("节假日:\n  - 2026-02-30\n", 2),
        ("节假日: [2026-02-23 至 2026-02-15]\n", 1),
        ("节日: [2026-01-01]\n", 1),
        ("调休上班: [2026-02-13]\n", 0),
        ("节假日:\n  - {a: b}\n", 2),
    ],
)
def test_mistakes_have_a_place(text, line):
    messages = []
    read_year(text, 2026, "c.yml", messages)
    assert [message.at.line for message in messages] == [line]
