"""Characters that no label may hold, and names shown so that nobody is misled by them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from gongkai_model.front_matter import unusable

_MISLEADING = frozenset({"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"})


def usable(text: str) -> str:
    """Return a text as one line that a label can hold: without what its reader refuses."""
    left_out = _left_out(text)
    if left_out:
        text = "".join(character for character in text if character not in left_out)
    return text.replace("\n", " ").replace("\t", " ")


def refused(text: str) -> str:
    """Count and name what ``usable`` leaves out; empty for nothing."""
    left_out = _left_out(text)
    return counted(character for character in text if character in left_out)


def _left_out(text: str) -> set[str]:
    if unusable(text) is None:
        return set()
    return {character for character in set(text) if unusable(character)}


def counted(characters: Iterable[str]) -> str:
    """Count and name characters; empty for none."""
    found = list(characters)
    names = ", ".join(f"U+{ord(character):04X}" for character in sorted(set(found)))
    return f"{len(found)} × {names}" if found else ""


def is_visible(text: str) -> bool:
    """Tell whether anything is to be seen of a text."""
    return any(character.isprintable() and not character.isspace() for character in text)


def plain(text: str) -> str:
    r"""Write control and format characters as ``\x1b``: a name cannot pass for a line of a report.

    Nor can it write to the terminal or turn the direction of what follows it.
    """
    if text.isprintable():
        return text
    return "".join(
        ascii(character)[1:-1] if unicodedata.category(character) in _MISLEADING else character
        for character in text
    )
