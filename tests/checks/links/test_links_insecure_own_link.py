"""links/insecure-own-link."""

import pytest

RULE = "links/insecure-own-link"


@pytest.mark.parametrize(
    ("html", "value", "severity"),
    [
        (
            '<a href="http://www.shili.example/about/">x</a>',
            "http://www.shili.example/about/",
            None,
        ),
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
        '<a href="https://www.shili.example/about/">x</a>',
        '<a href="http://a.example/">x</a>',
        '<img src="http://www.shili.example/img/a.png">',
    ],
)
def test_passes(look, html):
    assert look(RULE, html) == []
