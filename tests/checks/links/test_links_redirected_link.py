"""links/redirected-link."""

import pytest

RULE = "links/redirected-link"


@pytest.mark.parametrize(
    ("html", "value", "severity"),
    [
        ('<a href="/old/">x</a>', "/old/", "warning"),
        ('<a href="/old/away/">x</a>', "/old/away/", "note"),
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
        '<a href="/about/">x</a>',
        '<a href="/old/dead/">x</a>',
    ],
)
def test_passes(look, html):
    assert look(RULE, html) == []


def test_a_page_may_link_where_it_sends_the_reader(look):
    second = '<meta http-equiv=refresh content="0;url=/old/"><a href="/old/">x</a>'
    assert look(RULE, "", files={"second/index.html": second}) == []
