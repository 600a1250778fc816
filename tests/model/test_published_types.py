"""Which files may stand beside the pages."""

import pytest

from gongkai_model.published_types import is_looked_for, is_markdown, may_be_published, refusal


@pytest.mark.parametrize(
    "path",
    ["a.pdf", "甲/乙.OFD", "a.b.xlsx", "x/a b.Jpeg", "a.wps", "a.geojson", "a/b.7z", "a.bmp",
     "files/robots.txt", "a/sitemap.csv", "图.Png"],
)  # fmt: skip
def test_documents_pictures_and_tables_may_be_published(path):
    assert may_be_published(path)


@pytest.mark.parametrize(
    "ending",
    ["html", "HTM", "xhtml", "svg", "SVGZ", "xml", "mjs", "js", "css", "swf", "php", "aspx", "exe",
     "hta", "lnk", "do", "action", "jhtml", "pl", "php5", "phar", "htc", "wsf", "htaccess",
     "config", "conf", "shtm", "apk", "docm", "xlsm", "gz", "br", "html.gz", "js.br", "tar.gz",
     "zst", "md", "epub", "dwg", "html ", "html.", "pdf.", "pdf/b", "pdf.js", "unheard-of"],
)  # fmt: skip
def test_what_is_not_on_the_list_may_not(ending):
    for path in (f"a.{ending}", f"files/a.{ending}"):
        assert not may_be_published(path)
        assert ".zip" in refusal(path)[1].en


@pytest.mark.parametrize(
    "path", ["README", "files/.htaccess", "web.config", "a.pdf/b", "CNAME", ""]
)
def test_what_may_be_anything_may_not(path):
    assert not may_be_published(path)


@pytest.mark.parametrize(
    "path",
    ["robots.txt", "Robots.TXT", "security.txt", "MP_verify_abc.txt", "favicon.ico", "favicon.png",
     "apple-touch-icon-precomposed.png", "sitemap.xml", "sitemap-1.xml.gz", "_redirects",
     "_headers", ".well-known/security.txt", "assetlinks.json"],
)  # fmt: skip
def test_names_that_machines_look_for_at_the_top_of_the_site_are_kept(path):
    assert is_looked_for(path)
    assert not may_be_published(path)
    assert not is_looked_for(f"policies/{path}")


def test_sources_are_told_by_any_of_their_endings():
    assert all(is_markdown(f"a.{e}") for e in ("md", "MD", "markdown", "mkd", "mdown", "Mkdn"))
    assert not is_markdown("md")
