"""What a content folder has: columns, organs and addresses, in whatever state its records are.

Reading a portal is all or nothing. Someone who begins a new record has unfinished ones beside it,
and needs to know only this much.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from gongkai_model import address_register, front_matter
from gongkai_model.columns import RESERVED, Column, read_column
from gongkai_model.messages import ContentError, FileMessages, Message, Severity
from gongkai_model.organs import Register, read_register
from gongkai_model.reading import KNOWN_NAMES
from gongkai_model.tree import DATA, read_bytes, scan

_COLUMN = frozenset({"栏目", "column"})
_ADDRESS = frozenset({"网址", "address"})
_OLD_ADDRESS = frozenset({"旧网址", "old_addresses"})
_NAMES_OF_ADDRESSES = tuple(name.encode() for name in sorted(_ADDRESS | _OLD_ADDRESS))


@dataclass(frozen=True, slots=True)
class Inventory:
    """What there is.

    Attributes:
        columns: By path, sorted.
        register: The organs.
        taken: Every address that cannot be given again, without slashes at the ends, and the
            source file it belongs to. Those of a column's own lists are among them.
    """

    columns: Mapping[str, Column]
    register: Register
    taken: Mapping[str, str]


def take_inventory(content: Path, shown: str) -> Inventory:
    """Look through the content folder.

    Args:
        content: The folder.
        shown: How it is named in messages.

    Raises:
        ContentError: Columns, organs or the register of addresses cannot be read; mistakes in
            records are not looked for.
    """
    messages: list[Message] = []
    files = scan(content, shown, messages)
    found = [file.path for file in files]
    register = read_register(content, files, shown, messages)
    sources = [path for path in found if path.endswith(".md") and not path.startswith(DATA + "/")]
    texts = {path: read_bytes(content, path, shown, messages) or b"" for path in sources}
    columns: dict[str, Column] = {}
    for path, data in texts.items():
        folder, name = posixpath.split(path)
        if name == "index.md" and folder:
            column = _column(data, path, shown, register, messages)
            if column is not None:
                columns[folder] = column
    taken = {
        address: path for path, data in texts.items() for address in _addresses(data, path, columns)
    }
    for address, (path, _) in address_register.read(content, shown, messages).items():
        taken.setdefault(address.strip("/"), path)
    errors = [message for message in messages if message.severity is Severity.ERROR]
    if errors:
        raise ContentError(errors)
    return Inventory(columns, register, taken)


def _column(
    data: bytes, path: str, shown: str, register: Register, messages: list[Message]
) -> Column | None:
    # Only a column's mistakes count: without the column one cannot go on.
    report = FileMessages(f"{shown}/{path}", [])
    for key, value in _labels(data, report):
        if key.text in _COLUMN:
            column = read_column(value, posixpath.dirname(path), register, report)
            messages += report.messages
            return column
    return None


def _labels(
    data: bytes, report: FileMessages
) -> Iterable[tuple[front_matter.Scalar, front_matter.Value]]:
    text = front_matter.decode(data, report.path, report.messages)
    if text is None:
        return ()
    labels = front_matter.split(text, report.path, report.messages, KNOWN_NAMES).labels
    return () if labels is None else labels.entries


def _addresses(data: bytes, path: str, columns: Mapping[str, Column]) -> Iterator[str]:
    """Return the addresses that one source file takes."""
    folder, name = posixpath.split(path)
    yield path.removesuffix("/index.md").removesuffix(".md")
    if folder in columns and name == "index.md":
        yield from (f"{folder}/{word}" for word in RESERVED)
    if not any(name in data for name in _NAMES_OF_ADDRESSES):
        return
    own = posixpath.dirname(folder) if name == "index.md" else folder
    # What is wrong with a record is none of our business here.
    for key, value in _labels(data, FileMessages(path, [])):
        items = value.items if isinstance(value, front_matter.Sequence) else (value,)
        for item in items:
            if isinstance(item, front_matter.Scalar) and key.text in _ADDRESS:
                yield f"{own}/{item.text.strip()}"
            elif isinstance(item, front_matter.Scalar) and key.text in _OLD_ADDRESS:
                yield item.text.strip().strip("/")
