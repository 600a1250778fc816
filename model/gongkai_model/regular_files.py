"""Files opened for reading where somebody else may have put something that only looks like one."""

from __future__ import annotations

import errno
import os
import stat
from io import BufferedReader, BufferedWriter
from pathlib import Path

# A named pipe would be waited for, a device may act on being opened, a link may lead anywhere. Not
# every system has these flags.
_SAFELY = sum(
    getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY")
)


class NotRegular(OSError):  # noqa: N818 - it says what is the case
    """It is a link, a pipe, a device, or anything else but a file of bytes."""

    def __init__(self, path: str) -> None:
        super().__init__(errno.EINVAL, "not a regular file", path)


def opened(path: str | Path) -> BufferedReader:
    """Open a regular file for reading; its last part may be no link, and nothing is waited for.

    Raises:
        NotRegular: It is something else.
        OSError: It is not there, or cannot be read.
    """
    name = os.fspath(path)
    if not stat.S_ISREG(os.lstat(name).st_mode):
        raise NotRegular(name)
    return os.fdopen(_held(name, os.O_RDONLY), "rb")


def opened_for_lock(path: str | Path) -> BufferedWriter:
    """Open a regular file to lock it, made empty where nothing is; it is not written to.

    Raises:
        NotRegular: It is something else.
        OSError: It cannot be made or opened.
    """
    name = os.fspath(path)
    if os.path.lexists(name) and not stat.S_ISREG(os.lstat(name).st_mode):
        raise NotRegular(name)
    return os.fdopen(_held(name, os.O_WRONLY | os.O_CREAT | os.O_APPEND), "ab")


def _held(name: str, flags: int) -> int:
    handle = os.open(name, flags | _SAFELY, 0o666)
    if not stat.S_ISREG(os.fstat(handle).st_mode):  # exchanged in between
        os.close(handle)
        raise NotRegular(name)
    return handle
