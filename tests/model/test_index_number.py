"""Index numbers."""

import re
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_model.index_number import parse
from gongkai_model.messages import NotUnderstood

_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
known = st.one_of(
    st.from_regex(r"[0-9A-Z]{8}[0-9X]/20[0-9]{2}-[0-9]{5}", fullmatch=True),
    st.from_regex(r"[0-9A-Z]{8}-[0-9X]/20[0-9]{2}-[0-9]{5}", fullmatch=True),
    st.from_regex(rf"[{_CREDIT}]{{18}}/20[0-9]{{2}}-[0-9]{{5}}", fullmatch=True),
    st.from_regex(r"[0-9]{21}", fullmatch=True),
)


@given(known)
def test_keeps_the_text(text):
    assert str(parse(text)) == text
    assert parse(str(parse(text))) == parse(text)


@pytest.mark.parametrize(
    ("text", "code", "year"),
    [
        ("000014349/2022-00039", "000014349", 2022),
        ("000014349/2017-00110", "000014349", 2017),
        ("11441700007280420Y/2021-00050", "11441700007280420Y", 2021),
        ("12620600MB0523338C/2025-04735", "12620600MB0523338C", 2025),
        ("0142768-8/2022-00185", "0142768-8", 2022),
        ("053533505/2021-00106", "053533505", 2021),
        ("01527918X-2020-153077", "01527918X", 2020),
        ("330201-A12-03-0101-20220411-0007", None, 2022),
        ("530100010203042022001", None, None),
    ],
)
def test_reads_the_known_forms(text, code, year):
    found = parse(text)
    assert (found.text, found.code, found.year) == (text, code, year)


@pytest.mark.parametrize(
    ("text", "ok"),
    [
        ("000014349/2022-00039", True),
        ("000014348/2022-00039", False),
        ("01527918X-2020-153077", True),
        ("015279180-2020-153077", False),
        ("11441700007280420Y/2021-00050", True),
        ("11441700007280421Y/2021-00050", False),
        ("12620600MB0523338C/2025-04735", True),
        ("0142768-8/2022-00185", None),
        ("530100010203042022001", None),
    ],
)
def test_tells_whether_the_check_character_is_right(text, ok):
    assert parse(text).check_digit_ok is ok


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("000014349／2022－00039", "000014349/2022-00039"),
        ("000014349/2022 - 00039", "000014349/2022-00039"),
        ("01527918x-2020-153077", "01527918X-2020-153077"),
    ],
)
def test_names_the_form_that_was_meant(text, right):
    with pytest.raises(NotUnderstood) as caught:
        parse(text)
    assert right in caught.value.fix.zh


@pytest.mark.parametrize(
    "text",
    ["", "342391", "000014349", "000014349/22-00039", "000014349/2022-0039",
     "00001434/9/2022-00039", "000014349/2022-00039\n", "٠٠٠٠١٤٣٤٩/2022-00039", "国办/2022-00039"],
)  # fmt: skip
def test_refuses_other_forms(text):
    with pytest.raises(NotUnderstood):
        parse(text)


def test_a_pattern_replaces_the_known_forms():
    pattern = r"(?P<code>[A-Z]{2})(?P<year>\d{4})(?:-x)?"
    found = parse("AB2022", pattern)
    assert (found.code, found.year) == ("AB", 2022)
    assert parse("0123", r"\d+").year is None
    with pytest.raises(NotUnderstood) as caught:
        parse("000014349/2022-00039", pattern)
    assert pattern in caught.value.fix.en
    with pytest.raises(re.error):
        parse("AB2022", "(")


@given(st.text(), st.sampled_from([None, r"(?P<year>.+)", r"(?P<code>.*)/(?P<year>\d*)"]))
def test_raises_nothing_else(text, pattern):
    try:
        found = parse(text, pattern)
    except NotUnderstood:
        return
    assert found.text == text
    assert found.check_digit_ok in (True, False, None)


@pytest.mark.parametrize("part", ["0", "0-", "A/", "2022-", "－"])
def test_hostile_length_costs_nothing(part):
    start = perf_counter()
    for length in (7, 20, 49, 100_000):
        with pytest.raises(NotUnderstood):
            parse(part * length + "!")
    assert perf_counter() - start < 0.5
