"""links/hidden-link."""

import pytest

RULE = "links/hidden-link"


@pytest.mark.parametrize(
    ("html", "value", "severity"),
    [
        ('<p style="display: none"><a href="https://a.example/">x</a>', "https://a.example/", None),
        (
            '<a style="text-indent:-9999px" href="https://a.example/">x</a>',
            "https://a.example/",
            None,
        ),
    ],
)
def test_finds(look, html, value, severity):
    ((page, found, weight, outcome),) = look(RULE, html)
    assert (page, found) == ("docs/page.html", value)
    assert severity in (None, weight)
    assert outcome == "review"


@pytest.mark.parametrize(
    "html",
    [
        '<p style="display:none"><a href="/about/">x</a>',
        '<p style="color:red"><a href="https://a.example/">x</a>',
    ],
)
def test_passes(look, html):
    assert look(RULE, html) == []
