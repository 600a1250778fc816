"""Raw HTML in records: what is allowed, how it is checked, and that nothing else gets out.

Records are written by many hands and shown to everybody, so this module is a security boundary.
It holds in three places:

* ``read_block`` reads one listed element (a table with spans, a figure, a video) and writes it anew
  from what it understood; tags, attributes and addresses that are not listed are mistakes.
* ``check_raw_html`` finds raw HTML in an ordinary Markdown source, with lines, for the editor.
* ``RawHtmlExtension`` takes raw HTML out of Python-Markdown and passes its output through
  ``sanitise``, which knows nothing of Markdown: whatever an extension, an attribute list or a link
  has made of the source, only tags and attributes of the list below leave it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from html import escape, unescape
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor

from gongkai_model.messages import Message, NotUnderstood, Place, Severity, Text, quoted

Resolve = Callable[[str, int], str]
"""Turns a target and the line it is written in into an address.

Returns nothing where there is to be no link, and may raise ``NotUnderstood``.
"""

LINK_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
MEDIA_SCHEMES: frozenset[str] = frozenset()
"""Pictures and films are the portal's own: no page asks anything of another host."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something in a body that cannot be published, or should not.

    Attributes:
        line: Counted from 1 within the body; 0 where the line is not known.
        what: The fact.
        fix: What to do about it.
        severity: Only an error keeps the body from being published.
    """

    line: int
    what: Text
    fix: Text
    severity: Severity = Severity.ERROR

    def message(self, path: str, first_line: int = 1) -> Message:
        """Place the mistake in its file, whose body begins in ``first_line``."""
        at = Place(path, self.line and self.line + first_line - 1)
        return Message(at, self.what, self.fix, self.severity)


# --- What may be written -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Element:
    """A listed element.

    Attributes:
        parents: Where it may stand; the empty name is the top of the body.
        attributes: The form of each attribute's value.
        has_text: Whether text may stand in it.
        is_void: Whether it has no content and no end tag.
    """

    parents: frozenset[str]
    attributes: Mapping[str, re.Pattern[str]]
    has_text: bool = False
    is_void: bool = False


_ANY = re.compile(r".*", re.DOTALL)
_COUNT = re.compile(r"[0-9]{1,5}")
_NAME = re.compile(r"[A-Za-z0-9_-]{1,80}")
_NAMES = re.compile(r"[A-Za-z0-9_-]{1,80}(?:[ \t\n]+[A-Za-z0-9_-]{1,80})*+")
_NOTHING = re.compile(r"(?:[a-z]{0,20})")  # controls, controls="" and controls="controls"
_SCOPE = re.compile(r"row|col|rowgroup|colgroup")
_LANGUAGE = re.compile(r"[A-Za-z0-9-]{1,35}")
_MEDIA_TYPE = re.compile(r"[A-Za-z0-9.+-]{1,80}/[A-Za-z0-9.+-]{1,80}(?:;[ -~]{0,80})?")
_TRACK_KIND = re.compile(r"subtitles|captions|descriptions|chapters|metadata")
_PRELOAD = re.compile(r"none|metadata|auto|")
_LOADING = re.compile(r"lazy|eager")

_URLS = frozenset({"href", "src", "poster"})
_EVERYWHERE = {"lang": _LANGUAGE, "dir": re.compile(r"ltr|rtl|auto")}
_SIZE = {"width": _COUNT, "height": _COUNT}
_CELL = {"colspan": _COUNT, "rowspan": _COUNT, "headers": _NAMES, "id": _NAME}
_ROWS = frozenset({"table", "thead", "tbody", "tfoot"})
_PHRASES = frozenset({"td", "th", "caption", "figcaption"})


def _element(
    parents: Iterable[str],
    attributes: Mapping[str, re.Pattern[str]] | None = None,
    *,
    has_text: bool = False,
    is_void: bool = False,
) -> Element:
    return Element(frozenset(parents), _EVERYWHERE | dict(attributes or {}), has_text, is_void)


LISTED: Mapping[str, Element] = {
    "table": _element(("", "figure")),
    "caption": _element(("table",), has_text=True),
    "colgroup": _element(("table",), {"span": _COUNT}),
    "col": _element(("colgroup", "table"), {"span": _COUNT}, is_void=True),
    "thead": _element(("table",)),
    "tbody": _element(("table",)),
    "tfoot": _element(("table",)),
    "tr": _element(_ROWS),
    "th": _element(("tr",), _CELL | {"scope": _SCOPE, "abbr": _ANY}, has_text=True),
    "td": _element(("tr",), _CELL, has_text=True),
    "figure": _element(("",)),
    "figcaption": _element(("figure",), has_text=True),
    "img": _element(
        ("", "figure", *_PHRASES),
        {"src": _ANY, "alt": _ANY, "loading": _LOADING} | _SIZE,
        is_void=True,
    ),
    "video": _element(
        ("", "figure"),
        {"src": _ANY, "poster": _ANY, "preload": _PRELOAD}
        | dict.fromkeys(("controls", "loop", "muted", "playsinline"), _NOTHING)
        | _SIZE,
        has_text=True,
    ),
    "source": _element(("video",), {"src": _ANY, "type": _MEDIA_TYPE}, is_void=True),
    "track": _element(
        ("video",),
        {
            "src": _ANY,
            "kind": _TRACK_KIND,
            "srclang": _LANGUAGE,
            "label": _ANY,
            "default": _NOTHING,
        },
        is_void=True,
    ),
    "br": _element(_PHRASES, is_void=True),
    "sub": _element(_PHRASES, has_text=True),
    "sup": _element(_PHRASES, has_text=True),
}
"""The raw HTML that records may contain."""

BLOCK_START = re.compile(
    "<(?:" + "|".join(name for name, it in LISTED.items() if "" in it.parents) + r")(?![\w:.-])",
    re.IGNORECASE,
)
"""How a line begins with which a listed element begins."""

LOOKS_LIKE_TAG = re.compile(r"</?[A-Za-z]|<!--|<![A-Za-z]|<!\[CDATA\[|<\?")
"""The beginning of a tag, comment, declaration or instruction; a tag needs a ``>`` after it too."""

# No "<" in values: every scan ends at the next one, so reading is linear whatever is written.
_ATTRIBUTE = (
    r"[A-Za-z_:@][\w:.@-]*+(?:\s*+=\s*+(?:\"[^\"<]*+\"|'[^'<]*+'|[^\s\"'=<>`]++)|(?!\s*+=))"
)
_TAG = re.compile(rf"<(/?)([A-Za-z][A-Za-z0-9]*+)((?:\s++{_ATTRIBUTE})*+)\s*+(/?)>", re.ASCII)
_ATTRIBUTES = re.compile(
    r"\s++([A-Za-z_:@][\w:.@-]*+)(?:\s*+=\s*+(?:\"([^\"<]*+)\"|'([^'<]*+)'|([^\s\"'=<>`]++)))?",
    re.ASCII,
)
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_IGNORED_IN_URL = re.compile("[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")

_ESCAPE_IT = Text(
    zh=r"如为普通文字，请写作 \<（gongkai fix 文件 可代为改写）；如为标记，请删去或改用允许的写法",
    en=r"write \< if it is plain text (`gongkai fix FILE` does it); otherwise remove the tag",
)


def refused_scheme(url: str, allowed: frozenset[str]) -> str:
    """Return the scheme of an address that is not allowed; empty if there is nothing to refuse.

    Blanks and control characters are passed over, as browsers pass over some of them.
    """
    plain = _IGNORED_IN_URL.sub("", url)
    match = _SCHEME.match(plain)
    if match is None and not allowed and plain.replace("\\", "/").startswith("//"):
        return "//"
    return match[1] if match and match[1].lower() not in allowed else ""


def checked_url(
    url: str, line: int, allowed: frozenset[str], resolve: Resolve | None, mistakes: list[Mistake]
) -> str:
    """Return the address to write for a target; a target that is refused becomes ``#``."""
    if scheme := refused_scheme(url, allowed):
        if not allowed and scheme.lower() in _OTHER_HOSTS:
            mistakes.append(_elsewhere(line, url))
            return "#"
        mistakes.append(
            Mistake(
                line,
                Text(zh=f"不允许的链接类型：{scheme}:", en=f"links to {scheme}: are refused"),
                Text(
                    zh=f"改用 {'、'.join(sorted(allowed))} 或相对地址",
                    en=f"use {', '.join(sorted(allowed))} or a relative address",
                )
                if allowed
                else Text(
                    zh="把图片、视频放到本文旁边，写相对路径",
                    en="put pictures and films beside the file and write relative paths",
                ),
            )
        )
        return "#"
    if resolve is None:
        return url
    try:
        return resolve(url, line)
    except NotUnderstood as error:
        mistakes.append(Mistake(line, error.what, error.fix))
        return "#"


_OTHER_HOSTS = frozenset({"http", "https", "//"})


def _elsewhere(line: int, url: str) -> Mistake:
    is_film = url.partition("?")[0].lower().endswith((".mp4", ".webm"))
    shown = quoted(url.strip()[:80])
    return Mistake(
        line,
        Text(
            zh=f"{'视频' if is_film else '图片'}在别的网站上：{shown}",
            en=f"a {'film' if is_film else 'picture'} of another site: {shown}",
        ),
        Text(
            zh="下载后放到本文旁边，写文件名，如 ![图上是什么](图.png)",
            en="download it, put it beside the file and write its name, as in ![what it is](a.png)",
        ),
    )


def undescribed(line: int) -> Mistake:
    """Warn of a picture without alternative text: in official bodies none is decoration."""
    return Mistake(
        line,
        Text(
            zh="图片没有文字说明，看不到图的人不知道图上是什么",
            en="a picture without alternative text, for those who do not see it",
        ),
        Text(
            zh='写出图上是什么：![图上是什么](图.png)，HTML 中写 alt="图上是什么"',
            en='say what it shows: ![what it shows](a.png), in HTML alt="what it shows"',
        ),
        Severity.WARNING,
    )


_FORMATTING = re.compile(
    r"</?(?:p|span|font|b|i|u|s|strong|em|div|br|center|style|h[1-6]|ul|ol|li|[owv]:\w+|st1:\w+)\b",
    re.IGNORECASE,
)
_LEAVE_IT_OUT = Text(
    zh=r"这是从 Word 或网页带来的格式：删去标记，只留文字（粘贴时选“只保留文本”）；"
    r"确是正文里的字，才写作 \<（gongkai fix 文件 可代为改写）",
    en=r"this is formatting of Word or a web page: leave the tag out, keep the text; only where it "
    r"belongs to the text itself write \< (`gongkai fix FILE` does it)",
)


def refused_tag(line: int, tag: str) -> Mistake:
    """Say that raw HTML is refused."""
    shown = tag if len(tag) <= 40 else tag[:40] + "…"
    return Mistake(
        line,
        Text(zh=f"不接受 HTML 标记：{shown}", en=f"raw HTML is refused: {shown}"),
        _LEAVE_IT_OUT if _FORMATTING.match(tag) else _ESCAPE_IT,
    )


# --- Reading a listed element --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Block:
    """A listed element with its content.

    Attributes:
        html: The element, written anew.
        end: Where it ends in the source.
        ids: The ids in it.
        mistakes: What is wrong with it.
    """

    html: str
    end: int
    ids: tuple[str, ...]
    mistakes: tuple[Mistake, ...]


def unclosed(line: int, tag: str) -> Mistake:
    """Say that a listed element never ends."""
    return Mistake(
        line,
        Text(zh=f"{tag} 没有结束标记", en=f"{tag} is never closed"),
        Text(
            zh=rf"补上结束标记；如为普通文字，请写作 \{tag}",
            en=rf"close it, or write \{tag} if it is plain text",
        ),
    )


def begins_block(source: str, start: int = 0) -> bool:
    """Tell whether a listed element begins at ``start``."""
    return bool(BLOCK_START.match(source, start) and _TAG.match(source, start))


def read_block(source: str, start: int, line: int, resolve: Resolve | None = None) -> Block | None:
    """Read the listed element that begins at ``start``, which is in ``line``.

    Returns:
        The element up to where its tags are balanced; None if they never are.
    """
    return _BlockReading(source, start, line, resolve).read()


class _BlockReading:
    """The state of reading one listed element."""

    def __init__(self, source: str, start: int, line: int, resolve: Resolve | None) -> None:
        self._source = source
        self._position = start
        self._line = line
        self._resolve = resolve
        self._open: list[str] = []
        self._html: list[str] = []
        self._ids: list[str] = []
        self._mistakes: list[Mistake] = []

    def read(self) -> Block | None:
        source = self._source
        while True:
            opening = source.find("<", self._position)
            if opening < 0:
                return None
            self._text(source[self._position : opening])
            match = _TAG.match(source, opening)
            if match is None:
                self._position = opening + 1
                self._html.append("&lt;")
                if LOOKS_LIKE_TAG.match(source, opening) or not self._open:
                    self._mistakes.append(
                        refused_tag(self._line, source[opening : opening + 40].split("\n")[0])
                    )
                if not self._open:
                    return None
                continue
            self._tag(match)
            self._position = match.end()
            self._line += match[0].count("\n")
            if not self._open:
                return Block(
                    "".join(self._html), match.end(), tuple(self._ids), tuple(self._mistakes)
                )

    def _text(self, text: str) -> None:
        parent = self._open[-1] if self._open else ""
        if parent and not LISTED[parent].has_text and text.strip(" \t\n"):
            shown = text.strip()[:40]
            self._mistakes.append(
                Mistake(
                    self._line,
                    Text(
                        zh=f"<{parent}> 中不能直接写文字：{shown}",
                        en=f"text directly in <{parent}>: {shown}",
                    ),
                    Text(zh="把文字移入单元格或标题", en="move it into a cell or a caption"),
                )
            )
        self._line += text.count("\n")
        self._html.append(escape(unescape(text), quote=False))

    def _tag(self, match: re.Match[str]) -> None:
        name = match[2].lower()
        element = LISTED.get(name)
        if element is None:
            self._refuse(match[0])
        elif match[1]:
            if self._open and self._open[-1] == name:
                self._open.pop()
                self._html.append(f"</{name}>")
            else:
                self._refuse(match[0])
        else:
            parent = self._open[-1] if self._open else ""
            if parent not in element.parents:
                self._mistakes.append(
                    Mistake(
                        self._line,
                        Text(
                            zh=f"<{name}> 不能写在 <{parent}> 中",
                            en=f"<{name}> cannot stand in <{parent}>",
                        ),
                        Text(
                            zh=f"<{name}> 只能写在：{_places(element)}",
                            en=f"<{name}> may stand in: {_places(element)}",
                        ),
                    )
                )
            self._html.append(f"<{name}{self._attributes(name, element, match[3])}>")
            if not element.is_void:
                self._open.append(name)

    def _refuse(self, tag: str) -> None:
        self._mistakes.append(refused_tag(self._line, tag))
        self._html.append(escape(tag, quote=False))

    def _attributes(self, name: str, element: Element, written: str) -> str:
        result = []
        seen = set()
        is_described = False
        for match in _ATTRIBUTES.finditer(written):
            key = match[1].lower()
            value = _decoded(match[2] or match[3] or match[4] or "")
            form = element.attributes.get(key)
            if form is None or key in seen or not form.fullmatch(value):
                self._mistakes.append(
                    Mistake(
                        self._line,
                        Text(
                            zh=f"<{name}> 的属性不被接受：{match[0].strip()[:60]}",
                            en=f"attribute of <{name}> refused: {match[0].strip()[:60]}",
                        ),
                        Text(
                            zh=f"可用的属性：{'、'.join(sorted(element.attributes))}，每个一次",
                            en=f"allowed, once each: {', '.join(sorted(element.attributes))}",
                        ),
                    )
                )
                continue
            seen.add(key)
            if key in _URLS:
                value = checked_url(value, self._line, MEDIA_SCHEMES, self._resolve, self._mistakes)
                if not value:
                    continue
            elif key == "id":
                self._ids.append(value)
            is_described = is_described or (key == "alt" and bool(value.strip()))
            result.append(f" {key}" if form is _NOTHING else f' {key}="{escape(value)}"')
        if name == "img" and not is_described:
            self._mistakes.append(undescribed(self._line))
        return "".join(result)


def _places(element: Element) -> str:
    return ", ".join(f"<{name}>" for name in sorted(element.parents) if name) or "-"


def _decoded(value: str) -> str:
    """Read an attribute's value; references without a semicolon are left, as in ``?a=1&copy=2``."""
    return _REFERENCE.sub(lambda match: unescape(match[0]), value)


# --- Finding raw HTML in ordinary Markdown -------------------------------------------------------

_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*+$)|~{3,})")
_BACKTICKS = re.compile(r"\\.|(`+)")
_AUTOLINK = re.compile(r"<(?:https?://[^<>\s]*+|[^<>\s@!/]++@[^<>\s@]++)>", re.IGNORECASE)


def check_raw_html(source: str, resolve: Resolve | None = None) -> list[Mistake]:
    """Find the raw HTML of an ordinary Markdown source that is not listed.

    What stands in fenced code, indented code and code spans is text. This is for the editor's
    benefit; that refused HTML does not get out rests on ``RawHtmlExtension``.

    Args:
        source: The body.
        resolve: Tells of the addresses in listed elements; what it returns is not used.
    """
    mistakes: list[Mistake] = []
    lines = source.split("\n")
    starts = [0]
    for text in lines:
        starts.append(starts[-1] + len(text) + 1)
    paragraph: list[str] = []
    first = 0
    fence = ""
    after_blank = True  # an indented line after a blank one is code, and so are those after it
    broken = False
    number = 0

    def finish() -> None:
        if paragraph:
            _check_paragraph("\n".join(paragraph), first, mistakes)
            paragraph.clear()

    while number < len(lines):
        text = lines[number]
        if fence:
            closing = text.strip()
            if closing.startswith(fence) and not closing.strip(fence[0]):
                fence = ""
            number += 1
            after_blank = True
            continue
        if match := _FENCE.match(text):
            finish()
            fence = match[1]
        elif not text.strip():
            finish()
            after_blank = True
            number += 1
            continue
        elif after_blank and text.startswith(("    ", "\t")):
            number += 1
            continue
        elif not broken and text[0] == "<" and begins_block(source, starts[number]):
            finish()
            block = read_block(source, starts[number], number + 1, resolve)
            if block is None:
                broken = True
                mistakes.append(unclosed(number + 1, _tag_shown(text)))
            else:
                mistakes.extend(block.mistakes)
                number += source.count("\n", starts[number], block.end)
                rest = source[block.end : starts[number + 1] - 1]
                if rest.strip():
                    first, paragraph[:] = number, [rest]
        else:
            if not paragraph:
                first = number
            paragraph.append(text)
        after_blank = False
        number += 1
    finish()
    return mistakes


def _tag_shown(text: str) -> str:
    match = BLOCK_START.match(text)
    return match[0] + ">" if match else text[:20]


def _check_paragraph(text: str, first: int, mistakes: list[Mistake]) -> None:
    text = without_code(text)
    last = text.rfind(">")
    line, counted = first + 1, 0
    position = 0
    while match := LOOKS_LIKE_TAG.search(text, position):
        start = position = match.start()
        position += 1
        before = start
        while before and text[before - 1] == "\\":
            before -= 1
        is_tag = match[0][1] not in "!?"
        if (start - before) % 2 or (is_tag and start > last):
            continue
        if autolink := _AUTOLINK.match(text, start):
            position = autolink.end()
            continue
        line, counted = line + text.count("\n", counted, start), start
        end = text.find(">", start)
        position = end + 1 if end >= 0 else len(text)
        mistakes.append(refused_tag(line, text[start:position].split("\n")[0]))


def without_code(text: str) -> str:
    """Blank out code spans, keeping every position and line."""
    if "`" not in text:
        return text
    runs = [match for match in _BACKTICKS.finditer(text) if match[1]]
    # The nearest later run of the same length closes a span.
    closing: dict[int, int] = {}
    nearest: dict[int, int] = {}
    for index in range(len(runs) - 1, -1, -1):
        length = len(runs[index][1])
        if length in nearest:
            closing[index] = nearest[length]
        nearest[length] = index
    result = []
    position = index = 0
    while index < len(runs):
        if index in closing:
            end = runs[closing[index]].end()
            code = text[runs[index].start() : end]
            result.append(text[position : runs[index].start()])
            result.append("\n".join(" " * len(part) for part in code.split("\n")))
            position = end
            index = closing[index]
        index += 1
    result.append(text[position:])
    return "".join(result)


# --- What may leave -------------------------------------------------------------------------------

# What Python-Markdown and its usual extensions write.
_PLAIN_ELEMENTS = frozenset(
    re.findall(
        r"\w+",
        "abbr b bdi bdo blockquote br caption cite code dd del dfn div dl dt em figcaption figure "
        "h1 h2 h3 h4 h5 h6 hr i ins kbd mark p pre q rp rt ruby s samp section small span strong "
        "sub summary sup table tbody tfoot thead tr u ul var wbr",
    )
)
_OUTPUT_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        _PLAIN_ELEMENTS,
        frozenset[str](),
    ),
    "a": frozenset({"href", "rel", "target", "download", "hreflang"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "details": frozenset({"open"}),
    "img": frozenset({"src", "alt", "width", "height", "loading"}),
    "input": frozenset({"type", "checked", "disabled", "name"}),
    "label": frozenset({"for"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"start", "type", "reversed"}),
    "path": frozenset({"d", "fill", "fill-rule", "clip-rule"}),
    "svg": frozenset({"xmlns", "viewbox", "width", "height", "fill"}),
    "td": frozenset({"colspan", "rowspan", "headers", "align"}),
    "th": frozenset({"colspan", "rowspan", "headers", "align", "scope", "abbr"}),
    "video": frozenset(LISTED["video"].attributes),
    "source": frozenset(LISTED["source"].attributes),
    "track": frozenset(LISTED["track"].attributes),
}
_OUTPUT_EVERYWHERE = frozenset(
    {"id", "class", "title", "lang", "dir", "role", "tabindex", "data-tabs", "data-title"}
)
_ARIA = re.compile(r"aria-[a-z]+")
_FORMS = {
    "type": re.compile(r"checkbox|radio|[1aAiI]|" + _MEDIA_TYPE.pattern),
    "target": re.compile(r"_blank"),
    "xmlns": re.compile(r"http://www\.w3\.org/2000/svg"),
}


def sanitise(html: str) -> tuple[str, list[str]]:
    """Let nothing out but known tags, known attributes and safe addresses.

    Anything else that begins with ``<`` is written as text; other attributes are left out.

    Returns:
        The HTML, and what was refused in it, as written there.
    """
    result: list[str] = []
    refused: list[str] = []
    position = 0
    while (opening := html.find("<", position)) >= 0:
        result.append(html[position:opening])
        match = _TAG.match(html, opening)
        if match is None or match[2].lower() not in _OUTPUT_ATTRIBUTES:
            position = match.end() if match else opening + 1
            refused.append(html[opening : max(position, opening + 40)].split("\n")[0][:60])
            result.append(escape(html[opening:position], quote=False))
            continue
        position = match.end()
        result.append(_safe_tag(match, refused) if match[3] else match[0])
    result.append(html[position:])
    return "".join(result), refused


def _safe_tag(match: re.Match[str], refused: list[str]) -> str:
    name = match[2].lower()
    kept = []
    for attribute in _ATTRIBUTES.finditer(match[3]):
        value = unescape(attribute[2] or attribute[3] or attribute[4] or "")
        if _may_leave(name, attribute[1].lower(), value):
            kept.append(attribute[0])
        else:
            refused.append(attribute[0].strip()[:60])
    return f"<{match[1]}{match[2]}{''.join(kept)}{' /' if match[4] else ''}>"


def _may_leave(name: str, key: str, value: str) -> bool:
    if key in _URLS:
        schemes = LINK_SCHEMES if name == "a" else MEDIA_SCHEMES
        if refused_scheme(value, schemes):
            return False
    if (form := _FORMS.get(key)) and not form.fullmatch(value):
        return False
    if key == "type" and name == "input":
        return value in {"checkbox", "radio"}
    return (
        key in _OUTPUT_EVERYWHERE or key in _OUTPUT_ATTRIBUTES[name] or bool(_ARIA.fullmatch(key))
    )


class _ListedBlocks(Preprocessor):
    """Puts listed elements aside, in the place of Python-Markdown's own reading of HTML."""

    def __init__(self, md: Markdown, extension: RawHtmlExtension) -> None:
        super().__init__(md)
        self._extension = extension

    def run(self, lines: list[str]) -> list[str]:
        source = "\n".join(lines)
        if "<" not in source:
            return lines
        result: list[str] = []
        position = end = 0
        broken = False
        for text in lines:
            start, position = position, position + len(text) + 1
            if start < end:
                # The rest of the line in which an element ended is text.
                if position > end and (rest := source[end : position - 1]).strip():
                    result.append(rest)
                continue
            if broken or not begins_block(source, start):
                result.append(text)
                continue
            block = read_block(source, start, 0, self._extension.resolve)
            if block is None:
                # Never closed: nothing below is a whole element for certain.
                broken = True
                result.append(text)
                continue
            end = block.end
            self._extension.mistakes += [replace(mistake, line=0) for mistake in block.mistakes]
            result += ["", self.md.htmlStash.store(block.html), ""]
            if position > end and (rest := source[end : position - 1]).strip():
                result.append(rest)
        return result


class _Sanitise(Postprocessor):
    def __init__(self, md: Markdown, extension: RawHtmlExtension) -> None:
        super().__init__(md)
        self._extension = extension

    def run(self, text: str) -> str:
        html, refused = sanitise(text)
        self._extension.mistakes += [
            Mistake(
                0,
                Text(zh=f"输出中不允许：{part}", en=f"not allowed in the output: {part}"),
                Text(zh="从正文中删去", en="remove it from the body"),
            )
            for part in refused
        ]
        return html


class RawHtmlExtension(Extension):
    """Keeps raw HTML out of a Markdown instance, but for the listed elements.

    It belongs last in the list of extensions: it takes its place when the instance is complete.

    Attributes:
        resolve: Used for the addresses in listed elements, if set; the line is not known to it.
        mistakes: What was found since the last ``reset``; where it stood is not known here, see
            ``check_raw_html``.
    """

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - as in Extension
        super().__init__(**kwargs)
        self.mistakes: list[Mistake] = []
        self.resolve: Resolve | None = None
        self._md: Markdown | None = None

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register with ``md``; the work is done in ``reset``."""
        self._md = md
        md.registerExtension(self)
        if "<" not in md.ESCAPED_CHARS:
            md.ESCAPED_CHARS.append("<")

    def reset(self) -> None:
        """Take the place of everything that lets raw HTML through."""
        self.mistakes = []
        md = self._md
        if md is None:
            return
        md.inlinePatterns.deregister("html", strict=False)
        # Whatever an extension has put here, md_in_html for one, reads raw HTML.
        md.preprocessors.register(_ListedBlocks(md, self), "html_block", 20)
        md.postprocessors.register(_Sanitise(md, self), "gongkai_sanitise", -1000)


def makeExtension(**kwargs: Any) -> RawHtmlExtension:  # noqa: N802, ANN401
    """Make the extension, as Python-Markdown asks for it."""
    return RawHtmlExtension(**kwargs)
