"""Lists of a column: all, by year, organ, status, audience, matter of life, state of a period.

Pages are numbered from the oldest, hold no count, and lead to the older page only, so that one
new record touches the last page of each list it stands in, and no other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai_model.columns import Column
from gongkai_model.periods import Period, period_state
from gongkai_model.record import Status
from gongkai_render import tags
from gongkai_render.edition import Edition, Seen
from gongkai_render.links import root_of
from gongkai_render.outputs import Output

UNDATED = "undated"
FOREIGN = "external_bodies"
"""Last part of the list of records by bodies outside the register; no organ can be called so."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A record in a list.

    Attributes:
        href: Of its page; of another site for an entrance to it.
        title: Of the record.
        number: Document number, or empty.
        status: 有效性, or empty.
        day: Of publication; None where nobody knows it.
        period: Where its period stands, or empty.
        is_external: ``href`` leads to another site.
        until: Last day on which it is open; None for what is not open, or has no end.
    """

    href: str
    title: str
    number: str
    status: str
    day: date | None
    period: str = ""
    is_external: bool = False
    until: date | None = None


@dataclass(frozen=True, slots=True)
class RecordList:
    """One list of a column.

    Attributes:
        folder: ``all``, ``year``, ``organ``, ``status``, ``audience``, ``topic`` or ``period``.
        name: Last part of its address.
        title: What it lists.
        records: Oldest publication first.
    """

    folder: str
    name: str
    title: str
    records: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class BrowseItem:
    """A way to a list, or to another page; ``count`` is None where nothing is counted."""

    href: str
    name: str
    count: int | None


@dataclass(frozen=True, slots=True)
class BrowseGroup:
    """Ways to lists of one sort."""

    label: str
    items: tuple[BrowseItem, ...]


def record_lists(edition: Edition, column: Column) -> tuple[RecordList, ...]:
    """Return every list of a column that holds something."""
    if column.path not in edition.lists:
        edition.lists[column.path] = _lists(edition, edition.listed[column.path])
    return edition.lists[column.path]


def _lists(edition: Edition, records: tuple[Seen, ...]) -> tuple[RecordList, ...]:
    if not records:
        return ()
    pack = edition.settings.pack
    return (
        RecordList("all", "1", edition.settings.pack.text("全部"), records),
        *_years(edition, records),
        *_organs(edition, records),
        *_statuses(edition, records),
        *_by_word(records, "audience", pack.audiences),
        *_by_word(records, "life_topic", pack.life_topics),
        *_periods(edition, records),
    )


def _years(edition: Edition, records: Sequence[Seen]) -> Iterator[RecordList]:
    years: dict[str, list[Seen]] = {}
    for record in records:
        day = record.published_on
        year = record.record.facts.year or (day.year if day else UNDATED)
        years.setdefault(str(year), []).append(record)
    for year in sorted(years, reverse=True):
        say = edition.settings.pack.text
        title = say("日期不详") if year == UNDATED else say("%(year)s年", year=year)
        yield RecordList("year", year, title, tuple(years[year]))


def _organs(edition: Edition, records: Sequence[Seen]) -> Iterator[RecordList]:
    by_id: dict[str, list[Seen]] = {}
    for record in records:
        ids = {organ.id or FOREIGN for organ in record.record.facts.organs}
        for id_ in ids:
            by_id.setdefault(id_, []).append(record)
    for organ in edition.portal.register.organs:
        if organ.id in by_id:
            yield RecordList("organ", organ.id, organ.name, tuple(by_id[organ.id]))
    if FOREIGN in by_id:
        yield RecordList(
            "organ", FOREIGN, edition.settings.pack.text("其他机关"), tuple(by_id[FOREIGN])
        )


def _statuses(edition: Edition, records: Sequence[Seen]) -> Iterator[RecordList]:
    by_status: dict[Status, list[Seen]] = {}
    for record in records:
        if record.status is not None:
            by_status.setdefault(record.status, []).append(record)
    for status in Status:
        if status in by_status:
            title = edition.settings.pack.text(str(status))
            yield RecordList("status", status.alias, title, tuple(by_status[status]))


_FOLDERS = {"audience": "audience", "life_topic": "topic"}


def _by_word(records: Sequence[Seen], alias: str, words: Mapping[str, str]) -> Iterator[RecordList]:
    """Yield a list for each word of a pack that records give in a field."""
    for id_, word in words.items():
        found = tuple(seen for seen in records if word in getattr(seen.record.facts, alias))
        if found:
            yield RecordList(_FOLDERS[alias], id_, word, found)


def _periods(edition: Edition, records: Sequence[Seen]) -> Iterator[RecordList]:
    """Yield a list for each state that what is open for a while may be in."""
    by_state: dict[Period, list[Seen]] = {}
    for seen in records:
        state = period_state(seen.record.facts, edition.day)
        if state is not None:
            by_state.setdefault(state, []).append(seen)
    for state in Period:
        if state in by_state:
            title = edition.settings.pack.text(str(state))
            yield RecordList("period", state.alias, title, tuple(by_state[state]))


def list_outputs(edition: Edition, column: Column) -> Iterator[Output]:
    """Declare every page of every list of a column."""
    for record_list in record_lists(edition, column):
        size = edition.settings.list_page_size
        for start in range(0, len(record_list.records), size):
            yield _list_page(edition, column, record_list, start // size + 1)


def _page_name(record_list: RecordList, number: int) -> str:
    if record_list.folder == "all":
        return str(number)
    # An underscore, which no id has, so that no list's page takes another list's name.
    return record_list.name if number == 1 else f"{record_list.name}_{number}"


def page_address(column: Column, record_list: RecordList, number: int) -> str:
    """Return the address of one page of a list, relative to the site."""
    return f"{column.path}/{record_list.folder}/{_page_name(record_list, number)}/"


def _list_page(edition: Edition, column: Column, record_list: RecordList, number: int) -> Output:
    size = edition.settings.list_page_size
    records = record_list.records[(number - 1) * size : number * size]
    address = page_address(column, record_list, number)
    root = root_of(address)
    shown = entries(reversed_records(records), root, edition)
    older = page_address(column, record_list, number - 1) if number > 1 else ""
    frame = edition.frames[column.path, 2]
    title = edition.settings.pack.text(
        "%(column)s：%(list)s（第 %(number)s 页）",
        column=column.name,
        list=record_list.title,
        number=number,
    )
    head = (
        tags.site_tags(edition.settings)
        + tags.column_tags(column, edition.settings)
        + tags.canonical(edition.settings, address)
        + tags.stylesheet(root)
    )
    values = {
        "records": shown,
        "number": number,
        "column_name": column.name,
        "column_href": f"{root}{column.path}/",
        "older_href": older and root + older,
    }

    def write() -> bytes:
        body = edition.templates.render("lists/page.html", **values)
        return frame.fill(
            title=title,
            description=column.description,
            head=head,
            body=body,
            address=(record_list.folder, _page_name(record_list, number)),
        ).encode()

    inputs = (edition.templates.digest, frame.digest, head, title, *values.values())
    return Output(f"{address}index.html", inputs, write, f"{column.path}（列表）", is_listed=True)


def reversed_records(records: Sequence[Seen]) -> tuple[Seen, ...]:
    """Return records newest first."""
    return tuple(reversed(records))


def entries(records: Sequence[Seen], root: str, edition: Edition) -> tuple[Entry, ...]:
    """Return the entries of a list on a page from which ``root`` leads to the top."""
    return tuple(
        Entry(
            seen.href(root),
            seen.record.facts.title,
            seen.number,
            str(seen.status or ""),
            seen.published_on,
            str(state or ""),
            not seen.record.kind.has_page,
            seen.shown.facts.closes_on if state is Period.OPEN else None,
        )
        for seen in records
        for state in (period_state(seen.shown.facts, edition.day),)
    )


_LABELS = {
    "all": "全部",
    "year": "按年份",
    "organ": "按机关",
    "status": "按有效性",
    "audience": "按适用对象",
    "topic": "按生活主题",
    "period": "按办理状态",
}


def browse_groups(edition: Edition, column: Column, root: str) -> tuple[BrowseGroup, ...]:
    """Return the ways to all lists of a column; each leads to its newest page."""
    groups: dict[str, list[BrowseItem]] = {}
    for record_list in record_lists(edition, column):
        item = way(edition, column, record_list, root)
        groups.setdefault(record_list.folder, []).append(item)
    say = edition.settings.pack.text
    return tuple(
        BrowseGroup(say(_LABELS[folder]), tuple(items)) for folder, items in groups.items()
    )


def way(edition: Edition, column: Column, record_list: RecordList, root: str) -> BrowseItem:
    """Return the way to the newest page of a list."""
    count = len(record_list.records)
    last = (count - 1) // edition.settings.list_page_size + 1
    href = root + page_address(column, record_list, last)
    return BrowseItem(href, record_list.title, count)
