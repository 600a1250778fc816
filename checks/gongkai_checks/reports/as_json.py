"""The report for programs, and its schema."""

from __future__ import annotations

import json
from typing import Any

from gongkai_checks.finding import Audit, Result, Sample
from gongkai_checks.reports.wording import safe

SCHEMA_NAME = "gongkai-check/1"


def as_json(audit: Audit, language: str) -> str:
    """Return the findings as JSON, in the published schema."""
    coverage = audit.coverage
    return (
        json.dumps(
            {
                "schema": SCHEMA_NAME,
                "coverage": {
                    "pages": {"known": coverage.pages, "tested": coverage.tested},
                    "files": coverage.files,
                    "rules": {
                        rule: {
                            "pass": count.passed,
                            "fail": count.failed,
                            "not-applicable": count.not_applicable,
                        }
                        for rule, count in coverage.rules.items()
                    },
                    "not_run": [
                        {"rule": rule, "reason": why.say(language)}
                        for rule, why in coverage.not_run.items()
                    ],
                    "stale_acceptances": list(coverage.stale),
                },
                "results": [_result(result, language) for result in audit.results],
            },
            ensure_ascii=False,
            indent=1,
        )
        .encode("utf-8", "backslashreplace")
        .decode()
        + "\n"
    )


def _result(result: Result, language: str) -> dict[str, Any]:
    return {
        "id": result.id,
        "rule": result.rule,
        "severity": str(result.severity),
        "outcome": str(result.outcome),
        **_sample(result.place),
        "source": result.source,
        "template": result.template,
        "message": safe(result.message.say(language)),
        "remedy": safe(result.remedy.say(language)),
        "count": result.count,
        "samples": [_sample(sample) for sample in result.samples],
    }


def _sample(sample: Sample) -> dict[str, Any]:
    return {
        "page": sample.page,
        "line": sample.line or None,
        "column": sample.column or None,
        "value": sample.value,
    }


def _nullable(kind: str) -> dict[str, Any]:
    return {"type": [kind, "null"]}


_PLACE: dict[str, Any] = {
    "page": _nullable("string"),
    "line": _nullable("integer"),
    "column": _nullable("integer"),
    "value": _nullable("string"),
}
_COUNT = {"type": "integer", "minimum": 0}
_SOURCE = {
    "type": ["object", "null"],
    "properties": {
        "file": {"type": "string"},
        "line": {"type": "integer"},
        "column": {"type": "integer"},
    },
}

SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "gongkai check --format json",
    "type": "object",
    "required": ["schema", "coverage", "results"],
    "additionalProperties": False,
    "properties": {
        "schema": {"const": SCHEMA_NAME},
        "coverage": {
            "type": "object",
            "required": ["pages", "files", "rules", "not_run", "stale_acceptances"],
            "properties": {
                "pages": {
                    "type": "object",
                    "required": ["known", "tested"],
                    "properties": {"known": _COUNT, "tested": _COUNT},
                },
                "files": _COUNT,
                "rules": {
                    "type": "object",
                    "additionalProperties": {
                        "type": "object",
                        "required": ["pass", "fail", "not-applicable"],
                        "additionalProperties": _COUNT,
                    },
                },
                "not_run": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["rule", "reason"],
                        "additionalProperties": {"type": "string"},
                    },
                },
                "stale_acceptances": {"type": "array", "items": {"type": "string"}},
            },
        },
        "results": {
            "type": "array",
            "items": {
                "type": "object",
                "required": [
                    *("id", "rule", "severity", "outcome", "page", "line", "column", "value"),
                    *("source", "template", "message", "remedy", "count", "samples"),
                ],
                "additionalProperties": False,
                "properties": {
                    "id": {"type": "string"},
                    "rule": {"type": "string"},
                    "severity": {"enum": ["error", "warning", "note"]},
                    "outcome": {"enum": ["fail", "not-measured", "blocked", "review"]},
                    **_PLACE,
                    "source": _SOURCE,
                    "template": _nullable("string"),
                    "message": {"type": "string"},
                    "remedy": {"type": "string"},
                    "count": {"type": "integer", "minimum": 1},
                    "samples": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["page", "line", "column", "value"],
                            "additionalProperties": False,
                            "properties": _PLACE,
                        },
                    },
                },
            },
        },
    },
}
