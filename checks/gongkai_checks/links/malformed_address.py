"""Addresses are well-formed.

## Why
A browser cannot use such an address, or takes it for the name of a file: a lost scheme, wrong
slashes, a host that cannot be one, a port out of range.

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
    title=Text("网址写法正确", "Addresses are well-formed"),
    severity=Severity.ERROR,
    source="link audit, sections 3 and 6; URL standard",
    mark=Mark.VERIFIED,
    applies=has_links,
)
def malformed_address(page: BuiltPage) -> Iterator[Problem]:
    for link, target in page.ways.get(Way.MALFORMED, ()):
        if target.what is not None and target.fix is not None:
            yield at_link(link, target.what, target.fix)
