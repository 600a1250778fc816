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


LABELS = """
<meta name="SiteName" content="示例"><meta name="SiteDomain" content="www.shili.example">
<meta name="SiteIDCode" content="3600000000"><meta name="ColumnName" content="栏目">
<meta name="ColumnDescription" content="说明"><meta name="ColumnKeywords" content="词">
<meta name="ColumnType" content="政策文件"><meta name="ArticleTitle" content="题">
<meta name="PubDate" content="2026-05-18 10:19"><meta name="ContentSource" content="示例">
"""
PAGE = """
<main><h1 id="a">题</h1><p><a href="../about/#here">x</a> <a href="#a">x</a>
<a href="https://a.example/">x</a> <a href="mailto:a@b.example">x</a> <a href="tel:12345">x</a>
<img src="../img/a.png" alt="x"></main><footer>京ICP备19054529号-1</footer>
"""


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_says_nothing_about_a_good_page(rule, look):
    found = look(rule.id, PAGE, head=f"<title>题</title>{LABELS}")
    assert [result for result in found if result[0] == "docs/page.html"] == []
