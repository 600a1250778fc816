"""Addresses begin with a scheme that exists.

## Why
No program opens such an address. Mostly http or https is misspelt.

## How to fix
Correct the address: https://host/path, or a path inside the site.
"""

from collections.abc import Iterator

from gongkai_checks.finding import Problem
from gongkai_checks.pointing import at_link, has_links
from gongkai_checks.resolving import Way
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text


@page_rule(
    title=Text("网址的协议存在", "Addresses begin with a scheme that exists"),
    severity=Severity.ERROR,
    source="link audit, sections 3 and 6; URL standard",
    mark=Mark.VERIFIED,
    applies=has_links,
)
def unknown_scheme(page: BuiltPage) -> Iterator[Problem]:
    for link, target in page.ways.get(Way.UNKNOWN_SCHEME, ()):
        if target.what is not None and target.fix is not None:
            yield at_link(link, target.what, target.fix)
