"""Every item of a column shows when it was published.

## Why
Information without a date that a reader sees counts as not updated, whatever its labels say.

## How to fix
Show the day in the list beside the link, or on the page itself as 发布时间.
"""

from collections.abc import Iterator

from gongkai_checks.finding import Problem
from gongkai_checks.rule import Mark, site_rule
from gongkai_checks.site import BuiltSite
from gongkai_model.messages import Severity, Text


@site_rule(
    title=Text("栏目里的内容都写明发布日期", "Items of columns show their date of publication"),
    severity=Severity.WARNING,
    source="第一次全国政府网站普查评分表 (2015); rules reference, D1",
    mark=Mark.VERIFIED,
    applies=lambda site: any(column.is_due for column in site.columns),
)
def undated_item(site: BuiltSite) -> Iterator[Problem]:
    for column in site.columns:
        for entry in column.entries if column.is_due else ():
            if entry.own and entry.day is None:
                yield Problem(
                    Text(
                        f"栏目“{column.name}”的内容没有写明发布日期，视为未更新",
                        f"an item of the column {column.name!r} shows no date of publication, "
                        "which counts as not updated",
                    ),
                    Text("在列表或页面上写明日期", "show the day in the list or on the page"),
                    entry.item.line,
                    entry.item.column,
                    entry.item.url,
                    group=column.page,
                    page=column.page,
                )
