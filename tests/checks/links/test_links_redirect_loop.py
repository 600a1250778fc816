"""links/redirect-loop."""

import pytest

RULE = "links/redirect-loop"


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/old/">x</a>',
    ],
)
def test_passes(look, html):
    assert look(RULE, html) == []


def test_finds_each_page_of_a_circle(look):
    files = {
        "a/index.html": '<meta http-equiv=refresh content="0;url=/b/">',
        "b/index.html": '<meta http-equiv=refresh content="0;url=/a/">',
        "c/index.html": '<meta http-equiv=refresh content="0;url=/a/">',
    }
    found = look(RULE, "", files=files)
    assert [page for page, *_ in found] == ["a/index.html", "b/index.html"]
