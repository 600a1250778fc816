"""A preview: the same site, made for looking at from a folder on disk and for nothing else.

A page opened from disk has no server that finds ``foo/index.html`` for ``foo/``, and no top folder
for ``/foo/``: every link of the site becomes relative and ends in a file. A preview is no
publication: each page says so, and nothing on it calls itself the page at the real address or
reports to the real feedback platform. Only values of attributes are rewritten, and a few elements
added or left out; text stays as it is.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from gongkai_model.values import resolve_path
from gongkai_render.outputs import Output
from gongkai_render.settings import Settings

STYLESHEET = "assets/gongkai/preview.css"
MARK = "gk-preview"
"""Class of the banner."""

_LEADING = frozenset({"href", "src", "poster", "action", "formaction", "xlink:href"})
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
"""Elements whose content holds no tags (HTML standard, 13.2.5 and 13.2.6.2)."""

_ATTRIBUTE = (
    r"[\s/]*+(?:=[^\s/>=]*+|[^\s/>=]++)"
    r"(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+))?+"
)
_TOKEN = re.compile(
    r"<(?:!--(?:-?>|.*?(?:--!?>|\Z))"
    rf"|(?P<close>/?)(?P<name>[A-Za-z][^\s/>]*+)(?P<attributes>(?:{_ATTRIBUTE})*+)[\s/]*+>"
    r"|[!?/][^>]*+>)",
    re.DOTALL,
)
"""A comment, a tag, or what a parser drops. A tag that never ends is none."""
_PART = re.compile(
    r"(?P<before>[\s/]*+)(?P<name>=[^\s/>=]*+|[^\s/>=]++)"
    r"(?:\s*+=\s*+(?P<value>\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+))?+"
)
_REFERENCE = re.compile(
    r"&(?:#\d+;?|#[xX][0-9A-Fa-f]+;?|[A-Za-z][A-Za-z0-9]*(?:;|(?![A-Za-z0-9=;])))"
)
"""A character reference in an attribute, where ``&copy=`` is none."""
_CANDIDATE = re.compile(r"([\s,]*)(\S*[^\s,])(\s[^,]*)?")
_REFRESH = re.compile(
    r"(\s*[\d.]*[\s;,]*(?:url\s*=\s*)?)([\"']?)(.*?)(\2\s*)", re.IGNORECASE | re.DOTALL
)
_DOCTYPE = re.compile(r"\s*<!doctype[^>]*>\s*", re.IGNORECASE)


def as_preview(
    outputs: Sequence[Output], settings: Settings, style: Path, folder: Path, others: Iterable[str]
) -> list[Output]:
    """Return the outputs of a preview instead of those of the site.

    Args:
        outputs: Of the site.
        settings: Of the portal.
        style: The style sheet of the banner.
        folder: Where the site is being written.
        others: Files that are there already: other plugins wrote them.
    """
    pages = {path: folder / path for path in others if _is_page(path)}
    foreign = [Output(path, (), file.read_bytes, path) for path, file in pages.items()]
    files = frozenset({output.path for output in outputs} | set(others) | {STYLESHEET})
    preview = Preview(settings, files)
    digest = hashlib.blake2b("\n".join(sorted(files)).encode(), digest_size=16).hexdigest()
    changed = [
        _previewed(output, preview, digest) if _is_page(output.path) else output
        for output in (*outputs, *foreign)
    ]
    data = style.read_bytes()
    changed.append(Output(STYLESHEET, (data,), lambda: data, STYLESHEET))
    return sorted(changed, key=lambda output: output.path)


def _is_page(path: str) -> bool:
    return path.lower().endswith((".html", ".htm"))


def _previewed(output: Output, preview: Preview, digest: str) -> Output:
    def write() -> bytes:
        html = output.write().decode("utf-8", "surrogateescape")
        return preview.page(html, output.path).encode("utf-8", "surrogateescape")

    inputs = (*output.inputs, "preview", digest)
    return Output(output.path, inputs, write, output.origin, output.is_listed)


@dataclass(frozen=True, slots=True)
class Preview:
    """What pages of a preview are made with.

    Attributes:
        settings: Of the portal.
        files: Every file of the preview.
    """

    settings: Settings
    files: frozenset[str]

    def page(self, html: str, path: str) -> str:
        """Return a page for the preview.

        Args:
            html: The page of the site.
            path: Its file within the site.
        """
        to_style = posixpath.relpath(STYLESHEET, posixpath.dirname(path) or ".")
        head = (
            '<meta name="robots" content="noindex, nofollow">\n'
            f'<link rel="stylesheet" href="{to_style}">\n'
        )
        waiting = {"head", "banner", "title"}
        pieces: list[str] = []
        for token in _tokens(html):
            if token.name == "title" and "title" in waiting:
                waiting.discard("title")
                token.content = f"{escape(self._words)} – {token.content}"
            if "head" in waiting and token.name in {"/head", "body"}:
                waiting.discard("head")
                pieces.append(head)
            if not token.name:
                pieces.append(token.text)
            elif not _says_where_it_is(token):
                pieces += (self._tag(token, path), token.content)
            if token.name == "body" and "banner" in waiting:
                waiting.discard("banner")
                pieces.append(self._banner)
        page = "".join(pieces)
        if "head" in waiting:  # the tags may be left out; what stands first is in the head
            start = match.end() if (match := _DOCTYPE.match(page)) else 0
            page = page[:start] + head + page[start:]
        # What comes after the end still belongs to the body, and the banner's place is fixed.
        return page + self._banner if "banner" in waiting else page

    def lead(self, target: str, page: str) -> str | None:
        """Return where a link leads in the preview.

        Args:
            target: As written, character references resolved.
            page: File of the page on which it stands.

        Returns:
            A relative address that ends in a file; ``target`` itself where it leads elsewhere; None
            where it is not to lead anywhere.
        """
        try:
            parts = urlsplit(target.strip())
            host = (parts.hostname or "").lower()
        except ValueError:
            return target
        path = parts.path
        if host and host == self._feedback_host:
            return None
        if parts.scheme or parts.netloc:
            own = parts.scheme.lower() in {"", "http", "https"}
            if not own or parts.netloc.lower() != self.settings.domain.lower():
                return target
            path = path or "/"
        elif not path:
            return target  # a place on the same page
        if path.startswith("/"):
            base = self.settings.base_path
            if not f"{path}/".startswith(base):
                return target
            path = "/" + path[len(base) :]
        inside = resolve_path(unquote(path), page)
        if inside is None:
            return target
        inside = "" if inside == "." else inside
        candidates = [posixpath.join(inside, "index.html")]
        if not path.endswith("/"):
            candidates.insert(0, inside)
        found = next((name for name in candidates if name in self.files), None)
        if found is None:
            return target
        address = quote(posixpath.relpath(found, posixpath.dirname(page) or "."))
        query = f"?{parts.query}" if parts.query else ""
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        return address + query + fragment

    @property
    def _words(self) -> str:
        return self.settings.pack.text("预览·非正式")

    @property
    def _banner(self) -> str:
        return f'\n<p class="{MARK}" role="note">{escape(self._words)}</p>\n'

    @property
    def _feedback_host(self) -> str:
        """Host that takes mistakes found on the site: of pages that nobody has published, none."""
        return urlsplit(self.settings.pack.feedback_entry).hostname or ""

    def _tag(self, token: _Token, page: str) -> str:
        """Return a tag with the values of its attributes rewritten."""
        if not token.attributes:
            return token.text
        refreshes = token.name == "meta" and token.values.get("http-equiv", "").lower() == "refresh"

        def change(match: re.Match[str]) -> str:
            name, value = match["name"].lower(), _value(match)
            given: str | None = value
            if name in _LEADING or (name == "data" and token.name == "object"):
                given = self.lead(value, page)
                if name in {"action", "formaction"} and given == value and _leaves(value):
                    given = None
            elif name in {"srcset", "imagesrcset"}:
                given = _CANDIDATE.sub(lambda m: self._candidate(m, page), value)
            elif refreshes and name == "content" and (parts := _REFRESH.fullmatch(value)):
                to = self.lead(parts[3], page) if parts[3] else ""
                given = parts[1] + parts[2] + (to or "") + parts[4]
            if given == value:
                return match[0]
            if given is None:
                return ""
            return f'{match["before"]}{match["name"]}="{escape(given)}"'

        start = len("<") + len(token.name)
        end = start + len(token.attributes)
        changed = _PART.sub(change, token.attributes)
        return token.text[:start] + changed + token.text[end:]

    def _candidate(self, match: re.Match[str], page: str) -> str:
        return match[1] + (self.lead(match[2], page) or "") + (match[3] or "")


@dataclass(slots=True)
class _Token:
    """A tag, or a stretch of anything else.

    Attributes:
        text: As written.
        name: In lower case, ``/`` before that of an end tag; empty for anything else.
        attributes: As written.
        content: Of an element that holds no tags, with its end tag.
    """

    text: str
    name: str = ""
    attributes: str = ""
    content: str = ""

    @property
    def values(self) -> dict[str, str]:
        """The first value of each attribute, by its name in lower case."""
        found: dict[str, str] = {}
        for match in _PART.finditer(self.attributes):
            found.setdefault(match["name"].lower(), _value(match))
        return found


def _tokens(html: str) -> Iterator[_Token]:
    """Cut a page; the texts and contents of the tokens together are the page."""
    at = 0
    while match := _TOKEN.search(html, at):
        if match.start() > at:
            yield _Token(html[at : match.start()])
        at = match.end()
        name = (match["name"] or "").lower()
        token = _Token(
            match[0], f"{match['close']}{name}" if name else "", match["attributes"] or ""
        )
        if token.name in _RAW:
            end = re.compile(rf"</{name}(?:[\s/][^>]*)?>", re.IGNORECASE).search(html, at)
            token.content = html[at : end.end() if end else len(html)]
            at += len(token.content)
        yield token
    yield _Token(html[at:])


def _value(attribute: re.Match[str]) -> str:
    value = attribute["value"] or ""
    if value[:1] in {'"', "'"}:
        value = value[1:-1]
    return _REFERENCE.sub(lambda match: unescape(match[0]), value)


def _says_where_it_is(token: _Token) -> bool:
    """Tell whether an element gives the published page's address: canonical link, JSON-LD."""
    if token.name == "link":
        return "canonical" in token.values.get("rel", "").lower().split()
    if token.name == "script":
        return token.values.get("type", "").strip().lower() == "application/ld+json"
    return False


def _leaves(target: str) -> bool:
    parts = urlsplit(target)
    return bool(parts.scheme or parts.netloc)
