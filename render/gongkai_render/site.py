"""The whole site: every output declared from records, editors' pages and assets."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from gongkai_model.messages import ContentError, Message, Place, Severity, Text
from gongkai_model.portal import Portal
from gongkai_model.published_types import refusal
from gongkai_model.record import Record, Version
from gongkai_model.values import resolve_path
from gongkai_render import colours, feedback, frames, regions, tags
from gongkai_render.bodies import may_link
from gongkai_render.edition import Edition
from gongkai_render.home import home_notes
from gongkai_render.links import root_of
from gongkai_render.lists import list_outputs
from gongkai_render.machine_files import redirect_outputs, sitemap_outputs
from gongkai_render.outputs import Output, refuse_doubles
from gongkai_render.records import check_anchors, earlier_addresses, record_outputs
from gongkai_render.regions import Region, draw_regions, fill_regions
from gongkai_render.units import unit_outputs

_HEAD_END = re.compile(r"</head\s*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """An editors' page as the theme drew it.

    Attributes:
        source: Source path relative to the content folder; empty for pages of the theme (404).
        path: File within the site.
        address: Address within the site, as links lead to it; empty for the home page.
        html: The page, with marks where regions belong.
        regions: Those of the page, in order.
    """

    source: str
    path: str
    address: str
    html: str
    regions: tuple[Region, ...] = ()


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that is published as it is.

    Attributes:
        path: File within the site.
        source: Where its bytes are, or the bytes.
    """

    path: str
    source: Path | bytes

    def read(self) -> bytes:
        """Return its bytes."""
        return self.source if isinstance(self.source, bytes) else self.source.read_bytes()


def declare(
    edition: Edition,
    pages: Sequence[DrawnPage],
    assets: Iterable[Asset],
) -> tuple[list[Output], list[Message]]:
    """Declare every output of the site, in a fixed order; return them with what was noticed.

    Args:
        edition: The portal on the build date.
        pages: Editors' pages and the theme's.
        assets: Files of the theme.

    Raises:
        ContentError: Two outputs want one path.
    """
    outputs: list[Output] = []
    messages: list[Message] = []
    files = {*edition.portal.granted}
    for seen in edition.seen.values():
        outputs += record_outputs(edition, seen)
        if seen.withdrawn:
            continue
        for version in seen.texts:
            files |= {*version.facts.files}
            if may_link(version):
                body = edition.bodies.convert(seen.record, version)
                files.update(body.files)
                messages += body.messages
                messages += check_anchors(edition, version, body)
    for column in edition.portal.columns.values():
        outputs += list_outputs(edition, column)
    outputs += unit_outputs(edition)
    for page in pages:
        outputs.append(_page(edition, page))
        if any(region.name == "home" for region in page.regions):
            messages += home_notes(edition, page.source)
        if any(region.name == feedback.REGION for region in page.regions):
            outputs += feedback.statistics_outputs(edition, page.path)
        for path in _files_of(edition, page):
            if edition.portal.may_publish(path):
                files.add(path)
            elif page.source:
                messages.append(_not_published(edition, page.source, path))
    addresses = [output.path.removesuffix("index.html") for output in outputs if output.is_listed]
    outputs += sitemap_outputs(edition.settings.url, addresses)
    outputs += redirect_outputs(edition)
    style = edition.templates.asset("record.css")
    table = colours.stylesheet(edition.settings)
    wanted = [
        *assets,
        Asset(tags.STYLESHEET, style),
        Asset(tags.DAY, _day(edition)),
        Asset(colours.STYLESHEET, table),
    ]
    outputs += (_copy(asset) for asset in wanted)
    hidden = files & edition.bodies.links.hidden
    messages += (_kept_back(edition, path) for path in sorted(hidden))
    outputs += (_content_file(edition, path) for path in sorted(files - hidden))
    refuse_doubles(outputs)
    outputs.sort(key=lambda output: output.path)
    return outputs, sorted(set(messages), key=lambda message: message.at)


def _day(edition: Edition) -> bytes:
    """Return what a day changes on every page: its date, and that it is one of mourning."""
    sheet = f':root {{ --gk-day: "{edition.day}"; }}\n'
    if edition.settings.mourns(edition.day):
        # On the root alone, a filter leaves what is sticky or fixed in its place.
        sheet += ":root { filter: grayscale(1); }\n"
    return sheet.encode()


def _copy(asset: Asset) -> Output:
    digest = hashlib.blake2b(asset.read(), digest_size=16).hexdigest()
    return Output(asset.path, (digest,), asset.read, asset.path)


def _kept_back(edition: Edition, path: str) -> Message:
    return Message(
        Place(f"{edition.portal.shown}/{path}"),
        Text(
            "属于尚未公开或已撤下的记录，不发布",
            "it belongs to a record that may not be seen, and is not published",
        ),
        Text("等记录发布，或另放一份", "wait for the record, or put a copy elsewhere"),
        Severity.WARNING,
    )


def _not_published(edition: Edition, source: str, path: str) -> Message:
    """Say that a page leads to a file in vain, or that every page does: for the theme shows it."""
    page = edition.portal.pages[source]
    name = posixpath.basename(path)
    at = max(page.body.find(name), page.body.find(quote(name)))
    if at < 0:
        return Message(Place("site_config.yml"), *refusal(path), Severity.WARNING)
    line = page.body_line + page.body.count("\n", 0, at)
    return Message(Place(f"{edition.portal.shown}/{source}", line), *refusal(path))


def _content_file(edition: Edition, path: str) -> Output:
    origin = f"{edition.portal.shown}/{path}"
    return Output(path, (edition.file(path).sha256,), (edition.content / path).read_bytes, origin)


def _page(edition: Edition, page: DrawnPage) -> Output:
    root = root_of(page.path)
    if page.path == "404.html":
        root = edition.settings.base_path
    column = edition.portal.columns.get(page.source.rpartition("/")[0])
    head = tags.site_tags(edition.settings)
    if column is not None and page.source.endswith("/index.md"):
        head += tags.column_tags(column, edition.settings)
    head += tags.stylesheet(root if root != "./" else "")
    origin = f"{edition.portal.shown}/{page.source}" if page.source else page.path
    drawn = draw_regions(edition, page.regions, root, page.path)

    def write() -> bytes:
        html = _HEAD_END.sub(lambda match: head + match[0], page.html, count=1)
        html = fill_regions(html, page.regions, drawn)
        for mark in (frames.MARK, regions.MARK):
            if mark in html:
                raise ContentError([_survivor(origin, mark)])
        return html.encode("utf-8", errors="xmlcharrefreplace")

    digest = hashlib.blake2b(page.html.encode("utf-8", "replace"), digest_size=16).hexdigest()
    return Output(page.path, (digest, head, *drawn), write, origin, is_listed=bool(page.source))


def _survivor(origin: str, mark: str) -> Message:
    return Message(
        Place(origin),
        Text(f"页面里还留着内部标记 {mark}…", f"the mark {mark}… is left in the page"),
        Text(
            "{{ 列表 … }} 等只能写在正文里；不要使用这些字样",
            "write {{ 列表 … }} and the like in the text of the page only",
        ),
        Severity.ERROR,
    )


class _Targets(HTMLParser):
    """Gathers what a page refers to."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        for name, value in attrs:
            if value and name in {"href", "src", "poster", "data"}:
                self.targets.append(value)
            elif value and name == "srcset":
                self.targets += [part.split()[0] for part in value.split(",") if part.split()]


def _files_of(edition: Edition, page: DrawnPage) -> set[str]:
    """Return the content files that a page refers to, of whatever type."""
    parser = _Targets()
    parser.feed(page.html)
    found: set[str] = set()
    for target in parser.targets:
        parts = urlsplit(target) if not target.startswith("//") else None
        if parts is None or parts.scheme or parts.netloc or not parts.path:
            continue
        path = unquote(parts.path)
        base = edition.settings.base_path
        if path.startswith(base) and path.startswith("/"):
            path = "/" + path[len(base) :]
        inside = resolve_path(path, page.path)
        if inside is not None and inside in edition.portal.files:
            found.add(inside)
    return found


def published_addresses(edition: Edition, pages: Iterable[DrawnPage]) -> Iterator[tuple[str, str]]:
    """Return address and source of every page of this build whose address is permanent."""
    for page in pages:
        if page.source:
            yield f"/{page.address}", page.source
    for seen in edition.seen.values():
        texts = () if seen.withdrawn else seen.texts
        yield from _record_addresses(seen.record, texts)


def known_addresses(portal: Portal, pages: Mapping[str, str]) -> Iterator[str]:
    """Return every address that the sources account for, on whatever day.

    Args:
        portal: The content.
        pages: Address of each editors' page by source path.
    """
    yield from (f"/{address}" for address in pages.values())
    for record in portal.records.values():
        yield from (address for address, _ in _record_addresses(record, record.versions))


def _record_addresses(record: Record, texts: Iterable[Version]) -> Iterator[tuple[str, str]]:
    if not record.kind.has_page:
        return
    yield f"/{record.key}/", record.path
    for old, _ in earlier_addresses(record):
        yield old, record.path
    if record.kind.has_texts:
        for version in texts:
            yield f"/{record.version_address(version)}/", version.path
