"""Links lead to a page directly, not by way of a redirect.

## Why
A page that sends the reader on is for old links of others. It delays, breaks the way back, and may
be removed one day.

## How to fix
Link to the final page, which the message names.
"""

from collections.abc import Iterator
from dataclasses import replace

from gongkai_checks.finding import Problem
from gongkai_checks.pointing import at_link
from gongkai_checks.redirects import End, met
from gongkai_checks.rule import Mark, site_rule
from gongkai_checks.site import BuiltSite
from gongkai_model.messages import Severity, Text


@site_rule(
    title=Text("链接不经过跳转", "Links lead to a page directly"),
    severity=Severity.WARNING,
    source="link audit, section 4",
    mark=Mark.VERIFIED,
    applies=lambda site: bool(site.redirects),
)
def redirected_link(site: BuiltSite) -> Iterator[Problem]:
    for page, (link, target), chain in met(site):
        if chain.end is End.PAGE:
            problem = at_link(
                link,
                Text(f"链接经过跳转页：/{target.file}", f"by way of a redirect: /{target.file}"),
                Text(f"直接链接到 /{chain.final}", f"link to /{chain.final} directly"),
                group=target.file or "",
            )
        elif chain.end is End.OUTSIDE:
            problem = at_link(
                link,
                Text(f"链接经过跳转页：/{target.file}", f"by way of a redirect: /{target.file}"),
                Text("直接链接到最终网址", "link to the final address directly"),
                group=target.file or "",
                severity=Severity.NOTE,
            )
        else:
            continue
        yield replace(problem, page=page)
