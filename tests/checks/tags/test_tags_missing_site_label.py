"""tags/missing-site-label."""

import pytest

RULE = "tags/missing-site-label"


@pytest.mark.parametrize(
    ("html", "count"),
    [
        ("<p>x", 3),
        ('<meta name="SiteName" content="示例">', 2),
        (
            '<meta name="SiteName" content="">'
            '<meta name="SiteDomain" content="null">'
            '<meta name="SiteIDCode" content=" ">',
            3,
        ),
    ],
)
def test_finds(look, html, count):
    assert len(on_page(look(RULE, html))) == count


@pytest.mark.parametrize(
    "html",
    [
        '<meta name="SiteName" content="x"><meta name="sitedomain" content="x">'
        '<meta name="SiteIDCode" content="x">',
        '<meta http-equiv=refresh content="0;url=/about/">',
    ],
)
def test_passes(look, html):
    assert on_page(look(RULE, html)) == []


def on_page(found):
    return [(value, weight) for page, value, weight, _ in found if page == "docs/page.html"]


def test_asks_nothing_of_a_style_sheet(look):
    assert "a.css" not in {page for page, *_ in look(RULE, "", files={"a.css": "b{}"})}
