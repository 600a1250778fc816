"""The report as a table that Excel and WPS open with a double click."""

import csv
import io

from gongkai_checks.finding import Audit
from gongkai_checks.reports.wording import OUTCOMES, SEVERITIES, safe
from gongkai_model.messages import Text

_HEADS = (
    *(Text("编号", "id"), Text("规则", "rule"), Text("程度", "severity"), Text("结论", "outcome")),
    *(Text("页面", "page"), Text("行", "line"), Text("列", "column"), Text("原文", "value")),
    *(Text("问题", "message"), Text("改法", "remedy"), Text("处数", "count")),
)
# What a spreadsheet would take for a formula at the beginning of a cell.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(audit: Audit, language: str) -> str:
    """Return one line for each finding; begins with a byte order mark."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([head.say(language) for head in _HEADS])
    for result in audit.results:
        page, line, column, value = result.place
        writer.writerow(
            [
                *(result.id, result.rule, SEVERITIES[result.severity].say(language)),
                *(OUTCOMES[result.outcome].say(language), _cell(page), line or "", column or ""),
                *(_cell(value), _cell(result.message.say(language))),
                *(_cell(result.remedy.say(language)), result.count),
            ]
        )
    return "\ufeff" + text.getvalue()


def _cell(text: str | None) -> str:
    shown = safe(text or "")
    return f"'{shown}" if shown.startswith(_FORMULA) else shown
