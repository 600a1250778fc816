"""Years and counts as editors write them: 2026, 2026年, 第3期, 十二."""

from __future__ import annotations

import re

from gongkai_model.messages import NotUnderstood, Text
from gongkai_model.numerals import number

FIRST_YEAR, LAST_YEAR = 1949, 2200
"""Outside of these a year is taken for a slip of the keyboard."""

LARGEST = 999_999
_LONGEST = 20
_YEAR = re.compile(r"(.+?)\s*年度?")
_ISSUE = re.compile(r"(?:总\s*)?第\s*(.+?)\s*[期号]|(.+?)\s*期")


def parse_year(text: str) -> tuple[int, bool]:
    """Read a year.

    Args:
        text: ``2026``; 2026年, 2026年度, 二〇二六 and full-width digits are understood.

    Returns:
        The year, and whether ``text`` was not in the form of its ``str``.

    Raises:
        NotUnderstood: It is no year, or none between 1949 and 2200.
    """
    plain = text.strip()
    match = _YEAR.fullmatch(plain) if len(plain) <= _LONGEST else None
    year = number(match[1] if match else plain)
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotUnderstood(
            Text(f"不是年份：{_shown(text)}", f"not a year: {_shown(text)}"),
            Text(
                f"写四位数字，{FIRST_YEAR} 至 {LAST_YEAR}，如 2026",
                f"write four digits, {FIRST_YEAR} to {LAST_YEAR}, as in 2026",
            ),
        )
    return year, str(year) != text


def parse_number(text: str) -> tuple[int, bool]:
    """Read the number of something that is counted from 1, as an issue.

    Args:
        text: ``3``; 第3期, 总第120期, 三 and full-width digits are understood.

    Returns:
        The number, and whether ``text`` was not in the form of its ``str``.

    Raises:
        NotUnderstood: It is no number from 1 to 999999.
    """
    plain = text.strip()
    match = _ISSUE.fullmatch(plain) if len(plain) <= _LONGEST else None
    value = number(plain if match is None else match[1] or match[2])
    return _within(value, 1, text)


def parse_count(text: str) -> tuple[int, bool]:
    """Read how many there are, or which place something has: 0 to 999999.

    Returns:
        The number, and whether ``text`` was not in the form of its ``str``.

    Raises:
        NotUnderstood: It is no such number.
    """
    return _within(number(text.strip()), 0, text)


def _within(value: int | None, least: int, text: str) -> tuple[int, bool]:
    if value is None or not least <= value <= LARGEST:
        raise NotUnderstood(
            Text(f"不是数目：{_shown(text)}", f"not a number: {_shown(text)}"),
            Text(f"只写整数，{least} 至 {LARGEST}", f"write a whole number, {least} to {LARGEST}"),
        )
    return value, str(value) != text


def _shown(text: str) -> str:
    return repr(text if len(text) <= _LONGEST else text[:_LONGEST] + "…")
