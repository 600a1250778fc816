"""links/slash-missing."""

import pytest

RULE = "links/slash-missing"


@pytest.mark.parametrize(
    ("html", "value", "severity"),
    [
        ('<a href="../about">x</a>', "../about", None),
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
        '<a href="../about/">x</a>',
        '<a href="none">x</a>',
    ],
)
def test_passes(look, html):
    assert look(RULE, html) == []
