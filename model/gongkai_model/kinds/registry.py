"""What a kind is, and how all kinds are found."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from functools import cache

from gongkai_model.fields import FIELDS

ALWAYS_OPTIONAL = (
    "address",
    "keywords",
    "openness",
    "owner",
    "audience",
    "source",
    "source_address",
    "summary",
    "attachments",
    "old_addresses",
    "corrections",
    "withdrawal",
)
"""Fields that records of every kind with a page may give."""

CLASSIFIED = ("index_number", "subject", "disclosure_item")
"""Fields by which government information is arranged (条例, Art. 12 and 20)."""

PERIOD = ("opens_on", "closes_on")
"""Fields of what is open for a while: 公示, 征集, 申报."""

CONTACT = ("place", "hours", "telephone")
"""Fields that say where, when and by which number the public is served."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record, and what its records must, may and must not say.

    Attributes:
        name: Chinese name, the value of 类型.
        alias: English name; also names its JSON Schema, and its template where it has its own.
        column_type: ColumnType of a column that holds only this kind (国办发〔2017〕47号, annex).
        required: Aliases of fields that must be given.
        optional: Aliases of fields that may be given. All others are forbidden.
        one_of: Relations of which the record needs at least one, written on either side; 附件 among
            them means that a printed edition (PDF or OFD) does as well.
        or_body: Aliases of optional fields of which one is needed where the body is empty.
        expected: Aliases of optional fields whose absence is a warning.
        sections: Aliases of fields shown below headings of their own, in this order; the others
            stand in the label block.
        names: What fields are called on its pages, by alias, where not by their own name.
        needs_body: An empty body is worth a warning.
        has_page: It has a page of its own; otherwise lists lead straight to its 链接.
        has_texts: It has dated texts, each with an address of its own.
        is_official: Its body is shown verbatim.
        schema_type: Type in structured data (schema.org).
    """

    name: str
    alias: str
    column_type: str
    required: tuple[str, ...]
    optional: tuple[str, ...]
    one_of: tuple[str, ...] = ()
    or_body: tuple[str, ...] = ()
    expected: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    needs_body: bool = True
    has_page: bool = True
    has_texts: bool = False
    is_official: bool = False
    schema_type: str = "Article"

    def __post_init__(self) -> None:
        known = {field.alias for field in FIELDS}
        unknown = {*self.required, *self.optional, *self.one_of} - known
        if unknown:
            raise ValueError(f"kind {self.alias}: unknown fields {sorted(unknown)}")
        named = {*self.or_body, *self.expected, *self.sections, *dict(self.names)}
        if not named <= self.allowed or not {*self.expected} <= {*self.optional}:
            raise ValueError(f"kind {self.alias}: fields that it cannot have")

    @property
    def allowed(self) -> frozenset[str]:
        """Aliases of all fields a record of this kind may give."""
        return frozenset(self.required) | frozenset(self.optional)


@cache
def all_kinds() -> tuple[Kind, ...]:
    """Return every ``Kind`` in the modules of this package, in order of module and definition."""
    package = importlib.import_module("gongkai_model.kinds")
    kinds: list[Kind] = []
    for module in sorted(info.name for info in pkgutil.iter_modules(package.__path__)):
        if module == "registry":
            continue
        found = vars(importlib.import_module(f"{package.__name__}.{module}"))
        kinds += [value for value in found.values() if isinstance(value, Kind)]
    return tuple(kinds)


@cache
def kind_named(name: str) -> Kind | None:
    """Return the kind with this Chinese or English name, or None."""
    return next((kind for kind in all_kinds() if name in {kind.name, kind.alias}), None)
