"""Document numbers (发文字号): 国办发〔2022〕8号, 国务院令第711号, 税务总局公告2022年第8号."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from gongkai_model.messages import NotUnderstood, Text, quoted
from gongkai_model.numerals import CHARACTERS, ascii_digits, chinese, number
from gongkai_model.pack import Numbering


class Form(StrEnum):
    """How a number is put together."""

    LETTER = "letter"
    """Code, year in six-cornered brackets, serial: 国办发〔2022〕8号."""
    ORDER = "order"
    """An order or announcement counted without regard to years: 国务院令第711号."""
    YEARLY = "yearly"
    """An order or announcement counted anew each year: 税务总局公告2022年第8号."""


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """The number an organ gives a document.

    Attributes:
        organ_code: All that stands before year and serial: ``国办发``, ``国务院令``,
            ``财政部 税务总局公告`` (issuers of a joint announcement may be set apart by one blank).
        year: Gregorian year, four digits; None for ``Form.ORDER`` and only there.
        serial: Running number, from 1.
        form: How the parts are put together.
        in_characters: The serial is written 第六十三号; the same number as 第63号.
    """

    organ_code: str
    year: int | None
    serial: int
    form: Form = Form.LETTER
    in_characters: bool = field(default=False, compare=False)
    written: str = field(default="", compare=False)
    """As another country's pack has it; empty for 发文字号."""

    def __post_init__(self) -> None:
        if (self.year is None) != (self.form is Form.ORDER):
            raise ValueError(f"{self.form} number with year {self.year}")
        if self.in_characters and self.form is Form.LETTER:
            raise ValueError("the serial after a year in brackets is written in digits")

    def __str__(self) -> str:
        if self.written:
            return self.written
        if self.form is Form.LETTER:
            return f"{self.organ_code}〔{self.year}〕{self.serial}号"
        serial = chinese(self.serial) if self.in_characters else self.serial
        year = "" if self.year is None else f"{self.year}年"
        return f"{self.organ_code}{year}第{serial}号"


# Documents that carry an organ's name instead of its code, and 第 before the serial.
_WORD = r"(?:令|公告|通告)"
_OPEN, _CLOSE = r"[〔\[（(【［﹝]", r"[〕\]）)】］﹞]"
# A code may have digits, letters and brackets in it; 的 and 第 show that a sentence was given.
_CODE = r"(?P<code>[\u3400-\u9fff][\u3400-\u9fffA-Za-z0-9（）()、 ·]{0,79}?)"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_SERIAL = r"(?P<serial>[1-9][0-9]{0,5})"
_NOT_IN_CODE = re.compile(r"[的第]|关于|[0-9]号")

_LETTER = re.compile(rf"{_CODE} ?{_OPEN} ?{_YEAR} ?{_CLOSE} ?{_SERIAL} ?号")
_NAMED = re.compile(
    rf"{_CODE}(?<=令|告) ?(?:{_YEAR} ?年 ?)?"
    rf"第 ?(?:{_SERIAL}|(?P<characters>[{CHARACTERS}]{{1,12}})) ?号"
)
_ENDS_IN_WORD = re.compile(rf".*{_WORD}")
_WORD_ALONE = re.compile(_WORD)
_LONGEST = 120


def parse(text: str) -> DocumentNumber:
    """Read a number in its official form.

    Raises:
        NotUnderstood: ``text`` is not in that form; the remedy names it where it can be told.
    """
    found, normalised = read(text)
    if normalised:
        raise NotUnderstood(_not_a_number(text), _write(str(found)))
    return found


def read(text: str) -> tuple[DocumentNumber, bool]:
    """Read a number that may be written with other brackets, blanks or full-width digits.

    Returns:
        The number, and whether ``text`` was not in the official form.

    Raises:
        NotUnderstood: ``text`` is not a document number.
    """
    found = _find(text)
    if found is None:
        raise NotUnderstood(_not_a_number(text), _remedy(text))
    return found, str(found) != text


def numbered(text: str, numbering: Numbering) -> tuple[DocumentNumber, bool]:
    """Read a number in the form of another country's pack; blanks count as one.

    Returns:
        The number, and whether ``text`` had other blanks.

    Raises:
        NotUnderstood: ``text`` is not of that form.
    """
    written = " ".join(text.split())
    match = numbering.pattern.fullmatch(written) if len(written) <= _LONGEST else None
    parts = match.groupdict() if match else {}
    if not (parts.get("serial") or "").isdecimal() or not (parts.get("year") or "0").isdecimal():
        raise NotUnderstood(_not_a_number(text), _write(numbering.example))
    year = int(parts["year"]) if parts.get("year") else None
    form = Form.LETTER if year is not None else Form.ORDER
    number_ = DocumentNumber(parts["code"] or "", year, int(parts["serial"]), form, written=written)
    return number_, written != text


def _find(text: str) -> DocumentNumber | None:
    if len(text) > _LONGEST:
        return None
    tidied = _level(text)
    match = _LETTER.fullmatch(tidied)
    if match is not None:
        code = _code(match["code"])
        if _NOT_IN_CODE.search(code):
            return None
        return DocumentNumber(code, int(match["year"]), int(match["serial"]))
    match = _NAMED.fullmatch(tidied)
    if match is None:
        return None
    code = _code(match["code"])
    written = match["characters"]
    serial = number(written or match["serial"])
    # 〇〇八 set side by side is not how a serial is written out.
    if not serial or (written and chinese(serial) != written) or not _ENDS_IN_WORD.fullmatch(code):
        return None
    if _NOT_IN_CODE.search(code) or _WORD_ALONE.fullmatch(code):
        return None
    year = match["year"]
    return DocumentNumber(
        code,
        int(year) if year else None,
        serial,
        Form.YEARLY if year else Form.ORDER,
        in_characters=written is not None,
    )


def _level(text: str) -> str:
    """Return ``text`` with ASCII digits and single blanks."""
    return " ".join(ascii_digits(text).split())


def _code(text: str) -> str:
    """Return a code without blanks, but for those between the issuers of a joint announcement.

    Spread type (国 务 院 令) and a blank before 公告 divide no names.
    """
    parts = text.split(" ")
    if not _ENDS_IN_WORD.fullmatch(text):
        return "".join(parts)
    code = parts[0]
    for before, part in pairwise(parts):
        divides = len(before) > 1 and len(part) > 1 and not _WORD_ALONE.fullmatch(part)
        code += f" {part}" if divides else part
    return code


def _not_a_number(text: str) -> Text:
    shown = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    return Text(f"不是发文字号：{quoted(shown)}", f"not a document number: {quoted(shown)}")


def _write(form: str) -> Text:
    return Text(f"改为 {form}", f"write {form}")


# Numbers an editor plainly meant, with the usual slips.
_MEANT = re.compile(
    rf"{_CODE} ?{_OPEN}? ?{_YEAR} ?年? ?{_CLOSE}? ?第? ?0*{_SERIAL} ?[号號]?"
    rf"|(?P<order>[^0-9第]{{1,80}}{_WORD}) ?第? ?0*(?P<count>[1-9][0-9]{{0,5}}) ?[号號]?"
)


def _remedy(text: str) -> Text:
    """Say the right form, of the very number where it can be told."""
    meant = _MEANT.fullmatch(_level(text)) if len(text) <= _LONGEST else None
    if meant is not None:
        if meant["order"]:
            guess = f"{_code(meant['order'])}第{meant['count']}号"
        elif _ENDS_IN_WORD.fullmatch(_code(meant["code"])):
            guess = f"{_code(meant['code'])}{meant['year']}年第{meant['serial']}号"
        else:
            guess = f"{_code(meant['code'])}〔{meant['year']}〕{meant['serial']}号"
        if _find(guess) is not None:
            return Text(
                f"改为 {guess}（年份四位，用六角括号〔〕；序号不编虚位，不加“第”字，后加“号”）"
                if "〔" in guess
                else f"改为 {guess}",
                f"write {guess} (a four-digit year in 〔 〕; a serial without leading zero "
                "or 第, followed by 号)"
                if "〔" in guess
                else f"write {guess}",
            )
    return Text(
        "写成 国办发〔2022〕8号、国务院令第711号 或 税务总局公告2022年第8号 的形式",
        "write it like 国办发〔2022〕8号, 国务院令第711号 or 税务总局公告2022年第8号",
    )
