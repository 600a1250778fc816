"""What a page says, as far as rules ask: read once, kept under the hash of its bytes.

Nothing here depends on where the page lies or on what else the site holds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from gongkai_checks.attributes import refresh_of, srcset_urls
from gongkai_checks.parsing import Element, Namespace, Tree, parse, parse_page, place_of
from gongkai_checks.stylesheets import style_urls


class Kind(StrEnum):
    """What a link is for; its weight when it is dead depends on that."""

    PAGE = "page"
    RESOURCE = "resource"
    ICON = "icon"
    MEDIA = "media"
    EMBEDDED = "embedded"
    FORM = "form"
    POST = "post"  # a form that is sent: nothing is fetched from its address
    REFRESH = "refresh"
    CANONICAL = "canonical"
    METADATA = "metadata"
    MINOR = "minor"
    STYLE = "style"
    LISTED = "listed"  # sitemaps, feeds, manifests, service workers
    TEMPLATE = "template"
    SYMBOL = "symbol"  # svg use


class Link(NamedTuple):
    """One address on a page.

    Attributes:
        kind: What it is for.
        where: Element and attribute, such as ``a href``.
        url: The address, as it stands.
        text: The whole attribute where that holds more than the address.
        line: From 1; 0 where it is not known.
        column: From 1.
        flags: Of ``FLAG_…``.
    """

    kind: str
    where: str
    url: str
    text: str | None
    line: int
    column: int
    flags: str = ""

    @property
    def value(self) -> str:
        """The raw text of the attribute."""
        return self.url if self.text is None else self.text


FLAG_NEW_WINDOW = "w"  # target=_blank without rel=noopener
FLAG_HIDDEN = "h"  # within something that inline style hides
FLAG_GUIDE = "g"  # names an article, or stands in a table of contents, or skips to the content


class Meta(NamedTuple):
    """A ``<meta name content>``."""

    name: str
    content: str | None
    line: int
    column: int


class Piece(NamedTuple):
    """A piece of text with its place: an id, a heading."""

    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What one page, or another file with links, says.

    Attributes:
        links: In no order to rely on.
        base: Text of the first ``<base href>``.
        ids: Every id of the document, in order, those given twice once.
        names: ``name`` of ``a`` elements.
        twice: Ids given again, at the later place.
        nameless: Places of ``a`` without href, name and id.
        refresh: Seconds and address of the redirect a browser follows by itself.
        metas: In order.
        title: Text of ``<title>``; None: there is none.
        headings: Every h1.
        footer: Text of the page's footer, white space squeezed.
        damage: What is wrong with the bytes.
    """

    links: tuple[Link, ...] = ()
    base: str | None = None
    ids: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    twice: tuple[Piece, ...] = ()
    nameless: tuple[tuple[int, int], ...] = ()
    refresh: tuple[int, str] | None = None
    metas: tuple[Meta, ...] = ()
    title: str | None = None
    headings: tuple[Piece, ...] = ()
    footer: str = ""
    damage: tuple[str, ...] = ()

    def to_json(self) -> str:
        """Return the facts as JSON."""
        return json.dumps([getattr(self, name) for name in _FIELDS], separators=(",", ":"))


_FIELDS = tuple(Facts.__dataclass_fields__)


def facts_from_json(text: str) -> Facts:
    """Return the facts that ``Facts.to_json`` wrote."""
    links, base, ids, names, twice, nameless, refresh, metas, title, heads, footer, damage = (
        json.loads(text)
    )
    return Facts(
        tuple([Link(*link) for link in links]),
        base,
        tuple(ids),
        tuple(names),
        tuple([Piece(*piece) for piece in twice]),
        tuple([(line, column) for line, column in nameless]),
        (refresh[0], refresh[1]) if refresh else None,
        tuple([Meta(*meta) for meta in metas]),
        title,
        tuple([Piece(*piece) for piece in heads]),
        footer,
        tuple(damage),
    )


_NESTED = 4  # pages in srcdoc in pages in srcdoc …
_LONGEST = 2000  # characters of a text that is kept
_FOOTER = 8000

# rel of <link> -> what it is for; what is not named here is metadata.
_RELS = {
    **dict.fromkeys(("stylesheet", "preload", "modulepreload", "manifest"), Kind.RESOURCE),
    **dict.fromkeys(
        ("icon", "apple-touch-icon", "apple-touch-icon-precomposed", "mask-icon", "fluid-icon"),
        Kind.ICON,
    ),
    "canonical": Kind.CANONICAL,
}
_NO_PAGE = frozenset({"preconnect", "dns-prefetch", "profile", "pingback", "edituri"})
_LINKED_PROPERTIES = frozenset(
    {"og:url", "og:image", "og:image:url", "og:image:secure_url", "twitter:image"}
)
_GUIDED = "nav,[class*=toc i],[id*=toc i],[class*=catalog i],[role=navigation]"
_ARTICLE = re.compile(
    r"第[〇零一二三四五六七八九十百千万\d]+[编分章节条款项目]"
    r"|(?:%E7%AC%AC)|^(?:art|article|tiao|ch|chapter|sec|section|zhang|jie)[-_.]?\d",
    re.IGNORECASE,
)
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])"
    r"|(?:text-indent|left|top|right|margin-left|margin-top)\s*:\s*-\d{3,}",
    re.IGNORECASE,
)
_SPACES = re.compile(r"\s+")
_OPENERS = frozenset({"noopener", "noreferrer"})


def read_facts(data: bytes) -> Facts:
    """Return what a page of HTML says."""
    tree, damage = parse_page(data)
    return _Reader(tree, damage).facts()


class _Reader:
    """Reads one tree, each element once, by its name."""

    def __init__(
        self, tree: Tree, damage: tuple[str, ...] = (), depth: int = 0, at: Element | None = None
    ) -> None:
        self._tree = tree
        self._damage = damage
        self._depth = depth
        self._place = place_of(at) if at is not None else None  # of the frame that holds this page
        self._links: list[Link] = []
        self._refresh: tuple[int, str] | None = None
        self._metas: list[Meta] = []
        self._base: str | None = None
        self._title: str | None = None
        self._names: list[str] = []
        self._nameless: list[tuple[int, int]] = []
        self._headings: list[Piece] = []
        self._footers: list[Element] = []
        self._copied: frozenset[Element] = frozenset()
        self._shadowed: frozenset[Element] = frozenset()
        self._hidden: frozenset[Element] = frozenset()

    def facts(self) -> Facts:
        """Read everything."""
        tree = self._tree
        if tree.find_all("template"):
            copies = "template:not([shadowrootmode]) *,template[shadowrootmode] template *"
            self._copied = frozenset(tree.select(copies))
            self._shadowed = frozenset(tree.select("template[shadowrootmode] *"))
        ids, twice = self._ids()
        self._styled()
        for tag, reader in _READERS.items():
            for element in tree.find_all(tag):
                reader(self, element)
        if tree.find_all("svg"):
            for element in tree.select("svg [href],svg [xlink\\:href]"):
                self._svg(element)
        return Facts(
            links=tuple(self._links),
            base=self._base,
            ids=ids,
            names=tuple(self._names),
            twice=twice,
            nameless=tuple(self._nameless),
            refresh=self._refresh,
            metas=tuple(self._metas),
            title=self._title,
            headings=tuple(self._headings),
            footer=self._footer(),
            damage=self._damage,
        )

    def _at(self, element: Element) -> tuple[int, int]:
        return self._place or place_of(element)

    def _add(
        self,
        element: Element,
        kind: str,
        name: str,
        url: str | None,
        text: str | None = None,
        flags: str = "",
    ) -> None:
        if url is None:
            return
        if self._copied and element in self._copied:
            kind = Kind.TEMPLATE
        line, column = self._place or place_of(element)
        self._links.append(Link(kind, f"{element.tag} {name}", url, text, line, column, flags))

    def _ids(self) -> tuple[tuple[str, ...], tuple[Piece, ...]]:
        elements = self._tree.select("[id]")
        if self._copied:
            elements = [e for e in elements if e not in self._copied and e not in self._shadowed]
        ids = [e.attr("id") or "" for e in elements]
        known = dict.fromkeys(ids)
        twice: list[Piece] = []
        if len(known) < len(ids):
            seen: set[str] = set()
            for name, element in zip(ids, elements, strict=True):
                if name in seen and name:
                    twice.append(Piece(name, *self._at(element)))
                seen.add(name)
        known.pop("", None)
        return tuple(known), tuple(twice)

    def _styled(self) -> None:
        """Read style attributes; remember the links that they hide."""
        hidden: list[Element] = []
        for element in self._tree.select("[style]"):
            style = element.attr("style") or ""
            if element not in self._copied:
                for _, url in style_urls(style):
                    self._add(element, Kind.STYLE, "style", url, style)
            if _HIDING.search(style):
                hidden += (element, *element.select("a[href]"))
        self._hidden = frozenset(hidden)

    def _anchor(self, element: Element) -> None:
        copied = self._copied and element in self._copied
        name = element.attr("name")
        if name and not copied and element.tag == "a":
            self._names.append(name)
        url = element.attr("href")
        if url is None:
            if not copied and not name and element.tag == "a" and _nameless(element):
                self._nameless.append(self._at(element))
            return
        flags = FLAG_HIDDEN if self._hidden and element in self._hidden else ""
        if element.attr("target") is not None and _opens(element):
            flags += FLAG_NEW_WINDOW
        if "#" in url and len(url) > 1 and self._guides(element, url):
            flags += FLAG_GUIDE
        self._add(element, Kind.PAGE, "href", url, None, flags)
        ping = element.attr("ping")
        for pinged in ping.split() if ping else ():
            self._add(element, Kind.MINOR, "ping", pinged, ping)

    @staticmethod
    def _guides(element: Element, href: str) -> bool:
        return bool(
            _ARTICLE.search(href.partition("#")[2])
            or element.closest(_GUIDED) is not None
            or "skip" in (element.attr("class") or "").lower()
            or _ARTICLE.match(element.text.strip()[:20])
        )

    def _base_of(self, element: Element) -> None:
        if self._base is None and element not in self._copied:
            self._base = element.attr("href")

    def _title_of(self, element: Element) -> None:
        if self._title is None and element.namespace is Namespace.HTML:
            self._title = _squeezed(element.text)[:_LONGEST]

    def _heading(self, element: Element) -> None:
        if element not in self._copied:
            self._headings.append(Piece(_squeezed(element.text)[:_LONGEST], *self._at(element)))

    def _foot(self, element: Element) -> None:
        if element not in self._copied:
            self._footers.append(element)

    def _cite(self, element: Element) -> None:
        self._minor(element, "cite")

    def _background(self, element: Element) -> None:
        self._minor(element, "background")

    def _minor(self, element: Element, name: str) -> None:
        url = element.attr(name)
        if url:
            self._add(element, Kind.MINOR, name, url)

    def _svg(self, element: Element) -> None:
        for name in ("href", "xlink:href"):
            url = element.attr(name)
            if url is None or (element.tag == "a" and name == "href"):
                continue  # read with the other a elements
            if element.tag == "a":
                self._add(element, Kind.PAGE, name, url)
            elif element.tag == "use":
                self._add(element, Kind.SYMBOL, name, url)
            elif element.tag in ("image", "feimage", "feImage"):
                self._add(element, Kind.MEDIA, name, url)
            elif element.tag == "script":
                self._add(element, Kind.RESOURCE, name, url)
            elif not url.startswith("#"):
                self._add(element, Kind.MEDIA, name, url)

    def _link(self, element: Element) -> None:
        rels = (element.attr("rel") or "").lower().split()
        href = element.attr("href")
        srcset = element.attr("imagesrcset")
        if srcset and "preload" in rels:
            self._srcset(element, "imagesrcset", srcset)
        if (
            not rels
            or not href
            or any(rel in _NO_PAGE or rel.startswith("schema.") for rel in rels)
        ):
            return
        kind = next((_RELS[rel] for rel in rels if rel in _RELS), Kind.METADATA)
        self._add(element, kind, "href", href)

    def _script(self, element: Element) -> None:
        if element.attr("src") is not None:
            self._add(element, Kind.RESOURCE, "src", element.attr("src"))
        elif "ld+json" in (element.attr("type") or "").lower():
            for url in _json_urls(element.text):
                self._add(element, Kind.METADATA, "json", url)

    def _source(self, element: Element) -> None:
        """Read an image, a film, a sound, or a source of one."""
        self._add(element, Kind.MEDIA, "src", element.attr("src"))
        if element.tag == "img":
            self._minor(element, "longdesc")
        elif element.attr("poster"):
            self._add(element, Kind.MEDIA, "poster", element.attr("poster"))
        srcset = element.attr("srcset")
        if srcset:
            self._srcset(element, "srcset", srcset)

    def _srcset(self, element: Element, name: str, text: str) -> None:
        for url in dict.fromkeys(srcset_urls(text)):
            self._add(element, Kind.MEDIA, name, url, text)

    def _object(self, element: Element) -> None:
        if element.attr("data"):
            self._add(element, Kind.MEDIA, "data", element.attr("data"))

    def _input(self, element: Element) -> None:
        if (element.attr("type") or "").lower() == "image":
            self._add(element, Kind.MEDIA, "src", element.attr("src"))
        self._button(element)

    def _button(self, element: Element) -> None:
        url = element.attr("formaction")
        if url is not None:
            method = element.attr("formmethod")
            if method is None:
                form = element.closest("form")
                method = form.attr("method") if form is not None else None
            self._add(element, _sent(method), "formaction", url)

    def _form(self, element: Element) -> None:
        self._add(element, _sent(element.attr("method")), "action", element.attr("action"))

    def _iframe(self, element: Element) -> None:
        self._minor(element, "longdesc")
        inner = element.attr("srcdoc")
        if inner is None:
            self._add(element, Kind.EMBEDDED, "src", element.attr("src"))
        elif self._depth < _NESTED and element not in self._copied:
            facts = _Reader(parse(inner), depth=self._depth + 1, at=element).facts()
            own = {f"#{name}" for name in (*facts.ids, *facts.names)}
            self._links += (link for link in facts.links if link.url not in own)

    def _style(self, element: Element) -> None:
        text = element.text
        line, column = self._at(element)
        for offset, url in style_urls(text):
            if element in self._copied:
                continue
            before = text.count("\n", 0, offset)
            place = (line, column) if self._place else (line + before, column if not before else 1)
            self._links.append(Link(Kind.STYLE, "style", url, None, *place))

    def _meta(self, element: Element) -> None:
        if element in self._copied:
            return
        content = element.attr("content")
        name = element.attr("name")
        if name is not None:
            kept = None if content is None else content[:_LONGEST]
            self._metas.append(Meta(name, kept, *self._at(element)))
        if content is None:
            return
        told = (element.attr("property") or name or "").strip().lower()
        if told in _LINKED_PROPERTIES:
            self._add(element, Kind.METADATA, told, content)
        if not told and (element.attr("http-equiv") or "").strip().lower() == "refresh":
            refresh = refresh_of(content)
            if refresh and refresh[1]:
                self._add(element, Kind.REFRESH, "refresh", refresh[1], content)
                if self._refresh is None and element.closest("noscript") is None:
                    self._refresh = refresh

    def _footer(self) -> str:
        """Return the text of the page's footer, the last one there is."""
        footers = self._footers or self._tree.select("[role=contentinfo],#footer,.footer")
        return _squeezed(footers[-1].text)[:_FOOTER] if footers else ""


_READERS: Mapping[str, Callable[[_Reader, Element], None]] = {
    "a": _Reader._anchor,
    "area": _Reader._anchor,
    "base": _Reader._base_of,
    "title": _Reader._title_of,
    "h1": _Reader._heading,
    "footer": _Reader._foot,
    "link": _Reader._link,
    "script": _Reader._script,
    **dict.fromkeys(("img", "video", "audio", "source", "track", "embed"), _Reader._source),
    "object": _Reader._object,
    "input": _Reader._input,
    "button": _Reader._button,
    "form": _Reader._form,
    **dict.fromkeys(("iframe", "frame"), _Reader._iframe),
    **dict.fromkeys(("blockquote", "q", "ins", "del"), _Reader._cite),
    **dict.fromkeys(("body", "table", "td", "th"), _Reader._background),
    "style": _Reader._style,
    "meta": _Reader._meta,
}


def _opens(anchor: Element) -> bool:
    rels = (anchor.attr("rel") or "").lower().split()
    blank = (anchor.attr("target") or "").lower() == "_blank"
    return blank and not _OPENERS.intersection(rels)


def _nameless(anchor: Element) -> bool:
    return not any(anchor.attr(name) is not None for name in ("id", "xlink:href"))


def _sent(method: str | None) -> Kind:
    return Kind.POST if (method or "").strip().lower() in ("post", "dialog") else Kind.FORM


def _squeezed(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def _json_urls(text: str) -> Iterable[str]:
    """Return every ``url`` in JSON-LD, in order."""
    try:
        waiting: list[Any] = [json.loads(text)]
    except (ValueError, RecursionError):
        return []
    found = []
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            url = value.get("url")
            if isinstance(url, str) and url.strip():
                found.append(url)
            waiting += [inner for inner in value.values() if isinstance(inner, (dict, list))]
        elif isinstance(value, list):
            waiting += [inner for inner in value if isinstance(inner, (dict, list))]
    return dict.fromkeys(found)
