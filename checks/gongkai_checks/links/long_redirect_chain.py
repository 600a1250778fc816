"""No chain of redirects is longer than three.

## Why
Each one is a page to load; browsers and search engines give up after some.

## How to fix
Send the reader to the final page at once.
"""

from collections.abc import Iterator
from dataclasses import replace

from gongkai_checks.finding import Problem
from gongkai_checks.pointing import at_link
from gongkai_checks.redirects import LONGEST_CHAIN, End, follow
from gongkai_checks.rule import Mark, site_rule
from gongkai_checks.site import BuiltSite
from gongkai_model.messages import Severity, Text


@site_rule(
    title=Text("连续跳转不超过三次", "No chain of redirects is longer than three"),
    severity=Severity.WARNING,
    source="link audit, section 4",
    mark=Mark.VERIFIED,
    applies=lambda site: bool(site.redirects),
)
def long_redirect_chain(site: BuiltSite) -> Iterator[Problem]:
    for path, redirect in site.redirects.items():
        chain = follow(site, path)
        if chain.end is not End.LOOP and len(chain.hops) > LONGEST_CHAIN:
            count = len(chain.hops)
            yield replace(
                at_link(
                    redirect.link,
                    Text(f"连续跳转 {count} 次", f"{count} redirects in a row"),
                    Text("直接跳转到最终页面", "send the reader to the final page at once"),
                    group=path,
                ),
                page=path,
            )
