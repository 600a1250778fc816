"""Links to the own site use https.

## Why
The first request goes unprotected, and the reader is redirected each time.

## How to fix
Write https, or leave scheme and host out.
"""

from collections.abc import Iterator

from gongkai_checks.facts import Kind
from gongkai_checks.finding import Problem
from gongkai_checks.pointing import at_link
from gongkai_checks.resolving import Mark as Oddity
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text

_LOADED = frozenset({Kind.RESOURCE, Kind.ICON, Kind.MEDIA, Kind.STYLE, Kind.EMBEDDED, Kind.SYMBOL})


@page_rule(
    title=Text("指向本站的链接用 https", "Links to the own site use https"),
    severity=Severity.WARNING,
    source="link audit, section 7",
    mark=Mark.VERIFIED,
    applies=lambda page: page.resolver.https is True,
)
def insecure_own_link(page: BuiltPage) -> Iterator[Problem]:
    for link, target in page.marks.get(Oddity.INSECURE, ()):
        if target.own and link.kind not in _LOADED:
            yield at_link(
                link,
                Text("指向本站的链接用了 http", "a link to the own site by http"),
                Text("改成 https", "write https"),
            )
