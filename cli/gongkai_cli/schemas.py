"""``gongkai schema``: JSON Schemas, snippets and settings for the editor that people write with."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from gongkai_model.fields import FIELDS
from gongkai_model.kinds import Kind, all_kinds
from gongkai_model.schema import all_schemas

SCHEMAS = ".vscode/schemas"
SETTINGS = ".vscode/settings.json"
SNIPPETS = ".vscode/gongkai.code-snippets"


@dataclass(frozen=True, slots=True)
class Written:
    """What came of writing the editor's files.

    Attributes:
        files: Those that are there now as they should be, POSIX, relative to the folder.
        kept: Settings of the portal's own that were left alone.
    """

    files: tuple[str, ...]
    kept: tuple[str, ...]


def editor_files() -> dict[str, str]:
    """Return every file by its path, POSIX, relative to the project; always the same."""
    files = {f"{SCHEMAS}/{name}": _json(schema) for name, schema in all_schemas().items()}
    files[SNIPPETS] = _json({kind.name: _snippet(kind) for kind in all_kinds()})
    files[SETTINGS] = _json(_settings())
    return files


def write_editor_files(folder: Path) -> Written:
    """Write the editor's files below ``folder``.

    Schemas and snippets are ours and are written anew; settings of the portal's own stay.
    """
    written: list[str] = []
    kept: list[str] = []
    for name, text in editor_files().items():
        path = folder / name
        if name == SETTINGS and path.exists() and path.read_bytes() != text.encode():
            kept.append(name)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        written.append(name)
    return Written(tuple(written), tuple(kept))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _settings() -> dict[str, object]:
    return {
        "files.encoding": "utf8",
        "files.eol": "\n",
        "files.insertFinalNewline": True,
        "[markdown]": {
            # Blanks at the ends of lines of an official text are not ours to remove.
            "files.trimTrailingWhitespace": False,
            "editor.wordWrap": "on",
            "editor.quickSuggestions": {"other": True, "comments": False, "strings": False},
        },
        "yaml.schemas": {
            f"./{SCHEMAS}/organs.schema.json": "content/data/organs.yml",
            f"./{SCHEMAS}/feedback.schema.json": "content/data/feedback/**/*.yml",
        },
    }


def _snippet(kind: Kind) -> dict[str, object]:
    lines = ["---", f"类型: {kind.name}"]
    aliases = {*kind.required, *kind.one_of, *kind.expected} - {"kind"}
    wanted = [field for field in FIELDS if field.alias in aliases]
    for stop, field in enumerate(wanted, 1):
        # What is typed over the hint must not be forgotten: an empty value is told at once.
        lines.append(f"{field.name}: ${{{stop}}}")
    lines += ["---", "", "$0"]
    hints = "；".join(f"{field.name}：{field.manual.zh}" for field in wanted)
    return {
        "scope": "markdown",
        "prefix": [kind.name, kind.alias],
        "description": f"新建“{kind.name}”。{hints}",
        "body": lines,
    }
