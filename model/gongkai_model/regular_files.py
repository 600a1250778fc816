"""Files opened for reading where somebody else may have put something that only looks like one."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

# A named pipe would be waited for, a device may act on being opened, a link may lead anywhere. Not
# every system has these flags.
_FLAGS = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY")
)


class NotRegular(OSError):  # noqa: N818 - it says what is the case
    """It is a link, a pipe, a device, or anything else but a file of bytes."""

    def __init__(self, path: str) -> None:
        super().__init__(errno.EINVAL, "not a regular file", path)


def opened(path: str | Path) -> BinaryIO:
    """Open a regular file for reading; its last part may be no link, and nothing is waited for.

    Raises:
        NotRegular: It is something else.
        OSError: It is not there, or cannot be read.
    """
    name = os.fspath(path)
    if not stat.S_ISREG(os.lstat(name).st_mode):
        raise NotRegular(name)
    handle = os.open(name, _FLAGS)
    if not stat.S_ISREG(os.fstat(handle).st_mode):  # exchanged in between
        os.close(handle)
        raise NotRegular(name)
    return os.fdopen(handle, "rb")
