"""Sitemaps, feeds, manifests and service workers list what is there.

## Why
Search engines and readers of feeds are sent to pages that do not exist; a service worker whose
list holds one missing file is not installed at all.

## How to fix
Write the list anew from the files that are there.
"""

from collections.abc import Iterator

from gongkai_checks.facts import Kind
from gongkai_checks.finding import Problem
from gongkai_checks.pointing import has_links, missing
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text

_KINDS = frozenset({Kind.LISTED})


@page_rule(
    title=Text("站点地图、订阅和清单所列都在", "Sitemaps, feeds and manifests list what is there"),
    severity=Severity.ERROR,
    source="link audit, section 2",
    mark=Mark.VERIFIED,
    applies=has_links,
)
def missing_listed(page: BuiltPage) -> Iterator[Problem]:
    yield from missing(page, _KINDS)
