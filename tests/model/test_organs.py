"""The register of organs, and every mistake in it."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_model.messages import Message
from gongkai_model.organs import Organ, Register, read_organs


def read(text: str) -> tuple[Register, list[Message]]:
    messages: list[Message] = []
    return read_organs(text, "content/data/organs.yml", messages), messages


def test_reads_every_entry_under_either_name() -> None:
    register, messages = read(
        "- 编号: gov\n  名称: 示例市人民政府\n  简称: 市政府\n  机关代字: 示府发\n"
        "- id: office\n  name: 办公室\n  parent: gov\n  设立: 2019年1月1日\n  撤销:\n"
    )
    assert not messages
    gov = register.find("gov")
    assert gov is not None
    assert [register.find(w) for w in ("示例市人民政府", "市政府", "示府发")] == [gov] * 3
    office = register.find("办公室")
    assert office is not None
    assert office.parent == "gov"
    assert str(office.established_on) == "2019-01-01"
    assert office.abolished_on is None


def test_an_empty_register_is_none() -> None:
    assert read("")[0].organs == ()
    assert read("# nothing yet\n")[1] == []


MISTAKES = {
    "no list": ("编号: gov\n名称: 甲", 1, "列表"),
    "no mapping": ("- gov", 1, "不是一个机构"),
    "id missing": ("- 名称: 甲", 1, "编号"),
    "name missing": ("- 编号: gov\n  名称:", 1, "名称"),
    "bad id": ("- 名称: 甲\n  编号: Gov 1", 2, "'Gov 1'"),
    "unknown entry": ("- 编号: gov\n  名称: 甲\n  电邮: x", 3, "“电邮”"),
    "list for text": ("- 编号: gov\n  名称: [甲, 乙]\n  name: 甲", 2, "一行文字"),
    "given twice": ("- 编号: gov\n  名称: 甲\n  name: 乙", 3, "“name”写了两次（第 2 行已有）"),
    "bad day": ("- 编号: gov\n  名称: 甲\n  设立: 2019-02-30", 3, "2019-02-30"),
    "days turned round": (
        "- 编号: gov\n  名称: 甲\n  设立: 2019-03-01\n  撤销: 2018-01-01",
        4,
        "2018-01-01",
    ),
    "id twice": ("- {编号: a, 名称: 甲}\n- {编号: a, 名称: 乙}", 2, "'a' 重复"),
    "name twice": ("- {编号: a, 名称: 甲}\n- {编号: b, 名称: 甲}", 2, "名称“甲”"),
    "short name twice": (
        "- {编号: a, 名称: 甲, 简称: 丙}\n- {编号: b, 名称: 乙, 简称: 丙}",
        2,
        "简称“丙”",
    ),
    "letters twice": (
        "- {编号: a, 名称: 甲, 机关代字: 示发}\n- {编号: b, 名称: 乙, 机关代字: 示发}",
        2,
        "机关代字“示发”",
    ),
    "unknown superior": ("- {编号: a, 名称: 甲, 上级: b}", 1, "'b'"),
    "its own superior": ("- {编号: a, 名称: 甲, 上级: a}", 1, "a → a"),
    "ring": ("- {编号: a, 名称: 甲, 上级: b}\n- {编号: b, 名称: 乙, 上级: a}", 1, "a → b → a"),
    "broken YAML": ("- 编号: a\n  名称: [甲\n- 编号: b", 2, "名称: [甲"),
    "alias": ("- &a {编号: a, 名称: 甲}\n- *a", 1, "&"),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_says_what_is_wrong_and_where(case: str) -> None:
    text, line, word = MISTAKES[case]
    _, messages = read(text)
    assert [m.at.line for m in messages] == [line], messages
    assert word in messages[0].what.zh
    assert messages[0].what.en
    assert messages[0].fix.zh
    assert messages[0].fix.en


def test_says_all_mistakes_at_once() -> None:
    _, messages = read("- 编号: a\n- 名称: 乙\n- 丙\n- {编号: b, 名称: 乙, 设立: x, 上级: c}")
    assert [m.at.line for m in messages] == [1, 2, 3, 4]  # 上级 may be one of those above


def test_a_successor_may_bear_the_name_of_its_predecessor() -> None:
    register, messages = read(
        "- {编号: old, 名称: 住建局, 撤销: 2019-01-01}\n"
        "- {编号: new, 名称: 住建局, 设立: 2019-01-01}\n"
    )
    assert not messages
    assert register.find("住建局") is None
    assert [organ.id for organ in register.meant_by("住建局")] == ["old", "new"]
    assert register.find("new") is not None


def test_an_id_goes_before_a_name_and_a_name_before_letters() -> None:
    register = Register(
        [Organ("a", "甲", letters="乙"), Organ("b", "乙", short_name="a"), Organ("c", "c1", "甲")]
    )
    found = [register.find(word) for word in ("a", "乙", "甲")]
    assert [organ.id for organ in found if organ] == ["a", "b", "a"]


def test_accepts_a_full_width_colon() -> None:
    register, messages = read("- 编号：gov\n  名称：示例市人民政府\n")
    assert register.find("gov") is not None
    assert [m.at.line for m in messages] == [1, 2]


def test_a_register_may_be_long() -> None:
    text = "".join(f"- {{编号: o-{n}, 名称: 机关{n}, 上级: o-{n - 1}}}\n" for n in range(1, 3000))
    register, messages = read("- {编号: o-0, 名称: 机关}\n" + text.ljust(300_000))
    assert not messages
    assert len(register.organs) == 3000


def test_finds_names_that_look_alike() -> None:
    assert Register([Organ("gov", "示例市人民政府")]).near("示例市政府") == ["示例市人民政府"]


def test_one_name_may_be_borne_one_after_the_other_in_any_order() -> None:
    spans = [(2000, 2005), (2010, None), (2005, 2010), (None, 2000)]
    entries = [
        f"- {{编号: o-{n}, 名称: 甲"
        + (f", 设立: {start}-01-01" if start else "")
        + (f", 撤销: {end}-01-01" if end else "")
        + "}\n"
        for n, (start, end) in enumerate(spans)
    ]
    assert read("".join(entries))[1] == []
    _, messages = read("".join([*entries, "- {编号: x, 名称: 甲, 设立: 2004-01-01}\n"]))
    assert [m.at.line for m in messages] == [5]  # the last one given is at odds with three
    assert "o-0" in messages[0].what.zh


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(1, 6)), max_size=7))
def test_a_name_is_taken_just_where_two_bear_it_at_one_time(spans) -> None:
    text = "".join(
        f"- {{编号: o-{n}, 名称: 甲, 设立: 2000-01-{a:02}, 撤销: 2000-01-{a + b:02}}}\n"
        for n, (a, b) in enumerate(spans)
    )
    _, messages = read(text)
    clash = any(a < c + d and c < a + b for n, (a, b) in enumerate(spans) for c, d in spans[:n])
    assert bool(messages) == clash


def test_a_register_may_be_long_and_of_one_name() -> None:
    first = date(1900, 1, 1).toordinal()
    text = "".join(
        f"- {{编号: o-{n}, 名称: 甲, 设立: {date.fromordinal(first + n)}, "
        f"撤销: {date.fromordinal(first + n + 1)}, 上级: {f'o-{n + 1}' if n < 29_999 else ''}}}\n"
        for n in range(30_000)
    )
    start = time.process_time()
    register, messages = read(text)
    assert time.process_time() - start < 20
    assert not messages
    assert len(register.meant_by("甲")) == 30_000


def test_stops_looking_for_names_that_look_alike() -> None:
    register = Register([Organ(f"o-{n}", f"示例市第{n}人民政府") for n in range(20_000)])
    start = time.process_time()
    found = [register.near(f"示例市{n}政府") for n in range(100)]
    assert time.process_time() - start < 15
    assert found[0]
    assert not found[-1]
