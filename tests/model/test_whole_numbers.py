"""Years, numbers and counts as they are written."""

import pytest

from gongkai_model.messages import NotUnderstood
from gongkai_model.whole_numbers import parse_count, parse_number, parse_year


@pytest.mark.parametrize(
    ("read", "text", "expected"),
    [
        (parse_year, "2026", (2026, False)),
        (parse_year, "1949", (1949, False)),
        (parse_year, "2200", (2200, False)),
        (parse_year, "2026年", (2026, True)),
        (parse_year, "2026年度", (2026, True)),
        (parse_year, "２０２６", (2026, True)),
        (parse_year, "二〇二六年", (2026, True)),
        (parse_number, "3", (3, False)),
        (parse_number, "第3期", (3, True)),
        (parse_number, "总第 120 期", (120, True)),
        (parse_number, "12期", (12, True)),
        (parse_number, "第十二期", (12, True)),
        (parse_number, "03", (3, True)),
        (parse_number, "999999", (999999, False)),
        (parse_count, "0", (0, False)),
        (parse_count, " 7", (7, True)),
    ],
)
def test_reads(read, text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("read", "text"),
    [
        *(
            (parse_year, text)
            for text in ("1948", "2201", "26", "年", "", "去年", "2026-1", "-2026")
        ),
        *((parse_number, text) for text in ("0", "第期", "三期刊", "1.5", "-1", "1000000", "期")),
        *((parse_count, text) for text in ("-1", "1.0", "", "第3期", "很多", "1" * 30)),
    ],
)
def test_refuses(read, text):
    with pytest.raises(NotUnderstood) as caught:
        read(text)
    assert caught.value.fix.zh
    assert caught.value.fix.en
