"""links/empty-file."""

import pytest

RULE = "links/empty-file"


@pytest.mark.parametrize(
    ("html", "value", "severity"),
    [
        ('<a href="/empty.pdf">x</a>', "/empty.pdf", None),
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
        '<a href="/folder/file.txt">x</a>',
    ],
)
def test_passes(look, html):
    assert look(RULE, html) == []
