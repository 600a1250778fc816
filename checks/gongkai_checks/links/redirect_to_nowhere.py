"""No link ends, after redirects, at nothing.

## Why
The link looks alive, but the page it meets sends the reader to one that does not exist, or round in
a circle.

## How to fix
Correct the redirect of that page, and link to the final page directly.
"""

from collections.abc import Iterator
from dataclasses import replace

from gongkai_checks.finding import Problem
from gongkai_checks.pointing import at_link
from gongkai_checks.redirects import End, met
from gongkai_checks.rule import Mark, site_rule
from gongkai_checks.site import BuiltSite
from gongkai_model.messages import Severity, Text

_ENDS = {
    End.MISSING: Text("不存在的页面", "a page that does not exist"),
    End.LOOP: Text("循环跳转", "a circle"),
}


@site_rule(
    title=Text("链接经跳转后仍有目标", "No link ends at nothing after redirects"),
    severity=Severity.ERROR,
    source="link audit, section 4",
    mark=Mark.VERIFIED,
    applies=lambda site: bool(site.redirects),
)
def redirect_to_nowhere(site: BuiltSite) -> Iterator[Problem]:
    for page, (link, target), chain in met(site):
        if chain.end not in _ENDS:
            continue
        end = _ENDS[chain.end]
        yield replace(
            at_link(
                link,
                Text(
                    f"跳转页 /{target.file} 通向{end.zh}",
                    f"/{target.file} sends the reader to {end.en}",
                ),
                Text("改正跳转，并直接链接到最终页面", "correct the redirect, and link directly"),
                group=target.file or "",
            ),
            page=page,
        )
