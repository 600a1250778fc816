"""Bodies of records: Markdown in, HTML out, with the mistakes that only show on the way."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

import markdown
from markdown.treeprocessors import Treeprocessor, UnescapeTreeprocessor
from markdown.util import AMP_SUBSTITUTE

from gongkai_model.messages import Message, Place, Severity, Text, quoted
from gongkai_model.record import Record, Version
from gongkai_model.structure import slug
from gongkai_render.links import Links
from gongkai_render.official_text import OfficialBody, check_characters
from gongkai_render.raw_html import (
    LINK_SCHEMES,
    MEDIA_SCHEMES,
    Mistake,
    RawHtmlExtension,
    check_raw_html,
    checked_url,
    undescribed,
    without_code,
)
from gongkai_render.weight import check_weight

OFFICIAL_TEXT = "gongkai_render.official_text"
"""Name of the extension that every portal must have in its list."""

_ON_MACHINE = r"(?:[A-Za-z]:[\\/]|file:|\\\\)"
_LOCAL_TARGET = re.compile(_ON_MACHINE)
_LOCAL = re.compile(rf"\]\(\s*<?({_ON_MACHINE}[^)\s]{{0,200}})")
_TARGET = re.compile(
    r"(?:\]\(\s*+<?|\]:[ \t]*+<?|\b(?:src|href|poster)[ \t]*+=[ \t]*+[\"']?)"
    r"((?:[^\s()<>\"']|\([^\s()<>\"']*+\))++)"
)
"""What a link, a definition or an attribute of a body leads to."""
_BOLD = re.compile(r"\*\*[^*\s][^*\n]{0,40}\*\*")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


@dataclass(frozen=True, slots=True)
class Body:
    """A body, ready for a page.

    Attributes:
        html: With ``links.ROOT`` wherever the way to the top of the site belongs.
        outline: Level, id and text of each heading.
        anchors: Every id in it.
        files: Content files it refers to.
        anchor_links: Source path, anchor, target as written and line of each link to an anchor.
        messages: Mistakes (errors) and warnings.
    """

    html: str
    outline: tuple[tuple[int, str, str], ...]
    anchors: frozenset[str]
    files: tuple[str, ...]
    anchor_links: tuple[tuple[str, str, str, int], ...]
    messages: tuple[Message, ...]


def _target_lines(body: str) -> dict[str, deque[int]]:
    """Return the lines on which each target of a link is written, code left out."""
    lines: dict[str, deque[int]] = {}
    line, counted = 1, 0
    for match in _TARGET.finditer(without_code(body)):
        line, counted = line + body.count("\n", counted, match.start(1)), match.start(1)
        lines.setdefault(match[1], deque()).append(line)
    return lines


@dataclass(slots=True)
class _Conversion:
    """What one conversion gathers on its way."""

    version: Version
    links: Links
    files: list[str] = field(default_factory=list)
    anchor_links: list[tuple[str, str, str, int]] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    _lines: dict[str, deque[int]] | None = None

    def resolve(self, target: str, line: int) -> str:
        """Return the href; empty where the target may not be seen yet."""
        found = self.links.resolve(target, self.version.path)
        place = self._place(line or self.line_of(target))
        if not found.href:
            self._warn_unseen(target, place)
        elif found.anchor:
            self.anchor_links.append((found.page, found.anchor, target, place.line))
        if found.file:
            self.files.append(found.file)
        return found.href

    def find(self, target: str, _: int) -> str:
        """Return the href; nothing is noted but, by ``NotUnderstood``, that it leads nowhere."""
        return self.links.resolve(target, self.version.path).href

    def line_of(self, target: str) -> int:
        """Return the line on which ``target`` is written; asked again, the next one."""
        if self._lines is None:
            self._lines = _target_lines(self.version.body)
        lines = self._lines.get(target)
        if lines:
            return lines.popleft() if len(lines) > 1 else lines[0]
        at = self.version.body.find(target)
        return self.version.body.count("\n", 0, at) + 1 if at >= 0 else 0

    def error(self, line: int, what: Text, fix: Text) -> None:
        self.messages.append(Message(self._place(line), what, fix))

    def add(self, mistakes: Sequence[Mistake]) -> None:
        """Add mistakes; of several of one sort on one line, the first says it all."""
        told: set[tuple[int, Text]] = set()
        for mistake in mistakes:
            if not mistake.line or (mistake.line, mistake.fix) not in told:
                at = self._place(mistake.line)
                self.messages.append(Message(at, mistake.what, mistake.fix, mistake.severity))
            told.add((mistake.line, mistake.fix))

    def check_local_paths(self) -> bool:
        """Report links to files on the editor's own machine; True where there are some."""
        body = self.version.body
        found = list(_LOCAL.finditer(body)) if "](" in body else []
        for match in found:
            self.error(
                body.count("\n", 0, match.start()) + 1,
                Text(
                    f"{quoted(match[1])} 在编辑者自己的电脑上，读者打不开",
                    f"{quoted(match[1])} lies on the editor's own machine",
                ),
                Text(
                    "把文件放到本文旁边，写相对路径，如 ![说明](图.png)",
                    "put the file beside the record and write its relative path",
                ),
            )
        return bool(found)

    def note_emphasis(self) -> None:
        """Say of an official body that asterisks are shown as they are."""
        match = _BOLD.search(self.version.body) if "**" in self.version.body else None
        if match is not None:
            line = self.version.body.count("\n", 0, match.start()) + 1
            self.messages.append(
                Message(
                    self._place(line),
                    Text(
                        f"{quoted(match[0])} 的星号会照样显示",
                        f"the asterisks of {quoted(match[0])} are shown",
                    ),
                    Text("公文正文不用加粗记号，删去 **", "official texts know no bold; delete **"),
                    Severity.NOTE,
                )
            )

    def _place(self, line: int) -> Place:
        at = line + self.version.body_line - 1 if line else self.version.body_line
        return Place(f"{self.links.shown}/{self.version.path}", at)

    def _warn_unseen(self, target: str, place: Place) -> None:
        self.messages.append(
            Message(
                place,
                Text(
                    f"{quoted(target)} 在构建日期尚不公开，暂不作链接",
                    f"{quoted(target)} is not public on the build date and is not linked yet",
                ),
                Text("等它发布，或去掉链接", "wait for its publication, or take the link away"),
                Severity.WARNING,
            )
        )


class Bodies:
    """Converts bodies, with the portal's own list of Markdown extensions.

    Args:
        extensions: Names of the configured extensions; ``OFFICIAL_TEXT`` is among them.
        configs: Their options.
        links: Resolves what bodies link to.
    """

    def __init__(
        self, extensions: Sequence[str], configs: Mapping[str, Mapping[str, Any]], links: Links
    ) -> None:
        self.links = links
        own = {**configs.get(OFFICIAL_TEXT, {}), "active": True}
        self._official = markdown.Markdown(
            extensions=list(extensions),
            extension_configs={**configs, OFFICIAL_TEXT: own},
        )
        self._raw_html = RawHtmlExtension()
        self._ordinary = markdown.Markdown(
            extensions=[*extensions, self._raw_html],
            extension_configs=dict(configs),
        )
        self._tree = _RecordTree(self._ordinary)
        # After attribute lists, which may give an id; before toc, which then keeps ours.
        self._ordinary.treeprocessors.register(self._tree, "gongkai_record", 6)
        self._last: tuple[str, Body] | None = None
        self._anchors: dict[str, frozenset[str]] = {}

    def convert(self, record: Record, version: Version) -> Body:
        """Convert the body of one text. The last result is kept: an act and its text share it."""
        if self._last is not None and self._last[0] == version.path:
            return self._last[1]
        conversion = _Conversion(version, self.links)
        if record.kind.is_official:
            body = self._convert_official(conversion)
        else:
            body = self._convert_ordinary(conversion)
        self._last = (version.path, body)
        return body

    def anchors(self, record: Record, version: Version) -> frozenset[str]:
        """Return every id in a body; converted once, for many links may lead to one record."""
        if version.path not in self._anchors:
            self._anchors[version.path] = self.convert(record, version).anchors
        return self._anchors[version.path]

    def _convert_official(self, conversion: _Conversion) -> Body:
        md: Any = self._official
        md.gongkai_resolve = conversion.resolve
        html = md.convert(conversion.version.body)
        official: OfficialBody = md.official_body
        conversion.add(official.mistakes)
        conversion.check_local_paths()
        conversion.note_emphasis()
        return _body(conversion, html, official.outline, official.anchors)

    def _convert_ordinary(self, conversion: _Conversion) -> Body:
        source = conversion.version.body
        conversion.add(check_characters(source))
        heavy = check_weight(source)
        conversion.add(heavy)
        if heavy:
            return _body(conversion, "", (), ())
        mistakes = check_raw_html(source, conversion.find)
        conversion.add(mistakes)
        self._raw_html.resolve = conversion.resolve
        self._tree.conversion = conversion
        self._tree.outline = []  # of an empty body no tree is made
        self._ordinary.reset()
        try:
            html = self._ordinary.convert(source)
        except RecursionError:
            conversion.error(
                0,
                Text("Markdown 嵌套太深", "the Markdown is nested too deeply"),
                Text("减少列表、引用的层次", "nest lists and quotations less"),
            )
            return _body(conversion, "", (), ())
        is_told = any(mistake.severity is Severity.ERROR for mistake in mistakes)
        if not conversion.check_local_paths() and not is_told:
            left = self._raw_html.mistakes
            conversion.add([mistake for mistake in left if mistake.severity is Severity.ERROR])
        anchors = frozenset(re.findall(r'\bid="([^"]+)"', html))
        return _body(conversion, html, tuple(self._tree.outline), anchors)


def may_link(version: Version) -> bool:
    """Tell whether a body may refer to other sources or files; a quick look, never wrongly no."""
    body = version.body
    return "](" in body or "]:" in body or "<" in body or "][" in body


def _body(
    conversion: _Conversion,
    html: str,
    outline: tuple[tuple[int, str, str], ...],
    anchors: Sequence[str] | frozenset[str],
) -> Body:
    return Body(
        html,
        outline,
        frozenset(anchors),
        tuple(dict.fromkeys(conversion.files)),
        tuple(conversion.anchor_links),
        tuple(conversion.messages),
    )


class _RecordTree(Treeprocessor):
    """Links resolved, headings below the page's own h1 and with ids by their text."""

    conversion: _Conversion
    outline: list[tuple[int, str, str]]

    def run(self, root: Element) -> None:
        self.outline = []
        headings = [element for element in root.iter() if element.tag in _HEADINGS]
        shift = 1 if any(heading.tag == "h1" for heading in headings) else 0
        taken = {element.get("id", "") for element in root.iter()}
        numbers: dict[str, int] = {}
        for heading in headings:
            level = min(_HEADINGS[heading.tag] + shift, 6)
            heading.tag = f"h{level}"
            text = self._unescape("".join(heading.itertext())).strip()
            own = heading.get("id") or _free(slug(text), taken, numbers)
            taken.add(own)
            heading.set("id", own)
            self.outline.append((level, own, text))
        for element in list(root.iter()):
            for attribute in ("href", "src"):
                target = element.get(attribute)
                if target is not None and element.tag in {"a", "img"}:
                    self._resolve(element, attribute, self._unescape(target))

    def _unescape(self, text: str) -> str:
        """Undo the placeholders that stand for escaped characters until the last stage."""
        return UnescapeTreeprocessor(self.md).unescape(text.replace(AMP_SUBSTITUTE, "&"))

    def _resolve(self, element: Element, attribute: str, target: str) -> None:
        conversion = self.conversion
        line = conversion.line_of(target)
        is_picture = element.tag == "img"
        mistakes: list[Mistake] = []
        if is_picture and not element.get("alt", "").strip():
            mistakes.append(undescribed(line))
        if not _LOCAL_TARGET.match(target):  # those are told of all together
            schemes = MEDIA_SCHEMES if is_picture else LINK_SCHEMES
            target = checked_url(target, line, schemes, conversion.resolve, mistakes)
        conversion.add(mistakes)
        if target:
            element.set(attribute, target)
        else:
            element.tag = "span"
            element.attrib.clear()


def _free(wanted: str, taken: set[str], numbers: dict[str, int]) -> str:
    free = wanted
    while free in taken:
        numbers[wanted] = numbers.get(wanted, 1) + 1
        free = f"{wanted}-{numbers[wanted]}"
    return free
