"""links/missing-metadata."""

import pytest

RULE = "links/missing-metadata"


@pytest.mark.parametrize(
    ("html", "value", "severity"),
    [
        ('<link rel=canonical href="/none">', "/none", "error"),
        ('<link rel=next href="/none">', "/none", "warning"),
        ('<link rel=alternate hreflang=en href="/none">', "/none", "warning"),
        (
            '<meta property="og:url" content="https://www.shili.example/n">',
            "https://www.shili.example/n",
            "warning",
        ),
        ('<meta property="og:image" content="/n.png">', "/n.png", "warning"),
        (
            '<script type="application/ld+json">{"@graph":[{"url":"/none"}]}</script>',
            "/none",
            "warning",
        ),
        ('<blockquote cite="/none">', "/none", "warning"),
        ('<img src="/img/a.png" longdesc="/none">', "/none", "warning"),
        ('<a href="/about/" ping="/none">x</a>', "/none", "warning"),
        ('<body background="/n.png">', "/n.png", "warning"),
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
        '<link rel=canonical href="/about/">',
        '<meta name=description content="/none">',
        '<script type="application/ld+json">{"url":</script>',
        '<script>{"url":"/none"}</script>',
    ],
)
def test_passes(look, html):
    assert look(RULE, html) == []
