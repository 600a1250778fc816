"""Addresses for search engines and other programs lead to a file.

## Why
A canonical address that does not exist takes the page out of search results; wrong previews and
citations mislead.

## How to fix
Correct the address; site_url in site_config.yml must be the address the portal is served at.
"""

from collections.abc import Iterator

from gongkai_checks.facts import Kind
from gongkai_checks.finding import Problem
from gongkai_checks.pointing import has_links, missing
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text

_KINDS = frozenset({Kind.CANONICAL, Kind.METADATA, Kind.MINOR})
_LIGHTER = frozenset({Kind.METADATA, Kind.MINOR})


@page_rule(
    title=Text("元数据里的网址都有目标", "Addresses in metadata lead to a file"),
    severity=Severity.ERROR,
    source="link audit, section 2",
    mark=Mark.VERIFIED,
    applies=has_links,
)
def missing_metadata(page: BuiltPage) -> Iterator[Problem]:
    yield from missing(page, _KINDS, lighter=_LIGHTER)
