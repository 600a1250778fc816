"""links/bad-mail-address."""

import pytest

RULE = "links/bad-mail-address"


@pytest.mark.parametrize(
    ("html", "value", "severity"),
    [
        ('<a href="mailto:">x</a>', "mailto:", None),
        ('<a href="mailto:nobody">x</a>', "mailto:nobody", None),
        ('<a href="mailto:a@@b.example">x</a>', "mailto:a@@b.example", None),
        ('<a href="mailto:a@b@c.example">x</a>', "mailto:a@b@c.example", None),
        ('<a href="mailto:a@">x</a>', "mailto:a@", None),
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
        '<a href="mailto:a@b.example?subject=x@y">x</a>',
        '<a href="mailto:a@b.example,c@d.example">x</a>',
        '<a href="mailto:a%40b.example">x</a>',
        '<a href="mailto:?subject=x">x</a>',
    ],
)
def test_passes(look, html):
    assert look(RULE, html) == []
