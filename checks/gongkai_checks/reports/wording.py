"""What reports call things, in both languages."""

from gongkai_checks.finding import Audit, Outcome, Sample
from gongkai_model.messages import Severity, Text, printable

SEVERITIES = {
    Severity.ERROR: Text("错误", "error"),
    Severity.WARNING: Text("警告", "warning"),
    Severity.NOTE: Text("提示", "note"),
}
OUTCOMES = {
    Outcome.PASS: Text("通过", "pass"),
    Outcome.FAIL: Text("不通过", "fail"),
    Outcome.NOT_APPLICABLE: Text("不适用", "not applicable"),
    Outcome.NOT_MEASURED: Text("未测", "not measured"),
    Outcome.BLOCKED: Text("被拦", "blocked"),
    Outcome.REVIEW: Text("待人工判断", "for review"),
}


def place(sample: Sample) -> str:
    """Return ``path:line:column``, as far as it is known; safe to print."""
    told = sample.page or "-"
    if sample.line:
        told += f":{sample.line}:{sample.column}"
    return safe(told)


def safe(text: str) -> str:
    """Return text without what a terminal obeys, on one line, and without lone surrogates."""
    shown = printable(text).replace("\n", "\\n").replace("\t", "\\t")
    return shown.encode("utf-8", "backslashreplace").decode()


def summary(audit: Audit) -> Text:
    """Return what was looked at and found, in one sentence."""
    coverage = audit.coverage
    errors, warnings, notes = (audit.count(severity) for severity in Severity)
    other = len(audit.results) - errors - warnings - notes
    return Text(
        f"共 {coverage.pages} 个页面，检查了 {coverage.tested} 个；错误 {errors}，警告 {warnings}，"
        f"提示 {notes}，其他（待判断、未测）{other}",
        f"{coverage.tested} of {coverage.pages} pages tested: {errors} error(s), "
        f"{warnings} warning(s), {notes} note(s), {other} not measured or for review",
    )
