"""Chinese numerals: 第一百二十三条, 二〇二二年, 两年."""

from __future__ import annotations

_UNITS = {"十": 10, "百": 100, "千": 1000}
_DIGITS = "零一二三四五六七八九"
# The circle and the letter O stand for 〇 in texts typed without it, as in 二○○四年 or 二OO四年.
_ZEROS = "〇○◯OＯ"
_VALUES = {digit: value for value, digit in enumerate(_DIGITS)}
_TO_ZERO = str.maketrans(dict.fromkeys(_ZEROS, "零"))
_TO_ASCII = str.maketrans("０１２３４５６７８９", "0123456789")
_ASCII = frozenset("0123456789")
# Longer than any numeral of this range, written in characters or in digits.
_LONGEST = 18
_TEN_THOUSAND = 10_000
_LIMIT = _TEN_THOUSAND**2

CHARACTERS = "一二三四五六七八九十百千万两零" + _ZEROS
"""Every character a Chinese numeral may consist of."""


def ascii_digits(text: str) -> str:
    """Return ``text`` with full-width digits made ASCII, everything else as it was."""
    return text.translate(_TO_ASCII)


def number(text: str) -> int | None:
    """Read a numeral in Chinese characters, ASCII digits or full-width digits.

    Counting numerals (一百零五) must be complete and in order: 一百五 and 五百一千 are not read.
    Digits set side by side (二〇二二) are read by their places.

    Returns:
        The number, below 100,000,000; None if ``text`` is not a numeral.
    """
    if not text or len(text) > _LONGEST:
        return None
    digits = ascii_digits(text)
    if _ASCII.issuperset(digits):
        value = int(digits)
        return value if value < _LIMIT else None
    if text[0] in "OＯ":
        return None
    text = text.translate(_TO_ZERO)
    if text == "两":
        return 2
    if all(digit in _VALUES for digit in text):
        value = int("".join(str(_VALUES[digit]) for digit in text))
        return value if value < _LIMIT else None
    return _counted(text)


def _counted(text: str) -> int | None:
    """Read a numeral with units, such as 一万零五十."""
    total = section = digit = 0
    for character in text.replace("两", "二"):
        if character in _VALUES:
            digit = _VALUES[character]
        elif character in _UNITS:
            section += (digit or 1) * _UNITS[character]
            digit = 0
        elif character == "万":
            total, section, digit = (section + digit) * _TEN_THOUSAND, 0, 0
        else:
            return None
    value = total + section + digit
    # The sum does not see order or missing zeros; writing it again does.
    if not 0 < value < _LIMIT or _comparable(chinese(value)) != _comparable(text):
        return None
    return value


def _comparable(text: str) -> str:
    """Level the two spellings of ten (十, 一十) and of two (两百, 二百; never 两十 or 十两)."""
    for unit in "百千万":
        text = text.replace("两" + unit, "二" + unit)
    return text.replace("一十", "十")


def chinese(value: int) -> str:
    """Write a number as in 第一百零五条.

    Args:
        value: From 0 to 99,999,999.

    Raises:
        ValueError: ``value`` is out of that range.
    """
    if not 0 <= value < _LIMIT:
        raise ValueError(f"cannot be written in Chinese numerals here: {value}")
    high, low = divmod(value, _TEN_THOUSAND)
    if not high:
        written = _section(low) or "零"
    else:
        gap = "零" if 0 < low < _TEN_THOUSAND // 10 else ""
        written = f"{_section(high)}万{gap}{_section(low)}"
    return written.removeprefix("一") if written.startswith("一十") else written


def _section(value: int) -> str:
    """Write 1 to 9999 with its units; nothing for 0."""
    written = ""
    for unit, character in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            written += _DIGITS[digit] + character
        elif written and value and not written.endswith("零"):
            written += "零"
    return written
