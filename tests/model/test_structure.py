"""Ids of official texts, as they are cited."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_model.numerals import chinese
from gongkai_model.structure import outline, slug


def ids(*lines: str) -> list[str]:
    """Read lines, headings with their signs."""
    read = []
    for line in lines:
        signs = len(line) - len(line.lstrip("#"))
        read.append((signs, line[signs:].strip(" ") if signs else line))
    return outline(read).ids


def test_places_of_a_law() -> None:
    assert ids(
        "## 第二编 分则",
        "## 第一分编 通则",
        "## 第二章 管理",
        "### 第一节 一般规定",
        "第十三条 有下列情形之一的：",
        "（一）甲；",
        "（三）乙：",
        "1．丙；",
        "（2）丁；",
        "2．戊。",
        "前款规定……",
        "（三）己。",
        "第十三条之一 庚。",
        "辛。",
    ) == [
        "part-2",
        "subpart-1",
        "ch-2",
        "ch-2-sec-1",
        "art-13",
        "art-13-i1",
        "art-13-i3",
        "art-13-i3-s1",
        "art-13-i3-s1-s2",
        "art-13-i3-s2",
        "art-13-p2",
        "art-13-p2-i3",
        "art-13-1",
        "art-13-1-p2",
    ]


def test_points_of_a_notice() -> None:
    assert ids(
        "各省：", "一、总体要求", "（一）甲", "（二）乙", "1.丙", "2．丁", "3、戊", "（4）己",
        "二、任务", "1.庚", "## 三、保障", "（一）辛",
    ) == [
        "", "pt-1", "pt-1-1", "pt-1-2", "pt-1-2-1", "pt-1-2-2", "pt-1-2-3", "pt-1-2-3-4",
        "pt-2", "pt-2-0-1", "pt-3", "pt-3-1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "第十三条", "第十三条 甲", "第十三条\u3000甲", "\u3000\u3000第十三条　甲", "第13条 甲",
        "第１３条 甲", "第十三条【甲】乙", "第十三条：甲", "第十三条（甲）乙", "第 十三 条 甲",
        "第十三条\xa0甲",
    ],
)  # fmt: skip
def test_spellings_of_an_article(line: str) -> None:
    assert ids(line) == ["art-13"]
    assert ids("第二条 甲", line)[1] == "art-13", "also where it is not due"


@pytest.mark.parametrize("number", ["一百零三", "一百〇三", "一百○三", "103"])
def test_numerals(number: str) -> None:
    assert ids(f"第{number}条 甲") == ["art-103"]


@pytest.mark.parametrize(
    "line", ["第二条规定的", "第二条、第四条修改", "第二条第一款", "第二条和第三条", "第二条的规定"]
)
def test_a_sentence_that_goes_on_is_no_article(line: str) -> None:
    assert ids("第一条 甲", line, "第二条 乙") == ["art-1", "art-1-p2", "art-2"]
    assert ids("引言", line) == ["", "par-2"], "but it has an address anywhere"


def test_an_article_needs_no_blank_if_its_number_is_due() -> None:
    assert ids("第一条为了规范", "第二条中华人民共和国境内", "第二条之一本法", "第三条国家") == [
        "art-1",
        "art-2",
        "art-2-1",
        "art-3",
    ]
    assert ids("第一条 甲", "第九条国家") == ["art-1", "art-1-p2"]
    assert ids("第一条 甲", "第三条国家") == ["art-1", "art-3"], "a gap is not the end"


@pytest.mark.parametrize("line", ["第十三条之一 甲", "第十三条 之一 甲", "第十三条之一　甲"])
def test_branches(line: str) -> None:
    assert ids(line) == ["art-13-1"]


def test_a_word_that_begins_with_zhi_is_no_branch() -> None:
    assert ids("第十三条 之一切权利") == ["art-13"]


def test_an_article_that_has_only_its_name_has_its_first_paragraph_below() -> None:
    assert ids("第一条 【目的】", "为了。", "所以。") == ["art-1", "art-1-p1", "art-1-p2"]
    assert ids("### 第一条", "为了。") == ["art-1", "art-1-p1"]


def test_natural_ids_go_before_repeats() -> None:
    assert ids("第一条 甲", "附件：", "第一条 乙", "丙", "第一条之二 丁", "第一条 戊") == [
        "art-1",
        "",
        "art-1-3",
        "art-1-3-p2",
        "art-1-2",
        "art-1-4",
    ]
    assert ids("## 甲", "## 甲", "## 甲 2") == ["甲", "甲-3", "甲-2"]
    assert ids("## ch 1", "## 第一章 总则") == ["ch-1-2", "ch-1"]
    assert ids("一、甲", "## 附件", "一、乙", "（二）丙", "## 又", "一、丁", "（二）戊") == [
        "pt-1", "附件", "pt-1-2", "pt-1-2-2", "又", "pt-1-3", "pt-1-3-2",
    ]  # fmt: skip


def test_chapters_without_marks() -> None:
    found = outline(
        [(0, "目\u3000录"), (0, "第一章 总则"), (0, "第二章 附则"), (0, "第一章 总则"),
         (0, "第一条 甲"), (0, "第二章附则"), (0, "第三章规定的内容，应当公开。")]
    )  # fmt: skip
    assert found.ids == ["", "", "", "ch-1", "art-1", "ch-2", ""]
    assert found.contents == [(3, 4), (5, 4)]


def test_articles_quoted_in_a_decision_end_with_its_points() -> None:
    assert ids(
        "一、第三条修改为：",
        "第三条 甲：",
        "（一）乙；",
        "（二）丙。",
        "二、删去第四条。",
        "（一）丁",
    ) == ["pt-1", "art-3", "art-3-i1", "art-3-i2", "pt-2", "pt-2-1"]


def test_points_as_items_of_an_article() -> None:
    assert ids("第七条 应当：", "一、甲；", "二、乙。", "第八条 丙") == [
        "art-7",
        "art-7-i1",
        "art-7-i2",
        "art-8",
    ]


@pytest.mark.parametrize(
    "line", ["1.5米以上", "6.10 本标准", "（2022年）", "三、四层住宅", "2022年"]
)
def test_numbers_that_are_no_points(line: str) -> None:
    assert ids(line) == [""]


def test_headings_by_their_text() -> None:
    assert ids("## 总 则（试行）", "#### 5.1.1 Brain A", "## ——") == [
        "总-则-试行",
        "5-1-1-brain-a",
        "heading",
    ]
    assert len(slug("长" * 500)) < 100


_WORDS = st.sampled_from(
    ["第", "条", "章", "节", "编", "分编", "之", "一", "二", "十", "（", "）", "(", ")", "、", ".",
    "1", "2",
     " ", "\u3000", "附件", "目录", "甲", "art-1", "-", "规定", "款", "：", "㈠", "〇"]
)  # fmt: skip
_LINES = st.lists(
    st.tuples(st.integers(0, 6), st.lists(_WORDS, max_size=7).map("".join)), max_size=30
)


@given(_LINES)
def test_ids_are_unique_and_can_stand_in_an_attribute(lines: list[tuple[int, str]]) -> None:
    found = outline(lines)
    real = [id_ for id_ in found.ids if id_]
    assert len(found.ids) == len(lines)
    assert len(set(real)) == len(real)
    assert not any(set(id_) & set(" \t\u3000\xa0\"'<>&") for id_ in real)
    for (level, text), id_ in zip(lines, found.ids, strict=True):
        if level or (text.startswith("第一条") and not text.startswith("第一条条")):
            assert id_, text
    assert found == outline(lines)


@given(st.lists(st.tuples(st.integers(1, 999), st.integers(0, 9)), unique=True, max_size=40))
def test_every_article_has_its_own_number(articles: list[tuple[int, int]]) -> None:
    lines = [
        f"第{chinese(number)}条{'之' + chinese(branch) if branch else ''} 甲"
        for number, branch in articles
    ]
    assert ids(*lines) == [f"art-{n}-{b}" if b else f"art-{n}" for n, b in articles]


def test_many_repeats_take_linear_time() -> None:
    start = time.process_time()
    found = outline([(0, "第一条 甲")] * 100_000)
    assert found.ids[-1] == "art-1-100000"
    assert time.process_time() - start < 5
