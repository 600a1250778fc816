"""A staging folder beside the site: built there, exchanged at the end, so that the site is whole.

Whatever stops a build before the exchange leaves the last good site; the exchange itself is one
step of the system where it has one (Linux, macOS), else two renames that the next build completes.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gongkai_model.messages import ContentError, Message, Place, Text
from gongkai_model.regular_files import opened_for_lock
from gongkai_render.tags import STYLESHEET

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # Linux, renameat2(2)
_RENAME_SWAP = 2  # macOS, renamex_np(2)


class Busy(Exception):  # noqa: N818 - it says what is the case
    """Another process is at work on the same thing."""


@contextlib.contextmanager
def staging(site: Path) -> Iterator[Path]:
    """Give an empty folder beside ``site``; remove it at the end.

    Raises:
        Busy: Another process builds this site.
    """
    folder = site.with_name(f".{site.name}.new")
    with held(site):
        recover(site)
        _remove(folder)
        folder.mkdir(parents=True)
        try:
            yield folder
        finally:
            # The old site, by now: one that cannot be removed whole is no reason to fail.
            shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def held(site: Path) -> Iterator[None]:
    """Keep every build from replacing ``site``.

    Raises:
        Busy: Another process has it.
    """
    with locked(site.with_name(f".{site.name}.lock")):
        yield


def refuse_foreign(site: Path, content: Path) -> None:
    """Hold that the site's place is free, or taken by a site that this program wrote.

    The whole folder is replaced; nobody's other files may lie in it.

    Raises:
        ContentError: It is something else.
    """
    reason: Text | None = None
    if site.name.startswith(".") or site.name == "":
        reason = Text("名称以“.”开头", "its name begins with a dot")
    elif site.exists() and not site.is_dir():
        reason = Text("不是文件夹", "it is no folder")
    elif site.is_dir() and (
        site.resolve() == content.resolve() or content.resolve().is_relative_to(site.resolve())
    ):
        reason = Text("内容在里面", "the content lies in it")
    elif site.is_dir() and os.path.ismount(site):
        reason = Text("是挂载点，不能整体替换", "it is a mount point and cannot be replaced")
    elif site.is_dir() and any(site.iterdir()) and not (site / STYLESHEET).is_file():
        reason = Text("里面的文件不是本程序生成的网站", "what is in it is no site of this program")
    if reason is not None:
        raise ContentError(
            [
                Message(
                    Place("site_config.yml"),
                    Text(f"不能写到 {site}：{reason.zh}", f"cannot write to {site}: {reason.en}"),
                    Text(
                        "换一个 site_dir（或 -d），指向空的或不存在的文件夹",
                        "choose another site_dir (or -d): a folder that is empty or not there",
                    ),
                )
            ]
        )


def recover(site: Path) -> None:
    """Complete an exchange that was cut short: bring the last good site back into its place."""
    old = site.with_name(f".{site.name}.old")
    if old.is_dir():
        if site.exists():
            _remove(old)
        else:
            old.rename(site)


def exchange(folder: Path, site: Path) -> None:
    """Put ``folder`` in the place of ``site``; the old site ends up in ``folder``."""
    if not site.exists():
        folder.rename(site)
    elif not _exchange_at_once(folder, site):
        old = site.with_name(f".{site.name}.old")
        _remove(old)
        site.rename(old)
        folder.rename(site)
        _remove(old)


def _exchange_at_once(folder: Path, site: Path) -> bool:
    first, second = os.fsencode(folder), os.fsencode(site)
    try:
        library: Any = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            result: int = library.renamex_np(first, second, _RENAME_SWAP)
        else:
            result = library.renameat2(_AT_FDCWD, first, _AT_FDCWD, second, _RENAME_EXCHANGE)
    except (OSError, AttributeError, TypeError):
        return False  # no such call in the system library: two renames do it
    return bool(result == 0)


def _remove(folder: Path) -> None:
    if folder.is_symlink():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock that ends with the process, however it ends.

    Args:
        path: A file to lock; made where missing, and never written to.

    Raises:
        Busy: Another process holds it.
        NotRegular: It is no file.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with opened_for_lock(path) as file:
        if sys.platform == "win32":
            import msvcrt

            try:
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            except OSError as error:
                raise Busy(str(path)) from error
        else:
            import fcntl

            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise Busy(str(path)) from error
        yield
