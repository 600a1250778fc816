"""What editors are told of the pictures and links in a body, each at its own line."""

from datetime import date

import pytest

from gongkai_model.messages import Severity
from gongkai_model.reading import read_portal
from gongkai_render.bodies import OFFICIAL_TEXT, Bodies
from gongkai_render.links import Links

COLUMN = "---\n栏目: {名称: 甲, 说明: 乙, 关键词: 丙, 收录: [动态要闻, 规章]}\n---\n"
NEWS = "---\n类型: 动态要闻\n标题: 甲\n发布日期: 2022-04-22\n# 注\n---\n"
ACT = "---\n类型: 规章\n标题: 甲\n发文机关: {外部: 乙}\n发布日期: 2022-04-22\n---\n"
BODY_LINE = 7

pytestmark = pytest.mark.parametrize("labels", [NEWS, ACT], ids=["ordinary", "official"])


@pytest.fixture
def told(tmp_path, labels):
    """Return a function from a body to line in it, severity, fact and remedy of its messages."""

    def convert(body):
        for name in ("a.png", "Plan.PNG", "表.pdf"):
            (tmp_path / "news").mkdir(exist_ok=True)
            (tmp_path / "news" / name).write_bytes(b"x")
        (tmp_path / "news/index.md").write_text(COLUMN, "utf-8")
        (tmp_path / "news/x.md").write_text(labels + body, "utf-8")
        portal = read_portal(tmp_path)
        record = portal.records["news/x"]
        bodies = Bodies([OFFICIAL_TEXT, "tables"], {}, Links(portal, date(2026, 1, 1), {}))
        return [
            (m.at.line - BODY_LINE + 1, m.severity, m.what.zh, m.fix.zh)
            for m in bodies.convert(record, record.versions[0]).messages
        ]

    return convert


@pytest.mark.parametrize(
    "picture",
    [
        "![](a.png)",
        "![ ](a.png)",
        "![\u3000](a.png)",
        '<img src="a.png">',
        '<img src="a.png" alt="">',
        '<figure>\n<img src="a.png" alt=" ">\n<figcaption>图一</figcaption>\n</figure>',
    ],
)
def test_a_picture_without_alternative_text_is_a_warning(told, picture):
    ((line, severity, what, fix),) = told(f"甲\n\n乙\n\n{picture}\n\n丙\n")
    assert line == 5 + picture.startswith("<figure>")
    assert severity is Severity.WARNING
    assert "没有文字说明" in what
    assert "![图上是什么](图.png)" in fix


@pytest.mark.parametrize(
    "picture", ["![图](a.png)", '<img src="a.png" alt="图">', "![收费\\[新\\]](a.png)"]
)
def test_a_picture_with_alternative_text_is_in_order(told, picture):
    assert told(f"甲\n\n{picture}\n") == []


@pytest.mark.parametrize(
    ("picture", "word"),
    [
        ("![图](http://mmbiz.qpic.cn/a.png)", "图片在别的网站上：'http://mmbiz.qpic.cn/a.png'"),
        ("![图](https://www.city.example/a.png?x=1)", "图片在别的网站上"),
        ("![图](//www.city.example/a.png)", "图片在别的网站上：'//www.city.example/a.png'"),
        ('<img src="https://www.city.example/a.png" alt="图">', "图片在别的网站上"),
        ('<video src="https://www.city.example/a.mp4"></video>', "视频在别的网站上"),
        ("![图](data:image/png;base64,AAAA)", "不允许的链接类型：data:"),
        ("[甲](javascript:alert)", "不允许的链接类型：javascript:"),
        ("![图](缺.png)", "'缺.png' 指向不存在的 news/缺.png"),
        ('<img src="缺.png" alt="图">', "'缺.png' 指向不存在的 news/缺.png"),
        ("[甲](缺.pdf)", "'缺.pdf' 指向不存在的 news/缺.pdf"),
        ("![图](plan.png)", "文件名大小写不同，文件是 news/Plan.PNG"),
        ("![图](C:/a.png)", "在编辑者自己的电脑上"),
    ],
)
def test_what_leads_nowhere_is_told_at_its_own_line(told, picture, word):
    found = told(f"缺.png 和 缺.pdf、plan.png\n\n甲\n\n{picture}\n\n乙\n")
    assert {(line, severity) for line, severity, _, _ in found} == {(5, Severity.ERROR)}
    assert any(word in what for _, _, what, _ in found)


def test_the_same_missing_picture_twice_is_told_twice(told):
    found = told("![甲](缺.png)\n\n乙\n\n![丙](缺.png)\n")
    assert [line for line, *_ in found] == [1, 5]
    assert all("放到本文旁边" in fix for *_, fix in found)


def test_a_picture_of_another_site_is_told_how_to_mend(told):
    ((*_, fix),) = told("![甲](http://www.city.example/a.png)\n")
    assert fix.startswith("下载后放到本文旁边")
