"""Promises that hold for every rule, those not yet written included."""

from pathlib import Path

import pytest

from gongkai_checks.rule import all_rules

TESTS = Path(__file__).parent


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_rule_is_complete(rule):
    family, name = rule.id.split("/")
    assert "## Why" in rule.manual
    assert "## How to fix" in rule.manual
    assert rule.source
    assert rule.title.zh != rule.title.en
    assert (TESTS / family / f"test_{family}_{name.replace('-', '_')}.py").exists()


def test_ids_are_given_once():
    names = [rule.id for rule in all_rules()]
    assert names == sorted(set(names))


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_says_nothing_about_a_plain_page(rule, look):
    if rule.family == "tags":
        pytest.skip("a page without labels is what they are about; their own tests have one with")
    assert look(rule.id, '<main><p><a href="../about/">x</a>') == []
