"""What differs between two states of a site: what to upload in which order, what caches forget.

The comparison goes by bytes, as digests, so it holds whoever wrote the files. No file is held in
memory.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import quote

from gongkai_model.columns import RESERVED
from gongkai_model.messages import Text
from gongkai_model.regular_files import opened
from gongkai_model.result_file import Kind

KIND = Kind(Text("变更清单", "list of changes"), b'{\n "format": 1,\n "before": ')
"""What ``Changes.as_json`` gives."""

_INDEX = "index.html"
_FOR_MACHINES = frozenset({"robots.txt", "_redirects", "redirects.nginx.map"})
"""Beside site maps and feeds: what tells programs of pages, which must be there by then."""


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file of a site.

    Attributes:
        path: POSIX, relative to the site folder.
        size_bytes: Its length.
        sha256: Digest of its bytes, hexadecimal.
    """

    path: str
    size_bytes: int
    sha256: str


SiteFiles = Mapping[str, SiteFile]
"""Every file of a site by its path."""


class Action(StrEnum):
    """What to do with a file where the site is published."""

    UPLOAD = "upload"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of bringing a published site to the new state."""

    action: Action
    path: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between two states of a site; each group is sorted by path.

    Attributes:
        before: Digest of the whole earlier state; None where there was no site.
        after: Digest of the whole new state.
        added: Files that are new, as they are now.
        changed: Files with other bytes, as they are now.
        removed: Files that are gone, as they were.
        steps: Every difference once, in an order in which the published site stays usable.
        purge: Paths of addresses that caches have to forget, quoted as in a URL; sorted.
    """

    before: str | None
    after: str
    added: tuple[SiteFile, ...]
    changed: tuple[SiteFile, ...]
    removed: tuple[SiteFile, ...]
    steps: tuple[Step, ...]
    purge: tuple[str, ...]

    def as_json(self) -> bytes:
        """Return the file that ``schema`` describes; equal changes give equal bytes."""
        value = {
            "format": 1,
            "before": self.before,
            "after": self.after,
            "added": [_as_object(file) for file in self.added],
            "changed": [_as_object(file) for file in self.changed],
            "removed": [_as_object(file) for file in self.removed],
            "steps": [{"action": step.action, "path": step.path} for step in self.steps],
            "purge": list(self.purge),
        }
        return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def files_of(folder: Path) -> dict[str, SiteFile]:
    """Return every file below a folder, sorted by path.

    Raises:
        NotRegular: Something is neither file nor folder: a link, a pipe.
        OSError: Something cannot be read.
    """
    return {file.path: file for file in sorted(_read(str(folder), ""), key=lambda file: file.path)}


def _read(folder: str, prefix: str) -> Iterator[SiteFile]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _read(entry.path, f"{prefix}{entry.name}/")
                continue
            with opened(entry.path) as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
                yield SiteFile(prefix + entry.name, os.fstat(file.fileno()).st_size, digest)


def manifest_of(files: SiteFiles) -> bytes:
    """Return the lines ``<sha256>  <path>`` of a whole site, sorted, as ``sha256sum`` prints them.

    Each ends with a line feed.
    """
    lines = "".join(f"{file.sha256}  {path}\n" for path, file in sorted(files.items()))
    return lines.encode("utf-8", "surrogateescape")


def digest_of(files: SiteFiles) -> str:
    """Return a digest of a whole site: SHA-256 of its manifest."""
    return hashlib.sha256(manifest_of(files)).hexdigest()


def strangers_in(folder: Path) -> list[tuple[str, Text]]:
    """Return path and kind of everything that no build writes into a site, sorted by path.

    Links, pipes and devices; and names with a dot first, which are other programs' own
    (``.git``, ``.env``), but for ``.well-known`` at the top (RFC 8615).
    """
    return sorted(_strangers(str(folder), ""), key=lambda found: found[0])


def _strangers(folder: str, prefix: str) -> Iterator[tuple[str, Text]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            path = prefix + entry.name
            is_folder = entry.is_dir(follow_symlinks=False)
            if entry.is_symlink():
                yield path, Text("是链接", "is a link")
            elif entry.name.startswith(".") and not (is_folder and path == ".well-known"):
                yield path, Text("名称以“.”开头", "has a name with a dot first")
            elif is_folder:
                yield from _strangers(entry.path, f"{path}/")
            elif not entry.is_file(follow_symlinks=False):
                yield path, Text("不是普通文件", "is no regular file")


def compare(
    before: SiteFiles | None, after: SiteFiles, *, base: str = "/", purge: str = ""
) -> Changes:
    """Return what differs between two states.

    Args:
        before: The earlier state; None where there was no site.
        after: The new state.
        base: Path of the portal on its host; begins and ends with a slash.
        purge: More addresses that caches have to forget, one a line, as in ``purge.txt``.
    """
    earlier = before or {}
    added = [file for path, file in after.items() if path not in earlier]
    changed = [
        file
        for path, file in after.items()
        if path in earlier and earlier[path].sha256 != file.sha256
    ]
    removed = [file for path, file in earlier.items() if path not in after]
    forget = {base + quote(_address(file.path)) for file in (*changed, *removed)}
    for line in purge.splitlines():
        forget.add(base + quote(line.removeprefix(base.rstrip("/")).removeprefix("/")))
    return Changes(
        before=None if before is None else digest_of(before),
        after=digest_of(after),
        added=_by_path(added),
        changed=_by_path(changed),
        removed=_by_path(removed),
        steps=tuple(_steps(added, changed, removed)),
        purge=tuple(sorted(forget)),
    )


def _by_path(files: Iterable[SiteFile]) -> tuple[SiteFile, ...]:
    return tuple(sorted(files, key=lambda file: file.path))


def _address(path: str) -> str:
    """Return the address of a file within the site, as pages link to it."""
    return path.removesuffix(_INDEX) if _is_index(path) else path


def _is_index(path: str) -> bool:
    return path == _INDEX or path.endswith("/" + _INDEX)


def _steps(
    added: Iterable[SiteFile], changed: Iterable[SiteFile], removed: Iterable[SiteFile]
) -> Iterator[Step]:
    new = {file.path for file in added}
    uploads = sorted((*new, *(f.path for f in changed)), key=lambda p: (*_rank(p, p in new), p))
    removals = sorted((file.path for file in removed), key=lambda path: (*_rank(path, True), path))
    # A file in the place of a folder, or the other way round: on a disk one has to go first.
    folders = {folder for path in uploads for folder in _folders(path)}
    in_the_way = [
        path for path in removals if path in folders or any(f in new for f in _folders(path))
    ]
    yield from (Step(Action.REMOVE, path) for path in in_the_way)
    yield from (Step(Action.UPLOAD, path) for path in uploads)
    # What refers to others goes before what it refers to.
    rest = [path for path in reversed(removals) if path not in set(in_the_way)]
    yield from (Step(Action.REMOVE, path) for path in rest)


def _folders(path: str) -> Iterator[str]:
    folder = path.rpartition("/")[0]
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]


def _rank(path: str, is_new: bool) -> tuple[int, int]:
    """Order files so that what a page needs or leads to is there before the page.

    New files of the theme and attachments, changed ones, new pages, changed pages, lists, the pages
    that lead to them, home; then what tells programs of all these. Deeper pages stand first.
    """
    depth = path.count("/")
    if path in _FOR_MACHINES or path.endswith(".xml"):
        return (8, path == "sitemap.xml")  # it may name the others
    if not path.endswith(".html"):
        return (0 if is_new else 1, 0)
    if path == _INDEX:
        return (7, 0)
    if path == "404.html":
        return (6, 0)
    if RESERVED.intersection(path.split("/")[1:-1]):
        return (4, -depth)
    if depth == 1 and _is_index(path):
        return (5, 0)  # a column's own page
    return (2 if is_new else 3, -depth)


def _as_object(file: SiteFile) -> dict[str, object]:
    return {"path": file.path, "size": file.size_bytes, "sha256": file.sha256}


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a file of changes."""
    digest = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
    path = {"type": "string", "minLength": 1, "pattern": "^[^/]"}
    file = {
        "type": "object",
        "properties": {
            "path": {**path, "description": "POSIX path within the site / 网站内的路径"},
            "size": {"type": "integer", "minimum": 0, "description": "bytes / 字节数"},
            "sha256": digest,
        },
        "required": ["path", "size", "sha256"],
        "additionalProperties": False,
    }
    step = {
        "type": "object",
        "properties": {"action": {"enum": [str(action) for action in Action]}, "path": path},
        "required": ["action", "path"],
        "additionalProperties": False,
    }
    files = {"type": "array", "items": file}
    properties: dict[str, dict[str, Any]] = {
        "format": {"const": 1, "description": "number of this format / 格式编号"},
        "before": {
            "anyOf": [digest, {"type": "null"}],
            "description": "digest of the earlier site, null where there was none / 原网站的摘要",
        },
        "after": {**digest, "description": "digest of the new site / 新网站的摘要"},
        "added": {**files, "description": "new files / 新增"},
        "changed": {**files, "description": "files with other bytes, as they are now / 有变化"},
        "removed": {**files, "description": "files that are gone, as they were / 删除"},
        "steps": {
            "type": "array",
            "items": step,
            "description": "every difference once, in a safe order / 依次上传和删除",
        },
        "purge": {
            "type": "array",
            "items": {"type": "string", "pattern": "^/"},
            "uniqueItems": True,
            "description": "addresses that caches have to forget, without host / 要清除缓存的地址",
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "gongkai build --changes",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
