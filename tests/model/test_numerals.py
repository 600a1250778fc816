"""Chinese numerals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_model.numerals import CHARACTERS, ascii_digits, chinese, number


@given(st.integers(0, 99_999_999))
def test_reads_what_it_writes(value):
    assert number(chinese(value)) == value


@given(st.integers(0, 99_999_999))
def test_reads_digits_of_both_widths(value):
    wide = str(value).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert number(str(value)) == number(wide) == value


@given(st.integers(1000, 9999))
def test_reads_digits_side_by_side(year):
    for zero in "零〇○◯OＯ":
        digits = "".join((zero + "一二三四五六七八九")[int(digit)] for digit in str(year))
        assert number(digits) == year


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("一十二", 12),
        ("二十", 20),
        ("一百零五", 105),
        ("一百一十", 110),
        ("一百十", 110),
        ("一千零一十", 1010),
        ("一千二百六十", 1260),
        ("一万", 10_000),
        ("一万〇五", 10_005),
        ("一万零五十", 10_050),
        ("九万九千九百九十九", 99_999),
        ("两千", 2000),
        ("两百零二", 202),
        ("两万", 20_000),
        ("两", 2),
        ("12３", 123),
        ("08", 8),
    ],
)
def test_reads(text, value):
    assert number(text) == value


@pytest.mark.parametrize(
    "text",
    ["", " ", "第一", "百", "一百五", "五百一千", "一百零五十", "十十", "两十", "十两", "二两",
     "一万万", "O", "OO", "O八", "1百", "-1", "1.0", "²", "٣", "一" * 19, "9" * 9],
)  # fmt: skip
def test_does_not_take_for_a_numeral(text):
    assert number(text) is None


@pytest.mark.parametrize("digit", ["一", "9", "万", "十"])
def test_length_costs_nothing(digit):
    assert number(digit * 1_000_000) is None


@given(st.text(alphabet=CHARACTERS + "0123456789０９第", max_size=14))
def test_what_has_units_is_written_one_way(text):
    value = number(text)
    if value is not None and set(text) & set("百千万"):
        plain = text.replace("两", "二").replace("一十", "十")
        for zero in "〇○◯OＯ":
            plain = plain.replace(zero, "零")
        assert plain == chinese(value).replace("一十", "十")


@given(st.text(max_size=30))
def test_takes_any_text(text):
    value = number(text)
    assert value is None or 0 <= value < 100_000_000


@pytest.mark.parametrize("value", [-1, 100_000_000])
def test_does_not_write_beyond_its_range(value):
    with pytest.raises(ValueError, match="cannot be written"):
        chinese(value)


def test_makes_digits_ascii_and_nothing_else():
    assert ascii_digits("〔２０２２〕　第８号：①") == "〔2022〕　第8号：①"
