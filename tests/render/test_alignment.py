"""Alignment in tables, whoever asked for it and how."""

import markdown
import pytest

TABLE = "| 甲 | 乙 |\n|:-:|--:|\n| 1 {: .own } | 2 |\n"
OFFICIAL_TEXT = "gongkai_render.official_text"


@pytest.mark.parametrize("attribute", [False, True])
@pytest.mark.parametrize("order", [1, -1])
def test_is_a_class(attribute, order):
    html = markdown.markdown(
        TABLE,
        extensions=["tables", "attr_list", OFFICIAL_TEXT][::order],
        extension_configs={"tables": {"use_align_attribute": attribute}},
    )
    assert '<th class="align-center">甲</th>' in html
    assert '<th class="align-right">乙</th>' in html
    assert '<td class="own align-center">1</td>' in html
    assert "style=" not in html
    assert " align=" not in html


def test_other_styles_are_left_to_those_who_wrote_them():
    html = markdown.markdown(
        '<p style="text-align: center;">甲</p>\n\n乙\n{: style="color: red" }\n',
        extensions=["tables", "attr_list", OFFICIAL_TEXT],
    )
    assert '<p style="text-align: center;">甲</p>' in html
    assert '<p style="color: red">乙</p>' in html
