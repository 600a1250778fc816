"""Addresses are written in the case of the file.

## Why
This server takes one for the other; the next one will not.

## How to fix
Write the name as the file has it.
"""

from collections.abc import Iterator

from gongkai_checks.finding import Problem
from gongkai_checks.pointing import at_link, has_links
from gongkai_checks.resolving import Mark as Oddity
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text


@page_rule(
    title=Text("网址的大小写与文件一致", "Addresses are written in the case of the file"),
    severity=Severity.WARNING,
    source="link audit, section 3",
    mark=Mark.VERIFIED,
    applies=has_links,
)
def wrong_case(page: BuiltPage) -> Iterator[Problem]:
    for link, target in page.marks.get(Oddity.WRONG_CASE, ()):
        yield at_link(
            link,
            Text(f"大小写与文件不同：{target.file}", f"other case than the file: {target.file}"),
            Text("照文件名写", "write it as the file has it"),
        )
