"""Files replaced as a whole: all or nothing, and never through a link."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path


def replace_file(path: Path, data: bytes) -> None:
    """Put ``data`` in the place of a file, through a new file beside it.

    A name that somebody planted is never written through: the new file's name is one that did not
    exist, and the last step takes the place of whatever stands there, a link included. Permissions
    stay.

    Raises:
        OSError: The folder cannot be written to.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        is_file = path.is_file() and not path.is_symlink()
        Path(name).chmod(stat.S_IMODE(path.stat().st_mode) if is_file else 0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def replace_own_file(path: Path, data: bytes) -> None:
    """Replace a file that the program keeps for itself; its folder is made when missing.

    Raises:
        OSError: The folder is a link, or cannot be written to.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.parent.is_symlink():
        raise OSError(f"{path.parent} is a link")
    replace_file(path, data)
