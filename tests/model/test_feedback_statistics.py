"""Figures of the register, against counts made by hand with a paper calendar.

Ten messages, as known on 2026-11-01. Public holidays 2026-10-01 to 10-07,
2026-09-20 (a Sunday) and 2026-10-10 are worked; limits 3 and 10 working days, one month.

| no | received   | class | closed     | result | working days | due        | in time |
|----|------------|-------|------------|--------|--------------|------------|---------|
| 1  | 2026-06-29 | 错别字 | 2026-06-29 | 已整改 | 0            | 2026-07-02 | yes     |
| 2  | 2026-07-01 | 错别字 | 2026-07-03 | 不属实 | 2            | 2026-07-06 | yes     |
| 3  | 2026-08-14 | 其他   | 2026-08-21 | 已整改 | 5            | 2026-08-19 | no      |
| 4  | 2026-09-30 | 其他   | 2026-10-10 | 部分整改 | 3 (8, 9, 10) | 2026-10-10 | yes   |
| 5  | 2026-10-09 | 错别字 | 2026-10-12 | 已整改 | 2 (10, 12)   | 2026-10-13 | yes     |
| 6  | 2026-10-10 | 错别字 | 2026-10-10 | 重复   | 0            | 2026-10-14 | yes     |
| 7  | 2026-10-12 | 信息不更新 | 2026-10-23 | 已整改 | 9         | 2026-10-26, complex | yes |
| 8  | 2026-10-13 | 其他   | 2026-10-22 | 已整改 | 7            | extended to 2026-10-22 | yes |
| 9  | 2026-10-26 | 错别字 | open       |        |              | 2026-10-29 |         |
| 10 | 2026-10-30 | 内容不准确 | 2026-11-02 | 非本站 | 1          | 2026-11-04 | open on the day |
"""

from __future__ import annotations

from datetime import date, time, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_model.dates import Moment
from gongkai_model.feedback.limits import Limits
from gongkai_model.feedback.record import FeedbackRecord, Result, State, Step
from gongkai_model.feedback.statistics import Figures, feedback_statistics
from gongkai_model.working_days import WorkingDays

DAY = date(2026, 11, 1)
CLASSES = ("错别字", "信息不更新", "内容不准确")


def _record(number, received, category, closed=None, result=None, *, complex_=False, until=None):
    received_on = date.fromisoformat(received)
    steps = [Step(State.WAITING, Moment(received_on, time(9)))]
    if until is not None:
        steps.append(Step(State.EXTENDED, Moment(received_on), date.fromisoformat(until)))
    if closed is not None:
        steps.append(Step(State.CLOSED, Moment(date.fromisoformat(closed), time(17))))
    return FeedbackRecord(
        f"{number}.yml",
        str(number),
        Moment(received_on, time(9)),
        "/a/",
        category,
        "甲",
        complex_,
        None,
        tuple(steps),
        result=result,
    )


RECORDS = (
    _record(1, "2026-06-29", "错别字", "2026-06-29", Result.FIXED),
    _record(2, "2026-07-01", "错别字", "2026-07-03", Result.UNFOUNDED),
    _record(3, "2026-08-14", "其他", "2026-08-21", Result.FIXED),
    _record(4, "2026-09-30", "其他", "2026-10-10", Result.PARTLY),
    _record(5, "2026-10-09", "错别字", "2026-10-12", Result.FIXED),
    _record(6, "2026-10-10", "错别字", "2026-10-10", Result.DUPLICATE),
    _record(7, "2026-10-12", "信息不更新", "2026-10-23", Result.FIXED, complex_=True),
    _record(8, "2026-10-13", "其他", "2026-10-22", Result.FIXED, until="2026-10-22"),
    _record(9, "2026-10-26", "错别字"),
    _record(10, "2026-10-30", "内容不准确", "2026-11-02", Result.FOREIGN),
)


def _counted(records=RECORDS, day=DAY, calendar=None):
    return feedback_statistics(records, day, calendar or WorkingDays(), Limits(), CLASSES)


STATISTICS = _counted()


@pytest.mark.parametrize(
    ("counted", "by_hand"),
    [
        (STATISTICS.total.received, 10),
        (STATISTICS.total.valid, 8),  # not 2 and 6
        (STATISTICS.total.closed, 8),
        (STATISTICS.total.on_time, 7),  # not 3
        (STATISTICS.total.unmeasured, 0),
        (STATISTICS.total.mean_days, Fraction(28, 8)),  # 0+2+5+3+2+0+9+7
        (STATISTICS.total.mean_shown, "3.5"),
        (
            STATISTICS.by_class,
            (
                ("错别字", Figures(5, 3, 4, 4, 0, Fraction(1))),  # 0+2+2+0
                ("信息不更新", Figures(1, 1, 1, 1, 0, Fraction(9))),
                ("内容不准确", Figures(1, 1, 0, 0, 0, None)),
                ("其他", Figures(3, 3, 3, 2, 0, Fraction(5))),  # 5+3+7
            ),
        ),
        (
            [(name, figures.received) for name, figures in STATISTICS.by_result],
            [("已整改", 5), ("部分整改", 1), ("不属实", 1), ("重复", 1), ("非本站", 0), ("", 2)],
        ),
        (
            [(name, figures.received) for name, figures in STATISTICS.by_quarter],
            [("2026-Q2", 1), ("2026-Q3", 3), ("2026-Q4", 6)],
        ),
        (
            STATISTICS.by_quarter[1][1],
            Figures(3, 2, 3, 2, 0, Fraction(10, 3)),  # 2+5+3
        ),
        (STATISTICS.by_quarter[1][1].mean_shown, "3.3"),
        (STATISTICS.by_quarter[2][1], Figures(6, 5, 4, 4, 0, Fraction(18, 4))),  # 2+0+9+7
        (_counted(day=date(2026, 11, 2)).total, Figures(10, 7, 9, 8, 0, Fraction(29, 9))),
        (_counted(day=date(2026, 7, 2)).total, Figures(2, 2, 1, 1, 0, Fraction(0))),
        (_counted(()).total, Figures(0, 0, 0, 0, 0, None)),
        (_counted(()).by_quarter, ()),
        (
            _counted(RECORDS[:1] + RECORDS[9:]).by_quarter[1],
            ("2026-Q3", Figures(0, 0, 0, 0, 0, None)),
        ),
    ],
)
def test_equals_what_was_counted_by_hand(counted, by_hand):
    assert counted == by_hand


def test_what_no_calendar_tells_is_no_success():
    far = _record(11, "2190-01-05", "其他", "2190-01-06", Result.FIXED)
    total = _counted((*RECORDS, far), day=date(2190, 2, 1)).total
    assert (total.closed, total.on_time, total.unmeasured) == (10, 8, 1)
    assert total.mean_days == Fraction(29, 9)


@pytest.mark.parametrize(
    ("mean", "shown"),
    [
        (Fraction(0), "0.0"),
        (Fraction(1, 20), "0.1"),
        (Fraction(49, 1000), "0.0"),
        (Fraction(7, 4), "1.8"),
        (Fraction(10), "10.0"),
        (None, ""),
    ],
)
def test_means_are_rounded_half_up(mean, shown):
    assert Figures(1, 1, 1, 1, 0, mean).mean_shown == shown


@given(
    st.lists(
        st.builds(
            lambda start, length, result: _record(
                1,
                start.isoformat(),
                "错别字",
                None if result is None else (start + timedelta(days=length)).isoformat(),
                result,
            ),
            st.dates(date(2025, 1, 1), date(2026, 10, 1)),
            st.integers(0, 60),
            st.none() | st.sampled_from(Result),
        )
    )
)
def test_the_parts_add_up(records):
    statistics = _counted(records)
    for parts in (statistics.by_class, statistics.by_result, statistics.by_quarter):
        for name in ("received", "valid", "closed", "on_time", "unmeasured"):
            total = getattr(statistics.total, name)
            assert sum(getattr(figures, name) for _, figures in parts) == total
    assert statistics.total.on_time <= statistics.total.closed <= statistics.total.received
