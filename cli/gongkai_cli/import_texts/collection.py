"""Reads a foreign collection, a folder or an archive, and trusts nothing in it.

Nothing is unpacked to disk. Links, devices, absolute paths and paths with ``..`` are not followed,
and every size is bounded while it is read, whatever the archive says of itself.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import re
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from gongkai_cli.import_texts import report
from gongkai_cli.import_texts.characters import refused, usable
from gongkai_cli.import_texts.kinds import says_kind
from gongkai_cli.import_texts.report import Findings
from gongkai_model.messages import NotUnderstood, Text

_ENDINGS = (".md", ".markdown")
_CATALOGUE = "index.csv"
# Papers about the collection, not of it.
_ABOUT = re.compile(
    r"(?:readme|license|changelog|contributing|code_of_conduct)(?:[._-].*)?", re.IGNORECASE
)
_DRIVE = re.compile(r"[A-Za-z]:")
_MOST_OF_A_PATH = 1000
# What may stand between two files of a tar: their headers.
_MOST_OF_HEADERS = 4_000_000
_ARCHIVE_NAME = re.compile(r"\.(?:zip|tar|tgz|txz|tbz2?|tar\.(?:gz|xz|bz2))$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limits:
    """What is read of a collection at most.

    Attributes:
        file_bytes: Of one file.
        total_bytes: Of all files together, unpacked.
        files: Files and folders.
        ratio: Unpacked to packed bytes, from ``ratio_from`` unpacked bytes on.
        ratio_from: Small archives may be packed very well.
    """

    file_bytes: int = 16_000_000
    total_bytes: int = 1_000_000_000
    files: int = 200_000
    ratio: int = 200
    ratio_from: int = 50_000_000


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the collection.

    Attributes:
        path: POSIX, relative to the collection's root, without what no label can hold.
        data: Its bytes.
    """

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Collection:
    """What was read.

    Attributes:
        name: Of the folder or archive, without its ending.
        texts: The Markdown files, sorted by path.
        catalogue: The collection's own catalogue, or None.
    """

    name: str
    texts: tuple[SourceFile, ...]
    catalogue: SourceFile | None


def read_collection(source: Path, findings: Findings, limits: Limits | None = None) -> Collection:
    """Read a folder, a zip or a tar (plain, gz, xz, bz2).

    Raises:
        NotUnderstood: It is none of these, it is damaged, or it goes beyond the limits.
    """
    reading = _Reading(findings, limits or Limits())
    try:
        if source.is_dir():
            files = list(reading.folder(source.resolve()))
        elif source.is_file():
            files = list(reading.archive(source))
        else:
            raise NotUnderstood(
                Text(f"没有 {source}", f"there is no {source}"),
                Text("写文件夹或压缩包的路径", "give the path of a folder or an archive"),
            )
    except OSError as error:
        raise _damaged(source, error) from error
    files.sort(key=lambda file: (file.path, file.data))
    catalogues = sorted(
        (file for file in files if _base(file.path).casefold() == _CATALOGUE),
        key=lambda file: (file.path.count("/"), file.path),
    )
    root = _root(catalogues, files)
    for other in catalogues[1:]:
        findings.add(report.OTHER_FILE, other.path)
    texts, catalogue = (
        tuple(SourceFile(file.path.removeprefix(root), file.data) for file in some)
        for some in (
            [file for file in files if file.path.casefold().endswith(_ENDINGS)],
            catalogues[:1],
        )
    )
    name = _name(_ARCHIVE_NAME.sub("", source.resolve().name), findings)
    return Collection(name, texts, catalogue[0] if catalogue else None)


def _root(catalogues: list[SourceFile], files: list[SourceFile]) -> str:
    """Return the folder that holds the catalogue, else one that only wraps all the others."""
    if catalogues:
        path = catalogues[0].path
        root = path[: len(path) - len(_base(path))]
        return root if all(file.path.startswith(root) for file in files) else ""
    tops = {file.path.partition("/")[0] for file in files}
    nested = all("/" in file.path for file in files)
    top = tops.pop() if len(tops) == 1 and nested else ""
    return f"{top}/" if top and not says_kind(top) else ""


def _base(path: str) -> str:
    return path.rpartition("/")[2]


def _name(name: str, findings: Findings) -> str:
    """Return a name or path as a label can hold it."""
    name = name.encode("utf-8", "backslashreplace").decode()
    if left_out := refused(name):
        findings.add(report.BAD_CHARACTERS, name, left_out)
    return usable(name)


def _damaged(source: Path, error: Exception) -> NotUnderstood:
    return NotUnderstood(
        Text(f"读不了 {source}：{error}", f"cannot read {source}: {error}"),
        Text(
            "应是文件夹，或完好的 zip、tar、tar.gz、tar.xz、tar.bz2",
            "it should be a folder, or a sound zip, tar, tar.gz, tar.xz or tar.bz2",
        ),
    )


def _too_much(zh: str, en: str) -> NotUnderstood:
    return NotUnderstood(
        Text(f"汇编过大：{zh}", f"the collection is too large: {en}"),
        Text("分成几部分导入", "import it in parts"),
    )


class _Reading:
    """Reads one collection within its limits."""

    def __init__(self, findings: Findings, limits: Limits) -> None:
        self._findings = findings
        self._limits = limits
        self._count = 0
        self._bytes = 0

    def folder(self, root: Path) -> Iterator[SourceFile]:
        waiting = [root]
        while waiting:
            folder = waiting.pop()
            with os.scandir(folder) as entries:
                for entry in entries:
                    path = _name(Path(entry.path).relative_to(root).as_posix(), self._findings)
                    self._counted()
                    if entry.is_symlink():
                        self._findings.add(report.UNSAFE, path)
                    elif entry.name.startswith("."):
                        self._findings.add(report.HIDDEN, path)
                    elif entry.is_dir():
                        waiting.append(Path(entry.path))
                    elif not entry.is_file():
                        self._findings.add(report.UNSAFE, path)
                    elif self._wanted(path, entry.stat().st_size):
                        with Path(entry.path).open("rb") as stream:
                            yield from self._read(path, stream)

    def archive(self, source: Path) -> Iterator[SourceFile]:
        with source.open("rb") as raw:
            magic = raw.read(6)
            raw.seek(0)
            try:
                if magic.startswith(b"PK"):
                    yield from self._zip(raw)
                else:
                    yield from self._tar(raw, magic, source.stat().st_size)
            except (
                tarfile.TarError,
                zipfile.BadZipFile,
                lzma.LZMAError,
                zlib.error,
                EOFError,
                ValueError,
                # What the libraries raise for headers that make no sense.
                LookupError,
                ArithmeticError,
                RuntimeError,
                struct.error,
            ) as error:
                if isinstance(error, NotUnderstood):
                    raise
                raise _damaged(source, error) from error

    def _tar(self, raw: IO[bytes], magic: bytes, packed: int) -> Iterator[SourceFile]:
        unpacked: IO[bytes]
        if magic.startswith(b"\x1f\x8b"):
            unpacked = cast("IO[bytes]", gzip.GzipFile(fileobj=raw))
        elif magic.startswith(b"BZh"):
            unpacked = bz2.BZ2File(raw)
        elif magic == b"\xfd7zXZ\0":
            unpacked = lzma.LZMAFile(raw)  # noqa: SIM115 - it is closed with the file below it
        else:
            unpacked = raw
        stream = _Bounded(unpacked, packed, self._limits)
        with tarfile.open(fileobj=cast("IO[bytes]", stream), mode="r|") as archive:
            for member in archive:
                # First of all: to look for the next one is to read up to where this one ends,
                # however far that is said to be.
                if archive.offset > self._limits.total_bytes:
                    raise self._too_much()
                stream.allow(archive.offset + _MOST_OF_HEADERS)
                path = self._path(_tar_name(member.name))
                if path is None or member.isdir():
                    continue
                if not member.isreg():
                    self._findings.add(report.UNSAFE, path)
                elif member.issparse():
                    # Its map may send the reader anywhere.
                    self._findings.add(report.UNREADABLE, path, "sparse")
                elif self._wanted(path, member.size):
                    content = archive.extractfile(member)
                    if content is not None:
                        yield from self._read(path, content)
            end = archive.offset
        # What cannot be read as a tar ends it without a word; so see whether that was its end.
        stream.allow(self._limits.total_bytes)
        while stream.read(1 << 20):
            pass
        if stream.last_used >= end:
            raise tarfile.ReadError("data after the end")

    def _zip(self, raw: IO[bytes]) -> Iterator[SourceFile]:
        with zipfile.ZipFile(raw) as archive:
            for member in archive.infolist():
                path = self._path(_zip_name(member))
                if path is None or member.is_dir():
                    continue
                mode = member.external_attr >> 16
                if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
                    self._findings.add(report.UNSAFE, path)
                elif self._wanted(path, member.file_size):
                    try:
                        with archive.open(member) as content:
                            yield from self._read(path, content)
                    except (RuntimeError, zipfile.BadZipFile, zlib.error, EOFError) as error:
                        # Encrypted, packed in an unknown way, or damaged: the others are sound.
                        self._findings.add(report.UNREADABLE, path, error)

    def _path(self, name: str) -> str | None:
        """Return the path of a member, or None for one that is not read."""
        self._counted()
        is_odd = "\\" in name
        name = _name(name, self._findings)
        parts = [part for part in name.split("/") if part not in ("", ".")]
        path = "/".join(parts)
        if name.startswith("/") or ".." in parts or _DRIVE.match(name) or is_odd:
            self._findings.add(report.UNSAFE, name)
        elif any(part.startswith(".") or part == "__MACOSX" for part in parts):
            self._findings.add(report.HIDDEN, path)
        else:
            return path or None
        return None

    def _counted(self) -> None:
        self._count += 1
        if self._count > self._limits.files:
            limit = self._limits.files
            raise _too_much(f"超过 {limit} 个文件", f"more than {limit} files")

    def _wanted(self, path: str, size: int) -> bool:
        name = _base(path)
        is_text = name.casefold().endswith(_ENDINGS) and not _ABOUT.fullmatch(name)
        if not is_text and name.casefold() != _CATALOGUE:
            self._findings.add(report.OTHER_FILE, path)
        elif len(path) > _MOST_OF_A_PATH:
            self._findings.add(report.TOO_LONG, f"{path[:80]}…", len(path))
        elif size > self._limits.file_bytes:
            self._findings.add(report.TOO_LARGE, path, f"{size / 1e6:.1f} MB")
        else:
            return True
        return False

    def _read(self, path: str, stream: IO[bytes]) -> Iterator[SourceFile]:
        data = stream.read(self._limits.file_bytes + 1)
        if len(data) > self._limits.file_bytes:
            self._findings.add(report.TOO_LARGE, path)
            return
        self._bytes += len(data)
        if self._bytes > self._limits.total_bytes:
            raise self._too_much()
        yield SourceFile(path, data)

    def _too_much(self) -> NotUnderstood:
        megabytes = self._limits.total_bytes // 1_000_000
        return _too_much(f"超过 {megabytes} MB", f"more than {megabytes} MB")


class _Bounded(io.RawIOBase):
    """A stream that ends with an error where it gets out of all proportion.

    Attributes:
        last_used: Place of the last byte that is not zero.
    """

    def __init__(self, stream: IO[bytes], packed: int, limits: Limits) -> None:
        self._stream = stream
        self._most = limits.total_bytes
        self._most_by_ratio = max(limits.ratio_from, packed * limits.ratio)
        self._allowed = _MOST_OF_HEADERS
        self._read = 0
        self.last_used = -1

    def readable(self) -> bool:
        return True

    def allow(self, place: int) -> None:
        """Allow to read up to a place; beyond it, there is no telling what is being read."""
        self._allowed = place

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size if size >= 0 else 1 << 20)
        used = len(data.rstrip(b"\0"))
        if used:
            self.last_used = self._read + used - 1
        self._read += len(data)
        most = min(self._most, self._most_by_ratio)
        if self._read > most:
            raise _too_much(f"解压后超过 {most // 1_000_000} MB", f"unpacked, over {most} bytes")
        if self._read > self._allowed:
            raise tarfile.ReadError("headers that do not end")
        return data


def _tar_name(name: str) -> str:
    """Names that are not UTF-8 are GBK, as Windows programs write them."""
    raw = name.encode("utf-8", "surrogateescape")
    return _decoded(raw)


def _zip_name(member: zipfile.ZipInfo) -> str:
    name = member.orig_filename.partition("\0")[0]
    if not member.flag_bits & 0x800:
        name = _decoded(name.encode("cp437"))
    return name.replace("\\", "/")


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "backslashreplace").replace("\\", "%")
