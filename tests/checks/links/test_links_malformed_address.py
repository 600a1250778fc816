"""links/malformed-address."""

import pytest

RULE = "links/malformed-address"


@pytest.mark.parametrize(
    ("html", "value", "severity"),
    [
        ('<a href="http:///x">x</a>', "http:///x", None),
        ('<a href="http:x">x</a>', "http:x", None),
        ('<a href="http//a.example/">x</a>', "http//a.example/", None),
        ('<a href="http://http://a.example">x</a>', "http://http://a.example", None),
        ('<a href="http;//a.example">x</a>', "http;//a.example", None),
        ('<a href="http：//a.example">x</a>', "http：//a.example", None),
        ('<a href="www.a.example/x">x</a>', "www.a.example/x", None),
        ('<a href="https://a..example/">x</a>', "https://a..example/", None),
        (
            '<a href="https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example/">x</a>',
            "https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example/",
            None,
        ),
        ('<a href="https://a b.example/">x</a>', "https://a b.example/", None),
        ('<a href="https://（a）.example/">x</a>', "https://（a）.example/", None),
        ('<a href="https://a.example:99999/">x</a>', "https://a.example:99999/", None),
        ('<a href="https://a.example:0/">x</a>', "https://a.example:0/", None),
        ('<a href="https://a.example:x/">x</a>', "https://a.example:x/", None),
        ('<a href="http://[2001:db8::zz]/">x</a>', "http://[2001:db8::zz]/", None),
        ('<a href="http://2001:db8::1/">x</a>', "http://2001:db8::1/", None),
        ('<a href="http://[fe80::1%25eth0]/">x</a>', "http://[fe80::1%25eth0]/", None),
        ('<a href="//">x</a>', "//", None),
        ('<a href="https://256.1.1.1/">x</a>', "https://256.1.1.1/", None),
        ('<a href="https://xn--zz.example/">x</a>', "https://xn--zz.example/", None),
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
        '<a href="https://a.example/">x</a>',
        '<a href="https://中文。政务/">x</a>',
        '<a href="https://xn--fiq228c.xn--zfr164b/">x</a>',
        '<a href="https://ａｂｃ．example/">x</a>',
        '<a href="http://[2400:3200::1]:8080/">x</a>',
        '<a href="https://a.example./">x</a>',
        '<a href="https://a.example:/">x</a>',
        '<a href="//a.example/">x</a>',
        '<a href="/about/">x</a>',
        '<a href="none">x</a>',
    ],
)
def test_passes(look, html):
    assert look(RULE, html) == []
