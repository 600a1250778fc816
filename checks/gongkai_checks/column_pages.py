"""The columns of a site: which pages list them, what they list, and how fresh that is.

A column is what the site profile names, and what list pages say by ColumnName: a page of labels
that holds no article. Pages of one name below one folder are one column, whose first page is
shown.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from gongkai_checks.listing import Item, Listing, read_listing
from gongkai_checks.measures import Window
from gongkai_checks.unreadable import Unreadable

if TYPE_CHECKING:
    from gongkai_checks.site import BuiltPage, BuiltSite

_FEW_PAGES = 8  # a site of fewer has no page that all others lead to by its frame
_SHORT = 40  # characters of a sentence that is a notice, and no text


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing a column offers.

    Attributes:
        item: As the list shows it.
        file: The file it leads to; None: on another site, or none.
        day: When it was published, by what a reader sees; None: nothing tells.
        own: Whether it belongs to this column, rather than to one that is shown beside it.
    """

    item: Item
    file: str | None
    day: date | None
    own: bool


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        name: ColumnName; else the page's title or path.
        type: As the profile, else ColumnType, says.
        page: Its first page.
        entries: What it offers.
        window: How long it may go without an update; None: as long as it likes.
        preparation: The words by which it says that it is in preparation; empty: it does not.
        blank: Whether it holds nothing at all.
    """

    name: str
    type: str
    page: str
    entries: tuple[Entry, ...]
    window: Window | None
    preparation: str
    blank: bool

    def updated_on(self, until: date) -> date | None:
        """Return the day of the last update that a reader sees, none later than ``until``."""
        days = (entry.day for entry in self.entries if entry.own and entry.day)
        return max((day for day in days if day <= until), default=None)

    @property
    def is_due(self) -> bool:
        """Whether it has to be updated, and can be judged: no entrance to other columns."""
        return (
            self.window is not None
            and not self.preparation
            and not self.blank
            and (not self.entries or any(entry.own for entry in self.entries))
        )


def find_columns(site: BuiltSite) -> tuple[Column, ...]:
    """Return the columns of a site, in order of path."""
    groups = _groups(site)
    listed = {path for pages in groups.values() for path in pages}
    frame = _Frame(site, listed)
    columns = []
    for home in sorted(groups):
        with suppress(Unreadable):  # that it changed during the run is said elsewhere
            columns.append(_column(site, home, groups[home], frame))
    return tuple(columns)


def _groups(site: BuiltSite) -> dict[str, list[str]]:
    """Return the pages of each column, by its first one."""
    told = [path for path in site.profile.columns if path in site.pages]
    named: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path, summary in site.pages.items():
        if summary.column[0] and not summary.content and summary.redirect is None:
            named[summary.column].append(path)
    groups: dict[str, list[str]] = {path: [path] for path in told}
    for column, pages in named.items():
        pages.sort(key=lambda path: (path.count("/"), not _is_index(site, path), path))
        homes = [path for path in told if site.pages[path].column == column]
        for path in pages:
            if path in groups:
                continue
            home = next((home for home in homes if _is_below(path, home)), None)
            if home is not None:
                groups[home].append(path)
            elif not homes or _is_index(site, path):
                homes.append(path)
                groups[path] = [path]
    return groups


def _is_index(site: BuiltSite, path: str) -> bool:
    return path.rpartition("/")[2] in site.profile.index


def _is_below(path: str, home: str) -> bool:
    """Tell whether a page lies in the folder of another or below; of the root, in it only."""
    folder, of_home = path.rpartition("/")[0], home.rpartition("/")[0]
    return folder == of_home or (bool(of_home) and folder.startswith(f"{of_home}/"))


class _Frame:
    """What pages lead to by their frame, which is no content of any of them."""

    def __init__(self, site: BuiltSite, listed: Iterable[str]) -> None:
        self._files = {*listed, *(name for name in site.profile.index if name in site.pages)}
        if len(site.pages) >= _FEW_PAGES:
            counts: Counter[int] = Counter()
            for summary in site.pages.values():
                counts.update(summary.linked)
            often = len(site.pages) / 2
            self._files |= {site.paths[number] for number, n in counts.items() if n > often}
        homes = (name for name in site.profile.index if name in site.pages)
        self._urls: set[str] = set()
        for home in homes:
            with suppress(Unreadable):
                self._urls.update(link.url.strip() for link in site.read(home).facts.links)

    def holds(self, item: Item, file: str | None) -> bool:
        """Tell whether an item is a part of the frame."""
        if file is not None:
            return file in self._files
        return item.day is None and item.url in self._urls


def _column(site: BuiltSite, home: str, pages: list[str], frame: _Frame) -> Column:
    summary = site.pages[home]
    first = site.read(home)
    name = summary.column[0] or first.facts.title or home
    told = site.profile.columns.get(home, "")
    type_ = told or summary.column[1]
    listing = read_listing(first.tree)
    preparation = _said(site.measures.columns.preparation, (type_, *listing.sentences))
    entries = _entries(site, first, listing, summary.column[0], frame)
    for path in pages[1:]:
        if entries:
            break
        page = site.read(path)
        entries = _entries(site, page, read_listing(page.tree), summary.column[0], frame)
    nothing = _said(site.measures.columns.nothing, listing.sentences)
    return Column(
        name=name,
        type=type_,
        page=home,
        entries=tuple(entries),
        window=site.measures.columns.window(told or name, type_),
        preparation="" if entries else preparation,
        blank=not entries and (bool(nothing) or listing.length < site.measures.columns.text),
    )


def _said(words: Iterable[str], sentences: Iterable[str]) -> str:
    """Return the first short sentence with one of these words in it."""
    words = tuple(words)
    short = (sentence for sentence in sentences if len(sentence) <= _SHORT)
    return next((said for said in short if any(word in said for word in words)), "")


def _entries(
    site: BuiltSite, page: BuiltPage, listing: Listing, name: str, frame: _Frame
) -> list[Entry]:
    found: dict[str, Entry] = {}
    for item, file in _leading(page, listing):
        if file == page.path or frame.holds(item, file):
            continue
        if file is None and not _is_web(item.url):
            continue
        known = found.get(item.url)
        if known is not None and (known.day or item.day is None):
            continue  # a picture and a title often lead to the same
        target = site.pages.get(file or "")
        other = target.column[0] if target else ""
        day = item.day or (_day_on(site, target.path) if target else None)
        found[item.url] = Entry(item, file, day, not name or other in ("", name))
    return list(found.values())


def _leading(page: BuiltPage, listing: Listing) -> Iterator[tuple[Item, str | None]]:
    for item in listing.items:
        target = page.resolver.resolve(item.url.partition("#")[0], page.base)
        yield item, target.file


def _is_web(url: str) -> bool:
    """Tell whether an address leads to a page of another site."""
    try:
        return urlsplit(url).scheme.lower() in ("http", "https") or url.startswith("//")
    except ValueError:
        return False


def _day_on(site: BuiltSite, file: str) -> date | None:
    """Return when a page was published, by what a reader sees on it."""
    try:
        return read_listing(site.read(file).tree).day
    except Unreadable:
        return None
