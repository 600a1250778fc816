"""links/mixed-content."""

import pytest

RULE = "links/mixed-content"


@pytest.mark.parametrize(
    ("html", "value", "severity"),
    [
        ('<img src="http://a.example/x.png">', "http://a.example/x.png", None),
        (
            '<p style="background:url(http://a.example/x.png)">',
            "background:url(http://a.example/x.png)",
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
        '<a href="http://a.example/">x</a>',
        '<img src="//a.example/x.png">',
        '<link rel=canonical href="http://www.shili.example/about/">',
    ],
)
def test_passes(look, html):
    assert look(RULE, html) == []


def test_does_not_apply_where_the_site_has_no_https(look):
    html = '<img src="http://a.example/x.png">'
    assert look(RULE, html, profile={"https": False}) == []
