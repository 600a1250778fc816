"""No acceptance in the baseline has expired.

## Why
A known fault is accepted for a time, by somebody, for a reason. When the time is over it counts
again.

## How to fix
Mend the fault and remove the entry, or set another day.
"""

from collections.abc import Iterator

from gongkai_checks.finding import Problem
from gongkai_checks.rule import Mark, site_rule
from gongkai_checks.site import BuiltSite
from gongkai_model.messages import Severity, Text


@site_rule(
    title=Text("没有到期的豁免", "No acceptance has expired"),
    severity=Severity.ERROR,
    source="link audit, section 10",
    mark=Mark.VERIFIED,
    applies=lambda site: bool(site.expired),
)
def expired_acceptance(site: BuiltSite) -> Iterator[Problem]:
    for entry in site.expired:
        yield Problem(
            Text(f"已接受的问题到期：{entry}", f"an acceptance has expired: {entry}"),
            Text("改正问题，或重新定期限", "mend it, or set another day"),
            group=str(entry),
        )
