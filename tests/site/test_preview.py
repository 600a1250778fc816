"""A preview opens from disk: every link ends in a file; it leaves what is published alone."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

from gongkai_plugins.building import build

from .conftest import news, record

FEEDBACK_HOST = "zfwzgl.www.gov.cn"

LEADING = {
    "a": ("href",),
    "area": ("href",),
    "link": ("href", "imagesrcset"),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "script": ("src",),
    "iframe": ("src",),
    "object": ("data",),
    "form": ("action",),
}


_ID = re.compile(r'\bid="([^"]+)"')


def targets(page):
    for name, attributes in LEADING.items():
        for tag in page.find_all(name):
            for attribute in attributes:
                value = tag.get(attribute)
                if value is not None and attribute.endswith("srcset"):
                    yield from (part.split()[0] for part in value.split(",") if part.split())
                elif value is not None:
                    yield value
    for meta in page.find_all("meta", attrs={"http-equiv": "refresh"}):
        yield meta["content"].partition("url=")[2]


def crawl(folder: Path) -> int:
    """Open every page as a browser does from disk; return how many links were followed."""
    followed = 0
    ids: dict[Path, set[str]] = {}
    for file in sorted(folder.rglob("*.html")):
        page = BeautifulSoup(file.read_bytes(), "html.parser")
        where = file.relative_to(folder).as_posix()
        assert "预览·非正式" in page.body.select_one("p.gk-preview").text, where
        assert page.title.string.startswith("预览·非正式"), where
        assert page.find("meta", attrs={"name": "robots", "content": "noindex, nofollow"}), where
        assert not page.select('link[rel~="canonical"], script[type="application/ld+json"]'), where
        for target in targets(page):
            parts = urlsplit(target)
            if parts.scheme or parts.netloc:
                assert parts.hostname not in {FEEDBACK_HOST, "www.shili.example"}, (where, target)
                continue
            assert not parts.path.startswith("/"), (where, target)
            if not parts.path:
                continue
            reached = (file.parent / unquote(parts.path)).resolve()
            assert reached.is_relative_to(folder.resolve()), (where, target)
            assert reached.is_file(), (where, target)
            if parts.fragment and reached.suffix == ".html":
                if reached not in ids:
                    ids[reached] = set(_ID.findall(reached.read_text(encoding="utf-8")))
                assert unquote(parts.fragment) in ids[reached], (where, target)
            followed += 1
    return followed


@pytest.mark.parametrize(("theme", "base"), [("gongkai", ""), ("material", "city/")])
def test_every_link_of_the_example_portal_ends_in_a_file(root, tmp_path, theme, base):
    project = tmp_path / "portal"
    project.mkdir()
    shutil.copytree(root / "content", project / "content")
    config = (root / "site_config.yml").read_text(encoding="utf-8")
    host = "https://www.shili.example/"
    assert host in config
    assert "  name: gongkai\n" in config
    config = config.replace(host, host + base)
    if theme != "gongkai":
        config = config.replace("  name: gongkai\n", f"  name: {theme}\n  font: false\n", 1)
    (project / "site_config.yml").write_text(config, encoding="utf-8")
    report = build(project / "site_config.yml", preview=True)
    assert not report.failed, [message.say("en") for message in report.messages]
    pages = len([*(project / "preview").rglob("*.html")])
    assert pages == report.pages > 20
    assert crawl(project / "preview") > 3 * pages


HARD = """\
# 页面

<a href="/city/policies/a/#art-2">绝对</a> <a href="https://www.shili.example/city/policies/">全</a>
<a href="https://other.example/x/">外</a> <a href='/elsewhere/'>站外路径</a> <a href="">本页</a>
<img src="/city/files/tu%201.png" srcset="/city/files/tu%201.png 1x, files/tu%201.png 2x" alt="a>b">
<a id=jiu href="https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=1&amp;url=x">找错</a>
<script id="_jiucuo_" src="https://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script>
<form action="https://other.example/send"><input formaction=/city/policies/ name=q></form>
<!-- <a href="/city/policies/"> --><textarea><a href="/city/policies/"></textarea>

文字 href="/city/policies/" 不变。
"""


@pytest.fixture
def project(make_project):
    return make_project(
        {
            "guide.md": HARD,
            "files/tu 1.png": b"png",
            "policies/a.md": record("第一条 甲。\n第二条 乙。\n", 旧网址="/old/1.html"),
            "news/n.md": news("见[文件](../policies/a.md#art-2)。\n"),
        },
        base="city/",
    )


def preview(project):
    report = build(project.config, preview=True)
    assert not report.failed, [message.say("en") for message in report.messages]
    return project.folder / "preview"


def test_links_of_every_form_become_relative(project):
    folder = preview(project)
    html = (folder / "guide" / "index.html").read_text(encoding="utf-8")
    assert 'href="../policies/a/index.html#art-2"' in html
    assert '<a href="../policies/index.html">全</a>' in html
    assert '<a href="https://other.example/x/">外</a>' in html
    assert "<a href='/elsewhere/'>" in html
    assert 'src="../files/tu%201.png" srcset="../files/tu%201.png 1x, ' in html
    assert 'alt="a>b"' in html


def test_texts_comments_and_raw_content_stay(project):
    html = (preview(project) / "guide" / "index.html").read_text(encoding="utf-8")
    assert '<!-- <a href="/city/policies/"> -->' in html
    assert '<textarea><a href="/city/policies/"></textarea>' in html
    assert "/city/policies/" in BeautifulSoup(html, "html.parser").find_all("p")[-2].text


def test_feedback_and_forms_reach_nobody(project):
    html = (preview(project) / "guide" / "index.html").read_text(encoding="utf-8")
    page = BeautifulSoup(html, "html.parser")
    assert FEEDBACK_HOST not in html
    assert page.find(id="jiu").attrs == {"id": "jiu"}
    assert "action" not in page.find("form").attrs
    assert page.find("input")["formaction"] == "../policies/index.html"


def test_a_moved_page_leads_to_its_file(project):
    html = (preview(project) / "old" / "1.html").read_text(encoding="utf-8")
    assert 'content="0; url=../policies/a/index.html"' in html
    assert "预览·非正式" in html


def test_a_page_differs_from_the_site_only_in_attributes_and_marks(project):
    project.built()
    folder = preview(project)
    for path in project.site.rglob("*.html"):
        site, seen = (
            BeautifulSoup(file.read_bytes(), "html.parser")
            for file in (path, folder / path.relative_to(project.site))
        )
        for tag in seen.select("p.gk-preview"):
            tag.decompose()
        assert [*seen.body.stripped_strings] == [*site.body.stripped_strings]


def test_what_the_project_keeps_is_left_alone(project):
    project.write({"policies/b.md": record(发文字号="示府办发〔2022〕9号")})
    project.built()
    addresses = project.content / "data" / "addresses.csv"
    before = addresses.read_bytes(), project.files()
    project.write(
        {
            "policies/c.md": record(
                发文字号="示府办发〔2022〕10号", 撤下="{日期: 2022-06-01, 理由: 误发}"
            )
        }
    )
    preview(project)
    assert (project.folder / "preview" / "policies" / "c" / "index.html").is_file()
    assert (addresses.read_bytes(), project.files()) == before
    assert not (project.folder / ".gongkai" / "purge.txt").exists()


def test_same_input_gives_the_same_preview(project):
    first = {p: p.read_bytes() for p in sorted(preview(project).rglob("*")) if p.is_file()}
    again = {p: p.read_bytes() for p in sorted(preview(project).rglob("*")) if p.is_file()}
    assert first == again


def test_a_preview_never_takes_the_place_of_the_site(project):
    project.built()
    before = project.files()
    report = build(project.config, site_dir=Path("site"), preview=True)
    assert report.failed
    assert "site" in report.messages[0].what.zh
    assert project.files() == before


def test_pages_of_other_plugins_are_previews_too(project):
    (project.folder / "other.py").write_text(
        "from pathlib import Path\n"
        "def on_post_build(config):\n"
        "    page = '<p><a href=/city/policies/>x</a>'\n"
        "    Path(config.site_dir, 'other.html').write_text(page)\n",
        encoding="utf-8",
    )
    config = project.config.read_text(encoding="utf-8")
    project.config.write_text(config + "hooks: [other.py]\n", encoding="utf-8")
    html = (preview(project) / "other.html").read_text(encoding="utf-8")
    assert '<a href="policies/index.html">x</a>' in html
    assert html.startswith('<meta name="robots" content="noindex, nofollow">')
    assert 'class="gk-preview"' in html


def test_json_of_a_theme_is_left_alone(make_project):
    project = make_project(theme="material", theme_options="  font: false\n")
    html = (preview(project) / "index.html").read_text(encoding="utf-8")
    config = BeautifulSoup(html, "html.parser").find("script", id="__config")
    assert json.loads(config.string)["base"] == "."
