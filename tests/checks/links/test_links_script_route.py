"""links/script-route."""

import pytest

RULE = "links/script-route"


@pytest.mark.parametrize(
    ("html", "value", "severity"),
    [
        ('<a href="#/x">x</a>', "#/x", None),
        ('<a href="#!x">x</a>', "#!x", None),
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
        '<a href="#x">x</a>',
    ],
)
def test_passes(look, html):
    assert look(RULE, html) == []
