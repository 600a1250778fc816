"""Which files may stand beside the pages."""

import pytest

from gongkai_model.published_types import is_active, is_markdown, may_be_published


@pytest.mark.parametrize(
    "path", ["a.pdf", "甲/乙.OFD", "a.b.xlsx", "x/a b.Jpeg", "a.wps", "a.geojson"]
)
def test_documents_pictures_and_tables_may_be_published(path):
    assert may_be_published(path)
    assert not is_active(path)


@pytest.mark.parametrize(
    "path",
    ["a.html", "a.HTM", "a.xhtml", "a.svg", "a.SVGZ", "a.xml", "a.mjs", "a.pdf.js", "a.css",
     "a.swf", "a.php", "a.aspx", "a.exe", "a.hta", "a.lnk", "a.html ", "a.html.", "README",
     "a.pdf/b"],
)  # fmt: skip
def test_what_runs_or_may_be_anything_is_not(path):
    assert not may_be_published(path)
    assert is_active(path)


@pytest.mark.parametrize("path", ["a.dwg", "a.7z", "a.bmp"])
def test_other_documents_are_for_those_who_attach_them(path):
    assert not may_be_published(path)
    assert not is_active(path)


def test_sources_are_told_by_any_of_their_endings():
    assert all(is_markdown(f"a.{e}") for e in ("md", "MD", "markdown", "mkd", "mdown", "Mkdn"))
    assert not is_markdown("md")
