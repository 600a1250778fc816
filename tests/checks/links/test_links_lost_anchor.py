"""links/lost-anchor."""

import pytest

RULE = "links/lost-anchor"


@pytest.mark.parametrize(
    ("html", "value", "severity"),
    [
        ('<a href="/old/#none">x</a>', "/old/#none", None),
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
        '<a href="/old/#here">x</a>',
        '<a href="/old/">x</a>',
        '<a href="/old/away/#x">x</a>',
    ],
)
def test_passes(look, html):
    assert look(RULE, html) == []
