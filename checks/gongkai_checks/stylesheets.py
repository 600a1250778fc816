"""Addresses in style sheets: ``url(…)`` and ``@import``, comments and other strings left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MAY_HOLD = re.compile(r"url\s*\(|@import", re.IGNORECASE)
# Each alternative consumes what it recognises, so nothing inside a comment or string is taken.
_TOKEN = re.compile(
    r"""
    /\*(?:.*?\*/|.*\Z)                                   # comment, perhaps never closed
    | @(?P<rule>[a-z-]+)\s*+(?:/\*.*?\*/\s*+)*+(?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')?
    | \burl\(\s*+(?:(?P<quoted>"(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+')
                  | (?P<bare>(?:[^\s"'()\\]|\\.)*+))\s*+(?:\)|\Z)
    | "(?:[^"\\\n]|\\.)*+" | '(?:[^'\\\n]|\\.)*+'
    | (?P<end>;)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t\n\r\f]?|(\n)|(.))", re.DOTALL)


def style_urls(text: str) -> Iterator[tuple[int, str]]:
    """Yield offset and address of each resource that a style sheet names."""
    if not _MAY_HOLD.search(text):
        return
    in_rule = ""
    for match in _TOKEN.finditer(text):
        if match["rule"]:
            in_rule = match["rule"].lower()
            if in_rule == "import" and match["string"]:
                yield match.start("string"), _unescaped(match["string"][1:-1])
            continue
        if match["end"]:
            in_rule = ""
            continue
        url = match["quoted"][1:-1] if match["quoted"] else match["bare"]
        if url and in_rule not in ("namespace", "document", "-moz-document"):
            yield match.start(), _unescaped(url)


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    if match[1]:
        number = int(match[1], 16)
        usable = 0 < number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF
        return chr(number) if usable else "\ufffd"
    return match[3] or ""
