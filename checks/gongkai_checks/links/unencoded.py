"""Addresses hold no raw spaces or characters beyond ASCII.

## Why
Browsers encode them; some other programs cut the address there.

## How to fix
Percent-encode them as UTF-8.
"""

from collections.abc import Iterator

from gongkai_checks.finding import Problem
from gongkai_checks.pointing import at_link, has_links
from gongkai_checks.resolving import Mark as Oddity
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text


@page_rule(
    title=Text("网址里没有未编码的字符", "Addresses hold no raw characters"),
    severity=Severity.NOTE,
    source="link audit, section 6",
    mark=Mark.VERIFIED,
    applies=has_links,
)
def unencoded(page: BuiltPage) -> Iterator[Problem]:
    for link, _ in page.marks.get(Oddity.UNENCODED, ()):
        yield at_link(
            link,
            Text(
                "网址里有未编码的空格或汉字", "raw spaces or characters beyond ASCII in an address"
            ),
            Text("按 UTF-8 编码", "percent-encode them as UTF-8"),
            group="unencoded",
        )
