"""links/long-redirect-chain."""

from itertools import pairwise

import pytest

RULE = "links/long-redirect-chain"


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/old/">x</a>',
    ],
)
def test_passes(look, html):
    assert look(RULE, html) == []


def test_finds_more_than_three(look):
    stub = '<meta http-equiv=refresh content="0;url=/{}/">'
    names = [*(f"s{n}" for n in range(4)), "about"]
    files = {f"{name}/index.html": stub.format(after) for name, after in pairwise(names)}
    found = look(RULE, "", files=files)
    assert [page for page, *_ in found] == ["s0/index.html"]
