"""files/damaged."""

import pytest

RULE = "files/damaged"


@pytest.mark.parametrize(
    "data",
    [
        b'<meta charset="utf-8"><p>a\0b',
        '<meta charset="utf-8"><p>中文'.encode("gb18030"),
        "<p>没有声明编码".encode("gb18030"),
        b"\xff\xfe<\0p\0>\0\0\xd8",
    ],
)
def test_finds(look, data):
    found = look(RULE, "", files={"docs/page.html": data})
    assert [(page, weight) for page, _, weight, _ in found] == [("docs/page.html", "warning")]


@pytest.mark.parametrize(
    "data",
    [
        '<meta charset="gb2312"><p>中文'.encode("gb18030"),
        "<p>没有声明，但是 UTF-8".encode(),
        b"\xef\xbb\xbf<p>x",
        "\ufeff<p>中文".encode("utf-16-le"),
    ],
)
def test_passes(look, data):
    assert look(RULE, "", files={"docs/page.html": data}) == []


def test_finds_a_sitemap_that_breaks_off(look):
    found = look(RULE, "", files={"map.xml": "<urlset><url><loc>/</loc>"})
    assert [page for page, *_ in found] == ["map.xml"]
