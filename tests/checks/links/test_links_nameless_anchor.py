"""links/nameless-anchor."""

import pytest

RULE = "links/nameless-anchor"


@pytest.mark.parametrize(
    ("html", "value", "severity"),
    [
        ("<a>x</a>", None, None),
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
        "<a id=x>x</a>",
        "<a name=x>x</a>",
        '<a href="#">x</a>',
    ],
)
def test_passes(look, html):
    assert look(RULE, html) == []
