"""Releases: whole at every moment, cheap on disk, in folders of their own only."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner

from gongkai_cli import releasing
from gongkai_cli.main import cli
from gongkai_model.messages import ContentError, NotUnderstood
from gongkai_render import preview
from gongkai_render.changes import digest_of, files_of
from gongkai_render.staging import held, locked
from gongkai_render.tags import STYLESHEET

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="releases are made on POSIX only")


def fill(site, **files):
    """Write a site; the style sheet is what a site of this program always has."""
    for path, text in {STYLESHEET: "css", **files}.items():
        target = site / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return site


@pytest.fixture
def site(tmp_path):
    return fill(tmp_path / "site", **{"index.html": "one", "a/index.html": "same"})


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "releases of 门户"


def pipe(path):
    os.mkfifo(path)


def current(folder, name="index.html"):
    return (folder / "current" / name).read_text(encoding="utf-8")


def test_a_release_is_the_site_and_shares_what_has_not_changed(site, folder):
    first = releasing.publish(site, folder)
    assert (first.copied, first.linked) == (3, 0)
    assert files_of(folder / "current") == files_of(site)
    fill(site, **{"index.html": "two"})
    second = releasing.publish(site, folder)
    assert (second.copied, second.linked) == (1, 2)
    assert current(folder) == "two"
    assert (folder / "releases" / first.name / "index.html").read_text() == "one"
    same = [folder / "releases" / name / "a/index.html" for name in (first.name, second.name)]
    assert same[0].samefile(same[1])
    assert not (folder / "current" / "a/index.html").samefile(site / "a/index.html"), (
        "what a build does to its site is no matter of the release"
    )


def test_names_come_from_a_number_and_the_bytes(site, folder, tmp_path):
    name = releasing.publish(site, folder).name
    assert name == f"0001-{digest_of(files_of(site))[:16]}"
    assert releasing.publish(site, tmp_path / "elsewhere").name == name


def test_an_unchanged_site_makes_no_release(site, folder):
    name = releasing.publish(site, folder).name
    again = releasing.publish(site, folder)
    assert (again.name, again.is_new) == (name, False)
    assert releasing.releases(folder) == ((name,), name)


def test_rolls_back_and_forward(site, folder):
    names = []
    for text in ("one", "two", "three"):
        fill(site, **{"index.html": text})
        names.append(releasing.publish(site, folder).name)
    assert releasing.roll_back(folder) == (names[2], names[1])
    assert current(folder) == "two"
    assert releasing.roll_back(folder, names[0]) == (names[1], names[0])
    assert current(folder) == "one"
    assert releasing.roll_back(folder, "3") == (names[0], names[2])
    assert current(folder) == "three"
    with pytest.raises(NotUnderstood):
        releasing.roll_back(folder, "4")
    releasing.roll_back(folder, "1")
    with pytest.raises(NotUnderstood):
        releasing.roll_back(folder)
    assert current(folder) == "one"


def test_publishing_after_a_rollback_goes_on_counting(site, folder):
    for text in ("one", "two"):
        fill(site, **{"index.html": text})
        releasing.publish(site, folder)
    releasing.roll_back(folder)
    again = releasing.publish(site, folder)  # what was rolled back, on purpose
    assert again.name.startswith("0003-")
    assert again.is_new
    assert current(folder) == "two"


def test_keeps_as_many_as_asked_and_always_the_current_one(site, folder):
    for number in range(1, 5):
        fill(site, **{"index.html": str(number)})
        result = releasing.publish(site, folder, keep=2)
    assert [name[:4] for name in releasing.releases(folder)[0]] == ["0002", "0003", "0004"]
    assert [name[:4] for name in result.pruned] == ["0001"]
    releasing.roll_back(folder, "2")
    fill(site, **{"index.html": "2"})
    result = releasing.publish(site, folder, keep=0)
    assert not result.is_new
    assert [name[:4] for name in releasing.releases(folder)[0]] == ["0002"]
    assert current(folder) == "2"
    assert current(folder, "a/index.html") == "same"


def test_refuses_folders_it_did_not_make(site, tmp_path):
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "precious.txt").write_text("x")
    for act in (
        lambda: releasing.publish(site, theirs),
        lambda: releasing.releases(theirs),
        lambda: releasing.roll_back(theirs),
        lambda: releasing.releases(tmp_path / "nowhere"),
        lambda: releasing.publish(site, theirs / "precious.txt"),
    ):
        with pytest.raises(ContentError):
            act()
    assert [path.name for path in theirs.iterdir()] == ["precious.txt"]
    assert not (tmp_path / "nowhere").exists()


def test_refuses_a_current_that_is_no_link(site, folder):
    releasing.publish(site, folder)
    (folder / "current").unlink()
    (folder / "current").mkdir()
    with pytest.raises(ContentError):
        releasing.publish(site, folder)


@pytest.mark.parametrize("inside", ["site", "site/below", "."])
def test_site_and_releases_lie_apart(site, tmp_path, inside):
    with pytest.raises(NotUnderstood):
        releasing.publish(site, tmp_path / inside)


def test_refuses_what_is_no_site(tmp_path, folder):
    (tmp_path / "x").mkdir()
    with pytest.raises(NotUnderstood):
        releasing.publish(tmp_path / "x", folder)
    assert not folder.exists()


def test_refuses_a_preview(site, folder):
    fill(site, **{preview.STYLESHEET: "css"})
    with pytest.raises(NotUnderstood, match="preview"):
        releasing.publish(site, folder)
    assert not folder.exists()


@pytest.mark.parametrize(
    ("path", "make"),
    [
        ("a/pipe", pipe),
        ("a/secret.txt", lambda path: path.symlink_to(path.parents[2] / "secret")),
        ("a/folder", lambda path: path.symlink_to(path.parents[2])),
        ("a/dangling", lambda path: path.symlink_to("nowhere")),
        (".git", lambda path: (path / "objects").mkdir(parents=True)),
        ("a/.env", lambda path: path.write_text("secret")),
        ("a/.well-known", lambda path: path.mkdir()),
        (".well-known", lambda path: path.write_text("no folder")),
        (".well-known/x/.y", lambda path: path.mkdir(parents=True)),
    ],
)
def test_what_no_build_writes_is_named_and_not_published(site, folder, tmp_path, path, make):
    (tmp_path / "secret").write_text("secret")
    before = releasing.publish(site, folder).name
    make(site / path)
    fill(site, **{"index.html": "two"})
    with pytest.raises(ContentError) as caught:
        releasing.publish(site, folder)
    assert [message.at.path for message in caught.value.messages] == [str(site / path)]
    assert releasing.releases(folder) == ((before,), before)
    assert current(folder) == "one"


def test_everything_of_a_site_that_cannot_be_published_is_named_at_once(site, folder):
    os.mkfifo(site / "pipe")
    (site / "link").symlink_to("index.html")
    (site / ".env").write_text("x")
    with pytest.raises(ContentError) as caught:
        releasing.publish(site, folder)
    assert [message.at.path for message in caught.value.messages] == [
        str(site / name) for name in (".env", "link", "pipe")
    ]


def test_well_known_files_are_published(site, folder):
    fill(site, **{".well-known/security.txt": "Contact: x"})
    releasing.publish(site, folder)
    assert current(folder, ".well-known/security.txt") == "Contact: x"


@pytest.mark.parametrize(
    "target", ["../elsewhere/{}", "elsewhere/{}", "releases/../x/{}", "/x/{}", "{}"]
)
def test_a_current_that_leads_elsewhere_is_not_ours(site, folder, target):
    name = releasing.publish(site, folder).name
    link = folder / "current"
    link.unlink()
    link.symlink_to(target.format(name))
    fill(site, **{"index.html": "two"})
    for act in (
        lambda: releasing.publish(site, folder),
        lambda: releasing.roll_back(folder, "1"),
        lambda: releasing.releases(folder),
    ):
        with pytest.raises(ContentError, match="no link into releases/"):
            act()
    assert os.readlink(link) == target.format(name)  # noqa: PTH115


@pytest.mark.parametrize("inner", ["releases", "manifests"])
def test_folders_that_are_links_are_refused(site, folder, tmp_path, inner):
    releasing.publish(site, folder)
    (folder / inner).rename(tmp_path / "aside")
    (folder / inner).symlink_to(tmp_path / "aside")
    before = sorted((tmp_path / "aside").rglob("*"))
    fill(site, **{"index.html": "two"})
    for act in (lambda: releasing.publish(site, folder), lambda: releasing.roll_back(folder, "1")):
        with pytest.raises(ContentError, match="is to be a folder"):
            act()
    assert sorted((tmp_path / "aside").rglob("*")) == before


@pytest.mark.parametrize("make", [lambda path: path.symlink_to("made"), pipe])
def test_a_marker_that_is_no_file_is_refused(site, folder, make):
    releasing.publish(site, folder)
    (folder / ".gongkai-releases").unlink()
    make(folder / ".gongkai-releases")
    with pytest.raises(ContentError, match="was not made by"):
        releasing.publish(site, folder)
    assert not (folder / "made").exists()


@pytest.mark.parametrize("make", [lambda path: path.symlink_to("made"), pipe])
def test_a_lock_that_is_no_file_is_refused(site, folder, tmp_path, make):
    make(tmp_path / ".site.lock")
    with pytest.raises(ContentError, match="not a regular file"):
        releasing.publish(site, folder)
    assert not (tmp_path / "made").exists()


def test_only_what_the_program_wrote_is_a_release(site, folder):
    first = releasing.publish(site, folder, keep=1).name
    planted = [f"{number:04}-0123456789abcdef" for number in range(2, 6)]
    for name in planted:
        (folder / "releases" / name).mkdir()
    (folder / "manifests" / planted[0]).write_text("not what the name says")
    fill(site, **{"index.html": "two"})
    result = releasing.publish(site, folder, keep=1)
    assert result.pruned == ()
    assert releasing.releases(folder) == ((first, result.name), result.name)
    for name in planted:
        with pytest.raises(NotUnderstood):
            releasing.roll_back(folder, name)
        assert (folder / "releases" / name).is_dir(), "nobody else's folder is deleted"
    assert releasing.roll_back(folder) == (result.name, first)


def test_a_folder_in_the_way_is_left_alone(site, folder, tmp_path):
    name = releasing.publish(site, tmp_path / "elsewhere").name
    releasing.publish(fill(tmp_path / "x", **{"index.html": "x"}), folder)
    fill(folder / "releases" / name.replace("0001", "0002"), precious="x")
    result = releasing.publish(site, folder)
    assert result.name == name.replace("0001", "0003")
    assert current(folder) == "one"


@pytest.mark.parametrize(
    "number", ["9" * 5000, "1" * 10, "１", "१", "²", "-1", "+1", " 1", "1\n", ""]
)
def test_a_release_is_named_by_few_plain_digits(site, folder, number):
    releasing.publish(site, folder)
    with pytest.raises(NotUnderstood) as caught:
        releasing.roll_back(folder, number)
    assert len(caught.value.what.zh) < 100


def test_manifests_go_with_their_releases(site, folder):
    for number in range(4):
        fill(site, **{"index.html": str(number)})
        releasing.publish(site, folder, keep=1)
    names = releasing.releases(folder)[0]
    assert sorted(os.listdir(folder / "manifests")) == sorted(names)  # noqa: PTH208
    (folder / "manifests" / "0009-0123456789abcdef").write_text("of a run that was stopped")
    releasing.publish(site, folder)
    assert sorted(os.listdir(folder / "manifests")) == sorted(names)  # noqa: PTH208


def test_a_pipe_in_a_release_is_damage(site, folder):
    first = releasing.publish(site, folder).name
    fill(site, **{"index.html": "two"})
    releasing.publish(site, folder)
    os.mkfifo(folder / "releases" / first / "pipe")
    with pytest.raises(ContentError, match="altered"):
        releasing.roll_back(folder)
    os.mkfifo(folder / "current" / "pipe")
    assert releasing.publish(site, folder).is_new
    assert files_of(folder / "current") == files_of(site)


def test_does_not_run_beside_another_run_or_a_build(site, folder):
    releasing.publish(site, folder)
    with locked(folder / ".gongkai-releases"):
        for act in (lambda: releasing.publish(site, folder), lambda: releasing.roll_back(folder)):
            with pytest.raises(ContentError, match="another process"):
                act()
    with held(site), pytest.raises(ContentError, match="another process"):
        releasing.publish(site, folder)


def test_a_damaged_release_is_not_rolled_back_to(site, folder):
    first = releasing.publish(site, folder).name
    fill(site, **{"index.html": "two"})
    releasing.publish(site, folder)
    page = folder / "releases" / first / "index.html"
    page.chmod(0o644)
    page.write_text("altered by hand")
    with pytest.raises(ContentError):
        releasing.roll_back(folder)
    assert current(folder) == "two"


def test_a_damaged_current_release_is_replaced(site, folder):
    releasing.publish(site, folder)
    page = folder / "current" / "a" / "index.html"
    page.chmod(0o644)
    page.write_text("altered by hand")
    assert releasing.publish(site, folder).is_new
    assert current(folder, "a/index.html") == "same"


def test_copies_where_the_disk_links_no_more(site, folder, monkeypatch):
    def full(*_):
        raise OSError(31, "Too many links")

    releasing.publish(site, folder)
    fill(site, **{"index.html": "two"})
    monkeypatch.setattr("os.link", full)
    assert releasing.publish(site, folder).linked == 0
    assert files_of(folder / "current") == files_of(site)


def test_a_full_disk_is_told_and_leaves_the_current_release(site, folder, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    before = releasing.publish(site, folder).name
    fill(site, **{"index.html": "two"})
    monkeypatch.setattr("shutil.copyfileobj", full)
    with pytest.raises(ContentError, match="No space left"):
        releasing.publish(site, folder)
    assert releasing.releases(folder) == ((before,), before)
    assert current(folder) == "one"


PUBLISH = """
import sys
from pathlib import Path
from gongkai_cli import releasing
sites, folder = [Path(sys.argv[1]), Path(sys.argv[2])], Path(sys.argv[3])
print("ready", flush=True)
while True:
    for site in sites:
        releasing.publish(site, folder, keep=1)
    releasing.roll_back(folder)
"""


def test_kill_at_any_moment_leaves_a_whole_site(tmp_path, folder):
    sites = [fill(tmp_path / name, **{f"{n}/index.html": name for n in range(20)}) for name in "xy"]
    whole = [files_of(site) for site in sites]
    releasing.publish(sites[0], folder)
    chance = random.Random(1)  # noqa: S311 - moments to kill at
    for _ in range(10):
        process = subprocess.Popen(
            [sys.executable, "-c", PUBLISH, *map(str, sites), str(folder)], stdout=subprocess.PIPE
        )
        assert process.stdout.readline() == b"ready\n"
        time.sleep(chance.random() / 10)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        assert files_of(folder / "current") in whole
        names, now = releasing.releases(folder)
        assert now in names
        assert all(files_of(folder / "releases" / name) in whole for name in names)
    fill(sites[0], **{"index.html": "after"})
    releasing.publish(sites[0], folder)
    assert current(folder) == "after"
    assert os.listdir(folder / ".scrap") == []  # noqa: PTH208


def test_windows_is_told_what_to_do_instead(site, folder, monkeypatch):
    monkeypatch.setattr("sys.platform", "win32")
    run = CliRunner().invoke(
        cli, ["--lang", "en", "release", "publish", str(site), "--into", str(folder)]
    )
    assert run.exit_code == 2
    assert "Windows" in run.output
    assert not folder.exists()


def test_the_command_says_what_it_did(site, folder):
    def run(*arguments):
        done = CliRunner().invoke(cli, ["--lang", "zh", "release", *map(str, arguments)])
        return done.exit_code, done.stdout, done.stderr

    code, _, told = run("publish", site, "--into", folder)
    first = releasing.releases(folder)[1]
    assert (code, told) == (0, f"已发布 {first}：新文件 3 个，与上次相同 0 个\n")
    assert run("publish", site, "--into", folder) == (0, "", f"没有变化，仍是 {first}\n")
    fill(site, **{"index.html": "two"})
    run("publish", site, "--into", folder)
    second = releasing.releases(folder)[1]
    assert run("list", folder) == (0, f"  {first}\n* {second}\n", "")
    assert run("rollback", folder) == (0, "", f"已从 {second} 换到 {first}\n")
    assert run("list", folder) == (0, f"* {first}\n  {second}\n", "")
    assert run("list", site)[0] == 10
    assert run("rollback", folder, "9")[0] == 2
