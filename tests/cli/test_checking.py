"""``gongkai check`` and ``gongkai rules``."""

import json

import pytest
from click.testing import CliRunner

from gongkai_cli.main import cli

GOOD = '<!DOCTYPE html><meta charset="utf-8"><a href="./">x</a>'
BAD = '<!DOCTYPE html><meta charset="utf-8"><a href="none">x</a>'


@pytest.fixture
def gongkai(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text(GOOD, encoding="utf-8")

    def run(*arguments):
        return CliRunner().invoke(cli, ["--lang", "en", *arguments])

    return run


def test_ends_with_0_without_errors(gongkai):
    run = gongkai("check", "site", "--only", "links")
    assert (run.exit_code, run.output[:21]) == (0, "1 of 1 pages tested: ")


def test_ends_with_10_on_errors(gongkai, tmp_path):
    (tmp_path / "site" / "index.html").write_text(BAD, encoding="utf-8")
    run = gongkai("check", "--only", "links/missing-target")
    assert run.exit_code == 10
    assert "index.html:1:38: error: link: no such target: /none" in run.output


def test_ends_with_11_where_something_required_was_not_measured(gongkai, tmp_path):
    with (tmp_path / "site" / "large.html").open("wb") as file:
        file.truncate(64 * 1024 * 1024 + 1)
    assert gongkai("check", "--only", "links").exit_code == 0
    assert gongkai("check", "--only", "links", "--require", "links").exit_code == 11


def test_what_is_required_must_be_among_what_runs(gongkai):
    assert gongkai("check", "--only", "links", "--require", "tags").exit_code == 11


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "nowhere"),
        ("check", "--only", "nothing"),
        ("check", "--require", "nothing"),
        ("check", "--format", "nothing"),
        ("check", "--site-profile", "bad.yml"),
        ("check", "--baseline", "bad.yml"),
        ("check", "--rules", "bad.yml"),
        ("check", "--jobs", "0"),
        ("rules", "nothing"),
    ],
)
def test_ends_with_2_on_wrong_usage(gongkai, tmp_path, arguments):
    (tmp_path / "bad.yml").write_text("unknown: 1", encoding="utf-8")
    run = gongkai(*arguments)
    assert run.exit_code == 2
    assert run.output


@pytest.mark.parametrize(
    ("profile", "told"),
    [
        ("host: [a]", "there is no key 'host'"),
        ("hosts: a", "takes a value of type array"),
        ("hosts: [1]", "holds text"),
        ("hosts: ['a b']", "white space"),
        ("- a", "keys and values"),
        ("{", "cannot be read"),
    ],
)
def test_says_what_is_wrong_with_a_profile(gongkai, tmp_path, profile, told):
    (tmp_path / "p.yml").write_text(profile, encoding="utf-8")
    run = gongkai("check", "--site-profile", "p.yml")
    assert run.exit_code == 2
    assert told in run.output


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("- rule: a", "lacks place"),
        ("- {rule: a, place: b, reason: c, owner: d, expiry: soon}", "no date"),
        ("rule: a", "does not hold a list"),
    ],
)
def test_says_what_is_wrong_with_a_baseline(gongkai, tmp_path, entry, told):
    (tmp_path / "b.yml").write_text(entry, encoding="utf-8")
    run = gongkai("check", "--baseline", "b.yml")
    assert run.exit_code == 2
    assert told in run.output


def test_writes_the_report_and_nothing_into_the_site(gongkai, tmp_path):
    run = gongkai("check", "--format", "json", "-o", "out/report.json", "--only", "links")
    assert (run.exit_code, run.output) == (0, "")
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert report["coverage"]["pages"] == {"known": 1, "tested": 1}
    assert (tmp_path / ".gongkai" / "cache" / "checks.sqlite").is_file()
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["index.html"]


def test_keeps_no_cache_inside_the_site(gongkai, tmp_path):
    gongkai("check", "--cache", "site/cache")
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["index.html"]


def test_explains_the_rules(gongkai):
    assert "links/missing-target  error  Links inside" in gongkai("rules").output
    assert "## How to fix" in gongkai("rules", "links/missing-target").output
    listed = json.loads(gongkai("rules", "links", "--format", "json").output)["rules"]
    assert {rule["family"] for rule in listed} == {"links"}
    assert json.loads(gongkai("rules", "--schema", "profile").output)["type"] == "object"


COLUMN = (
    '<!DOCTYPE html><meta charset="utf-8"><meta name="ColumnName" content="要闻">'
    '<main><ul><li><a href="a.html">题</a> 2026-10-31</ul></main>'
)


def test_limits_come_from_a_file(gongkai, tmp_path):
    (tmp_path / "site" / "a.html").write_text(GOOD, encoding="utf-8")
    (tmp_path / "site" / "news").mkdir()
    (tmp_path / "site" / "news" / "index.html").write_text(COLUMN, encoding="utf-8")
    (tmp_path / "site" / "news" / "a.html").write_text(GOOD, encoding="utf-8")
    (tmp_path / "rules.yml").write_text(
        "columns: {windows: [{weeks: 1, names: [要闻]}]}", encoding="utf-8"
    )
    asked = ("check", "--only", "columns", "--as-of", "2026-11-10")
    assert gongkai(*asked).exit_code == 0
    assert gongkai(*asked, "--rules", "rules.yml").exit_code == 10


def test_ages_are_not_measured_without_a_day(gongkai, tmp_path):
    (tmp_path / "site" / "index.html").write_text(COLUMN, encoding="utf-8")
    (tmp_path / "site" / "a.html").write_text(GOOD, encoding="utf-8")
    asked = ("check", "--only", "columns", "--require", "columns")
    assert gongkai(*asked).exit_code == 11
    assert gongkai(*asked, "--as-of", "2026-11-10").exit_code == 0


def test_the_schema_of_rules_is_published(gongkai):
    schema = json.loads(gongkai("rules", "--schema", "rules").output)
    assert set(schema["properties"]) == {"columns", "wording"}
