"""The file of thresholds and lists."""

import json
from datetime import date

import pytest

from gongkai_checks.measures import SCHEMA, Window, known_measures, read_measures
from gongkai_model.messages import NotUnderstood


@pytest.fixture
def read(tmp_path):
    def read(text, name="rules.yml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read_measures(path)

    return read


def test_a_key_takes_the_place_of_ours(read):
    found = read("columns:\n  windows: [{weeks: 1, names: [快讯]}]\n  text: 5\n")
    assert found.columns.windows == (Window(names=("快讯",), weeks=1),)
    assert found.columns.text == 5
    assert found.columns.nothing == known_measures().columns.nothing
    assert found.wording == known_measures().wording


def test_errors_are_added_to_ours(read):
    errors = read(
        json.dumps({"wording": {"errors": {"帐户": "账户"}}}), "rules.json"
    ).wording.errors
    assert (errors["帐户"], errors["秸杆"]) == ("账户", "秸秆")


def test_an_empty_file_changes_nothing(read):
    assert read("") == known_measures()


def test_names_come_from_a_register(read, tmp_path):
    (tmp_path / "organs.yml").write_text("- 编号: a\n  名称: 示例市教育局\n", encoding="utf-8")
    assert read("wording: {register: organs.yml, organs: [示例市体育局]}").wording.organs == (
        "示例市体育局",
        "示例市教育局",
    )


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "column: {}",
        "columns: []",
        "columns: {windows: 2}",
        "columns: {windows: [{names: [要闻]}]}",
        "columns: {windows: [{weeks: 1, months: 1}]}",
        "columns: {windows: [{weeks: 0}]}",
        "columns: {windows: [{weeks: true}]}",
        "columns: {windows: [{years: 99999999999}]}",
        "columns: {text: many}",
        "columns: {nothing: ['']}",
        "wording: {errors: [攻府]}",
        "wording: {errors: {1: 2}}",
        "wording: {register: nowhere.yml}",
        "a: [",
    ],
)
def test_says_what_is_wrong(read, text):
    with pytest.raises(NotUnderstood) as caught:
        read(text)
    assert caught.value.what.zh != caught.value.what.en


@pytest.mark.parametrize(
    ("window", "updated", "over"),
    [
        (Window(weeks=2), date(2026, 11, 1), date(2026, 11, 16)),
        (Window(months=6), date(2026, 8, 31), date(2027, 3, 1)),
        (Window(months=6), date(2026, 5, 1), date(2026, 11, 2)),
        (Window(years=1), date(2024, 2, 29), date(2025, 3, 1)),
    ],
)
def test_the_first_day_too_late(window, updated, over):
    assert window.over_on(updated) == over


def test_the_schema_names_every_key():
    keys = {part: set(known["properties"]) for part, known in SCHEMA["properties"].items()}
    assert keys == {
        "columns": {"windows", "unlimited", "preparation", "nothing", "text"},
        "wording": {"errors", "organs", "register"},
    }
