"""No link is a script.

## Why
It does nothing without scripts, and is refused under a strict content security policy.

## How to fix
Use a button, or a real address.
"""

from collections.abc import Iterator

from gongkai_checks.finding import Problem
from gongkai_checks.pointing import at_link, has_links
from gongkai_checks.resolving import Way
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text


@page_rule(
    title=Text("链接不是脚本", "No link is a script"),
    severity=Severity.NOTE,
    source="link audit, section 6",
    mark=Mark.VERIFIED,
    applies=has_links,
)
def script_address(page: BuiltPage) -> Iterator[Problem]:
    for link, _ in page.ways.get(Way.SCRIPT, ()):
        yield at_link(
            link,
            Text("javascript: 链接", "a javascript: link"),
            Text("改用按钮或真实网址", "use a button, or a real address"),
            group="script",
        )
