"""Packs: all that is national about a portal, as data in one folder.

A pack says in which language the portal speaks, which labels stand in which order, how documents
are numbered, the subject tree, the names of the page tags, what the footer must have, where
mistakes are reported. Interface texts are written in Chinese where they are used, marked with
``_`` in templates and ``text`` in code; the pack of another language translates them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from gongkai_model.fields import BY_ALIAS
from gongkai_model.messages import NotUnderstood, Text

DEFAULT = "zh-CN"
_SHIPPED = Path(__file__).with_name("packs")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True)
class Numbering:
    """How another country numbers its documents.

    Attributes:
        pattern: Regular expression with the groups ``code``, ``year`` (may be absent) and
            ``serial``.
        example: For messages.
    """

    pattern: re.Pattern[str]
    example: str


@dataclass(frozen=True)
class Pack:
    """What is national about a portal.

    Attributes:
        language: Of every page (BCP 47).
        labels: Aliases of fields in the order of the label block.
        subjects: Classes with their subclasses, in order.
        tags: Name of each ``<meta>`` tag; a tag without a name is not written.
        feedback_name: What the entry for mistakes found on the site is called.
        feedback_entry: Its address, with ``{code}`` and ``{url}``; empty where there is none.
        footer: Forms of what the footer must have, and addresses that go with it.
        own_hosts: Endings of host names of public bodies.
        life_topics: Choices of 生活主题 by the last part of their lists' addresses.
        audiences: Whom the home page asks, of 适用对象; likewise.
        disclosure_items: Choices of 公开事项, likewise; in order.
        disclosure_by_kind: The item that records of a kind belong to, where they do not say.
        article_pattern: Regular expression of what an article begins with, for citations.
        numbering: How documents are numbered; None for 发文字号.
        texts: Translations of interface texts.
    """

    language: str
    labels: tuple[str, ...] = ()
    subjects: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    feedback_name: str = ""
    feedback_entry: str = ""
    footer: Mapping[str, str] = field(default_factory=dict)
    own_hosts: tuple[str, ...] = ()
    life_topics: Mapping[str, str] = field(default_factory=dict)
    audiences: Mapping[str, str] = field(default_factory=dict)
    disclosure_items: Mapping[str, str] = field(default_factory=dict)
    disclosure_by_kind: Mapping[str, str] = field(default_factory=dict)
    article_pattern: str = ""
    numbering: Numbering | None = None
    texts: Mapping[str, str] = field(default_factory=dict)

    def text(self, text: str, **values: object) -> str:
        """Return an interface text in the portal's language.

        Args:
            text: As written in the code, in Chinese.
            values: For ``%(name)s`` in it.
        """
        said = self.texts.get(text, text)
        return said % values if values else said


_LISTS = ("labels", "own_hosts")
_TABLES = (
    "tags",
    "footer",
    "texts",
    "life_topics",
    "audiences",
    "disclosure_items",
    "disclosure_by_kind",
)
_KNOWN = {"language", "article_pattern", *_LISTS, *_TABLES, "feedback", "numbering"}


@cache
def default_pack() -> Pack:
    """Return the pack ``zh-CN``."""
    return read_pack(DEFAULT, Path())


def read_pack(name: str, project: Path) -> Pack:
    """Read a pack.

    Args:
        name: Of a pack that is shipped, or the path of a folder with ``pack.toml``.
        project: Folder that a path is relative to.

    Raises:
        NotUnderstood: There is no such pack, or it cannot be read.
    """
    shipped = sorted(folder.name for folder in _SHIPPED.iterdir() if folder.is_dir())
    folder = _SHIPPED / name if name in shipped else project / name
    try:
        data = _toml(folder / "pack.toml")
        subjects = _toml(folder / "subjects.toml") if (folder / "subjects.toml").exists() else {}
        return _pack(data, subjects)
    except FileNotFoundError:
        raise NotUnderstood(
            Text(f"没有语言包 {name!r}", f"there is no pack {name!r}"),
            Text(
                f"写 {'、'.join(shipped)}，或含 pack.toml 的文件夹",
                f"name one of {', '.join(shipped)}, or a folder with pack.toml",
            ),
        ) from None
    except (OSError, ValueError, TypeError) as error:
        raise NotUnderstood(
            Text(f"语言包 {name!r} 读不出来：{error}", f"pack {name!r} cannot be read: {error}"),
            Text("照 packs/zh-CN/pack.toml 改正", "correct it by the example of packs/zh-CN"),
        ) from error


def _toml(path: Path) -> dict[str, object]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _pack(data: Mapping[str, object], subjects: Mapping[str, object]) -> Pack:
    unknown = sorted(data.keys() - _KNOWN)
    if unknown:
        raise ValueError(f"unknown: {', '.join(unknown)}")
    language = data.get("language")
    if not isinstance(language, str) or not _LANGUAGE.fullmatch(language):
        raise ValueError("language is missing, as in language = 'zh-CN'")
    feedback = _table(data.get("feedback", {}), "feedback")
    numbering = _table(data.get("numbering", {}), "numbering")
    strange = sorted(set(_words(data.get("labels", []), "labels")) - BY_ALIAS.keys())
    if strange:
        raise ValueError(f"labels: no field is called {', '.join(strange)}")
    lists: dict[str, Any] = {name: _words(data.get(name, []), name) for name in _LISTS}
    tables: dict[str, Any] = {name: _table(data.get(name, {}), name) for name in _TABLES}
    return Pack(
        language,
        subjects={name: _words(subs, name) for name, subs in subjects.items()},
        feedback_name=feedback.get("name", ""),
        feedback_entry=feedback.get("entry", ""),
        article_pattern=str(data.get("article_pattern", "")),
        numbering=_numbering(numbering) if numbering else None,
        **lists,
        **tables,
    )


def _words(value: object, name: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise TypeError(f"{name} is no list of texts")
    return tuple(value)


def _table(value: object, name: str) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(word, str) for word in value.values()):
        raise TypeError(f"{name} is no table of texts")
    return value


def _numbering(table: Mapping[str, str]) -> Numbering:
    try:
        pattern = re.compile(table["pattern"])
    except (KeyError, re.error) as error:
        raise ValueError(f"numbering: pattern: {error}") from error
    if not {"code", "serial"} <= pattern.groupindex.keys():
        raise ValueError("numbering: the pattern needs the groups code and serial")
    return Numbering(pattern, table.get("example", ""))
