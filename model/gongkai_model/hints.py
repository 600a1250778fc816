"""What somebody may have meant: names that look like the one that is not known."""

from __future__ import annotations

from collections.abc import Collection

_MOST_COMPARISONS = 200_000
_LONGEST = 200


class Hints:
    """Finds names that look alike, until it has taken long enough.

    Looking takes long, and one cause will have made most of many mistakes: after some seconds the
    mistakes are told without a hint.
    """

    def __init__(self) -> None:
        self._left = _MOST_COMPARISONS

    def near(self, word: str, names: Collection[str], count: int, likeness: float) -> list[str]:
        """Return up to ``count`` of ``names``, the likest first.

        Args:
            word: What is not known.
            names: What there is.
            count: How many are wanted at most.
            likeness: From 0 to 1, what is asked for.
        """
        if len(word) > _LONGEST or len(names) > self._left:
            return []
        import difflib  # only mistakes need it

        self._left -= len(names)
        return difflib.get_close_matches(word, names, count, likeness)
