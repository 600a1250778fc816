"""tags/bad-site-code."""

import pytest

RULE = "tags/bad-site-code"


@pytest.mark.parametrize(
    ("html", "count"),
    [
        ('<meta name="SiteIDCode" content="360000000">', 1),
        ('<meta name="SiteIDCode" content="bm1400000">', 1),
        ('<meta name="SiteIDCode" content="BM14000002">', 1),
        ('<meta name="SiteIDCode" content="36000000001">', 1),
    ],
)
def test_finds(look, html, count):
    assert len(on_page(look(RULE, html))) == count


@pytest.mark.parametrize(
    "html",
    [
        '<meta name="SiteIDCode" content="3600000000">',
        '<meta name="SiteIDCode" content="bm14000002">',
        "<p>x",
    ],
)
def test_passes(look, html):
    assert on_page(look(RULE, html)) == []


def on_page(found):
    return [(value, weight) for page, value, weight, _ in found if page == "docs/page.html"]


def test_finds_another_code_than_the_registered_one(look):
    profile = {"site_code": "3600000001"}
    html = '<meta name="SiteIDCode" content="3600000000">'
    assert on_page(look(RULE, html, profile=profile)) == [("3600000000", "error")]
