"""``gongkai new-record``: begin a record, with the labels that its kind asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gongkai_model.columns import Column
from gongkai_model.document_number import DocumentNumber
from gongkai_model.fields import FIELDS, Field
from gongkai_model.front_matter import write_scalar
from gongkai_model.inventory import Inventory
from gongkai_model.kinds import Kind, all_kinds, kind_named
from gongkai_model.messages import NotUnderstood, Text, quoted
from gongkai_model.values import ADDRESS


@dataclass(frozen=True, slots=True)
class Wish:
    """What is known of a record that is to be begun.

    Attributes:
        kind: Its kind.
        column: Path of its column, as typed; None where it is left open.
        title: Empty where it is not known yet.
        id: Last part of its address; None where it is left open.
        number: Its document number, or None.
        published_on: Day of publication, or None.
    """

    kind: Kind
    column: str | None = None
    title: str = ""
    id: str | None = None
    number: DocumentNumber | None = None
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A record that has been begun.

    Attributes:
        path: POSIX, relative to the content folder; there is no such file yet.
        text: The file.
        missing: Fields that are still to be filled in; of ``Kind.one_of``, one is enough.
    """

    path: str
    text: str
    missing: tuple[Field, ...]


def kind_of(word: str) -> Kind:
    """Return the kind of this Chinese or English name.

    Raises:
        NotUnderstood: There is none; the remedy lists all.
    """
    kind = kind_named(word)
    if kind is None:
        raise NotUnderstood(
            Text(f"没有“{word}”这种类型", f"there is no kind {quoted(word)}"),
            Text(
                f"可用：{'、'.join(kind.name for kind in all_kinds())}",
                f"known: {', '.join(kind.alias for kind in all_kinds())}",
            ),
        )
    return kind


def begin(wish: Wish, inventory: Inventory, today: date, content_name: str = "content") -> Draft:
    """Begin a record.

    Args:
        wish: What is known of it.
        inventory: What the portal has.
        today: In the portal's time zone; for the id of a record without a number or a day.
        content_name: Name of the content folder, which editors may put before a column.

    Raises:
        NotUnderstood: It cannot be begun as wished.
    """
    column = _column(wish, inventory, content_name)
    given: dict[str, str] = {}
    if wish.title.strip():
        given["title"] = wish.title.strip()
    if wish.published_on is not None:
        given["published_on"] = wish.published_on.isoformat()
    if wish.number is not None:
        if "document_number" not in wish.kind.allowed:
            raise NotUnderstood(
                Text(
                    f"“{wish.kind.name}”没有发文字号",
                    f"a record of kind {wish.kind.alias} has no document number",
                ),
                Text("不用 --number", "leave --number away"),
            )
        given["document_number"] = str(wish.number)
    day = wish.published_on or today
    organ = _organ_id(wish.number, inventory, day) if wish.number is not None else ""
    if organ:
        given["organ"] = organ
    record_id = _id(wish, organ, column, inventory, day)
    return Draft(
        f"{column.path}/{record_id}.md",
        record_text(wish.kind, given),
        tuple(field for field in _wanted(wish.kind) if field.alias not in given),
    )


def write(draft: Draft, content: Path) -> None:
    """Write a draft.

    Raises:
        NotUnderstood: There is such a file after all; it is left alone.
    """
    try:
        with (content / draft.path).open("x", encoding="utf-8", newline="\n") as file:
            file.write(draft.text)
    except FileExistsError:
        raise NotUnderstood(
            Text(f"已有 {draft.path}，没有改动", f"{draft.path} exists and was left alone"),
            Text("用 --id 另给一个网址", "give another --id"),
        ) from None


def record_text(kind: Kind, given: Mapping[str, str]) -> str:
    """Return a record of this kind: what is given, what is to be given, what may be given.

    What is to be given stays empty, its hint above it: a hint in its place might be published.
    Without what should be given, the record is published with a warning.

    Args:
        kind: The kind.
        given: Values by alias, as text.
    """
    wanted = {field.alias for field in _wanted(kind)}
    lines = ["---", f"类型: {kind.name}"]
    rest = ["# 以下选填：删去行首的“# ”，把说明换成内容。"]
    for field in FIELDS:
        if field.alias not in kind.allowed or field.alias == "kind":
            continue
        hint = field.manual.zh + (f"，如 {field.sample}" if field.sample else "")
        if field.alias in given:
            lines.append(f"{field.name}: {write_scalar(given[field.alias])}")
        elif field.alias in wanted:
            word = "至少填一项" if len(kind.one_of) > 1 and field.alias in kind.one_of else "必填"
            lines += [f"# {word}：{hint}", f"{field.name}:"]
        elif field.alias in kind.or_body:
            lines += [f"# 必填，或写在正文里：{hint}", f"{field.name}:"]
        elif field.alias in kind.expected:
            lines += [f"# 应填：{hint}", f"{field.name}:"]
        elif field.default:
            lines.append(f"{field.name}: {field.default}")
        elif field.sample:
            rest += [f"# {field.manual.zh}，如：", f"# {field.name}: {field.sample}"]
        else:
            rest.append(f"# {field.name}: {field.manual.zh}")
    if kind.has_page:
        rest.append("# 正文里放图片，单独写一行 ![图上是什么](图.png)，图片文件放在本文旁边。")
    return "\n".join([*lines, *rest, "---", "", ""])


def _wanted(kind: Kind) -> tuple[Field, ...]:
    """Return the fields that a record needs, 类型 apart, in official order."""
    aliases = {*kind.required, *kind.one_of} - {"kind"}
    return tuple(field for field in FIELDS if field.alias in aliases)


def _column(wish: Wish, inventory: Inventory, content_name: str) -> Column:
    kind = wish.kind
    fitting = [column for column in inventory.columns.values() if kind in column.kinds]
    shown = "、".join(f"{column.path}（{column.name}）" for column in fitting)
    listed = ", ".join(column.path for column in fitting)
    remedy = Text(f"用 --column 指明：{shown}", f"name one with --column: {listed}")
    if not fitting:
        remedy = Text(
            f"在某个栏目的 index.md 的“收录”里加上“{kind.name}”",
            f"add {kind.name} to 收录 in a column's index.md",
        )
        raise NotUnderstood(
            Text(f"没有栏目收“{kind.name}”", f"no column takes {kind.alias}"), remedy
        )
    if wish.column is None:
        if len(fitting) == 1:
            return fitting[0]
        raise NotUnderstood(
            Text(
                f"收“{kind.name}”的栏目有 {len(fitting)} 个",
                f"{len(fitting)} columns take {kind.alias}",
            ),
            remedy,
        )
    path = wish.column.replace("\\", "/").removeprefix("./").strip("/")
    if path not in inventory.columns:
        path = path.removeprefix(f"{content_name}/")
    column = inventory.columns.get(path)
    if column is None:
        raise NotUnderstood(
            Text(f"没有栏目 {quoted(wish.column)}", f"there is no column {quoted(wish.column)}"),
            remedy,
        )
    if kind not in column.kinds:
        raise NotUnderstood(
            Text(
                f"栏目“{column.name}”（{column.path}）不收“{kind.name}”",
                f"column {column.path} takes no {kind.alias}",
            ),
            remedy,
        )
    return column


def _organ_id(number: DocumentNumber, inventory: Inventory, day: date) -> str:
    """Return the id of the organ that had the number's 机关代字 on that day; empty for none."""
    organs = [
        organ
        for organ in inventory.register.organs
        if organ.letters == number.organ_code
        and (organ.established_on or day) <= day
        and (organ.abolished_on is None or day < organ.abolished_on)
    ]
    return organs[0].id if len(organs) == 1 else ""


def _id(wish: Wish, organ: str, column: Column, inventory: Inventory, day: date) -> str:
    if wish.id is not None:
        if not ADDRESS.fullmatch(wish.id):
            raise NotUnderstood(
                Text(f"不能作地址：{quoted(wish.id)}", f"not an address: {quoted(wish.id)}"),
                Text(
                    "只用小写字母、数字、连字符，1 到 40 个，如 2022-8",
                    "use lower-case letters, digits and hyphens only, 1 to 40, as in 2022-8",
                ),
            )
        return _free(wish.id, column, inventory)
    number = wish.number
    if number is not None and organ:
        parts = (organ, number.year, number.serial)
        record_id = "-".join(str(part) for part in parts if part is not None)
        if ADDRESS.fullmatch(record_id):
            return _free(record_id, column, inventory)
    prefix = f"{day:%Y%m%d}-"
    serial = re.compile(rf"{re.escape(column.path)}/{prefix}([0-9]{{1,9}})")
    taken = [int(match[1]) for match in map(serial.fullmatch, inventory.taken) if match]
    return f"{prefix}{max(taken, default=0) + 1}"


def _free(record_id: str, column: Column, inventory: Inventory) -> str:
    address = f"{column.path}/{record_id}"
    if address in inventory.taken:
        owner = inventory.taken[address]
        raise NotUnderstood(
            Text(f"地址 /{address}/ 已用于 {owner}", f"the address /{address}/ belongs to {owner}"),
            Text("核对文号；确需新建，用 --id 另给一个", "check the number, or give another --id"),
        )
    return record_id
