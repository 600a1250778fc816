"""links/bad-telephone."""

import pytest

RULE = "links/bad-telephone"


@pytest.mark.parametrize(
    ("html", "value", "severity"),
    [
        ('<a href="tel:">x</a>', "tel:", None),
        ('<a href="tel:电话">x</a>', "tel:电话", None),
        ('<a href="tel:400-CALL">x</a>', "tel:400-CALL", None),
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
        '<a href="tel:+86-10-1234;ext=5">x</a>',
        '<a href="tel:12345">x</a>',
    ],
)
def test_passes(look, html):
    assert look(RULE, html) == []
