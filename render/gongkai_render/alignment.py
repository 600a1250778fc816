"""Alignment in tables as classes: a policy without ``unsafe-inline`` blocks style attributes."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

_STYLE = re.compile(r"\s*text-align:\s*(left|center|right);?\s*")
_CELLS = frozenset({"td", "th"})


class AlignmentClasses(Treeprocessor):
    """Gives the cells that Python-Markdown aligns the class align-left, -center or -right.

    They are styled in ``record.css``, which every page has.
    """

    def run(self, root: Element) -> None:
        """Change the cells of all tables."""
        for cell in root.iter():
            if cell.tag not in _CELLS:
                continue
            style = _STYLE.fullmatch(cell.get("style", ""))
            side = style[1] if style else cell.get("align")
            if style:
                del cell.attrib["style"]
            if side:
                cell.attrib.pop("align", None)
                cell.set("class", " ".join(filter(None, (cell.get("class"), f"align-{side}"))))
