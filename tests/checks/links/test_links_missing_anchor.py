"""links/missing-anchor."""

import pytest

RULE = "links/missing-anchor"


@pytest.mark.parametrize(
    ("html", "value", "severity"),
    [
        ('<a href="#none">x</a>', "#none", None),
        ('<a href="#Here">x</a>', "#Here", None),
        ('<a href="../about/#none">x</a>', "../about/#none", None),
        ('<div name=n></div><a href="#n">x</a>', "#n", None),
        ('<template><p id=t></template><a href="#t">x</a>', "#t", None),
        ('<!-- <p id=c> --><a href="#c">x</a>', "#c", None),
        ('<p data-id=d><a href="#d">x</a>', "#d", None),
        ('<a href="#none:~:text=x">x</a>', "#none:~:text=x", None),
        ('<a href="#第九条">x</a>', "#第九条", "error"),
        ('<nav><a href="#none">x</a></nav>', "#none", "error"),
        ('<svg><use href="#none"/></svg>', "#none", "error"),
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
        '<a href="#TOP">x</a>',
        '<a href="#">x</a>',
        '<p id="a b"><a href="#a b">x</a>',
        '<p id="a b"><a href="#a%20b">x</a>',
        '<p id="100%"><a href="#100%">x</a>',
        '<p id="第一条"><a href="#%E7%AC%AC%e4%b8%80%E6%9D%A1">x</a>',
        '<a name=n></a><a href="#n">x</a>',
        '<p id=x><a href="#x:~:text=y">x</a>',
        '<a href="../about/#:~:text=y">x</a>',
        '<a href="../about/#here">x</a>',
        '<a href="../公告/一（一）.html#第一条">x</a>',
        '<a href="/empty.pdf#page=3">x</a>',
        '<a href="#/route">x</a>',
        '<a href="#!route">x</a>',
        '<a href="https://a.example/#none">x</a>',
        '<iframe srcdoc="<a href=#in>x</a><p id=in>"></iframe>',
    ],
)
def test_passes(look, html):
    assert look(RULE, html) == []


def test_takes_fragments_against_the_base(look):
    html = '<base href="../about/"><p id="own"><a href="#own">x</a><a href="#here">x</a>'
    assert _values(look(RULE, html)) == ["#own"]


def _values(found):
    return [value for _, value, _, _ in found]
