"""``gongkai build --changes``: what differs between the site before a build and after it."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from gongkai_cli.main import cli
from gongkai_render.changes import digest_of, files_of, schema

from .conftest import news, record


@pytest.fixture
def project(make_project):
    return make_project(
        {
            "news/n.md": news("见[附件](n.pdf)。", 附件="n.pdf", 旧网址="/old/n.html"),
            "news/n.pdf": b"first",
            "policies/a.md": record(),
        },
        base="city/",
    )


def build(project, *options):
    """Build as people do; return the exit code and what the file of changes says."""
    file = project.folder / "out" / "changes.json"
    command = ["build", "-f", str(project.config), "--changes", str(file), *options]
    run = CliRunner().invoke(cli, ["--lang", "en", *command])
    if not file.exists():
        return run, None
    changes = json.loads(file.read_bytes())
    Draft202012Validator(schema()).validate(changes)
    return run, changes


def paths(entries):
    return [entry["path"] for entry in entries]


def test_the_first_build_adds_everything(project):
    run, changes = build(project)
    assert run.exit_code == 0
    assert paths(changes["added"]) == sorted(project.files())
    assert (changes["before"], changes["changed"], changes["removed"]) == (None, [], [])
    assert sorted(paths(changes["steps"])) == sorted(project.files())
    assert changes["after"] == digest_of(files_of(project.site))


def test_names_just_what_differs(project):
    build(project)
    before = project.files()
    project.write({"news/n.md": news("附件换了。", 附件="m.pdf"), "news/m.pdf": b"second"})
    (project.content / "news" / "n.pdf").unlink()
    project.write({"data/addresses.csv": "address,source\n"})  # never public: 旧网址 may go
    _, changes = build(project)
    after = project.files()
    assert paths(changes["added"]) == sorted(after.keys() - before.keys())
    assert paths(changes["removed"]) == sorted(before.keys() - after.keys())
    assert paths(changes["changed"]) == sorted(
        path for path in after if path in before and after[path] != before[path]
    )
    assert "news/m.pdf" in paths(changes["added"])
    assert {"news/n.pdf", "old/n.html"} <= set(paths(changes["removed"]))
    assert "news/n/index.html" in paths(changes["changed"])
    assert "policies/a/index.html" not in paths(changes["steps"])
    assert {"/city/news/n/", "/city/news/n.pdf", "/city/old/n.html"} <= set(changes["purge"])
    assert changes["steps"][0] == {"action": "upload", "path": "news/m.pdf"}


def test_a_build_without_a_difference_has_empty_lists_and_the_same_bytes(project):
    build(project)
    _, first = build(project)
    assert first["steps"] == first["purge"] == []
    assert first["before"] == first["after"]
    data = (project.folder / "out" / "changes.json").read_bytes()
    build(project)
    assert (project.folder / "out" / "changes.json").read_bytes() == data


def test_what_was_withdrawn_is_purged_in_each_build(project):
    build(project)
    project.write({"policies/a.md": record(撤下="{日期: 2026-10-01, 理由: 内容有误}")})
    _, first = build(project)
    _, second = build(project)
    assert {"/city/policies/a/", "/city/policies/a/20220501/"} <= set(first["purge"])
    assert second["steps"] == []
    assert second["purge"] == ["/city/policies/a/", "/city/policies/a/20220501/"]


def test_compares_with_another_folder_when_told(project, tmp_path):
    build(project)
    project.site.rename(tmp_path / "published")
    _, changes = build(project, "--against", str(tmp_path / "published"))
    assert changes["steps"] == []
    _, changes = build(project, "--against", str(tmp_path / "nothing yet"))
    assert paths(changes["added"]) == sorted(project.files())


def test_a_failed_build_leaves_the_file_of_the_site_that_stays(project):
    _, before = build(project)
    project.write({"policies/a.md": record(成文日期="2022-13-45")})
    run, after = build(project)
    assert (run.exit_code, after) == (10, before)
    assert sorted(path.name for path in (project.folder / "out").iterdir()) == ["changes.json"]


def test_a_build_whose_file_cannot_be_written_leaves_the_site(project):
    build(project)
    before = project.files()
    project.write({"policies/a.md": record("改过的正文。\n")})
    longest = project.folder / ("x" * 253)  # the file beside it has a longer name
    report = CliRunner().invoke(
        cli, ["build", "-f", str(project.config), "--changes", str(longest)]
    )
    assert report.exit_code == 10
    assert project.files() == before


@pytest.mark.parametrize("place", ["site/changes.json", "site", "out"])
def test_the_file_is_a_file_and_never_lies_in_the_site(project, place):
    build(project)
    before = project.files()
    run = CliRunner().invoke(
        cli, ["build", "-f", str(project.config), "--changes", str(project.folder / place)]
    )
    assert run.exit_code == 2
    assert project.files() == before


def test_against_alone_is_wrong_usage(project):
    run = CliRunner().invoke(cli, ["build", "-f", str(project.config), "--against", "x"])
    assert run.exit_code == 2


@pytest.mark.parametrize("option", ["--changes", "--report"])
@pytest.mark.parametrize(
    "path",
    [
        *("site_config.yml", "content/policies/a.md", "content/policies/new.md", "site/new.json"),
        *("published/new.json", ".site.lock", ".site.new", "notes.txt", "preview/new.json"),
    ],
)
def test_nothing_of_the_project_is_written_over(project, option, path):
    config = project.config.read_text(encoding="utf-8")
    project.config.write_text(f"{config}site_dir: published\n", encoding="utf-8")
    (project.folder / "notes.txt").write_text("mine")
    before = {p: p.read_bytes() for p in project.folder.rglob("*") if p.is_file()}
    target = str(project.folder / path)
    run = CliRunner().invoke(
        cli, ["--lang", "en", "build", "-f", str(project.config), option, target]
    )
    assert run.exit_code == 2, run.output
    assert target in run.stderr
    assert {p: p.read_bytes() for p in project.folder.rglob("*") if p.is_file()} == before


def test_writes_to_standard_output(project):
    command = ["--lang", "en", "build", "-f", str(project.config)]
    run = CliRunner().invoke(cli, [*command, "--changes", "-"])
    assert run.exit_code == 0
    changes = json.loads(run.stdout)
    Draft202012Validator(schema()).validate(changes)
    assert changes["after"] == digest_of(files_of(project.site))
    run = CliRunner().invoke(cli, [*command, "--report", "/dev/stdout"])
    assert run.stdout.startswith("<!-- gongkai-report -->\n")
    assert CliRunner().invoke(cli, [*command, "--report", "-", "--changes", "-"]).exit_code == 2
    assert not (project.folder / "-").exists()


def test_a_failed_build_says_nothing_of_changes(project):
    project.write({"policies/a.md": record(成文日期="2022-13-45")})
    run = CliRunner().invoke(cli, ["build", "-f", str(project.config), "--changes", "-"])
    assert (run.exit_code, run.stdout) == (10, "")
