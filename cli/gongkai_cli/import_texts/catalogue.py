"""Reads a collection's own catalogue, ``index.csv``, and finds the row of a file."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai_cli.import_texts import report
from gongkai_cli.import_texts.collection import SourceFile
from gongkai_cli.import_texts.report import Findings
from gongkai_cli.import_texts.source_text import SourceText, comparable, decode
from gongkai_model.dates import parse_day
from gongkai_model.messages import NotUnderstood

_COLUMNS = {
    "level": ("level", "级别", "类别", "效力位阶", "效力级别", "类型"),
    "name": ("name", "title", "标题", "名称"),
    "filename": ("filename", "file", "文件名", "文件"),
    "publish": ("publish", "published", "公布日期", "发布日期"),
    "valid_from": ("valid_from", "effective", "施行日期", "实施日期", "生效日期"),
    "expired": ("expired", "失效", "已失效"),
    "folder": ("folder", "path", "目录", "文件夹", "路径"),
}
_YES = frozenset({"1", "true", "yes", "是", "已失效", "失效"})
_NO = frozenset({"", "0", "false", "no", "否"})


@dataclass(frozen=True, slots=True)
class Row:
    """What the catalogue says of one text.

    Attributes:
        line: Of the catalogue.
        level: Kind of document, as named there; may be empty.
        name: Title.
        file: Name of the file without ending and day.
        folder: Where the file should lie; may be empty.
        publish: Day of promulgation, or None.
        valid_from: Day of entry into force, or None.
        expired: Marked as no longer in force.
    """

    line: int
    level: str
    name: str
    file: str
    folder: str
    publish: date | None
    valid_from: date | None
    expired: bool


class Catalogue:
    """The rows, to be looked up; remembers which ones were."""

    def __init__(self, path: str = "", rows: Iterable[Row] = ()) -> None:
        self.path = path
        self.rows = tuple(rows)
        self.used: set[int] = set()
        self._by_name: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            for name in {comparable(row.name), comparable(row.file)}:
                self._by_name[name].append(row)

    def find(self, text: SourceText, alone: bool, findings: Findings) -> Row | None:
        """Return the row of a text.

        Args:
            text: The text.
            alone: No other file has its name, so that the name may decide.
            findings: A match by name alone is added here.
        """
        if not self.rows:
            return None
        named = self._by_name.get(comparable(text.name)) or self._by_name.get(
            comparable(text.title), []
        )
        folder = folded(text.path.rpartition("/")[0])
        same_day = [row for row in named if row.publish == text.named_day]
        row = _only([row for row in same_day if in_folder(folder, row.folder)]) or _only(same_day)
        if row is None and alone and text.named_day is None:
            row = _only(named)
            if row is not None:
                findings.add(report.GUESSED_ROW, text.path, f"{row.name} {row.publish or ''}")
        if row is None:
            detail = "; ".join(f"{row.folder} {row.publish or ''}" for row in named[:3])
            findings.add(report.NO_ROW, text.path, detail)
            return None
        self.used.add(row.line)
        return row

    def report_unused(self, findings: Findings) -> None:
        """Name the rows that no file was found for."""
        for row in self.rows:
            if row.line not in self.used:
                words = (row.folder, row.name, str(row.publish or ""))
                findings.add(
                    report.NO_FILE,
                    f"{self.path}:{row.line}",
                    " ".join(word for word in words if word),
                )


def _only(rows: list[Row]) -> Row | None:
    return rows[0] if len(rows) == 1 else None


def folded(folder: str) -> tuple[str, ...]:
    """Return the parts of a folder; 山东/山东 counts once."""
    parts: list[str] = []
    for part in unicodedata.normalize("NFC", folder).strip("/").split("/"):
        if part and (not parts or parts[-1] != part):
            parts.append(part)
    return tuple(parts)


def in_folder(folder: tuple[str, ...], written: str) -> bool:
    """Tell whether a folder, or the end of it, is the one a catalogue writes."""
    parts = folded(written)
    return not parts or folder[-len(parts) :] == parts


def read_catalogue(file: SourceFile | None, findings: Findings) -> Catalogue:
    """Read ``index.csv``; its columns may stand in any order."""
    if file is None:
        return Catalogue()
    text = decode(file, findings)
    if text is None:
        return Catalogue()
    first = text.partition("\n")[0]
    delimiter = max(",\t;", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[Row] = []
    try:
        header = [unicodedata.normalize("NFC", cell).strip() for cell in next(reader, [])]
        places = _places(header)
        if "name" not in places:
            findings.add(report.CATALOGUE, file.path, f"{first[:80]!r}: name?")
            return Catalogue()
        _report_columns(header, places, file.path, findings)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                row = _row(cells, places, reader.line_num, file.path, findings)
                if row is not None:
                    rows.append(row)
                if len(cells) != len(header):
                    findings.add(
                        report.CATALOGUE,
                        f"{file.path}:{reader.line_num}",
                        f"{len(cells)} ≠ {len(header)}",
                    )
    except csv.Error as error:
        findings.add(report.CATALOGUE, f"{file.path}:{reader.line_num}", error)
    return Catalogue(file.path, rows)


def _places(header: list[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for name, words in _COLUMNS.items():
        found = [place for place, cell in enumerate(header) if cell.casefold() in words]
        if found:
            places[name] = found[0]
    return places


def _report_columns(
    header: list[str], places: dict[str, int], path: str, findings: Findings
) -> None:
    for place, cell in enumerate(header):
        if place not in places.values():
            findings.add(report.CATALOGUE, path, cell or f"#{place + 1}")


def _row(
    cells: list[str], places: dict[str, int], line: int, path: str, findings: Findings
) -> Row | None:
    at = f"{path}:{line}"

    def cell(name: str) -> str:
        place = places.get(name, len(cells))
        return cells[place].strip() if place < len(cells) else ""

    def day(name: str) -> date | None:
        if not cell(name):
            return None
        try:
            # Spreadsheets add a time to a day.
            return parse_day(cell(name).removesuffix("00:00:00").strip())[0]
        except NotUnderstood:
            findings.add(report.BAD_DAY, at, f"{name} {cell(name)!r}")
            return None

    if not cell("name"):
        findings.add(report.CATALOGUE, at, "name ''")
        return None
    expired = cell("expired").casefold()
    if expired not in _YES | _NO:
        findings.add(report.CATALOGUE, at, f"expired {expired!r}")
    name = cell("name")
    file = cell("filename").rpartition("/")[2].removesuffix(".md") or name
    return Row(
        line,
        cell("level"),
        name,
        file,
        cell("folder").replace("\\", "/"),
        day("publish"),
        day("valid_from"),
        expired in _YES,
    )
