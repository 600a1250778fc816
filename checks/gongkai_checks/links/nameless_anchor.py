"""An element a has an address, a name or an id.

## Why
Without any of them it is neither a link nor the aim of one, though it may look like a link.

## How to fix
Give it an address, or use span.
"""

from collections.abc import Iterator

from gongkai_checks.finding import Problem
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text


@page_rule(
    title=Text("a 元素有地址或名称", "An element a has an address or a name"),
    severity=Severity.NOTE,
    source="link audit, section 4",
    mark=Mark.VERIFIED,
    applies=lambda page: page.html,
)
def nameless_anchor(page: BuiltPage) -> Iterator[Problem]:
    for line, column in page.facts.nameless:
        yield Problem(
            Text("a 元素既无地址也无名称", "an element a with neither address nor name"),
            Text("写上地址，或改用 span", "give an address, or use span"),
            line,
            column,
            group="nameless",
        )
