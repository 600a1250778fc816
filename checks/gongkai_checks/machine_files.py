"""Links in files that programs read: style sheets, sitemaps, feeds, manifests, service workers."""

from __future__ import annotations

import gzip
import json
import re
import xml.parsers.expat
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from gongkai_checks.facts import Facts, Kind, Link
from gongkai_checks.stylesheets import style_urls

_LARGEST = 64 * 1024 * 1024  # bytes that a packed sitemap may unfold to; the protocol allows 50 MB
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")
_CHARSET = re.compile(rb"""^@charset\s+"([\w-]+)";""")
_PROLOGUE = re.compile(r"^\s*<\?xml.*?\?>", re.DOTALL)

# Elements whose text is an address, and attributes that hold one, without their name spaces.
_SITEMAP_TEXT = frozenset({"loc", "content_loc", "thumbnail_loc", "player_loc"})
_FEED_TEXT = frozenset({"link", "url", "comments", "icon", "logo"})
_ROOTS = frozenset({"urlset", "sitemapindex", "rss", "feed", "rdf"})


def reader_of(path: str) -> Callable[[bytes], Facts] | None:
    """Return what reads the links of a file that is no page; None where it has none."""
    name = path.rpartition("/")[2].lower()
    ending = name.rpartition(".")[2]
    if ending in ("xml", "rss", "atom"):
        return read_xml
    if name.endswith(".xml.gz"):
        return _read_packed
    if ending == "css":
        return read_style_sheet
    if ending in ("webmanifest", "json"):
        return read_manifest
    if ending in ("js", "mjs"):
        return read_service_worker
    return None


def read_style_sheet(data: bytes) -> Facts:
    """Return the resources that a style sheet names."""
    declared = _CHARSET.match(data)
    text = _text(data, declared[1].decode() if declared else "utf-8")
    found = [
        Link(Kind.STYLE, "css", url, None, *_place(text, offset))
        for offset, url in style_urls(text)
    ]
    return Facts(links=tuple(found))


def read_xml(data: bytes) -> Facts:
    """Return the addresses that a sitemap, a sitemap index or a feed lists."""
    if not any(root in data for root in (b"urlset", b"sitemapindex", b"rss", b"feed", b"RDF")):
        return Facts()
    declared = _DECLARED.match(data)
    text = _text(data, declared[1].decode() if declared else "utf-8")
    reader = _XmlReader()
    reader.read(_PROLOGUE.sub("", text, count=1), text)
    return Facts(links=tuple(reader.links), damage=("not-well-formed",) if reader.broken else ())


def _read_packed(data: bytes) -> Facts:
    try:
        unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        return read_xml(unpacker.decompress(data, _LARGEST))
    except (zlib.error, gzip.BadGzipFile):
        return Facts(damage=("not-well-formed",))


class _XmlReader:
    """Reads addresses out of one XML file; entities are never fetched."""

    def __init__(self) -> None:
        self.links: list[Link] = []
        self.broken = False
        self._root = ""
        self._path: list[str] = []
        self._text: list[str] | None = None
        self._place = (0, 0)
        self._skipped = 0
        self._parser = xml.parsers.expat.ParserCreate("utf-8")

    def read(self, text: str, whole: str) -> None:
        self._skipped = whole[: len(whole) - len(text)].count("\n")
        parser = self._parser
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        try:
            parser.Parse(text.encode("utf-8", "replace"), True)
        except xml.parsers.expat.ExpatError:
            self.broken = self._root in _ROOTS

    def _at(self) -> tuple[int, int]:
        return (
            self._parser.CurrentLineNumber + self._skipped,
            self._parser.CurrentColumnNumber + 1,
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2].lower()
        if not self._root:
            self._root = local
        if self._root not in _ROOTS:
            return
        self._path.append(local)
        self._text = None
        self._place = self._at()
        sitemap = self._root in ("urlset", "sitemapindex")
        if (
            (sitemap and local in _SITEMAP_TEXT)
            or (not sitemap and local in _FEED_TEXT)
            or (local == "guid" and attributes.get("isPermaLink", "true").lower() != "false")
        ):
            self._text = []
        if local == "link" and attributes.get("href"):
            self._link(attributes["href"])
        elif local in ("enclosure", "content", "thumbnail") and not sitemap:
            for attribute in ("url", "src"):
                if attributes.get(attribute):
                    self._link(attributes[attribute])

    def _end(self, _name: str) -> None:
        if self._text is not None:
            text = "".join(self._text).strip()
            if text:
                self._link(text)
            self._text = None
        if self._path:
            self._path.pop()

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _link(self, url: str) -> None:
        self.links.append(Link(Kind.LISTED, self._path[-1], url, None, *self._place))


def read_manifest(data: bytes) -> Facts:
    """Return the addresses of a web app manifest, whatever its file is called."""
    if b'"icons"' not in data and b'"start_url"' not in data:
        return Facts()
    try:
        manifest = json.loads(_text(data, "utf-8"))
    except (ValueError, RecursionError):
        return Facts()
    if not isinstance(manifest, dict) or not _MANIFEST.intersection(manifest):
        return Facts()
    found = [("start_url", manifest.get("start_url"))]
    for key in ("icons", "screenshots"):
        found += [(key, item.get("src")) for item in _mappings(manifest.get(key))]
    for shortcut in _mappings(manifest.get("shortcuts")):
        found.append(("shortcuts", shortcut.get("url")))
        found += [("icons", icon.get("src")) for icon in _mappings(shortcut.get("icons"))]
    text = _text(data, "utf-8")
    return Facts(
        links=tuple(
            Link(Kind.LISTED, key, url, None, *_place(text, max(text.find(json.dumps(url)), 0)))
            for key, url in found
            if isinstance(url, str) and url
        )
    )


_MANIFEST = frozenset({"start_url", "short_name", "display", "theme_color"})


def _mappings(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        yield from (item for item in value if isinstance(item, dict))


# Tokens of a script, so that what stands in comments is not taken for text.
_SCRIPT = re.compile(
    r"//[^\n]*|/\*.*?(?:\*/|\Z)"
    r"|(?P<text>\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)*+'|`(?:[^`\\$]|\\.)*+`)"
    r"|(?P<name>[A-Za-z_$][\w$]*)|(?P<mark>[\[\](){},:=;])|\S",
    re.DOTALL,
)
_KEEPS = re.compile(rb"\bcaches\b.*\baddAll\s*\(|precacheAndRoute\s*\(", re.DOTALL)
_INSTALLED = re.compile(rb"""["']install["']|oninstall|precacheAndRoute""")
_SIMPLE_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int


def read_service_worker(data: bytes) -> Facts:
    """Return the addresses that a service worker keeps: the lists given to ``addAll`` and alike."""
    if not _KEEPS.search(data) or not _INSTALLED.search(data):
        return Facts()
    text = _text(data, "utf-8")
    tokens = [
        _Token(match.lastgroup or "", match[0], match.start())
        for match in _SCRIPT.finditer(text)
        if not match[0].startswith(("//", "/*"))
    ]
    lists = dict(_named_lists(tokens))
    found: list[_Token] = []
    for place, token in enumerate(tokens[:-2]):
        if token.text not in ("addAll", "precacheAndRoute", "precache"):
            continue
        if tokens[place + 1].text != "(":
            continue
        given = tokens[place + 2]
        found += _list_at(tokens, place + 2) if given.text == "[" else lists.get(given.text, [])
    return Facts(
        links=tuple(
            Link(Kind.LISTED, "cache", _string(token.text), None, *_place(text, token.start))
            for token in dict.fromkeys(found)
            if len(token.text) > 2
        )
    )


def _named_lists(tokens: list[_Token]) -> Iterator[tuple[str, list[_Token]]]:
    """Yield name and strings of each ``name = [ … ]``."""
    for place in range(1, len(tokens) - 1):
        if tokens[place].text == "=" and tokens[place + 1].text == "[":
            yield tokens[place - 1].text, _list_at(tokens, place + 1)


def _list_at(tokens: list[_Token], place: int) -> list[_Token]:
    """Return the addresses in a list: its strings, or those under ``url`` in its objects.

    A list that holds anything computed yields only what stands there as it is.
    """
    found: list[_Token] = []
    depth = 0
    for position in range(place, len(tokens)):
        token = tokens[position]
        if token.text in ("[", "{", "("):
            depth += 1
        elif token.text in ("]", "}", ")"):
            depth -= 1
            if not depth:
                break
        elif token.kind == "text":
            before, after = tokens[position - 1].text, tokens[position + 1 : position + 2]
            ends = bool(after) and after[0].text in (",", "]", "}")
            in_list = depth == 1 and before in ("[", ",")
            named = before == ":" and tokens[position - 2].text.strip("'\"") == "url"
            if ends and (in_list or named):
                found.append(token)
    return found


def _string(literal: str) -> str:
    return _SIMPLE_ESCAPE.sub(
        lambda match: chr(int(match[1] or match[2], 16)) if match[1] or match[2] else match[3],
        literal[1:-1],
    )


def _text(data: bytes, encoding: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif encoding.lower() in ("gb2312", "gbk"):
        encoding = "gb18030"
    try:
        return data.decode(encoding, "replace").removeprefix("\ufeff")
    except LookupError:
        return data.decode("utf-8", "replace").removeprefix("\ufeff")


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
