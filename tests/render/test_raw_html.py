"""Raw HTML: nothing but the listed elements leaves a record, whoever wrote it."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_render.raw_html import (
    LINK_SCHEMES,
    RawHtmlExtension,
    check_raw_html,
    makeExtension,
    read_block,
    refused_scheme,
    sanitise,
)

HARMLESS = set(
    re.findall(
        r"\w+",
        "a abbr blockquote br caption code col colgroup dd del details div dl dt em figcaption "
        "figure h1 h2 h3 h4 h5 h6 hr img input kbd label li mark ol p path pre source span strong "
        "sub summary sup svg table tbody td tfoot th thead tr track ul video",
    )
)


class _Watch(HTMLParser):
    """Reads a page as a browser would and keeps what could do harm."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.harm: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in HARMLESS:
            self.harm.append(f"<{tag}>")
        for name, value in attrs:
            url = "".join(sign for sign in value or "" if sign > " ").lower()
            if name.startswith("on") or name in {"srcdoc", "formaction", "action", "xlink:href"}:
                self.harm.append(f"{tag} {name}")
            if url.startswith(("javascript:", "data:", "vbscript:", "blob:", "file:")):
                self.harm.append(f"{tag} {name}={value}")
            if name == "style":
                self.harm.append(f"{tag} {name}={value}")

    def handle_comment(self, data: str) -> None:
        self.harm.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.harm.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.harm.append(f"<?{data}>")


def harm_in(html: str) -> list[str]:
    watch = _Watch()
    watch.feed(html)
    watch.close()
    return watch.harm


EXTENSIONS = [
    "extra", "admonition", "sane_lists", "smarty", "toc", "codehilite", "legacy_attrs", "wikilinks",
    "gongkai_render.official_text",
]  # fmt: skip


def converter(*names: str) -> tuple[markdown.Markdown, RawHtmlExtension]:
    guard = RawHtmlExtension()
    return markdown.Markdown(extensions=[*names, guard]), guard


STOCK, STOCK_GUARD = converter(*EXTENSIONS)
PLAIN, PLAIN_GUARD = converter()

ATTACKS = [
    "<script>alert(1)</script>", "<scr\nipt>alert(1)</scr\nipt>", "<script\n>alert(1)</script>",
    "<svg/onload=alert(1)>", "<img src=x onerror=alert(1)>",
    '<img src="x" onerror="alert(1)" alt="">',
    '<a href="java&#x73;cript:alert(1)">x</a>', "<javascript:alert(1)>", "[x](javascript:alert(1))",
    "[x](java&#x73;cript:alert(1))", "[x](<java\tscript:alert(1)>)", "[x](&#1;javascript:alert(1))",
    "[x](javascript&colon;alert(1))", "[x][y]\n\n[y]: javascript:alert(1)",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)", "![x](data:image/svg+xml,<svg/onload=alert(1)>)",
    "[x](vbscript:msgbox)", "[x](\x01javascript:alert(1))", "[x]( javascript:alert(1))",
    "x\n{: onclick=alert(1) }", "# x {: onmouseover=alert(1) style=position:fixed }",
    "[x](y){: href=javascript:alert(1) }", "![x](y){: src=data:x onerror=alert(1) }",
    "``` {.python onclick=alert(1)}\nx\n```", "{@onclick=alert(1)}*x*",
    "![a{@onerror=alert(1)}](b)",
    '<div markdown="1" onclick="alert(1)">*x*</div>',
    '<div markdown="1">\n<script>x</script>\n</div>',
    "<table><tr><td onclick=alert(1)>x</td></tr></table>",
    "<table><tr><td><script>x</script></td></tr></table>",
    '<table><tr><td><img src="javascript:x"></td></tr></table>', '<video src="data:x"></video>',
    '<video><source src="java&Tab;script:x"></video>',
    "<table><tr><td>&lt;script&gt;</td></tr></table>",
    "<iframe src=//e.x></iframe>", "<base href=//e.x>", "<meta http-equiv=refresh content=0>",
    "<style>*{}</style>", "<form action=x><button formaction=javascript:x>y</button></form>",
    "<object data=x></object>", "<embed src=x>", "<link rel=stylesheet href=x>",
    "<!--><script>x</script>-->",
    "<!-- x -->", "<?php x ?>", "<![CDATA[<script>x</script>]]>", "<!DOCTYPE x>",
    "</p><script>x</script>",
    "\x02wzxhzdk:0\x03<b>", "\x02klzzwxh:0000\x03", "`<script>`x`</script>", "``` \n<script>\n",
    "    <script>",
    "<b>*x*</b>", "<a href='x' onclick='y'>", "<<script>alert(1)//<</script>",
    "<img src=`x`onerror=y>",
    '<math><mtext></table><img src=x onerror=y>', "<a\x0chref=javascript:x>",
    "<details ontoggle=x open>",
    "[x]: <javascript:alert(1)> 'y'\n\n[x]", "<x@y.z onclick=y>",
    "*[x]: \"><script>y</script>\n\nx",
    "[^1]\n\n[^1]: <script>x</script>", "!!! note \"<script>x</script>\"\n    <script>y</script>",
    "x\n: <script>", "| a |\n|---|\n| <script>x</script> |", "1. <script>\n\n    <script>",
    "> <script>",
    '[x](y "><script>")', "![\"><script>](y)", "[[javascript:x]]", "\\<script>x\\</script>",
    "&lt;script&gt;",
]  # fmt: skip


@pytest.mark.parametrize("source", ATTACKS)
@pytest.mark.parametrize("md", [STOCK, PLAIN], ids=["stock", "plain"])
def test_attacks_come_out_as_text(md: markdown.Markdown, source: str) -> None:
    for text in (source, f"甲{source}乙", f"甲\n\n{source}\n\n乙", f"* {source}"):
        md.reset()
        assert harm_in(md.convert(text)) == []


_PIECES = st.sampled_from(
    [
        *"<>&\"'/=`[](){}:!\\#*\n ", "script", "<script>", "</script>", "javascript:", "onclick=x",
        "<a ",
        "<img src=x ", "href=", "<table>", "<tr>", "<td>", "</table>", "&#x6a;", "&colon;", "{: ",
        " }",
        "](", "<!--", "-->", "<svg/onload=x>", "x", "\n\n", "    ", "```", "markdown=1", "<div ",
        "\x02", "\x03",
    ]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=16).map("".join))
def test_whatever_is_written_does_no_harm(text: str) -> None:
    STOCK.reset()
    assert harm_in(STOCK.convert(text)) == []


@given(st.lists(_PIECES, max_size=16).map("".join))
def test_sanitise_holds_by_itself(text: str) -> None:
    html, refused = sanitise(text)
    assert harm_in(html) == []
    assert sanitise(html)[1] == []
    assert html == text or refused


@pytest.mark.parametrize(
    "source",
    [
        "# 甲 {: #b .c }\n\n[乙](https://a.b/?c=d&copy=e) <https://a.b> <c@d.e> ![丙](f.png \"g\")",
        "| 甲 | 乙 |\n|:--|--:|\n| 丙 | 丁 |",
        "[^1]\n\n[^1]: 注\n\n* 戊\n    1. 己\n\n```\n<b>\n```",
        "!!! note\n    甲 `<b>`\n\n甲\n: 乙",
        "*[丙]: 丁\n\n丙 &copy; &lt;b&gt; 1 < 2\n\n    <script>",
        "[tel](tel:12345) [mail](mailto:a@b.c) [rel](../a.md#b) [root](/a) [here](#b)",
    ],
)  # fmt: skip
def test_ordinary_markdown_is_left_alone(source: str) -> None:
    stock = markdown.markdown(source, extensions=EXTENSIONS)
    STOCK.reset()
    assert STOCK.convert(source) == stock
    assert STOCK_GUARD.mistakes == []
    assert check_raw_html(source) == []


def test_listed_elements_come_through() -> None:
    source = (
        "甲\n\n<table>\n<tr><th scope=row rowspan='2'>乙</th><td>*丙*</td></tr>\n</table>\n\n"
        '<video controls><track src="a.vtt" kind="captions" srclang="zh"></video>\n\n*丁*'
    )
    PLAIN.reset()
    html = PLAIN.convert(source)
    assert '<table>\n<tr><th scope="row" rowspan="2">乙</th><td>*丙*</td></tr>\n</table>' in html
    assert '<video controls><track src="a.vtt" kind="captions" srclang="zh"></video>' in html
    assert "<em>丁</em>" in html
    assert check_raw_html(source) == PLAIN_GUARD.mistakes == []


def test_addresses_in_listed_elements_are_resolved() -> None:
    md, guard = converter()
    guard.resolve = lambda target, line: f"/x/{target}"
    assert '<img src="/x/a.png" alt="甲">' in md.convert(
        '<figure><img src="a.png" alt="甲"></figure>'
    )


def test_what_is_refused_is_said() -> None:
    STOCK.reset()
    STOCK.convert("[x](javascript:a)\n\ny\n{: onclick=z }")
    assert [mistake.what.en for mistake in STOCK_GUARD.mistakes] == [
        'not allowed in the output: href="javascript:a"',
        'not allowed in the output: onclick="z"',
    ]
    STOCK.reset()
    assert STOCK_GUARD.mistakes == []


def test_a_tag_can_be_escaped() -> None:
    PLAIN.reset()
    assert PLAIN.convert("甲\\<b>") == "<p>甲&lt;b&gt;</p>"
    assert check_raw_html("甲\\<b>") == []


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("甲\n\n乙 <b>丙</b>", [3, 3]),
        ("甲\n<div\nclass=x>\n", [2]),
        ("<!-- 甲 -->", [1]),
        ("```\n<b>\n```\n<i>", [4]),
        ("~~~~\n<b>\n~~~\n<b>\n~~~~\n\n<i>", [7]),
        ("`<b>` ``<b>`<b>`` `<i>", [1]),
        ("`<b>\n<b>` <i>", [2]),
        ("甲\n\n    <b>\n\n<i>", [5]),
        ("甲\n    <b>", [2]),
        ("1 < 2 > 0 <1> <甲>", []),
        ("<https://a.b> <a@b.c>", []),
        ("<javascript:alert(1)>", [1]),
        ("<table>\n<tr><td><b></td></tr>\n</table>\n<i>", [2, 4]),
        ("<table>\n甲\n\n乙 <b>", [1, 4]),
        ("甲 <table></table>", [1, 1]),
        ("\\\\<b>", [1]),
        ("`\n\n<b>\n\n`", [3]),
    ],
)
def test_raw_html_is_found_with_its_line(source: str, lines: list[int]) -> None:
    assert [mistake.line for mistake in check_raw_html(source)] == lines


@pytest.mark.parametrize(
    ("url", "scheme"),
    [
        ("a.md", ""), ("../a:b.md", ""), ("#a:b", ""), ("?a:b", ""), ("/a:b", ""), ("//a.b/c", ""),
        ("https://a", ""), ("HTTP://a", ""), ("mailto:a@b", ""), ("tel:1", ""), ("附件1：表.md",
        ""),
        ("javascript:x", "javascript"), (" java\nscript:x", "javascript"), ("\x00data:x", "data"),
        ("ftp://a", "ftp"), ("file:/a", "file"), ("x-y+z.1:a", "x-y+z.1"), ("\u200bjavascript:x",
        "javascript"),
    ],
)  # fmt: skip
def test_schemes(url: str, scheme: str) -> None:
    assert refused_scheme(url, LINK_SCHEMES) == scheme


def test_a_block_is_written_anew() -> None:
    source = "甲<TABLE ><tr><td COLSPAN = 2 id='x'>&lt;&nbsp;\"</td></tr></TABLE>乙"
    block = read_block(source, 1, 7)
    assert block is not None
    assert block.html == '<table><tr><td colspan="2" id="x">&lt;\xa0"</td></tr></table>'
    assert source[block.end :] == "乙"
    assert block.ids == ("x",)
    assert block.mistakes == ()
    assert read_block("<table><tr>", 0, 1) is None


def test_mistakes_are_placed_in_their_file() -> None:
    mistake = check_raw_html("甲\n<b>")[0]
    assert str(mistake.message("a.md", 11).at) == "a.md:12"


def test_it_can_be_named_in_a_configuration() -> None:
    assert isinstance(makeExtension(), RawHtmlExtension)
    assert markdown.markdown("<b>", extensions=["gongkai_render.raw_html"]) == "<p>&lt;b&gt;</p>"


@pytest.mark.parametrize(
    "text",
    [
        "<" * 300_000, "<b>" * 100_000, "<a " * 100_000, "`" * 300_000, "` `` " * 60_000,
        "<table>" * 20_000, "<table>\n" * 20_000, "<table></table>\n" * 10_000,
        "\\" * 300_000 + "<b>",
        "\\<b>" * 80_000, "<a href='" * 40_000, '<p x="' * 50_000, "<p " + "a=b " * 80_000,
        "<!--" * 80_000,
        "<a@" * 100_000, "<http://" * 50_000, "```\n" * 60_001, "甲\n" * 100_000 + "<b>",
        "<p" + " " * 300_000,
    ],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_hostile_texts_take_linear_time(text: str) -> None:
    start = time.process_time()
    check_raw_html(text)
    sanitise(text)
    assert time.process_time() - start < 6
