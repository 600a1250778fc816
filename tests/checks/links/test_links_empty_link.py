"""links/empty-link."""

import pytest

RULE = "links/empty-link"


@pytest.mark.parametrize(
    ("html", "value", "severity"),
    [
        ('<a href="">x</a>', "", None),
        ('<a href=" ">x</a>', " ", None),
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
        '<a href="#">x</a>',
        '<img src="">',
    ],
)
def test_passes(look, html):
    assert look(RULE, html) == []
