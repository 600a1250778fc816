"""links/missing-resource."""

import pytest

RULE = "links/missing-resource"


@pytest.mark.parametrize(
    ("html", "value", "severity"),
    [
        ('<img src="/none.png">', "/none.png", None),
        (
            '<img src="/img/a.png" srcset="/img/a.png 1x,/n.png 2x">',
            "/img/a.png 1x,/n.png 2x",
            None,
        ),
        ('<link rel=preload as=image imagesrcset="/n.png 1x">', "/n.png 1x", None),
        ('<link rel="alternate stylesheet" href="/n.css">', "/n.css", None),
        ('<link rel=manifest href="/n.webmanifest">', "/n.webmanifest", None),
        ('<script src="/n.js"></script>', "/n.js", None),
        ('<video poster="/n.png">', "/n.png", None),
        ('<video><source src="/n.mp4"><track src="/img/a.png">', "/n.mp4", None),
        ('<embed src="/n.swf">', "/n.swf", None),
        ('<object data="/n.pdf">', "/n.pdf", None),
        ('<input type=IMAGE src="/n.png">', "/n.png", None),
        ('<svg><image xlink:href="/n.png"/></svg>', "/n.png", None),
        ('<svg><use href="/n.svg#a"/></svg>', "/n.svg#a", None),
        ('<p style="background:url(/n.png)">', "background:url(/n.png)", None),
        ('<style>@import "/n.css";</style>', "/n.css", None),
        ("<style>/* */ b{background:URL( '/n.png' )}</style>", "/n.png", None),
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
        '<img src="/img/a.png">',
        '<img src="data:image/png;base64,AA">',
        '<img data-src="/n.png">',
        '<input src="/n.png">',
        "<style>/* url(/n.png) */ @namespace svg url(/n);</style>",
        '<p style="fill:url(#a)">',
        '<link rel=dns-prefetch href="/n">',
    ],
)
def test_passes(look, html):
    assert look(RULE, html) == []


def test_weighs_a_missing_icon_less(look):
    found = look(RULE, '<link rel="shortcut icon" href="/n.ico">')
    assert [severity for _, _, severity, _ in found] == ["warning"]


def test_takes_addresses_of_a_style_sheet_against_itself(look):
    files = {"css/a.css": "@import 'none.css'; b{background:url(../img/a.png)}"}
    assert look(RULE, "", files=files) == [("css/a.css", "none.css", "error", "fail")]
