"""links/unknown-scheme."""

import pytest

RULE = "links/unknown-scheme"


@pytest.mark.parametrize(
    ("html", "value", "severity"),
    [
        ('<a href="htp://a.example">x</a>', "htp://a.example", None),
        ('<a href="foo:bar">x</a>', "foo:bar", None),
        ('<a href="www.a.example:80/">x</a>', "www.a.example:80/", None),
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
        '<a href="weixin://dl">x</a>',
        '<a href="ftp://a.example">x</a>',
        '<a href="mailto:a@b.example">x</a>',
        '<a href="data:,x">x</a>',
        '<a href="TEL:1">x</a>',
        '<a href="web+x:y">x</a>',
    ],
)
def test_passes(look, html):
    assert look(RULE, html) == []
