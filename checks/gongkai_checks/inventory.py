"""The files of a site: which there are, and which one a URL path is answered with."""

from __future__ import annotations

import difflib
import os
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from gongkai_checks.profile import SiteProfile
from gongkai_model.messages import Text

_NEAR = 0.75  # similarity of names, from 0 to 1, at which one is taken for a slip of the other
_SIBLINGS = 2000  # names in one folder that are compared for likeness


class Found(NamedTuple):
    """What a server answers a path with.

    Attributes:
        file: Path of the file inside the site; None: nothing.
        slash_missing: Whether the server first sends the reader to the address with a slash.
        reason: Why nothing was found, where there is more to say than that it is missing.
    """

    file: str | None
    slash_missing: bool = False
    wrong_case: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Files:
    """Every file of a site.

    Attributes:
        sizes: POSIX path inside the site -> bytes; in order of path.
        profile: How it is served.
    """

    sizes: Mapping[str, int]
    profile: SiteProfile = field(default_factory=SiteProfile)

    @cached_property
    def folders(self) -> frozenset[str]:
        """Every folder, without slash at the end; the site itself is ``""``."""
        found = {""}
        for path in self.sizes:
            folder = path.rpartition("/")[0]
            while folder not in found:
                found.add(folder)
                folder = folder.rpartition("/")[0]
        return frozenset(found)

    def answer(self, path: str) -> Found:
        """Return what is found at a decoded path, without slash in front; case counts."""
        if path in self.sizes:
            return Found(path)
        if "//" in path or path.startswith("/"):  # a file system takes two slashes for one
            squeezed = "/".join(name for name in path.split("/") if name)
            return self.answer(squeezed + "/" if path.endswith("/") and squeezed else squeezed)
        if not path or path.endswith("/"):
            return self._index(path)
        if path in self.folders:
            found = self._index(path + "/")
            return Found(found.file, slash_missing=found.file is not None, reason=found.reason)
        if self.profile.extensionless and path + ".html" in self.sizes:
            return Found(path + ".html")
        if self.profile.case_blind:
            blind = self._blind.get(path.casefold())
            if blind is not None:
                return Found(blind, wrong_case=True)
        return Found(None)

    def _index(self, folder: str) -> Found:
        for name in self.profile.index:
            if folder + name in self.sizes:
                return Found(folder + name)
        if folder and folder[:-1] in self.sizes:
            return Found(None, reason="file-as-folder")
        if self.profile.case_blind:
            for name in self.profile.index:
                blind = self._blind.get((folder + name).casefold())
                if blind is not None:
                    return Found(blind, wrong_case=True)
        return Found(None, reason="no-index" if folder[:-1] in self.folders else "")

    @cached_property
    def _blind(self) -> Mapping[str, str]:
        return {path.casefold(): path for path in self.sizes}

    @cached_property
    def _alike(self) -> Mapping[str, str]:
        """File by what is left of its path when case, width, form and index name are dropped."""
        return {self._blurred(path): path for path in reversed(tuple(self.sizes))}

    def _blurred(self, path: str) -> str:
        for name in self.profile.index:
            if path == name or path.endswith("/" + name):
                path = path[: -len(name)]
                break
        return unicodedata.normalize("NFKC", path).casefold().rstrip("/")

    def hint(self, path: str) -> Text | None:
        """Return what was probably meant by a path that is not there."""
        alike = self._alike.get(self._blurred(path))
        if alike is not None:
            return _difference(path, alike)
        for variant, zh, en in (
            (path + ".html", "少了 .html", ".html is missing"),
            (path.removesuffix("/"), "文件后面多了斜杠", "a slash after the name of a file"),
            (path.removesuffix("/") + ".html", "应以 .html 结尾", "it ends in .html"),
        ):
            if variant != path and variant in self.sizes:
                return Text(f"{zh}：{variant}", f"{en}: {variant}")
        folder, _, name = path.rstrip("/").rpartition("/")
        near = difflib.get_close_matches(name, self._names(folder), n=1, cutoff=_NEAR)
        if near:
            best = f"{folder}/{near[0]}" if folder else near[0]
            return Text(f"是不是 {best}", f"perhaps {best}")
        return None

    def _names(self, folder: str) -> list[str]:
        return self._by_folder.get(folder, [])[:_SIBLINGS]

    @cached_property
    def _by_folder(self) -> Mapping[str, list[str]]:
        names: dict[str, list[str]] = {}
        for path in (*self.sizes, *sorted(self.folders)):
            folder, _, name = path.rpartition("/")
            names.setdefault(folder, []).append(name)
        return names


def _difference(path: str, alike: str) -> Text:
    plain, right = path.rstrip("/"), alike
    if plain == right:
        zh, en = "文件后面多了斜杠", "a slash after the name of a file"
    elif plain.casefold() == right.casefold():
        zh, en = "大小写不同", "other case"
    elif unicodedata.normalize("NFC", plain) == unicodedata.normalize("NFC", right):
        zh, en = "Unicode 形式不同（NFC、NFD）", "another Unicode form (NFC, NFD)"
    elif unicodedata.normalize("NFKC", plain) == unicodedata.normalize("NFKC", right):
        zh, en = "全角半角不同", "full-width against half-width"
    else:
        zh, en = "写法相近", "written alike"
    return Text(f"{zh}，实有 {alike}", f"{en}; there is {alike}")


def take_files(folder: Path, profile: SiteProfile | None = None) -> Files:
    """List every file below ``folder``; links are followed, a folder is entered once only."""
    sizes = dict(sorted(_walk(folder)))
    return Files(sizes, profile or SiteProfile())


def _walk(root: Path) -> Iterator[tuple[str, int]]:
    entered: set[tuple[int, int]] = set()
    waiting = [(os.fspath(root), "")]
    while waiting:
        folder, prefix = waiting.pop()
        try:
            status = Path(folder).stat()
            if (status.st_dev, status.st_ino) in entered:
                continue
            entered.add((status.st_dev, status.st_ino))
            with os.scandir(folder) as entries:
                for entry in entries:
                    try:
                        if entry.is_dir():
                            waiting.append((entry.path, f"{prefix}{entry.name}/"))
                        elif entry.is_file():
                            yield prefix + entry.name, entry.stat().st_size
                    except OSError:  # a link that leads nowhere, or in a circle
                        continue
        except OSError:
            continue
