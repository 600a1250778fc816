"""Document numbers."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_model.document_number import DocumentNumber, Form, parse, read
from gongkai_model.messages import NotUnderstood, quoted

codes = st.text(alphabet="国办发电函阳府财税法释建市规甲", min_size=2, max_size=12)
serials = st.integers(1, 999_999)
years = st.integers(1949, 2099)
issuers = st.lists(codes, min_size=1, max_size=3).map(" ".join)
numbers = st.one_of(
    st.builds(DocumentNumber, codes, years, serials),
    st.builds(
        DocumentNumber,
        issuers.map("{}令".format),
        st.none(),
        serials,
        st.just(Form.ORDER),
        st.booleans(),
    ),
    st.builds(
        DocumentNumber,
        issuers.map("{}公告".format),
        years,
        serials,
        st.just(Form.YEARLY),
        st.booleans(),
    ),
)


@given(numbers)
def test_reads_what_it_writes(given_number):
    found = parse(str(given_number))
    assert found == given_number
    assert str(found) == str(given_number)
    assert read(str(given_number)) == (given_number, False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("国办发〔2022〕8号", DocumentNumber("国办发", 2022, 8)),
        ("国办发明电〔2021〕11号", DocumentNumber("国办发明电", 2021, 11)),
        ("阳府办函〔2021〕9号", DocumentNumber("阳府办函", 2021, 9)),
        ("法释〔2020〕17号", DocumentNumber("法释", 2020, 17)),
        ("证监会公告〔2022〕15号", DocumentNumber("证监会公告", 2022, 15)),
        ("沪规（试行）12B〔2022〕15号", DocumentNumber("沪规（试行）12B", 2022, 15)),
        ("国务院令第711号", DocumentNumber("国务院令", None, 711, Form.ORDER)),
        ("国令第764号", DocumentNumber("国令", None, 764, Form.ORDER)),
        ("邯郸市人民政府令第175号", DocumentNumber("邯郸市人民政府令", None, 175, Form.ORDER)),
        (
            "中华人民共和国主席令第六十三号",
            DocumentNumber("中华人民共和国主席令", None, 63, Form.ORDER, in_characters=True),
        ),
        (
            "财政部 税务总局公告2022年第8号",
            DocumentNumber("财政部 税务总局公告", 2022, 8, Form.YEARLY),
        ),
    ],
)
def test_reads_the_official_forms(text, expected):
    assert parse(text) == expected
    assert str(parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "国办发[2022]8号",
        "国办发(2022)8号",
        "国办发（2022）8号",
        "国办发【2022】8号",
        "国办发［2022］8号",
        "国办发〔2022]8号",
        "国办发 〔 2022 〕 8 号",
        " 国办发〔2022〕8号\u3000",
        "国 办 发〔2022〕8号",
        "国办发〔２０２２〕８号",
    ],
)
def test_normalises_the_usual_variants(text):
    assert read(text) == (DocumentNumber("国办发", 2022, 8), True)
    with pytest.raises(NotUnderstood) as caught:
        parse(text)
    assert "国办发〔2022〕8号" in caught.value.fix.zh
    assert quoted(text) in caught.value.what.en


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("国务院令 第711号", "国务院令第711号"),
        ("国 务 院 令 第 711 号", "国务院令第711号"),
        ("财政部\u3000税务总局\u3000公告2022年 第8号", "财政部 税务总局公告2022年第8号"),
    ],
)
def test_normalises_blanks_in_named_orders(text, written):
    found, normalised = read(text)
    assert (str(found), normalised) == (written, True)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("国办发〔2022〕第8号", "国办发〔2022〕8号"),
        ("国办发〔2022〕08号", "国办发〔2022〕8号"),
        ("国办发〔2022年〕8号", "国办发〔2022〕8号"),
        ("国办发〔2022〕8", "国办发〔2022〕8号"),
        ("国办发2022年8号", "国办发〔2022〕8号"),
        ("国务院令第0711号", "国务院令第711号"),
        ("国务院令711号", "国务院令第711号"),
        ("税务总局公告2022年8号", "税务总局公告2022年第8号"),
    ],
)
def test_names_the_form_that_was_meant(text, right):
    with pytest.raises(NotUnderstood) as caught:
        read(text)
    assert right in caught.value.fix.zh
    assert right in caught.value.fix.en


@pytest.mark.parametrize(
    "text",
    [
        "",
        "无",
        "8号",
        "〔2022〕8号",
        "国办发",
        "国办发〔22〕8号",
        "国办发〔1022〕8号",
        "国办发〔2022〕0号",
        "国办发〔2022〕八号",
        "国办发〔2022〕8号令",
        "国办发〔2022〕8号、9号",
        "国办发〔2022〕8号 国办发〔2022〕9号",
        "关于印发国办发〔2022〕8号",
        "国务院的〔2022〕8号",
        "令第8号",
        "公告2022年第8号",
        "国务院第711号令",
        "国务院令第七一一号",
        "第8号",
        "GB〔2022〕8号",
        "国办发〔²022〕8号",
        "国办发\n\n〔2022〕8号。",
    ],
)
def test_refuses_what_is_no_number(text):
    with pytest.raises(NotUnderstood):
        read(text)


def test_spelling_of_the_serial_does_not_make_another_number():
    assert parse("中华人民共和国主席令第六十三号") == parse("中华人民共和国主席令第63号")


def test_cannot_be_built_in_a_form_it_has_not():
    with pytest.raises(ValueError, match="order"):
        DocumentNumber("国务院令", 2022, 8, Form.ORDER)
    with pytest.raises(ValueError, match="letter"):
        DocumentNumber("国办发", None, 8)
    with pytest.raises(ValueError, match="digits"):
        DocumentNumber("国办发", 2022, 8, in_characters=True)


@given(st.one_of(st.text(), st.text(alphabet="国办发令公告年第号〔〕[]() 　20228０八"), codes))
def test_raises_nothing_else(text):
    try:
        found, normalised = read(text)
    except NotUnderstood:
        return
    assert parse(str(found)) == found
    assert normalised == (str(found) != text)


@pytest.mark.parametrize(
    "part", ["国", "国 ", "（", "第1", "令", "〔2022〕", "公告2022年", "0", "十"]
)
def test_hostile_length_costs_nothing(part):
    start = process_time()
    for length in (10, 60, 100_000):
        with pytest.raises(NotUnderstood):
            read(part * length)
    assert process_time() - start < 0.5
