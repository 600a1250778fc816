"""wording/organ-name."""

from dataclasses import replace

import pytest

from gongkai_checks.measures import WordingMeasures, known_measures

RULE = "wording/organ-name"
ORGANS = (
    "示例市人民政府",
    "示例市人民政府办公室",
    "示例市住房和城乡建设局",
    "示例市市场监督管理局",
    "示例市南样镇人民政府",
    "示例市教育局",
)
KNOWN = replace(known_measures(), wording=WordingMeasures({}, ORGANS))


@pytest.mark.parametrize(
    "seen",
    [
        "示例市住房城乡建设局",
        "示例市住房和城乡建没局",
        "示例市住房和城乡建建设局",
        "示例市市场监管督理局",
        "示例市市场督监管理局",
        "示例市人民攻府",
        "示例市人民政府办公厅",
    ],
)
def test_finds(judge, seen):
    page = f'<meta charset="utf-8"><p>由{seen}负责'
    assert judge(RULE, {"a.html": page}, measures=KNOWN) == [("a.html", seen, "warning", "review")]


@pytest.mark.parametrize(
    "text",
    [
        *ORGANS,
        "示例市人民政府办公地点",
        "示例县人民政府",
        "示例市北样镇人民政府",
        "示例市体育局",
        "示例市住建局",
        "示例市人民",
        "示例市市场监督管理局局长",
    ],
)
def test_passes(judge, text):
    page = f'<meta charset="utf-8"><p>由{text}负责'
    assert judge(RULE, {"a.html": page}, measures=KNOWN) == []


def test_does_not_apply_without_a_register(judge):
    assert judge(RULE, {"a.html": '<meta charset="utf-8"><p>示例市住房城乡建设局'}) == []
