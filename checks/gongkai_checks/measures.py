"""What rules measure by: thresholds and lists, kept as data.

What comes with the suite is ``data/measures.toml``. A file given with ``--rules``, JSON or YAML,
has the same keys; each one it has takes the place of ours, typical errors are added to ours.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from gongkai_checks.profile import read_mapping
from gongkai_model.dates import Term
from gongkai_model.messages import Message, NotUnderstood, Severity, Text
from gongkai_model.organs import read_organs

DEFAULT = Path(__file__).parent / "data" / "measures.toml"
_BETWEEN = re.compile(r"[,，、;；]\s*")
_LONGEST = {"weeks": 500, "months": 120, "years": 10}


@dataclass(frozen=True, slots=True)
class Window:
    """How long some columns may go without an update.

    Attributes:
        names: Words in a column's name.
        types: Types of columns.
        weeks: Weeks; of the three, one is set.
        months: Months.
        years: Years.
    """

    names: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    weeks: int = 0
    months: int = 0
    years: int = 0

    def over_on(self, updated: date) -> date:
        """Return the first day on which the time before it no longer holds that update.

        Two weeks after an update of the 1st, it is the 16th: the 15th is two weeks later.

        Raises:
            OverflowError: The calendar ends before.
        """
        after = updated + timedelta(days=1)
        if self.weeks:
            return after + timedelta(weeks=self.weeks)
        end = Term(self.years, self.months).lapses_on(after)
        return end or date.max

    @property
    def text(self) -> Text:
        """Its length, as people say it."""
        for zh, en, number in (
            ("周", "week", self.weeks),
            ("个月", "month", self.months),
            ("年", "year", self.years),
        ):
            if number:
                return Text(f"{number} {zh}", f"{number} {en}{'s' * (number > 1)}")
        raise ValueError("a window has a length")


@dataclass(frozen=True, slots=True)
class ColumnMeasures:
    """What columns are judged by.

    Attributes:
        windows: Words in a name are tried first, in order, then types, then words in the type.
        unlimited: Words in the names of columns that need no update.
        preparation: Words by which a column says that it is in preparation.
        nothing: Words by which a column says that it holds nothing.
        text: Characters of own text from which a page without list holds information.
    """

    windows: tuple[Window, ...]
    unlimited: tuple[str, ...]
    preparation: tuple[str, ...]
    nothing: tuple[str, ...]
    text: int

    def window(self, name: str, type_: str) -> Window | None:
        """Return how long a column may go without an update; None: as long as it likes."""
        if any(word in name for word in self.unlimited):
            return None
        types = _BETWEEN.split(type_)
        return (
            self._by_words(name)
            or next((w for w in self.windows if not set(types).isdisjoint(w.types)), None)
            or self._by_words(type_)
        )

    def _by_words(self, text: str) -> Window | None:
        return next((w for w in self.windows if any(word in text for word in w.names)), None)


@dataclass(frozen=True, slots=True)
class WordingMeasures:
    """What wording is judged by.

    Attributes:
        errors: Wrong -> right.
        organs: Full names of the own organs; empty: not known.
    """

    errors: Mapping[str, str]
    organs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measures:
    """Everything that rules measure by."""

    columns: ColumnMeasures
    wording: WordingMeasures


@cache
def known_measures() -> Measures:
    """Return what comes with the suite."""
    return _measures(tomllib.loads(DEFAULT.read_text(encoding="utf-8")), DEFAULT.parent)


def read_measures(path: Path) -> Measures:
    """Read a file of rules, JSON or YAML.

    Raises:
        NotUnderstood: It is not in the form of the published schema.
    """
    ours = tomllib.loads(DEFAULT.read_text(encoding="utf-8"))
    theirs = read_mapping(path)
    _hold(theirs, SCHEMA, "")
    for part, keys in theirs.items():
        errors = ours[part].get("errors", {}) | keys.get("errors", {})
        ours[part] |= keys
        if errors:
            ours[part]["errors"] = errors
    return _measures(ours, path.parent)


def _measures(data: Mapping[str, Any], folder: Path) -> Measures:
    columns, wording = data["columns"], data["wording"]
    return Measures(
        ColumnMeasures(
            windows=tuple(_window(item) for item in columns["windows"]),
            unlimited=tuple(columns["unlimited"]),
            preparation=tuple(columns["preparation"]),
            nothing=tuple(columns["nothing"]),
            text=columns["text"],
        ),
        WordingMeasures(
            errors=dict(wording["errors"]),
            organs=(
                *wording.get("organs", ()),
                *(_register(folder / wording["register"]) if "register" in wording else ()),
            ),
        ),
    )


def _window(item: Mapping[str, Any]) -> Window:
    lengths = {unit: item[unit] for unit in _LONGEST if unit in item}
    if len(lengths) != 1:
        raise _fault(
            "更新期限要写 weeks、months、years 之一",
            "a window has one of weeks, months, years",
        )
    return Window(tuple(item.get("names", ())), tuple(item.get("types", ())), **lengths)


def _register(path: Path) -> tuple[str, ...]:
    """Return the names in a register of organs, as gongkai keeps it."""
    messages: list[Message] = []
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise _fault(f"{path} 读不出来：{error}", f"{path} cannot be read: {error}") from None
    register = read_organs(text, path.name, messages)
    wrong = next((m for m in messages if m.severity is Severity.ERROR), None)
    if wrong is not None:
        raise NotUnderstood(wrong.what, wrong.fix)
    return tuple(organ.name for organ in register.organs)


_KINDS: Mapping[str, type] = {"object": dict, "array": list, "string": str, "integer": int}


def _hold(value: object, schema: Mapping[str, Any], place: str) -> None:
    """Hold a value against the parts of JSON Schema that the published schema uses."""
    kind = schema["type"]
    if not isinstance(value, _KINDS[kind]) or isinstance(value, bool):
        raise _fault(
            f"“{place}”要写成 {kind}：{value!r}",
            f"{place!r} takes a value of type {kind}: {value!r}",
        )
    if isinstance(value, int) and not schema["minimum"] <= value <= schema["maximum"]:
        least, most = schema["minimum"], schema["maximum"]
        raise _fault(
            f"“{place}”要在 {least} 至 {most} 之间：{value}",
            f"{place!r} lies between {least} and {most}: {value}",
        )
    if isinstance(value, str) and not value.strip():
        raise _fault(f"“{place}”是空的", f"{place!r} is empty")
    if isinstance(value, Sequence) and not isinstance(value, str):
        for number, item in enumerate(value, 1):
            _hold(item, schema["items"], f"{place}.{number}")
    if isinstance(value, Mapping):
        known = schema.get("properties", {})
        for key, item in value.items():
            inner = known.get(key) or schema.get("additionalProperties")
            where = f"{place}.{key}".lstrip(".")
            if not inner or not isinstance(key, str) or not key.strip():
                raise _fault(f"没有这个键：“{where}”", f"there is no key {where!r}")
            _hold(item, inner, where)


def _fault(zh: str, en: str) -> NotUnderstood:
    return NotUnderstood(
        Text(zh, en),
        Text("写法见 gongkai rules --schema rules", "see gongkai rules --schema rules"),
    )


def _words(about: str) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "string"}, "description": about}


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "properties": dict(properties)}


SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "gongkai rules: thresholds and lists",
    **_object(
        {
            "columns": _object(
                {
                    "windows": {
                        "type": "array",
                        "description": "How long columns may go without an update; words in the "
                        "name decide before the type; each has one length",
                        "items": {
                            **_object(
                                {
                                    "names": _words("Words in a column's name"),
                                    "types": _words("Types of columns"),
                                    **{
                                        unit: {"type": "integer", "minimum": 1, "maximum": most}
                                        for unit, most in _LONGEST.items()
                                    },
                                }
                            ),
                            "oneOf": [{"required": [unit]} for unit in _LONGEST],
                        },
                    },
                    "unlimited": _words("Words in the names of columns that need no update"),
                    "preparation": _words("What a column in preparation says"),
                    "nothing": _words("What an empty column says"),
                    "text": {
                        "type": "integer",
                        "minimum": 1,
                        "maximum": 100_000,
                        "description": "Characters from which a page without list is not blank",
                    },
                }
            ),
            "wording": _object(
                {
                    "errors": {
                        "type": "object",
                        "additionalProperties": {"type": "string"},
                        "description": "Wrong -> right; added to those that come with the suite",
                    },
                    "organs": _words("Full names of the own organs"),
                    "register": {
                        "type": "string",
                        "description": "Register of organs (organs.yml), from this file's folder",
                    },
                }
            ),
        }
    ),
}
