"""Links that open another site in a new window give it no hold on this one.

## Why
In old browsers the other page can send this window elsewhere.

## How to fix
Add rel="noopener".
"""

from collections.abc import Iterator

from gongkai_checks.facts import FLAG_NEW_WINDOW
from gongkai_checks.finding import Problem
from gongkai_checks.pointing import at_link, has_links
from gongkai_checks.resolving import Way
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text


@page_rule(
    title=Text("新窗口打开的外部链接带 noopener", "Links into a new window carry noopener"),
    severity=Severity.NOTE,
    source="link audit, section 7; HTML standard, noopener",
    mark=Mark.VERIFIED,
    applies=has_links,
)
def window_opener(page: BuiltPage) -> Iterator[Problem]:
    for link in page.facts.links:
        if FLAG_NEW_WINDOW in link.flags and page.way_of(link) is Way.EXTERNAL:
            yield at_link(
                link,
                Text("新窗口打开外部链接，没有 noopener", "opens another site without noopener"),
                Text('加上 rel="noopener"', 'add rel="noopener"'),
                group="opener",
            )
