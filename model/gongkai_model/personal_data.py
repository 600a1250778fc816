"""Personal data in free text: telephone, e-mail, ID and bank card numbers, found and masked.

Names and addresses of people cannot be told from other words; somebody has to look for them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai_model.dates import EARLIEST, LATEST
from gongkai_model.messages import Message, Place, Text
from gongkai_model.organs import Register


class Personal(StrEnum):
    """A sort of personal data."""

    ID_NUMBER = "身份证号码"
    BANK_CARD = "银行卡号"
    MOBILE = "手机号码"
    TELEPHONE = "电话号码"
    EMAIL = "电子邮箱"

    @property
    def english(self) -> str:
        """Its name in English."""
        return {
            "ID_NUMBER": "an ID number",
            "BANK_CARD": "a bank card number",
            "MOBILE": "a mobile number",
            "TELEPHONE": "a telephone number",
            "EMAIL": "an e-mail address",
        }[self.name]


@dataclass(frozen=True, slots=True)
class Hit:
    """Personal data in a text.

    Attributes:
        sort: What it is.
        start: Where it begins in the text.
        end: Where it ends.
        text: As it stands there.
    """

    sort: Personal
    start: int
    end: int
    text: str

    @property
    def masked(self) -> str:
        """What may be shown of it: its first characters, three at most."""
        if self.sort is Personal.EMAIL:
            return f"{self.text[0]}***@***"
        return self.text[:3] + "*" * (len(self.text) - 3)


# As typed on a Chinese keyboard, or to be overlooked: one character stands for one.
_WIDE = {ord(wide): ord(wide) - 0xFEE0 for wide in map(chr, range(0xFF01, 0xFF5F))}
_LEVEL = str.maketrans(
    {
        **{chr(wide): chr(plain) for wide, plain in _WIDE.items()},
        **dict.fromkeys("‐‑‒–—―−ー", "-"),
        **dict.fromkeys("\u00a0\u2002\u2003\u2009\u200b\u200c\u200d\u2060\u3000\t", " "),
    }
)
_NUMERALS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_ONLY_NUMERALS = re.compile("[〇零一二三四五六七八九]{11,19}")

# No digit on either side; the groups of a number are parted alike. Nothing in here can take more
# than a few steps at each place of a text.
_FREE, _END, _GAP = r"(?<![0-9])", r"(?![0-9])", r"([ .-]{1,3})"
_ID = re.compile(
    rf"{_FREE}[1-9][0-9]{{5}}(?:{_GAP}[0-9]{{8}}\1|[0-9]{{8}})[0-9]{{3}}[0-9Xx](?![0-9A-Za-z])"
)
_CARD = re.compile(
    rf"{_FREE}(?:[1-9][0-9]{{15,18}}|[1-9][0-9]{{3}}{_GAP}[0-9]{{4}}\1[0-9]{{4}}\1[0-9]{{4}}"
    rf"(?:\1[0-9]{{1,3}})?){_END}"
)
_MOBILE = re.compile(
    rf"{_FREE}(?:(?:\+|00)?86[ -]?)?1[3-9][0-9](?:[0-9]{{8}}|{_GAP}[0-9]{{4}}\1[0-9]{{4}}"
    rf"|{_GAP}[0-9]{{3}}\2[0-9]{{5}}|[0-9]{_GAP}[0-9]{{3}}\3[0-9]{{4}}){_END}"
)
_AREA = r"(?:(?:\+|00)86[ -]?[1-9][0-9]{1,2}|\(?0[0-9]{2,3}\)?)"
_TELEPHONE = re.compile(
    rf"{_FREE}(?<![0-9]{{4}}[ -])(?:{_AREA}[ -]{{0,3}}[1-9][0-9]{{2,3}}[ -]?[0-9]{{4}}"
    r"|0[0-9]{2,3}-[0-9]{7,8}"
    rf"|[48]00(?:[0-9]{{7}}|-[0-9]{{3}}-[0-9]{{4}}|-[0-9]{{4}}-[0-9]{{3}})){_END}"
)
_CALLED = re.compile(
    r"(?:电话|手机|座机|固话|联系方式|联系我|致电|拨打|来电|tel|phone)[^0-9\n]{0,6}"
    r"(?<![0-9.])([1-9][0-9]{2,3}[ -]?[0-9]{4})(?![0-9年月-])",
    re.IGNORECASE,
)
_EMAIL = re.compile(
    r"(?:(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}|[\u4e00-\u9fff]{1,20})"
    r"@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}(?![\w-])"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def find_personal_data(text: str, known: Collection[str] = ()) -> tuple[Hit, ...]:
    """Return the personal data in a text, in order; nothing is reported twice.

    ID numbers count by date and check digit (GB 11643), bank cards by 16 to 19 digits and Luhn's
    check digit.

    Args:
        text: Of any length.
        known: Telephone numbers that are nobody's own, see ``known_numbers``.
    """
    level = text.translate(_LEVEL)
    spelled = _ONLY_NUMERALS.sub(lambda match: match[0].translate(_NUMERALS), level)
    taken: list[Hit] = []
    for sort, start, end in sorted(_candidates(spelled), key=lambda found: _ORDER[found[0]]):
        if any(start < hit.end and hit.start < end for hit in taken):
            continue
        if _is_known(sort, spelled[start:end], known):
            continue
        taken.append(Hit(sort, start, end, text[start:end]))
    return tuple(sorted(taken, key=lambda hit: hit.start))


_ORDER = {sort: number for number, sort in enumerate(Personal)}


def _candidates(text: str) -> Iterator[tuple[Personal, int, int]]:
    for match in _ID.finditer(text):
        if _is_id_number(_digits(match[0])):
            yield Personal.ID_NUMBER, *match.span()
    for match in _CARD.finditer(text):
        if _passes_luhn(_digits(match[0])):
            yield Personal.BANK_CARD, *match.span()
    for match in _MOBILE.finditer(text):
        yield Personal.MOBILE, *match.span()
    for match in _TELEPHONE.finditer(text):
        yield Personal.TELEPHONE, *match.span()
    for match in _CALLED.finditer(text):
        if not _is_day(_digits(match[1])):
            yield Personal.TELEPHONE, *match.span(1)
    if "@" in text:
        for match in _EMAIL.finditer(text):
            yield Personal.EMAIL, *match.span()


def _digits(text: str) -> str:
    return re.sub("[^0-9X]", "", text.upper())


def _is_day(digits: str) -> bool:
    try:
        return EARLIEST <= date.fromisoformat(digits) <= LATEST
    except ValueError:
        return False


def _is_id_number(number: str) -> bool:
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return born >= EARLIEST and _CHECKS[total % 11] == number[17]


def _passes_luhn(number: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


_PARTS = re.compile(r"\(?(0[0-9]{2,3})\)?[ -]{0,3}([0-9]{7,8})(?![0-9])")
_LOCAL = re.compile(r"([0-9]{7,8})(?![0-9])")


def known_numbers(register: Register) -> frozenset[str]:
    """Return the digits of every telephone number that the organs publish, in all its forms.

    With and without area code and extension.
    """
    found: set[str] = set()
    for organ in register.organs:
        for part in re.split("[,，、;；/]", organ.phone):
            level = part.translate(_LEVEL).strip()
            found.add(_dialled(level))
            if match := _PARTS.match(level):
                found |= {match[1] + match[2], match[2]}
            elif match := _LOCAL.match(level):
                found.add(match[1])
    return frozenset(found - {""})


def _dialled(number: str) -> str:
    """Return the digits as dialled in the country."""
    digits = re.sub("[^0-9]", "", number)
    return re.sub("^(?:00)?86(?=[0-9]{9,})", "", digits)


def _is_known(sort: Personal, number: str, known: Collection[str]) -> bool:
    if sort not in (Personal.MOBILE, Personal.TELEPHONE):
        return False
    digits = _dialled(number)
    if digits in known:
        return True
    if sort is Personal.MOBILE:
        return False
    # The register may leave out the area code; a number from abroad has it without its zero.
    return "0" + digits in known or digits[-8:] in known or digits[-7:] in known


def mask(text: str, known: Collection[str] = ()) -> str:
    """Return the text with what is personal in it masked."""
    parts: list[str] = []
    end = 0
    for hit in find_personal_data(text, known):
        parts += [text[end : hit.start], hit.masked]
        end = hit.end
    return "".join((*parts, text[end:]))


def masked_message(message: Message) -> Message:
    """Return a message that quotes no personal data."""
    what = Text(mask(message.what.zh), mask(message.what.en))
    fix = Text(mask(message.fix.zh), mask(message.fix.en))
    return Message(message.at, what, fix, message.severity)


def personal_data_message(hit: Hit, at: Place) -> Message:
    """Return the error about personal data in a source file."""
    return Message(
        at,
        Text(f"含有{hit.sort}：{hit.masked}", f"it holds {hit.sort.english}: {hit.masked}"),
        Text(
            "删去；个人信息不进仓库，办理中的联系方式另存内部。已提交的，从历史中清除；"
            "单位的办公电话，登记在 data/organs.yml",
            "delete it: personal data never enters the repository; purge it from the history where "
            "it was committed; register telephone numbers of organs in data/organs.yml",
        ),
    )
