"""Trees are what a second conforming parser makes of the same bytes."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from gongkai_checks.parsing import parse, parse_page, place_of

PAGES = [
    "<p>a<p>b<table><a href=1>c<tr><td>d</a>e",
    "<a href=1>x<a href=2>y<div><a href=3>z</a></div>",
    "<b><i><p>x</b>y</i>z<b a=1><b a=2><p>",
    "<svg><a href=x><foreignObject><p>y</svg><math><mi><b>",
    "<select><option>a<option>c<optgroup></select><textarea><a></textarea><title><b></title>",
    "<ul><li>a<ul><li>b</ul><li>c</ul></p></br><frameset><noscript><p>x</noscript>",
    "<head><noscript><img src=x></noscript><link href=y><body><nobr>a<nobr>b",
    "<table><tr><form><td><input></form><caption>x<template><td>y</template>",
]


@pytest.mark.parametrize("html", PAGES)
def test_finds_the_elements_that_another_parser_finds(html):
    other = [node.tag for node in LexborHTMLParser(html).css("*")]
    # lexbor keeps what a template holds apart; nothing else may differ.
    ours = [e.tag for e in parse(html).select("*")]
    inside = [e.tag for e in parse(html).select("template *")]
    for tag in inside:
        if ours.count(tag.lower()) > other.count(tag.lower()):
            ours.remove(tag)
    assert sorted(tag.lower() for tag in ours) == sorted(tag.lower() for tag in other)


def test_places_count_from_one_in_characters():
    (element,) = parse("<p>x\n中文<a href=x>").select("a")
    assert place_of(element) == (2, 3)


@pytest.mark.parametrize(
    ("data", "href"),
    [
        ('<meta charset="gb2312"><a href="中文">'.encode("gb18030"), "中文"),
        (
            '<meta http-equiv=content-type content="text/html; charset=GBK"><a href="镕">'.encode(
                "gbk"
            ),
            "镕",
        ),
        ('<a href="中文">'.encode("gb18030"), "中文"),
        ('<a href="中文">'.encode(), "中文"),
        ('<a href="中文">'.encode("utf-8-sig"), "中文"),
        ('<a href="中文">'.encode("utf-16"), "中文"),
        ('<meta charset="big5"><a href="中文">'.encode("big5"), "中文"),
        (b'<meta charset="utf-8"><a href="&#x4e2d;&amp;">', "中&"),
    ],
)
def test_reads_the_encoding_as_a_browser_would(data, href):
    tree, damage = parse_page(data)
    assert tree.select("a")[0].attr("href") == href
    assert damage in ((), ("no-encoding",))
