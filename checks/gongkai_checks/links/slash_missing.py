"""Links to a folder end in a slash.

## Why
The server first answers with the address that has the slash: one request more, and addresses
counted twice.

## How to fix
Add the slash.
"""

from collections.abc import Iterator

from gongkai_checks.finding import Problem
from gongkai_checks.pointing import at_link, has_links
from gongkai_checks.resolving import Mark as Oddity
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text


@page_rule(
    title=Text("指向文件夹的链接以斜杠结尾", "Links to a folder end in a slash"),
    severity=Severity.NOTE,
    source="link audit, section 4",
    mark=Mark.VERIFIED,
    applies=has_links,
)
def slash_missing(page: BuiltPage) -> Iterator[Problem]:
    for link, target in page.marks.get(Oddity.SLASH_MISSING, ()):
        yield at_link(
            link,
            Text(f"会先跳转到 /{target.path}/", f"redirects to /{target.path}/"),
            Text("在末尾加斜杠", "add the slash"),
            group=target.path,
        )
