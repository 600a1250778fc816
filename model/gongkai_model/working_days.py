"""Working days: public holidays and make-up days, set year by year by notice (国务院办公厅).

A portal's own ``data/calendar/<year>.yml`` goes before the library ``chinesecalendar``, which holds
the notices of past years. A year that neither knows is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from gongkai_model import front_matter
from gongkai_model.dates import parse_day
from gongkai_model.messages import FileMessages, Message, NotUnderstood, Text
from gongkai_model.tree import Found, read_bytes

FOLDER = "data/calendar"
_FILE = re.compile(re.escape(FOLDER) + r"/(\d{4})\.yml")
_SATURDAY = 5
_NAMES = {"节假日": "holidays", "调休上班": "make_up_days"}
_RANGE = re.compile(r"(.+?)\s*(?:至|到|—|～|~)\s*(.+)")
_LONGEST = timedelta(days=60)


class UnknownYear(LookupError):  # noqa: N818 - it says what is the case
    """No calendar tells the working days of a year.

    Attributes:
        year: The year.
    """

    def __init__(self, year: int) -> None:
        super().__init__(f"no calendar for {year}")
        self.year = year


@dataclass(frozen=True, slots=True)
class Year:
    """The days of one year that differ from Monday to Friday.

    Attributes:
        holidays: Days off.
        make_up_days: Saturdays and Sundays on which people work.
    """

    holidays: frozenset[date] = frozenset()
    make_up_days: frozenset[date] = frozenset()


_FEWEST = 7
"""Holidays of a whole year, at least; New Year's Day of the next one stands in a year's notice."""


@cache
def notified_years() -> Mapping[int, Year]:
    """Return the years whose notices the library holds."""
    from chinese_calendar.constants import holidays, workdays  # most runs ask for no working day

    days: dict[int, tuple[set[date], set[date]]] = {}
    for number, found in enumerate((holidays, workdays)):
        for day in found:
            days.setdefault(day.year, (set(), set()))[number].add(day)
    return {
        year: Year(frozenset(off), frozenset(made_up))
        for year, (off, made_up) in sorted(days.items())
        if len(off) >= _FEWEST
    }


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The portal's calendar.

    Attributes:
        years: The portal's own, by number; they go before the library's.
    """

    years: Mapping[int, Year] = field(default_factory=dict)

    def is_working_day(self, day: date) -> bool:
        """Tell whether people work on ``day``.

        Raises:
            UnknownYear: There is no calendar for its year.
        """
        year = self.years.get(day.year) or notified_years().get(day.year)
        if year is None:
            raise UnknownYear(day.year)
        if day in year.make_up_days:
            return True
        return day.weekday() < _SATURDAY and day not in year.holidays

    def after(self, start: date, count: int) -> date:
        """Return the ``count``-th working day after ``start``; ``start`` is not counted.

        Raises:
            UnknownYear: The count reaches into a year without calendar.
        """
        day = start
        while count > 0:
            day += timedelta(days=1)
            count -= self.is_working_day(day)
        return day

    def between(self, start: date, end: date) -> int:
        """Count the working days after ``start``, up to ``end``; 0 where that is not later.

        Raises:
            UnknownYear: The count reaches into a year without calendar.
        """
        days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
        return sum(map(self.is_working_day, days))


def read_calendar(
    content: Path, found: Iterable[Found], shown: str, messages: list[Message]
) -> WorkingDays:
    """Read the portal's own years.

    Args:
        content: The content folder.
        found: Its files.
        shown: How it is named in messages.
        messages: Mistakes are added here.
    """
    years: dict[int, Year] = {}
    for file in found:
        match = _FILE.fullmatch(file.path)
        if match is not None:
            path = f"{shown}/{file.path}"
            data = read_bytes(content, file.path, shown, messages)
            text = None if data is None else front_matter.decode(data, path, messages)
            if text is not None:
                years[int(match[1])] = read_year(text, int(match[1]), path, messages)
    return WorkingDays(years)


def read_year(text: str, year: int, path: str, messages: list[Message]) -> Year:
    """Read the calendar of one year.

    Args:
        text: ``节假日`` and ``调休上班``, each a list of days or of ``first 至 last``.
        year: The year that the file is named for.
        path: For messages.
        messages: Mistakes are added here.
    """
    report = FileMessages(path, messages)
    labels = front_matter.read_labels(text, path, messages)
    found: dict[str, frozenset[date]] = {}
    for key, value in labels.entries if labels else ():
        name = _NAMES.get(key.text, key.text)
        if name not in _NAMES.values():
            report.error(
                key.line,
                Text(f"日历没有“{key.text}”这一项", f"a calendar has no field {key.text!r}"),
                Text(f"可用：{'、'.join(_NAMES)}", f"known: {', '.join(_NAMES)}"),
            )
            continue
        found[name] = _days(value, year, report)
    result = Year(**found)
    for day in sorted(result.make_up_days):
        if day.weekday() < _SATURDAY or day in result.holidays:
            report.error(
                0,
                Text(f"调休上班日 {day} 不是周末，或又是节假日", f"{day} is no day to make up on"),
                Text("核对当年的放假通知", "check the notice of the year's holidays"),
            )
    return result


def _days(value: front_matter.Value, year: int, report: FileMessages) -> frozenset[date]:
    days: set[date] = set()
    items = value.items if isinstance(value, front_matter.Sequence) else (value,)
    for item in items:
        text = item.text.strip() if isinstance(item, front_matter.Scalar) else ""
        match = _RANGE.fullmatch(text)
        try:
            first = parse_day(match[1] if match else text)[0]
            last = parse_day(match[2])[0] if match else first
        except NotUnderstood as error:
            report.error(item.line, error.what, error.fix)
            continue
        if last < first or last - first > _LONGEST or {first.year, last.year} != {year}:
            report.error(
                item.line,
                Text(f"{text!r} 不是 {year} 年的一段日子", f"{text!r} are no days of {year}"),
                Text("写“2026-02-15 至 2026-02-23”", "write '2026-02-15 至 2026-02-23'"),
            )
            continue
        days |= {first + timedelta(days=n) for n in range((last - first).days + 1)}
    return frozenset(days)
