"""Columns: folders of content/ whose ``index.md`` says 栏目."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from gongkai_model.fields import Form
from gongkai_model.front_matter import Mapping, Scalar, Sequence, Value
from gongkai_model.kinds import Kind, all_kinds, kind_named
from gongkai_model.messages import FileMessages, Text, quoted
from gongkai_model.organs import OrganReference, Register
from gongkai_model.page_labels import refuse_markup
from gongkai_model.values import Surroundings, read_value

_NAMES = {
    "名称": "name",
    "说明": "description",
    "关键词": "keywords",
    "栏目类型": "type",
    "更新周期": "update_window",
    "责任单位": "owner",
    "收录": "kinds",
}
NAMES = frozenset(_NAMES)
"""Names of the entries of 栏目."""

_WINDOW = re.compile(r"([1-9][0-9]{0,3}) ?(天|周|个月|年|days?|weeks?|months?|years?)")
_UNIT_DAYS = {"天": 1, "周": 7, "个月": 30, "年": 365, "d": 1, "w": 7, "m": 30, "y": 365}
RESERVED = frozenset({"all", "year", "organ", "status", "audience", "topic", "period"})
"""Last parts of addresses that a column's own lists take."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the portal.

    Attributes:
        path: Its folder, POSIX, relative to the content folder; its address within the site.
        name: ColumnName.
        description: ColumnDescription.
        keywords: ColumnKeywords.
        type: ColumnType (国办发〔2017〕47号, annex).
        update_days: At least one update is due in as many days; None for no limit.
        owner: Organ responsible for it, or None.
        kinds: Kinds of records it takes; at least one.
    """

    path: str
    name: str
    description: str
    keywords: tuple[str, ...]
    type: str
    update_days: int | None
    owner: OrganReference | None
    kinds: tuple[Kind, ...]


def read_column(
    value: Value, path: str, register: Register, messages: FileMessages
) -> Column | None:
    """Read the 栏目 entry of the front matter of ``<path>/index.md``."""
    if not isinstance(value, Mapping):
        messages.error(
            value.line,
            Text("“栏目”下面没有各项", "栏目 has no entries"),
            Text(f"在“栏目:”下缩进写 {'、'.join(_NAMES)}", f"indent {', '.join(_NAMES)} below it"),
        )
        return None
    entries: dict[str, Value] = {}
    for key, entry in value.entries:
        name = _NAMES.get(key.text, key.text)
        if name not in _NAMES.values():
            messages.error(
                key.line,
                Text(f"栏目没有“{key.text}”这一项", f"a column has no field {quoted(key.text)}"),
                Text(f"可用：{'、'.join(_NAMES)}", f"known: {', '.join(_NAMES)}"),
            )
        elif name in entries:
            messages.error(
                key.line,
                Text(f"“{key.text}”写了两次", f"{quoted(key.text)} is given twice"),
                Text("只留一个", "keep one of them"),
            )
        elif not isinstance(entry, Scalar) or entry.text.strip():
            entries[name] = entry
    labels = {name: label for label, name in _NAMES.items()}
    for name in entries:
        if name in _PRINTED:
            refuse_markup(entries[name], labels[name], messages)
    around = Surroundings(f"{path}/index.md", register)
    found: dict[str, Any] = {
        name: read_value(form, entries[name], around, messages)
        for name, form in (
            ("name", Form.LINE),
            ("description", Form.LINE),
            ("keywords", Form.WORDS),
            ("type", Form.LINE),
            ("owner", Form.ORGAN),
        )
        if name in entries
    }
    kinds = _kinds(entries["kinds"], messages) if "kinds" in entries else ()
    days = _window(entries["update_window"], messages) if "update_window" in entries else None
    missing = [
        label
        for label, name in _NAMES.items()
        if name in _REQUIRED and (name not in entries or _is_empty(entries[name]))
    ]
    if missing:
        messages.error(
            value.line,
            Text(f"栏目缺少{'、'.join(missing)}", f"the column lacks {', '.join(missing)}"),
            Text("补上；栏目标签要求这些内容", "add it; the column tags are made from it"),
        )
    if missing or not kinds or None in found.values():
        return None
    return Column(
        path,
        found["name"],
        found["description"],
        found["keywords"],
        found.get("type") or kinds[0].column_type,
        days,
        found.get("owner"),
        kinds,
    )


_PRINTED = frozenset({"name", "description", "keywords", "type"})
"""What themes and tags print."""
_REQUIRED = frozenset({"name", "description", "keywords", "kinds"})


def _is_empty(value: Value) -> bool:
    if isinstance(value, Scalar):
        return not value.text.strip(" ,，、;；")
    return isinstance(value, Sequence) and not value.items


def _kinds(value: Value, messages: FileMessages) -> tuple[Kind, ...]:
    kinds: list[Kind] = []
    for item in value.items if isinstance(value, Sequence) else (value,):
        word = item.text.strip() if isinstance(item, Scalar) else ""
        kind = kind_named(word)
        if kind is not None:
            kinds.append(kind)
            continue
        names = "、".join(kind.name for kind in all_kinds())
        messages.error(
            item.line,
            Text(f"没有“{word}”这种类型", f"there is no kind {quoted(word)}"),
            Text(f"可用：{names}", f"known: {names}"),
        )
    return tuple(kinds)


def _window(value: Value, messages: FileMessages) -> int | None:
    text = value.text.strip() if isinstance(value, Scalar) else ""
    match = _WINDOW.fullmatch(text)
    if match is None:
        messages.error(
            value.line,
            Text(f"更新周期 {quoted(text)} 的写法不对", f"not an update window: {quoted(text)}"),
            Text("写成 2周、6个月、1年 或 30天", "write 2周, 6个月, 1年 or 30天"),
        )
        return None
    unit = match[2] if match[2] in _UNIT_DAYS else match[2][0]
    return int(match[1]) * _UNIT_DAYS[unit]
