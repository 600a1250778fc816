"""The example portal of this repository, and the one that ``gongkai new`` makes."""

from __future__ import annotations

import re
import shutil
from html import unescape

import pytest
from bs4 import BeautifulSoup

from gongkai_model.reading import read_portal
from gongkai_model.record import Status
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


def test_shows_every_kind_of_status(example):
    words = {
        path.parent.name
        for path in (example.site / "policies" / "status").iterdir()
        for path in path.glob("index.html")
    }
    assert words == {status.alias for status in Status}


def test_official_texts_are_shown_as_they_stand(example):
    portal = read_portal(example.content)
    for record in portal.records.values():
        if not record.kind.has_texts or record.facts.withdrawal:
            continue
        for version in record.versions:
            html = example.page(record.version_address(version))
            page = BeautifulSoup(html, "html.parser").get_text()
            for line in version.body.split("\n"):
                for words in _shown_words(line):
                    assert words in page, version.path


def _shown_words(line: str) -> list[str]:
    """Return the pieces of a line that are text on the page, apart from what are marks."""
    if line.startswith("<"):
        return [unescape(text) for text in re.findall(r">([^<]+)<", line)]
    if line.startswith("|"):
        return [cell.strip() for cell in line.split("|") if cell.strip(" -")]
    line = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", line)
    return [re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", line).lstrip("# ").rstrip()]


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
