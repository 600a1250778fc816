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
        *("https://a.example:0/", "https://a.example:65536/", "https://a.example:99999/"),
        *("https://a.example:/", "https://a..example/", "https://[::g]/", "https://1.2.3.999/"),
    ],
)
def test_refuses(text):
    for reader in (read, read_secure):
        with pytest.raises(NotUnderstood):
            reader(text)


@pytest.mark.parametrize(
    "host",
    ["localhost", "localhost:8443", "oa", "oa.local", "127.0.0.1", "127.1", "2130706433",
     "0x7f.0.0.1", "１２７.0.0.1", "10.0.0.8:8443", "172.16.3.4", "192.168.1.1", "169.254.169.254",
     "0.1.2.3", "100.64.0.1", "[::1]", "[::ffff:10.0.0.1]", "[fd00::1]:443", "[fe80::1]"],
)  # fmt: skip
def test_refuses_what_only_some_can_open(host):
    for reader in (read, read_secure):
        with pytest.raises(NotUnderstood, match="into an intranet"):
            reader(f"https://{host}/a.pdf")


def test_ports_and_public_addresses_are_read():
    for host in ("a.example:1", "a.example:65535", "192.0.2.1:8443", "[2001:db8::1]:443"):
        assert read_secure(f"https://{host}/") == f"https://{host}/"


def test_what_is_asked_for_secretly_is_encrypted():
    assert read_secure("https://a.example/") == "https://a.example/"
    with pytest.raises(NotUnderstood, match="not encrypted"):
        read_secure("http://a.example/")


@pytest.mark.parametrize("text", ["https://" + "a" * 500_000, "https://a/" + "<" * 500_000])
def test_a_long_text_is_not_quoted_at_length(text):
    with pytest.raises(NotUnderstood) as caught:
        read(text)
    assert len(caught.value.what.zh) < 200
