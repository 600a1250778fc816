"""links/large-data."""

import pytest

RULE = "links/large-data"


def test_finds(look):
    assert len(look(RULE, f'<img src="data:,{"x" * 33000}">')) == 1


@pytest.mark.parametrize(
    "html",
    [
        '<img src="data:,x">',
    ],
)
def test_passes(look, html):
    assert look(RULE, html) == []
