"""links/wrong-case."""

import pytest

RULE = "links/wrong-case"


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/About/">x</a>',
    ],
)
def test_passes(look, html):
    assert look(RULE, html) == []


def test_finds_wrong_case_where_the_server_does_not_mind(look):
    profile = {"case_blind": True}
    assert _values(look(RULE, '<a href="/About/">x</a>', profile=profile)) == ["/About/"]


def _values(found):
    return [value for _, value, _, _ in found]
