"""Personal data in free text. Every number here is made up: none is anybody's."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_model.organs import Organ, Register
from gongkai_model.personal_data import Personal, find_personal_data, known_numbers, mask


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("请打13800000000", Personal.MOBILE),
        ("138-0000-0000", Personal.MOBILE),
        ("138 0000 0000", Personal.MOBILE),
        ("1380 000 0000", Personal.MOBILE),
        ("138 000 00000", Personal.MOBILE),
        ("138.0000.0000", Personal.MOBILE),
        ("+86 138 0000 0000", Personal.MOBILE),
        ("8613800000000", Personal.MOBILE),
        ("１３８００００００００", Personal.MOBILE),
        ("138\u200b0000\u200b0000", Personal.MOBILE),
        ("一三八零零零零零零零零", Personal.MOBILE),
        ("1.13800000000", Personal.MOBILE),
        ("微信13800000000同号", Personal.MOBILE),
        ("0571-80000000", Personal.TELEPHONE),
        ("(0571)80000000", Personal.TELEPHONE),
        ("（0571）8000 0000", Personal.TELEPHONE),
        ("010 8000 0000", Personal.TELEPHONE),
        ("+86 571 80000000", Personal.TELEPHONE),
        ("400-000-0000", Personal.TELEPHONE),
        ("家里电话：8000 0000", Personal.TELEPHONE),
        ("2026-10-10 0571-80000000", Personal.TELEPHONE),
        ("zhang.san@mail.example", Personal.EMAIL),
        ("张三＠例子.中国", Personal.EMAIL),
        ("000000190001010007", None),  # no division begins with 0
        ("110105194912310021", None),  # the check digit is wrong
        ("11010519491331002X", None),  # there is no such day
        ("11010519491231002X", Personal.ID_NUMBER),
        ("11010519491231002x。", Personal.ID_NUMBER),
        ("110105 19491231 002X", Personal.ID_NUMBER),
        ("4111111111111111", Personal.BANK_CARD),
        ("4111 1111 1111 1111", Personal.BANK_CARD),
        ("4111-1111-1111-1111", Personal.BANK_CARD),
        ("4111111111111112", None),  # Luhn
        ("0000000000000000", None),
        ("41111111111111111111", None),  # twenty digits
        ("2026-10-10 09:00", None),
        ("20261010093012", None),
        ("示府办发〔2026〕12号，第13条", None),
        ("拨打12345热线", None),
        ("来电20261010", None),
        ("1234 0571 8000 0000", None),
        ("关注@示例发布", None),
        ("https://www.shili.example/policies/2026-1/?page=2", None),
        ("第三百八十条", None),
    ],
)
def test_tells_what_is_personal(text, sort):
    assert [hit.sort for hit in find_personal_data(text)] == ([] if sort is None else [sort])


def test_finds_all_in_order_and_each_once():
    text = "张三 11010519491231002X，13800000000，4111111111111111，a@b.example"
    assert [hit.sort for hit in find_personal_data(text)] == [
        Personal.ID_NUMBER,
        Personal.MOBILE,
        Personal.BANK_CARD,
        Personal.EMAIL,
    ]


def test_masks_all_but_the_beginning():
    assert mask("打13800000000或写信a.b@c.example。") == "打138********或写信a***@***。"
    assert mask("没有什么") == "没有什么"


REGISTER = Register(
    [
        Organ("a", "甲", phone="0571-80000001、80000002"),
        Organ("b", "乙", phone="（0571）80000003-801"),
        Organ("c", "丙", phone="13900000000"),
        Organ("d", "丁", phone="000-00000001"),
    ]
)


@pytest.mark.parametrize(
    ("text", "is_known"),
    [
        ("0571-80000001", True),
        ("电话 80000001", True),
        ("0571 8000 0001", True),
        ("+86 571 80000001", True),
        ("0571-80000002", True),
        ("0571-80000003", True),
        ("0571-80000003-801", True),
        ("139 0000 0000", True),
        ("000-00000001", True),
        ("000-00000011", False),
        ("0571-80000009", False),
        ("13880000001", False),  # ends as an organ's number does
    ],
)
def test_numbers_of_organs_are_no_secret(text, is_known):
    assert (not find_personal_data(text, known_numbers(REGISTER))) is is_known


@given(st.text(alphabet="0123456789 -.xX@a一三八零电话（）", max_size=80))
def test_what_is_masked_is_found_no_more(text):
    hits = find_personal_data(text)
    assert all(hit.text == text[hit.start : hit.end] for hit in hits)
    assert all(one.end <= other.start for one, other in pairwise(hits))
    masked = mask(text)
    assert all(hit.text not in masked or hit.text in text.replace(hit.text, "", 1) for hit in hits)


@pytest.mark.parametrize("text", ["1" * 200_000, "a." * 100_000 + "@", "1380000 " * 25_000])
def test_long_texts_are_no_trouble(text):
    assert find_personal_data(text) == ()
