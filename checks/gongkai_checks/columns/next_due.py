"""The day on which each column will be out of date is known.

## Why
An editor who knows the day publishes before it.

## How to fix
Publish in the column before that day.
"""

from collections.abc import Iterator

from gongkai_checks.finding import Outcome, Problem
from gongkai_checks.rule import Mark, site_rule
from gongkai_checks.site import BuiltSite
from gongkai_model.messages import Severity, Text


@site_rule(
    title=Text("各栏目将在哪天超期", "When each column will be out of date"),
    severity=Severity.NOTE,
    source="国办秘函〔2019〕19号, 栏目不更新; rules reference, D5",
    mark=Mark.VERIFIED,
    applies=lambda site: site.day is not None and any(column.is_due for column in site.columns),
)
def next_due(site: BuiltSite) -> Iterator[Problem]:
    for column in site.columns:
        updated = column.updated_on(site.day) if site.day and column.is_due else None
        if site.day is None or updated is None or column.window is None:
            continue
        over = column.window.over_on(updated)
        if over > site.day:
            yield Problem(
                Text(
                    f"栏目“{column.name}”最近更新 {updated}，不再更新则 {over} 起超期",
                    f"the column {column.name!r} was updated on {updated}; without another update "
                    f"it is out of date from {over}",
                ),
                Text(f"在 {over} 以前更新", f"update it before {over}"),
                value=over.isoformat(),
                group=column.page,
                page=column.page,
                outcome=Outcome.REVIEW,
            )
