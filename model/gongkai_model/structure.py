"""The structure of official texts: which line is which article, item or point, and its id.

Ids are permanent parts of addresses, so they follow the way texts are cited, not the place of a
line in a file. The grammar, by the visible text of a line (blanks before it do not count):

==========================  ==========================  =========================================
第二编                      ``part-2``                  之一 adds ``-1``, as in ``ch-2-1``
第一分编                    ``subpart-1``
第二章                      ``ch-2``
第一节                      ``ch-2-sec-1``              ``sec-1`` outside of chapters
第十三条                    ``art-13``                  第十三条之一: ``art-13-1``
second paragraph (款)       ``art-13-p2``               every further line of an article; ``-p1`` is
                                                        used only where the line of the article has
                                                        nothing but its number or its name
（三）, 三、 in an article  ``art-13-i3``               of the second paragraph: ``art-13-p2-i3``
1. and （1） below an item  ``art-13-i3-s2``            one in the other: ``art-13-i3-s2-s1``
一、 outside of articles    ``pt-1``
（二） below it             ``pt-1-2``
3. 3． 3、 below it         ``pt-1-2-3``
（4） below it              ``pt-1-2-3-4``              a level left out counts as 0: ``pt-1-0-3``
any other heading           a slug of its text          Han characters are kept
==========================  ==========================  =========================================

An article begins where 第…条 is followed by a blank, a bracket, a colon or the end of the line; or
by words, if the number is due (a few may be missing) and the words do not go on with a sentence
(第十三条规定的…, 第三条、第四条…). A line that does begin so but starts no article is a paragraph
of the article it stands in; before any article it is ``par-N``, N being its place among the lines.

编, 章 and 节 need no heading mark if their line looks like a title. The list below 目录 is passed
over. A line 附件, 附录 or 附： and any heading but an article's end the article before them.

An id that is there already gets ``-2``, ``-3`` and so on. The id which a place has by its own
number goes before such a repeat, wherever the two stand: 第十三条之二 is ``art-13-2`` even below a
second 第十三条.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from gongkai_model.numerals import CHARACTERS, number

_BLANK = " \t\u3000\xa0"
_NUMERAL = f"[0-9０-９{CHARACTERS}]+"
_DIGITS = "[0-9０-９]{1,3}"

# 之一 belongs to the number unless it begins a word: 第三条之一般规定.
_BRANCH = rf"(?:[{_BLANK}]*之(?P<branch>{_NUMERAL})(?![般切些定样致律并直旦]))?"
_DIVISION = re.compile(
    rf"第[{_BLANK}]*(?P<number>{_NUMERAL})[{_BLANK}]*(?P<unit>分编|[编章节条]){_BRANCH}"
)
_ENUMERATED = re.compile(
    rf"(?P<dun>{_NUMERAL})、|[（(][{_BLANK}]*(?:(?P<digits>{_DIGITS})|(?P<han>{_NUMERAL}))"
    rf"[{_BLANK}]*[)）]|(?P<dot>{_DIGITS})(?:[.．](?![0-9０-９])|、)"
)
# Characters that begin a line with some structure; any other line is a plain paragraph.
_FIRST = frozenset("第附目（(0123456789０１２３４５６７８９" + CHARACTERS)

# What follows 第…条 where the sentence goes on.
_SENTENCE_GOES_ON = re.compile(
    rf"[、，,；;。的之]|[和或及与至到]者?[第本该前其]|中[第的规所“]|所[称列指述规]|以[外上前后]|"
    rf"第{_NUMERAL}[款项目条]|规定[的了处情执，。]|修改[为后，。]|改为|删|增加|调整为|合并|移[至到作]|作为第|"
    "分别|情形"
)
_REFERS_AFTER_BLANK = re.compile(rf"第{_NUMERAL}[款项目]|规定的|修改为|改为|、")
_NAME_ONLY = re.compile(rf"[{_BLANK}]*+(?:[【\[（(][^】\])）]*+[】\])）])?+[{_BLANK}：:]*+")
_NUMBERED = re.compile(rf"[（(]{_NUMERAL}[)）]")
_ANNEX = re.compile(
    rf"附[{_BLANK}]*[件录表图则]?[{_BLANK}]*[（(]?(?:{_NUMERAL})?[)）]?[{_BLANK}]*(?:[：:{_BLANK}].*)?"
)
_CONTENTS = re.compile(rf"目[{_BLANK}]*[录次][：:]?")
_NO_TITLE = re.compile("[。；;，]|[：:]$")
_LARGEST_GAP = 5
_LONGEST_TITLE = 40
_LONGEST_WORD = 16
_LONGEST_DESIGNATION = 64

_DIVISIONS = {"编": ("part", 2), "分编": ("subpart", 3), "章": ("ch", 4), "节": ("sec", 5)}
_POINT_LEVELS = {"dun": 0, "han": 1, "dot": 2, "digits": 3}
_LETTERS = {"dun": "i", "han": "i", "dot": "s", "digits": "s"}
_NOT_IN_SLUG = re.compile(r"[^\w]+|_+")
_LONGEST_SLUG = 60


@dataclass(frozen=True, slots=True)
class Outline:
    """What is where in an official text.

    Attributes:
        ids: The id of each line; empty where it needs none. No id is there twice.
        contents: Position and level of each line that belongs in a table of contents.
    """

    ids: list[str]
    contents: list[tuple[int, int]]


def outline(lines: Iterable[tuple[int, str]]) -> Outline:
    """Find the structure of an official text.

    Args:
        lines: Heading level (0 for a paragraph) and visible text of every line that is not empty,
            tables and figures left out.
    """
    reading = _Reading()
    for level, text in lines:
        reading.add(level, text)
    return Outline(_resolved(reading.places), reading.contents)


def _value(numeral: str | None) -> int:
    """Read a numeral of a fixed place; what is none, or beyond all citing, is 0."""
    value = number(numeral) if numeral else None
    return value if value is not None and value < 10_000 else 0


@lru_cache(maxsize=4096)
def _designation(text: str) -> tuple[str, int, int, int]:
    """Read 第十三条之一 at the beginning: unit, number, branch and where it ends."""
    match = _DIVISION.match(text)
    if match is None:
        return "", 0, 0, 0
    return match["unit"], _value(match["number"]), _value(match["branch"]), match.end()


@lru_cache(maxsize=4096)
def _enumeration(text: str) -> tuple[str, int, int]:
    """Read （三） and its like at the beginning: style, number and where it ends."""
    match = _ENUMERATED.match(text)
    if match is None or match.lastgroup is None:
        return "", 0, 0
    style = match.lastgroup
    numeral = match[style]
    if style == "dun" and numeral[0] in "0123456789０１２３４５６７８９":
        style = "dot"
    return style, _value(numeral), match.end()


def slug(text: str) -> str:
    """Make an id of a heading's text: letters, digits and Han characters, joined by hyphens."""
    words = _NOT_IN_SLUG.sub("-", text.lower()).strip("-")
    return words[:_LONGEST_SLUG].strip("-") or "heading"


# Place in the text that a line's id hangs on (or -1), own part of the id, whether it is a slug.
_Place = tuple[int, str, bool]
_NOWHERE: _Place = (-1, "", False)


class _Reading:
    """The state of reading a text from top to bottom."""

    def __init__(self) -> None:
        self.places: list[_Place] = []
        self.contents: list[tuple[int, int]] = []
        self._last_article: tuple[int, int] | None = None
        self._last_division: dict[str, int] = {}
        self._listing: set[tuple[str, tuple[int, int]]] | None = None
        self._leave()
        self._chapter = -1

    def _leave(self) -> None:
        """Leave article and points: something of another level begins."""
        self._article = -1
        self._paragraphs = 0
        self._paragraph = -1
        # Open lists of the article: style, line, number.
        self._lists: list[tuple[str, int, int]] = []
        # Open points outside of articles: line and number per level.
        self._points: list[tuple[int, int]] = [(-1, 0)] * 4

    def add(self, level: int, text: str) -> None:
        if text[:1] in _BLANK:
            text = text.lstrip(_BLANK)
        place: _Place | None = None
        first = text[:1]
        if first in _FIRST:
            if first == "第":
                place = self._division(level, text)
            elif first in "附目":
                self._boundary(level, text)
            else:
                place = self._enumerated(text, heading=level > 0)
        if place is None:
            place = self._heading(text) if level else self._plain(text)
        if level:
            self.contents.append((len(self.places), level))
        self.places.append(place)

    def _plain(self, text: str) -> _Place:
        if not text:
            return _NOWHERE  # a picture is no paragraph
        if self._article >= 0:
            self._paragraphs += 1
            self._paragraph = len(self.places)
            self._lists.clear()
            return (self._article, f"p{self._paragraphs}", False)
        if text.startswith("第") and (match := _DIVISION.match(text)) and match["unit"] == "条":
            return (-1, f"par-{len(self.places) + 1}", False)
        return _NOWHERE

    def _heading(self, text: str) -> _Place:
        self._leave()
        return (-1, slug(text), True)

    def _boundary(self, level: int, text: str) -> None:
        if _CONTENTS.fullmatch(text):
            self._leave()
            self._listing = set()
        elif not level and _ANNEX.fullmatch(text):
            self._leave()
            self._chapter = -1

    def _division(self, level: int, text: str) -> _Place | None:
        # Most lines have a blank there, and the same few hundred words before it.
        word = text[:_LONGEST_WORD].partition(" ")[0]
        unit, value, branch, end = _designation(word)
        if end != len(word) or text[end : end + 3].lstrip(_BLANK).startswith("之"):
            unit, value, branch, end = _designation(text[:_LONGEST_DESIGNATION])
        if not value:
            return None
        rest = text[end:]
        if unit == "条":
            if not self._starts_article(level, rest, (value, branch)):
                return None
            return self._start_article(rest, (value, branch))
        return self._start_division(level, unit, rest, (value, branch))

    def _start_division(
        self, level: int, unit: str, rest: str, at: tuple[int, int]
    ) -> _Place | None:
        value, branch = at
        name, depth = _DIVISIONS[unit]
        if not level:
            due = self._last_division.get(unit, 0) + 1
            if (
                len(rest) > _LONGEST_TITLE
                or _NO_TITLE.search(rest)
                or (
                    rest
                    and rest[0] not in _BLANK
                    and (value != due or _SENTENCE_GOES_ON.match(rest))
                )
            ):
                return None
            if self._listing is not None:
                if (unit, at) not in self._listing:
                    self._listing.add((unit, at))
                    return _NOWHERE
                self._listing = None
            self.contents.append((len(self.places), depth))
        self._listing = None
        self._last_division[unit] = value
        self._leave()
        parent = -1
        if unit == "节":
            parent = self._chapter
        else:
            self._chapter = len(self.places) if unit == "章" else -1
            self._last_division.pop("节", None)
        return (parent, f"{name}-{value}-{branch}" if branch else f"{name}-{value}", False)

    def _starts_article(self, level: int, rest: str, at: tuple[int, int]) -> bool:
        if not rest or rest[0] in "：:【[.．":
            return True
        last = self._last_article
        due = (
            last is None
            or level > 0
            or at == (1, 0)
            or (at[0] == last[0] and at[1] == last[1] + 1)
            # An article that was missed must not hide all those after it.
            or last[0] < at[0] <= last[0] + _LARGEST_GAP
        )
        if rest[0] in _BLANK:
            return due or not _REFERS_AFTER_BLANK.match(rest.lstrip(_BLANK))
        if rest[0] in "（(":
            return due or not _NUMBERED.match(rest)
        return due and not _SENTENCE_GOES_ON.match(rest)

    def _start_article(self, rest: str, at: tuple[int, int]) -> _Place:
        self._listing = None
        self._last_article = at
        self._article = self._paragraph = len(self.places)
        self._lists.clear()
        self._paragraphs = 0 if _NAME_ONLY.fullmatch(rest) else 1
        return (-1, f"art-{at[0]}-{at[1]}" if at[1] else f"art-{at[0]}", False)

    def _enumerated(self, text: str, *, heading: bool) -> _Place | None:
        # As above: the same few brackets begin nearly all items.
        close = text.find("）", 1, 6) if text[0] == "（" else -1
        style, value, end = _enumeration(
            text[: close + 1] if close > 0 else text[:_LONGEST_DESIGNATION]
        )
        if not value:
            return None
        level = _POINT_LEVELS[style]
        if self._article >= 0 and not heading:
            own = next((last for open_style, _, last in self._lists if open_style == style), 0)
            # An article quoted within a point ends where the points go on.
            if value in (1, own + 1) or self._points[level][1] != value - 1:
                return self._item(style, value)
        if style == "dun" and value != self._points[0][1] + 1 and text[end : end + 1] in _FIRST:
            return None  # 二、三层 is no second point
        return self._point(level, value)

    def _item(self, style: str, value: int) -> _Place:
        for depth, (open_style, _, _) in enumerate(self._lists):
            if open_style == style:
                del self._lists[depth:]
                break
        else:
            if value > 1 and _LETTERS[style] == "i":  # （六） goes on after 1. and 2. of another
                self._lists.clear()
        parent = self._lists[-1][1] if self._lists else self._paragraph
        self._lists.append((style, len(self.places), value))
        return (parent, f"{_LETTERS[style]}{value}", False)

    def _point(self, level: int, value: int) -> _Place:
        self._article = -1
        parent, missing = -1, level
        for above in range(level - 1, -1, -1):
            if self._points[above][0] >= 0:
                parent, missing = self._points[above][0], level - above - 1
                break
        self._points[level:] = [(len(self.places), value)] + [(-1, 0)] * (3 - level)
        part = "0-" * missing + str(value)
        return (parent, part if parent >= 0 else "pt-" + part, False)


def _resolved(places: list[_Place]) -> list[str]:
    """Give every place its id, repeats a number that no other place has by right."""
    ids = [""] * len(places)
    taken: set[str] = set()
    repeats: list[int] = []
    slugs: list[int] = []
    for position, (parent, part, is_slug) in enumerate(places):
        if not part:
            continue
        if is_slug:
            slugs.append(position)
            continue
        if parent >= 0:
            if not ids[parent]:
                repeats.append(position)
                continue
            part = f"{ids[parent]}-{part}"
        if part in taken:
            repeats.append(position)
        else:
            taken.add(part)
            ids[position] = part
    for position in slugs:
        part = places[position][1]
        if part in taken:
            repeats.append(position)
        else:
            taken.add(part)
            ids[position] = part
    following: dict[str, int] = {}
    for position in sorted(repeats):
        parent, part, _ = places[position]
        candidate = base = f"{ids[parent]}-{part}" if parent >= 0 else part
        count = following.get(base, 1)
        while candidate in taken:
            count += 1
            candidate = f"{base}-{count}"
        following[base] = count
        taken.add(candidate)
        ids[position] = candidate
    return ids
