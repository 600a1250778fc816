"""A starter portal builds as it is, shows every kind of thing, and is the same each time."""

import re
import shlex

import pytest
import yaml
from click.testing import CliRunner

from gongkai_cli.main import cli
from gongkai_cli.starting import TEMPLATES, start, starter_files
from gongkai_model.inventory import take_inventory
from gongkai_model.kinds import all_kinds
from gongkai_model.messages import NotUnderstood
from gongkai_model.reading import read_portal
from gongkai_plugins.options import NAMES, PortalOptions


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    folder = tmp_path_factory.mktemp("new") / "X"
    start(folder)
    return folder


def test_new_then_build(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made = CliRunner().invoke(cli, ["--lang", "zh", "new", "X"])
    assert (made.exit_code, made.stdout) == (0, "")
    built = CliRunner().invoke(cli, ["--lang", "zh", "build", "--strict"])
    assert built.exit_code == 0, built.output
    first, last = built.stderr.splitlines()
    assert first == "使用 X/site_config.yml"
    assert last.startswith("已生成 ")
    pages = {path.relative_to(tmp_path / "X/site").as_posix() for path in site_pages(tmp_path)}
    assert {"index.html", "policies/shili-office-2025-1/20250201/index.html"} <= pages
    assert not [page for page in pages if "模板" in page or "_" in page]
    assert "在此写正文" not in "".join(page.read_text("utf-8") for page in site_pages(tmp_path))

    monkeypatch.chdir(tmp_path / "X")
    again = CliRunner().invoke(cli, ["--lang", "zh", "build", "--strict"])
    assert again.exit_code == 0, again.output


def site_pages(tmp_path):
    return sorted((tmp_path / "X" / "site").rglob("*.html"))


def test_is_the_same_each_time(tmp_path):
    for name in ("a", "b"):
        start(tmp_path / name)
    for path, data in starter_files().items():
        assert (tmp_path / "a" / path).read_bytes() == (tmp_path / "b" / path).read_bytes() == data


def test_its_files_are_plain_text():
    for path, data in starter_files().items():
        text = data.decode()
        assert not text.startswith("\ufeff"), path
        assert "\r" not in text, path
        assert text.endswith("\n"), path


def test_has_what_a_project_needs(portal):
    names = (".gitignore", "README.md", "site_config.yml", "content/data/organs.yml")
    for name in (*names, ".vscode/settings.json", ".vscode/schemas/organs.schema.json"):
        assert (portal / name).is_file(), name
    for kind in all_kinds():
        assert (portal / TEMPLATES / f"{kind.name}.md").is_file()


def test_its_columns_take_every_kind_and_each_has_a_sample(portal):
    inventory = take_inventory(portal / "content", "content")
    taken = {kind for column in inventory.columns.values() for kind in column.kinds}
    assert taken == set(all_kinds())
    read = read_portal(portal / "content")
    assert read.notes == ()
    assert {record.column for record in read.records.values()} == set(inventory.columns)
    for record in read.records.values():
        assert "样例" in record.facts.title
        assert all("虚构的样例" in version.body for version in record.versions)


def test_the_readme_names_commands_that_exist(portal):
    text = (portal / "README.md").read_text("utf-8")
    lines = re.findall(r"^ *gongkai (.+)$", text, re.MULTILINE)
    assert lines
    for line in lines:
        command, *options = shlex.split(line)
        known = {option for param in cli.commands[command].params for option in param.opts}
        assert {option for option in options if option.startswith("-")} <= known


def test_the_options_in_comments_are_valid_and_none_is_left_out(portal):
    text = (portal / "site_config.yml").read_text("utf-8")
    below = text.partition("  - gongkai:\n")[2].partition("\n\n")[0]
    options = PortalOptions()
    options.load_dict(yaml.safe_load(re.sub(r"^( +)# (\w+: )", r"\1\2", below, flags=re.MULTILINE)))
    assert options.validate() == ([], [])
    offered = {
        NAMES.get(name, name) for name in re.findall(r"^ +(?:# )?(\w+): ", below, re.MULTILINE)
    }
    assert offered == {name for name, _ in PortalOptions._schema}


def test_the_regions_and_roles_that_the_readme_names_are_used(portal):
    readme = (portal / "README.md").read_text("utf-8")
    pages = [path.read_text("utf-8") for path in (portal / "content").rglob("*.md")]
    for form in (r"`(\{\{ \w+ \}\})`", r"`(用途: \w+)`"):
        named = re.findall(form, readme)
        assert named
        assert {name for name in named if not any(name in page for page in pages)} == set()


@pytest.mark.parametrize("name", ["file.txt", ".git/config", "empty/"])
def test_refuses_a_folder_with_something_in_it(name, tmp_path):
    folder = tmp_path / "X"
    thing = folder / name
    thing.parent.mkdir(parents=True)
    if name.endswith("/"):
        thing.mkdir()
    else:
        thing.write_text("甲", "utf-8")
    before = sorted(folder.rglob("*"))
    run = CliRunner().invoke(cli, ["--lang", "zh", "new", str(folder)])
    assert run.exit_code == 2
    assert "不是空文件夹" in run.stderr
    assert sorted(folder.rglob("*")) == before


def test_refuses_a_file(tmp_path):
    (tmp_path / "X").write_text("甲", "utf-8")
    with pytest.raises(NotUnderstood):
        start(tmp_path / "X")
    assert (tmp_path / "X").read_text("utf-8") == "甲"


def test_takes_an_empty_folder_and_makes_those_above(tmp_path):
    (tmp_path / "X").mkdir()
    start(tmp_path / "X")
    start(tmp_path / "一" / "二")
    assert (tmp_path / "一" / "二" / "site_config.yml").is_file()
