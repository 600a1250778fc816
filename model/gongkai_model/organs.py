"""Organs: the bodies that issue documents and answer for them, from ``data/organs.yml``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai_model import front_matter
from gongkai_model.dates import parse_day
from gongkai_model.messages import Message, NotUnderstood, Place, Text

_NAMES = {
    "编号": "id",
    "名称": "name",
    "简称": "short_name",
    "机关代字": "letters",
    "机构代码": "code",
    "上级": "parent",
    "设立": "established_on",
    "撤销": "abolished_on",
    "地址": "address",
    "电话": "phone",
    "办公时间": "hours",
}
_ID = re.compile(r"[a-z0-9-]{1,40}")


@dataclass(frozen=True, slots=True)
class Organ:
    """A body of the portal's own register.

    Attributes:
        id: Short form for addresses, [a-z0-9-]{1,40}.
        name: Full official name.
        short_name: As used in lists; may be empty.
        letters: 机关代字, the organ part of its document numbers; may be empty.
        code: Organisation or unified social credit code; may be empty.
        parent: ``id`` of the superior body; empty for none.
        established_on: First day of its existence under this name, or None.
        abolished_on: First day after its existence, or None.
        address: Where it sits; may be empty.
        phone: As dialled; may be empty.
        hours: Office hours; may be empty.
    """

    id: str
    name: str
    short_name: str = ""
    letters: str = ""
    code: str = ""
    parent: str = ""
    established_on: date | None = None
    abolished_on: date | None = None
    address: str = ""
    phone: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class OrganReference:
    """An organ as a record names it.

    Attributes:
        name: The name to print.
        id: Of the register; empty for a body outside of it, declared with 外部.
    """

    name: str
    id: str = ""


class Register:
    """The organs by id, name, short name and letters."""

    def __init__(self, organs: Iterable[Organ] = ()) -> None:
        self.organs = tuple(organs)
        self._by_word: dict[str, Organ] = {}
        for organ in self.organs:
            for word in (organ.letters, organ.short_name, organ.name, organ.id):
                if word:
                    self._by_word[word] = organ

    def find(self, word: str) -> Organ | None:
        """Return the organ of this id, name, short name or 机关代字."""
        return self._by_word.get(word)

    def near(self, word: str) -> list[str]:
        """Return up to three registered names that look like ``word``."""
        import difflib  # only mistakes need it

        return difflib.get_close_matches(word, [organ.name for organ in self.organs], 3, 0.4)


def read_organs(text: str, path: str, messages: list[Message]) -> Register:
    """Read the register: a YAML list of mappings. Mistakes are added to ``messages``."""
    value = front_matter.read_value(text, path, messages)
    if value is None or (isinstance(value, front_matter.Mapping) and not value.entries):
        return Register()
    if not isinstance(value, front_matter.Sequence):
        messages.append(
            Message(
                Place(path, value.line),
                Text("机构名录不是列表", "the register of organs is not a list"),
                Text("每个机构以“- 编号: …”开头", "begin each organ with '- 编号: …'"),
            )
        )
        return Register()
    organs: list[Organ] = []
    lines: dict[str, int] = {}
    for item in value.items:
        organ = _read_organ(item, path, messages)
        if organ is None:
            continue
        if organ.id in lines:
            messages.append(
                Message(
                    Place(path, item.line),
                    Text(f"编号 {organ.id!r} 重复", f"id {organ.id!r} occurs twice"),
                    Text(
                        f"改用别的编号（第 {lines[organ.id]} 行已用）",
                        f"choose another; line {lines[organ.id]} has it",
                    ),
                )
            )
            continue
        lines[organ.id] = item.line
        organs.append(organ)
    _check_parents(organs, lines, path, messages)
    return Register(organs)


def _read_organ(item: front_matter.Value, path: str, messages: list[Message]) -> Organ | None:
    if not isinstance(item, front_matter.Mapping):
        messages.append(
            Message(
                Place(path, item.line),
                Text("不是一个机构", "this is not an organ"),
                Text("写成“- 编号: …”和“名称: …”", "write '- 编号: …' and '名称: …'"),
            )
        )
        return None
    texts: dict[str, str] = {}
    days: dict[str, date] = {}
    for key, value in item.entries:
        name = _NAMES.get(key.text, key.text)
        if name not in _NAMES.values():
            messages.append(
                Message(
                    Place(path, key.line),
                    Text(f"机构没有“{key.text}”这一项", f"an organ has no field {key.text!r}"),
                    Text(f"可用：{'、'.join(_NAMES)}", f"known: {', '.join(_NAMES)}"),
                )
            )
        elif not isinstance(value, front_matter.Scalar):
            messages.append(
                Message(
                    Place(path, value.line),
                    Text(f"“{key.text}”应是一行文字", f"{key.text!r} is one line of text"),
                    Text("不要写成列表", "write no list"),
                )
            )
        elif name in {"established_on", "abolished_on"}:
            try:
                days[name], _ = parse_day(value.text)
            except NotUnderstood as error:
                messages.append(Message(Place(path, value.line), error.what, error.fix))
        else:
            texts[name] = value.text.strip()
    missing = [name for name in ("id", "name") if not texts.get(name)]
    if missing:
        chinese = [label for label, name in _NAMES.items() if name in missing]
        messages.append(
            Message(
                Place(path, item.line),
                Text(f"机构缺少{'、'.join(chinese)}", f"an organ lacks {', '.join(missing)}"),
                Text("补上", "add it"),
            )
        )
        return None
    if not _ID.fullmatch(texts["id"]):
        messages.append(
            Message(
                Place(path, item.line),
                Text(f"编号 {texts['id']!r} 的写法不对", f"not an id: {texts['id']!r}"),
                Text("小写字母、数字、连字符，1 到 40 个", "use [a-z0-9-], 1 to 40 characters"),
            )
        )
        return None
    return Organ(**texts, **days)  # type: ignore[arg-type]


def _check_parents(
    organs: list[Organ], lines: dict[str, int], path: str, messages: list[Message]
) -> None:
    parents = {organ.id: organ.parent for organ in organs}
    for organ in organs:
        if organ.parent and organ.parent not in parents:
            messages.append(
                Message(
                    Place(path, lines[organ.id]),
                    Text(f"上级 {organ.parent!r} 不在名录中", f"no organ {organ.parent!r}"),
                    Text("写上级的编号", "give the id of the superior"),
                )
            )
            continue
        seen = {organ.id}
        above = organ.parent
        while above and above not in seen:
            seen.add(above)
            above = parents.get(above, "")
        if above:
            messages.append(
                Message(
                    Place(path, lines[organ.id]),
                    Text(
                        f"{organ.id!r} 的上级绕成一圈", f"the superiors of {organ.id!r} form a ring"
                    ),
                    Text("改正上级", "correct the superior"),
                )
            )
