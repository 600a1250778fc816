"""Pages of a preview, tag by tag."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_model.pack import default_pack
from gongkai_render.preview import Preview
from gongkai_render.settings import Settings

FILES = frozenset(
    {
        "index.html",
        "404.html",
        "a/index.html",
        "a/2022-8/index.html",
        "a/2022-8/20220501/index.html",
        "a/文 件.pdf",
        "guide.html",
        "x.html/index.html",
    }
)
BANNER = '<p class="gk-preview" role="note">预览·非正式</p>\n'
PREVIEW = Preview(Settings("名", "https://www.shili.example/city/", "0"), FILES)


@pytest.mark.parametrize(
    ("page", "target", "expected"),
    [
        ("a/2022-8/index.html", "../", "../index.html"),
        ("a/2022-8/index.html", "..", "../index.html"),
        ("a/2022-8/index.html", "../../", "../../index.html"),
        ("a/2022-8/index.html", ".", "index.html"),
        ("a/2022-8/index.html", "20220501/#art-3", "20220501/index.html#art-3"),
        ("a/2022-8/index.html", "../../guide.html?x=1#y", "../../guide.html?x=1#y"),
        ("404.html", "/city/", "index.html"),
        ("404.html", "/city", "index.html"),
        ("404.html", "/city/a/", "a/index.html"),
        ("404.html", "/city/a", "a/index.html"),
        ("a/index.html", "/city/a/%E6%96%87%20%E4%BB%B6.pdf", "%E6%96%87%20%E4%BB%B6.pdf"),
        ("a/index.html", "文 件.pdf", "%E6%96%87%20%E4%BB%B6.pdf"),
        ("a/index.html", "https://www.shili.example/city/a/", "index.html"),
        ("a/index.html", "HTTP://WWW.SHILI.EXAMPLE/city/#x", "../index.html#x"),
        ("a/index.html", "//www.shili.example/city/", "../index.html"),
        ("a/index.html", " /city/ ", "../index.html"),
        ("a/index.html", "../x.html/", "../x.html/index.html"),
        ("a/index.html", "../guide.html/", "../guide.html/"),
        ("a/index.html", "#top", "#top"),
        ("a/index.html", "", ""),
        ("a/index.html", "?page=2", "?page=2"),
        ("a/index.html", "/citynot/a/", "/citynot/a/"),
        ("a/index.html", "/other/", "/other/"),
        ("a/index.html", "../../../up/", "../../../up/"),
        ("a/index.html", "missing/", "missing/"),
        ("a/index.html", "mailto:a@b.example", "mailto:a@b.example"),
        ("a/index.html", "data:,x", "data:,x"),
        ("a/index.html", "ftp://www.shili.example/city/", "ftp://www.shili.example/city/"),
        ("a/index.html", "https://other.example/city/", "https://other.example/city/"),
        ("a/index.html", "http://[", "http://["),
        ("a/index.html", "https://zfwzgl.www.gov.cn/exposure/jiucuo.html?url=x", None),
        ("a/index.html", "//ZFWZGL.www.gov.cn:443/x", None),
    ],
)
def test_leads_to_a_file(page, target, expected):
    assert PREVIEW.lead(target, page) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<a href=/city/a/?b=1&copy=2>x</a>", '<a href="a/index.html?b=1&amp;copy=2">x</a>'),
        ("<A HREF = '/city/a/' TITLE='>'>", "<A HREF=\"a/index.html\" TITLE='>'>"),
        ("<a title='<a href=\"/city/a/\">'>", "<a title='<a href=\"/city/a/\">'>"),
        ("<a/href=/city/a/>", '<a/href="a/index.html">'),
        ('<a data-href="/city/a/">', '<a data-href="/city/a/">'),
        ('<a href="&#x2f;city/a/">', '<a href="a/index.html">'),
        ("<!--><a href=/city/a/>-->", '<!--><a href="a/index.html">-->'),
        ("<!-- > <a href=/city/a/> -->", "<!-- > <a href=/city/a/> -->"),
        ("<script>'<a href=\"/city/a/\">'</script>", "<script>'<a href=\"/city/a/\">'</script>"),
        ("<style>/*<a href=/city/a/>*/</STYLE >", "<style>/*<a href=/city/a/>*/</STYLE >"),
        ("1 < 2 <a href=/city/a/>", '1 < 2 <a href="a/index.html">'),
        ('<a href="/city/a/', '<a href="/city/a/'),
        (
            "<meta http-equiv=Refresh content=\"0;URL='/city/a/'\">",
            '<meta http-equiv=Refresh content="0;URL=&#x27;a/index.html&#x27;">',
        ),
        ('<meta name="x" content="0; url=/city/a/">', '<meta name="x" content="0; url=/city/a/">'),
        ('<meta http-equiv="refresh" content="5">', '<meta http-equiv="refresh" content="5">'),
        ('<object data="/city/a/">', '<object data="a/index.html">'),
        ('<div data="/city/a/">', '<div data="/city/a/">'),
        (
            '<img srcset="/city/a/ 1x,/city/guide.html 2x, data:,x 3x">',
            '<img srcset="a/index.html 1x,guide.html 2x, data:,x 3x">',
        ),
        ('<link rel="me canonical" href="/city/a/">x', "x"),
        ('<script type="application/ld+json">{"a": "</p>"}</script>x', "x"),
        ('<form action="https://o.example/">', "<form>"),
        ('<form action="/city/a/">', '<form action="a/index.html">'),
    ],
)
def test_rewrites_tags_and_nothing_else(html, expected):
    start = "<html><head></head><body>"
    page = PREVIEW.page(start + html, "index.html")
    assert page.partition(BANNER)[2] == expected


def test_marks_a_page_once():
    html = (
        "<!DOCTYPE html><html><head><!-- </head> --><title>标题</title></head>"
        "<body class=x><svg><title>图</title></svg></body></html>"
    )
    page = PREVIEW.page(html, "a/index.html")
    assert page.count('class="gk-preview"') == page.count("noindex") == 1
    assert "<title>预览·非正式 – 标题</title>" in page
    assert "<title>图</title>" in page
    assert page.index("../assets/gongkai/preview.css") > page.index("标题")


@pytest.mark.parametrize("html", ["<!doctype html>\n<p>x", "<p>x", "", "<head><p>x"])
def test_marks_a_page_without_head_and_body(html):
    page = PREVIEW.page(html, "index.html")
    assert page.count('class="gk-preview"') == page.count("noindex") == 1
    assert page.lower().startswith("<!doctype") == html.startswith("<!doctype")


class Text(HTMLParser):
    """What a page says, and its attributes."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, [(k, v) for k, v in attrs if k not in {"href", "src", "action"}]))

    def handle_data(self, data):
        self.found.append(data)


PIECES = st.sampled_from(
    [
        *("<a href='/city/a/'>", '<a href="../x/" title="a > b">', "</a>", "<p class=x>", "<br/>"),
        *("<img src=/city/guide.html alt=''>", "<!-- <a href=/city/> -->", "文字", " & &amp; "),
        *("<b =x>", "<i a=\"1\"b='2'>", "</p >", "<form action=/city/>", "\n"),
    ]
)


@given(st.lists(PIECES, max_size=12))
def test_another_reader_sees_the_same_page(pieces):
    html = "<head></head><body>" + "".join(pieces)
    page = PREVIEW.page(html, "a/2022-8/index.html")
    rest = page.partition(BANNER)[2]
    assert Text("<body>" + rest).found == Text("<body>" + "".join(pieces)).found


@given(st.text(alphabet="<>/!-=\"' ahref&;\n", max_size=60))
def test_no_input_is_lost_or_hangs(text):
    page = PREVIEW.page("<head></head><body>" + text, "index.html")
    assert page.partition(BANNER)[2] == text


def test_speaks_the_language_of_the_portal_and_knows_its_feedback_platform():
    pack = replace(
        default_pack(),
        texts={"预览·非正式": "Preview & no more"},
        feedback_entry="https://errors.example/?site={code}&page={url}",
    )
    preview = Preview(replace(PREVIEW.settings, pack=pack), FILES)
    page = preview.page("<head><title>x</title></head><body>", "index.html")
    assert "<title>Preview &amp; no more – x</title>" in page
    assert '<p class="gk-preview" role="note">Preview &amp; no more</p>' in page
    assert preview.lead("https://errors.example/?site=1", "index.html") is None
    assert preview.lead("https://zfwzgl.www.gov.cn/", "index.html") == "https://zfwzgl.www.gov.cn/"
