r"""Official texts: every line is a paragraph and is shown as it was typed.

Markdown is made for texts whose layout does not matter. In a law it does: ``3.`` must not become
``1.``, two lines are two paragraphs, an indent of full-width blanks is neither code nor nothing,
``*`` and ``_`` are signs. So the visible text of an official body equals its source character for
character, less line ends, blanks at the end of a line, and these marks, of which each is optional:

* ``## heading``: one to six signs and a blank at the beginning of a line. ``#`` and ``##`` are both
  the level below the title of the page.
* ``| a | b |``: a table, if the next line is a row of hyphens (``|---|---|``). It has as many cells
  as were typed, and at most 1,000 in a row.
* ``[text](target)`` and ``![description](target)``, where the target has no blanks and looks like
  an address (it has one of ``/ . # :``).
* ``\*``: a backslash before a sign of ASCII makes it plain.
* The HTML elements listed in ``raw_html``, from the beginning of a line to where their tags are
  balanced.

Other HTML is a mistake, and so are characters that cannot stand in HTML. Only a line feed ends a
line. The ids come from ``gongkai_model.structure``.

The Python-Markdown extension ``gongkai_render.official_text`` belongs in the list of the portal. Of
editors' pages and ordinary bodies it changes only how tables are aligned (``alignment``). With
``active: true``, as ``render`` sets it for official bodies, it alone turns source into HTML, and no
other extension of the list can touch the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate, pairwise
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension

from gongkai_model.messages import Text
from gongkai_model.structure import outline
from gongkai_render.alignment import AlignmentClasses
from gongkai_render.raw_html import (
    BLOCK_START,
    LINK_SCHEMES,
    LOOKS_LIKE_TAG,
    MEDIA_SCHEMES,
    Mistake,
    Resolve,
    begins_block,
    checked_url,
    read_block,
    refused_tag,
    unclosed,
    undescribed,
)

_BLANKS = " \t\u3000\xa0"
_PUNCTUATION = r"!-/:-@\[-`{-~"
_PLAIN_ESCAPE = re.compile(rf"\\(?=[{_PUNCTUATION}])")
_HEADING = re.compile(rf"(#{{1,6}})[{_BLANKS}]+")
_DELIMITERS = re.compile(r"\|?+[ \t]*+:?+-++:?+[ \t]*+(?:\|[ \t]*+:?+-++:?+[ \t]*+)*+\|?+[ \t]*+")
_CELL_ENDS = re.compile(r"\\.|\|")
_MARK = re.compile(
    rf"\\(?P<plain>[{_PUNCTUATION}])"
    r"|!?\[(?P<text>(?:[^\[\]\\]|\\.)*+)\]"
    r"\((?P<target>(?:[^\s()<>\[\]\\\"]|\\[!-/:;=?@\[-`{-~]"
    r"|\((?:[^\s()<>\[\]\\\"]|\\[!-/:;=?@\[-`{-~])*+\))++)\)"
    rf"|(?P<tag>{LOOKS_LIKE_TAG.pattern})"
    r"|[&<>]"
)
_ADDRESS_SIGN = re.compile(r"[/.#:]")
# Where none of these is in a line, it is its own HTML.
_SIGNS = ("<", "&", "\\", "[", ">")

_NOT_CHARACTERS = "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
NOT_IN_HTML = re.compile(
    f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_NOT_CHARACTERS}]"
)
"""A character that cannot stand in HTML, and so in no body."""


@dataclass(frozen=True, slots=True)
class OfficialBody:
    """An official body, ready to be shown.

    Attributes:
        html: The body; not to be published if there are errors.
        outline: Level, id and text of each heading and each 编, 章 and 节.
        anchors: Every id in the body.
        mistakes: What keeps it from being published, and warnings, by line.
    """

    html: str
    outline: tuple[tuple[int, str, str], ...]
    anchors: tuple[str, ...]
    mistakes: tuple[Mistake, ...]


def render_official(text: str, resolve: Resolve | None = None) -> OfficialBody:
    """Turn an official body into HTML.

    Args:
        text: The body, with line feeds as line ends.
        resolve: Turns the target of a link, and the number of its line, into an address, or into
            nothing where it is to be no link.
    """
    reading = _Reading(text, resolve)
    reading.read()
    found = outline(reading.texts)
    ids = iter(found.ids)
    html = []
    for level, content in reading.parts:
        if level == _FINISHED:
            html.append(content)
            continue
        id_ = next(ids)
        if level:
            html.append(f'<h{level} id="{id_}">{content}</h{level}>')
        elif content[0] in _BLANKS:
            mark = f' id="{id_}"' if id_ else ""
            html.append(f'<p{mark} class="own-indent">{content}</p>')
        elif id_:
            html.append(f'<p id="{id_}">{content}</p>')
        else:
            html.append(f"<p>{content}</p>")
    anchors = [id_ for id_ in found.ids if id_]
    anchors += reading.ids_apart_from(anchors)
    return OfficialBody(
        "\n".join(html),
        tuple(
            (max(level, 2), found.ids[position], reading.texts[position][1].strip(_BLANKS))
            for position, level in found.contents
        ),
        tuple(anchors),
        tuple(sorted(reading.mistakes, key=lambda mistake: mistake.line)),
    )


def escape_line(line: str) -> str:
    """Write a line of plain text so that it is shown as it is."""
    if line.startswith("|") or _HEADING.match(line):
        return "\\" + line[0] + _without_marks(line[1:])
    return _without_marks(line)


def fix_official(text: str) -> str:
    """Escape what looks like HTML but is not listed; everything else stays as it is."""
    reading = _Reading(text, None)
    reading.read()
    lines = text.split("\n")
    columns: dict[int, list[int]] = {}
    for number, column in reading.refused:
        columns.setdefault(number, []).append(column)
    for number, places in columns.items():
        line = lines[number - 1]
        cuts = [0, *sorted(places), len(line)]
        lines[number - 1] = "\\".join(line[a:b] for a, b in pairwise(cuts))
    return "\n".join(lines)


def check_characters(text: str) -> list[Mistake]:
    """Find the lines with characters that cannot stand in HTML."""
    # Much quicker than the expression, and true of nearly every text.
    if text.replace("\n", "").replace("\u3000", "").isprintable() or not NOT_IN_HTML.search(text):
        return []
    return [
        Mistake(
            number,
            Text(
                zh=f"第 {match.start() + 1} 个字符不能用于网页：U+{ord(match[0]):04X}",
                en=f"character {match.start() + 1} cannot stand in a page: U+{ord(match[0]):04X}",
            ),
            Text(zh="删去该字符", en="remove it"),
        )
        for number, line in enumerate(text.split("\n"), 1)
        if (match := NOT_IN_HTML.search(line))
    ]


def _without_marks(line: str) -> str:
    """Escape the marks that may stand anywhere in a line."""
    if "<" in line:
        line = _escaped_tags(line)
    elif "\\" in line:
        line = _PLAIN_ESCAPE.sub(r"\\\\", line)
    # Only now: a doubled backslash in front of a bracket may have made a link of it. And all of
    # them: without the bracket of that link, one before it may begin another.
    return line.replace("[", "\\[") if _has_link(line) else line


def _has_link(line: str) -> bool:
    position = 0
    while match := _MARK.search(line, position):
        if match["target"] is None:
            position = match.end()
        elif _ADDRESS_SIGN.search(match["target"]):
            return True
        else:
            # What is not a link may still have one in it.
            position = match.start() + 1
    return False


def _escaped_tags(line: str) -> str:
    last = line.rfind(">")
    result = []
    position = 0
    for match in _SIGN_TO_ESCAPE.finditer(line):
        start = match.start()
        if line[start] == "<" and start > last and line[start + 1] not in "!?":
            continue
        result.append(line[position:start])
        position = start
    escaped = "\\".join([*result, line[position:]])
    return "\\" + escaped if BLOCK_START.match(escaped) else escaped


_SIGN_TO_ESCAPE = re.compile(rf"{_PLAIN_ESCAPE.pattern}|{LOOKS_LIKE_TAG.pattern}")
_FINISHED = -1
_MOST_COLUMNS = 1000


class _Reading:
    """The state of reading an official body.

    Attributes:
        parts: Heading level, 0 for a paragraph or ``_FINISHED``, and HTML, of everything in it.
        texts: Heading level as typed and visible text of the headings and paragraphs.
        refused: Line and column of what looks like HTML and is not listed.
        mistakes: What is wrong.
    """

    def __init__(self, text: str, resolve: Resolve | None) -> None:
        self.mistakes = check_characters(text)
        self._text = NOT_IN_HTML.sub("\ufffd", text) if self.mistakes else text
        self._resolve = resolve
        self._starts: list[int] = []
        self._block_ids: list[tuple[int, str]] = []
        self.parts: list[tuple[int, str]] = []
        self.texts: list[tuple[int, str]] = []
        self.refused: list[tuple[int, int]] = []

    def read(self) -> None:
        text = self._text
        if any(sign in text for sign in (*_SIGNS, "|")):
            self._read_marked(text.split("\n"))
            return
        for line in text.split("\n"):
            line = line.rstrip(_BLANKS)
            if not line:
                continue
            if line[0] == "#" and (match := _HEADING.match(line)):
                level = match.end(1)
                line = line[match.end() :]
                self.texts.append((level, line))
                self.parts.append((level if level > 1 else 2, line))
            else:
                self.texts.append((0, line))
                self.parts.append((0, line))

    def ids_apart_from(self, taken: Sequence[str]) -> list[str]:
        """Return the ids written in HTML elements; one that is taken is a mistake."""
        if not self._block_ids:
            return []
        result: dict[str, None] = {}
        known = set(taken)
        for line, id_ in self._block_ids:
            if id_ in known or id_ in result:
                self.mistakes.append(
                    Mistake(
                        line,
                        Text(zh=f"id 重复：{id_}", en=f"id is already taken: {id_}"),
                        Text(zh="换一个 id", en="choose another one"),
                    )
                )
            result[id_] = None
        return [id_ for id_ in result if id_ not in known]

    def _read_marked(self, lines: list[str]) -> None:
        index = 0
        while index < len(lines):
            line = lines[index].rstrip(_BLANKS)
            index += 1
            if not line:
                continue
            first = line[0]
            if first == "#" and (match := _HEADING.match(line)):
                self._line(line[match.end() :], index, match.end(1), match.end())
            elif first == "|" and index < len(lines) and _is_delimiters(lines[index]):
                index = self._table(lines, index)
            elif first == "<" and begins_block(self._text, self._start_of(index)):
                index = self._block(lines, index)
            else:
                self._line(line, index, 0, 0)

    def _line(self, line: str, number: int, level: int, column: int) -> None:
        html, text = self._inline(line, number, column)
        self.texts.append((level, text))
        self.parts.append((max(level, 2) if level else 0, html))

    def _table(self, lines: list[str], index: int) -> int:
        """Read a table whose second line is ``lines[index]``; return the line after it."""
        aligned = [_ALIGNED[cell[:1] == ":", cell[-1:] == ":"] for _, cell in _cells(lines[index])]
        html = ["<table>\n<thead>\n", self._row(lines[index - 1], index, "th", aligned)]
        html.append("</thead>\n<tbody>\n")
        index += 1
        self._check_width(len(aligned), index)
        while index < len(lines) and lines[index].startswith("|"):
            index += 1
            html.append(self._row(lines[index - 1], index, "td", aligned))
        html.append("</tbody>\n</table>")
        self.parts.append((_FINISHED, "".join(html)))
        return index

    def _row(self, line: str, number: int, tag: str, aligned: list[str]) -> str:
        cells = _cells(line)
        self._check_width(len(cells), number)
        scope = ' scope="col"' if tag == "th" else ""
        # A row with more cells than the heading keeps them: no text is ever dropped. One with fewer
        # is not filled up: what a page weighs must not grow with rows times columns.
        html = [
            f"<{tag}{scope}{aligned[place] if place < len(aligned) else ''}>"
            f"{self._inline(cell, number, column)[0]}</{tag}>"
            for place, (column, cell) in enumerate(cells)
        ]
        return f"<tr>{''.join(html)}</tr>\n"

    def _check_width(self, cells: int, number: int) -> None:
        if cells > _MOST_COLUMNS:
            self.mistakes.append(
                Mistake(
                    number,
                    Text(
                        zh=f"表格的这一行有 {cells} 格，超过 {_MOST_COLUMNS}",
                        en=f"a table row of {cells} cells, more than {_MOST_COLUMNS}",
                    ),
                    Text(
                        zh="拆成几个表，或把表格作为附件",
                        en="divide the table, or attach it as a file",
                    ),
                )
            )

    def _block(self, lines: list[str], index: int) -> int:
        """Read the HTML element that begins ``lines[index - 1]``; return the line after it."""
        source = self._text
        start = self._start_of(index)
        block = read_block(source, start, index, self._resolve)
        if block is None:
            match = BLOCK_START.match(source, start)
            self.mistakes.append(unclosed(index, f"{match[0]}>" if match else "<"))
            # Nothing below can be told for certain; one mistake is enough.
            for line in lines[index - 1 :]:
                if shown := line.rstrip(_BLANKS):
                    self.texts.append((0, shown))
                    self.parts.append((0, escape(shown, quote=False)))
            return len(lines)
        self.parts.append((_FINISHED, block.html))
        self.mistakes += block.mistakes
        self._block_ids += [(index, id_) for id_ in block.ids]
        index += source.count("\n", start, block.end)
        column = block.end - self._start_of(index)
        if rest := lines[index - 1][column:].rstrip(_BLANKS):
            self._line(rest, index, 0, column)
        return index

    def _start_of(self, number: int) -> int:
        """Return where a line begins in the text."""
        if not self._starts:
            lengths = (len(line) + 1 for line in self._text.split("\n"))
            self._starts = [0, *accumulate(lengths)]
        return self._starts[number - 1]

    def _inline(self, text: str, number: int, column: int) -> tuple[str, str]:
        """Return HTML and visible text of a piece of a line, which begins at ``column``."""
        for sign in _SIGNS:
            if sign in text:
                break
        else:
            return text, text
        html = []
        plain = []
        last = text.rfind(">")
        position = 0
        while match := _MARK.search(text, position):
            start = match.start()
            html.append(text[position:start])
            plain.append(text[position:start])
            position = match.end()
            if sign := match["plain"]:
                html.append(escape(sign, quote=False))
                plain.append(sign)
                continue
            if match["target"] is not None:
                if _ADDRESS_SIGN.search(match["target"]):
                    mark, shown = self._link(match, number, column)
                    html.append(mark)
                    plain.append(shown)
                    continue
                position = start + 1
            elif match["tag"] and (start < last or match["tag"][1] in "!?"):
                end = text.find(">", start, start + 60) + 1 or start + 60
                self.refused.append((number, column + start))
                self.mistakes.append(refused_tag(number, text[start:end]))
            else:
                position = start + 1
            literal = text[start:position]
            html.append(escape(literal, quote=False))
            plain.append(literal)
        html.append(text[position:])
        plain.append(text[position:])
        return "".join(html), "".join(plain)

    def _link(self, match: re.Match[str], number: int, column: int) -> tuple[str, str]:
        target = _PLAIN_ESCAPE.sub("", match["target"])
        if match[0].startswith("!"):
            url = checked_url(target, number, MEDIA_SCHEMES, self._resolve, self.mistakes)
            described = _PLAIN_ESCAPE.sub("", match["text"])
            if not described.strip(_BLANKS):
                self.mistakes.append(undescribed(number))
            if not url:
                return "", ""
            return f'<img src="{escape(url)}" alt="{escape(described)}">', ""
        url = checked_url(target, number, LINK_SCHEMES, self._resolve, self.mistakes)
        html, plain = self._inline(match["text"], number, column + match.start("text"))
        return f'<a href="{escape(url)}">{html}</a>' if url else html, plain


_ALIGNED = {
    (False, False): "",
    (True, False): "",
    (False, True): ' class="align-right"',
    (True, True): ' class="align-center"',
}


def _is_delimiters(line: str) -> bool:
    return "|" in line and _DELIMITERS.fullmatch(line) is not None


def _cells(line: str) -> list[tuple[int, str]]:
    """Split a row of a table; return column and text of each cell."""
    line = line.rstrip(_BLANKS)
    ends = [match.start() for match in _CELL_ENDS.finditer(line) if match[0] == "|"]
    start = 0
    if ends and ends[0] == 0:
        start = 1
        ends = ends[1:]
    if not ends or ends[-1] != len(line) - 1:
        ends.append(len(line))
    cells = []
    for end in ends:
        cell = line[start:end]
        text = cell.lstrip(_BLANKS)
        cells.append((end - len(text), text.rstrip(_BLANKS)))
        start = end + 1
    return cells


class OfficialTextExtension(Extension):
    """Shows official bodies as they are; inactive, it only sees to the alignment in tables.

    Of the Markdown instance it reads ``gongkai_resolve``, a ``Resolve``, if there is one; after
    ``convert`` the ``OfficialBody`` is its ``official_body``.
    """

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - as in Extension
        self.config = {"active": [False, "Whether the document is an official body"]}
        super().__init__(**kwargs)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Take over the instance, if active."""
        if not self.getConfig("active"):
            md.treeprocessors.register(AlignmentClasses(md), "gongkai_alignment", 0)
            return

        def convert(source: str) -> str:
            body = render_official(source, getattr(md, "gongkai_resolve", None))
            md.official_body = body  # type: ignore[attr-defined]
            return body.html

        # Any stage of Python-Markdown belongs to other extensions too, whatever its priority, and
        # strips, stores or unescapes something by itself. So no stage is run at all.
        md.convert = convert  # type: ignore[method-assign]


def makeExtension(**kwargs: Any) -> OfficialTextExtension:  # noqa: N802, ANN401
    """Make the extension, as Python-Markdown asks for it."""
    return OfficialTextExtension(**kwargs)
