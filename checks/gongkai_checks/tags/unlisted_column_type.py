"""ColumnType is one of the listed types.

## Why
The list is open, and practice differs; a listed type is what services understand.

## How to fix
Take the type from the list where one fits.
"""

import re
from collections.abc import Iterator

from gongkai_checks.finding import Problem
from gongkai_checks.labels import COLUMN_TYPES, is_shown, label
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text

_BETWEEN = re.compile("[,，、;；] *")


@page_rule(
    title=Text("ColumnType 取自所列类别", "ColumnType is one of the listed types"),
    severity=Severity.NOTE,
    source="国办发〔2017〕47号, annex on page labels",
    mark=Mark.SECONDARY,
    applies=lambda page: is_shown(page) and label(page, "ColumnType") is not None,
)
def unlisted_column_type(page: BuiltPage) -> Iterator[Problem]:
    meta = label(page, "ColumnType")
    told = ((meta.content if meta else None) or "").strip()
    if meta and told and not COLUMN_TYPES.issuperset(_BETWEEN.split(told)):
        yield Problem(
            Text(
                f"ColumnType 不在所列类别中：{told!r}", f"ColumnType is not on the list: {told!r}"
            ),
            Text("有合适的类别就用它", "take a listed type where one fits"),
            meta.line,
            meta.column,
            meta.content,
            group=told,
        )
