"""The portal as it is on one day: what every page of a build shares."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai_model.columns import Column
from gongkai_model.organs import OrganReference
from gongkai_model.portal import Portal, is_public, is_withdrawn, public_versions
from gongkai_model.record import Record, Status, Version
from gongkai_model.status import status_of, version_in_force, version_status
from gongkai_model.whole_numbers import LARGEST
from gongkai_render.bodies import Bodies
from gongkai_render.frames import Frame
from gongkai_render.settings import Furniture, Settings
from gongkai_render.templating import Templates

if TYPE_CHECKING:
    from gongkai_render.lists import RecordList


@dataclass(frozen=True, slots=True)
class Seen:
    """What of a record may be seen on the build date.

    Attributes:
        record: The record.
        withdrawn: Only the notice of withdrawal is left.
        texts: Its texts, oldest first; at least one.
        shown: The one that is shown as the record itself.
        status: Of the record; None for kinds without dated texts.
        statuses: Of each text, in the order of ``texts``; empty for kinds without dated texts.
    """

    record: Record
    withdrawn: bool
    texts: tuple[Version, ...]
    shown: Version
    status: Status | None
    statuses: tuple[Status, ...]

    @property
    def number(self) -> str:
        """Document number of the text shown, or nothing."""
        number = self.shown.facts.document_number
        return str(number) if number else ""

    def href(self, root: str) -> str:
        """Return where entries lead: its page, or the other site that it is an entrance to.

        Args:
            root: Relative path from the page of the entry to the top of the site.
        """
        record = self.record
        return f"{root}{record.key}/" if record.kind.has_page else record.facts.link

    @property
    def published_on(self) -> date | None:
        """Day of publication; None where nobody knows it."""
        published = self.record.facts.published_on
        return published.day if published else None


@dataclass(frozen=True, slots=True)
class File:
    """The bytes of a content file, measured once.

    Attributes:
        size_bytes: How many.
        sha256: Their digest, in hexadecimal.
    """

    size_bytes: int
    sha256: str


@dataclass(frozen=True)
class Edition:
    """The portal on the build date, with what is needed to draw it.

    Attributes:
        portal: All content.
        day: The build date.
        settings: What the portal says of itself.
        content: The content folder, for the bytes of attachments.
        bodies: Converts Markdown.
        templates: Our own.
        frames: By path of the column and depth (1 for records, 2 for the pages below them).
        markdown: Digest of the Markdown configuration, an input of each body.
        furniture: What surrounds every page.
        nav: Sources of the pages in the navigation, in its order.
    """

    portal: Portal
    day: date
    settings: Settings
    content: Path
    bodies: Bodies
    templates: Templates
    frames: Mapping[tuple[str, int], Frame]
    markdown: str
    furniture: Furniture
    nav: tuple[str, ...] = ()
    lists: dict[str, tuple[RecordList, ...]] = field(default_factory=dict, repr=False)
    """Lists of each column, once they have been asked for."""
    _files: dict[str, File] = field(default_factory=dict, repr=False)

    @cached_property
    def seen(self) -> Mapping[str, Seen]:
        """Records that may be seen, withdrawn ones included, by key."""
        return {
            key: self._see(record)
            for key, record in self.portal.records.items()
            if is_public(record, self.day)
        }

    def _see(self, record: Record) -> Seen:
        texts = public_versions(record, self.day)
        status: Status | None = None
        statuses: tuple[Status, ...] = ()
        if record.kind.has_texts:
            status = status_of(self.portal, record, self.day)
            statuses = tuple(
                version_status(self.portal, record, version, self.day) for version in texts
            )
        shown = version_in_force(record, self.day)
        withdrawn = is_withdrawn(record, self.day)
        return Seen(record, withdrawn, texts, shown, status, statuses)

    @cached_property
    def sources(self) -> Mapping[str, tuple[Record, Version]]:
        """Record and text of each source that may be seen; ``index.md`` of an act: its text."""
        found: dict[str, tuple[Record, Version]] = {}
        for seen in self.seen.values():
            if not seen.withdrawn:
                found |= {version.path: (seen.record, version) for version in seen.texts}
                found[seen.record.path] = (seen.record, seen.shown)
        return found

    @cached_property
    def listed(self) -> Mapping[str, tuple[Seen, ...]]:
        """Records of each column that stand in its lists, oldest publication first.

        Those that have a 排序 come after all others, the first in rank last: a list that begins
        with the newest shows them first, in their order.
        """
        columns: dict[str, list[Seen]] = {path: [] for path in self.portal.columns}
        for seen in self.seen.values():
            if not seen.withdrawn:
                columns[seen.record.column].append(seen)
        return {path: tuple(sorted(seen, key=_place_in_lists)) for path, seen in columns.items()}

    def leaders_of(self, organ: OrganReference) -> tuple[Seen, ...]:
        """Return the records of those who lead an organ, by 排序, then by name."""
        return self._leaders.get(organ, ())

    @cached_property
    def _leaders(self) -> Mapping[OrganReference, tuple[Seen, ...]]:
        found: dict[OrganReference, list[Seen]] = {}
        for seen in self.seen.values():
            organ = seen.record.facts.organ
            if seen.record.kind.alias == "leader" and organ is not None and not seen.withdrawn:
                found.setdefault(organ, []).append(seen)
        return {
            organ: tuple(sorted(people, key=lambda seen: (rank_of(seen.record), seen.record.key)))
            for organ, people in found.items()
        }

    @cached_property
    def by_publication(self) -> tuple[Seen, ...]:
        """Records of all columns that stand in lists, oldest publication first."""
        found = (seen for records in self.listed.values() for seen in records)
        return tuple(sorted(found, key=lambda s: (s.published_on or date.min, s.record.key)))

    @cached_property
    def by_kind(self) -> Mapping[str, tuple[Seen, ...]]:
        """The same by alias of their kinds."""
        kinds: dict[str, list[Seen]] = {}
        for seen in self.by_publication:
            kinds.setdefault(seen.record.kind.alias, []).append(seen)
        return {alias: tuple(records) for alias, records in kinds.items()}

    def column(self, record: Record) -> Column:
        """Return the record's column."""
        return self.portal.columns[record.column]

    def file(self, path: str) -> File:
        """Measure a content file, once."""
        if path not in self._files:
            data = (self.content / path).read_bytes()
            self._files[path] = File(len(data), hashlib.sha256(data).hexdigest())
        return self._files[path]


def rank_of(record: Record) -> int:
    """Return the place of a record by its 排序; those without one come last."""
    order = record.facts.order
    return LARGEST + 1 if order is None else order


def _place_in_lists(seen: Seen) -> tuple[int, date, str]:
    return -rank_of(seen.record), seen.published_on or date.min, seen.record.key
