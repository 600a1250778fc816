"""The column that an import writes to: where it is, what it takes, and how it is made."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from gongkai_cli.import_texts.earlier import Earlier, Written
from gongkai_cli.import_texts.places import check_places
from gongkai_cli.import_texts.write import Planned, column_page
from gongkai_model import front_matter
from gongkai_model.columns import RESERVED, Column, read_column
from gongkai_model.kinds import Kind
from gongkai_model.messages import (
    ContentError,
    FileMessages,
    Message,
    NotUnderstood,
    Severity,
    Text,
)
from gongkai_model.organs import Register, read_organs
from gongkai_model.tree import DATA
from gongkai_model.values import ADDRESS

_INDEX = "index.md"


@dataclass(frozen=True, slots=True)
class ImportColumn:
    """A column to import into.

    Attributes:
        content: The content folder.
        name: How the content folder is named in messages.
        path: Of the column, POSIX, relative to the content folder.
        column: As it is; None where it is still to be made.
    """

    content: Path
    name: str
    path: str
    column: Column | None

    @property
    def folder(self) -> Path:
        """The column's folder."""
        return self.content / self.path

    @property
    def shown(self) -> str:
        """The column's folder in messages."""
        return f"{self.name}/{self.path}"

    @property
    def listed(self) -> Path:
        """The list of what imports have written; not published."""
        return self.content / DATA / "imports" / f"{self.path}.csv"

    @property
    def listed_shown(self) -> str:
        """The list's path in messages."""
        return f"{self.name}/{DATA}/imports/{self.path}.csv"

    @property
    def staging(self) -> Path:
        """Where everything is written first.

        The name begins with a dot, so it is not content: whatever stops a run leaves nothing to
        see, and the next run clears it away.
        """
        return self.folder.with_name(f".{self.folder.name}.import")

    @property
    def report(self) -> Path:
        """The report of the last import; not published."""
        return self.content / DATA / "imports" / f"{self.path}.md"

    @property
    def report_shown(self) -> str:
        """The report's path in messages."""
        return f"{self.name}/{DATA}/imports/{self.path}.md"

    def check_places(self, files: Iterable[str] = ()) -> None:
        """Refuse links and the like where an import writes.

        Args:
            files: Of the column, to be written.

        Raises:
            ContentError: There are some.
        """
        paths = [self.folder / file for file in files]
        check_places(
            self.content,
            self.name,
            [self._within(path) for path in (*paths, self.listed, self.report)],
            [self._within(path) for path in (self.folder, self.staging)],
        )

    def _within(self, path: Path) -> str:
        return path.relative_to(self.content).as_posix()

    def lacking(self, kinds: tuple[Kind, ...], earlier: Earlier) -> tuple[Kind, ...]:
        """Return the kinds that the column does not take and that an import may not add."""
        if self.column is None or self._is_own(earlier):
            return ()
        return tuple(kind for kind in kinds if kind not in self.column.kinds)

    def page(self, name: str, kinds: tuple[Kind, ...], earlier: Earlier) -> Planned | None:
        """Return the column's page where it is to be made, or takes more kinds than it did."""
        if self.column is not None and not self._is_own(earlier):
            return None
        taken = self.column.kinds if self.column else ()
        every = [*taken, *(kind for kind in kinds if kind not in taken)]
        if self.column is not None and len(every) == len(taken):
            return None
        title = every[0].name if len(every) == 1 else "法律法规"
        # Themes print it as it is, so it may not have these two in it.
        shown = name.replace("<", "＜").replace(">", "＞")
        description = f"从汇编“{shown}”导入的{title}文本"
        if self.column is not None:
            title, description = self.column.name, self.column.description
        keywords = [kind.name for kind in every]
        data = column_page(title, description, keywords, every)
        return Planned(Written(_INDEX, hashlib.sha256(data).hexdigest()), data)

    def _is_own(self, earlier: Earlier) -> bool:
        """Whether the page is just as an import wrote it."""
        written = earlier.written.get(_INDEX)
        return written is not None and earlier.digest(_INDEX) == written.digest


def find_column(content: Path, into: Path, name: str) -> ImportColumn:
    """Find the column that ``--into`` names.

    Args:
        content: The content folder.
        into: The column's folder, with or without the content folder's name before it.
        name: How the content folder is named, relative to the project.

    Raises:
        NotUnderstood: It cannot be a column.
        ContentError: Its ``index.md`` has mistakes.
    """
    path = _path(content, into, name)
    folder = content
    for part in path.split("/"):
        folder /= part
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            raise _no_column(path, "是链接或文件", "is a link or a file")
        if folder != content / path and (folder / _INDEX).is_file():
            raise _no_column(path, "在另一个栏目里面", "lies within another column")
    if not (folder / _INDEX).is_file():
        if folder.is_dir() and any(not child.name.startswith(".") for child in folder.iterdir()):
            raise _no_column(path, "已有文件而不是栏目", "has files and is no column")
        return ImportColumn(content, name, path, None)
    return ImportColumn(content, name, path, _read(content, name, path))


def _path(content: Path, into: Path, name: str) -> str:
    if into.is_absolute():
        try:
            into = into.relative_to(content.resolve())
        except ValueError:
            raise _no_column(str(into), f"不在 {name} 之内", f"is not within {name}/") from None
    parts = [part for part in PurePosixPath(into.as_posix()).parts if part != "."]
    above = list(PurePosixPath(name).parts)
    if parts[: len(above)] == above:
        parts = parts[len(above) :]
    path = "/".join(parts)
    if not parts or not all(ADDRESS.fullmatch(part) for part in parts):
        raise _no_column(path, "不能作地址", "cannot be an address")
    if parts[0] == DATA or parts[-1] in RESERVED:
        raise _no_column(path, "另有用途", "is used for something else")
    return path


def _no_column(path: str, zh: str, en: str) -> NotUnderstood:
    return NotUnderstood(
        Text(f"{path!r} {zh}，不能作栏目", f"{path!r} {en} and cannot be a column"),
        Text(
            "写 --into content/栏目，如 content/laws；只用小写字母、数字、连字符，1 到 40 个",
            "give --into content/COLUMN, as in content/laws, with [a-z0-9-], 1 to 40",
        ),
    )


def _read(content: Path, name: str, path: str) -> Column:
    messages: list[Message] = []
    shown = f"{name}/{path}/{_INDEX}"
    register = _register(content)
    text = front_matter.decode((content / path / _INDEX).read_bytes(), shown, messages)
    labels = front_matter.split(text, shown, messages).labels if text is not None else None
    for key, value in labels.entries if labels else ():
        if key.text in {"栏目", "column"}:
            column = read_column(value, path, register, FileMessages(shown, messages))
            if column is not None:
                return column
    errors = [message for message in messages if message.severity is Severity.ERROR]
    if errors:
        raise ContentError(errors)
    raise _no_column(path, "的 index.md 没有“栏目”", "has an index.md without 栏目")


def _register(content: Path) -> Register:
    """Read the organs, which the column may name; their own mistakes are the build's matter."""
    file = content / DATA / "organs.yml"
    if not file.is_file():
        return Register()
    text = front_matter.decode(file.read_bytes(), file.name, [])
    return Register() if text is None else read_organs(text, file.name, [])
