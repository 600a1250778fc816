"""Tables of a TOML file that people write: every mistake is told, and what is right is read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from gongkai_model.messages import FileMessages, Text

_LARGEST_BYTES = 1_000_000
_LONGEST_PATTERN = 500
_HEADER = re.compile(r"\s*\[\s*([\w.-]+)\s*\]")
_AT_LINE = re.compile(r"\(at line (\d+),")


class Table:
    """A table of a file, or the whole of it.

    What is asked of it and is not there, or is there in a wrong form, comes back empty; the wrong
    form is reported.

    Attributes:
        entries: As TOML has them.
        name: As in its header; empty for the whole file.
    """

    def __init__(
        self,
        entries: Mapping[str, object],
        name: str = "",
        *,
        lines: Sequence[str],
        report: FileMessages,
    ) -> None:
        self.entries = entries
        self.name = name
        self._lines = lines
        self._report = report

    def mistake(self, key: str, what: Text, fix: Text) -> None:
        """Report a mistake in an entry of this table."""
        entry = f"[{self.name}] {key}" if self.name else key
        what = Text(f"{entry}：{what.zh}", f"{entry}: {what.en}")
        self._report.error(self._line_of(key), what, fix)

    def refuse_others(self, known: Collection[str]) -> None:
        """Report every entry that is not known."""
        names = sorted(known)
        fix = Text(f"可用：{'、'.join(names)}", f"known: {', '.join(names)}")
        for key in sorted(self.entries.keys() - set(known)):
            self.mistake(key, Text("没有这一项", "unknown"), fix)

    def text(self, key: str) -> str:
        """Return a text."""
        value = self.entries.get(key, "")
        if isinstance(value, str):
            return value
        self.mistake(
            key,
            Text("不是文字", "it is no text"),
            Text(f"写成 {key} = '…'", f"write {key} = '…'"),
        )
        return ""

    def texts(self) -> dict[str, str]:
        """Return all entries, which are texts."""
        return {key: text for key in self.entries if (text := self.text(key))}

    def words(self, key: str) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self.entries.get(key, [])
        if isinstance(value, list) and all(isinstance(word, str) for word in value):
            return tuple(value)
        self.mistake(
            key,
            Text("不是文字的列表", "it is no list of texts"),
            Text(f"写成 {key} = ['…', '…']", f"write {key} = ['…', '…']"),
        )
        return ()

    def number(self, key: str, largest: int) -> int | None:
        """Return a whole number from 1 to ``largest``; None where there is none."""
        value = self.entries.get(key)
        if value is None or (type(value) is int and 0 < value <= largest):
            return value
        self.mistake(
            key,
            Text(f"不是 1 至 {largest} 的整数", f"it is no whole number from 1 to {largest}"),
            Text(f"写成 {key} = 3", f"write {key} = 3"),
        )
        return None

    def table(self, key: str) -> Table:
        """Return a table within this one."""
        value = self.entries.get(key, {})
        if not isinstance(value, dict):
            self.mistake(
                key,
                Text("不是表", "it is no table"),
                Text(f"写成 [{key}]，下面一行一项", f"write [{key}], one entry a line below"),
            )
            value = {}
        name = f"{self.name}.{key}" if self.name else key
        return Table(value, name, lines=self._lines, report=self._report)

    def pattern(self, key: str) -> re.Pattern[str] | None:
        """Return a regular expression."""
        text = self.text(key)
        if not text:
            return None
        try:
            if len(text) > _LONGEST_PATTERN:
                raise ValueError(f"longer than {_LONGEST_PATTERN} characters")
            return re.compile(text)
        except (re.error, ValueError, OverflowError, RecursionError) as error:
            self.mistake(
                key,
                Text(f"不是正则表达式：{error}", f"no regular expression: {error}"),
                Text(
                    f"改正所指之处；最多 {_LONGEST_PATTERN} 字",
                    f"correct what it names; up to {_LONGEST_PATTERN} characters",
                ),
            )
            return None

    def _line_of(self, key: str) -> int:
        """Return the line of an entry; 0 where it is written in a way of its own."""
        written = re.compile(rf"\s*([\"']?){re.escape(key)}\1\s*=")
        below = f"{self.name}.{key}" if self.name else key
        table = ""
        for number, line in enumerate(self._lines, 1):
            header = _HEADER.match(line)
            table = header[1] if header else table
            if (header and table == below) or (table == self.name and written.match(line)):
                return number
        return 0


def read_toml(path: Path, report: FileMessages) -> Table | None:
    """Read a file; None, with an error, where it cannot be read."""
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_BYTES + 1)
        if len(data) > _LARGEST_BYTES:
            report.error(
                0,
                Text("文件大于 1 MB", "the file is larger than 1 MB"),
                Text("删去无关的内容", "delete what does not belong there"),
            )
            return None
        text = data.decode("utf-8-sig")
        return Table(tomllib.loads(text), lines=text.split("\n"), report=report)
    except (OSError, ValueError, RecursionError) as error:
        found = _AT_LINE.search(str(error))
        report.error(
            int(found[1]) if found else 0,
            Text(f"读不出来：{error}", f"it cannot be read: {error}"),
            Text("按 TOML 1.0、UTF-8 编码改正", "write TOML 1.0 in UTF-8"),
        )
        return None
