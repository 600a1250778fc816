"""The portal as it is on one day: what every page of a build shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from gongkai_model.columns import Column
from gongkai_model.portal import Portal, is_public, is_withdrawn, public_versions
from gongkai_model.record import Record, Status, Version
from gongkai_model.status import statuses, version_in_force
from gongkai_render.bodies import Bodies
from gongkai_render.frames import Frame
from gongkai_render.settings import Settings
from gongkai_render.templating import Templates


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
    """

    portal: Portal
    day: date
    settings: Settings
    content: Path
    bodies: Bodies
    templates: Templates
    frames: Mapping[tuple[str, int], Frame]
    markdown: str

    @cached_property
    def records(self) -> Mapping[str, Record]:
        """Records that may be seen, withdrawn ones included, by key."""
        return {
            key: record
            for key, record in self.portal.records.items()
            if is_public(record, self.day)
        }

    @cached_property
    def sources(self) -> Mapping[str, tuple[Record, Version]]:
        """Record and text of each source that may be seen; ``index.md`` of an act: its text."""
        found: dict[str, tuple[Record, Version]] = {}
        for record in self.records.values():
            if is_withdrawn(record, self.day):
                continue
            for version in public_versions(record, self.day):
                found[version.path] = (record, version)
            found[record.path] = (record, version_in_force(record, self.day))
        return found

    @cached_property
    def statuses(self) -> Mapping[str, Status]:
        """Status of every act that may be seen, by key."""
        return statuses(self.portal, self.day)

    @cached_property
    def old_addresses(self) -> frozenset[str]:
        """Every earlier address that leads on."""
        return frozenset(
            old for record in self.records.values() for old in record.facts.old_addresses
        )

    @cached_property
    def listed(self) -> Mapping[str, tuple[Record, ...]]:
        """Records of each column that stand in its lists, oldest publication first."""
        columns: dict[str, list[Record]] = {path: [] for path in self.portal.columns}
        for record in self.records.values():
            if not is_withdrawn(record, self.day):
                columns[record.column].append(record)
        return {
            path: tuple(sorted(records, key=lambda r: (published_on(r) or date.min, r.key)))
            for path, records in columns.items()
        }

    def column(self, record: Record) -> Column:
        """Return the record's column."""
        return self.portal.columns[record.column]

    def number(self, record: Record) -> str:
        """Return the document number of the text in force, or nothing."""
        number = version_in_force(record, self.day).facts.document_number
        return str(number) if number else ""


def published_on(record: Record) -> date | None:
    """Return the day of publication; None where nobody knows it."""
    published = record.facts.published_on
    return published.day if published else None
