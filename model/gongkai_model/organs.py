"""Organs: the bodies that issue documents and answer for them, from ``data/organs.yml``."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gongkai_model import front_matter
from gongkai_model.dates import parse_day
from gongkai_model.hints import Hints
from gongkai_model.messages import Message, NotUnderstood, Place, Text, quoted
from gongkai_model.tree import DATA, Found, read_bytes

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
    "类别": "group",
}
_KNOWN = front_matter.Names(top=frozenset(_NAMES), nested=frozenset(_NAMES))
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
        group: Sort of unit, as 部门 or 乡镇街道, under which it has a page; empty for none.
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
    group: str = ""


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
    """The organs by id, name, short name and letters.

    An id goes before a name, a name before a short name, a short name before letters. What several
    organs bear, a successor and its predecessor, names none of them.
    """

    def __init__(self, organs: Iterable[Organ] = (), *, complete: bool = True) -> None:
        """Take the organs.

        Args:
            organs: In the order of the register.
            complete: Every entry could be read; otherwise nothing is said of unknown organs.
        """
        self.organs = tuple(organs)
        self.complete = complete
        self._by_word: dict[str, tuple[Organ, ...]] = {}
        for words in _WORDS:
            found: dict[str, list[Organ]] = defaultdict(list)
            for organ in self.organs:
                word = getattr(organ, words)
                if word and word not in self._by_word:
                    found[word].append(organ)
            self._by_word |= {word: tuple(bearers) for word, bearers in found.items()}
        self._near: dict[str, list[str]] = {}
        self._hints = Hints()

    def find(self, word: str) -> Organ | None:
        """Return the organ of this id, name, short name or 机关代字; None for none or several."""
        found = self.meant_by(word)
        return found[0] if len(found) == 1 else None

    def meant_by(self, word: str) -> tuple[Organ, ...]:
        """Return every organ that ``word`` may mean, in the order of the register."""
        return self._by_word.get(word, ())

    def near(self, word: str) -> list[str]:
        """Return up to three registered names that look like ``word``; none after many such."""
        if word not in self._near:
            names = [name for organ in self.organs for name in (organ.name, organ.id)]
            self._near[word] = self._hints.near(word, names, 3, 0.4)
        return self._near[word]


_WORDS = ("id", "name", "short_name", "letters")
_MAX_CHARACTERS = 5_000_000


FILE = f"{DATA}/organs.yml"
"""Where the register stands in the content folder."""


def read_register(
    content: Path, found: Iterable[Found], shown: str, messages: list[Message]
) -> Register:
    """Read the portal's register; an empty one where it has none.

    Args:
        content: The content folder.
        found: Its files.
        shown: How it is named in messages.
        messages: Mistakes are added here.
    """
    if not any(file.path == FILE for file in found):
        return Register()
    path = f"{shown}/{FILE}"
    data = read_bytes(content, FILE, shown, messages)
    text = None if data is None else front_matter.decode(data, path, messages)
    return Register(complete=False) if text is None else read_organs(text, path, messages)


def read_organs(text: str, path: str, messages: list[Message]) -> Register:
    """Read the register: a YAML list of mappings. Mistakes are added to ``messages``."""
    value = front_matter.read_value(
        text, path, messages, known=_KNOWN, max_characters=_MAX_CHARACTERS
    )
    if value is None:
        return Register(complete=False)
    if isinstance(value, front_matter.Mapping) and not value.entries:
        return Register()
    if not isinstance(value, front_matter.Sequence):
        messages.append(
            Message(
                Place(path, value.line),
                Text("机构名录不是列表", "the register of organs is not a list"),
                Text("每个机构以“- 编号: …”开头", "begin each organ with '- 编号: …'"),
            )
        )
        return Register(complete=False)
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
                    Text(f"编号 {quoted(organ.id)} 重复", f"id {quoted(organ.id)} occurs twice"),
                    Text(
                        f"改用别的编号（第 {lines[organ.id]} 行已用）",
                        f"choose another; line {lines[organ.id]} has it",
                    ),
                )
            )
            continue
        lines[organ.id] = item.line
        organs.append(organ)
    complete = len(organs) == len(value.items)
    _check_parents(organs, lines, path, messages, complete=complete)
    _check_words(organs, lines, path, messages)
    return Register(organs, complete=complete)


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
    given: dict[str, int] = {}
    for key, value in item.entries:
        name = _NAMES.get(key.text, key.text)
        if name not in _NAMES.values():
            messages.append(
                Message(
                    Place(path, key.line),
                    Text(
                        f"机构没有“{key.text}”这一项", f"an organ has no field {quoted(key.text)}"
                    ),
                    Text(f"可用：{'、'.join(_NAMES)}", f"known: {', '.join(_NAMES)}"),
                )
            )
        elif name in given:
            messages.append(
                Message(
                    Place(path, key.line),
                    Text(
                        f"“{key.text}”写了两次（第 {given[name]} 行已有）",
                        f"{quoted(key.text)} is given twice (already on line {given[name]})",
                    ),
                    Text("只留一个", "keep one of them"),
                )
            )
        elif not isinstance(value, front_matter.Scalar):
            messages.append(
                Message(
                    Place(path, value.line),
                    Text(f"“{key.text}”应是一行文字", f"{quoted(key.text)} is one line of text"),
                    Text("不要写成列表", "write no list"),
                )
            )
        elif not value.text.strip():
            continue
        elif name in {"established_on", "abolished_on"}:
            given[name] = key.line
            try:
                days[name], _ = parse_day(value.text)
            except NotUnderstood as error:
                messages.append(Message(Place(path, value.line), error.what, error.fix))
        else:
            given[name] = key.line
            texts[name] = value.text.strip()
    start, end = days.get("established_on"), days.get("abolished_on")
    if start and end and start >= end:
        messages.append(
            Message(
                Place(path, given["abolished_on"]),
                Text(f"撤销 {end} 不晚于设立 {start}", f"撤销 {end} is not after 设立 {start}"),
                Text("核对两个日期", "check both days"),
            )
        )
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
                Place(path, given["id"]),
                Text(f"编号 {quoted(texts['id'])} 的写法不对", f"not an id: {quoted(texts['id'])}"),
                Text("小写字母、数字、连字符，1 到 40 个", "use [a-z0-9-], 1 to 40 characters"),
            )
        )
        return None
    return Organ(**texts, **days)  # type: ignore[arg-type]


def _check_parents(
    organs: list[Organ],
    lines: dict[str, int],
    path: str,
    messages: list[Message],
    *,
    complete: bool,
) -> None:
    parents = {organ.id: organ.parent for organ in organs}
    done: set[str] = set()
    for organ in organs:
        # An entry that could not be read has been reported; who is below it is right.
        if complete and organ.parent and organ.parent not in parents:
            messages.append(
                Message(
                    Place(path, lines[organ.id]),
                    Text(
                        f"上级 {quoted(organ.parent)} 不在名录中",
                        f"no organ {quoted(organ.parent)}",
                    ),
                    Text("写上级的编号", "give the id of the superior"),
                )
            )
        above: dict[str, None] = {}  # in order, and quick to ask
        step = organ.id
        while step and step not in done and step not in above:
            above[step] = None
            step = parents.get(step, "")
        done.update(above)
        if step in above:
            way = list(above)
            ring = way[way.index(step) :]
            shown = " → ".join([*ring[:5], *(["…"] if len(ring) > 5 else []), step])
            messages.append(
                Message(
                    Place(path, lines[step]),
                    Text(f"上级绕成一圈：{shown}", f"the superiors form a ring: {shown}"),
                    Text("改正上级", "correct the superior"),
                )
            )


def _check_words(
    organs: list[Organ], lines: dict[str, int], path: str, messages: list[Message]
) -> None:
    """Report organs of one name at one time; a successor may bear the name of its predecessor."""
    labels = {name: label for label, name in _NAMES.items()}
    for words in ("name", "short_name", "letters"):
        bearers: dict[str, list[int]] = defaultdict(list)
        for number, organ in enumerate(organs):
            if getattr(organ, words):
                bearers[getattr(organ, words)].append(number)
        clashes: dict[int, int] = {}
        for numbers in bearers.values():
            for one, other in _at_one_time(organs, numbers):
                clashes.setdefault(max(one, other), min(one, other))
        for number, before in sorted(clashes.items()):
            organ, other_organ = organs[number], organs[before]
            word, line = getattr(organ, words), lines[other_organ.id]
            messages.append(
                Message(
                    Place(path, lines[organ.id]),
                    Text(
                        f"{labels[words]}“{word}”与第 {line} 行的 {other_organ.id} 相同",
                        f"{labels[words]} {quoted(word)} is that of {other_organ.id}, line {line}",
                    ),
                    Text(
                        "改正其一；先后沿用的，写明前者的“撤销”和后者的“设立”",
                        "correct one; where one took it over, give 撤销 and 设立",
                    ),
                )
            )


def _at_one_time(organs: list[Organ], numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Yield each of some organs that began before an earlier one had ended, with that one."""
    lasting: int | None = None  # of those that began earlier, the one that ends last
    end = date.min
    for number in sorted(numbers, key=lambda n: organs[n].established_on or date.min):
        if lasting is not None and (organs[number].established_on or date.min) < end:
            yield number, lasting
        own_end = organs[number].abolished_on or date.max
        if lasting is None or own_end > end:
            lasting, end = number, own_end
