"""PubDate is a real time in the form YYYY-MM-DD HH:MM.

## Why
What has no readable date counts as not updated. Seconds, a 12-hour clock or a form of one's own
cannot be compared; a date in the future is taken for forged.

## How to fix
Write it as 2026-05-18 10:19. A day alone is accepted with a warning.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from gongkai_checks.facts import Meta
from gongkai_checks.finding import Problem
from gongkai_checks.labels import is_shown, label
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}")


@page_rule(
    title=Text(
        "PubDate 写成 YYYY-MM-DD HH:MM，且真实",
        "PubDate is a real time in the form YYYY-MM-DD HH:MM",
    ),
    severity=Severity.ERROR,
    source="国办发〔2017〕47号, annex on page labels",
    mark=Mark.SECONDARY,
    applies=lambda page: is_shown(page) and label(page, "PubDate") is not None,
)
def bad_publication_date(page: BuiltPage) -> Iterator[Problem]:
    meta = label(page, "PubDate")
    told = ((meta.content if meta else None) or "").strip()
    if not meta or not told:
        return
    if _DAY.fullmatch(told) and _real(f"{told} 00:00"):
        what = Text(f"PubDate 只有日期：{told!r}", f"PubDate is a day alone: {told!r}")
        yield _problem(meta, what, "day alone", Severity.WARNING)
    elif not _TIME.fullmatch(told) or not _real(told):
        what = Text(f"PubDate 形式不对：{told!r}", f"not the form of PubDate: {told!r}")
        yield _problem(meta, what, told, None)
    if told[:10] > page.day.isoformat() and _DAY.fullmatch(told[:10]):
        what = Text(f"PubDate 在将来：{told!r}", f"PubDate is in the future: {told!r}")
        yield _problem(meta, what, f"{told} to come", None)


def _problem(meta: Meta, what: Text, group: str, severity: Severity | None) -> Problem:
    fix = Text("写成 2026-05-18 10:19", "write it as 2026-05-18 10:19")
    return Problem(what, fix, meta.line, meta.column, meta.content, group=group, severity=severity)


def _real(told: str) -> bool:
    """Tell whether there is such a day and time."""
    try:
        datetime.strptime(told, "%Y-%m-%d %H:%M")  # noqa: DTZ007 - the zone does not matter here
    except ValueError:
        return False
    return True
