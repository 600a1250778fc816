"""Every theme hosts the portal: links are right, tags and labels are there, no mark survives."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

from .conftest import news, record

THEMES = {
    "gongkai": "",
    "mkdocs": "",
    "readthedocs": "",
    "material": "  font: false\n",
}


@pytest.fixture(params=THEMES)
def project(request, make_project):
    project = make_project(
        {
            "guide.md": (
                "# 指南\n\n见[文件](policies/a.md#art-2)、[文本](policies/act/2020-07-01.md)、"
                "[要闻](news/n.md#小标题)和[栏目](policies/index.md)。\n\n![图](files/图 1.png)\n\n"
                "{{ 最新 policies 3 }}\n\n共 {{ 数量 policies }} 件\n"
            ),
            "files/图 1.png": b"png",
            "说明.md": "# 说明\n\n正文\n",
            "policies/a.md": record(
                "第一条 甲。\n第二条 见[要闻](../news/n.md)。\n",
                标题='引号"与<尖括号>&',
                附件="files/附件 一.pdf",
            ),
            "policies/files/附件 一.pdf": b"%PDF-",
            "policies/act/index.md": (
                "---\n类型: 规章\n标题: 办法\n发文机关: office\n旧网址: /old/1.html\n---\n"
            ),
            "policies/act/2020-07-01.md": (
                "---\n发布日期: 2020-06-01\n施行日期: 2020-07-01\n---\n\n第一条 旧。\n"
            ),
            "policies/act/2022-01-01.md": (
                "---\n发布日期: 2021-12-01\n施行日期: 2022-01-01\n---\n\n"
                "第一条 新，见[旧](2020-07-01.md)。\n"
            ),
            "news/n.md": news(
                "## 小标题\n\n见[文件](../policies/a.md#art-1)、[本页](#小标题)、"
                "[说明](../说明.md)。\n"
            ),
        },
        theme=request.param,
        theme_options=THEMES[request.param],
    )
    project.built()
    return project


def test_every_relative_link_leads_to_a_file_and_anchor(project):
    site = project.files()
    pages = {name: BeautifulSoup(data, "html.parser") for name, data in site.items() if _is(name)}
    wrong = []
    for name, page in pages.items():
        for element in page.find_all(True):
            for attribute in ("href", "src"):
                target = element.get(attribute)
                if target is not None and not _leads(target, name, site, pages):
                    wrong.append((name, target))
    assert wrong == []


def _is(name):
    return name.endswith(".html")


def _leads(target, name, site, pages):
    url = urlsplit(target)
    if url.scheme or url.netloc:
        return True
    path = unquote(url.path)
    where = posixpath.normpath(posixpath.join("/", posixpath.dirname(name), path)).lstrip("/")
    if path.endswith(("/", "/.", "/..")) or path in {"", ".", ".."}:
        where = posixpath.join(where, "index.html") if path else name
    where = where.removeprefix("./")
    if where not in site:
        return False
    anchor = unquote(url.fragment)
    return (
        not anchor
        or where not in pages
        or pages[where].find(id=anchor) is not None
        or (
            anchor.startswith("__")  # Material's own switches
        )
    )


def test_no_mark_survives_anywhere(project):
    for name, data in project.files().items():
        assert b"gongkai-frame" not in data, name
        assert b"gongkai-region" not in data, name


def test_record_pages_carry_labels_tags_and_their_own_address(project):
    page = BeautifulSoup(project.page("policies/a"), "html.parser")
    assert page.find("h1", id="page-title").get_text() == '引号"与<尖括号>&'
    assert page.title.get_text().strip().startswith('引号"与<尖括号>&')
    metas = {meta.get("name"): meta.get("content") for meta in page.find_all("meta")}
    expected = {
        "SiteName": "示例市人民政府",
        "SiteDomain": "www.shili.example",
        "SiteIDCode": "0000000000",
        "ColumnName": "政策文件",
        "ColumnDescription": "用于测试",
        "ColumnKeywords": "测试",
        "ColumnType": "政策文件",
        "ArticleTitle": '引号"与<尖括号>&',
        "PubDate": "2022-04-22",
        "ContentSource": "示例市人民政府办公室",
    }
    assert {name: metas.get(name) for name in expected} == expected
    canonicals = [link["href"] for link in page.find_all("link", rel="canonical")]
    assert canonicals == ["https://www.shili.example/policies/a/"]
    labels = {dt.get_text(): dt.find_next("dd").get_text() for dt in page.find_all("dt")}
    assert labels["发文字号"] == "示府办发〔2022〕8号"


def test_column_and_home_pages_carry_their_tags(project):
    home = BeautifulSoup((project.site / "index.html").read_bytes(), "html.parser")
    names = {meta.get("name") for meta in home.find_all("meta")}
    assert {"SiteName", "SiteDomain", "SiteIDCode"} <= names
    assert "ColumnName" not in names
    column = BeautifulSoup(project.page("policies"), "html.parser")
    names = {meta.get("name") for meta in column.find_all("meta")}
    assert {"SiteName", "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"} <= names
    assert "ArticleTitle" not in names


def test_versions_have_addresses_and_name_the_text_in_force(project):
    old = BeautifulSoup(project.page("policies/act/20200701"), "html.parser")
    assert "已修改" in old.get_text()
    assert "查看现在的文本" in old.get_text()
    assert old.find("link", rel="canonical")["href"].endswith("/policies/act/20200701/")
    new = BeautifulSoup(project.page("policies/act/20220101"), "html.parser")
    assert new.find("link", rel="canonical")["href"].endswith("/policies/act/")
    assert BeautifulSoup(project.page("policies/act"), "html.parser").find(id="art-1")


def test_one_column_is_active_on_a_record_page(project):
    page = BeautifulSoup(project.page("policies/a"), "html.parser")
    active = page.select("[aria-current], .active, .current, .md-nav__item--active")
    assert any("政策文件" in element.get_text() for element in active)
    assert not any(element.get_text().strip() == "要闻动态" for element in active)


@pytest.mark.parametrize("theme", ["material", "mkdocs", "readthedocs"])
def test_every_page_of_another_theme_has_the_footer_and_the_label_block(make_project, theme):
    project = make_project(
        {"policies/a.md": record(), "map.md": "---\n标题: 地图\n---\n\n{{ 网站地图 }}\n"},
        theme=theme,
        options="      sponsor: 甲办公室\n      phone: 000-00000001\n",
    )
    project.built()
    for address, up in (("", ""), ("policies/a", "../../"), ("policies/all/1", "../../../")):
        page = BeautifulSoup(project.page(address), "html.parser")
        footer = page.select("footer.gk-foot")
        assert len(footer) == 1, address
        assert "主办单位：甲办公室" in footer[0].get_text()
        assert "我为政府网站找错" in footer[0].get_text()
        links = {a.get_text(): a["href"] for a in footer[0].find_all("a")}
        assert links["网站地图"].removeprefix("./") == f"{up}map/"
    page = BeautifulSoup(project.page("policies/a"), "html.parser")
    assert page.select("dl.gk-labels")
    assert page.select('meta[name="ArticleTitle"]')
