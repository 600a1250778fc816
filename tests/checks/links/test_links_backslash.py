"""links/backslash."""

import pytest

RULE = "links/backslash"


@pytest.mark.parametrize(
    ("html", "value", "severity"),
    [
        ('<a href="..\\about\\">x</a>', "..\\about\\", None),
        ('<a href="https:\\\\a.example\\x">x</a>', "https:\\\\a.example\\x", None),
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
        '<a href="../about/?a\\b">x</a>',
    ],
)
def test_passes(look, html):
    assert look(RULE, html) == []
