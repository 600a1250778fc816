"""links/user-in-address."""

import pytest

RULE = "links/user-in-address"


@pytest.mark.parametrize(
    ("html", "value", "severity"),
    [
        ('<a href="https://u@a.example/">x</a>', "https://u@a.example/", None),
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
        '<a href="https://u:p@a.example/">x</a>',
        '<a href="https://a.example/@x">x</a>',
    ],
)
def test_passes(look, html):
    assert look(RULE, html) == []
