"""Index numbers (索引号) such as 000014349/2022-00039.

Portals number in several ways; the forms seen on the central portal and on several local ones are
known here, and a portal with a form of its own sets a pattern. The text is kept as it was given.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from gongkai_model.messages import NotUnderstood, Text, quoted

# The organisation code of GB 11714 is eight characters and a check character; a portal may leave
# the check character away, and codes one character shorter are in use.
_ORGANISATION = r"(?P<code>[0-9A-Z]{7,8}-?[0-9A-Z]|[0-9A-HJ-NPQRTUWXY]{18})"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_FORMS = (
    re.compile(rf"{_ORGANISATION}/{_YEAR}-[0-9]{{5}}"),
    re.compile(rf"{_ORGANISATION}-{_YEAR}-[0-9]{{5,6}}"),
    # Six parts: area, department, class, group, date, serial.
    re.compile(rf"[0-9]{{6}}(?:-[0-9A-Z]{{1,18}}){{3}}-{_YEAR}(?:[0-9]{{2}}){{0,2}}-[0-9]{{1,8}}"),
    # Area, department, kind, section, year and serial, undivided.
    re.compile(r"[0-9]{21}"),
)
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class IndexNumber:
    """The number under which a portal catalogues a piece of information.

    Attributes:
        text: Exactly as given.
        code: The issuing body's organisation code or unified social credit code; None where the
            form has no such part.
        year: The year in the number; None where the form does not show one.
    """

    text: str
    code: str | None = None
    year: int | None = None

    def __str__(self) -> str:
        return self.text

    @property
    def check_digit_ok(self) -> bool | None:
        """Whether the code's check character is right; None for a code without one."""
        if self.code is None:
            return None
        code = self.code.replace("-", "")
        if len(code) == 9:  # GB 11714
            return _organisation_check(code[:8]) == code[8]
        if len(code) == 18:  # GB 32100
            return _credit_check(code[:17]) == code[17]
        return None


def parse(text: str, pattern: str | None = None) -> IndexNumber:
    """Read an index number.

    Args:
        text: The number, without blanks around it.
        pattern: The portal's own form as a regular expression for the whole number. It replaces
            the known forms. Its groups named ``code`` and ``year``, if any, are taken over.

    Raises:
        NotUnderstood: ``text`` has none of the known forms, or not that of ``pattern``.
        re.error: ``pattern`` is not a regular expression.
    """
    found = _find(text, pattern)
    if found is None:
        raise NotUnderstood(*_mistake(text, pattern))
    return found


def _find(text: str, pattern: str | None) -> IndexNumber | None:
    if len(text) > _LONGEST:
        return None
    for form in _FORMS if pattern is None else (_compiled(pattern),):
        match = form.fullmatch(text)
        if match is not None:
            parts = match.groupdict()
            year = parts.get("year")
            return IndexNumber(text, parts.get("code"), _year(year) if year else None)
    return None


@lru_cache(maxsize=8)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _year(text: str) -> int | None:
    return int(text) if text.isdecimal() else None


def _mistake(text: str, pattern: str | None) -> tuple[Text, Text]:
    shown = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    what = Text(f"不是索引号：{quoted(shown)}", f"not an index number: {quoted(shown)}")
    tidied = "".join(unicodedata.normalize("NFKC", shown).upper().split())
    if tidied != text and _find(tidied, pattern) is not None:
        return what, Text(f"改为 {tidied}", f"write {tidied}")
    if pattern is not None:
        return what, Text(
            f"按本站设置的格式填写：{pattern}", f"use the form set for this portal: {pattern}"
        )
    return what, Text(
        "写成 组织机构代码或统一社会信用代码/年份-五位流水号，如 000014349/2022-00039；"
        "本站另有格式的，在设置中写明",
        "write organisation or credit code/year-five digits, as in 000014349/2022-00039; "
        "a portal with another form names it in its settings",
    )


def _organisation_check(body: str) -> str:
    """Return the check character of an organisation code (GB 11714)."""
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(
        int(character, 36) * weight for character, weight in zip(body, weights, strict=True)
    )
    return "0123456789X0"[11 - total % 11]


_CREDIT_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def _credit_check(body: str) -> str:
    """Return the check character of a unified social credit code (GB 32100)."""
    total = sum(
        _CREDIT_CHARACTERS.index(character) * pow(3, place, 31)
        for place, character in enumerate(body)
    )
    return _CREDIT_CHARACTERS[-total % 31]
