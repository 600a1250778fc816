"""Style sheets, scripts, images and media are there.

## Why
A page without its style sheet, script or picture is broken for every reader of it.

## How to fix
Correct the address, or add the file. In a style sheet an address is taken against the style
sheet, not the page.
"""

from collections.abc import Iterator

from gongkai_checks.facts import Kind
from gongkai_checks.finding import Problem
from gongkai_checks.pointing import has_links, missing
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text

_KINDS = frozenset({Kind.RESOURCE, Kind.ICON, Kind.MEDIA, Kind.STYLE, Kind.SYMBOL})


@page_rule(
    title=Text("样式、脚本、图片和媒体都在", "Style sheets, scripts, images and media are there"),
    severity=Severity.ERROR,
    source="link audit, section 2; 国办秘函〔2019〕19号, availability",
    mark=Mark.VERIFIED,
    applies=has_links,
)
def missing_resource(page: BuiltPage) -> Iterator[Problem]:
    yield from missing(page, _KINDS, lighter=frozenset({Kind.ICON}))
