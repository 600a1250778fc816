"""The text of a page as it is read: inline markup joins it, blocks part it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai_checks.parsing import Element, Tree, Words, place_of

_INLINE = frozenset(
    {
        *("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em"),
        *("font", "i", "ins", "kbd", "mark", "nobr", "q", "ruby", "s", "samp", "small", "span"),
        *("strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    }
)
_UNREAD = frozenset({"script", "style", "template", "rt", "rp"})
_HAN = r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]"
_WRAP = re.compile(rf"(?<={_HAN})[ \t]*[\r\n]\s*(?={_HAN})")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class PageText:
    """Text with the places it stands at.

    Attributes:
        text: Blocks parted by line feeds.
        starts: Offset at which each piece begins.
        elements: What each piece stands in.
    """

    text: str
    starts: tuple[int, ...]
    elements: tuple[Element, ...]

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column of the element that holds the text there."""
        return place_of(self.elements[bisect_right(self.starts, offset) - 1])

    def find(self, word: str) -> Iterator[int]:
        """Yield each offset at which a word stands."""
        offset = self.text.find(word)
        while offset >= 0:
            yield offset
            offset = self.text.find(word, offset + 1)


def read_text(tree: Tree) -> PageText:
    """Return the title, text and alternative texts of a page."""
    pieces: list[str] = []
    starts: list[int] = []
    elements: list[Element] = []
    length = 0

    def add(text: str, element: Element) -> None:
        nonlocal length
        starts.append(length)
        elements.append(element)
        pieces.append(text)
        length += len(text)

    blocks: dict[Element, Element] = {}  # what the text of an element stands in
    block: Element | None = None
    for node in tree.descendants:
        parent = node.parent
        if isinstance(node, Element):
            if node.tag in _UNREAD or (isinstance(parent, Element) and parent not in blocks):
                continue
            within = blocks[parent] if isinstance(parent, Element) else node
            blocks[node] = within if node.tag in _INLINE else node
            if node.tag == "br":
                add("\n", node)
            elif node.tag == "img" and (node.attr("alt") or "").strip():
                add(f"\n{node.attr('alt')}\n", node)
        elif isinstance(node, Words) and isinstance(parent, Element) and parent in blocks:
            if block is not None and blocks[parent] != block:
                add("\n", parent)
            block = blocks[parent]
            add(_SPACES.sub(" ", _WRAP.sub("", node.data)), parent)
    return PageText("".join(pieces), tuple(starts), tuple(elements))
