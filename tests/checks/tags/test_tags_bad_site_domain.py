"""tags/bad-site-domain."""

import pytest

RULE = "tags/bad-site-domain"


@pytest.mark.parametrize(
    ("html", "count"),
    [
        ('<meta name="SiteDomain" content="https://www.shili.example">', 1),
        ('<meta name="SiteDomain" content="www.shili.example/">', 1),
        ('<meta name="SiteDomain" content="www.other.example">', 1),
        ('<meta name="SiteDomain" content="a b">', 1),
    ],
)
def test_finds(look, html, count):
    assert len(on_page(look(RULE, html))) == count


@pytest.mark.parametrize(
    "html",
    [
        '<meta name="SiteDomain" content="www.shili.example">',
        '<meta name="SiteDomain" content="WWW.Shili.example">',
        "<p>x",
    ],
)
def test_passes(look, html):
    assert on_page(look(RULE, html)) == []


def on_page(found):
    return [(value, weight) for page, value, weight, _ in found if page == "docs/page.html"]
