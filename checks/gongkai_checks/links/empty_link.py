"""Links have an address.

## Why
A link with an empty address leads to the page itself; mostly somebody forgot to fill it in.

## How to fix
Give the address, or make it plain text.
"""

from collections.abc import Iterator

from gongkai_checks.finding import Problem
from gongkai_checks.pointing import at_link, has_links
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text


@page_rule(
    title=Text("链接的地址不为空", "Links have an address"),
    severity=Severity.NOTE,
    source="link audit, section 4",
    mark=Mark.VERIFIED,
    applies=has_links,
)
def empty_link(page: BuiltPage) -> Iterator[Problem]:
    for link in page.blank:
        if link.where == "a href":
            yield at_link(
                link,
                Text("链接的地址为空", "a link with an empty address"),
                Text("写上地址，或改成普通文字", "give the address, or make it plain text"),
                group="empty",
            )
