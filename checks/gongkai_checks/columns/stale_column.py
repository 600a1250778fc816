"""Columns are updated in time.

## Why
News go two weeks at most, notices and policies six months, staff and plans a year. Five columns out
of date fail the site. What has no date that a reader sees counts as not updated. Dates to come do
not count.

The age is reckoned on the day given with ``--as-of``, else on the build date that a site made by
gongkai names; where there is neither, it is not measured. Which columns have which limit is in the
file for ``--rules``.

## How to fix
Publish in it, join it with another one, or take it off the site; show the date beside every item.
"""

from collections.abc import Iterator

from gongkai_checks.finding import Outcome, Problem
from gongkai_checks.rule import Mark, site_rule
from gongkai_checks.site import BuiltSite
from gongkai_model.messages import Severity, Text


@site_rule(
    title=Text("栏目按期更新", "Columns are updated in time"),
    severity=Severity.ERROR,
    source="国办秘函〔2019〕19号, 栏目不更新; rules reference, V4a, D1 and D5",
    mark=Mark.VERIFIED,
    applies=lambda site: any(column.is_due for column in site.columns),
)
def stale_column(site: BuiltSite) -> Iterator[Problem]:
    if site.day is None:
        yield Problem(
            Text("不知道以哪天计算，没有检查更新", "nothing tells the day: updates not measured"),
            Text("用 --as-of 写明日期", "name the day with --as-of"),
            outcome=Outcome.NOT_MEASURED,
        )
        return
    fix = Text("发布新内容，或合并、撤下栏目", "publish in it, or merge or close it")
    for column in site.columns:
        if column.window is None or not column.is_due:
            continue
        length = column.window.text
        updated = column.updated_on(site.day)
        if updated is None:
            what = Text(
                f"栏目“{column.name}”没有一条内容写明发布日期，视为未更新（期限 {length.zh}）",
                f"the column {column.name!r} shows no date of publication, which counts as not "
                f"updated (limit: {length.en})",
            )
        elif column.window.over_on(updated) <= site.day:
            over = column.window.over_on(updated)
            what = Text(
                f"栏目“{column.name}”最近更新 {updated}，期限 {length.zh}，{over} 起超期",
                f"the column {column.name!r} was last updated on {updated}; its limit of "
                f"{length.en} is over since {over}",
            )
        else:
            continue
        value = updated.isoformat() if updated else None
        yield Problem(what, fix, value=value, group=column.page, page=column.page)
