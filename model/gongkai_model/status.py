"""有效性: the status of an act and of its texts on a day, computed from dates and relations.

What counts, in this order: it does not apply yet; something repealed or replaced it as a whole; its
term is over; a later text of the same act applies; part of it was repealed; something amended it
and no text of it has that worked in; it is in force. A document that cannot be seen on the day
changes nothing. Where it is not known since when a document applies, nothing is decided.

That nothing known here ends an act does not prove that nothing does: an end that a person wrote
with its 有效性依据 counts. Anything else that is written must agree with what is computed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from gongkai_model.messages import Message, Place, Text
from gongkai_model.portal import Portal, is_public, is_withdrawn, public_versions
from gongkai_model.record import Facts, Record, Status, Version
from gongkai_model.relations import Relation

_ENDING = ("repealed_by", "replaced_by")
_ENDS = frozenset({Status.REPEALED, Status.LAPSED, Status.PARTLY_LAPSED, Status.AMENDED})


def version_in_force(record: Record, day: date) -> Version:
    """Return the text to show as the act on ``day``, on which it may be seen.

    That is the latest public one that has begun to apply; before any has, the one that will
    apply first. An undated text comes before all dated ones.
    """
    versions = public_versions(record, day)
    begun = [version for version in versions if version.day is None or version.day <= day]
    return begun[-1] if begun else versions[0]


def status_of(portal: Portal, record: Record, day: date) -> Status:
    """Return the status of the act as a whole on ``day``; a later text keeps it in force."""
    version = version_in_force(record, day)
    return _decided(version.facts, _of_act(portal, record, version, day))


def version_status(portal: Portal, record: Record, version: Version, day: date) -> Status:
    """Return the status of one text on ``day``."""
    return _decided(version.facts, _of_text(portal, record, version, day))


def statuses(portal: Portal, day: date) -> Mapping[str, Status]:
    """Return the status of every public act on ``day`` by key."""
    return {
        key: status_of(portal, record, day)
        for key, record in portal.records.items()
        if record.kind.has_texts and is_public(record, day)
    }


def contradiction(portal: Portal, record: Record, version: Version, day: date) -> Status | None:
    """Return the computed status that the one written for a text contradicts, or None.

    A day on which the dates and relations do not suffice decides nothing.
    """
    return _differs(version.facts, _of_text(portal, record, version, day))


def check_statuses(portal: Portal, day: date) -> list[Message]:
    """Return an error for each written 有效性 that dates and relations contradict on ``day``.

    Only what can be seen on the day is looked at: a status is written for the day on which its
    text appears.
    """
    messages: list[Message] = []
    for record in portal.records.values():
        if not record.kind.has_texts or not is_public(record, day) or is_withdrawn(record, day):
            continue
        version = version_in_force(record, day)
        # What index.md says, it says of the act; a record of one file is its only text.
        if record.path not in {version.path for version in record.versions}:
            computed = _differs(record.facts, _of_act(portal, record, version, day))
            if computed is not None and record.facts.status is not None:
                at = Place(f"{portal.shown}/{record.path}", record.facts.lines.get("status", 1))
                messages.append(_contradicts(at, record.facts.status, computed, day))
        for version in public_versions(record, day):
            written = version.facts.status
            computed = contradiction(portal, record, version, day)
            if computed is not None and written is not None and "status" in version.facts.lines:
                at = Place(f"{portal.shown}/{version.path}", version.facts.lines["status"])
                messages.append(_contradicts(at, written, computed, day))
    return sorted(messages, key=lambda message: message.at)


def _contradicts(at: Place, written: Status, computed: Status, day: date) -> Message:
    return Message(
        at,
        Text(
            f"有效性写作“{written}”，而按日期和关系，{day} 是“{computed}”",
            f"有效性 is given as {written}, but by dates and relations it is {computed} on {day}",
        ),
        Text(
            "删去“有效性”，或改正施行日期、失效日期、有效期、被废止等",
            "delete 有效性, or correct 施行日期, 失效日期, 有效期, 被废止 and the like",
        ),
    )


def _decided(facts: Facts, computed: Status | None) -> Status:
    if facts.status is not None and (computed is None or _knows_more(facts, computed)):
        return facts.status
    return computed or Status.UNVERIFIED


def _differs(facts: Facts, computed: Status | None) -> Status | None:
    if computed is None or facts.status in {None, Status.UNVERIFIED, computed}:
        return None
    return None if _knows_more(facts, computed) else computed


def _knows_more(facts: Facts, computed: Status) -> bool:
    """A person names an end, and its basis, where the dates and relations here know of none."""
    return computed is Status.IN_FORCE and facts.status in _ENDS and bool(facts.status_basis)


def _of_text(portal: Portal, record: Record, version: Version, day: date) -> Status | None:
    """Compute the status of one text; None where nothing suffices."""
    early = _not_yet_or_ended(portal, record, version, day)
    if early is not None:
        return early
    others = [other.day for other in public_versions(record, day) if other is not version]
    begun = [other for other in others if other is not None and other <= day]
    if version.day is None:
        # Nobody can tell its place among others.
        return None if others else _of_act(portal, record, version, day)
    if any(other > version.day for other in begun):
        return Status.AMENDED
    if version.day in begun:
        return None  # two texts of one day: nobody can tell which of them applies
    return _of_act(portal, record, version, day)


def _of_act(portal: Portal, record: Record, version: Version, day: date) -> Status | None:
    """Compute the status of the act with ``version`` as its text; None where nothing suffices."""
    early = _not_yet_or_ended(portal, record, version, day)
    if early is not None:
        return early
    ends = list(_effects(portal, record, _ENDING, day))
    changes = list(_effects(portal, record, ("amended_by",), day))
    if any(since is None for _, since in ends + changes):
        return None  # something ends or changes it, nobody says when
    if any(_is_new(version, since, day) for _, since in ends):
        return Status.PARTLY_LAPSED
    if any(_is_new(version, since, day) for _, since in changes):
        return Status.AMENDED
    return Status.IN_FORCE if version.facts.in_force_from is not None else None


def _not_yet_or_ended(portal: Portal, record: Record, version: Version, day: date) -> Status | None:
    if version.day is not None and version.day > day:
        return Status.NOT_YET
    for relation, since in _effects(portal, record, _ENDING, day):
        if not relation.articles and since is not None and since <= day:
            return Status.REPEALED
    lapse = version.facts.lapse_day
    return Status.LAPSED if lapse is not None and lapse <= day else None


def _effects(
    portal: Portal, record: Record, aliases: tuple[str, ...], day: date
) -> Iterator[tuple[Relation, date | None]]:
    """Yield what visible documents, or those of other bodies, do to a record, and since when."""
    for alias in aliases:
        for relation in portal.relations.of(record.key, alias):
            if not relation.key:
                yield relation, relation.on
            elif is_public(portal.records[relation.key], day):
                yield relation, relation.on or _first_day(portal.records[relation.key])


def _first_day(record: Record) -> date | None:
    """Day of entry into force, or of promulgation, of the first dated text."""
    return next((version.day for version in record.versions if version.day is not None), None)


def _is_new(version: Version, since: date | None, day: date) -> bool:
    """What applies since a day applies on ``day``, and the text does not have it worked in."""
    if since is None or since > day:
        return False
    return version.day is None or version.day < since
