"""Every page has one main heading.

## Why
Readers and programs find by it what the page is about.

## How to fix
Make the title of the content an h1.
"""

from collections.abc import Iterator

from gongkai_checks.finding import Problem
from gongkai_checks.labels import is_shown
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text


@page_rule(
    title=Text("每页都有一级标题", "Every page has a main heading"),
    severity=Severity.WARNING,
    source="国办秘函〔2019〕19号; WCAG 2.2, 2.4.6",
    mark=Mark.GENERAL,
    applies=is_shown,
)
def missing_heading(page: BuiltPage) -> Iterator[Problem]:
    if not any(heading.text for heading in page.facts.headings):
        yield Problem(
            Text("没有一级标题（h1）", "no main heading (h1)"),
            Text("把正文标题写成 h1", "make the title of the content an h1"),
            group="h1",
        )
