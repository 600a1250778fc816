"""What people are told shows values as they typed them."""

import pytest

from gongkai_model.messages import quoted


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("残疾", "'残疾'"),
        ("综合政务\\公开", "'综合政务\\公开'"),
        ("C:\\图.png", "'C:\\图.png'"),
        ("甲'乙\"", "'甲'乙\"'"),
        ("甲\u3000乙", "'甲\u3000乙'"),
        ("甲\n乙\t", "'甲\\n乙\\t'"),
        ("\x1b[31m", "'\\x1b[31m'"),
        ("甲\u200b\u202e乙", "'甲\\u200b\\u202e乙'"),
        ("甲\xa0乙", "'甲\\xa0乙'"),
        ("\udc80", "'\\udc80'"),
    ],
)
def test_a_value_is_quoted_as_typed_but_for_what_nobody_sees(value, shown):
    assert quoted(value) == shown
