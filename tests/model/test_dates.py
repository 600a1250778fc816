"""Days, moments and terms."""

from datetime import UTC, date, time, timedelta
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_model.dates import (
    EARLIEST,
    LATEST,
    Moment,
    Term,
    parse_day,
    parse_moment,
    parse_term,
)
from gongkai_model.messages import NotUnderstood
from gongkai_model.numerals import chinese

days = st.dates(EARLIEST, LATEST)
minutes = st.times().map(lambda at: at.replace(second=0, microsecond=0))
moments = st.builds(Moment, days, st.none() | minutes)
terms = st.one_of(
    st.just(Term()),
    st.builds(lambda day: Term(until=day), days),
    st.builds(Term, st.integers(0, 50), st.integers(0, 600)),
)


@given(days)
def test_reads_the_day_it_writes(day):
    assert parse_day(str(day)) == (day, False)


@given(days)
def test_reads_a_day_in_every_form(day):
    y, m, d = day.year, day.month, day.day
    digits = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(y))
    for text in (
        f"{y}年{m}月{d}日",
        f"{y}年{m:02}月{d:02}日",
        f"{y} 年 {m} 月 {d} 日",
        f"{y}/{m}/{d}",
        f"{y}.{m:02}.{d:02}",
        f"{y}－{m:02}－{d:02}",
        f" {day}",
        f"{digits}年{chinese(m)}月{chinese(d)}日",
        str(day).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    ):
        assert parse_day(text) == (day, True)


def test_a_single_digit_is_normalised():
    assert parse_day("2022-4-1") == (date(2022, 4, 1), True)


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("2022-02-30", "1 日至 28 日"),
        ("2024-02-30", "1 日至 29 日"),
        ("2022-04-31", "1 日至 30 日"),
        ("2199-12-32", "1 日至 31 日"),
        ("2022-04-00", "1 日至 30 日"),
        ("2022-13-01", "01 至 12"),
        ("2022-00-01", "01 至 12"),
        ("22-04-11", "四位"),
        ("22年4月11日", "四位"),
        ("0202-04-11", "1900"),
        ("2202-04-11", "2199"),
        ("2022年4月", "年、月、日"),
        ("2022-04", "年、月、日"),
        ("2022", "年-月-日"),
        ("2022041", "年-月-日"),
        ("2022-04/11", "年-月-日"),
        ("2022-04-11 17:30", "年-月-日"),
        ("今天", "年-月-日"),
        ("", "年-月-日"),
    ],
)
def test_says_what_is_wrong_with_a_day(text, remedy):
    with pytest.raises(NotUnderstood) as caught:
        parse_day(text)
    assert remedy in caught.value.fix.zh
    assert repr(text) in caught.value.what.zh
    assert repr(text) in caught.value.what.en


@given(moments)
def test_reads_the_moment_it_writes(moment):
    assert parse_moment(str(moment)) == (moment, False)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2022-04-22T17:30", "2022-04-22 17:30"),
        ("2022-04-22 17：30", "2022-04-22 17:30"),
        ("2022-04-22  9:05", "2022-04-22 09:05"),
        ("2022年4月22日17:30", "2022-04-22 17:30"),
        ("２０２２年４月２２日 １７：３０", "2022-04-22 17:30"),
        ("2022年4月22日", "2022-04-22"),
        ("2022/4/22 00:00", "2022-04-22 00:00"),
    ],
)
def test_normalises_a_moment(text, written):
    moment, normalised = parse_moment(text)
    assert (str(moment), normalised) == (written, True)


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("2022-04-22 24:00", "00:00 至 23:59"),
        ("2022-04-22 17:60", "00:00 至 23:59"),
        ("2022-04-22 17:30:05", "17:30"),
        ("2022-04-22 5:30 PM", "24 小时制"),
        ("2022-04-22 17:30+08:00", "24 小时制"),
        ("17:30", "24 小时制"),
        ("2022-04-31 17:30", "1 日至 30 日"),
        ("明天", "年-月-日"),
    ],
)
def test_says_what_is_wrong_with_a_moment(text, remedy):
    with pytest.raises(NotUnderstood) as caught:
        parse_moment(text)
    assert remedy in caught.value.fix.zh


def test_moments_are_in_order_a_day_before_its_minutes():
    day, midnight = Moment(date(2022, 4, 22)), Moment(date(2022, 4, 22), time(0, 0))
    noon, next_day = Moment(date(2022, 4, 22), time(12, 0)), Moment(date(2022, 4, 23))
    assert sorted([next_day, noon, midnight, day]) == [day, midnight, noon, next_day]
    assert day != midnight
    assert day <= midnight < noon


@pytest.mark.parametrize("minute", [time(1, 2, 3), time(1, 2, 0, 4), time(1, 2, tzinfo=UTC)])
def test_a_moment_is_a_local_minute(minute):
    with pytest.raises(ValueError, match="whole minutes"):
        Moment(date(2022, 4, 22), minute)


@given(terms)
def test_reads_the_term_it_writes(term):
    assert parse_term(str(term)) == (term, False)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("五年", Term(5)),
        ("两年", Term(2)),
        ("２ 年", Term(2)),
        ("二年六个月", Term(2, 6)),
        ("2年零6个月", Term(2, 6)),
        ("十八个月", Term(0, 18)),
        ("半年", Term(0, 6)),
        ("有效期5年", Term(5)),
        ("有效期为五年", Term(5)),
        ("至2027年12月31日", Term(until=date(2027, 12, 31))),
        ("有效期至2027年12月31日止", Term(until=date(2027, 12, 31))),
        ("长期有效", Term()),
    ],
)
def test_normalises_a_term(text, term):
    assert parse_term(text) == (term, True)


@pytest.mark.parametrize(
    "text",
    ["", "有效期", "0年", "0年6个月", "2年0个月", "6月", "一年半", "101年", "1201个月", "五", "5",
     "2027-12-31", "至2027-02-30", "至", "永久", "5年5年"],
)  # fmt: skip
def test_refuses_what_is_no_term(text):
    with pytest.raises(NotUnderstood):
        parse_term(text)


@pytest.mark.parametrize(
    ("term", "start", "lapses_on"),
    [
        (Term(5), date(2022, 6, 1), date(2027, 6, 1)),
        (Term(1), date(2024, 2, 29), date(2025, 3, 1)),
        (Term(4), date(2024, 2, 29), date(2028, 2, 29)),
        (Term(1), date(2023, 3, 1), date(2024, 3, 1)),
        (Term(0, 1), date(2022, 1, 31), date(2022, 3, 1)),
        (Term(0, 18), date(2022, 12, 1), date(2024, 6, 1)),
        (Term(2, 6), date(2022, 8, 31), date(2025, 3, 1)),
        (Term(0, 12), date(2022, 12, 31), date(2023, 12, 31)),
        (Term(until=date(2027, 12, 31)), date(2022, 6, 1), date(2028, 1, 1)),
    ],
)
def test_lapses_on_the_day_after_the_term(term, start, lapses_on):
    assert term.lapses_on(start) == lapses_on
    assert term.end(start) == lapses_on - timedelta(days=1)


def test_a_text_in_force_for_good_does_not_lapse():
    assert Term().lapses_on(date(2022, 6, 1)) is None
    assert Term().end(date(2022, 6, 1)) is None


@given(days, st.integers(0, 50), st.integers(1, 600))
def test_a_term_ends_in_the_month_it_counts_to(start, years, months):
    end = Term(years, months).end(start)
    counted = (end.year - start.year) * 12 + end.month - start.month
    first_of_month = start.day == 1
    assert counted == 12 * years + months - first_of_month
    assert end >= start


def test_a_term_is_a_length_or_a_day():
    with pytest.raises(ValueError, match="either"):
        Term(5, until=date(2027, 12, 31))
    with pytest.raises(ValueError, match="either"):
        Term(-1)


@pytest.mark.parametrize("reads", [parse_day, parse_moment, parse_term])
@given(text=st.text() | st.text(alphabet="0123456789-/.年月日个至期长有效T：: 二〇十"))
def test_raises_nothing_else(reads, text):
    try:
        found, normalised = reads(text)
    except NotUnderstood:
        return
    assert normalised == (str(found) != text)
    assert reads(str(found)) == (found, False)


@pytest.mark.parametrize("reads", [parse_day, parse_moment, parse_term])
@pytest.mark.parametrize("part", ["0", "2022-", "2022年", " ", "二", "至", "2022-04-11 "])
def test_hostile_length_costs_nothing(reads, part):
    start = perf_counter()
    for length in (12, 55, 100_000):
        with pytest.raises(NotUnderstood):
            reads(part * length + "!")
    assert perf_counter() - start < 0.5
