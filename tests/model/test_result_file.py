"""Where a report may be written: nowhere but over an earlier one, or where nothing is."""

import os
import sys
from pathlib import Path

import pytest

from gongkai_model.messages import NotUnderstood, Text
from gongkai_model.regular_files import NotRegular, opened
from gongkai_model.result_file import Kind, ResultFile, refuse_doubles

KIND = Kind(Text("报告", "report"), b"<!-- report -->\n")
posix = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of POSIX")


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "project"
    for name in ("content", "site", "preview", "theme", "out"):
        (folder / name).mkdir(parents=True)
    return folder


def refused(project, path, folders=()):
    with pytest.raises(NotUnderstood) as caught:
        ResultFile(path, KIND).check(project, folders)
    assert str(path) in caught.value.what.zh
    assert str(path) in caught.value.what.en
    return caught.value.what.en


@pytest.mark.parametrize("path", ["report.md", "out/report.md", "new/folder/report.md"])
def test_writes_where_nothing_is_and_over_an_earlier_one(project, path):
    file = ResultFile(project / path, KIND)
    for text in (b"one", b"two"):
        file.check(project)
        file.write(KIND.begins + text)
        assert (project / path).read_bytes() == KIND.begins + text


@pytest.mark.parametrize(
    "text", ["", "site_name: x\n", "<!-- report -->", "\ufeff<!-- report -->\n"]
)
def test_refuses_what_it_did_not_write(project, text):
    path = project / "site_config.yml"
    path.write_text(text, encoding="utf-8")
    assert "no earlier report" in refused(project, path)
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    "path",
    [
        *("content/x.md", "site/x.md", "site", "preview/x.md", "theme/x.md", "out/../content/x.md"),
        *(".site.lock", ".git/x", ".gongkai/purge.txt", "out/.hidden/x"),
        *("../.published.lock", "../.published.new", "../published/x", "../published"),
    ],
)
def test_refuses_the_projects_own_places(project, path):
    folders = [project / "theme", project.parent / "published"]
    before = sorted(project.rglob("*"))
    refused(project, project / path, folders)
    assert sorted(project.rglob("*")) == before


@posix
def test_links_lead_nowhere(project):
    (project / "aside").symlink_to("content")
    assert "content" in refused(project, project / "aside" / "x.md")
    earlier = project / "content" / "earlier.md"
    earlier.write_bytes(KIND.begins)
    (project / "report.md").symlink_to(earlier)
    assert "no regular file" in refused(project, project / "report.md")
    (project / "dangling.md").symlink_to("nowhere")
    assert "no regular file" in refused(project, project / "dangling.md")


@posix
def test_pipes_folders_and_what_lies_below_a_file_are_refused(project):
    os.mkfifo(project / "pipe")
    assert "no regular file" in refused(project, project / "pipe")
    assert "no regular file" in refused(project, project / "out")
    (project / "file").write_text("x")
    for path in ("file/x", "file/x/y", "x" * 300, "x\0y"):
        refused(project, project / path)


@pytest.mark.parametrize("name", ["-", "/dev/stdout"])
def test_standard_output_is_written_to(project, capfdbinary, name):
    file = ResultFile(Path(name), KIND)
    file.check(project)
    file.write("报告\n".encode())
    assert capfdbinary.readouterr().out == "报告\n".encode()


def test_each_result_has_a_place_of_its_own(project):
    one, same = ResultFile(project / "x", KIND), ResultFile(project / "out" / ".." / "x", KIND)
    refuse_doubles([one, ResultFile(project / "y", KIND)])
    with pytest.raises(NotUnderstood):
        refuse_doubles([one, same])


@posix
def test_only_regular_files_are_opened(tmp_path):
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "link").symlink_to("file")
    os.mkfifo(tmp_path / "pipe")
    with opened(tmp_path / "file") as file:
        assert file.read() == b"x"
    for name in ("link", "pipe", "."):
        with pytest.raises(NotRegular):
            opened(tmp_path / name)
    with pytest.raises(FileNotFoundError):
        opened(tmp_path / "nothing")
