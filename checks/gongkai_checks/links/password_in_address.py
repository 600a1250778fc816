"""No address holds a password.

## Why
Everybody who sees the page can use it.

## How to fix
Remove it, and change the password today.
"""

from collections.abc import Iterator

from gongkai_checks.finding import Problem
from gongkai_checks.pointing import at_link, has_links
from gongkai_checks.resolving import Mark as Oddity
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text


@page_rule(
    title=Text("网址里没有密码", "No address holds a password"),
    severity=Severity.ERROR,
    source="link audit, section 6",
    mark=Mark.VERIFIED,
    applies=has_links,
)
def password_in_address(page: BuiltPage) -> Iterator[Problem]:
    for link, _ in page.marks.get(Oddity.PASSWORD, ()):
        yield at_link(
            link,
            Text("网址里有密码", "a password in an address"),
            Text("去掉，并立即更换密码", "remove it, and change the password"),
        )
