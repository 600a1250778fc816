"""A label is given once on a page.

## Why
Programs take the first one or the last; the two disagree sooner or later.

## How to fix
Remove the second one.
"""

from collections.abc import Iterator

from gongkai_checks.finding import Problem
from gongkai_checks.labels import ARTICLE, COLUMN, SITE, is_shown, labels
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text


@page_rule(
    title=Text("同一标签一页只写一次", "A label is given once on a page"),
    severity=Severity.WARNING,
    source="国办发〔2017〕47号, annex on page labels",
    mark=Mark.SECONDARY,
    applies=is_shown,
)
def repeated_label(page: BuiltPage) -> Iterator[Problem]:
    for name in (*SITE, *COLUMN, *ARTICLE):
        for meta in labels(page, name)[1:]:
            yield Problem(
                Text(f"标签重复：{name}", f"a label given twice: {name}"),
                Text("去掉多余的一个", "remove the second one"),
                meta.line,
                meta.column,
                meta.content,
                group=name,
            )
