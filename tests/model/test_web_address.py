"""Full addresses: what is one, and what only looks like one."""

import pytest

from gongkai_model.messages import NotUnderstood
from gongkai_model.web_address import host_of, path_of, read, read_secure


@pytest.mark.parametrize(
    ("text", "host", "path"),
    [
        ("https://www.example.gov/", "www.example.gov", "/"),
        ("http://www.example.gov", "www.example.gov", ""),
        ("https://www.example.gov:8443/a/b.pdf?x=1#y", "www.example.gov:8443", "/a/b.pdf"),
        ("https://示例.政务/办事?事项=甲", "示例.政务", "/办事"),
        ("https://[2001:db8::1]/a", "[2001:db8::1]", "/a"),
        ("https://www.example.gov?q=a/b.pdf", "www.example.gov", ""),
        ("https://a.example/x_(y)", "a.example", "/x_(y)"),
    ],
)
def test_reads(text, host, path):
    assert read(text) == text
    assert host_of(text) == host
    assert path_of(text) == path


@pytest.mark.parametrize(
    "text",
    [
        *("", "www.example.gov", "//www.example.gov/", "/a", "https://", "https:///a", "https:/a"),
        *("ftp://a.example/", "javascript:alert(1)", "data:text/html,x", "mailto:a@b.example"),
        *("https://a.example/ b", "https://a b/", 'https://a.example/"x', "https://a.example/<x>"),
        *("https://user@a.example/", "https://user:word@a.example/", "https://a.example\\b"),
        *("https://a.example/\n", "https://a.example:port/", "https://[x]/", "https://a%20b/"),
    ],
)
def test_refuses(text):
    for reader in (read, read_secure):
        with pytest.raises(NotUnderstood):
            reader(text)


def test_what_is_asked_for_secretly_is_encrypted():
    assert read_secure("https://a.example/") == "https://a.example/"
    with pytest.raises(NotUnderstood, match="not encrypted"):
        read_secure("http://a.example/")


@pytest.mark.parametrize("text", ["https://" + "a" * 500_000, "https://a/" + "<" * 500_000])
def test_a_long_text_is_not_quoted_at_length(text):
    with pytest.raises(NotUnderstood) as caught:
        read(text)
    assert len(caught.value.what.zh) < 200
