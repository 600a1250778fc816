"""The main job on real input: 2,475 texts imported, built, and found again to the character."""

from __future__ import annotations

import io
import re
import tarfile
from html import unescape
from pathlib import Path

import pytest

from gongkai_cli.import_texts import import_texts
from gongkai_model.reading import read_portal

from .conftest import Project

_BODY = re.compile(r'<div class="gk-body gk-official" id="gk-body">\n(.*?)\n</div>\n', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_MARKS = re.compile(r"<!--[^<>]*-->")
_HEADING = re.compile(r"#{1,6}(?:[ \t\u3000]+|$)")
_ARTICLE = re.compile(r"第[〇零○一二三四五六七八九十百千0-9]+条")
_BLANKS = " \t\u3000\xa0"


@pytest.fixture(scope="module")
def laws(law_archive: Path, tmp_path_factory) -> tuple[Project, object]:
    project = Project(tmp_path_factory.mktemp("laws"))
    project.write({"index.md": "# 首页\n\n共 {{ 数量 laws }} 件\n"})
    project.configure()
    report = import_texts(law_archive, Path("content/laws"), project=project.folder)
    project.built()
    return project, report


@pytest.fixture(scope="module")
def sources(law_archive: Path) -> dict[str, list[str]]:
    """Lines of each body in the archive, marks and blanks at paragraph ends taken off."""
    found = {}
    with tarfile.open(fileobj=io.BytesIO(law_archive.read_bytes())) as archive:
        for member in archive:
            if member.name.endswith(".md"):
                text = archive.extractfile(member).read().decode()
                body = _MARKS.sub("", text.split("<!-- INFO END -->", 1)[1])
                found[member.name] = [
                    stripped
                    for line in body.split("\n")
                    if (stripped := _HEADING.sub("", line).rstrip(_BLANKS))
                ]
    return found


def _visible(page: str) -> list[str]:
    body = _BODY.search(page)[1]
    return [line.rstrip(_BLANKS) for line in unescape(_TAG.sub("", body)).split("\n") if line]


def test_every_text_is_imported(laws, sources):
    _, report = laws
    counts = {text.en: number for text, number in report.counts}
    assert not report.failed
    assert counts["files read"] == len(sources) == 2475
    twins = len(sources) - counts["texts"]
    assert sum("byte" in entry.reason.title.en for entry in report.entries) >= twins


def test_the_visible_text_of_every_page_is_that_of_its_source(laws, sources):
    project, _ = laws
    portal = read_portal(project.content)
    bodies = {tuple(lines) for lines in sources.values()}
    shown = set()
    for record in portal.records.values():
        for version in record.versions:
            page = project.page(record.version_address(version))
            shown.add(tuple(_visible(page)))
    # Texts that are empty but for their header have no lines to show.
    assert shown - {()} == bodies - {()}


def test_lines_that_begin_an_article_can_be_linked_to(laws):
    project, _ = laws
    lines = addressable = 0
    for page in project.content.glob("laws/*/*.md"):
        if page.name != "index.md":
            key = page.stem.replace("-", "", 2) if page.stem[0].isdigit() else page.stem
            html = project.page(f"laws/{page.parent.name}/{key}")
            for paragraph in _BODY.search(html)[1].split("\n"):
                if _ARTICLE.match(unescape(_TAG.sub("", paragraph)).lstrip(_BLANKS)):
                    lines += 1
                    addressable += 'id="' in paragraph
    assert lines > 100_000
    assert addressable >= 0.99 * lines


def test_texts_of_one_act_are_versions_of_it(laws):
    project, _ = laws
    portal = read_portal(project.content)
    (act,) = (r for r in portal.records.values() if r.facts.title == "中华人民共和国道路运输条例")
    assert len(act.versions) == 3
    assert [version.key for version in act.versions] == sorted(v.key for v in act.versions)
    page = project.page(act.key)
    assert all(f'/{act.key}/{version.key}/"' in page for version in act.versions[:2])


def test_every_page_can_be_reached_from_the_column(laws):
    project, _ = laws
    column = project.page("laws")
    last = max(int(number) for number in re.findall(r'href="\.\./laws/all/(\d+)/"', column))
    listed = set()
    for number in range(1, last + 1):
        listed |= set(
            re.findall(r'href="\.\./\.\./\.\./laws/([^/"]+)/"', project.page(f"laws/all/{number}"))
        )
    assert listed == {r.id for r in read_portal(project.content).records.values()}
