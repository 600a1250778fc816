"""columns/in-preparation."""

import pytest

from .conftest import article, column

RULE = "columns/in-preparation"


@pytest.mark.parametrize("words", ["建设中", "本栏目正在筹备，敬请期待"])
def test_finds(judge, words):
    found = judge(RULE, {"a/index.html": column("要闻", f"<main><p>{words}</p></main>")})
    assert found == [("a/index.html", words, "note", "not-measured")]


def test_finds_what_the_profile_says(judge):
    profile = {"columns": {"a/index.html": "筹备中"}}
    found = judge(RULE, {"a/index.html": column("要闻", "")}, profile=profile)
    assert [result[3] for result in found] == ["not-measured"]


@pytest.mark.parametrize(
    "body",
    ["", '<p>筹备中</p><a href="1.html">题</a>', f"<p>{'县城建设中的问题和办法' * 10}</p>"],
)
def test_passes(judge, body):
    assert judge(RULE, {"a/index.html": column("要闻", body), "a/1.html": article()}) == []


def test_does_not_apply_without_columns(judge):
    assert judge(RULE, {"a.html": "<p>筹备中"}) == []
