"""wording/document-number."""

import pytest

RULE = "wording/document-number"


@pytest.mark.parametrize(
    ("html", "value"),
    [
        ("<p>国办发(2022)8号", "国办发(2022)8号"),
        ("<p>国办发（2022）8号", "国办发（2022）8号"),
        ("<p>国办发[2022]8号", "国办发[2022]8号"),
        ("<p>国办发【2022】8号", "国办发【2022】8号"),
        ("<p>国办发〔2022〕第8号", "国办发〔2022〕第8号"),
        ("<p>国办发〔2022〕08号", "国办发〔2022〕08号"),
        ("<p>国办发<b>［2022］</b>8号", "国办发［2022］8号"),
    ],
)
def test_finds(look, html, value):
    assert look(RULE, html) == [("docs/page.html", value, "warning", "review")]


@pytest.mark.parametrize(
    "html",
    [
        "<p>国办发〔2022〕8号",
        "<p>国办发〔2022〕 8号",
        "<p>国务院令第711号",
        "<p>（2022）示01民终8号",
        "<p>某民终字（2015）第8号",
        "<p>要点（2022）8项",
        "<p>x",
    ],
)
def test_passes(look, html):
    assert look(RULE, html) == []


def test_does_not_apply_to_other_files(judge):
    assert judge(RULE, {"a.css": "/* 国办发(2022)8号 */"}) == []
