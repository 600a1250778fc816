"""links/documentation-address."""

import pytest

RULE = "links/documentation-address"


@pytest.mark.parametrize(
    ("html", "value", "severity"),
    [
        ('<a href="http://192.0.2.7/">x</a>', "http://192.0.2.7/", None),
        ('<a href="http://[2001:db8::7]:8080/">x</a>', "http://[2001:db8::7]:8080/", None),
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
        '<a href="http://10.0.0.1/">x</a>',
        '<a href="https://a.example/">x</a>',
    ],
)
def test_passes(look, html):
    assert look(RULE, html) == []
