"""HTML to a tree: the only module that knows the parser.

The parser follows the HTML standard's tree construction and keeps line and column, which findings
need. Another one can take its place behind these few functions.
"""

from __future__ import annotations

import codecs
import re
from typing import TypeAlias

import turbohtml
from turbohtml import Element, Namespace

__all__ = ["Element", "Namespace", "Node", "Tree", "Words", "parse", "parse_page", "place_of"]

Tree: TypeAlias = turbohtml.Document
Node: TypeAlias = turbohtml.Node
Words: TypeAlias = turbohtml.Text

_PRESCANNED = 1024  # bytes in which a browser looks for the encoding
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)

NUL = "nul"
WRONG_BYTES = "wrong-bytes"
NO_ENCODING = "no-encoding"


def parse(text: str) -> Tree:
    """Return the tree of a page that is text already."""
    return turbohtml.parse(text, allow_declarative_shadow_roots=False)


def parse_page(data: bytes) -> tuple[Tree, tuple[str, ...]]:
    """Return the tree of a page and what is damaged in its bytes.

    Bytes are decoded as a browser would, one set to Chinese where nothing tells the encoding.
    Content of ``noscript`` is read as elements, and so is that of a declarative shadow root,
    whose links are as real as others.
    """
    plain = _plain_text(data)
    if plain is not None:
        return parse(plain), (NUL,) if "\0" in plain else ()
    damage = [NUL] if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")) else []
    tree = turbohtml.parse(data, allow_declarative_shadow_roots=False)
    if tree.encoding_confidence == "tentative" and tree.encoding != "UTF-8":
        if not data.isascii():
            damage.append(NO_ENCODING)
            if _decodes(data, "gb18030"):
                tree = turbohtml.parse(
                    data, encoding="gb18030", allow_declarative_shadow_roots=False
                )
    elif not _decodes(data, tree.encoding or "utf-8"):
        damage.append(WRONG_BYTES)
    return tree, tuple(damage)


def _plain_text(data: bytes) -> str | None:
    """Return the text of UTF-8 that nothing declares to be anything else."""
    if data.startswith(codecs.BOM_UTF8):
        data = data[len(codecs.BOM_UTF8) :]
    else:
        declared = _CHARSET.search(data, 0, _PRESCANNED)
        if declared is None or declared[1].lower() not in (b"utf-8", b"utf8"):
            return None
    try:
        return data.decode()
    except UnicodeError:
        return None


def _decodes(data: bytes, encoding: str) -> bool:
    """Tell whether bytes are what their encoding allows; unknown encodings get the doubt."""
    try:
        codec = codecs.lookup("gb18030" if encoding.lower() == "gbk" else encoding)
    except LookupError:
        return True
    try:
        codec.decode(data)
    except UnicodeError:
        return False
    return True


def place_of(element: Element) -> tuple[int, int]:
    """Return line and column of an element's tag, both from 1; 0, 0 where it has no tag."""
    line, column = element.source_line, element.source_col
    return (0, 0) if line is None or column is None else (line, column + 1)
