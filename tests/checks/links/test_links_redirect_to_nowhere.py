"""links/redirect-to-nowhere."""

import pytest

RULE = "links/redirect-to-nowhere"


@pytest.mark.parametrize(
    ("html", "value", "severity"),
    [
        ('<a href="/old/dead/">x</a>', "/old/dead/", None),
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
        '<a href="/old/">x</a>',
    ],
)
def test_passes(look, html):
    assert look(RULE, html) == []


def test_finds_links_into_a_circle(look):
    files = {
        "a/index.html": '<meta http-equiv=refresh content="0;url=/b/">',
        "b/index.html": '<meta http-equiv=refresh content="0;url=/a/">',
    }
    assert _values(look(RULE, '<a href="/a/">x</a>', files=files)) == ["/a/"]


def _values(found):
    return [value for _, value, _, _ in found]
