"""Regions of editors' pages."""

import pytest

from gongkai_model.columns import Column
from gongkai_model.messages import FileMessages
from gongkai_render.regions import MARK, Region, mark_regions

COLUMNS = {"policies": Column("policies", "政策", "", (), "政策文件", None, None, ())}


def _mark(markdown, own=None):
    messages = []
    text, regions = mark_regions(markdown, 5, COLUMNS, own, FileMessages("p.md", messages))
    return text, regions, messages


@pytest.mark.parametrize(
    ("written", "region"),
    [
        ("{{ 列表 policies }}", Region("list", "policies")),
        ("{{list policies}}", Region("list", "policies")),
        ("{{ 最新 policies 8 }}", Region("newest", "policies", 8)),
        ("{{ 最新 /policies/ 3 }}", Region("newest", "policies", 3)),
        ("共 {{ 数量 policies }} 件", Region("count", "policies")),
    ],
)
def test_reads_regions(written, region):
    text, regions, messages = _mark(written)
    assert regions == (region,)
    assert f"{MARK}0-end" in text
    assert messages == []


def test_leaves_other_braces_alone():
    assert _mark("{{ page.title }} {{ 别的 x }} {{") == ("{{ page.title }} {{ 别的 x }} {{", (), [])


def test_a_column_page_gets_its_list_unless_it_has_one():
    assert _mark("欢迎", "policies")[1] == (Region("list", "policies"),)
    assert _mark("{{ 列表 }}\n\n后记", "policies")[1] == (Region("list", "policies"),)


@pytest.mark.parametrize("written", ["{{ 列表 nowhere }}", "{{ 最新 }}", "{{ 列表 policies x }}"])
def test_an_unknown_column_has_a_place_and_a_remedy(written):
    _, regions, (message,) = _mark(f"第一行\n{written}")
    assert regions == ()
    assert message.at.line == 6
    assert "policies" in message.fix.zh


def test_a_list_within_a_line_is_a_mistake():
    _, _, (message,) = _mark("见 {{ 列表 policies }}")
    assert "单独写一行" in message.fix.zh
