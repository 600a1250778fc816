"""Every page has a title.

## Why
It is the name of the page in search results, tabs and bookmarks, and the first thing a screen
reader says.

## How to fix
Give the page its own title.
"""

from collections.abc import Iterator

from gongkai_checks.finding import Problem
from gongkai_checks.labels import is_shown
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text


@page_rule(
    title=Text("每页都有标题", "Every page has a title"),
    severity=Severity.ERROR,
    source="国办秘函〔2019〕19号; WCAG 2.2, 2.4.2",
    mark=Mark.SECONDARY,
    applies=is_shown,
)
def missing_title(page: BuiltPage) -> Iterator[Problem]:
    if not page.facts.title:
        yield Problem(
            Text("没有 <title>，或它是空的", "no <title>, or it is empty"),
            Text("写上本页的标题", "give the page its title"),
            group="title",
        )
