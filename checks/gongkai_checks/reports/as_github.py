"""The report as annotation lines, which GitHub shows beside the changed files."""

from gongkai_checks.finding import Audit, Outcome
from gongkai_checks.reports.wording import safe, summary
from gongkai_model.messages import Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def as_github(audit: Audit, language: str) -> str:
    """Return one workflow command for each finding."""
    lines = []
    for result in audit.results:
        failed = result.outcome is Outcome.FAIL
        command = _COMMANDS[result.severity] if failed else "notice"
        properties = [f"title={_property(result.rule)}"]
        if result.place.page:
            properties.insert(0, f"file={_property(result.place.page)}")
        if result.place.line:
            properties += [f"line={result.place.line}", f"col={result.place.column}"]
        fact, remedy = result.message.say(language), result.remedy.say(language)
        lines.append(f"::{command} {','.join(properties)}::{_data(f'{fact} - {remedy}')}")
    lines.append(f"::notice title=gongkai check::{_data(summary(audit).say(language))}")
    return "\n".join(lines) + "\n"


def _data(text: str) -> str:
    return safe(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
