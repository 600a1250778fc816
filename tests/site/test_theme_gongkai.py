"""The portal's own theme: its frame, its ways to read, and what it may not do."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from gongkai_render.colours import MODES, PAIRS, table

from .conftest import column, news, record

ROOT = Path(__file__).parents[2]
THEME = ROOT / "theme" / "gongkai_theme"
STYLES = [
    THEME / "css" / "gongkai.css",
    ROOT / "render" / "gongkai_render" / "templates" / "assets" / "record.css",
]
SCRIPTS = sorted((THEME / "js").glob("*.js"))
CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")

PAGES = {
    "about.md": "---\n标题: 关于与隐私\n用途: about\n---\n\n# 关于与隐私\n",
    "accessibility.md": "---\n标题: 无障碍\n用途: accessibility\n---\n\n# 无障碍\n",
    "feedback.md": "---\n标题: 网站找错\n用途: feedback\n---\n\n# 网站找错\n",
    "subscribe.md": "---\n标题: 订阅\n用途: subscribe\n---\n\n# 订阅\n",
    "policies/a.md": record("第一条 见[别处](https://other.example/x)。\n第二条 乙。\n"),
    "news/n.md": news("## 小标题\n\n正文\n"),
}
REAL = """\
      demo: false
      sponsor: 某市人民政府办公室
      phone: 010-12345678
      icp: 京ICP备12345678号
      police_record: 京公网安备11010112345678号
      party_mark: "https://bszs.conac.cn/sitename?method=show&id=0123456789ABCDEF0123456789ABCDEF"
      party_mark_picture: files/mark.png
      emblem: files/emblem.png
      emblem_text: 中华人民共和国国徽
"""


@pytest.fixture
def portal(make_project):
    project = make_project(PAGES)
    project.built()
    return project


def _soup(project, name):
    return BeautifulSoup((project.site / name).read_bytes(), "html.parser")


def _real(make_project, **files):
    project = make_project(
        {**PAGES, "files/mark.png": b"mark", "files/emblem.png": b"emblem", **files}, options=REAL
    )
    text = project.config.read_text(encoding="utf-8")
    text = text.replace("www.shili.example", "www.shili.test").replace("name: 示例市", "name: 某市")
    project.config.write_text(text.replace("0000000000", "1234567890"), encoding="utf-8")
    project.built()
    return project


def _pages(project):
    for path in sorted(project.site.rglob("*.html")):
        yield (
            path.relative_to(project.site).as_posix(),
            BeautifulSoup(path.read_bytes(), "html.parser"),
        )


# --- the frame -----------------------------------------------------------------------------------


def test_every_page_has_its_parts_in_order(portal):
    for name, page in _pages(portal):
        assert page.html["lang"] == "zh-CN"
        assert len(page.find_all("h1")) == 1, name
        assert len(page.find_all("main")) == 1, name
        parts = [
            page.select_one(selector)
            for selector in (
                "#elder > a.gk-skip",
                ".gk-demo",
                "nav.gk-top",
                ".gk-name",
                "nav.gk-nav",
                "main",
                "footer",
            )
        ]
        assert None not in parts, name
        every = list(page.descendants)
        places = [next(i for i, x in enumerate(every) if x is part) for part in parts]
        assert places == sorted(places), name
        assert page.find(id=parts[0]["href"][1:]) is parts[5]


def test_landmarks_of_one_kind_are_told_apart_by_their_names(portal):
    for name, page in _pages(portal):
        names = [nav.get("aria-label") for nav in page.find_all("nav")]
        assert None not in names
        assert len(names) == len(set(names)), name
        ids = [element["id"] for element in page.find_all(id=True)]
        assert len(ids) == len(set(ids)), name


def test_nothing_runs_or_is_styled_inline_and_nothing_comes_from_elsewhere(portal):
    for name, page in _pages(portal):
        assert not page.find_all("style"), name
        for script in page.find_all("script"):
            assert script.get("src") or script["type"] == "application/ld+json", name
        for element in page.find_all(True):
            assert "style" not in element.attrs, name
            assert not [key for key in element.attrs if key.startswith("on")], name
            fetched = [element.get("src"), element.get("poster"), element.get("srcset")]
            if element.name == "link" and element["rel"] != ["canonical"]:
                fetched.append(element["href"])
            for address in filter(None, fetched):
                assert not re.match(r"[a-z]+:|//", address), (name, address)


def test_style_and_script_of_the_whole_site_are_light(portal):
    files = portal.files()
    size = sum(len(data) for name, data in files.items() if name.endswith((".css", ".js")))
    assert size < 60_000
    linked = {
        element.get("href") or element.get("src")
        for element in _soup(portal, "index.html").select("link[rel=stylesheet], script[src]")
    }
    wanted = {name for name in files if name.endswith((".css", ".js"))}
    assert {address.removeprefix("./") for address in linked} == wanted


def test_the_frame_of_a_record_is_light(portal):
    page = BeautifulSoup(portal.page("policies/a"), "html.parser")
    page.find("main").clear()
    page.find("script", type="application/ld+json").decompose()
    assert len(page.encode()) < 12_000


def test_the_navigation_opens_without_a_script_and_marks_where_one_is(portal):
    nav = _soup(portal, "policies/index.html").find("nav", class_="gk-nav")
    details = nav.find("details")
    assert details.summary.get_text() == "菜单"
    assert not details.has_attr("open")
    assert details.find_next_sibling().name == "ul"  # shown while the details are open
    style = STYLES[0].read_text(encoding="utf-8")
    assert ".gk-nav details:not([open]) + ul { display: none; }" in style
    assert [a.get_text() for a in nav.select("[aria-current=page]")] == ["政策文件"]
    record_page = _soup(portal, "policies/a/index.html")
    assert [a.get_text() for a in record_page.select(".gk-nav [aria-current]")] == ["政策文件"]
    assert record_page.select_one(".gk-nav [aria-current]")["aria-current"] == "true"


def _trail(project, address):
    items = BeautifulSoup(project.page(address), "html.parser").select(".gk-trail li")
    return [
        (item.get_text(), item.a and item.a["href"], item.get("aria-current")) for item in items
    ]


def test_the_trail_leads_to_the_column_of_a_record_through_sections(make_project):
    project = make_project(
        {
            "open/index.md": column("政府信息公开", "通知公告"),
            "open/rules/index.md": column("制度", "行政规范性文件"),
            "open/rules/r1.md": record(),
            "guide/index.md": "# 办事\n\n正文\n",
            "guide/how.md": "# 怎么办\n\n正文\n",
        }
    )
    project.built()
    assert not BeautifulSoup(project.page(""), "html.parser").select(".gk-trail")
    assert _trail(project, "open") == [
        ("首页", "..", None),
        ("政府信息公开", None, "page"),
    ]
    assert _trail(project, "guide/how") == [
        ("首页", "../..", None),
        ("Guide", "../", None),
        ("怎么办", None, "page"),
    ]
    assert _trail(project, "open/rules") == [
        ("首页", "../..", None),
        ("政府信息公开", "../", None),
        ("制度", None, "page"),
    ]
    expected = ["首页", "政府信息公开", "制度"]
    for address, up in (("open/rules/r1", "../"), ("open/rules/r1/20220501", "../../")):
        assert [text for text, _, _ in _trail(project, address)] == expected
        assert _trail(project, address)[-1][1] == up
    assert [text for text, _, _ in _trail(project, "open/rules/all/1")] == expected


def test_pages_of_a_section_stand_beside_each_other(make_project):
    project = make_project(
        {"guide/index.md": "# 办事\n\n正文\n", "guide/how.md": "# 怎么办\n\n正文\n"}
    )
    project.built()
    beside = _soup(project, "guide/how/index.html").find("nav", class_="gk-beside")
    assert [(a.get_text(), a.get("aria-current")) for a in beside.find_all("a")] == [
        ("办事", None),
        ("怎么办", "page"),
    ]
    assert not _soup(project, "news/index.html").find("nav", class_="gk-beside")


# --- top row and foot ----------------------------------------------------------------------------


def test_what_is_not_proven_or_not_there_is_not_said(make_project, portal):
    page = _soup(portal, "index.html")
    assert "IPv6" not in page.get_text()
    assert "EN" not in page.find("nav", class_="gk-top").get_text()
    assert page.select_one(".gk-top a[href='accessibility/']").get_text() == "无障碍"
    proven = make_project(
        {**PAGES},
        name="proven",
        options=(
            "      ipv6_measured_on: 2026-10-20\n      foreign_edition: https://en.shili.example/\n"
        ),
    )
    proven.built()
    top = _soup(proven, "policies/a/index.html").find("nav", class_="gk-top")
    assert "本站支持IPv6（2026-10-20实测）" in top.get_text()
    assert top.find("a", string="EN")["href"] == "https://en.shili.example/"


def test_a_demonstration_shows_no_number_emblem_or_mark_of_a_real_site(make_project):
    project = make_project(
        {**PAGES, "files/emblem.png": b"emblem"},
        options=(
            "      icp: 京ICP备12345678号\n      emblem: files/emblem.png\n"
            "      emblem_text: 国徽\n      police_record: 京公网安备11010112345678号\n"
        ),
    )
    project.built()
    for name, page in _pages(project):
        assert page.select_one(".gk-demo").get_text() == "演示站点·非政府网站"
        foot = page.footer.get_text()
        for text in ("ICP备案：演示，无", "公安备案：演示，无", "党政机关网站标识：演示，无"):
            assert text in foot, name
        assert "（演示，占位）" in foot
        assert not re.search("12345678", str(page))
        assert not page.select("header img, footer img")
        link = page.footer.find("a", string="我为政府网站找错")
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(name), link["href"]))
        assert target == "/feedback", name


def test_a_real_portal_has_the_whole_foot(make_project):
    project = _real(make_project)
    assert not _soup(project, "index.html").select(".gk-demo")
    assert _soup(project, "index.html").select_one("header img")["alt"] == "中华人民共和国国徽"
    for name, address in (
        ("index.html", ""),
        ("policies/a/index.html", "policies%2Fa%2F"),
        ("policies/a/20220501/index.html", "policies%2Fa%2F20220501%2F"),
        ("404.html", ""),
    ):
        foot = _soup(project, name).footer
        links = {link.get_text(): link["href"] for link in foot.find_all("a")}
        assert links["我为政府网站找错"] == (
            "https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=1234567890"
            f"&url=https%3A%2F%2Fwww.shili.test%2F{address}"
        )
        assert links["京ICP备12345678号"] == "https://beian.miit.gov.cn/"
        assert links["京公网安备11010112345678号"].endswith("recordcode=11010112345678")
        mark = foot.find("img", alt="党政机关网站标识")
        assert mark.parent["href"].startswith("https://bszs.conac.cn/")
        text = foot.get_text()
        for fact in ("主办单位：某市人民政府办公室", "联系电话：010-12345678", "1234567890"):
            assert fact in text
        assert {"关于与隐私", "订阅", "无障碍"} <= set(links)
    assert project.files()["files/mark.png"] == b"mark"


def test_what_an_operator_writes_is_escaped(make_project):
    project = make_project(PAGES, options="      sponsor: '<b onclick=x>&某单位'\n")
    project.built()
    foot = _soup(project, "policies/a/index.html").footer
    assert "主办单位：<b onclick=x>&某单位" in foot.get_text()
    assert not foot.find("b")


def test_the_error_page_shows_ways_on(portal):
    page = _soup(portal, "404.html")
    links = {link.get_text(): link["href"] for link in page.main.find_all("a")}
    assert links["回到首页"] == "/"
    assert links["政策文件"] == "/policies/"
    assert links["我为政府网站找错"] == "/feedback/"
    assert not page.select(".gk-trail")


# --- ways to read --------------------------------------------------------------------------------


def test_elder_mode_is_a_link_to_the_page_itself(portal):
    page = _soup(portal, "policies/a/index.html")
    switch = page.find("a", string="长者模式")
    assert page.find(id=switch["href"][1:]).find("main") is not None
    assert page.find("a", string="退出长者模式")["href"] == "#"
    assert page.select_one(".gk-shade").has_attr("hidden")  # there is no switch without a script
    style = STYLES[0].read_text(encoding="utf-8")
    size = re.search(r"#elder:target \{[^}]*font-size: ([\d.]+)em", style)
    assert float(size[1]) >= 1.35


def test_the_elder_home_page_is_always_in_elder_mode(make_project):
    project = make_project(
        {**PAGES, "elder.md": "---\n标题: 长者首页\n---\n\n# 长者首页\n\n{{ 长者首页 }}\n"}
    )
    project.built()
    page = _soup(project, "elder/index.html")
    assert {"gk-elder", "gk-elder-always"} <= set(page.html["class"])
    assert page.find("a", string="退出长者模式")["href"] == ".."
    assert "gk-elder" not in _soup(project, "index.html").html["class"]


def test_sizes_below_elder_mode_follow_its_type():
    # One rule enlarges all: nothing below #elder is sized by the root.
    for path in STYLES:
        assert not re.search(r"\d(rem|vw)\b(?<!200vw)", path.read_text(encoding="utf-8")), path


@pytest.mark.parametrize("theme", ["gongkai", "material", "mkdocs", "readthedocs"])
def test_a_day_of_mourning_greys_every_page_by_one_file(make_project, theme):
    sheet = "assets/gongkai/day.css"
    project = make_project(PAGES, theme=theme, options="      mourning: [2026-10-31]\n")
    project.built()
    before = project.files()
    assert b"filter" not in before[sheet]
    for name, page in _pages(project):
        links = [link["href"] for link in page.select("link[rel=stylesheet]")]
        where = posixpath.join("/", posixpath.dirname(name))
        assert f"/{sheet}" in [posixpath.normpath(posixpath.join(where, to)) for to in links], name
    days = "      mourning: [2026-10-31 至 2026-11-02]\n"
    project.configure(theme=theme, options=days)
    project.built()
    after = project.files()
    assert [name for name in after | before if before.get(name) != after.get(name)] == [sheet]
    # A filter of the root, unlike one of any other element, is no frame for what is fixed in it.
    assert ":root { filter: grayscale(1); }" in after[sheet].decode()


def test_the_notice_before_leaving_is_there_when_it_is_set(make_project, portal):
    assert not _soup(portal, "index.html").find("dialog")
    project = make_project(PAGES, name="leaving", options="      leaving_notice: true\n")
    project.built()
    page = _soup(project, "policies/a/index.html")
    assert not page.find("dialog").has_attr("open")
    assert page.select_one("script[data-own-hosts]")["data-own-hosts"] == ".gov.cn .政务"


def test_words_of_the_script_are_in_the_page(portal):
    script = SCRIPTS[0].read_text(encoding="utf-8")
    used = set(re.findall(r"\bwords\.(\w+)", script))
    written = {
        re.sub("-(.)", lambda match: match[1].upper(), name.removeprefix("data-"))
        for name in _soup(portal, "index.html").select_one("script[src]").attrs
        if name.startswith("data-")
    }
    assert used == written


# --- what stands in the files --------------------------------------------------------------------


def test_templates_mark_every_interface_text():
    for path in sorted(THEME.rglob("*.html")):
        text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        unmarked = re.sub(r"_\(\s*(?:'[^']*'|\"[^\"]*\")", "", text)
        assert not CHINESE.search(unmarked), (path.name, CHINESE.search(unmarked))


@pytest.mark.parametrize("path", [*STYLES, *SCRIPTS], ids=lambda path: path.name)
def test_styles_and_scripts_hold_no_words(path):
    assert not CHINESE.search(path.read_text(encoding="utf-8"))


def _rules(path):
    """Return selector and declarations of every rule, the colours of a code left out."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", text):
        if ".gk-qr" in selector and "#fff" in body:
            continue  # read by machines: dark on light in every mode
        yield selector.strip(), re.findall(r"([\w-]+)\s*:\s*([^;]+)", body)


COLOURED = re.compile(r"(color|background|border.*|outline.*|fill|stroke|.*shadow)$")
NO_COLOUR = re.compile(
    r"[\d.]+(em|px|%|mm)?|-[\d.]+em|/|solid|dashed|dotted|double|none|center|no-repeat|auto|bold"
    r"|linear-gradient|Canvas|CanvasText|currentcolor|transparent|inherit|\d+|collapse"
)


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_every_colour_is_of_the_table(path):
    roles = set(table((), MODES[0])) | {"day"}
    for selector, declarations in _rules(path):
        for name, value in declarations:
            assert set(re.findall(r"var\(--gk-([\w-]+)", value)) <= roles, (selector, value)
            if COLOURED.match(name) and name != "border-radius":
                rest = re.sub(r"var\(--gk-[\w-]+(?:,\s*(\w+))?\)", r" \1 ", value)
                for word in re.split(r"[\s,()]+", rest.replace("!important", "")):
                    assert not word or NO_COLOUR.fullmatch(word), (selector, name, word)


def test_every_pair_that_a_rule_sets_is_declared():
    declared = {(pair.front, pair.ground) for pair in PAIRS}
    found = set()
    for path in STYLES:
        for selector, declarations in _rules(path):
            colours = {
                name: match[1]
                for name, value in declarations
                if (match := re.fullmatch(r"var\(--gk-([\w-]+)(?:,[^)]*)?\)", value.strip()))
            }
            if {"color", "background"} <= colours.keys():
                pair = colours["color"], colours["background"]
                assert pair in declared, selector
                found.add(pair)
    assert ("on-main", "main") in found
