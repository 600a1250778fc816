"""What could not be read, and how that is said."""

from __future__ import annotations

from gongkai_checks.finding import Outcome, Problem
from gongkai_model.messages import Text


class Unreadable(Exception):  # noqa: N818 - it says what the file is
    """A file could not be read as it stands.

    Attributes:
        problem: What to say about it.
    """

    def __init__(self, what: Text, fix: Text) -> None:
        super().__init__(what.en)
        self.problem = not_measured(what, fix)


def not_measured(what: Text, fix: Text, path: str | None = None) -> Problem:
    """Return the problem of a file that could not be judged."""
    return Problem(what, fix, group=what.zh, page=path, outcome=Outcome.NOT_MEASURED)
