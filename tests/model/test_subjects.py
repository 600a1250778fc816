"""The subject tree."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_model.messages import NotUnderstood
from gongkai_model.pack import default_pack
from gongkai_model.subjects import Subject
from gongkai_model.subjects import parse as parse_in

TREE = default_pack().subjects


def parse(text):
    return parse_in(text, TREE)


subjects = st.sampled_from(
    [Subject(main, sub) for main, subs in TREE.items() for sub in (None, *subs)]
)


def test_has_the_22_classes_in_their_order():
    assert len(TREE) == 22
    assert list(TREE)[:2] == ["国务院组织机构", "综合政务"]
    assert list(TREE)[-1] == "其他"
    assert TREE["民族、宗教"] == ("民族事务", "宗教事务")
    assert TREE["其他"] == ()
    assert sum(len(subs) for subs in TREE.values()) == 121
    assert all(len(set(subs)) == len(subs) for subs in TREE.values())


@given(subjects)
def test_reads_what_it_writes(subject):
    assert parse(str(subject)) == (subject, False)


@given(subjects, st.sampled_from(["/", "／", ">", "＞", "＼", " \\ ", "\u3000/ "]))
def test_normalises_separators(subject, separator):
    text = str(subject).replace("\\", separator)
    assert parse(text) == (subject, subject.sub is not None)


def test_normalises_parentheses():
    found, normalised = parse("财政、金融、审计\\货币(含外汇)")
    assert (str(found), normalised) == ("财政、金融、审计\\货币（含外汇）", True)


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("综合政务\\政务公开工作", "综合政务\\政务公开"),
        ("政务公开", "综合政务\\政务公开"),
        ("民政、乡村振兴、救灾\\扶贫", "民政、扶贫、救灾"),
        ("财政、金融", "财政、金融、审计"),
        ("财政", "财政、金融、审计\\财政"),
        ("教育\\其他", "科技、教育\\教育"),
        ("国防\\", "国防\\国防建设"),
        ("其他\\其他", "其他"),
        ("完全不相干", "国务院组织机构"),
        ("", "国务院组织机构"),
    ],
)
def test_names_what_may_have_been_meant(text, near):
    with pytest.raises(NotUnderstood) as caught:
        parse(text)
    assert near in caught.value.fix.zh
    assert near in caught.value.fix.en


def test_names_all_subclasses_of_a_known_class():
    with pytest.raises(NotUnderstood) as caught:
        parse("综合政务\\甲")
    assert caught.value.fix.zh == "可选：" + "；".join(
        f"综合政务\\{sub}" for sub in TREE["综合政务"]
    )


def test_knows_two_levels_only():
    with pytest.raises(NotUnderstood) as caught:
        parse("综合政务\\政务公开\\其他")
    assert "综合政务\\政务公开" in caught.value.fix.zh


@given(st.text())
def test_raises_nothing_else(text):
    try:
        found, normalised = parse(text)
    except NotUnderstood:
        return
    assert normalised == (str(found) != text)


@pytest.mark.parametrize("part", ["综", "综合政务、", "\\", " "])
def test_hostile_length_costs_nothing(part):
    start = perf_counter()
    for length in (19, 100, 100_000):
        with pytest.raises(NotUnderstood):
            parse(part * length + "!")
    assert perf_counter() - start < 0.5
