"""Frames: a page that a theme drew around marks, to be filled once for each record.

A frame is drawn at the depth of the pages it serves, so that all its relative links are right
there. Its own address is made of marks too: wherever a theme prints it, the record's stands.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from html import escape

MARK = "gongkai-frame-"
"""All marks begin with this; it must not survive in anything that is written."""
TITLE = f"{MARK}title"
DESCRIPTION = f"{MARK}description"
BODY = f"{MARK}body"
ADDRESS = (f"{MARK}id", f"{MARK}text")
"""Last parts of a frame's address: of a record, and of the pages below it."""
HEADING_ID = "page-title"
"""id of the h1 in every frame."""

_HEAD_END = re.compile(r"</head\s*>", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b[^>]*>.*?</script\s*>", re.IGNORECASE | re.DOTALL)
_ANY = re.compile("|".join(re.escape(mark) for mark in (TITLE, DESCRIPTION, BODY, *ADDRESS)))


class FrameError(Exception):
    """The theme drew a frame that cannot be filled."""


def content() -> str:
    """Return the HTML that a theme is to draw as a frame's content."""
    return f'<h1 id="{HEADING_ID}">{TITLE}</h1>\n{BODY}'


@dataclass(frozen=True, slots=True)
class Frame:
    """A drawn frame, cut at its marks.

    Attributes:
        pieces: Fixed text and, at odd places, names of slots.
        digest: Of all the above.
    """

    pieces: tuple[str, ...]
    digest: str

    @classmethod
    def cut(cls, html: str, *, column: str, depth: int) -> Frame:
        """Cut the page that a theme drew.

        Args:
            html: The whole page.
            column: For messages.
            depth: 1 for records, 2 for the pages below them.

        Raises:
            FrameError: A mark is missing, or one survives.
        """
        end = _HEAD_END.search(html)
        if end is None:
            raise FrameError(f"{column}: the theme's page has no </head>")
        pieces: list[str] = []
        scripts = [match.span() for match in _SCRIPT.finditer(html)]
        stops = [(match.start(), match.end(), match[0]) for match in _ANY.finditer(html)]
        stops.append((end.start(), end.start(), "head"))
        stops.sort()
        at = 0
        for start, stop, mark in stops:
            pieces.append(html[at:start])
            in_script = any(begin <= start < finish for begin, finish in scripts)
            pieces.append(_slot(mark, in_script))
            at = stop
        pieces.append(html[at:])
        for needed in ("title", "body"):
            if needed not in pieces[1::2]:
                raise FrameError(f"{column}: the theme draws no page {needed}")
        if pieces[1::2].count("body") > 1:
            raise FrameError(f"{column}: the theme draws the page content twice")
        if any(MARK in piece for piece in pieces[::2]):
            raise FrameError(f"{column}: a mark survives in the theme's page")
        if depth == 1 and "text" in pieces[1::2]:
            raise FrameError(f"{column}: a mark of another depth")
        return cls(tuple(pieces), hashlib.blake2b(html.encode(), digest_size=16).hexdigest())

    def fill(
        self, *, title: str, description: str, head: str, body: str, address: tuple[str, ...]
    ) -> str:
        """Return the page.

        Args:
            title: Plain text.
            description: Plain text.
            head: HTML for the end of ``<head>``.
            body: HTML below the heading.
            address: Last parts of the page's address, as many as the frame is deep.
        """
        slots = {
            "title": escape(title),
            "title in script": _for_script(title),
            "description": escape(description),
            "description in script": _for_script(description),
            "head": head,
            "body": body,
            "id": address[0],
            "text": address[-1],
        }
        filled = list(self.pieces)
        for place in range(1, len(filled), 2):
            filled[place] = slots[filled[place]]
        return "".join(filled)


def _slot(mark: str, in_script: bool) -> str:
    name = mark.removeprefix(MARK)
    return f"{name} in script" if in_script and name in {"title", "description"} else name


def _for_script(text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)[1:-1]
    for character in "<>&'\u2028\u2029":
        quoted = quoted.replace(character, f"\\u{ord(character):04x}")
    return quoted
