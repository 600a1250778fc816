"""The content folder: which files there are, and what place each one has."""

from __future__ import annotations

import os
import posixpath
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gongkai_model.front_matter import unusable
from gongkai_model.messages import FileMessages, Message, Place, Text

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
    Links that leave the folder, links to folders, special files, names that nobody can type and
    what cannot be read are errors.

    Args:
        content: The folder.
        shown: How the folder is named in messages.
        messages: Mistakes are added here.
    """
    root = content.resolve()
    found: list[Found] = []
    folders = [""]
    while folders:
        prefix = folders.pop()
        for entry in _entries(root, prefix, shown, messages):
            path = prefix + entry.name
            if not _check_name(path, shown, messages):
                continue
            if entry.is_symlink():
                found += _follow(Path(entry.path), root, path, shown, messages)
            elif entry.is_dir(follow_symlinks=False):
                if _check_folder(path, shown, messages):
                    folders.append(path + "/")
            elif entry.is_file(follow_symlinks=False):
                found.append(Found(path, entry.stat(follow_symlinks=False).st_size))
            else:
                FileMessages(f"{shown}/{path}", messages).error(
                    0,
                    Text("不是普通文件", "not a regular file"),
                    Text("移出 content", "move it out of the content folder"),
                )
    found.sort(key=lambda file: file.path)
    return found


def _entries(
    root: Path, prefix: str, shown: str, messages: list[Message]
) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(root / prefix) as entries:
            shown_entries = [entry for entry in entries if not entry.name.startswith((".", "_"))]
    except OSError as error:
        messages.append(unreadable(f"{shown}/{prefix}".rstrip("/"), error))
        return []
    return sorted(shown_entries, key=lambda entry: entry.name)


def read_bytes(content: Path, path: str, shown: str, messages: list[Message]) -> bytes | None:
    """Return what is in a file below ``content``; None, with an error, where that fails."""
    try:
        return (content / path).read_bytes()
    except OSError as error:
        messages.append(unreadable(f"{shown}/{path}", error))
        return None


def unreadable(path: str, error: OSError) -> Message:
    """Return the message for a file or folder that the system refuses to read."""
    reason = error.strerror or type(error).__name__
    return Message(
        Place(path),
        Text(f"读不出来：{reason}", f"it cannot be read: {reason}"),
        Text(
            "检查它是否还在、有没有读取权限、路径是否过长",
            "check that it is there, its permissions and the length of its path",
        ),
    )


_LONGEST_NAME = 200
"""In bytes: systems take 255, and the site adds endings."""
_DEEPEST = 50


def _check_name(path: str, shown: str, messages: list[Message]) -> bool:
    """Report a name that cannot be a name on every system; tell whether it can be read here."""
    report = FileMessages(f"{shown}/{path!a}", messages)
    if any("\ud800" <= character <= "\udfff" for character in path):
        report.error(
            0,
            Text("文件名不是 UTF-8", "the file name is not UTF-8"),
            Text("改名", "rename the file"),
        )
        return False
    if unusable(path) or "\t" in path or "\n" in path:
        report.error(
            0,
            Text(
                "文件名里有控制字符等不能使用的字符",
                "the file name has characters in it that cannot be used, as control characters",
            ),
            Text("改名", "rename the file"),
        )
        return False
    size = len(posixpath.basename(path).encode())
    if size > _LONGEST_NAME:
        FileMessages(f"{shown}/{path}", messages).error(
            0,
            Text(
                f"文件名有 {size} 个字节，超过 {_LONGEST_NAME} 个（约 66 个汉字）",
                f"the file name has {size} bytes, more than {_LONGEST_NAME}",
            ),
            Text("把名称改短", "give it a shorter name"),
        )
        return False
    if not unicodedata.is_normalized("NFC", path):
        FileMessages(f"{shown}/{path}", messages).warning(
            0,
            Text(
                f"文件名 {path!a} 的字母与附加符号分开编码（NFD），与同样写法的引用不相等",
                f"the name {path!a} is decomposed (NFD): names that look alike differ from it",
            ),
            Text("改名，重新输入文件名", "rename it; type the name anew"),
        )
    return True


def _check_folder(path: str, shown: str, messages: list[Message]) -> bool:
    """Report a folder that is not looked into; True where it is."""
    report = FileMessages(f"{shown}/{path}", messages)
    if path.casefold() == DATA and path != DATA:
        report.error(
            0,
            Text(
                f"文件夹 {path} 不会当作内部的 {DATA}，里面的文件会被发布",
                f"{path} is not {DATA}: what is in it would be published",
            ),
            Text(f"改名为 {DATA}，或换一个名称", f"name it {DATA}, or something else"),
        )
        return False
    if path.count("/") >= _DEEPEST:
        report.error(
            0,
            Text(f"文件夹超过 {_DEEPEST} 层", f"more than {_DEEPEST} folders, one in the other"),
            Text("减少层次", "use fewer"),
        )
        return False
    return True


def _follow(
    link: Path, root: Path, path: str, shown: str, messages: list[Message]
) -> Iterator[Found]:
    """Return the file that ``path`` stands for, if it may be read."""
    report = FileMessages(f"{shown}/{path}", messages)
    try:
        target = link.resolve(strict=True)
        status = target.stat()
    except (OSError, RuntimeError):  # a link to nothing, or a ring of links
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
            Text("链接指向文件夹或特殊文件", "a link to a folder or a special file"),
            Text("只链接文件，或放入文件夹本身", "link files only, or put the folder itself here"),
        )
    elif (
        any(part.startswith((".", "_")) for part in target.relative_to(root).parts)
        or (target.relative_to(root).parts[0] == DATA and not path.startswith(DATA + "/"))
        or (target.suffix == ".md") != path.endswith(".md")  # the source of a record as a file
    ):
        report.error(
            0,
            Text("链接指向不发布的文件", "a link to a file that is not published"),
            Text("放入文件本身", "put the file itself here"),
        )
    else:
        yield Found(path, status.st_size)
