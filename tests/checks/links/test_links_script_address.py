"""links/script-address."""

import pytest

RULE = "links/script-address"


@pytest.mark.parametrize(
    ("html", "value", "severity"),
    [
        ('<a href="javascript:void(0)">x</a>', "javascript:void(0)", None),
    ],
)
def test_finds(look, html, value, severity):
    ((page, found, weight, outcome),) = look(RULE, html)
    assert (page, found) == ("docs/page.html", value)
    assert severity in (None, weight)
    assert outcome == "fail"


@pytest.mark.parametrize(
    "html",
    [
        '<a href="#">x</a>',
    ],
)
def test_passes(look, html):
    assert look(RULE, html) == []
