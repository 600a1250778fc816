"""The list of rules, for people, for programs, and for the manual."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from gongkai_checks.rule import Rule
from gongkai_model.messages import Text

SCHEMA_NAME = "gongkai-rules/1"


def rules_as_json(rules: Iterable[Rule]) -> str:
    """Return the rules as JSON."""
    return (
        json.dumps(
            {"schema": SCHEMA_NAME, "rules": [_rule(rule) for rule in rules]},
            ensure_ascii=False,
            indent=1,
        )
        + "\n"
    )


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "family": rule.family,
        "stage": str(rule.stage),
        "severity": str(rule.severity),
        "titles": {"zh": rule.title.zh, "en": rule.title.en},
        "source": rule.source,
        "mark": str(rule.mark),
        "foreign": {catalogue: list(ids) for catalogue, ids in rule.foreign.items()},
    }


def rules_as_text(rules: Iterable[Rule], language: str) -> str:
    """Return one line for each rule."""
    return "".join(f"{rule.id}  {rule.severity}  {rule.title.say(language)}\n" for rule in rules)


def rule_as_text(rule: Rule, language: str) -> str:
    """Return the page of the manual on one rule."""
    told = Text(
        f"{rule.id}（{rule.severity}，{rule.stage}）\n{rule.title.zh}\n依据：{rule.source}（{rule.mark}）",
        f"{rule.id} ({rule.severity}, {rule.stage})\n{rule.title.en}\n"
        f"source: {rule.source} ({rule.mark})",
    ).say(language)
    return f"{told}\n\n{rule.manual}\n"
