"""links/address-literal."""

import pytest

RULE = "links/address-literal"


@pytest.mark.parametrize(
    ("html", "value", "severity"),
    [
        ('<a href="http://8.8.8.8/">x</a>', "http://8.8.8.8/", "warning"),
        ('<a href="http://[2400:3200::1]/">x</a>', "http://[2400:3200::1]/", "warning"),
        ('<img src="https://8.8.8.8/x.png">', "https://8.8.8.8/x.png", "error"),
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
