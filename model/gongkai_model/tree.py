"""The content folder: which files there are, and what place each one has."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gongkai_model.messages import FileMessages, Message, Text

DATA = "data"
"""Folder of registers and internal records; nothing in it is published."""


@dataclass(frozen=True, slots=True)
class Found:
    """A regular file below the content folder.

    Attributes:
        path: POSIX, relative to the content folder.
        size_bytes: Its size.
    """

    path: str
    size_bytes: int


def scan(content: Path, shown: str, messages: list[Message]) -> list[Found]:
    """List the files below ``content``, sorted by path.

    Names that begin with ``.`` or ``_`` are left out: working files and templates of editors.
    Links that leave the folder, links to folders and special files are errors.

    Args:
        content: The folder.
        shown: How the folder is named in messages.
        messages: Mistakes are added here.
    """
    root = content.resolve()
    found = list(_walk(root, root, "", shown, messages))
    found.sort(key=lambda file: file.path)
    return found


def _walk(
    folder: Path, root: Path, prefix: str, shown: str, messages: list[Message]
) -> Iterator[Found]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.startswith((".", "_")):
                continue
            path = prefix + entry.name
            if not _is_text(path):
                FileMessages(f"{shown}/{path!a}", messages).error(
                    0,
                    Text("文件名不是 UTF-8", "the file name is not UTF-8"),
                    Text("改名", "rename the file"),
                )
            elif entry.is_symlink():
                yield from _follow(Path(entry.path), root, path, shown, messages)
            elif entry.is_dir(follow_symlinks=False):
                yield from _walk(Path(entry.path), root, path + "/", shown, messages)
            elif entry.is_file(follow_symlinks=False):
                yield Found(path, entry.stat().st_size)
            else:
                FileMessages(f"{shown}/{path}", messages).error(
                    0,
                    Text("不是普通文件", "not a regular file"),
                    Text("移出 content", "move it out of the content folder"),
                )


def _is_text(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _follow(
    link: Path, root: Path, path: str, shown: str, messages: list[Message]
) -> Iterator[Found]:
    report = FileMessages(f"{shown}/{path}", messages)
    try:
        target = link.resolve(strict=True)
        status = target.stat()
    except (OSError, RuntimeError):
        report.error(
            0,
            Text("链接指向不存在的文件", "a link to a file that does not exist"),
            Text("删去链接，或放入文件本身", "delete the link or put the file itself here"),
        )
        return
    if not target.is_relative_to(root):
        report.error(
            0,
            Text("链接指向 content 之外，不发布", "a link that leaves the content folder"),
            Text("把文件复制进来", "copy the file into the folder"),
        )
    elif not stat.S_ISREG(status.st_mode):
        report.error(
            0,
            Text("链接指向文件夹", "a link to a folder"),
            Text("只链接文件，或放入文件夹本身", "link files only, or put the folder itself here"),
        )
    elif any(part.startswith((".", "_")) for part in target.relative_to(root).parts) or (
        target.relative_to(root).parts[0] == DATA
    ):
        report.error(
            0,
            Text("链接指向不发布的文件", "a link to a file that is not published"),
            Text("放入文件本身", "put the file itself here"),
        )
    else:
        yield Found(path, status.st_size)
