"""Every column holds something.

## Why
A column that has never offered anything counts as blank in the inspection; five of them fail the
site. What cannot be kept up is to be merged or closed.

## How to fix
Publish in it, join it with another one, or take it off the site. While it is being prepared, say so
on its page (建设中, 筹备中), or give it that type in the site profile: it is then skipped.
"""

from collections.abc import Iterator

from gongkai_checks.finding import Problem
from gongkai_checks.rule import Mark, site_rule
from gongkai_checks.site import BuiltSite
from gongkai_model.messages import Severity, Text


@site_rule(
    title=Text("没有空白栏目", "No column is blank"),
    severity=Severity.ERROR,
    source="国办秘函〔2019〕19号, 栏目不更新; rules reference, V4c and D2",
    mark=Mark.VERIFIED,
    applies=lambda site: bool(site.columns),
)
def blank_column(site: BuiltSite) -> Iterator[Problem]:
    for column in site.columns:
        if column.blank and not column.preparation:
            yield Problem(
                Text(f"空白栏目：“{column.name}”", f"the column {column.name!r} is blank"),
                Text("发布内容，或合并、撤下栏目", "publish in it, or merge or close it"),
                value=column.name,
                group=column.page,
                page=column.page,
            )
