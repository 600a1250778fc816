"""No redirects go round in a circle.

## Why
The browser gives up, and the reader sees nothing.

## How to fix
Let one of the pages be the final one.
"""

from collections.abc import Iterator
from dataclasses import replace

from gongkai_checks.finding import Problem
from gongkai_checks.pointing import at_link
from gongkai_checks.redirects import cycle
from gongkai_checks.rule import Mark, site_rule
from gongkai_checks.site import BuiltSite
from gongkai_model.messages import Severity, Text


@site_rule(
    title=Text("没有循环跳转", "No redirects go round in a circle"),
    severity=Severity.ERROR,
    source="link audit, section 4",
    mark=Mark.VERIFIED,
    applies=lambda site: bool(site.redirects),
)
def redirect_loop(site: BuiltSite) -> Iterator[Problem]:
    for path, redirect in site.redirects.items():
        loop = cycle(site, path)
        if loop:
            shown = " → ".join(f"/{page}" for page in loop)
            yield replace(
                at_link(
                    redirect.link,
                    Text(f"循环跳转：{shown}", f"redirects in a circle: {shown}"),
                    Text("让其中一页成为最终页面", "let one of them be the final page"),
                    group=shown,
                ),
                page=path,
            )
