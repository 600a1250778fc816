"""Where an import writes: nothing that stands there may lead it elsewhere or hold it up."""

from __future__ import annotations

import stat
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from gongkai_model.messages import ContentError, Message, Place, Text


def check_places(content: Path, shown: str, files: Iterable[str], folders: Iterable[str]) -> None:
    """Refuse links, and whatever else is not the file or folder that is to be there.

    What does not exist is in order; the content folder itself may be a link.

    Args:
        content: The content folder.
        shown: How it is named in messages.
        files: That are to be written, POSIX, relative to the content folder.
        folders: That are to be made, likewise.

    Raises:
        ContentError: Naming every such place.
    """
    files = set(files)
    ways = {
        str(way) for path in (*files, *folders) for way in PurePosixPath(path).parents if way.name
    }
    messages = []
    for path in sorted({*files, *folders, *ways}):
        try:
            mode = (content / path).lstat().st_mode
        except (FileNotFoundError, NotADirectoryError):
            continue
        is_file = path in files
        if stat.S_ISLNK(mode):
            what = Text("是链接，导入不写到链接所指之处", "a link; nothing is written through it")
        elif is_file and not stat.S_ISREG(mode):
            what = Text("不是普通文件，导入无法写入", "not a regular file; it cannot be written")
        elif not is_file and not stat.S_ISDIR(mode):
            what = Text("不是文件夹，导入无法写入", "not a folder; nothing can be written there")
        else:
            continue
        fix = Text("移开或删去它，再导入", "move or delete it, then import again")
        messages.append(Message(Place(f"{shown}/{path}"), what, fix))
    if messages:
        raise ContentError(messages)
