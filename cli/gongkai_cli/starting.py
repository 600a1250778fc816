"""``gongkai new``: a starter portal, which builds as it is."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from gongkai_cli.drafting import record_text
from gongkai_cli.schemas import editor_files
from gongkai_model.kinds import all_kinds
from gongkai_model.messages import NotUnderstood, Text

TEMPLATES = "content/_模板"
"""Templates of records; names that begin with ``_`` are never published."""

# In a package the name with its dot would make tools leave out what it lists.
_RENAMED = {"gitignore": ".gitignore"}


def starter_files() -> dict[str, bytes]:
    """Return every file of a starter portal by its path, POSIX; always the same."""
    starter = files("gongkai_cli") / "starter"
    found = {_RENAMED.get(path, path): data for path, data in _walk(starter, "")}
    for kind in all_kinds():
        found[f"{TEMPLATES}/{kind.name}.md"] = record_text(kind, {}).encode()
    found.update((name, text.encode()) for name, text in editor_files().items())
    return dict(sorted(found.items()))


def start(folder: Path) -> None:
    """Write a starter portal.

    Args:
        folder: Is made where missing, and must be empty.

    Raises:
        NotUnderstood: It is not an empty folder; nothing has been touched.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotUnderstood(
            Text(f"{folder} 不是空文件夹，没有改动", f"{folder} is not empty; nothing was changed"),
            Text("换一个文件夹名", "choose another name"),
        )
    for name, data in starter_files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _walk(entry, f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name, entry.read_bytes()
