"""Links do not depend on a script to find their page.

## Why
What a script makes of such an address cannot be checked, and shows nothing without scripts.

## How to fix
Give the page an address of its own.
"""

from collections.abc import Iterator

from gongkai_checks.finding import Problem
from gongkai_checks.pointing import at_link, has_links
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text


@page_rule(
    title=Text("链接不依赖脚本寻址", "Links do not depend on a script"),
    severity=Severity.NOTE,
    source="link audit, section 5",
    mark=Mark.VERIFIED,
    applies=has_links,
)
def script_route(page: BuiltPage) -> Iterator[Problem]:
    for link in page.routes:
        yield at_link(
            link,
            Text(
                "由脚本寻址的链接，无法核对", "an address that only a script can find; not checked"
            ),
            Text("给页面独立的网址", "give the page an address of its own"),
            group="route",
        )
