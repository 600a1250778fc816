"""What earlier imports wrote into a column, from their list in ``content/data/imports``."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from gongkai_cli.import_texts.plan import Key
from gongkai_cli.import_texts.source_text import comparable
from gongkai_model import front_matter
from gongkai_model.front_matter import Mapping, Scalar
from gongkai_model.messages import ContentError, Message, Place, Text
from gongkai_model.values import ADDRESS

_HEADER = ("文件", "摘要", "原文件", "原文件摘要", "类型", "标题", "所在文件夹", "日期")
_DAY = r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|undated)(?:-[0-9]{1,2})?"
_PATH = re.compile(rf"(?:{ADDRESS.pattern}/)?index\.md|{ADDRESS.pattern}/{_DAY}\.md")
# A spreadsheet takes what begins like this for a formula, and may do anything for it.
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")


@dataclass(frozen=True, slots=True)
class Written:
    """A file that an import wrote.

    Attributes:
        path: POSIX, relative to the column's folder.
        digest: SHA-256 of what was written.
        source: Path within the collection; empty for an ``index.md``.
        source_digest: SHA-256 of the source file.
        key: Of the act; None for the column's own ``index.md``.
    """

    path: str
    digest: str
    source: str = ""
    source_digest: str = ""
    key: Key | None = None


@dataclass(slots=True)
class Earlier:
    """The state a column is in before an import.

    Attributes:
        folder: Of the column.
        written: What earlier imports wrote, by path.
        ids: The last part of the address of each act, by key.
        taken: All names in use in the column.
    """

    folder: Path
    written: dict[str, Written] = field(default_factory=dict)
    ids: dict[Key, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def digest(self, path: str) -> str | None:
        """Return the SHA-256 of a file as it is now, or None where there is none."""
        file = self.folder / path
        return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else None

    def texts_of(self, act_id: str) -> list[Written]:
        """Return the texts of an act that are still there."""
        return [
            written
            for path, written in self.written.items()
            if path.startswith(f"{act_id}/") and written.source and (self.folder / path).is_file()
        ]


def read_earlier(folder: Path, listed: Path, shown: str) -> Earlier:
    """Read a column and the list of what was imported into it; both may be missing.

    Where the list is lost, acts are found again by kind and title.

    Args:
        folder: Of the column.
        listed: The list.
        shown: The list's path in messages.

    Raises:
        ContentError: The list is not one that an import wrote.
    """
    earlier = Earlier(folder)
    if folder.is_dir():
        earlier.taken = {path.name.removesuffix(".md") for path in folder.iterdir()}
    if listed.is_file():
        for written in _read_list(listed.read_bytes(), shown):
            earlier.written[written.path] = written
            if written.key is not None:
                earlier.ids[written.key] = written.path.partition("/")[0]
    known = set(earlier.ids.values())
    found: dict[Key, set[str]] = defaultdict(set)
    for name in sorted(earlier.taken - known):
        index = folder / name / "index.md"
        if index.is_file():
            found_key = _key_of(index)
            if found_key is not None:
                found[found_key].add(name)
    for key, names in found.items():
        if len(names) == 1 and key not in earlier.ids:
            earlier.ids[key] = names.pop()
    return earlier


def _read_list(data: bytes, shown: str) -> list[Written]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _no_list(shown, 0, "不是 UTF-8", "it is not UTF-8") from error
    reader = csv.DictReader(io.StringIO(text, newline=""))
    result = []
    try:
        for row in reader:
            path, digest, source, source_digest, kind, title, scope, day = (
                _read_cell(row.get(name) or "") for name in _HEADER
            )
            # It says where files will be written: anyone may have changed it.
            if not _PATH.fullmatch(path):
                raise _no_list(shown, reader.line_num, f"{path!r} 不是导入的文件", f"{path!r}")
            key = Key(kind, title, scope, day) if "/" in path else None
            result.append(Written(path, digest, source, source_digest, key))
    except csv.Error as error:
        raise _no_list(shown, reader.line_num, str(error), str(error)) from error
    return result


def _no_list(shown: str, line: int, zh: str, en: str) -> ContentError:
    what = Text(f"这不是导入写的清单：{zh}", f"not a list that an import wrote: {en}")
    fix = Text(
        "从版本库恢复；没有时删去它，已导入的按类型和标题对上",
        "restore it from the repository, or delete it: acts are then found by kind and title",
    )
    return ContentError([Message(Place(shown, line), what, fix)])


def _key_of(index: Path) -> Key | None:
    """Return kind and title of an act, without scope and day, which its file does not tell."""
    text = front_matter.decode(index.read_bytes(), index.name, [])
    labels = front_matter.split(text, index.name, []).labels if text is not None else None
    if not isinstance(labels, Mapping):
        return None
    values = {key.text: value.text for key, value in labels.entries if isinstance(value, Scalar)}
    if not values.get("类型") or not values.get("标题"):
        return None
    return Key(values["类型"], comparable(values["标题"]))


def list_written(written: dict[str, Written]) -> bytes:
    """Write the list; it opens in a spreadsheet."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_HEADER)
    for path in sorted(written):
        item = written[path]
        key = item.key or Key("", "")
        act = (key.kind, key.title, key.scope, key.day)
        cells = (path, item.digest, item.source, item.source_digest, *act)
        writer.writerow([_write_cell(cell) for cell in cells])
    return stream.getvalue().encode("utf-8-sig")


def _write_cell(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would run; ``_read_cell`` takes it away."""
    return f"'{text}" if _FORMULA.match(text) else text


def _read_cell(text: str) -> str:
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
