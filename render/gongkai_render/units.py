"""Pages of the units: each department and town with its own 政府信息公开 column.

The four parts stand in the order of 国办公开办函〔2019〕61号: guide, rules, statutory content,
reports; the way to apply is on the same page. A unit without a guide or rules of its own shows
those of the body above it, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai_model.organs import Organ
from gongkai_render import tags
from gongkai_render.edition import Edition, Seen
from gongkai_render.links import root_of
from gongkai_render.lists import Entry, entries, reversed_records
from gongkai_render.outputs import Output
from gongkai_render.overviews import DisclosedItem, disclosed

_PARTS = (
    ("guide", "openness-guide", "政府信息公开指南"),
    ("rules", "openness-rule", "政府信息公开制度"),
    ("content", "", "法定主动公开内容"),
    ("reports", "openness-report", "政府信息公开年报"),
)


@dataclass(frozen=True, slots=True)
class UnitWay:
    """A unit in the list of all."""

    href: str
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """Units of one sort."""

    name: str
    units: tuple[UnitWay, ...]


@dataclass(frozen=True, slots=True)
class UnitPart:
    """One part of a unit's column.

    Attributes:
        id: For links to it.
        name: As the rule has it.
        records: Of the unit, or of the body above it.
        of: Name of that body; empty where they are the unit's own.
        items: Statutory content; empty for the other parts.
    """

    id: str
    name: str
    records: tuple[Entry, ...]
    of: str
    items: tuple[DisclosedItem, ...]


def units(edition: Edition) -> tuple[Organ, ...]:
    """Return the organs that have a page: those with a 类别 that exist on the build date."""
    if "units" not in edition.furniture.pages:
        return ()
    return tuple(
        organ
        for organ in edition.portal.register.organs
        if organ.group
        and (organ.established_on is None or organ.established_on <= edition.day)
        and (organ.abolished_on is None or organ.abolished_on > edition.day)
    )


def unit_groups(edition: Edition, root: str) -> tuple[UnitGroup, ...]:
    """Return all units by their sort, in the order of the register."""
    base = edition.furniture.pages.get("units", "")
    groups: dict[str, list[UnitWay]] = {}
    for organ in units(edition):
        way = UnitWay(f"{root}{base}{organ.id}/", organ.name, organ.phone)
        groups.setdefault(organ.group, []).append(way)
    return tuple(UnitGroup(name, tuple(ways)) for name, ways in groups.items())


def unit_outputs(edition: Edition) -> Iterator[Output]:
    """Declare the page of each unit."""
    by_organ: dict[str, list[Seen]] = {}
    for seen in edition.by_publication:
        facts = seen.record.facts
        ids = {organ.id for organ in facts.organs} | {facts.owner.id if facts.owner else ""}
        for id_ in sorted(ids - {""}):
            by_organ.setdefault(id_, []).append(seen)
    for organ in units(edition):
        yield _unit_page(edition, organ, by_organ)


def _unit_page(edition: Edition, organ: Organ, by_organ: dict[str, list[Seen]]) -> Output:
    base = edition.furniture.pages["units"]
    address = f"{base}{organ.id}/"
    root = root_of(address)
    say = edition.settings.pack.text
    frame = edition.frames[base.strip("/"), 1]
    title = say("%(unit)s 政府信息公开", unit=organ.name)
    pages = edition.furniture.pages
    values: dict[str, object] = {
        "organ": organ,
        "parts_of_unit": tuple(_parts(edition, organ, by_organ, root)),
        "application": f"{root}{pages['application']}" if "application" in pages else "",
        "units": f"{root}{base}",
    }
    head = (
        tags.site_tags(edition.settings)
        + tags.unit_tags(edition.settings, title)
        + tags.canonical(edition.settings, address)
        + tags.stylesheet(root)
    )

    def write() -> bytes:
        body = edition.templates.render("units/page.html", **values)
        return frame.fill(
            title=title, description=title, head=head, body=body, address=(organ.id,)
        ).encode()

    inputs = (edition.templates.digest, frame.digest, head, *values.values())
    return Output(f"{address}index.html", inputs, write, f"{base}（单位）", is_listed=True)


def _parts(
    edition: Edition, organ: Organ, by_organ: dict[str, list[Seen]], root: str
) -> Iterator[UnitPart]:
    say = edition.settings.pack.text
    own = by_organ.get(organ.id, [])
    for id_, kind, name in _PARTS:
        if not kind:
            items = tuple(item for item in disclosed(edition, root, own) if item.count)
            yield UnitPart(id_, say(name), (), "", items)
            continue
        records, of = own, ""
        if id_ in {"guide", "rules"} and not _of_kind(own, kind):
            records, of = _above(edition, organ, by_organ, kind)
        found = reversed_records(_of_kind(records, kind))
        yield UnitPart(id_, say(name), entries(found, root, edition), of, ())


def _of_kind(records: Sequence[Seen], kind: str) -> tuple[Seen, ...]:
    return tuple(seen for seen in records if seen.record.kind.alias == kind)


def _above(
    edition: Edition, organ: Organ, by_organ: dict[str, list[Seen]], kind: str
) -> tuple[list[Seen], str]:
    """Return the records of the nearest superior body that has some of a kind, and its name."""
    register = {organ.id: organ for organ in edition.portal.register.organs}
    above = register.get(organ.parent)
    while above is not None:
        if _of_kind(by_organ.get(above.id, []), kind):
            return by_organ[above.id], above.name
        above = register.get(above.parent)
    return [], ""
