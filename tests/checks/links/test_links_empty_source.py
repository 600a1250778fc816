"""links/empty-source."""

import pytest

RULE = "links/empty-source"


@pytest.mark.parametrize(
    ("html", "value", "severity"),
    [
        ('<img src="">', "", None),
        ('<script src=" "></script>', " ", None),
        ('<iframe src="">', "", None),
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
        '<img src="/img/a.png">',
        '<a href="">x</a>',
        '<form action="">',
    ],
)
def test_passes(look, html):
    assert look(RULE, html) == []
