"""Outputs: declared first, then written."""

import pytest

from gongkai_model.messages import ContentError, Message, Place, Text
from gongkai_render.outputs import Output, refuse_doubles, write_outputs


def _output(path, data=b"x", origin="a.md"):
    return Output(path, (data,), lambda: data, origin)


def test_writes_what_was_declared_and_nothing_else(tmp_path):
    write_outputs([_output("a/b/c.html", b"1"), _output("d.txt", b"2")], tmp_path)
    found = {p.relative_to(tmp_path).as_posix(): p.read_bytes() for p in tmp_path.rglob("*.*")}
    assert found == {"a/b/c.html": b"1", "d.txt": b"2"}


def test_one_path_twice_names_both_sources():
    with pytest.raises(ContentError) as caught:
        refuse_doubles(
            [_output("a/index.html", origin="x.md"), _output("a/index.html", origin="y.md")]
        )
    (message,) = caught.value.messages
    assert message.at.path == "y.md"
    assert "/a/" in message.what.zh
    assert "x.md" in message.what.zh


def test_a_file_where_another_needs_a_folder_is_a_double():
    with pytest.raises(ContentError):
        refuse_doubles([_output("old"), _output("old/index.html")])


@pytest.mark.parametrize("ending", ["gz", "br"])
def test_what_servers_send_in_the_place_of_another_file_is_a_double(ending):
    with pytest.raises(ContentError) as caught:
        refuse_doubles(
            [
                _output("index.html", origin="index.md"),
                _output(f"index.html.{ending}", origin="x.md"),
                _output(f"alone.csv.{ending}"),
                _output(f"{ending}"),
            ]
        )
    (message,) = caught.value.messages
    assert message.at.path == "x.md"
    assert "index.md" in message.what.en


def test_all_mistakes_of_a_run_at_once(tmp_path):
    def fail(name):
        def write():
            raise ContentError([Message(Place(name), Text("错", "wrong"), Text("改", "mend"))])

        return write

    outputs = [
        Output("a", (), fail("a.md"), "a.md"),
        _output("b"),
        Output("c", (), fail("c.md"), "c.md"),
        Output("d", (), fail("c.md"), "c.md"),
    ]
    with pytest.raises(ContentError) as caught:
        write_outputs(outputs, tmp_path)
    assert [message.at.path for message in caught.value.messages] == ["a.md", "c.md"]


def test_inputs_are_hashable():
    assert isinstance(hash(_output("a").inputs), int)
