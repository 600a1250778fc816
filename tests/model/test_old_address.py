"""旧网址: only what every server and disk understands alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_model import old_address
from gongkai_model.messages import NotUnderstood

GOOD = [
    "/",
    "/a/",
    "/art/2019/3/1/art_1.html",
    "/XXGK/t2019~1-2.shtml",
    "/甲/乙.htm",
    "/%E7%94%B2/",
    "/\U00020000/",
    "/a/_b/404.html",
    "/a/robots.txt",
    "/" + "a" * 200,
    "/" + "a/" * 50,
]
BAD = [
    "", "a", "//", "//a", "/a//", "/a//b", "/.", "/..", "/a/../b", "/./a", "/a/.htaccess", "/a./b",
    "/a/b.", *(f"/a{c}b" for c in "*:|^!,=&@\"'<>\\{}[]()$?#;+` \t\n\0\x7f"),
    *(f"/a{c}b" for c in "\xa0\x85\xad\u3000\u2028\u200b\u202e\ue000\ufdd0"),
    *(f"/a{c}b" for c in "\uffff\ufeff\ud800\u1680"),
    "/a%", "/a%2", "/a%zz", "/a%e7%94%b2", "/%E7", "/%41", "/%2E%2E/a", "/%7E", "/a%2Fb", "/a%5Cb",
    "/a%00", "/a%20b", "/a%0D%0Ab", "/%E3%80%80", "/%EF%BB%BFa", "/%C0%AE", "/%25", "/%ED%A0%80",
    "/" + "a" * 201, "/" + "甲" * 67, "/" + "甲" * 66 + "/" + "a" * 200 + ("/" + "b" * 170) * 3,
    "/" + "a/" * 51, "/_redirects", "/_x/a", "/.well-known/a", "/CNAME", "/cname/x", "/Robots.txt",
    "/favicon.ico", "/sitemap.xml", "/sitemap-1.XML", "/sitemap/../a.xml", "/404.html",
    "/redirects.nginx.map", "/ads.txt/",
]  # fmt: skip


@pytest.mark.parametrize("text", GOOD)
def test_takes_what_a_path_needs(text):
    assert old_address.read(text) == text


@pytest.mark.parametrize("text", BAD)
def test_refuses_all_else_with_the_reason(text):
    with pytest.raises(NotUnderstood) as caught:
        old_address.read(text)
    assert "：" in caught.value.what.zh


@given(st.text(alphabet=st.sampled_from("aA/%.2EeF_-甲\u0301é %\\")), st.text(max_size=5))
def test_what_it_takes_is_one_path_for_all(text, other):
    try:
        address = old_address.read("/" + text + other)
    except NotUnderstood:
        return
    plain = old_address.decoded(address)
    assert "\ufffd" not in plain
    assert plain.count("/") == address.count("/")
    assert not {".", "..", "\\"} & set(plain.split("/"))
    assert not any(c.isspace() or not c.isprintable() for c in plain)
    assert old_address.place(old_address.place(plain)) == old_address.place(plain)
