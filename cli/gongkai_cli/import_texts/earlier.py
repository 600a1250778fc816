"""What earlier imports wrote into a column, from their list in ``content/data/imports``."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from gongkai_cli.import_texts.plan import Key
from gongkai_cli.import_texts.source_text import comparable
from gongkai_model import front_matter
from gongkai_model.front_matter import Mapping, Scalar

_HEADER = ("文件", "摘要", "原文件", "原文件摘要", "类型", "标题", "所在文件夹", "日期")


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


def read_earlier(folder: Path, listed: Path) -> Earlier:
    """Read a column and the list of what was imported into it; both may be missing.

    Where the list is lost, acts are found again by kind and title.
    """
    earlier = Earlier(folder)
    if folder.is_dir():
        earlier.taken = {path.name.removesuffix(".md") for path in folder.iterdir()}
    if listed.is_file():
        text = listed.read_bytes().decode("utf-8-sig")
        for row in csv.DictReader(io.StringIO(text, newline="")):
            path, digest, source, source_digest, kind, title, scope, day = (
                row.get(name) or "" for name in _HEADER
            )
            key = Key(kind, title, scope, day) if "/" in path else None
            earlier.written[path] = Written(path, digest, source, source_digest, key)
            if key is not None:
                earlier.ids[key] = path.partition("/")[0]
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
        writer.writerow((path, item.digest, item.source, item.source_digest, *act))
    return stream.getvalue().encode("utf-8-sig")
