"""The report in SARIF 2.1.0, for code hosts and editors."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from gongkai_checks.finding import Audit, Outcome, Result, Sample
from gongkai_checks.reports.wording import safe
from gongkai_checks.rule import Rule, all_rules

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_KINDS = {
    Outcome.FAIL: "fail",
    Outcome.REVIEW: "review",
    Outcome.NOT_MEASURED: "open",
    Outcome.BLOCKED: "open",
}


def as_sarif(audit: Audit, language: str) -> str:
    """Return the findings as SARIF; paths are relative to the site's folder."""
    used = {result.rule for result in audit.results}
    rules = [rule for rule in all_rules() if rule.id in used]
    numbers = {rule.id: number for number, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "gongkai",
                "rules": [_rule(rule, language) for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SITE": {"description": {"text": "the site's folder"}}},
        "results": [_result(result, numbers, language) for result in audit.results],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _rule(rule: Rule, language: str) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title.say(language)},
        "help": {"text": rule.manual, "markdown": rule.manual},
        "defaultConfiguration": {"level": str(rule.severity)},
        "properties": {"source": rule.source, "mark": str(rule.mark)},
    }


def _result(result: Result, numbers: dict[str, int], language: str) -> dict[str, Any]:
    failed = result.outcome is Outcome.FAIL
    fact, remedy = safe(result.message.say(language)), safe(result.remedy.say(language))
    told: dict[str, Any] = {
        "ruleId": result.rule,
        "kind": _KINDS[result.outcome],
        "level": str(result.severity) if failed else "none",
        "message": {"text": f"{fact}\n{remedy}"},
        "locations": [_location(result.place)] if result.place.page else [],
        "occurrenceCount": result.count,
        "partialFingerprints": {"gongkai/1": result.id},
    }
    if result.rule in numbers:
        told["ruleIndex"] = numbers[result.rule]
    others = [sample for sample in result.samples[1:] if sample.page]
    if others:
        told["relatedLocations"] = [_location(sample) for sample in others]
    return told


def _location(sample: Sample) -> dict[str, Any]:
    path = quote((sample.page or "").encode("utf-8", "surrogateescape"))
    physical: dict[str, Any] = {"artifactLocation": {"uri": path, "uriBaseId": "SITE"}}
    if sample.line:
        physical["region"] = {"startLine": sample.line, "startColumn": max(sample.column, 1)}
    return {"physicalLocation": physical}
