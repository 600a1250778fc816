"""wording/typical-error."""

from dataclasses import replace

import pytest

from gongkai_checks.measures import WordingMeasures, known_measures

RULE = "wording/typical-error"


@pytest.mark.parametrize(
    ("html", "value"),
    [
        ("<p>示例市人民攻府", "攻府"),
        ("<p>示例市人民攻<b>府</b>", "攻府"),
        ("<p>示例市人民攻\n  府", "攻府"),
        ("<p>&#25915;府", "攻府"),
        ("<img src=/img/a.png alt=中华人民共合国>", "中华人民共合国"),
        ("<td>中共人民共和国", "中共人民共和国"),
        ("<p>中华人民大和国", "中华人民大和国"),
        ("<p>扫黑险恶", "扫黑险恶"),
        ("<p>秸杆禁烧", "秸杆"),
    ],
)
def test_finds(look, html, value):
    assert look(RULE, html) == [("docs/page.html", value, "warning", "review")]


def test_finds_in_the_title(look):
    assert len(look(RULE, "<p>x", head="<title>秸杆</title>")) == 1


@pytest.mark.parametrize(
    "html",
    [
        "<p>中华人民共和国，秸秆，扫黑除恶，政府",
        "<p>主攻</p><p>府内</p>",
        "<p>主攻<br>府内",
        "<script>var a='攻府'</script>",
        "<!-- 攻府 --><p title=攻府>x",
    ],
)
def test_passes(look, html):
    assert look(RULE, html) == []


def test_goes_by_the_list_of_the_portal(judge):
    wording = WordingMeasures({"人民共和国": "中华人民共和国", "帐户": "账户"})
    measures = replace(known_measures(), wording=wording)
    page = '<meta charset="utf-8"><p>中华人民共和国 人民共和国 帐户 攻府'
    found = judge(RULE, {"a.html": page}, measures=measures)
    assert sorted(value for _, value, *_ in found) == ["人民共和国", "帐户"]


def test_does_not_apply_to_other_files(judge):
    assert judge(RULE, {"a.css": "/* 攻府 */"}) == []
