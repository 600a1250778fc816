"""No image, script or frame has an empty address.

## Why
An empty address means the page itself: it is fetched once more and is no image.

## How to fix
Give the address, or leave the element out.
"""

from collections.abc import Iterator

from gongkai_checks.finding import Problem
from gongkai_checks.pointing import at_link, has_links
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text


@page_rule(
    title=Text("图片和脚本的地址不为空", "No image or script has an empty address"),
    severity=Severity.ERROR,
    source="link audit, section 4",
    mark=Mark.VERIFIED,
    applies=has_links,
)
def empty_source(page: BuiltPage) -> Iterator[Problem]:
    for link in page.blank:
        if link.where.endswith(" src"):
            yield at_link(
                link,
                Text(f"地址为空：{link.where}", f"an empty address: {link.where}"),
                Text("写上地址，或去掉这个元素", "give the address, or leave the element out"),
                group=link.where,
            )
