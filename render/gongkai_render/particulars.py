"""What the pages of some kinds show besides labels and body: period, picture, sections, results."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import quote

from gongkai_model.fields import BY_ALIAS, Form
from gongkai_model.kinds import Kind
from gongkai_model.pack import Pack
from gongkai_model.periods import Period, days_left, period_state
from gongkai_model.record import Facts
from gongkai_model.web_address import host_of
from gongkai_render.edition import Edition, Seen


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """Where the period of a record stands, and what that means for the reader."""

    state: Period
    note: str


@dataclass(frozen=True, slots=True)
class PictureRow:
    """A picture with its alternative."""

    src: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A field below a heading of its own.

    Attributes:
        id: Of its heading.
        name: What the heading says.
        lines: At least one.
        style: ``steps`` are counted here, ``items`` are not, ``numbered`` lines bear numbers of
            their own; ``text`` is one line.
        href: Address that the line stands for, or empty.
        numbers: Those of the lines that are a telephone number and nothing else.
    """

    id: str
    name: str
    lines: tuple[str, ...]
    style: str
    href: str = ""
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who leads an organ."""

    href: str
    name: str
    office: str


_OWN_NUMBER = re.compile(
    r"[0-9０-９]+\s*[.．、)）:：]|[（(][0-9一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+、|第.{1,3}[步条项]"
)


_TELEPHONE = re.compile(r"\+?[0-9][0-9 -]{4,23}")


def field_name(kind: Kind, alias: str, pack: Pack) -> str:
    """Return what a field is called on pages of a kind."""
    return pack.text(dict(kind.names).get(alias) or BY_ALIAS[alias].name)


def period_line(facts: Facts, day: date, pack: Pack) -> PeriodLine | None:
    """Return where the period of a record stands; None for a record without one."""
    state = period_state(facts, day)
    if state is None:
        return None
    left = days_left(facts, day)
    if state is Period.NOT_OPEN:
        note = pack.text("（%(day)s 开始）", day=facts.opens_on)
    elif left == 0:
        note = pack.text("（今天截止）")
    elif left is not None:
        note = pack.text("（%(day)s 截止，还有 %(days)s 天）", day=facts.closes_on, days=left)
    elif state is Period.OPEN:
        note = ""
    else:
        note = pack.text("（已于 %(day)s 截止）", day=facts.closes_on)
    return PeriodLine(state, note)


def picture_row(facts: Facts, root: str) -> PictureRow | None:
    """Return the picture of a record; None for a record without one."""
    if facts.picture is None:
        return None
    return PictureRow(root + quote(facts.picture.path), facts.picture.text)


def sections(facts: Facts, pack: Pack) -> Iterator[Section]:
    """Yield the fields that stand below headings of their own; those that were given."""
    for alias in facts.kind.sections:
        value: str | tuple[str, ...] = getattr(facts, alias)
        if not value:
            continue
        id_, name = f"gk-{alias.replace('_', '-')}", field_name(facts.kind, alias, pack)
        if BY_ALIAS[alias].form is Form.SECURE_ADDRESS and isinstance(value, str):
            yield Section(id_, name, (host_of(value),), "text", value)
            continue
        lines = (value,) if isinstance(value, str) else value
        numbers = tuple(filter(_TELEPHONE.fullmatch, lines)) if alias == "telephone" else ()
        yield Section(id_, name, lines, _style(alias, lines), numbers=numbers)


def _style(alias: str, lines: tuple[str, ...]) -> str:
    if len(lines) == 1:
        return "text"
    if all(_OWN_NUMBER.match(line) for line in lines):
        return "numbered"
    return "steps" if alias == "procedure" else "items"


def with_contact(edition: Edition, facts: Facts) -> Facts:
    """Return the facts with what the register of organs says of address, hours and telephone.

    What the record itself says goes before.
    """
    if "office_address" not in facts.kind.allowed or facts.organ is None:
        return facts
    organ = edition.portal.register.find(facts.organ.id) if facts.organ.id else None
    if organ is None:
        return facts
    return replace(
        facts,
        office_address=facts.office_address or _given(organ.address),
        office_hours=facts.office_hours or _given(organ.hours),
        telephone=facts.telephone or _given(organ.phone),
    )


def _given(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def leaders(edition: Edition, seen: Seen, root: str) -> Iterator[Person]:
    """Yield those who lead the organ that a profile is of, in their order."""
    organ = seen.record.facts.organ
    if seen.record.kind.alias != "organ-profile" or organ is None:
        return
    for other in edition.leaders_of(organ):
        facts = other.record.facts
        yield Person(f"{root}{other.record.key}/", facts.title, facts.office)
