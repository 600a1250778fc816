"""Addresses are written with forward slashes.

## Why
Browsers mend it, other programs do not.

## How to fix
Write forward slashes.
"""

from collections.abc import Iterator

from gongkai_checks.finding import Problem
from gongkai_checks.pointing import at_link, has_links
from gongkai_checks.resolving import Mark as Oddity
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text


@page_rule(
    title=Text("网址用正斜杠", "Addresses are written with forward slashes"),
    severity=Severity.WARNING,
    source="link audit, section 3; URL standard",
    mark=Mark.VERIFIED,
    applies=has_links,
)
def backslash(page: BuiltPage) -> Iterator[Problem]:
    for link, _ in page.marks.get(Oddity.BACKSLASH, ()):
        yield at_link(
            link,
            Text("网址里用了反斜杠", "a backslash in an address"),
            Text("改成 /", "write /"),
        )
