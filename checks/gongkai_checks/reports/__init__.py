"""Reports: an audit as text of some form; each is a function of the audit and the language."""

from collections.abc import Callable, Mapping

from gongkai_checks.finding import Audit
from gongkai_checks.reports.as_csv import as_csv
from gongkai_checks.reports.as_github import as_github
from gongkai_checks.reports.as_html import as_html
from gongkai_checks.reports.as_json import as_json
from gongkai_checks.reports.as_junit import as_junit
from gongkai_checks.reports.as_sarif import as_sarif
from gongkai_checks.reports.as_text import as_text

FORMATS: Mapping[str, Callable[[Audit, str], str]] = {
    "text": as_text,
    "json": as_json,
    "sarif": as_sarif,
    "junit": as_junit,
    "csv": as_csv,
    "html": as_html,
    "github": as_github,
}

__all__ = ["FORMATS"]
