"""What the pages of the newer kinds show, and where they stand in lists."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup

from gongkai_model.kinds import all_kinds

from .conftest import ORGANS, column, news, record

PNG = b"\x89PNG\r\n\x1a\n"
DIGEST = "ab" * 32


@pytest.fixture
def make(make_project):
    """Make a portal with a column ``things`` for every kind, and the records that are given."""
    index = column("栏目", *(kind.name for kind in all_kinds()))

    def build(files, **settings):
        given = {
            name if "/" in name or name == "index.md" else f"things/{name}": text
            for name, text in files.items()
        }
        given.setdefault("data/organs.yml", ORGANS)
        project = make_project({"things/index.md": index, **given}, **settings)
        project.report = project.built()
        return project

    return build


def source(kind: str, body: str = "正文。\n", **labels: str) -> str:
    usual = {"类型": kind, "标题": "甲", "发布日期": "2026-10-01"}
    lines = (f"{name}: {value}" for name, value in {**usual, **labels}.items() if value)
    return "---\n" + "\n".join(lines) + "\n---\n\n" + body


def page(project, address):
    return BeautifulSoup(project.page(address), "html.parser")


def labels(soup) -> dict[str, str]:
    return {
        row.dt.get_text(): row.dd.get_text(strip=True) for row in soup.select(".gk-labels > div")
    }


def below(soup, heading: str) -> list[str]:
    """Return the texts of the items, or paragraphs, of the section with a heading."""
    section = next(h.parent for h in soup.find_all("h2") if h.get_text() == heading)
    return [item.get_text(" ", strip=True) for item in section.select("li, p")]


def test_a_guide_shows_its_elements_below_headings(make):
    project = make(
        {
            "x.md": source(
                "办事指南",
                责任单位="finance",
                设定依据="某条例第一条",
                申请条件="[1．成年, 2．居民]",
                办理材料="[申请表, <b>证明</b>]",
                办理流程="[填表, 交表]",
                办理地点="示例路1号",
                办理时间="工作日",
                联系电话="000-00000000",
                收费标准="不收费",
                办理入口="https://ban.shili.example/a?b=1&c=2",
            )
        }
    )
    soup = page(project, "things/x")
    headings = [h.get_text() for h in soup.select(".gk-section h2")]
    assert headings == [
        *("设定依据", "申请条件", "办理材料", "办理流程", "办理地点", "办理时间", "联系电话"),
        *("收费标准", "办理入口"),
    ]
    assert below(soup, "办理材料") == ["申请表", "<b>证明</b>"]
    assert below(soup, "办理地点") == ["示例路1号"]
    assert soup.select_one("#gk-procedure + ol.gk-steps") is not None
    assert soup.select_one("#gk-conditions + ul.gk-numbered") is not None
    assert soup.select_one("#gk-materials + ul.gk-items") is not None
    assert soup.select_one('a[href="tel:000-00000000"]').get_text() == "000-00000000"
    assert soup.select_one("#gk-more + .gk-body") is not None
    link = soup.select_one(".gk-section a[rel]")
    assert link["href"] == "https://ban.shili.example/a?b=1&c=2"
    assert link["rel"] == ["external"]
    assert "ban.shili.example" in link.get_text()
    shown = labels(soup)
    assert shown["事项名称"] == "甲"
    assert shown["实施机构"] == "示例市财政局"
    assert "办理地点" not in shown
    data = json.loads(soup.find("script", type="application/ld+json").string)
    assert data["mainEntity"]["@type"] == "GovernmentService"


def test_a_missing_element_of_a_guide_is_warned_of_and_not_drawn(make):
    project = make({"x.md": source("办事指南", 责任单位="finance", 设定依据="某条例")})
    assert "缺少申请条件" in "".join(m.what.zh for m in project.report.messages)
    assert [h.get_text() for h in page(project, "things/x").select(".gk-section h2")] == [
        "设定依据"
    ]


def test_a_leader_is_shown_with_portrait_and_portfolio(make):
    project = make(
        {
            "things/files/某.png": PNG,
            "x.md": source(
                "领导信息",
                发文机关="finance",
                职务="局长",
                分工="[全面工作, 预算]",
                题图="{文件: files/某.png, 说明: 某人的照片}",
            ),
        }
    )
    soup = page(project, "things/x")
    picture = soup.select_one(".gk-person img")
    assert picture["alt"] == "某人的照片"
    assert len(soup.select(".gk-picture")) == 1
    assert (project.site / "things/files/某.png").read_bytes() == PNG
    assert picture["src"] == "../../things/files/%E6%9F%90.png"
    assert below(soup, "分工") == ["全面工作", "预算"]
    shown = labels(soup)
    assert (shown["姓名"], shown["任职机构"], shown["职务"]) == ("甲", "示例市财政局", "局长")
    person = json.loads(soup.find("script", type="application/ld+json").string)["mainEntity"]
    assert (person["@type"], person["name"], person["jobTitle"]) == ("Person", "甲", "局长")


def test_lists_of_leaders_begin_with_the_first_in_rank(make):
    people = {
        f"{name}.md": source(
            "领导信息", 标题=name, 发文机关="finance", 职务="长", 排序=order, 发布日期=day
        )
        for name, order, day in [
            ("c", "2", "2026-10-03"),
            ("a", "1", "2026-10-01"),
            ("d", "10", "2026-10-09"),
            ("e", "", "2026-10-31"),
        ]
    }
    project = make({**people, "o.md": source("机构职能", 标题="局", 发文机关="finance")})
    for address in ("things", "things/all/1"):
        found = [a.get_text() for a in page(project, address).select(".gk-list a")]
        assert found == ["a", "c", "d", "e", "局"]
    assert below(page(project, "things/o"), "机构负责人") == ["a 长", "c 长", "d 长", "e 长"]


def test_a_profile_takes_address_and_telephone_from_the_register(make):
    organs = ORGANS + "  地址: 示例路1号\n  电话: 000-00000001\n  办公时间: 工作日\n"
    project = make(
        {
            "data/organs.yml": organs,
            "x.md": source("机构职能", 发文机关="finance", 联系电话="000-00000002"),
            "y.md": source("机构职能", 发文机关="{外部: 某局}"),
        }
    )
    shown = labels(page(project, "things/x"))
    assert shown["机构名称"] == "示例市财政局"
    assert shown["办公地址"] == "示例路1号"
    assert shown["办公时间"] == "工作日"
    assert shown["联系电话"] == "000-00000002"
    assert "办公地址" not in labels(page(project, "things/y"))


def test_a_gazette_lists_its_contents_and_they_name_it(make):
    project = make(
        {
            "policies/b.md": record(标题="乙文", 发文字号="示府办发〔2022〕9号"),
            "policies/a.md": record(标题="甲文"),
            "policies/later.md": record(
                标题="后文",
                发文字号="示府办发〔2026〕1号",
                成文日期="2026-12-01",
                发布日期="2026-12-02",
            ),
            "x.md": source(
                "政府公报",
                年度="2026",
                期号="3",
                刊登="[{目标: policies/b, 条款: 第2页}, policies/later, policies/a]",
            ),
        }
    )
    soup = page(project, "things/x")
    items = soup.select(".gk-prints li")
    assert [item.a.get_text() for item in items] == ["乙文", "甲文"]
    assert "示府办发〔2022〕9号" in items[0].get_text()
    assert "第2页" in items[0].get_text()
    assert items[0].a["href"] == "../../policies/b/"
    assert soup.select(".gk-relations") == []
    assert labels(soup)["年度"] == "2026"
    relations = page(project, "policies/b").select_one(".gk-relations")
    assert relations.dt.get_text() == "所载公报"
    assert relations.a["href"] == "../../things/x/"
    data = json.loads(soup.find("script", type="application/ld+json").string)
    assert (data["@type"], data["issueNumber"]) == ("PublicationIssue", "3")


@pytest.mark.parametrize(
    ("day", "word", "note"),
    [
        ("2026-09-30", "未开始", "2026-10-01 开始"),
        ("2026-10-21", "进行中", "2026-10-31 截止，还有 10 天"),
        ("2026-10-31", "进行中", "今天截止"),
        ("2026-11-01", "已截止", "已于 2026-10-31 截止"),
        ("2026-11-10", "已反馈结果", "已于 2026-10-31 截止"),
    ],
)
def test_a_period_is_a_word_on_page_and_in_lists(day, word, note, make):
    text = source(
        "意见征集",
        发布日期="2026-09-01",
        开始日期="2026-10-01",
        截止日期="2026-10-31",
        征集方式="[来信, 来电]",
        采纳情况="{日期: 2026-11-10, 收到: 12, 采纳: 5, 说明: 已写入草案}",
    )
    project = make({"x.md": text}, day=day)
    soup = page(project, "things/x")
    line = soup.select_one("[class*=gk-period-]")
    assert line.strong.get_text() == word
    assert note in line.get_text()
    assert below(soup, "征集方式") == ["来信", "来电"]
    entry = page(project, "things").select_one(".gk-list li")
    assert entry.select_one(".gk-word").get_text() == word
    outcome = soup.select_one(".gk-outcome")
    assert (outcome is not None) is (word == "已反馈结果")
    if outcome is not None:
        assert "收到意见 12 条，采纳 5 条" in outcome.get_text()
        assert "已写入草案" in outcome.get_text()
        assert soup.select("#gk-body, .gk-outcome")[1] is outcome
        assert soup.select_one(".gk-until") is None


def test_what_is_to_be_made_known_later_is_in_no_file(make):
    text = source(
        "意见征集",
        开始日期="2026-10-01",
        截止日期="2026-10-31",
        采纳情况="{日期: 2026-11-10, 收到: 1234, 采纳: 5, 说明: 尚未公开的说明}",
    )
    project = make({"x.md": text}, day="2026-11-01")
    for data in project.files().values():
        assert "尚未公开的说明".encode() not in data
        assert b"1234" not in data


def test_an_entrance_is_an_entry_and_nothing_else(make):
    link = "https://ban.shili.example/login?from=a&to=b"
    project = make(
        {
            "x.md": source("外部入口", "", 标题="办事大厅", 链接=link, 摘要="在线办理"),
            "n.md": news("去[大厅](x.md)，或[登录处](x.md#login)。\n"),
            "later.md": source("外部入口", "", 标题="以后", 链接=link, 发布日期="2026-12-01"),
        }
    )
    (entry,) = [
        li for li in page(project, "things").select(".gk-list li") if "办事大厅" in li.get_text()
    ]
    assert entry.a["href"] == link
    assert entry.a["rel"] == ["external"]
    assert "外部链接" in entry.get_text()
    assert [a["href"] for a in page(project, "things/n").select("#gk-body a")] == [
        link,
        "https://ban.shili.example/login?from=a&to=b#login",
    ]
    files = project.files()
    assert not any(name.startswith("things/x/") for name in files)
    for name, data in files.items():
        if not name.endswith(".html"):
            assert b"things/x" not in data, name
        assert "以后".encode() not in data, name
    assert "/things/x/" not in (project.content / "data/addresses.csv").read_text("utf-8")
    assert "things/n/" in files["sitemap.xml"].decode()


def test_a_record_may_rest_on_what_lies_behind_an_entrance(make):
    link = "https://ban.shili.example/"
    project = make(
        {
            "x.md": source("外部入口", "", 标题="办事大厅", 链接=link),
            "n.md": source("回应关切", 依据="things/x"),
        }
    )
    row = page(project, "things/n").select_one(".gk-relations a")
    assert (row["href"], row["rel"]) == (link, ["external"])


def test_a_page_of_the_editors_may_lead_through_an_entrance(make):
    link = "https://ban.shili.example/(a)?b=1&c=2"
    project = make(
        {
            "x.md": source("外部入口", "", 标题="办事大厅", 链接=f"'{link}'"),
            "index.md": "# 首页\n\n[甲](things/x.md)、[乙](<things/x.md#d> '去'),[丙][c]、"
            "[丁](things/index.md)\n\n[c]: things/x.md\n",
        }
    )
    home = BeautifulSoup((project.site / "index.html").read_text("utf-8"), "html.parser")
    found = {a.get_text(): a["href"] for a in home.find_all("a")}
    assert found["甲"] == found["丙"] == link
    assert found["乙"] == link + "#d"
    assert found["丁"] == "things/"
    assert not [m for m in project.report.messages if "things/x" in m.what.en]


def test_a_page_without_a_body_has_no_outline_of_another(make):
    project = make(
        {
            "a.md": source("回应关切", "## 一\n\n甲\n\n## 二\n\n乙\n\n## 三\n\n丙\n"),
            "b.md": source(
                "意见征集", "", 开始日期="2026-10-01", 截止日期="2026-10-31", 征集方式="来信"
            ),
        }
    )
    assert len(page(project, "things/a").select(".gk-contents li")) == 3
    assert page(project, "things/b").select(".gk-contents") == []


def test_pictures_of_what_may_not_be_seen_stay_inside(make):
    files = {f"things/files/{name}.png": PNG + name.encode() for name in "abc"}
    picture = "{{文件: files/{}.png, 说明: 图}}".format
    project = make(
        {
            **files,
            "x.md": source(
                "回应关切", 题图=picture("a"), 来源网址="https://a.example/1", 文件来源="某网"
            ),
            "y.md": source("回应关切", 题图=picture("b"), 发布日期="2026-12-01"),
            "z.md": source("回应关切", 题图=picture("c"), 撤下="{日期: 2026-10-09, 理由: 误发}"),
        }
    )
    found = [name for name in project.files() if name.endswith(".png")]
    assert found == ["things/files/a.png"]
    soup = page(project, "things/x")
    assert soup.select_one(".gk-picture img")["alt"] == "图"
    label = next(a for a in soup.select(".gk-labels a"))
    assert (label["href"], label["rel"], label.get_text()) == (
        *("https://a.example/1", ["external"]),
        "某网",
    )
    purge = (project.folder / ".gongkai/purge.txt").read_text("utf-8")
    assert "/things/files/c.png" in purge


def test_a_large_file_on_another_host_is_named_and_never_fetched(make):
    remote = (
        f"{{名称: 录像, 网址: 'https://media.shili.example/a.mp4?v=1', "
        f"SHA-256: {DIGEST.upper()}, 大小: 73400320}}"
    )
    project = make({"x.md": source("回应关切", 附件=remote)})
    item = page(project, "things/x").select_one(".gk-attachments li")
    assert item.a["href"] == "https://media.shili.example/a.mp4?v=1"
    assert item.a["rel"] == ["external"]
    assert "MP4，73.4 MB，存放在 media.shili.example" in item.get_text()
    assert DIGEST in item.get_text()
    assert not [name for name in project.files() if name.endswith(".mp4")]
