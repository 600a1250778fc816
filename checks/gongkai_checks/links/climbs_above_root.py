"""No address climbs above the root.

## Why
Browsers stop at the root; the address probably comes from a page that lay deeper.

## How to fix
Remove the ../ that are too many.
"""

from collections.abc import Iterator

from gongkai_checks.finding import Problem
from gongkai_checks.pointing import at_link, has_links
from gongkai_checks.resolving import Mark as Oddity
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text


@page_rule(
    title=Text("网址没有越过根目录", "No address climbs above the root"),
    severity=Severity.NOTE,
    source="link audit, section 3",
    mark=Mark.VERIFIED,
    applies=has_links,
)
def climbs_above_root(page: BuiltPage) -> Iterator[Problem]:
    for link, _ in page.marks.get(Oddity.CLIMBS, ()):
        yield at_link(
            link,
            Text("多余的 ../", "too many ../"),
            Text("去掉多余的 ../", "remove those that are too many"),
        )
