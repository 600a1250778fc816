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


LABELS = "".join(
    f'<meta name="{name}" content="{content}">'
    for name, content in {
        **{"SiteName": "示例", "SiteDomain": "www.shili.example", "SiteIDCode": "3600000000"},
        **{"ColumnName": "栏目", "ColumnDescription": "说明", "ColumnKeywords": "词"},
        **{"ColumnType": "政策文件", "ArticleTitle": "题", "PubDate": "2026-05-18 10:19"},
        "ContentSource": "示例",
    }.items()
)
PAGE = """
<main><h1 id="a">题</h1><p><a href="../about/#here">x</a> <a href="#a">x</a>
<a href="https://a.example/">x</a> <a href="mailto:a@b.example">x</a> <a href="tel:12345">x</a>
<img src="../img/a.png" alt="x"></main><footer>京ICP备19054529号-1</footer>
"""


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_says_nothing_about_a_good_page(rule, look):
    found = look(rule.id, PAGE, head=f"<title>题</title>{LABELS}")
    assert [result for result in found if result[0] == "docs/page.html"] == []
