"""No address is one reserved for examples.

## Why
Such addresses belong to nobody; the text was copied from a manual.

## How to fix
Give the real address.
"""

from collections.abc import Iterator

from gongkai_checks.finding import Problem
from gongkai_checks.pointing import at_link, has_links
from gongkai_checks.resolving import Mark as Oddity
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text


@page_rule(
    title=Text("网址不用示例专用地址", "No address is one reserved for examples"),
    severity=Severity.WARNING,
    source="link audit, section 7; RFC 5737, RFC 3849",
    mark=Mark.VERIFIED,
    applies=has_links,
)
def documentation_address(page: BuiltPage) -> Iterator[Problem]:
    for link, target in page.marks.get(Oddity.DOCUMENTATION_HOST, ()):
        yield at_link(
            link,
            Text(f"示例专用地址：{target.path}", f"reserved for examples: {target.path}"),
            Text("改成真实网址", "give the real address"),
        )
