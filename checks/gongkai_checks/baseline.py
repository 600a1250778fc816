"""Findings that are known and accepted for a time, so that an old site can start green.

A list of entries, JSON or YAML::

    - rule: links/missing-target
      place: archive/*            # page inside the site, with * and ?
      value: old.pdf              # may be left out
      reason: 旧站附件，正在补录
      owner: 信息中心
      expiry: 2027-03-31
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fnmatch import translate
from functools import cached_property
from pathlib import Path
from typing import Any

from gongkai_checks.profile import read_data
from gongkai_model.messages import NotUnderstood, Text

_REQUIRED = ("rule", "place", "reason", "owner", "expiry")


@dataclass(frozen=True)
class Entry:
    """One accepted finding.

    Attributes:
        rule: Id of the rule.
        place: Page, with ``*`` and ``?``.
        value: The attribute's text; None: any.
        reason: Why it is accepted.
        owner: Who answers for it.
        expires_on: The last day it holds.
    """

    rule: str
    place: str
    value: str | None
    reason: str
    owner: str
    expires_on: date

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(translate(self.place))

    def covers(self, rule: str, page: str | None, value: str | None) -> bool:
        """Tell whether it accepts this place."""
        return (
            rule == self.rule
            and self._pattern.match(page or "") is not None
            and (self.value is None or self.value == value)
        )

    def __str__(self) -> str:
        value = "" if self.value is None else f" {self.value}"
        return f"{self.rule} {self.place}{value} ({self.owner}, {self.expires_on})"


@dataclass(frozen=True, slots=True)
class Baseline:
    """All accepted findings.

    Attributes:
        entries: In the order of the file.
        day: The day that is today.
    """

    entries: tuple[Entry, ...] = ()
    day: date = date.max

    def accepting(self, rule: str, page: str | None, value: str | None) -> int | None:
        """Return the number of the entry that accepts a place; None: it counts."""
        for number, entry in enumerate(self.entries):
            if entry.expires_on >= self.day and entry.covers(rule, page, value):
                return number
        return None


def read_baseline(path: Path, day: date) -> Baseline:
    """Read a baseline.

    Raises:
        NotUnderstood: It is not in that form.
    """
    data = read_data(path)
    if not isinstance(data, list):
        raise _fault(f"{path} 不是列表", f"{path} does not hold a list")
    return Baseline(tuple(_entry(item, number) for number, item in enumerate(data, 1)), day)


def _entry(item: object, number: int) -> Entry:
    if not isinstance(item, Mapping):
        raise _fault(f"第 {number} 条不是键和值", f"entry {number} does not hold keys and values")
    missing = [key for key in _REQUIRED if not item.get(key)]
    if missing:
        raise _fault(f"第 {number} 条缺少 {missing[0]}", f"entry {number} lacks {missing[0]}")
    return Entry(
        rule=str(item["rule"]),
        place=str(item["place"]),
        value=None if item.get("value") is None else str(item["value"]),
        reason=str(item["reason"]),
        owner=str(item["owner"]),
        expires_on=_day(item["expiry"], number),
    )


def _day(value: Any, number: int) -> date:  # noqa: ANN401 - whatever YAML read
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise _fault(
            f"第 {number} 条的 expiry 不是日期：{value!r}",
            f"the expiry of entry {number} is no date: {value!r}",
        ) from None


def _fault(zh: str, en: str) -> NotUnderstood:
    return NotUnderstood(
        Text(zh, en),
        Text(
            f"每条写 {'、'.join(_REQUIRED)}（日期如 2027-03-31）",
            f"each entry has {', '.join(_REQUIRED)} (a day as 2027-03-31)",
        ),
    )
