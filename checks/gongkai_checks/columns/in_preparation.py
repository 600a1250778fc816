"""Columns in preparation are named, and not judged.

## Why
A column whose page says that it is being prepared, or whose type in the site profile says so, is
neither blank nor out of date yet. An inspection may see that otherwise, so each one is listed.

## How to fix
Open it with its first items, or take it off the site until then.
"""

from collections.abc import Iterator

from gongkai_checks.finding import Outcome, Problem
from gongkai_checks.rule import Mark, site_rule
from gongkai_checks.site import BuiltSite
from gongkai_model.messages import Severity, Text


@site_rule(
    title=Text("在建栏目逐一列出", "Columns in preparation are listed"),
    severity=Severity.NOTE,
    source="国办发〔2017〕47号; rules reference, C7",
    mark=Mark.GENERAL,
    applies=lambda site: any(column.preparation for column in site.columns),
)
def in_preparation(site: BuiltSite) -> Iterator[Problem]:
    for column in site.columns:
        if column.preparation:
            yield Problem(
                Text(
                    f"栏目“{column.name}”写明在建（{column.preparation}），没有检查",
                    f"the column {column.name!r} is in preparation ({column.preparation}): skipped",
                ),
                Text("开通前不要放在网站上", "keep it off the site until it opens"),
                value=column.preparation,
                group=column.page,
                page=column.page,
                outcome=Outcome.NOT_MEASURED,
            )
