"""Columns: what 栏目 says, and every mistake in it."""

import pytest

BASE = {
    "名称": "政策文件",
    "说明": "本市的文件",
    "关键词": "政策、文件",
    "收录": "[规章, 政策解读]",
}


def write(content, **entries):
    lines = [f"  {name}: {value}" for name, value in (BASE | entries).items() if value is not None]
    content.write("policies/index.md", "\n".join(["---", "栏目:", *lines, "---", "# 政策"]))


def test_reads_every_entry(content):
    write(content, 栏目类型="政策文件", 更新周期="2周", 责任单位="gov")
    column = content.read().columns["policies"]
    assert (column.name, column.keywords, column.type) == ("政策文件", ("政策", "文件"), "政策文件")
    assert column.update_days == 14
    assert column.owner is not None
    assert column.owner.name == "示例市人民政府"
    assert [kind.name for kind in column.kinds] == ["规章", "政策解读"]


def test_the_type_is_that_of_its_first_kind(content):
    write(content, 收录="[政策解读, 规章]")
    assert content.read().columns["policies"].type == "政策解读"


@pytest.mark.parametrize(
    ("text", "days"), [("30天", 30), ("6个月", 180), ("1年", 365), ("2 weeks", 14)]
)
def test_reads_update_windows(content, text, days):
    write(content, 更新周期=text)
    assert content.read().columns["policies"].update_days == days


@pytest.mark.parametrize("name", ["名称", "说明", "关键词", "收录"])
@pytest.mark.parametrize("value", [None, "", "[]"])
def test_what_the_tags_are_made_of_is_needed(content, name, value):
    is_text = name in {"名称", "说明"}
    word = "不是列表" if value == "[]" and is_text else f"栏目缺少{name}"
    write(content, **{name: value})
    assert any(word in m.what.zh for m in content.mistakes())


@pytest.mark.parametrize(
    ("entries", "line", "word"),
    [
        ({"更新周期": "常常"}, 7, "'常常'"),
        ({"更新周期": "0天"}, 7, "'0天'"),
        ({"责任单位": "某局"}, 7, "“某局”"),
        ({"名称": "<b>政策</b>"}, 3, "“名称”里不能有 <"),
        ({"说明": "'a > b'"}, 4, "“说明”里不能有 >"),
        ({"关键词": "[政策, '</title>']"}, 5, "“关键词”里不能有 <"),
        ({"收录": "[规章, 公报]"}, 6, "“公报”"),
        ({"收录": "[规章，政策解读]"}, 6, "“规章，政策解读”"),
        ({"name": "甲"}, 7, "“name”写了两次"),
        ({"主题": "甲"}, 7, "“主题”"),
    ],
)
def test_says_what_is_wrong_and_where(content, entries, line, word):
    write(content, **entries)
    said = content.said()
    assert said.startswith(f"content/policies/index.md:{line} ")
    assert word in said


def test_says_all_mistakes_at_once(content):
    write(content, 名称=None, 收录="[公报]", 更新周期="常常", 责任单位="某局")
    assert [m.at.line for m in content.mistakes()] == [3, 5, 6, 7]


def test_a_column_that_is_no_mapping_is_an_error(content):
    content.write("policies/index.md", "---\n栏目: 政策文件\n---\n")
    assert "“栏目”下面没有各项" in content.said()
