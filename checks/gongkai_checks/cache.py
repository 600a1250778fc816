"""What earlier runs found out, kept under the hash of the bytes it was read from.

One SQLite file. A file that is damaged, or of another version, is begun anew: it only saves time.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

FOLDER = ".gongkai/cache"
_FILE = "checks.sqlite"
_WAIT_SECONDS = 30
_ROOM = 20_000  # facts that are kept besides those of the last run


def digest(data: bytes) -> str:
    """Return the name of some bytes."""
    return hashlib.sha256(data).hexdigest()[:32]


@cache
def code_version() -> str:
    """Return a name for the suite as it is now; what it read before a change is not used."""
    names = hashlib.blake2b(digest_size=16)
    folder = Path(__file__).parent
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".toml") and path.is_file():
            names.update(path.relative_to(folder).as_posix().encode())
            names.update(path.read_bytes())
    return names.hexdigest()


class Cache:
    """Facts by hash, and the last result for each site and setting.

    Attributes:
        path: The file; None: nothing is kept.
    """

    def __init__(self, folder: Path | None) -> None:
        self.path = None if folder is None else folder / _FILE
        self._connection: sqlite3.Connection | None = None
        self._names: frozenset[str] = frozenset()  # when it was opened; asking each time is dear

    def open(self) -> None:
        """Open it, or begin it."""
        if self.path is None:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = _connect(self.path)
        except (OSError, sqlite3.Error):
            try:
                self.path.unlink(missing_ok=True)
                self._connection = _connect(self.path)
            except (OSError, sqlite3.Error):
                self._connection = None
        self._names = frozenset(row[0] for row in self._rows("SELECT name FROM page", ()))

    def close(self) -> None:
        """Close it."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def facts(self, name: str) -> str | None:
        """Return the facts read from bytes with this hash, known when it was opened."""
        if name not in self._names:
            return None
        rows = self._rows("SELECT facts FROM page WHERE name = ?", (name,))
        return next((row[0] for row in rows), None)

    def keep(self, facts: Iterable[tuple[str, str]]) -> None:
        """Keep facts by the hash of their bytes."""
        self._write("INSERT OR REPLACE INTO page VALUES (?, ?)", facts)

    def forget_all_but(self, names: frozenset[str]) -> None:
        """Drop facts of earlier runs when there are many."""
        if len(self._names) > 2 * len(names) + _ROOM:
            # The facts of a style sheet or sitemap are named for its reader too.
            stale = [(name,) for name in self._names if name.partition(".")[0] not in names]
            self._write("DELETE FROM page WHERE name = ?", stale)

    def run(self, settings: str) -> tuple[str, str] | None:
        """Return what the last run with these settings read, by hash, and what it found."""
        rows = self._rows("SELECT input, result FROM run WHERE settings = ?", (settings,))
        return next(((row[0], row[1]) for row in rows), None)

    def keep_run(self, settings: str, input_: str, result: str) -> None:
        """Keep what a run found."""
        self._write("INSERT OR REPLACE INTO run VALUES (?, ?, ?)", [(settings, input_, result)])

    def _rows(self, query: str, values: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        if self._connection is None:
            return
        try:
            yield from self._connection.execute(query, values)
        except sqlite3.Error:
            return

    def _write(self, statement: str, rows: Iterable[tuple[str, ...]]) -> None:
        if self._connection is None:
            return
        try:
            with self._connection:
                self._connection.executemany(statement, rows)
        except (sqlite3.Error, OverflowError):
            self.close()


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_WAIT_SECONDS)
    version = code_version()
    connection.execute("PRAGMA synchronous = OFF")  # a crash costs time, not truth
    try:
        connection.execute("CREATE TABLE IF NOT EXISTS made (version TEXT)")
        row = connection.execute("SELECT version FROM made").fetchone()
        if row is None or row[0] != version:
            with connection:
                for table in ("page", "run"):
                    connection.execute(f"DROP TABLE IF EXISTS {table}")
                connection.execute("DELETE FROM made")
                connection.execute("INSERT INTO made VALUES (?)", (version,))
                connection.execute("CREATE TABLE page (name TEXT PRIMARY KEY, facts TEXT)")
                connection.execute(
                    "CREATE TABLE run (settings TEXT PRIMARY KEY, input TEXT, result TEXT)"
                )
    except sqlite3.Error:
        connection.close()
        raise
    return connection
