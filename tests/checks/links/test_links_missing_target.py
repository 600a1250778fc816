"""links/missing-target."""

import pytest

RULE = "links/missing-target"


@pytest.mark.parametrize(
    ("html", "value", "severity"),
    [
        ('<a href="none/">x</a>', "none/", None),
        ('<a href="/About/">x</a>', "/About/", None),
        ('<a href="../公告/一(一).html">x</a>', "../公告/一(一).html", None),
        ('<a href="/%25E5%2585%25AC.html">x</a>', "/%25E5%2585%25AC.html", None),
        ('<a href="/%B9%AB.html">x</a>', "/%B9%AB.html", None),
        ('<a href="../folder/">x</a>', "../folder/", None),
        ('<a href="page.html/">x</a>', "page.html/", None),
        ('<a href="about%2Findex.html">x</a>', "about%2Findex.html", None),
        (
            '<a href="https://WWW.Shili.example:443/none">x</a>',
            "https://WWW.Shili.example:443/none",
            None,
        ),
        ('<a href="//www.shili.example/none">x</a>', "//www.shili.example/none", None),
        ('<map><area href="/none">', "/none", None),
        ('<svg><a href="/none"><text>x</text></a></svg>', "/none", None),
        ('<iframe src="/none">', "/none", None),
        ('<form action="/none">', "/none", None),
        ('<form method=post><button formmethod=get formaction="/none">', "/none", None),
        ("<meta content=\"5 ; URL = '/none'\" http-equiv=Refresh>", "5 ; URL = '/none'", None),
        ('<noscript><a href="/none">x</a></noscript>', "/none", None),
        ('<iframe srcdoc="<a href=/none>x</a>"></iframe>', "/none", None),
        ('<base href="/folder/"><a href="page.html">x</a>', "page.html", None),
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
        '<a href="../about/">x</a>',
        '<a href="../about">x</a>',
        '<a href="..">x</a>',
        '<a href="">x</a>',
        '<a href="#">x</a>',
        '<a href="?a=1">x</a>',
        '<a href=" \n../about/\t">x</a>',
        '<a href="../ab\nout/">x</a>',
        '<a href="../../../../about/">x</a>',
        '<a href="/about/%2e%2E/about/">x</a>',
        '<a href="../公告/一（一）.html">x</a>',
        '<a href="/%E5%85%AC%e5%91%8a/%e4%b8%80%EF%BC%88%E4%B8%80%EF%BC%89.html">x</a>',
        '<a href="\\about\\">x</a>',
        '<a href="/about//">x</a>',
        '<a href="mailto:a@b.example">x</a>',
        '<a href="https://a.example/none">x</a>',
        "<!-- <a href='/none'> -->",
        "<script>'<a href=\"/none\">'</script>",
        "<textarea><a href='/none'></textarea>",
        '<form method=post action="/none">',
        '<div data-href="/none">',
        '<link rel=preconnect href="/none">',
        '<base href="/about/"><a href="../">x</a>',
        '<base href="https://a.example/"><a href="none">x</a>',
    ],
)
def test_passes(look, html):
    assert look(RULE, html) == []


def test_weighs_less_in_a_template(look):
    found = look(RULE, '<template><a href="/none">x</a></template>')
    assert [severity for _, _, severity, _ in found] == ["note"]


def test_leaves_what_other_systems_serve(look):
    profile = {"elsewhere": ["/api/", "/search"]}
    html = '<a href="/api/x">x</a><a href="/search?q">x</a><a href="/searching">x</a>'
    assert _values(look(RULE, html, profile=profile)) == ["/searching"]


def test_follows_the_redirects_of_the_server(look):
    targets = {"/a": "/about/", "/b": "/none/", "/c": "https://a.example/"}
    html = "".join(f'<a href="{path}">x</a>' for path in targets)
    assert _values(look(RULE, html, profile={"redirects": targets})) == ["/b"]


def test_finds_the_way_back_from_a_mount(look):
    files = {"index.html": '<link rel="canonical" href="https://www.shili.example/sub/">'}
    html = '<a href="/sub/about/">x</a><a href="/sub/none/">x</a><a href="../about/">x</a>'
    assert _values(look(RULE, html, files=files)) == ["/sub/none/"]


def test_reads_a_page_in_an_old_encoding(look):
    page = '<meta charset="gb2312"><a href="../公告/一（一）.html">x</a><a href="无">x</a>'
    assert _values(look(RULE, "", files={"docs/page.html": page.encode("gb18030")})) == ["无"]


def _values(found):
    return [value for _, value, _, _ in found]
