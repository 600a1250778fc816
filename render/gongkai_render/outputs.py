"""Outputs: every file of the site is declared first, then written; nothing is written otherwise."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from pathlib import Path

from gongkai_model.messages import ContentError, Message, Place, Text

_COMPRESSED = frozenset({".gz", ".br", ".zst"})
_BINARY = getattr(os, "O_BINARY", 0)  # Windows


@dataclass(frozen=True, slots=True)
class Output:
    """A file of the site.

    Attributes:
        path: POSIX, relative to the site folder.
        inputs: All that its bytes depend on, as values whose ``repr`` is the same in every run:
            equal inputs mean equal bytes, in this run and in later ones.
        write: Returns the bytes. May raise ContentError, for mistakes only seen in the making.
        origin: What asks for it, for messages: a source file, or a word for generated files.
        is_listed: It is a page that belongs in the site map.
    """

    path: str
    inputs: tuple[Hashable, ...]
    write: Callable[[], bytes]
    origin: str
    is_listed: bool = False


def refuse_doubles(outputs: Iterable[Output]) -> None:
    """Hold that no two outputs take one path, one taking the other's folder included.

    A file beside another of its name and ``.gz`` takes its place: servers send it instead.

    Raises:
        ContentError: Naming both origins of each clash.
    """
    origins: dict[str, str] = {}
    messages: list[Message] = []
    ordered = sorted(outputs, key=lambda output: (output.path, output.origin))
    for output in ordered:
        if output.path in origins:
            messages.append(_clash(output.origin, output.path, origins[output.path]))
        origins[output.path] = output.origin
    for path, origin in origins.items():
        folder = path.rpartition("/")[0]
        while folder:
            if folder in origins:
                messages.append(_clash(origin, folder, origins[folder]))
            folder = folder.rpartition("/")[0]
        stem, dot, ending = path.rpartition(".")
        if dot + ending in _COMPRESSED and stem in origins:
            messages.append(_clash(origin, stem, origins[stem]))
    if messages:
        raise ContentError(messages)


def _clash(origin: str, path: str, other: str) -> Message:
    address = "/" + path.removesuffix("index.html")
    return Message(
        Place(origin),
        Text(f"地址 {address} 已由 {other} 占用", f"{address} is already taken by {other}"),
        Text("改网址、旧网址或文件名", "change 网址, 旧网址 or the file name"),
    )


def write_outputs(outputs: Iterable[Output], folder: Path) -> None:
    """Write every output below ``folder``.

    Raises:
        ContentError: With the mistakes of all outputs; those without mistakes have been written.
    """
    messages: set[Message] = set()
    made: set[str] = set()
    root = str(folder)
    for output in outputs:
        try:
            data = output.write()
        except ContentError as error:
            messages.update(error.messages)
            continue
        _write_file(root, output.path, data, made)
    if messages:
        raise ContentError(list(messages))


def _write_file(root: str, path: str, data: bytes, made: set[str]) -> None:
    """Write one file; plain system calls, for there are as many as pages."""
    parent = path.rpartition("/")[0]
    if parent not in made:
        _make_folder(root, parent, made)
    file = os.open(f"{root}/{path}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o644)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(file, view) :]
    finally:
        os.close(file)


def _make_folder(root: str, path: str, made: set[str]) -> None:
    """Make a folder and those above it, asking the system about each only once."""
    above = path.rpartition("/")[0]
    if path and above not in made:
        _make_folder(root, above, made)
    with contextlib.suppress(FileExistsError):
        os.mkdir(f"{root}/{path}")  # noqa: PTH102 - many, and Path costs more than the call
    made.add(path)
