"""``gongkai schema`` writes what editors need, always the same, and leaves their settings alone."""

import json
import re

from click.testing import CliRunner

from gongkai_cli.main import cli
from gongkai_cli.schemas import SCHEMAS, SETTINGS, SNIPPETS, editor_files, write_editor_files
from gongkai_model.fields import BY_ALIAS, BY_NAME
from gongkai_model.kinds import all_kinds


def test_writes_the_same_files_each_time(tmp_path):
    first = CliRunner().invoke(cli, ["schema", "--into", str(tmp_path)])
    files = {path: path.read_bytes() for path in tmp_path.rglob("*.*") if path.is_file()}
    second = CliRunner().invoke(cli, ["schema", "--into", str(tmp_path)])
    assert first.exit_code == second.exit_code == 0
    assert first.stdout == second.stdout
    assert {path: path.read_bytes() for path in files} == files
    assert {path.relative_to(tmp_path).as_posix() for path in files} == set(editor_files())
    for data in files.values():
        json.loads(data)


def test_into_this_folder_by_default(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(cli, ["schema"]).exit_code == 0
    assert (tmp_path / SETTINGS).is_file()


def test_the_settings_name_a_schema_that_is_there():
    files = editor_files()
    mapping = json.loads(files[SETTINGS])["yaml.schemas"]
    assert mapping == {
        f"./{SCHEMAS}/organs.schema.json": "content/data/organs.yml",
        f"./{SCHEMAS}/feedback.schema.json": "content/data/feedback/**/*.yml",
    }
    assert all(name.removeprefix("./") in files for name in mapping)


def test_each_kind_has_a_snippet_with_all_it_needs():
    snippets = json.loads(editor_files()[SNIPPETS])
    for kind in all_kinds():
        snippet = snippets[kind.name]
        assert snippet["prefix"] == [kind.name, kind.alias]
        assert snippet["body"][:2] == ["---", f"类型: {kind.name}"]
        given = {BY_NAME[line.partition(":")[0]].alias for line in snippet["body"] if ": " in line}
        assert given == {*kind.required, *kind.one_of, *kind.expected}
        stops = re.findall(r"\$\{(\d+)\}", "".join(snippet["body"]))
        assert stops == [str(number) for number in range(1, len(given))]
        assert BY_ALIAS["title"].manual.zh in snippet["description"]


def test_settings_of_ones_own_are_left_alone(tmp_path):
    settings = tmp_path / SETTINGS
    settings.parent.mkdir()
    settings.write_text("{\n  // mine\n}\n", "utf-8")
    run = CliRunner().invoke(cli, ["--lang", "zh", "schema", "--into", str(tmp_path)])
    assert run.exit_code == 0
    assert f"{SETTINGS} 已有自己的设置" in run.stderr
    assert settings.read_text("utf-8") == "{\n  // mine\n}\n"
    assert write_editor_files(tmp_path).kept == (SETTINGS,)


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "x").write_text("", "utf-8")
    assert CliRunner().invoke(cli, ["schema", "--into", str(tmp_path / "x")]).exit_code == 2
