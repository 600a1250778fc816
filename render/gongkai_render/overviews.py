"""Overviews of the whole portal: site map, ways to all lists, statutory items, what closes soon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from gongkai_model.columns import Column
from gongkai_render.edition import Edition, Seen
from gongkai_render.lists import (
    BrowseGroup,
    BrowseItem,
    Entry,
    browse_groups,
    entries,
    record_lists,
    reversed_records,
    way,
)

SOON = timedelta(days=30)
"""What closes within so many days closes soon."""
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class MapItem:
    """A page or column in the site map, with what lies below it."""

    href: str
    name: str
    description: str
    count: int | None
    below: tuple[MapItem, ...]


@dataclass(frozen=True, slots=True)
class ColumnLists:
    """A column and the ways to all its lists."""

    href: str
    name: str
    groups: tuple[BrowseGroup, ...]


@dataclass(frozen=True, slots=True)
class DisclosedItem:
    """One item of what the law has published, with the newest records of it."""

    id: str
    name: str
    count: int
    records: tuple[Entry, ...]


def site_map(edition: Edition, root: str) -> tuple[MapItem, ...]:
    """Return all editors' pages and columns: in the order of the navigation, then by path."""
    sources = dict.fromkeys([*edition.nav, *sorted(edition.portal.pages)])
    folders = {source.removesuffix("/index.md"): source for source in sources if "/" in source}
    below: dict[str, list[str]] = {}
    for source in sources:
        below.setdefault(_above(source, folders), []).append(source)

    def item(source: str) -> MapItem:
        return _map_item(edition, source, root, tuple(map(item, below.get(source, ()))))

    return tuple(map(item, below.get("", ())))


def _above(source: str, folders: dict[str, str]) -> str:
    """Return the nearest ``index.md`` above a page; an empty text for none."""
    folder = source.removesuffix("/index.md").rpartition("/")[0]
    if not source.endswith("/index.md"):
        folder = source.rpartition("/")[0]
    while folder:
        if folder in folders and folders[folder] != source:
            return folders[folder]
        folder = folder.rpartition("/")[0]
    return ""


def _map_item(edition: Edition, source: str, root: str, below: tuple[MapItem, ...]) -> MapItem:
    address = edition.bodies.links.addresses.get(source) or ""
    column = edition.portal.columns.get(source.rpartition("/")[0])
    href = f"{root}{address}" or "./"
    if column is not None and source.endswith("/index.md"):
        count = len(edition.listed[column.path])
        return MapItem(href, column.name, column.description, count, below)
    return MapItem(href, edition.portal.pages[source].title, "", None, below)


def all_lists(edition: Edition, root: str) -> tuple[ColumnLists, ...]:
    """Return every column that has records, with the ways to its lists."""
    return tuple(
        ColumnLists(f"{root}{column.path}/", column.name, browse_groups(edition, column, root))
        for column in ordered_columns(edition)
        if edition.listed[column.path]
    )


def ordered_columns(edition: Edition) -> Iterator[Column]:
    """Yield the columns in the order of the navigation, then by path."""
    columns = edition.portal.columns
    named = [source.removesuffix("/index.md") for source in edition.nav]
    for path in dict.fromkeys([*named, *columns]):
        if path in columns:
            yield columns[path]


def disclosed(
    edition: Edition, root: str, records: Sequence[Seen] | None = None
) -> tuple[DisclosedItem, ...]:
    """Return the items of what the law has published, in its order, with their newest records.

    Args:
        edition: What there is.
        root: Relative path from the page to the top of the site.
        records: Those to look at, oldest first; None for all.
    """
    by_item: dict[str, list[Seen]] = {}
    for seen in edition.by_publication if records is None else records:
        item = disclosure_item(edition, seen)
        if item:
            by_item.setdefault(item, []).append(seen)
    items = edition.settings.pack.disclosure_items
    return tuple(
        DisclosedItem(
            id_,
            name,
            len(by_item.get(name, ())),
            entries(reversed_records(by_item.get(name, ()))[:_SHOWN], root, edition),
        )
        for id_, name in items.items()
    )


def disclosure_item(edition: Edition, seen: Seen) -> str:
    """Return the item a record belongs to: as it says, else by its kind; may be none."""
    facts = seen.record.facts
    given = facts.disclosure_item
    pack = edition.settings.pack
    if not given and facts.organ is not None and not facts.organ.id:
        return ""  # a body outside of the register discloses what it made itself
    by_kind = pack.disclosure_by_kind.get(seen.record.kind.alias, "")
    return given or pack.disclosure_items.get(by_kind, "")


def closing_soon(edition: Edition) -> tuple[Seen, ...]:
    """Return what is open and closes soon, the nearest end first."""
    day = edition.day
    found = [
        seen
        for seen in edition.by_publication
        if (last := seen.record.facts.closes_on) is not None
        and day <= last <= day + SOON
        and (seen.record.facts.opens_on or day) <= day
    ]
    return tuple(sorted(found, key=lambda s: (s.record.facts.closes_on, s.record.key)))


def way_to(
    edition: Edition, columns: Iterable[Column], folder: str, id_: str, root: str
) -> BrowseItem | None:
    """Return the way to the fullest of the columns' lists of one sort; None for no such list.

    Args:
        edition: What there is.
        columns: Those to look in.
        folder: Sort of the list, as in its address.
        id_: Last part of its address.
        root: Relative path from the page to the top of the site.
    """
    ways = [
        way(edition, column, record_list, root)
        for column in columns
        for record_list in record_lists(edition, column)
        if record_list.folder == folder and record_list.name == id_
    ]
    return max(ways, key=lambda found: found.count or 0, default=None)
