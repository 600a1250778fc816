"""Values of fields: the forms that are understood."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_model.fields import FIELDS, Form
from gongkai_model.front_matter import Mapping, Scalar, Sequence
from gongkai_model.messages import FileMessages, Message
from gongkai_model.organs import Organ, OrganReference, Register
from gongkai_model.record import Attachment, Correction, Grade, Link, Openness, Withdrawal
from gongkai_model.values import Surroundings, read_value, resolve_path

AROUND = Surroundings("policies/a.md", Register([Organ("gov", "示例市人民政府", "市政府")]))


def value(given: object) -> Scalar | Sequence | Mapping:
    if isinstance(given, str):
        return Scalar(given, 1)
    if isinstance(given, dict):
        return Mapping(tuple((Scalar(k, 1), value(v)) for k, v in given.items()), 1)
    assert isinstance(given, list)
    return Sequence(tuple(value(item) for item in given), 1)


def read(form: Form, given: object, around: Surroundings = AROUND) -> object:
    messages: list[Message] = []
    found = read_value(form, value(given), around, FileMessages("content/a.md", messages))
    assert not messages, messages
    return found


@pytest.mark.parametrize(
    ("form", "given", "expected"),
    [
        (Form.LINE, " 甲　", "甲"),
        (Form.LINE, "甲\n乙", "甲 乙"),
        (Form.LINES, "甲\n\n 乙\n", ("甲", "乙")),
        (Form.LINES, ["甲", "乙"], ("甲", "乙")),
        (Form.WORDS, "甲，乙、丙 丁;戊", ("甲", "乙", "丙", "丁", "戊")),
        (Form.WORDS, ["甲 乙", "丙"], ("甲 乙", "丙")),
        (Form.WORDS, "，", ()),
        (Form.ADDRESS, "2022-8", "2022-8"),
        (Form.DAY, "2022-04-11", date(2022, 4, 11)),
        (Form.OPENNESS, "主动公开", Openness.PUBLIC),
        (Form.GRADE, "第三方汇编", Grade.COMPILED),
        (Form.ORGAN, "gov", OrganReference("示例市人民政府", "gov")),
        (Form.ORGAN, "市政府", OrganReference("示例市人民政府", "gov")),
        (Form.ORGAN, {"外部": "国务院"}, OrganReference("国务院")),
        (Form.ORGAN, {"external": "国务院"}, OrganReference("国务院")),
        (
            Form.ORGANS,
            ["gov", {"外部": "国务院"}],
            (OrganReference("示例市人民政府", "gov"), OrganReference("国务院")),
        ),
        (Form.ATTACHMENTS, "a.pdf", (Attachment("policies/a.pdf", "a.pdf"),)),
        (
            Form.ATTACHMENTS,
            [{"文件": "../b/a.pdf", "名称": "表"}, "/c.pdf"],
            (Attachment("b/a.pdf", "表"), Attachment("c.pdf", "c.pdf")),
        ),
        (Form.RELATION, "policies/b", (Link("policies/b"),)),
        (
            Form.RELATION,
            [{"目标": "b", "条款": "第三条、第五条", "日期": "2022-04-11"}],
            (Link("b", "", ("第三条", "第五条"), date(2022, 4, 11)),),
        ),
        (
            Form.RELATION,
            {"标题": "甲", "网址": "https://x.example/a"},
            (Link("甲", "https://x.example/a"),),
        ),
        (Form.OLD_ADDRESSES, ["/art/1.html", "/甲/"], ("/art/1.html", "/甲/")),
        (
            Form.CORRECTIONS,
            {"日期": "2022-04-11", "说明": "改错字"},
            (Correction(date(2022, 4, 11), "改错字"),),
        ),
        (
            Form.WITHDRAWAL,
            {"日期": "2022-04-11", "理由": "误发"},
            Withdrawal(date(2022, 4, 11), "误发"),
        ),
    ],
)
def test_reads_the_forms_of_a_value(form, given, expected):
    assert read(form, given) == expected


def test_an_organ_that_several_bear_the_name_of_is_given_by_id():
    register = Register(
        [Organ("old", "住建局", abolished_on=date(2019, 1, 1)), Organ("new", "住建局")]
    )
    messages: list[Message] = []
    around = Surroundings("a.md", register)
    report = FileMessages("content/a.md", messages)
    assert read_value(Form.ORGAN, Scalar("住建局", 3), around, report) is None
    assert [m.at.line for m in messages] == [3]
    assert "可指几个机构：old、new" in messages[0].what.zh
    assert read(Form.ORGAN, "new", around) == OrganReference("住建局", "new")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("b.pdf", "policies/b.pdf"),
        ("./x/../b.pdf", "policies/b.pdf"),
        ("../b.pdf", "b.pdf"),
        ("/b.pdf", "b.pdf"),
        ("//b.pdf", "b.pdf"),
        ("../..", None),
        ("../../b.pdf", None),
        ("/../b.pdf", None),
        ("a\\b.pdf", None),
        ("..b.pdf", "policies/..b.pdf"),
    ],
)
def test_a_path_stays_within_the_content(path, expected):
    assert resolve_path(path, "policies/a.md") == expected


VALUES = st.recursive(
    st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["目标", "标题", "网址", "条款", "日期", "文件", "外部", "说明", "x", "on"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=5,
)


@given(st.sampled_from(Form), VALUES)
def test_any_value_is_read_or_refused_with_a_message(form, given):
    messages: list[Message] = []
    found = read_value(form, value(given), AROUND, FileMessages("content/a.md", messages))
    assert found is not None or messages
    assert all(m.what.zh and m.what.en and m.fix.zh and m.fix.en for m in messages)


def test_every_form_is_used_by_a_field():
    assert {field.form for field in FIELDS} == set(Form)
