"""Every form of report, from one audit with a bit of everything."""

import csv
import io
import json
import re
from datetime import date
from html.parser import HTMLParser
from xml.dom import minidom

import pytest
from jsonschema import Draft202012Validator

from gongkai_checks import Request, audit, chosen_rules
from gongkai_checks.reports import FORMATS
from gongkai_checks.reports.as_json import SCHEMA
from gongkai_checks.reports.rules_list import rules_as_json

HTML = (
    '<meta charset="utf-8"><a href="=none&quot;&lt;b&gt;&#x202e;\x1b[31m">x</a>'
    '<a href="../About">x</a><a href="https://t.cn/::error::x%0A">x</a>'
    '<p style="display:none"><a href="https://a.example/">x</a>'
)


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    site = tmp_path_factory.mktemp("site")
    (site / "index.html").write_text(HTML, encoding="utf-8")
    (site / "第二页.html").write_text(HTML, encoding="utf-8")
    return audit(Request(site, chosen_rules([]), date(2026, 11, 1)))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("form", FORMATS)
def test_holds_every_finding_and_nothing_a_terminal_obeys(found, form, language):
    report = FORMATS[form](found, language)
    for result in found.results:
        assert result.rule.partition("/")[2] in report
    if form != "json":
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202e]", report.replace("\r\n", "\n"))
    report.encode("utf-8")


def test_json_is_as_published(found):
    report = json.loads(FORMATS["json"](found, "zh"))
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(report)
    first = next(r for r in report["results"] if r["rule"] == "links/missing-target")
    assert first["page"] == "index.html"
    assert first["value"] == '=none"<b>\u202e\x1b[31m'
    assert (first["line"], first["column"], first["count"]) == (1, 23, 2)


def test_sarif_says_where_and_what(found):
    (run,) = json.loads(FORMATS["sarif"](found, "en"))["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note", "none")
        assert (result["kind"] == "fail") == (result["level"] != "none")
        place = result["locations"][0]["physicalLocation"]
        assert re.fullmatch(r"[A-Za-z0-9%./-]+", place["artifactLocation"]["uri"])
    assert len({r["partialFingerprints"]["gongkai/1"] for r in run["results"]}) == len(
        run["results"]
    )


def test_junit_fails_the_rules_with_errors(found):
    suite = minidom.parseString(FORMATS["junit"](found, "zh")).getElementsByTagName("testsuite")[0]  # noqa: S318
    failed = {
        f"{case.getAttribute('classname')}/{case.getAttribute('name')}"
        for case in suite.getElementsByTagName("testcase")
        if case.getElementsByTagName("failure")
    }
    assert failed == {
        result.rule
        for result in found.results
        if result.severity == "error" and result.outcome == "fail"
    }
    assert int(suite.getAttribute("failures")) == len(failed)


def test_csv_opens_in_a_spreadsheet(found):
    report = FORMATS["csv"](found, "zh")
    assert report.startswith("\ufeff")
    head, *rows = csv.reader(io.StringIO(report.removeprefix("\ufeff")))
    assert len(rows) == len(found.results)
    assert {len(row) for row in rows} == {len(head)}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]


def test_annotations_are_one_line_each(found):
    lines = FORMATS["github"](found, "en").splitlines()
    assert len(lines) == len(found.results) + 1
    assert all(re.match(r"::(error|warning|notice) [^:]*::", line) for line in lines)


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_html_stands_alone_and_is_accessible(found, language):
    tags = Tags()
    tags.feed(FORMATS["html"](found, language))
    names = [tag for tag, _ in tags.seen]
    assert names.count("h1") == names.count("main") == names.count("title") == 1
    assert ("html", {"lang": "zh-CN" if language == "zh" else "en"}) in tags.seen
    loaded = [attrs for _, attrs in tags.seen if {"src", "href", "style"} & set(attrs)]
    assert loaded == []
    assert not [name for _, attrs in tags.seen for name in attrs if name.startswith("on")]
    assert all("scope" in attrs for tag, attrs in tags.seen if tag == "th")
    policy = next(a["content"] for t, a in tags.seen if t == "meta" and "http-equiv" in a)
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'")


def test_the_list_of_rules_is_for_programs_too():
    listed = json.loads(rules_as_json(chosen_rules([])))
    assert listed["schema"] == "gongkai-rules/1"
    for rule in listed["rules"]:
        assert rule["id"].startswith(rule["family"] + "/")
        assert set(rule["titles"]) == {"zh", "en"}
