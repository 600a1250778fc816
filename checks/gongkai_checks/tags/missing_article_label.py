"""Pages of content carry title, date and source.

## Why
Search services and the national register read these labels; a page where one is missing or empty
counts as not labelled.

## How to fix
Give the label its content in the configuration or the record; the theme of gongkai writes all of
them.
"""

from collections.abc import Iterator

from gongkai_checks.finding import Problem
from gongkai_checks.labels import ARTICLE, is_content, missing
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text


@page_rule(
    title=Text("内容页有标题、日期和来源标签", "Pages of content carry title, date and source"),
    severity=Severity.ERROR,
    source="国办发〔2017〕47号, annex on page labels",
    mark=Mark.SECONDARY,
    applies=is_content,
)
def missing_article_label(page: BuiltPage) -> Iterator[Problem]:
    for name in missing(page, ARTICLE):
        yield Problem(
            Text(f"缺少标签或内容为空：{name}", f"no label {name}, or it is empty"),
            Text(
                f'写上 <meta name="{name}" content="…">', f'give <meta name="{name}" content="…">'
            ),
            group=name,
        )
