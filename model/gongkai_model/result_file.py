"""Files that the command writes where it is told: a report, a list of changes.

A slip of the hand names a source or a setting, so only what the program itself wrote before is ever
written over, and nothing is put where the project keeps its own.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from gongkai_model.messages import NotUnderstood, Text
from gongkai_model.regular_files import NotRegular, opened
from gongkai_model.replacing import replace_file

_STREAM = frozenset({Path("-"), Path("/dev/stdout")})
_USUAL = ("content", "site", "preview")
"""Folders of a project, also where its configuration cannot be read."""
_APART = Text(
    "写到内容、网站、预览以外的文件夹，如 out/", "name a folder apart from these, such as out/"
)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is.

    Attributes:
        name: For people.
        begins: Its first bytes, by which an earlier one is known.
    """

    name: Text
    begins: bytes


@dataclass(frozen=True, slots=True)
class ResultFile:
    """A file to be written at the end of a run.

    Attributes:
        path: As given; ``-`` and ``/dev/stdout`` mean standard output.
        kind: What it will be.
    """

    path: Path
    kind: Kind

    @property
    def is_stream(self) -> bool:
        """It goes to standard output."""
        return self.path in _STREAM

    @property
    def place(self) -> Path:
        """Where it will be, without links."""
        return Path("-") if self.is_stream else self.path.parent.resolve() / self.path.name

    def check(self, project: Path, folders: Iterable[Path] = ()) -> None:
        """Hold that writing it harms nothing.

        Args:
            project: Folder of the configuration.
            folders: Where it must not lie, besides the usual folders of a project.

        Raises:
            NotUnderstood: It is not to be there, or something else is.
        """
        if self.is_stream:
            return
        try:
            apart = [*(project / name for name in _USUAL), *folders]
            self._hold_apart(project.resolve(), apart)
            self._hold_ours()
        except (OSError, ValueError) as error:  # ValueError: a name with a zero byte
            if isinstance(error, NotUnderstood):
                raise
            reason = getattr(error, "strerror", None) or str(error)
            raise self._refused(
                Text(f"系统不允许：{reason}", f"the system refused: {reason}"),
                Text("换一个文件名", "choose another name"),
            ) from error

    def write(self, data: bytes) -> None:
        """Write it as a whole; its folder is made when missing.

        Raises:
            OSError: It cannot be written.
        """
        if self.is_stream:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(self.path, data)

    def _hold_apart(self, project: Path, folders: Iterable[Path]) -> None:
        place = self.place
        for folder in folders:
            if _lies_in(place, folder):
                raise self._refused(Text(f"在 {folder} 里面", f"it is in {folder}"), _APART)
            # The lock, and what is being built.
            if place.parent == folder.resolve().parent and place.name.startswith(
                f".{folder.name}."
            ):
                raise self._refused(Text("属于网站", "it belongs to the site"), _APART)
        inside = place.relative_to(project).parts if place.is_relative_to(project) else ()
        if any(part.startswith(".") for part in inside):
            raise self._refused(
                Text("门户里以“.”开头的是程序自己的", "names with a dot first are the program's"),
                _APART,
            )

    def _hold_ours(self) -> None:
        try:
            with opened(self.path) as file:
                begins = file.read(len(self.kind.begins))
        except FileNotFoundError:
            folder = next(each for each in self.place.parents if each.exists())
            if not folder.is_dir():
                raise self._refused(
                    Text(f"{folder} 不是文件夹", f"{folder} is no folder"), _OTHER_NAME
                ) from None
            return
        except NotRegular:
            raise self._refused(
                Text("那里不是普通文件", "what is there is no regular file"),
                Text("写一个文件名；要写到屏幕用 -", "name a file, or - for standard output"),
            ) from None
        if begins != self.kind.begins:
            zh, en = self.kind.name.zh, self.kind.name.en
            raise self._refused(
                Text(f"那里已有文件，不是以前的{zh}", f"a file is there that is no earlier {en}"),
                _OTHER_NAME,
            )

    def _refused(self, reason: Text, fix: Text) -> NotUnderstood:
        zh, en = self.kind.name.zh, self.kind.name.en
        return NotUnderstood(
            Text(
                f"{zh}不能写到 {self.path}：{reason.zh}",
                f"the {en} cannot be written to {self.path}: {reason.en}",
            ),
            fix,
        )


_OTHER_NAME = Text(
    "换一个文件名，或先把那里的移走", "choose another name, or move what is there first"
)


def refuse_doubles(files: Iterable[ResultFile]) -> None:
    """Hold that no two results go to one place.

    Raises:
        NotUnderstood: Two do.
    """
    seen: set[Path] = set()
    for file in files:
        if file.place in seen:
            raise NotUnderstood(
                Text(f"两种结果都要写到 {file.path}", f"two results would go to {file.path}"),
                Text("各写一个文件名", "name a file for each"),
            )
        seen.add(file.place)


def _lies_in(place: Path, folder: Path) -> bool:
    """Tell whether a place is a folder or lies in it; on this disk names may differ in case."""
    real = folder.resolve()
    if place.is_relative_to(real):
        return True
    return real.exists() and any(
        above.exists() and above.samefile(real) for above in (place, *place.parents)
    )
