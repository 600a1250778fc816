"""A table as it was handed over, CSV or XLSX: rows of text, within bounds whatever it says."""

from __future__ import annotations

import codecs
import csv
import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path

from gongkai_model.messages import ContentError, Message, Place, Text

LARGEST_FILE = 50_000_000
"""Bytes of a file, and of all that a workbook unpacks to."""
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 100_000, 200, 20_000
_MOST_PARTS = 1_000
_CHUNK = 1 << 20
_LONGEST_DOCTYPE = 32  # bytes to keep between chunks, in UTF-16 too
_DOCTYPES = [b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be")]
_LARGEST_WHOLE = 10**15
"""Beyond this a spreadsheet has rounded a number."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of texts.

    Attributes:
        heads: Names of the columns.
        rows: Line or row number, from 1, and the cells, as many as heads.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_table(path: Path) -> Table:
    """Read a table; its first row that is not empty names the columns.

    Raises:
        ContentError: It is none, or too large.
    """
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise _fault(
            path,
            Text(f"文件有 {size / 1e6:.0f} MB", f"the file has {size / 1e6:.0f} MB"),
            _SPLIT,
        )
    data = path.read_bytes()
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _fault(
            path,
            Text("是旧的 .xls 格式，或有密码", "it is in the old format .xls, or has a password"),
            Text("另存为不带密码的 .xlsx 或 CSV", "save it as .xlsx or CSV, without a password"),
        )
    if data.startswith(b"PK"):
        return _table(path, _workbook_rows(path, data))
    return _table(path, _csv_rows(path, data))


_SPLIT = Text("分成几个文件导入", "import it in several files")


def _fault(path: Path, what: Text, fix: Text, line: int = 0) -> ContentError:
    return ContentError([Message(Place(path.name, line), what, fix)])


def _table(path: Path, rows: Iterable[tuple[int, Sequence[str]]]) -> Table:
    heads: tuple[str, ...] = ()
    found: list[tuple[int, tuple[str, ...]]] = []
    for number, cells in rows:
        if not any(cells):
            continue
        if len(cells) > MOST_COLUMNS:
            raise _fault(
                path,
                Text(f"多于 {MOST_COLUMNS} 列", f"more than {MOST_COLUMNS} columns"),
                Text("只留需要的列", "keep the columns that are needed"),
                number,
            )
        if any(len(cell) > LONGEST_CELL for cell in cells):
            raise _fault(
                path,
                Text(
                    f"有一格多于 {LONGEST_CELL} 个字", f"a cell has more than {LONGEST_CELL} signs"
                ),
                Text("检查引号是否成对；截短", "check that quotes are paired; shorten it"),
                number,
            )
        if not heads:
            heads = tuple(cell.strip() for cell in cells)
            continue
        if len(found) == MOST_ROWS:
            raise _fault(
                path, Text(f"多于 {MOST_ROWS} 行", f"more than {MOST_ROWS} rows"), _SPLIT, number
            )
        padded = (*cells, *([""] * (len(heads) - len(cells))))
        found.append((number, tuple(cell.strip() for cell in padded[: len(heads)])))
    if not heads:
        raise _fault(
            path,
            Text("表格是空的", "the table is empty"),
            Text("第一行写各列的名称", "the first row names the columns"),
        )
    return Table(heads, tuple(found))


# --- CSV -----------------------------------------------------------------------------------------


def _csv_rows(path: Path, data: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    text = _decoded(data)
    if text is None or "\0" in text:
        raise _fault(
            path,
            Text("不是 CSV 或 XLSX 表格", "neither CSV nor XLSX"),
            Text("另存为“CSV UTF-8”或 .xlsx", "save it as 'CSV UTF-8' or as .xlsx"),
        )
    first = text.lstrip().partition("\n")[0]
    delimiter = max(",\t;，", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise _fault(
            path,
            Text(f"CSV 读不出来：{error}", f"the CSV cannot be read: {error}"),
            Text("检查引号是否成对，或另存为 .xlsx", "check that quotes are paired"),
            reader.line_num,
        ) from None


def _decoded(data: bytes) -> str | None:
    """Decode as spreadsheets in China save it: UTF-8, UTF-16 with its mark, or GBK."""
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


# --- XLSX ----------------------------------------------------------------------------------------


def _workbook_rows(path: Path, data: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the rows of the first sheet; formulas count as what they last gave."""
    _check_parts(path, data)
    from openpyxl import load_workbook  # most commands read no workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what a table does not need: styles, validation
            workbook = load_workbook(
                io.BytesIO(data), read_only=True, data_only=True, keep_links=False
            )
            rows = workbook.worksheets[0].iter_rows(max_col=MOST_COLUMNS + 1, values_only=True)
            for number, cells in enumerate(islice(rows, 2 * MOST_ROWS), 1):
                yield number, _trimmed([_cell(value) for value in cells])
            if next(rows, None) is not None:
                raise _fault(
                    path,
                    Text(f"多于 {2 * MOST_ROWS} 行", f"more than {2 * MOST_ROWS} rows"),
                    Text("删去末尾的空行，或分成几个文件", "delete empty rows at the end"),
                )
    except ContentError:
        raise
    except Exception as error:  # whatever a broken workbook makes of a foreign reader
        raise _fault(
            path,
            Text(f"XLSX 读不出来：{error}"[:200], f"the workbook cannot be read: {error}"[:200]),
            Text("重新另存为 .xlsx 或 CSV", "save it anew, as .xlsx or CSV"),
        ) from error


def _check_parts(path: Path, data: bytes) -> None:
    """Refuse a workbook that unpacks to more than there can be, or that defines entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            size = sum(part.file_size for part in parts)
            if len(parts) > _MOST_PARTS or size > LARGEST_FILE:
                raise _fault(
                    path,
                    Text(
                        f"展开后有 {size / 1e6:.0f} MB、{len(parts)} 个部分",
                        f"it unpacks to {size / 1e6:.0f} MB in {len(parts)} parts",
                    ),
                    _SPLIT,
                )
            if any(_has_doctype(archive, part) for part in parts):
                raise _fault(
                    path,
                    Text("含有 DOCTYPE，不是正常的工作簿", "it has a DOCTYPE, as no workbook has"),
                    Text("重新另存为 .xlsx 或 CSV", "save it anew, as .xlsx or CSV"),
                )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise _fault(
            path,
            Text("XLSX 已损坏，或有密码", "the workbook is damaged, or has a password"),
            Text("重新另存为 .xlsx 或 CSV", "save it anew, as .xlsx or CSV"),
        ) from None


def _has_doctype(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    if not part.filename.endswith((".xml", ".rels", ".vml")):
        return False
    with archive.open(part) as file:
        end = b""
        while chunk := file.read(_CHUNK):
            if any(word in end + chunk for word in _DOCTYPES):
                return True
            end = chunk[-_LONGEST_DOCTYPE:]
    return False


def _trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        # A sheet counts days in floating point: what is shown as 09:30 may lie just before.
        return f"{value + timedelta(milliseconds=500):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < _LARGEST_WHOLE:
        return str(int(value))
    return str(value)
