"""Relations: both sides, targets, disagreement, rings."""

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_model.fields import BY_ALIAS, RELATIONS
from gongkai_model.kinds import kind_named
from gongkai_model.messages import Message
from gongkai_model.record import Facts, Link, Record, Version
from gongkai_model.relations import INVERSE, relate

RULE = kind_named("规章")


def record(name: str, **links: object) -> Record:
    assert RULE is not None
    facts = Facts(RULE, title=f"办法{name}", **links)  # type: ignore[arg-type]
    version = Version(facts, "undated", None, f"p/{name}.md", "", 1, b"")
    return Record(facts, "p", name, f"p/{name}.md", (version,))


def join(*records: Record):
    messages: list[Message] = []
    return relate(records, "content", messages), messages


@pytest.mark.parametrize(("active", "passive"), RELATIONS)
@pytest.mark.parametrize("sides", ["active", "passive", "both"])
def test_a_relation_is_seen_from_both_sides_whichever_wrote_it(active, passive, sides):
    a, b = {}, {}
    if sides != "passive":
        a = {active: (Link("p/b", line=2),)}
    if sides != "active":
        b = {passive: (Link("p/a", line=3),)}
    relations, messages = join(record("a", **a), record("b", **b))
    assert not messages
    assert [(r.alias, r.key) for r in relations.of("p/a")] == [(active, "p/b")]
    assert [(r.alias, r.key) for r in relations.of("p/b")] == [(passive, "p/a")]
    assert relations.of("p/c") == ()


@pytest.mark.parametrize(
    "target",
    [
        "policies/a",
        "/policies/a/",
        "a.md",
        "./a.md",
        "../policies/a.md",
        "/policies/a.md",
        "policies/a.md",
        "policies/a/20220501",
        "甲办法",
        "《甲办法》",
        "示府发〔2022〕8号",
        "'示府发[2022]8号'",
    ],
)
def test_a_target_may_be_named_in_many_ways(content, target):
    content.record(
        "policies/a.md", "规章", 标题="甲办法", 发文字号="示府发〔2022〕8号", 施行日期="2022-05-01"
    )
    content.record("policies/b.md", "政策解读", 解读=target)
    (relation,) = content.read().relations.of("policies/a")
    assert (relation.alias, relation.key) == ("interpreted_by", "policies/b")


@pytest.mark.parametrize(
    "target", ["policies/c", "../c/index.md", "index.md", "2020-07-01.md", "policies/c/20200701"]
)
def test_an_act_may_be_named_by_its_folder_and_its_texts(content, target):
    content.act("c", {"2020-07-01": "发布日期: 2020-06-03\n施行日期: 2020-07-01"})
    folder = "policies/c/" if target in {"index.md", "2020-07-01.md"} else "policies/"
    content.record("policies/b.md", "政策解读", 解读=(folder if "/" not in target else "") + target)
    if target == "../c/index.md":
        assert "本站没有" in content.said()
    else:
        assert len(content.read().relations.of("policies/c")) == 1


@pytest.mark.parametrize(
    "target", ["policies/x", "《乙办法》", "x.md", "../../x.md", "https://x.example/"]
)
def test_an_unknown_target_is_an_error(content, target):
    content.record("policies/b.md", "政策解读", 解读=f"[a, '{target}']")
    said = [f"{m.at} {m.what.zh} {m.fix.zh}" for m in content.mistakes()]
    assert len(said) == 2
    assert all(text.startswith("content/policies/b.md:5 本站没有") for text in said)
    assert repr(target) in said[0] + said[1]
    assert "网址: https://" in said[0]


def test_an_unknown_target_names_what_looks_alike(content):
    content.record("policies/a.md", "规章", 标题="示例市物业管理办法")
    content.record("policies/b.md", "政策解读", 解读="示例市物业管理办发")
    assert "相近：示例市物业管理办法" in content.said()


def test_an_ambiguous_target_lists_what_it_may_mean(content):
    for name in "ab":
        content.record(f"policies/{name}.md", "规章", 标题="同名办法")
    content.record("policies/c.md", "政策解读", 解读="同名办法")
    said = content.said()
    assert said.startswith("content/policies/c.md:5 ")
    assert "可指 2 份文件：policies/a、policies/b" in said


def test_a_document_of_another_body_is_named_by_title_and_address(content):
    content.record(
        "policies/a.md",
        "规章",
        依据="\n  - {标题: 某法, 网址: https://x.example/, 条款: 第三条、第五条}\n"
        "  - {标题: 某法, 网址: https://x.example/, 条款: [第一条]}",
    )
    relations = content.read().relations.of("policies/a", "based_on")
    assert [(r.key, r.title, r.articles) for r in relations] == [
        ("", "某法", ("第一条",)),
        ("", "某法", ("第三条", "第五条")),
    ]


def test_a_target_is_here_or_elsewhere_not_both(content):
    content.record("policies/a.md", "规章", 依据="{目标: policies/b, 网址: https://x.example/}")
    assert "“目标”和“网址”只能写一个" in content.said()


def test_a_record_does_not_name_itself(content):
    content.record("policies/a.md", "规章", 依据="policies/a")
    said = content.said()
    assert said.startswith("content/policies/a.md:6 ")
    assert "“依据”指向了自己" in said


def test_naming_one_document_twice_is_an_error():
    b = record("b", repealed_by=(Link("p/a", line=5), Link("办法a", line=6)))
    for a in (record("a"), record("a", repeals=(Link("p/b", line=4),))):
        _, messages = join(a, b)
        assert [str(m.at) for m in messages] == ["content/p/b.md:6"]
        assert "写了两次（第 5 行已有）" in messages[0].what.zh


def test_sides_that_disagree_are_an_error():
    from datetime import date

    day, other = date(2022, 1, 1), date(2022, 1, 2)
    one = ("第一条",)
    for first, second, agree in [
        (Link("p/b", articles=one), Link("p/a"), False),
        (Link("p/b", articles=one), Link("p/a", articles=("第二条",)), False),
        (Link("p/b", articles=("一", "二")), Link("p/a", articles=("二", "一")), True),
        (Link("p/b", on=day), Link("p/a", on=other), False),
        (Link("p/b", on=day), Link("p/a"), True),
    ]:
        relations, messages = join(
            record("a", repeals=(first,)), record("b", repealed_by=(second,))
        )
        assert (not messages) == agree
        if agree:
            assert {r.on for r in relations.of("p/a") + relations.of("p/b")} == {first.on}
        else:
            assert "content/p/a.md" in messages[0].what.zh
            assert messages[0].at.path == "content/p/b.md"


@pytest.mark.parametrize("length", [2, 3, 12])
@pytest.mark.parametrize("alias", [pair[0] for pair in RELATIONS])
def test_a_ring_is_an_error(alias, length):
    records = [
        record(f"r-{n}", **{alias: (Link(f"p/r-{(n + 1) % length}", line=n + 1),)})
        for n in range(length)
    ]
    _, messages = join(*records)
    assert len(messages) == 1
    assert f"“{BY_ALIAS[alias].name}”绕成一圈：p/r-0 → p/r-1" in messages[0].what.zh
    assert str(messages[0].at) == "content/p/r-0.md:1"
    assert len(messages[0].what.zh) < 200


def test_ending_one_another_is_a_ring_whatever_it_is_called():
    _, messages = join(record("a", repeals=(Link("p/b"),)), record("b", replaces=(Link("p/a"),)))
    assert len(messages) == 1
    _, messages = join(record("a", repeals=(Link("p/b"),)), record("b", based_on=(Link("p/a"),)))
    assert not messages


def test_a_long_chain_is_none_and_a_long_ring_is_one():
    start = time.process_time()
    size = 5000
    chain = [record(f"r-{n}", replaces=(Link(f"p/r-{n + 1}"),)) for n in range(size - 1)]
    relations, messages = join(*chain, record(f"r-{size - 1}"))
    assert not messages
    assert len(relations.of("p/r-7")) == 2
    _, messages = join(*chain, record(f"r-{size - 1}", replaces=(Link("p/r-0"),)))
    assert len(messages) == 1
    assert len(messages[0].what.zh) < 200
    assert time.process_time() - start < 5


def test_many_ways_through_are_walked_once():
    layers = [[f"r-{n}-{m}" for m in range(3)] for n in range(40)]
    records = [record(name) for name in layers[-1]]
    for layer, below in pairwise(layers):
        links = tuple(Link(f"p/{name}") for name in below)
        records += [record(name, based_on=links) for name in layer]
    start = time.process_time()
    _, messages = join(*records)
    assert not messages
    assert time.process_time() - start < 5


def test_many_unknown_targets_take_no_time():
    start = time.process_time()
    records = [record(f"r-{n}", based_on=(Link(f"没有的办法{n}"),)) for n in range(1500)]
    _, messages = join(*records)
    assert len(messages) == 1500
    assert time.process_time() - start < 10


GRAPHS = st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=15)


def has_ring(edges: set[tuple[int, int]]) -> bool:
    """Tell by taking away, again and again, what nothing leads out of."""
    nodes = {node for edge in edges for node in edge}
    while nodes:
        ends = {n for n in nodes if not any(a == n and b in nodes for a, b in edges)}
        if not ends:
            return True
        nodes -= ends
    return False


@given(GRAPHS)
def test_finds_a_ring_where_there_is_one(edges):
    edges = {(a, b) for a, b in edges if a != b}
    records = [
        record(f"r-{n}", amends=tuple(Link(f"p/r-{b}") for a, b in sorted(edges) if a == n))
        for n in range(7)
    ]
    _, messages = join(*records)
    assert bool(messages) == has_ring(edges)


@given(GRAPHS, st.randoms(use_true_random=False))
def test_is_the_same_whoever_wrote_it_and_in_whatever_order(edges, source: random.Random):
    edges = {(a, b) for a, b in edges if a < b}  # no rings
    wanted = {
        f"p/r-{n}": sorted(
            [("amends", f"p/r-{b}") for a, b in edges if a == n]
            + [("amended_by", f"p/r-{a}") for a, b in edges if b == n],
            key=lambda pair: (list(BY_ALIAS).index(pair[0]), pair[1]),
        )
        for n in range(7)
    }
    links: dict[tuple[int, str], list[Link]] = {}
    for a, b in sorted(edges):
        side = source.choice(["active", "passive", "both"])
        if side != "passive":
            links.setdefault((a, "amends"), []).append(Link(f"p/r-{b}"))
        if side != "active":
            links.setdefault((b, "amended_by"), []).append(Link(f"p/r-{a}"))
    records = [
        record(f"r-{n}", **{alias: tuple(found) for (m, alias), found in links.items() if m == n})
        for n in range(7)
    ]
    source.shuffle(records)
    relations, messages = join(*records)
    assert not messages
    for key, expected in wanted.items():
        assert [(r.alias, r.key) for r in relations.of(key)] == expected
        assert all(
            any(back.key == key and back.alias == INVERSE[r.alias] for back in relations.of(r.key))
            for r in relations.of(key)
        )
