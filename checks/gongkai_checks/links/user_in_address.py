"""No address names a user.

## Why
Such an address makes one host look like another, and gives a name away.

## How to fix
Remove the part before @.
"""

from collections.abc import Iterator

from gongkai_checks.finding import Problem
from gongkai_checks.pointing import at_link, has_links
from gongkai_checks.resolving import Mark as Oddity
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text


@page_rule(
    title=Text("网址里没有用户名", "No address names a user"),
    severity=Severity.WARNING,
    source="link audit, section 6",
    mark=Mark.VERIFIED,
    applies=has_links,
)
def user_in_address(page: BuiltPage) -> Iterator[Problem]:
    for link, _ in page.marks.get(Oddity.USER, ()):
        yield at_link(
            link,
            Text("网址里有用户名", "a user in an address"),
            Text("去掉 @ 之前的部分", "remove the part before @"),
        )
