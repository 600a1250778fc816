"""Hosts are named, not numbered.

## Why
A number cannot move to another machine, has no certificate, and an IPv4 one is closed to IPv6
readers.

## How to fix
Use the name of the host.
"""

from collections.abc import Iterator

from gongkai_checks.facts import Kind
from gongkai_checks.finding import Problem
from gongkai_checks.pointing import at_link, has_links
from gongkai_checks.resolving import Mark as Oddity
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text

_NEEDED = frozenset({Kind.RESOURCE, Kind.MEDIA, Kind.STYLE, Kind.EMBEDDED})


@page_rule(
    title=Text("主机用域名而不用 IP 地址", "Hosts are named, not numbered"),
    severity=Severity.WARNING,
    source="link audit, section 6; IPv6 audit, R3",
    mark=Mark.VERIFIED,
    applies=has_links,
)
def address_literal(page: BuiltPage) -> Iterator[Problem]:
    for link, target in page.marks.get(Oddity.ADDRESS, ()):
        yield at_link(
            link,
            Text(f"用 IP 地址代替域名：{target.path}", f"an IP address for a name: {target.path}"),
            Text("改用域名", "use the name of the host"),
            group=link.value,
            severity=Severity.ERROR if link.kind in _NEEDED else None,
        )
