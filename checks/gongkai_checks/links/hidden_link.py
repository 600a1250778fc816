"""Links to other sites can be seen.

## Why
Hidden links (暗链) are what attackers leave on government sites to raise their own in search
results. Markup alone does not prove it: a menu may be hidden for good reason.

## How to fix
Look at the link; if nobody put it there, the site has been broken into. Remove what is not shown.
"""

from collections.abc import Iterator
from dataclasses import replace

from gongkai_checks.facts import FLAG_HIDDEN
from gongkai_checks.finding import Outcome, Problem
from gongkai_checks.pointing import at_link, has_links
from gongkai_checks.resolving import Way
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text


@page_rule(
    title=Text("外部链接都看得见", "Links to other sites can be seen"),
    severity=Severity.NOTE,
    source="link audit, section 7; 政府网站发展指引 (L5)",
    mark=Mark.GENERAL,
    applies=has_links,
)
def hidden_link(page: BuiltPage) -> Iterator[Problem]:
    for link in page.facts.links:
        if FLAG_HIDDEN in link.flags and page.way_of(link) is Way.EXTERNAL:
            problem = at_link(
                link,
                Text(
                    "外部链接被样式隐藏，疑似暗链", "a link to another site is hidden by its style"
                ),
                Text(
                    "核实来源；不需要就删除", "find out who put it there; remove it if nobody did"
                ),
            )
            yield replace(problem, outcome=Outcome.REVIEW)
