"""``gongkai release``: each published site a folder of its own, and a link to the current one.

    DIR/current -> releases/0002-9f86d081884c7d65
    DIR/releases/0001-…
    DIR/releases/0002-…
    DIR/manifests/0001-…

A web server's root is ``DIR/current``. A release is complete before the link leads to it, and the
link is replaced in one step, so whatever stops the program leaves a whole site. A release is never
altered; its name ends with the digest of its manifest, the digests of all its files, by which it is
known to be whole. A folder without a manifest that fits its name is no release.

Files that a release shares with the one before are one file on disk (hard links).
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gongkai_model.messages import ContentError, Message, NotUnderstood, Place, Text
from gongkai_model.regular_files import NotRegular, opened
from gongkai_model.replacing import replace_own_file
from gongkai_render import preview
from gongkai_render.changes import (
    SiteFile,
    SiteFiles,
    digest_of,
    files_of,
    manifest_of,
    strangers_in,
)
from gongkai_render.staging import Busy, held, locked
from gongkai_render.tags import STYLESHEET

KEPT = 5
"""Releases kept besides the current one, where nothing else is said."""

_MARK = ".gongkai-releases"
"""Says that the folder is ours; also what concurrent runs lock."""
_CURRENT = "current"
_RELEASES = "releases"
_MANIFESTS = "manifests"
_SCRAP = ".scrap"
"""What is unfinished, or on its way out; emptied by the next run."""
_NAME = re.compile(r"([0-9]{4,9})-([0-9a-f]{16})")
_NUMBER = re.compile(r"[0-9]{1,9}")
_NO_LINK = frozenset({errno.EMLINK, errno.EPERM, errno.EXDEV, errno.ENOTSUP})
"""The file has too many names already, or this disk or owner allows no second one."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of publishing.

    Attributes:
        name: The release that is current now.
        is_new: It was made by this run.
        copied: Files that the release before did not have.
        linked: Files it shares with that one.
        pruned: Releases deleted, oldest first.
    """

    name: str
    is_new: bool
    copied: int = 0
    linked: int = 0
    pruned: tuple[str, ...] = ()


def publish(site: Path, folder: Path, *, keep: int = KEPT) -> Result:
    """Copy a built site into a release, and make that the current one.

    Args:
        site: The built site; builds wait meanwhile.
        folder: Where releases are; made when missing, and otherwise one this program made.
        keep: How many releases to keep besides the current one, the newest; at least 0.

    Raises:
        NotUnderstood: ``site`` is no site of this program or a preview, or one lies in the other.
        ContentError: ``folder`` or ``site`` holds something else, or another run is at work.
    """
    _refuse_windows()
    if not (site / STYLESHEET).is_file():
        raise NotUnderstood(
            Text(f"{site} 不是本程序生成的网站", f"{site} is no site of this program"),
            Text("先运行 gongkai build", "run 'gongkai build' first"),
        )
    if (site / preview.STYLESHEET).exists():
        raise NotUnderstood(
            Text(f"{site} 是预览，不能发布", f"{site} is a preview, not for publication"),
            Text("发布不带 --preview 生成的网站", "publish a site built without --preview"),
        )
    inner, outer = site.resolve(), folder.resolve()
    if inner.is_relative_to(outer) or outer.is_relative_to(inner):
        raise NotUnderstood(
            Text(
                f"{site} 和 {folder} 一个在另一个里面", f"{site} and {folder}: one is in the other"
            ),
            Text("换一个不相干的文件夹", "choose a folder apart from it"),
        )
    with _open(folder, make=True), _told(site), held(inner):
        _refuse_strangers(site)
        files = files_of(site)
        digest = digest_of(files)
        current = _current(folder)
        earlier = _Earlier.read(folder / _RELEASES / current) if current else None
        if current and earlier and digest_of(earlier.files) == digest:
            return Result(current, is_new=False, pruned=_prune(folder, current, keep))
        name = _next_name(folder, digest)
        scrap = folder / _SCRAP / name
        linked = _fill(scrap, site, files, earlier)
        if digest_of(files_of(scrap)) != digest:
            raise ContentError(
                [
                    Message(
                        Place(str(site)),
                        Text("发布时有人改动网站的文件", "the site was altered while it was read"),
                        Text("再发布一次", "publish again"),
                    )
                ]
            )
        # First, for a folder without it is no release; one without a folder goes with the next run.
        replace_own_file(folder / _MANIFESTS / name, manifest_of(files))
        os.sync()  # a release must be on the disk before the link is
        scrap.rename(folder / _RELEASES / name)
        _switch(folder, name)
        pruned = _prune(folder, name, keep)
    return Result(name, is_new=True, copied=len(files) - linked, linked=linked, pruned=pruned)


def releases(folder: Path) -> tuple[tuple[str, ...], str | None]:
    """Return the names of all releases, oldest first, and of the current one.

    Raises:
        ContentError: ``folder`` was not made by this program.
    """
    with _told(folder):
        _refuse_foreign(folder)
        return _names(folder), _current(folder)


def roll_back(folder: Path, name: str | None = None) -> tuple[str, str]:
    """Make another release the current one; return the names of the one before and of that.

    Args:
        folder: Where releases are.
        name: Of a release, or its number; None for the one before the current.

    Raises:
        NotUnderstood: There is no such release.
        ContentError: ``folder`` is not ours, another run is at work, or the release is damaged.
    """
    _refuse_windows()
    with _open(folder, make=False):
        names = _names(folder)
        current = _current(folder)
        if current is None:
            raise NotUnderstood(
                Text(f"{folder} 里还没有发布", f"nothing is published in {folder} yet"),
                Text("先运行 gongkai release publish", "run 'gongkai release publish' first"),
            )
        target = _find(names, name) if name is not None else _before(names, current)
        release = _Earlier.read(folder / _RELEASES / target)
        if release is None or not target.endswith(_short(digest_of(release.files))):
            raise ContentError(
                [
                    Message(
                        Place(str(folder / _RELEASES / target)),
                        Text("里面的文件被改动过", "files in it have been altered"),
                        Text("换一个发布", "choose another release"),
                    )
                ]
            )
        _switch(folder, target)
    return current, target


# --- the folder ----------------------------------------------------------------------------------


@contextlib.contextmanager
def _open(folder: Path, *, make: bool) -> Iterator[None]:
    """Hold the folder for this run alone, without what a run before left unfinished."""
    with _told(folder), contextlib.ExitStack() as stack:
        if not make or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
            _refuse_foreign(folder)
        folder.mkdir(parents=True, exist_ok=True)
        stack.enter_context(locked(folder / _MARK))
        (folder / _RELEASES).mkdir(exist_ok=True)
        (folder / _MANIFESTS).mkdir(exist_ok=True)
        _empty(folder / _SCRAP)
        for manifest in (folder / _MANIFESTS).iterdir():
            if _NAME.fullmatch(manifest.name) and not (folder / _RELEASES / manifest.name).exists():
                manifest.unlink()  # of a run that was stopped
        yield


def _refuse_foreign(folder: Path) -> None:
    if not _is_file(folder / _MARK):
        raise _foreign(
            folder,
            Text(
                "不是 gongkai release publish 建立的文件夹，没有改动",
                "was not made by 'gongkai release publish'; nothing was changed",
            ),
            Text("换一个空的或不存在的文件夹", "name a folder that is empty or not there"),
        )
    for inner in (folder / _RELEASES, folder / _MANIFESTS):
        if os.path.lexists(inner) and (inner.is_symlink() or not inner.is_dir()):
            raise _foreign(
                inner,
                Text("应是文件夹，没有改动", "is to be a folder; nothing was changed"),
                Text("把它移走，再发布一次", "move it away, then publish again"),
            )
    link = folder / _CURRENT
    if os.path.lexists(link) and _target(link) is None:
        raise _foreign(
            link,
            Text(
                f"不是通到 {_RELEASES}/ 里的链接，没有改动",
                f"is no link into {_RELEASES}/; nothing was changed",
            ),
            Text("把它移走，再发布一次", "move it away, then publish again"),
        )


def _foreign(path: Path, what: Text, fix: Text) -> ContentError:
    return ContentError([Message(Place(str(path)), what, fix)])


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _refuse_strangers(site: Path) -> None:
    strangers = strangers_in(site)
    if strangers:
        fix = Text(
            "重新生成网站；不是构建写出的，先移走",
            "build the site anew; move away what no build has written",
        )
        raise ContentError(
            [
                Message(
                    Place(str(site / path)),
                    Text(f"{kind.zh}，不能发布", f"{kind.en} and cannot be published"),
                    fix,
                )
                for path, kind in strangers
            ]
        )


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """Tell what the system refuses as a message; the current release is as it was."""
    try:
        yield
    except OSError as error:
        reason = f"{error.strerror or error}: {error.filename or path}"
        raise ContentError(
            [
                Message(
                    Place(str(path)),
                    Text(f"系统不允许：{reason}", f"the system refused: {reason}"),
                    Text("检查权限和剩余空间", "see to the rights, and to the space left"),
                )
            ]
        ) from error
    except Busy:
        raise ContentError(
            [
                Message(
                    Place(str(path)),
                    Text("另一个进程正在写它", "another process is writing it"),
                    Text("等它结束，再运行一次", "wait for it to end, then repeat"),
                )
            ]
        ) from None


def _empty(scrap: Path) -> None:
    if scrap.is_symlink():
        scrap.unlink()
    elif scrap.exists():
        shutil.rmtree(scrap)
    scrap.mkdir()


def _names(folder: Path) -> tuple[str, ...]:
    """Return the names of releases, oldest first."""
    if not (folder / _RELEASES).is_dir():
        return ()
    found = [
        (int(match[1]), path.name)
        for path in (folder / _RELEASES).iterdir()
        if (match := _NAME.fullmatch(path.name))
        and path.is_dir()
        and not path.is_symlink()
        and _has_manifest(folder, path.name)
    ]
    return tuple(name for _, name in sorted(found))


def _has_manifest(folder: Path, name: str) -> bool:
    """Tell whether the program wrote this release; whether it is whole still, is another thing."""
    try:
        with opened(folder / _MANIFESTS / name) as manifest:
            digest = hashlib.file_digest(manifest, "sha256").hexdigest()
    except (FileNotFoundError, NotRegular):
        return False
    return name.endswith(_short(digest))


def _current(folder: Path) -> str | None:
    name = _target(folder / _CURRENT)
    return name if name in _names(folder) else None


def _target(link: Path) -> str | None:
    """Return the name of the release that a link leads to; None where it leads elsewhere."""
    if not link.is_symlink():
        return None
    above, _, name = os.readlink(link).rpartition("/")  # noqa: PTH115 - as it is written
    return name if above == _RELEASES and _NAME.fullmatch(name) else None


def _next_name(folder: Path, digest: str) -> str:
    number = max((int(name.partition("-")[0]) for name in _names(folder)), default=0) + 1
    while os.path.lexists(folder / _RELEASES / (name := f"{number:04}-{_short(digest)}")):
        number += 1  # somebody else's folder
    return name


def _short(digest: str) -> str:
    return digest[:16]


def _find(names: tuple[str, ...], wanted: str) -> str:
    number = int(wanted) if _NUMBER.fullmatch(wanted) else None
    for name in names:
        if name == wanted or int(name.partition("-")[0]) == number:
            return name
    raise NotUnderstood(
        Text(f"没有发布 {wanted[:40]!r}", f"there is no release {wanted[:40]!r}"),
        Text(f"有：{'、'.join(names)}", f"there are: {', '.join(names)}"),
    )


def _before(names: tuple[str, ...], current: str) -> str:
    earlier = names[: names.index(current)]
    if not earlier:
        raise NotUnderstood(
            Text(f"{current} 之前没有发布", f"there is no release before {current}"),
            Text("写明要换到哪一个", "name the one to switch to"),
        )
    return earlier[-1]


# --- a release -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Earlier:
    """The release that is current so far; its bytes as they are, not as they were once."""

    folder: Path
    files: SiteFiles

    @classmethod
    def read(cls, folder: Path) -> _Earlier | None:
        """Read it; None where somebody has put something into it that is no file."""
        try:
            return cls(folder, files_of(folder))
        except NotRegular:
            return None

    def has(self, file: SiteFile) -> bool:
        return file.path in self.files and self.files[file.path].sha256 == file.sha256


def _fill(target: Path, site: Path, files: SiteFiles, earlier: _Earlier | None) -> int:
    """Write a release; return how many files it shares with the one before."""
    linked = 0
    target.mkdir()
    for path, file in files.items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        if earlier and earlier.has(file) and _link(earlier.folder / path, target / path):
            linked += 1
        else:
            _copy(site / path, target / path)
    return linked


def _link(source: Path, target: Path) -> bool:
    try:
        target.hardlink_to(source)
    except OSError as error:
        if error.errno not in _NO_LINK:
            raise
        return False
    return True


def _copy(source: Path, target: Path) -> None:
    """Copy the bytes; the file is for reading only, for it may come to stand in many releases."""
    with opened(source) as read, target.open("xb") as write:
        shutil.copyfileobj(read, write)
    target.chmod(target.stat().st_mode & ~0o222)


def _switch(folder: Path, name: str) -> None:
    """Let the link lead to a release, in one step."""
    link = folder / _SCRAP / _CURRENT
    # Relative to where it will stand, so that the folder can be moved or mounted elsewhere.
    link.symlink_to(f"{_RELEASES}/{name}")
    link.replace(folder / _CURRENT)


def _prune(folder: Path, current: str, keep: int) -> tuple[str, ...]:
    """Delete the oldest releases; each leaves the list before its files go."""
    others = [name for name in _names(folder) if name != current]
    doomed = others[: max(len(others) - keep, 0)]
    for name in doomed:
        (folder / _RELEASES / name).rename(folder / _SCRAP / name)
        (folder / _MANIFESTS / name).unlink()
        shutil.rmtree(folder / _SCRAP / name)
    return tuple(doomed)


def _refuse_windows() -> None:
    if sys.platform == "win32":
        raise NotUnderstood(
            Text(
                "gongkai release 要用符号链接和硬链接，在 Windows 上不能用",
                "'gongkai release' needs symbolic and hard links, and does not run on Windows",
            ),
            Text(
                "在 Linux 服务器（或 WSL）上发布，或把 site/ 上传到服务器",
                "publish on a Linux server (or in WSL), or upload site/ to the server",
            ),
        )
