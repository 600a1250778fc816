"""Which column of a table is which field: a file says so, or the columns bear the fields' names.

Only what is named is ever looked at. Everything else, names and telephone numbers of citizens
among it, is dropped where the table is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gongkai_model import front_matter
from gongkai_model.feedback.record import FIELDS
from gongkai_model.messages import ContentError, FileMessages, Message, Severity, Text

_ALIASES = ("number", "received", "page", "class", "text", "complex", "unit")
_REQUIRED = ("number", "received", "page", "class", "text")
_FIELDS = {name: one.alias for one in FIELDS for name in (one.name, one.alias)}
NAMES = {one.alias: one.name for one in FIELDS if one.alias in _ALIASES}
"""Fields that a table can fill, alias → Chinese name."""
_WORDS = {"类别对照": "classes", "classes": "classes"}
_PERSONAL = re.compile(
    r"姓名|名字|网民|昵称|电话|手机|邮箱|邮件|e-?mail|联系|住址|身份证|证件|微信|qq|截图|图片|附件|"
    r"照片|phone|mobile|screenshot|picture|\bname\b|\bip\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Columns:
    """What a table's columns mean.

    Attributes:
        places: Number of the column, from 0, by alias of the field.
        dropped: Names of all other columns.
        classes: The portal's class for the table's words for it.
    """

    places: Mapping[str, int]
    dropped: tuple[str, ...]
    classes: Mapping[str, str] = field(default_factory=dict)


def read_columns(file: Path | None, heads: Sequence[str], table: str) -> Columns:
    """Match columns and fields.

    Args:
        file: YAML, ``field: name of the column``; None where the columns bear the fields' names.
        heads: Names of the table's columns.
        table: How the table is named in messages.

    Raises:
        ContentError: With every mistake.
    """
    messages: list[Message] = []
    names = {alias: head for head in heads if (alias := _FIELDS.get(head)) in NAMES}
    lines: dict[str, int] = {}
    classes: dict[str, str] = {}
    if file is not None:
        names, lines, classes = _mapping(file, messages)
    at = table if file is None else file.name
    report = FileMessages(at, messages)
    places: dict[str, int] = {}
    for alias, head in names.items():
        if heads.count(head) != 1:
            report.error(
                lines.get(alias, 0),
                Text(
                    f"表格里{'没有' if head not in heads else '不止一列叫'}“{head}”",
                    f"{heads.count(head)} columns are called {head!r}",
                ),
                Text(f"可用：{'、'.join(filter(None, heads))}", "name a column of the table"),
            )
        elif _PERSONAL.search(head):
            report.error(
                lines.get(alias, 0),
                Text(f"“{head}”像是个人信息，不导入", f"{head!r} seems to be personal data"),
                Text("换一列；个人信息不进仓库", "name another; it never enters the repository"),
            )
        else:
            places[alias] = heads.index(head)
    missing = [NAMES[alias] for alias in _REQUIRED if alias not in names]
    if missing:
        report.error(
            0,
            Text(f"不知道哪一列是{'、'.join(missing)}", f"no column for {', '.join(missing)}"),
            Text(
                "写一个对照文件，用 --columns 指明：每行“编号: 表格里的列名”",
                "write a file with lines 'number: name of the column'; name it with --columns",
            ),
        )
    if any(message.severity is Severity.ERROR for message in messages):
        raise ContentError(messages)
    kept = set(places.values())
    dropped = tuple(head for place, head in enumerate(heads) if place not in kept and head)
    return Columns(places, dropped, classes)


def _mapping(
    file: Path, messages: list[Message]
) -> tuple[dict[str, str], dict[str, int], dict[str, str]]:
    names: dict[str, str] = {}
    lines: dict[str, int] = {}
    classes: dict[str, str] = {}
    report = FileMessages(file.name, messages)
    text = front_matter.decode(file.read_bytes(), file.name, messages)
    words = frozenset({*NAMES, *NAMES.values(), *_WORDS})
    known = front_matter.Names(top=words, nested=words)
    labels = None
    if text is not None:
        labels = front_matter.read_labels(text, file.name, messages, known=known)
    for key, value in labels.entries if labels is not None else ():
        if key.text in _WORDS and isinstance(value, front_matter.Mapping):
            classes |= {
                word.text: one.text.strip()
                for word, one in value.entries
                if isinstance(one, front_matter.Scalar)
            }
            continue
        alias = _FIELDS.get(key.text, "")
        if alias not in NAMES or not isinstance(value, front_matter.Scalar):
            report.error(
                key.line,
                Text(f"“{key.text[:60]}”不能由表格填写", f"{key.text[:60]!r} is not to be filled"),
                Text(
                    f"可用：{'、'.join([*NAMES.values(), '类别对照'])}",
                    f"known: {', '.join([*NAMES, 'classes'])}",
                ),
            )
        elif alias in names:
            report.error(
                key.line,
                Text(f"“{NAMES[alias]}”写了两次", f"{alias!r} is given twice"),
                Text("只留一个", "keep one of them"),
            )
        elif value.text.strip():
            names[alias], lines[alias] = value.text.strip(), key.line
    return names, lines, classes
