"""Document numbers are written in their form: 国办发〔2022〕8号.

## Why
A number in other brackets, with 第 or with zeros in front is not found by a search for the right
one. The form is that of official documents: year in six-cornered brackets, serial without 第.

## How to fix
Write 〔 〕 around the year. In an official text compare the original first: what the document
itself says is not changed.
"""

import re
from collections.abc import Iterator

from gongkai_checks.finding import Outcome, Problem
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text

# Numbers of courts and permits (…字（2015）第1号) have a form of their own.
_NUMBER = re.compile(
    r"(?P<code>[\u3400-\u9fff]{0,7}(?!字)[\u3400-\u9fff]) ?"
    r"[〔\[（(【［﹝] ?(?P<year>(?:19|20)[0-9]{2}) ?[〕\]）)】］﹞]"
    r" ?第? ?(?P<serial>[0-9]{1,6}) ?号"
)


@page_rule(
    title=Text("发文字号形式规范", "Document numbers have their form"),
    severity=Severity.WARNING,
    source="GB/T 9704-2012, 7.2.5",
    mark=Mark.SECONDARY,
    applies=lambda page: page.html,
)
def document_number(page: BuiltPage) -> Iterator[Problem]:
    for match in _NUMBER.finditer(page.text.text):
        seen = match[0][len(match["code"]) :]
        right = f"〔{match['year']}〕{match['serial'].lstrip('0')}号"
        if seen.replace(" ", "") == right:
            continue  # a blank is a matter of layout
        yield Problem(
            Text(f"发文字号形式不对？{match[0]!r}", f"a document number? {match[0]!r}"),
            Text(f"核对原文；规范写法是“{right}”", f"look at the original; the form is {right!r}"),
            *page.text.place(match.end("code")),
            value=match[0],
            outcome=Outcome.REVIEW,
        )
