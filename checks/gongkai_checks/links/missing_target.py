"""Links inside the site lead to a file.

## Why
A reader who follows a dead link believes the document was withdrawn. Dead links count in the
inspection of government sites.

## How to fix
Correct the address, or bring the page back. The remedy names the likely slip: case, width, a form
of Unicode, a slash, double encoding. Linking to the Markdown source lets the build rewrite the
link when the page moves.
"""

from collections.abc import Iterator

from gongkai_checks.facts import Kind
from gongkai_checks.finding import Problem
from gongkai_checks.pointing import has_links, missing
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text

_KINDS = frozenset({Kind.PAGE, Kind.EMBEDDED, Kind.FORM, Kind.REFRESH, Kind.TEMPLATE})


@page_rule(
    title=Text("站内链接都有目标", "Links inside the site lead to a file"),
    severity=Severity.ERROR,
    source="link audit, sections 2 to 4; 国办秘函〔2019〕19号, availability",
    mark=Mark.VERIFIED,
    applies=has_links,
)
def missing_target(page: BuiltPage) -> Iterator[Problem]:
    yield from missing(page, _KINDS)
