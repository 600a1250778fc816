"""The register of addresses: round trip, vanished addresses, damage."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai_model import address_register
from gongkai_model.messages import Message


def read(content) -> tuple[dict[str, tuple[str, int]], list[Message]]:
    messages: list[Message] = []
    return address_register.read(content.folder, "content", messages), messages


PAGES = st.dictionaries(st.from_regex(r"/[!-~甲-龥]{0,20}", fullmatch=True), st.text("a,\"'\n甲 "))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PAGES, PAGES)
def test_what_is_written_is_read_back(content, before, after):
    (content.folder / address_register.PATH).unlink(missing_ok=True)
    address_register.write(content.folder, {}, before.items())
    published, messages = read(content)
    assert not messages
    assert {address: source for address, (source, _) in published.items()} == before
    address_register.write(content.folder, published, after.items())
    # An address once published stays, whatever is published later.
    assert {a: source for a, (source, _) in read(content)[0].items()} == before | after
    assert not address_register.write(content.folder, read(content)[0], after.items())


def test_is_sorted_and_of_one_form(content):
    address_register.write(content.folder, {}, [("/b/", "b.md"), ("/a,1/", "a.md")])
    file = content.folder / address_register.PATH
    assert file.read_bytes() == b'address,source\n"/a,1/",a.md\n/b/,b.md\n'
    assert [path.name for path in file.parent.iterdir() if "addresses" in path.name] == [file.name]


def test_there_may_be_none(content):
    assert read(content) == ({}, [])


def test_a_vanished_address_is_an_error_on_its_line(content):
    address_register.write(content.folder, {}, [("/a/", "a.md"), ("/b/", "b.md")])
    published, _ = read(content)
    (message,) = address_register.missing(published, ["/a/"], "content")
    assert str(message.at) == "content/data/addresses.csv:3"
    assert "/b/（来自 b.md）" in message.what.zh
    assert "旧网址" in message.fix.zh
    assert address_register.missing(published, ["/a/", "/b/", "/c/"], "content") == []


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", 1),
        (b"/a/,a.md\n", 1),
        (b"address,source\n/a/\n", 2),
        (b"address,source\n/a/,a.md,b\n", 2),
        (b"address,source\n/a/,a.md\na/,a.md\n", 3),
        (b"<<<<<<< HEAD\naddress,source\n", 1),
        (b"address,source\n<<<<<<< HEAD\n/a/,a.md\n", 2),
        (b'address,source\n/a/,"a\n.md"\n/b/\n', 4),
        (b'address,source\n/a/,"a.md\n', 0),
        (b"address,source\n/a/,\xff\n", 0),
        ("address,source\n/a/,a.md\n".encode("utf-16"), 0),
    ],
)
def test_a_damaged_register_is_an_error(content, data, line):
    content.write(address_register.PATH, data)
    _, messages = read(content)
    assert [m.at.line for m in messages] == [line]
    assert "恢复" in messages[0].fix.zh


def test_a_mark_blank_lines_and_other_line_ends_are_no_damage(content):
    content.write(
        address_register.PATH, b"\xef\xbb\xbfaddress,source\r\n/a/,a.md\r\n\r\n/b/,b.md\r\n"
    )
    assert read(content) == ({"/a/": ("a.md", 2), "/b/": ("b.md", 4)}, [])
