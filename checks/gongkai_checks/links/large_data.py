"""No address holds more than 32 KiB of data.

## Why
It is fetched with each page anew and never kept by the browser.

## How to fix
Save it as a file and link that.
"""

from collections.abc import Iterator

from gongkai_checks.finding import Problem
from gongkai_checks.pointing import at_link, has_links
from gongkai_checks.resolving import Mark as Oddity
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text


@page_rule(
    title=Text("内嵌数据不超过 32 KiB", "No address holds more than 32 KiB"),
    severity=Severity.NOTE,
    source="link audit, section 6",
    mark=Mark.VERIFIED,
    applies=has_links,
)
def large_data(page: BuiltPage) -> Iterator[Problem]:
    for link, _ in page.marks.get(Oddity.LARGE_DATA, ()):
        yield at_link(
            link,
            Text("内嵌数据超过 32 KiB", "more than 32 KiB within an address"),
            Text("存成文件再引用", "save it as a file and link that"),
            group=link.value[:200],
        )
