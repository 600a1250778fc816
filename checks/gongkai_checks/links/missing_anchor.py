"""Links to a part of a page lead to that part.

## Why
In laws and rules the part is the meaning of the link: one to article 13 that opens at the top of
the page cites nothing. Ids are compared as the HTML standard does: raw, then decoded, and letter
for letter.

## How to fix
Correct the part after ``#``, or give the place its id. Links that name an article, stand in a table
of contents or skip to the content are errors; others are warnings.
"""

from collections.abc import Iterator
from dataclasses import replace

from gongkai_checks.facts import FLAG_GUIDE, Kind
from gongkai_checks.finding import Problem
from gongkai_checks.pointing import at_link
from gongkai_checks.redirects import AT_ONCE_SECONDS
from gongkai_checks.rule import Mark, site_rule
from gongkai_checks.site import BuiltSite, Reference, leads_to
from gongkai_model.messages import Severity, Text


@site_rule(
    title=Text("指向页内位置的链接都有目标", "Links to a part of a page lead there"),
    severity=Severity.WARNING,
    source="link audit, section 5; HTML standard, scrolling to a fragment",
    mark=Mark.VERIFIED,
)
def missing_anchor(site: BuiltSite) -> Iterator[Problem]:
    for summary in site.pages.values():
        for reference in summary.references:
            if _dead(site, reference):
                yield _problem(reference)


def _dead(site: BuiltSite, reference: Reference) -> bool:
    if reference.file not in site.pages:
        return False  # it could not be read
    redirect = site.redirects.get(reference.file)
    if redirect is not None and redirect.seconds <= AT_ONCE_SECONDS:
        return False  # the page it sends to is judged, by links/lost-anchor
    return not leads_to(reference.fragment, site.names_of(reference.file))


def _problem(reference: Reference) -> Problem:
    link = reference.link
    where = "本页" if reference.file == reference.page else f"/{reference.file}"
    there = "this page" if reference.file == reference.page else f"/{reference.file}"
    grave = FLAG_GUIDE in link.flags or link.kind == Kind.SYMBOL
    problem = at_link(
        link,
        Text(f"{where} 里没有 #{reference.fragment}", f"no #{reference.fragment} on {there}"),
        Text("改正 # 后面的部分，或补上 id", "correct the part after #, or add the id"),
        group=f"{reference.file}#{reference.fragment}",
        severity=Severity.ERROR if grave else None,
    )
    return replace(problem, page=reference.page)
