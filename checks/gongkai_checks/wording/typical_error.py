"""Typical errors do not occur.

## Why
Inspections publish the slips they keep finding: a wrong character in the name of the state or of a
campaign. The list is theirs, and short; a portal adds its own in the file for ``--rules``.

## How to fix
See whether it is a slip. In an official text compare the original first: what the document itself
says is not changed. A word that is right here can be accepted in the baseline.
"""

from collections.abc import Iterator

from gongkai_checks.finding import Outcome, Problem
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text


@page_rule(
    title=Text("没有通报过的典型错误", "No error that inspections have published"),
    severity=Severity.WARNING,
    source="published cases of inspections; rules reference, D6 and D7",
    mark=Mark.SECONDARY,
    applies=lambda page: page.html,
)
def typical_error(page: BuiltPage) -> Iterator[Problem]:
    for wrong, right in page.measures.wording.errors.items():
        inside = right.find(wrong)
        for offset in page.text.find(wrong):
            if inside >= 0 and page.text.text.startswith(right, max(offset - inside, 0)):
                continue  # a list may ask for the longer form of a name
            yield Problem(
                Text(
                    f"疑似错误：“{wrong}”，应为“{right}”？",
                    f"an error? {wrong!r} where {right!r} is meant",
                ),
                Text("核对原文后改正", "correct it after a look at the original"),
                *page.text.place(offset),
                value=wrong,
                outcome=Outcome.REVIEW,
            )
