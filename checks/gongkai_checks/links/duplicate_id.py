"""An id is given once on a page.

## Why
A link to it leads to the first one only; the second part cannot be cited.

## How to fix
Give the second one another id.
"""

from collections.abc import Iterator

from gongkai_checks.finding import Problem
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text


@page_rule(
    title=Text("一页内 id 不重复", "An id is given once on a page"),
    severity=Severity.WARNING,
    source="link audit, section 5; HTML standard, the id attribute",
    mark=Mark.VERIFIED,
    applies=lambda page: bool(page.facts.ids),
)
def duplicate_id(page: BuiltPage) -> Iterator[Problem]:
    for piece in page.facts.twice:
        yield Problem(
            Text(f"id 重复：{piece.text!r}", f"an id given twice: {piece.text!r}"),
            Text("换一个 id", "give the second one another id"),
            piece.line,
            piece.column,
            piece.text,
        )
