"""No address leads into an internal network.

## Why
Nobody outside can open it, and it tells outsiders how the network is built.

## How to fix
Publish the file on the site, or remove the link.
"""

from collections.abc import Iterator

from gongkai_checks.finding import Problem
from gongkai_checks.pointing import at_link, has_links
from gongkai_checks.resolving import Mark as Oddity
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text


@page_rule(
    title=Text("网址不指向内部网络", "No address leads into an internal network"),
    severity=Severity.ERROR,
    source="link audit, section 7; RFC 1918, RFC 4193, RFC 6761",
    mark=Mark.VERIFIED,
    applies=has_links,
)
def intranet_address(page: BuiltPage) -> Iterator[Problem]:
    for link, target in page.marks.get(Oddity.INTERNAL_HOST, ()):
        yield at_link(
            link,
            Text(f"内部网络的地址：{target.path}", f"an internal address: {target.path}"),
            Text("改用公开网址，或去掉", "give a public address, or remove it"),
        )
