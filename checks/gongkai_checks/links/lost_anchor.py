"""A part of a page named in a link is not lost in a redirect.

## Why
A page that sends the reader on does not hand the part after ``#`` to the next one.

## How to fix
Link directly to the final page and its part.
"""

from collections.abc import Iterator
from dataclasses import replace

from gongkai_checks.finding import Problem
from gongkai_checks.pointing import at_link
from gongkai_checks.redirects import AT_ONCE_SECONDS, End, follow
from gongkai_checks.rule import Mark, site_rule
from gongkai_checks.site import BuiltSite, leads_to
from gongkai_model.messages import Severity, Text


@site_rule(
    title=Text("跳转不丢失页内位置", "No part of a page is lost in a redirect"),
    severity=Severity.WARNING,
    source="link audit, section 4",
    mark=Mark.VERIFIED,
    applies=lambda site: bool(site.redirects),
)
def lost_anchor(site: BuiltSite) -> Iterator[Problem]:
    for summary in site.pages.values():
        for reference in summary.references:
            redirect = site.redirects.get(reference.file)
            if redirect is None or redirect.seconds > AT_ONCE_SECONDS:
                continue
            chain = follow(site, reference.file)
            if chain.end is not End.PAGE or chain.final is None:
                continue
            if not leads_to(reference.fragment, site.names_of(chain.final)):
                yield replace(
                    at_link(
                        reference.link,
                        Text(
                            f"跳转后丢失 #{reference.fragment}",
                            f"#{reference.fragment} is lost in a redirect",
                        ),
                        Text(f"直接链接到 /{chain.final}", f"link to /{chain.final} directly"),
                        group=f"{reference.file}#{reference.fragment}",
                    ),
                    page=reference.page,
                )
