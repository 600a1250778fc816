"""The example portal of this repository, and the one that ``gongkai new`` makes."""

from __future__ import annotations

import shutil
from html import unescape

import pytest

from gongkai_model.reading import read_portal
from gongkai_plugins.building import build

from .conftest import Project


@pytest.fixture(scope="module")
def example(root, tmp_path_factory) -> Project:
    project = Project(tmp_path_factory.mktemp("example") / "示例 门户")
    shutil.copytree(root / "content", project.content)
    shutil.copyfile(root / "site_config.yml", project.config)
    report = build(project.config, strict=True)
    assert not report.failed, [message.say("en") for message in report.messages]
    return project


def test_says_on_the_home_page_that_it_is_no_government(example):
    assert "不是政府网站" in (example.site / "index.html").read_text(encoding="utf-8")


def test_shows_every_kind_of_status(example):
    words = {
        path.parent.name
        for path in (example.site / "policies" / "status").iterdir()
        for path in path.glob("index.html")
    }
    assert words == {"in-force", "not-yet-in-force", "partly-lapsed", "lapsed", "repealed"}


def test_official_texts_are_shown_as_they_stand(example):
    portal = read_portal(example.content)
    for record in portal.records.values():
        if not record.kind.has_texts or record.facts.withdrawal:
            continue
        for version in record.versions:
            page = unescape(example.page(record.version_address(version)))
            for line in version.body.split("\n"):
                assert line.lstrip("# ").rstrip() in page


def test_asks_nothing_of_other_hosts(example):
    for name, data in example.files().items():
        if name.endswith((".html", ".css")):
            for mark in (
                b'src="http',
                b"src='http",
                b"url(http",
                b"@import",
                b'stylesheet" href="http',
            ):
                assert mark not in data, name


def test_its_addresses_are_registered(root, example):
    written = (root / "content" / "data" / "addresses.csv").read_text(encoding="utf-8")
    now = (example.content / "data" / "addresses.csv").read_text(encoding="utf-8")
    assert now == written, "run: gongkai build, and commit content/data/addresses.csv"
