"""A page served by https loads nothing by http.

## Why
Browsers refuse to load it, or show the page as insecure.

## How to fix
Write https; where the other host has none, keep a copy on the own site.
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
    title=Text("https 页面不加载 http 资源", "A page served by https loads nothing by http"),
    severity=Severity.ERROR,
    source="link audit, section 7; Mixed Content, W3C",
    mark=Mark.VERIFIED,
    applies=lambda page: page.resolver.https is True,
)
def mixed_content(page: BuiltPage) -> Iterator[Problem]:
    for link, _ in page.marks.get(Oddity.INSECURE, ()):
        if link.kind in _LOADED:
            yield at_link(
                link,
                Text("https 页面加载 http 资源", "loaded by http on a page served by https"),
                Text("改成 https", "write https"),
            )
