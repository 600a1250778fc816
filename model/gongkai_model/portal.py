"""The portal: everything its content folder says, read once and checked as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from gongkai_model.columns import Column
from gongkai_model.feedback.reading import Feedback
from gongkai_model.messages import Message
from gongkai_model.organs import Register
from gongkai_model.published_types import may_be_published
from gongkai_model.record import Facts, Openness, Record, Version
from gongkai_model.relations import Relations
from gongkai_model.working_days import WorkingDays


@dataclass(frozen=True, slots=True)
class EditorPage:
    """A page that editors lay out themselves: home, column introductions, guides.

    Attributes:
        path: Source file, POSIX, relative to the content folder.
        meta: Its front matter without 栏目, as ``page_labels`` reads it.
        body: Text below the front matter.
        body_line: Line on which the body begins.
    """

    path: str
    meta: Mapping[str, object]
    body: str
    body_line: int

    @property
    def title(self) -> str:
        """As its front matter says, else its first heading, else its path."""
        given = self.meta.get("title")
        heading = next((line for line in self.body.split("\n") if line.startswith("# ")), "")
        return str(given) if given else heading.removeprefix("# ").strip() or self.path


@dataclass(frozen=True, slots=True)
class Portal:
    """All that the content folder holds.

    Attributes:
        columns: By path, sorted.
        records: By key, sorted; those not yet or not public included.
        pages: Editors' pages by source path.
        files: All other files outside of ``data/``: path → size in bytes.
        register: The organs.
        relations: Between the records.
        working_days: By the calendars of the portal.
        feedback: The register of messages about its own mistakes, and what is wrong in it: that
            counts where figures of it are shown.
        notes: Warnings and notes; there are no errors.
        shown: How the content folder is named in messages.
        unread: Sources, and what names them, that could not be read; empty in a whole portal.
        granted: Files that the operator has published, whatever their type.
    """

    columns: Mapping[str, Column]
    records: Mapping[str, Record]
    pages: Mapping[str, EditorPage]
    files: Mapping[str, int]
    register: Register
    relations: Relations
    working_days: WorkingDays = field(default_factory=WorkingDays)
    feedback: Feedback = field(default_factory=Feedback)
    notes: tuple[Message, ...] = ()
    shown: str = "content"
    unread: frozenset[str] = frozenset()
    granted: frozenset[str] = frozenset()

    def may_publish(self, path: str) -> bool:
        """Tell whether a file may be published because something refers to it."""
        return path in self.granted or may_be_published(path)


def is_public(record: Record, day: date) -> bool:
    """Tell whether ``record`` may be seen on ``day``: as a page, or as a notice of withdrawal."""
    return bool(public_versions(record, day)) and _may_be_seen(record.facts, day)


def is_withdrawn(record: Record, day: date) -> bool:
    """Tell whether only the notice of withdrawal is left on ``day``."""
    withdrawal = record.facts.withdrawal
    return withdrawal is not None and withdrawal.on <= day


def public_versions(record: Record, day: date) -> tuple[Version, ...]:
    """Return the texts that may be seen on ``day``, oldest first."""
    return tuple(version for version in record.versions if _may_be_seen(version.facts, day))


def _may_be_seen(facts: Facts, day: date) -> bool:
    published = facts.published_on
    return facts.openness is Openness.PUBLIC and (published is None or published.day <= day)


def hold_back(portal: Portal, now: datetime) -> Portal:
    """Return the portal as a build at this very minute has to see it.

    A text whose minute of publication is still to come today is not public yet: its day of
    publication is moved to tomorrow, where no page of this build can show it.
    """
    records = {key: _held(record, now) for key, record in portal.records.items()}
    return replace(portal, records=records)


def _held(record: Record, now: datetime) -> Record:
    facts = [record.facts, *(version.facts for version in record.versions)]
    if not any(_is_later_today(each, now) for each in facts):
        return record
    versions = tuple(
        replace(version, facts=_until_tomorrow(version.facts, now)) for version in record.versions
    )
    return replace(record, facts=_until_tomorrow(record.facts, now), versions=versions)


def _is_later_today(facts: Facts, now: datetime) -> bool:
    published = facts.published_on
    return (
        published is not None
        and published.minute is not None
        and published.day == now.date()
        and published.minute > now.time()
    )


def _until_tomorrow(facts: Facts, now: datetime) -> Facts:
    published = facts.published_on
    if published is None or not _is_later_today(facts, now):
        return facts
    later = replace(published, day=published.day + timedelta(days=1))
    return replace(facts, published_on=later)
