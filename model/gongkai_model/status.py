"""有效性: the status of an act and of its texts on a day, computed from dates and relations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from gongkai_model.portal import Portal, is_public, public_versions
from gongkai_model.record import Facts, Record, Status, Version
from gongkai_model.relations import Relation

_ENDING = frozenset({"repealed_by", "replaced_by", "amended_by"})


def version_in_force(record: Record, day: date) -> Version:
    """Return the text to show as the act on ``day``.

    That is the latest public one that has begun to apply; before any has, the one that will
    apply first. An undated text comes before all dated ones.
    """
    versions = public_versions(record, day)
    begun = [version for version in versions if version.day is None or version.day <= day]
    return begun[-1] if begun else versions[0]


def status_of(portal: Portal, record: Record, day: date) -> Status:
    """Return the status of the act as a whole on ``day``; a later text keeps it in force."""
    version = version_in_force(record, day)
    return _status(portal, record, version.facts, day) or _written(version.facts) or Status.OPEN


def version_status(portal: Portal, record: Record, version: Version, day: date) -> Status:
    """Return the status of one text on ``day``."""
    if _starts_later(version.facts, day):
        return Status.NOT_YET
    ended = _ended(portal, record, version.facts, day)
    if ended is not None:
        return ended
    if _superseded(record, version, day):
        return Status.AMENDED
    return _status(portal, record, version.facts, day) or _written(version.facts) or Status.OPEN


def contradiction(portal: Portal, record: Record, version: Version, day: date) -> Status | None:
    """Return the computed status that a hand-written one contradicts, or None.

    A day on which the dates and relations do not suffice decides nothing.
    """
    written = version.facts.status
    if written is None or written is Status.OPEN:
        return None
    if _superseded(record, version, day):
        computed: Status | None = _ended(portal, record, version.facts, day) or Status.AMENDED
    else:
        computed = _status(portal, record, version.facts, day)
    return computed if computed is not None and computed is not written else None


def _written(facts: Facts) -> Status | None:
    return facts.status


def _starts_later(facts: Facts, day: date) -> bool:
    return facts.in_force_from is not None and facts.in_force_from > day


def _superseded(record: Record, version: Version, day: date) -> bool:
    """A later text of the same act has begun to apply."""
    later = record.versions[record.versions.index(version) + 1 :]
    return version.day is not None and any(
        other.day is not None and version.day < other.day <= day
        for other in later
        if other in public_versions(record, day)
    )


def _ended(portal: Portal, record: Record, facts: Facts, day: date) -> Status | None:
    """已废止 or 已失效, or None."""
    for alias in ("repealed_by", "replaced_by"):
        for relation in portal.relations.of(record.key, alias):
            if not relation.articles and _takes_effect(portal, relation, day):
                return Status.REPEALED
    lapse = facts.lapse_day
    return Status.LAPSED if lapse is not None and lapse <= day else None


def _status(portal: Portal, record: Record, facts: Facts, day: date) -> Status | None:
    """Compute the status of the text shown as the act; None where nothing suffices."""
    if _starts_later(facts, day):
        return Status.NOT_YET
    ended = _ended(portal, record, facts, day)
    if ended is not None:
        return ended
    if any(
        relation.alias in _ENDING and _effect_day(portal, relation) is None
        for relation in portal.relations.of(record.key)
    ):
        return None  # something ends or changes it, nobody says when
    repeals = portal.relations.of(record.key, "repealed_by")
    if any(relation.articles and _takes_effect(portal, relation, day) for relation in repeals):
        return Status.PARTLY_LAPSED
    if any(
        _takes_effect(portal, relation, day) and not _consolidated(portal, record, relation, day)
        for relation in portal.relations.of(record.key, "amended_by")
    ):
        return Status.AMENDED
    return Status.IN_FORCE if facts.in_force_from is not None else None


def _effect_day(portal: Portal, relation: Relation) -> date | None:
    if relation.on is not None or not relation.key:
        return relation.on
    facts = portal.records[relation.key].versions[0].facts
    published = facts.published_on.day if facts.published_on else None
    return facts.in_force_from or facts.written_on or published


def _takes_effect(portal: Portal, relation: Relation, day: date) -> bool:
    """Whether the acting document is public (or of another body) and applies on ``day``."""
    if relation.key and not is_public(portal.records[relation.key], day):
        return False
    effect = _effect_day(portal, relation)
    return effect is not None and effect <= day


def _consolidated(portal: Portal, record: Record, relation: Relation, day: date) -> bool:
    """The amendment is worked into a text of the act that applies."""
    effect = _effect_day(portal, relation)
    shown = version_in_force(record, day)
    return effect is not None and shown.day is not None and shown.day >= effect


def statuses(portal: Portal, day: date) -> Mapping[str, Status]:
    """Return the status of every public act on ``day`` by key."""
    return {
        key: status_of(portal, record, day)
        for key, record in portal.records.items()
        if record.kind.has_texts and is_public(record, day)
    }
