"""What is linked has content.

## Why
The file is there but holds nothing: an upload that broke off, a page that was never written.

## How to fix
Upload the file again, or remove the link.
"""

from collections.abc import Iterator

from gongkai_checks.facts import Kind
from gongkai_checks.finding import Problem
from gongkai_checks.pointing import at_link, has_links
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text

_READ = frozenset({Kind.PAGE, Kind.MEDIA, Kind.EMBEDDED})


@page_rule(
    title=Text("链接的文件有内容", "What is linked has content"),
    severity=Severity.WARNING,
    source="link audit, section 4",
    mark=Mark.VERIFIED,
    applies=has_links,
)
def empty_file(page: BuiltPage) -> Iterator[Problem]:
    for link, target in page.empty:
        if link.kind in _READ:
            yield at_link(
                link,
                Text(
                    f"链接的文件是空的：/{target.file}", f"the linked file is empty: /{target.file}"
                ),
                Text("重新上传，或去掉链接", "upload it again, or remove the link"),
                group=target.file or "",
            )
