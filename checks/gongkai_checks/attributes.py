"""Attributes that hold more than one address, or an address within other text (HTML standard)."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SPACE = " \t\n\f\r"
_CANDIDATE = re.compile(r"[ \t\n\f\r,]*+([^ \t\n\f\r]+)")
_REFRESH = re.compile(r"[ \t\n\f\r]*(\d*)(\.[\d.]*)?(.*)", re.DOTALL)
_REFRESH_URL = re.compile(r"[uU][rR][lL][ \t\n\f\r]*=[ \t\n\f\r]*(.*)", re.DOTALL)


def srcset_urls(text: str) -> Iterator[str]:
    """Yield the address of each candidate of ``srcset``; commas may be part of one."""
    place = 0
    while match := _CANDIDATE.match(text, place):
        url, place = match[1], match.end()
        if url.endswith(","):
            url = url.rstrip(",")
        else:
            place = _after_descriptors(text, place)
        if url:
            yield url


def _after_descriptors(text: str, place: int) -> int:
    """Return where the next candidate begins; a comma in brackets does not end a descriptor."""
    in_brackets = False
    for position in range(place, len(text)):
        character = text[position]
        if in_brackets:
            in_brackets = character != ")"
        elif character == "(":
            in_brackets = True
        elif character == ",":
            return position + 1
    return len(text)


def refresh_of(content: str) -> tuple[int, str] | None:
    """Return seconds and address of ``<meta http-equiv=refresh>``; an empty one is the page.

    None: a browser would not act on it.
    """
    match = _REFRESH.match(content)
    if match is None or not (match[1] or match[2]):
        return None
    seconds, rest = int((match[1] or "0")[:9]), match[3]
    if not rest:
        return seconds, ""
    if rest[0] not in _SPACE + ";,":
        return None
    rest = rest.lstrip(_SPACE)
    if rest[:1] in (";", ","):
        rest = rest[1:].lstrip(_SPACE)
    if named := _REFRESH_URL.match(rest):
        rest = named[1]
    if rest[:1] in ("'", '"'):
        rest = rest[1:].partition(rest[0])[0]
    return seconds, rest
