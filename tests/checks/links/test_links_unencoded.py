"""links/unencoded."""

import pytest

RULE = "links/unencoded"


@pytest.mark.parametrize(
    ("html", "value", "severity"),
    [
        ('<a href="../公告/一（一）.html">x</a>', "../公告/一（一）.html", None),
        ('<a href="../about/?a b">x</a>', "../about/?a b", None),
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
        '<a href="../about/?%20">x</a>',
    ],
)
def test_passes(look, html):
    assert look(RULE, html) == []
