"""Days, moments and terms as editors write them: 2022-04-11, 2022年4月11日 17:30, 5年.

A date is always input: nothing here looks at a clock.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import total_ordering

from gongkai_model.messages import NotUnderstood, Text
from gongkai_model.numerals import CHARACTERS, ascii_digits, number

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
"""Outside of these a date is taken for a slip of the keyboard."""

_LONGEST = 60
_DASH = "[-－—–‐‑]"
_DAY = re.compile(
    rf"(?P<y1>[0-9]{{4}})(?:{_DASH}(?P<m1>[0-9]{{1,2}}){_DASH}(?P<d1>[0-9]{{1,2}})"
    r"|[/／](?P<m2>[0-9]{1,2})[/／](?P<d2>[0-9]{1,2})"
    r"|[.．](?P<m3>[0-9]{1,2})[.．](?P<d3>[0-9]{1,2})"
    r"|(?P<m6>[0-9]{2})(?P<d6>[0-9]{2})"
    r"|\s*年\s*(?P<m4>[0-9]{1,2})\s*月\s*(?P<d4>[0-9]{1,2})\s*日)"
    rf"|(?P<y5>[{CHARACTERS}]{{4}})年(?P<m5>[{CHARACTERS}]{{1,3}})月(?P<d5>[{CHARACTERS}]{{1,3}})日"
)
_SHORT_YEAR = re.compile(r"'?[0-9]{2}\s*[-/.年]\s*[0-9]{1,2}\s*[-/.月]\s*[0-9]{1,2}\s*日?")
_NO_DAY = re.compile(r"[0-9]{4}\s*[-/.年]\s*[0-9]{1,2}\s*月?")


def parse_day(text: str) -> tuple[date, bool]:
    """Read a day.

    Args:
        text: ``2022-04-11``; 2022年4月11日, 2022/4/11, 2022.4.11, 二〇二二年四月十一日 and
            full-width digits are understood.

    Returns:
        The day, and whether ``text`` was not written ``2022-04-11``.

    Raises:
        NotUnderstood: ``text`` is not a day, or one that does not exist.
    """
    day = _find_day(text)
    return day, day.isoformat() != text


def _find_day(text: str) -> date:
    level = ascii_digits(text).strip() if len(text) <= _LONGEST else ""
    match = _DAY.fullmatch(level)
    if match is None:
        what = Text(f"不是日期：{_shown(text)}", f"not a date: {_shown(text)}")
        if _SHORT_YEAR.fullmatch(level):
            raise NotUnderstood(
                what,
                Text(
                    "年份写四位，如 2022-04-11", "write the year in four digits, as in 2022-04-11"
                ),
            )
        if _NO_DAY.fullmatch(level):
            raise NotUnderstood(
                what, Text("写明年、月、日，如 2022-04-11", "give the day too, as in 2022-04-11")
            )
        raise NotUnderstood(
            what, Text("写成 年-月-日，如 2022-04-11", "write year-month-day, as in 2022-04-11")
        )
    year, month, day = (number(part) or 0 for part in match.groups() if part is not None)
    return _existing(year, month, day, text)


def _existing(year: int, month: int, day: int, text: str) -> date:
    what = Text(f"没有这一天：{_shown(text)}", f"no such day: {_shown(text)}")
    if not EARLIEST.year <= year <= LATEST.year:
        raise NotUnderstood(
            what,
            Text(
                f"年份应在 {EARLIEST.year} 至 {LATEST.year} 之间",
                f"the year lies between {EARLIEST.year} and {LATEST.year}",
            ),
        )
    if not 1 <= month <= 12:
        raise NotUnderstood(
            what, Text("月份应为 01 至 12", "the month is 01 to 12, before the day")
        )
    first = date(year, month, 1)
    last = _add_months(first, 1) - timedelta(days=1)
    if not 1 <= day <= last.day:
        raise NotUnderstood(
            what,
            Text(
                f"{year}年{month}月为 1 日至 {last.day} 日，核对原件",
                f"{year}-{month:02} has days 1 to {last.day}; look at the original",
            ),
        )
    return first.replace(day=day)


def _add_months(day: date, months: int) -> date:
    """Return the same day of a later month, or the first of the next where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    try:
        return date(day.year + years, month + 1, day.day)
    except ValueError:
        return _add_months(day.replace(day=1), months + 1)


def _shown(text: str) -> str:
    return repr(text if len(text) <= _LONGEST else text[:_LONGEST] + "…")


@total_ordering
@dataclass(frozen=True, slots=True)
class Moment:
    """A day, or a minute of it: never more than was given.

    In order, a day stands before its minutes.

    Attributes:
        day: The day.
        minute: Local time of the portal, to the minute; None where only the day is known.
    """

    day: date
    minute: time | None = None

    def __post_init__(self) -> None:
        minute = self.minute
        if minute is not None and (minute.second or minute.microsecond or minute.tzinfo):
            raise ValueError(f"a moment is a local time in whole minutes, not {minute}")

    def __str__(self) -> str:
        return f"{self.day}" if self.minute is None else f"{self.day} {self.minute:%H:%M}"

    def __lt__(self, other: Moment) -> bool:
        return self._key() < other._key()

    def _key(self) -> tuple[date, bool, time]:
        return self.day, self.minute is not None, self.minute or time.min


_MINUTE = re.compile(
    r"(?P<day>.*?[0-9日])(?:\s+|\s*T\s*|(?<=日))"
    r"(?P<hour>[0-9]{1,2})[:：](?P<minute>[0-9]{2})(?P<second>[:：][0-9]{2})?",
    re.DOTALL,
)


def parse_moment(text: str) -> tuple[Moment, bool]:
    """Read a day or a minute.

    Args:
        text: ``2022-04-22`` or ``2022-04-22 17:30``; every form of a day, a ``T`` between and a
            full-width colon are understood.

    Returns:
        The moment, and whether ``text`` was not in the form of its ``str``.

    Raises:
        NotUnderstood: ``text`` is neither, or does not exist.
    """
    level = ascii_digits(text).strip() if len(text) <= _LONGEST else ""
    match = _MINUTE.fullmatch(level)
    if match is None:
        if ":" in level or "：" in level:
            raise NotUnderstood(
                Text(f"不是时间：{_shown(text)}", f"not a moment: {_shown(text)}"),
                Text(
                    "写成 2022-04-22 17:30（24 小时制）；没有时刻的只写日期",
                    "write 2022-04-22 17:30, on the 24-hour clock, or the day alone",
                ),
            )
        moment = Moment(_find_day(text))
        return moment, str(moment) != text
    hour, minute = int(match["hour"]), int(match["minute"])
    wrong = Text(f"没有这一时刻：{_shown(text)}", f"no such time: {_shown(text)}")
    if hour > 23 or minute > 59:
        raise NotUnderstood(
            wrong, Text("时刻应在 00:00 至 23:59 之间", "the time lies between 00:00 and 23:59")
        )
    if match["second"]:
        raise NotUnderstood(
            Text(f"时刻精确到秒：{_shown(text)}", f"a time with seconds: {_shown(text)}"),
            Text(
                f"只写到分，如 {hour:02}:{minute:02}",
                f"give minutes only, as in {hour:02}:{minute:02}",
            ),
        )
    moment = Moment(_find_day(match["day"]), time(hour, minute))
    return moment, str(moment) != text


@dataclass(frozen=True, slots=True)
class Term:
    """How long a document is in force (有效期): 5年, 2年6个月, 至2027-12-31, 长期.

    Attributes:
        years: Whole years from entry into force.
        months: Months after these.
        until: The last day in force; then years and months are 0. All three unset: 长期.
    """

    years: int = 0
    months: int = 0
    until: date | None = None

    def __post_init__(self) -> None:
        if self.years < 0 or self.months < 0 or (self.until and (self.years or self.months)):
            raise ValueError("a term is either a length or a last day")

    def __str__(self) -> str:
        if self.until is not None:
            return f"至{self.until}"
        years = f"{self.years}年" if self.years else ""
        months = f"{self.months}个月" if self.months else ""
        return years + months or "长期"

    def lapses_on(self, start: date) -> date | None:
        """Return the first day on which the document is no longer in force; None for 长期.

        A term counts the day of entry into force: five years from 2022-06-01 run through
        2027-05-31, so the document has lapsed on 2027-06-01. Where the month has no such day the
        term runs through its last one: one year from 2024-02-29 has lapsed on 2025-03-01.

        Args:
            start: The day of entry into force; not looked at where ``until`` is set.
        """
        if self.until is not None:
            return self.until + timedelta(days=1)
        if not self.years and not self.months:
            return None
        return _add_months(start, 12 * self.years + self.months)

    def end(self, start: date) -> date | None:
        """Return the last day in force, the day before ``lapses_on``; None for 长期."""
        lapses_on = self.lapses_on(start)
        return None if lapses_on is None else lapses_on - timedelta(days=1)


_COUNT = rf"[0-9]{{1,4}}|[{CHARACTERS}]{{1,4}}"
_TERM = re.compile(
    rf"(?:有效期)?[为是]?(?:(?P<years>{_COUNT})年)?零?(?:(?P<months>{_COUNT})个月|(?P<half>半年))?"
)
_UNTIL = re.compile(r"(?:有效期)?[为是]?[至到](?P<day>.{1,40}?)止?")
_LONGEST_TERM = 1200  # months; longer ones are slips of the keyboard


def parse_term(text: str) -> tuple[Term, bool]:
    """Read a term of validity.

    Args:
        text: ``5年``, ``2年6个月``, ``18个月``, ``至2027-12-31`` or ``长期``; Chinese numerals,
            半年, every form of a day, 长期有效 and a leading 有效期 are understood.

    Returns:
        The term, and whether ``text`` was not in the form of its ``str``.

    Raises:
        NotUnderstood: ``text`` is not a term.
    """
    level = "".join(ascii_digits(text).split()) if len(text) <= _LONGEST else ""
    term = _find_term(level)
    if term is None:
        raise NotUnderstood(
            Text(f"不是有效期：{_shown(text)}", f"not a term of validity: {_shown(text)}"),
            Text(
                "写成 5年、2年6个月、18个月、至2027-12-31 或 长期",
                "write 5年, 2年6个月, 18个月, 至2027-12-31 or 长期",
            ),
        )
    return term, str(term) != text


def _find_term(level: str) -> Term | None:
    if level in ("长期", "长期有效", "有效期长期"):
        return Term()
    until = _UNTIL.fullmatch(level)
    if until is not None:
        return Term(until=_find_day(until["day"]))
    match = _TERM.fullmatch(level)
    if match is None:
        return None
    years = number(match["years"] or "0") or 0
    months = 6 if match["half"] else number(match["months"] or "0") or 0
    if not 0 < 12 * years + months <= _LONGEST_TERM:
        return None
    # A part that is there and counts nothing, 0年6个月, is a slip.
    if (match["years"] and not years) or (match["months"] and not months):
        return None
    return Term(years, months)
