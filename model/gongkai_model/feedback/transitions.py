"""The table of states, from ``transitions.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gongkai_model.feedback.record import Result, State


@dataclass(frozen=True, slots=True)
class Transitions:
    """Which state may follow which.

    Attributes:
        first: Every message begins with it.
        last: Nothing follows it.
        next: By state.
        closing: Results with which a message may be closed straight from a state; all, if none.
        needed: Aliases of the fields that a result asks for.
    """

    first: State
    last: State
    next: Mapping[State, tuple[State, ...]]
    closing: Mapping[State, tuple[Result, ...]]
    needed: Mapping[Result, tuple[str, ...]]

    def closes(self, before: State, result: Result | None) -> bool:
        """Tell whether ``before`` may end with a result; an unknown one is another matter."""
        return result is None or result in self.closing.get(before, tuple(Result))


@cache
def transitions() -> Transitions:
    """Return the table."""
    path = Path(__file__).with_name("transitions.toml")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Transitions(
        State(data["first"]),
        State(data["last"]),
        {State(one): tuple(map(State, others)) for one, others in data["next"].items()},
        {State(one): tuple(map(Result, results)) for one, results in data["closing"].items()},
        {Result(one): tuple(names) for one, names in data["needed"].items()},
    )
