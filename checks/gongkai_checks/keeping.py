"""An audit as JSON of our own, for the cache; what is published is in ``reports``."""

from __future__ import annotations

import json
from dataclasses import astuple
from typing import Any

from gongkai_checks.finding import Audit, Coverage, Outcome, Result, RuleCount, Sample
from gongkai_model.messages import Severity, Text


def audit_to_json(audit: Audit) -> str:
    """Return an audit as text."""
    return json.dumps(
        {
            "coverage": {
                "pages": audit.coverage.pages,
                "tested": audit.coverage.tested,
                "files": audit.coverage.files,
                "rules": {rule: astuple(count) for rule, count in audit.coverage.rules.items()},
                "not_run": {rule: _both(why) for rule, why in audit.coverage.not_run.items()},
                "stale": audit.coverage.stale,
            },
            "results": [
                [
                    *(result.id, result.rule, result.severity, result.outcome, result.place),
                    *(_both(result.message), _both(result.remedy)),
                    *(result.count, result.samples, result.source, result.template),
                ]
                for result in audit.results
            ],
        }
    )


def audit_from_json(text: str) -> Audit:
    """Return the audit that ``audit_to_json`` wrote."""
    data = json.loads(text)
    coverage = data["coverage"]
    return Audit(
        Coverage(
            pages=coverage["pages"],
            tested=coverage["tested"],
            files=coverage["files"],
            rules={rule: RuleCount(*counts) for rule, counts in coverage["rules"].items()},
            not_run={rule: Text(*why) for rule, why in coverage["not_run"].items()},
            stale=tuple(coverage["stale"]),
        ),
        tuple(_result(row) for row in data["results"]),
    )


def _both(text: Text) -> tuple[str, str]:
    return text.zh, text.en


def _result(row: list[Any]) -> Result:
    id_, rule, severity, outcome, place, message, remedy, count, samples, source, template = row
    return Result(
        id_,
        rule,
        Severity(severity),
        Outcome(outcome),
        Sample(*place),
        Text(*message),
        Text(*remedy),
        count,
        tuple(Sample(*sample) for sample in samples),
        source,
        template,
    )
