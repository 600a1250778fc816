"""links/intranet-address."""

import pytest

RULE = "links/intranet-address"


@pytest.mark.parametrize(
    ("html", "value", "severity"),
    [
        ('<a href="file:/srv/x">x</a>', "file:/srv/x", None),
        ('<a href="C:\\x.doc">x</a>', "C:\\x.doc", None),
        ('<a href="\\\\server\\x">x</a>', "\\\\server\\x", None),
        ('<a href="http://localhost/">x</a>', "http://localhost/", None),
        ('<a href="http://127.0.0.1/">x</a>', "http://127.0.0.1/", None),
        ('<a href="http://2130706433/">x</a>', "http://2130706433/", None),
        ('<a href="http://0x7f.1/">x</a>', "http://0x7f.1/", None),
        ('<a href="http://10.1.2.3/">x</a>', "http://10.1.2.3/", None),
        ('<a href="http://172.16.0.1/">x</a>', "http://172.16.0.1/", None),
        ('<a href="http://192.168.1.1:8080/">x</a>', "http://192.168.1.1:8080/", None),
        ('<a href="http://169.254.1.1/">x</a>', "http://169.254.1.1/", None),
        ('<a href="http://[::1]/">x</a>', "http://[::1]/", None),
        ('<a href="http://[fd00::1]/">x</a>', "http://[fd00::1]/", None),
        ('<a href="http://[fe80::1]/">x</a>', "http://[fe80::1]/", None),
        ('<a href="http://[::ffff:10.0.0.1]/">x</a>', "http://[::ffff:10.0.0.1]/", None),
        ('<a href="http://oa/">x</a>', "http://oa/", None),
        ('<a href="http://oa.intranet/">x</a>', "http://oa.intranet/", None),
        ('<a href="http://printer.local/">x</a>', "http://printer.local/", None),
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
        '<a href="http://172.32.0.1/">x</a>',
        '<a href="https://www.shili.example/about/">x</a>',
        '<a href="http://192.0.2.1/">x</a>',
    ],
)
def test_passes(look, html):
    assert look(RULE, html) == []
