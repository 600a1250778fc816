"""links/duplicate-id."""

import pytest

RULE = "links/duplicate-id"


@pytest.mark.parametrize(
    ("html", "value", "severity"),
    [
        ("<p id=a><p id=a>", "a", None),
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
        "<p id=a><p id=A>",
        "<template><p id=a></template><p id=a>",
    ],
)
def test_passes(look, html):
    assert look(RULE, html) == []
