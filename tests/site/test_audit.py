"""The example portal as the audit sees it."""

import shutil
from datetime import date

import pytest

from gongkai_checks import Request, Severity, audit, chosen_rules
from gongkai_checks.rule import all_rules
from gongkai_plugins.building import build

from .conftest import Project

BUILD_DATE = date(2026, 11, 1)


@pytest.fixture(scope="module")
def found(root, tmp_path_factory):
    project = Project(tmp_path_factory.mktemp("audit") / "示例")
    shutil.copytree(root / "content", project.content)
    shutil.copyfile(root / "site_config.yml", project.config)
    report = build(project.config, strict=True)
    return audit(Request(report.site, chosen_rules([]), BUILD_DATE))


def test_has_no_error_in_any_family(found):
    errors = [result for result in found.results if result.severity is Severity.ERROR]
    assert errors == []


def test_every_page_is_held_against_every_rule(found):
    assert found.coverage.tested == found.coverage.pages > 50
    assert set(found.coverage.rules) == {rule.id for rule in all_rules()}
