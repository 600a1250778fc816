"""The report as JUnit XML, for build servers."""

from __future__ import annotations

import re
from collections import defaultdict
from html import escape

from gongkai_checks.finding import Audit, Outcome, Result
from gongkai_checks.reports.wording import OUTCOMES, place, safe
from gongkai_model.messages import Severity

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_junit(audit: Audit, language: str) -> str:
    """Return a test case for each rule that ran; errors fail it, what was not decided skips it."""
    found: dict[str, list[Result]] = defaultdict(list)
    for result in audit.results:
        found[result.rule].append(result)
    cases = [_case(rule, found[rule], language) for rule in sorted({*audit.coverage.rules, *found})]
    failures = sum("<failure" in case for case in cases)
    skipped = sum("<skipped" in case for case in cases)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites><testsuite name="gongkai check" tests="{len(cases)}" '
        f'failures="{failures}" errors="0" skipped="{skipped}">\n'
        + "\n".join(cases)
        + "\n</testsuite></testsuites>\n"
    )


def _case(rule: str, results: list[Result], language: str) -> str:
    family, _, name = rule.partition("/")
    opening = f'<testcase classname="{escape(family)}" name="{escape(name)}"'
    errors = [r for r in results if r.severity is Severity.ERROR and r.outcome is Outcome.FAIL]
    others = [r for r in results if r not in errors]
    inside = ""
    if errors:
        title = escape(_clean(errors[0].message.say(language)))
        inside += f'<failure message="{title}">{_lines(errors, language)}</failure>'
    elif any(r.outcome is not Outcome.FAIL for r in results):
        inside += f'<skipped message="{escape(OUTCOMES[results[0].outcome].say(language))}"/>'
    if others:
        inside += f"<system-out>{_lines(others, language)}</system-out>"
    return f"{opening}>{inside}</testcase>" if inside else f"{opening}/>"


def _lines(results: list[Result], language: str) -> str:
    told = (
        f"{place(r.place)}: {r.message.say(language)} (x{r.count}) - {r.remedy.say(language)}"
        for r in results
    )
    return escape("\n".join(_clean(line) for line in told))


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", safe(text))
