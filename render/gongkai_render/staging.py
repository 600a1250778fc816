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

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # Linux, renameat2(2)
_RENAME_SWAP = 2  # macOS, renamex_np(2)


class Busy(Exception):  # noqa: N818 - it says what is the case
    """Another build of the same site is at work."""


@contextlib.contextmanager
def staging(site: Path) -> Iterator[Path]:
    """Give an empty folder beside ``site``; remove it at the end.

    Raises:
        Busy: Another process builds this site.
    """
    folder = site.with_name(f".{site.name}.new")
    with _lock(site.with_name(f".{site.name}.lock")):
        recover(site)
        _remove(folder)
        folder.mkdir(parents=True)
        try:
            yield folder
        finally:
            _remove(folder)


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
def _lock(path: Path) -> Iterator[None]:
    """Hold a lock that ends with the process, however it ends."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
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
