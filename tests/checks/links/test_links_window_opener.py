"""links/window-opener."""

import pytest

RULE = "links/window-opener"


@pytest.mark.parametrize(
    ("html", "value", "severity"),
    [
        ('<a target=_blank href="https://a.example/">x</a>', "https://a.example/", None),
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
        '<a target=_blank rel="nofollow noopener" href="https://a.example/">x</a>',
        '<a target=_blank rel=noreferrer href="https://a.example/">x</a>',
        '<a target=_blank href="/about/">x</a>',
        '<a href="https://a.example/">x</a>',
    ],
)
def test_passes(look, html):
    assert look(RULE, html) == []
