"""The files below a content folder: links, names and special files."""

import os
import subprocess
from pathlib import Path

import pytest

from gongkai_model.messages import Message, Severity
from gongkai_model.tree import scan


def look(folder: Path) -> tuple[list[str], list[Message]]:
    messages: list[Message] = []
    return [file.path for file in scan(folder, "content", messages)], messages


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    content = tmp_path / "content"
    content.mkdir()
    (content / "a.pdf").write_bytes(b"123")
    return content


def test_lists_files_by_path_whatever_the_order_they_were_made_in(folder: Path) -> None:
    for name in ("z/b.md", "z/a.md", "z-1/a.md", "b.md", "甲.md"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("x")
    assert look(folder) == (["a.pdf", "b.md", "z-1/a.md", "z/a.md", "z/b.md", "甲.md"], [])


def test_leaves_working_files_and_their_folders_out(folder: Path) -> None:
    for name in (".git/config", "_drafts/a.md", "_a.md", ".a.md.swp"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("x")
    assert look(folder) == (["a.pdf"], [])


def test_follows_a_link_to_a_file_of_the_folder(folder: Path) -> None:
    (folder / "b.pdf").symlink_to("a.pdf")
    assert look(folder) == (["a.pdf", "b.pdf"], [])


def test_refuses_links_that_lead_elsewhere(folder: Path) -> None:
    (folder / "data").mkdir()
    (folder / "data" / "inside.pdf").write_text("x")
    (folder / "_inside.pdf").write_text("x")
    (folder / "embargoed.md").write_text("x")
    (folder / "sub").mkdir()
    targets = {
        "out.md": "/etc/hostname",
        "out-by-dots.md": "../../etc/hostname",
        "folder": "sub",
        "dangling.pdf": "nothing.pdf",
        "loop.pdf": "loop.pdf",
        "ring-1": "ring-2",
        "ring-2": "ring-1",
        "data.pdf": "data/inside.pdf",
        "draft.pdf": "_inside.pdf",
        "source.pdf": "embargoed.md",
        "device": "/dev/null",
    }
    for name, target in targets.items():
        (folder / name).symlink_to(target)
    found, messages = look(folder)
    assert found == ["a.pdf", "data/inside.pdf", "embargoed.md"]
    assert sorted(m.at.path for m in messages) == sorted(f"content/{name}" for name in targets)
    assert all(m.severity is Severity.ERROR and m.fix.zh and m.fix.en for m in messages)


def test_refuses_a_linked_content_folder_only_where_it_leads_out_of_itself(folder: Path) -> None:
    link = folder.parent / "linked"
    link.symlink_to(folder)
    assert look(link) == (["a.pdf"], [])


def test_refuses_special_files_without_waiting_for_them(folder: Path) -> None:
    os.mkfifo(folder / "pipe.md")
    found, messages = look(folder)
    assert found == ["a.pdf"]
    assert [m.at.path for m in messages] == ["content/pipe.md"]


def test_refuses_names_that_nobody_can_type(folder: Path) -> None:
    (folder / "a\nb.md").write_text("x")
    (folder / "a\x1bb.md").write_text("x")
    with open(bytes(folder) + b"/\xd6\xd0.md", "wb"):  # noqa: PTH123 - bytes that are no path
        pass
    found, messages = look(folder)
    assert found == ["a.pdf"]
    assert len(messages) == 3
    assert all(m.severity is Severity.ERROR and "\n" not in str(m.at) for m in messages)


def test_warns_of_a_decomposed_name(folder: Path) -> None:
    (folder / "cafe\u0301.pdf").write_text("x")
    found, messages = look(folder)
    assert found == ["a.pdf", "cafe\u0301.pdf"]
    assert [m.severity for m in messages] == [Severity.WARNING]
    assert "u0301" in messages[0].what.zh


@pytest.mark.parametrize("name", ["a b.pdf", "a#b.pdf", "a?b.pdf", "100%.pdf", "甲" * 65 + ".pdf"])
def test_takes_other_names_as_they_are(folder: Path, name: str) -> None:
    (folder / name).write_text("x")
    found, messages = look(folder)
    assert found == sorted(["a.pdf", name])
    assert not messages


@pytest.mark.parametrize("depth", [51, 1500, 2200])
def test_a_folder_too_deep_is_an_error(folder: Path, depth: int) -> None:
    here = os.open(folder, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir("d", dir_fd=here)
        below = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    try:
        found, messages = look(folder)
    finally:
        # Python's own removal of trees goes as deep as its stack only.
        subprocess.run(["rm", "-rf", str(folder / "d")], check=True)  # noqa: S607
    assert found == ["a.pdf"]
    (message,) = messages
    assert message.at.path == "content" + 51 * "/d"
    assert "50 层" in message.what.zh


def test_fifty_folders_are_not_too_deep(folder: Path) -> None:
    path = "d/" * 50 + "a.md"
    (folder / path).parent.mkdir(parents=True)
    (folder / path).write_text("x")
    assert look(folder) == (["a.pdf", path], [])


@pytest.mark.parametrize("name", ["甲" * 65 + "12.pdf", "甲" * 70, "a" * 201])
def test_refuses_names_that_leave_no_room(folder: Path, name: str) -> None:
    (folder / name).write_text("x")
    (folder / "sub").mkdir()
    (folder / "sub" / name).mkdir()
    (folder / "sub" / name / "a.md").write_text("x")
    found, messages = look(folder)
    assert found == ["a.pdf"]
    assert [m.at.path for m in messages] == [f"content/{name}", f"content/sub/{name}"]


@pytest.mark.parametrize(
    "character", ["\ufdd0", "\ufffe", "\U0001ffff", "\U0010fffe", "\u202e", "\u2066", "\x85", "\t"]
)
def test_refuses_names_that_do_not_show_what_they_are(folder: Path, character: str) -> None:
    (folder / f"a{character}fdp.md").write_text("x")
    found, messages = look(folder)
    assert found == ["a.pdf"]
    assert [m.severity for m in messages] == [Severity.ERROR]
    assert character not in str(messages[0].at)


@pytest.mark.parametrize("name", ["Data", "DATA", "dAtA"])
def test_refuses_another_spelling_of_the_folder_that_stays_inside(folder: Path, name: str) -> None:
    (folder / name).mkdir()
    (folder / name / "organs.yml").write_text("x")
    (folder / "sub" / name).mkdir(parents=True)
    (folder / "sub" / name / "a.csv").write_text("x")
    found, messages = look(folder)
    assert found == ["a.pdf", f"sub/{name}/a.csv"]
    assert [m.at.path for m in messages] == [f"content/{name}"]
    assert messages[0].severity is Severity.ERROR


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    found, messages = look(tmp_path / "nothing")
    assert not found
    assert [m.at.path for m in messages] == ["content"]
