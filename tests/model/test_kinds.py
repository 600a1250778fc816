"""Each kind: what it needs, what it may say, what it must not; where, and how to mend it."""

from datetime import date

import pytest

from gongkai_model.fields import BY_ALIAS
from gongkai_model.kinds import all_kinds, kind_named
from gongkai_model.messages import Severity
from gongkai_model.record import Attachment, Outcome, Picture, Presentation
from gongkai_model.requirements import text_beyond_media

COLUMN = """---
栏目: {{名称: 甲, 说明: 乙, 关键词: 丙, 收录: [{kinds}]}}
---
"""
TIME = {"开始日期": "2026-10-01", "截止日期": "2026-10-31"}
GUIDE = {
    "设定依据": "某条例第一条",
    "申请条件": "[年满十八周岁, 户籍在本市]",
    "办理材料": "[申请表, 身份证明]",
    "办理流程": "[填表, 交表, 领取]",
    "办理地点": "示例路1号",
    "办理时间": "工作日 9:00—17:00",
    "联系电话": "000-00000000",
}
NEEDED = {
    "政府公报": {"年度": "2026", "期号": "3", "刊登": "things/act"},
    "机构职能": {"发文机关": "gov"},
    "领导信息": {"发文机关": "gov", "职务": "市长"},
    "办事指南": {"责任单位": "gov", **GUIDE},
    "公示": TIME,
    "意见征集": {**TIME, "征集方式": "来信"},
    "回应关切": {},
    "信息公开指南": {},
    "信息公开制度": {},
    "信息公开年报": {"年度": "2025"},
    "网站工作年度报表": {"年度": "2025"},
    "外部入口": {"链接": "https://www.example.gov/"},
}
"""What each new kind asks for besides 标题 and 发布日期."""


@pytest.fixture
def things(content):
    content.write("things/index.md", COLUMN.format(kinds=", ".join(k.name for k in all_kinds())))
    content.record("things/act.md", "规章", 发文机关="gov", 施行日期="2022-05-01")

    def write(kind: str, name: str = "x", body: str | None = None, **labels: str):
        if body is None:
            body = "正文\n" if kind_named(kind).has_page else ""
        return content.record(f"things/{name}.md", kind, body, **{**NEEDED[kind], **labels})

    content.thing = write
    return content


def test_every_new_kind_is_tried():
    old = {"政策解读", "政策问答", "动态要闻", "通知公告"}
    assert {k.name for k in all_kinds() if not k.has_texts} - old == set(NEEDED)


@pytest.mark.parametrize("kind", NEEDED)
def test_what_is_complete_is_read_without_a_word(kind, things):
    things.thing(kind)
    portal = things.read()
    assert portal.notes == ()
    assert portal.records["things/x"].kind is kind_named(kind)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (kind, BY_ALIAS[alias].name)
        for kind in NEEDED
        for alias in kind_named(kind).required
        if alias != "kind"
    ],
)
def test_what_is_missing_is_an_error(kind, name, things):
    things.thing(kind, **{name: ""})
    said = things.said()
    assert said.startswith("content/things/x.md:1 ")
    assert f"“{kind}”缺少“{name}”" in said
    assert f"lacks {name}" in said


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("政府公报", "发文字号", "示府发〔2026〕1号"),
        ("政府公报", "开始日期", "2026-01-01"),
        ("机构职能", "职务", "局长"),
        ("领导信息", "办理地点", "示例路1号"),
        ("办事指南", "征集方式", "来信"),
        ("公示", "采纳情况", "{日期: 2026-11-05, 收到: 1, 采纳: 0}"),
        ("意见征集", "办理材料", "申请表"),
        ("回应关切", "年度", "2026"),
        ("信息公开指南", "期号", "1"),
        ("信息公开制度", "分工", "全面工作"),
        ("信息公开年报", "形式", "图解"),
        ("网站工作年度报表", "链接", "https://a.example/"),
        ("外部入口", "附件", "a.pdf"),
        ("外部入口", "旧网址", "/a/"),
        ("外部入口", "撤下", "{日期: 2026-01-01, 理由: 无}"),
        ("外部入口", "更正", "{日期: 2026-01-01, 说明: 无}"),
    ],
)
def test_what_does_not_belong_is_an_error(kind, name, value, things):
    path = things.thing(kind, **{name: value})
    line = next(n for n, text in enumerate(path.read_text().split("\n"), 1) if name in text)
    said = things.said()
    assert said.startswith(f"content/things/x.md:{line} ")
    assert f"“{kind}”不能有“{name}”" in said
    assert f"cannot have {name}" in said


# --- guides ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("missing", [("办理材料",), ("设定依据", "联系电话"), tuple(GUIDE)])
def test_missing_elements_of_a_guide_are_named(missing, things):
    things.thing("办事指南", **dict.fromkeys(missing, ""))
    (note,) = things.read().notes
    assert note.severity is Severity.WARNING
    assert str(note.at) == "content/things/x.md:2"
    order = [name for name in GUIDE if name in missing]
    assert set(note.what.zh.removeprefix("“办事指南”缺少").split("、")) == set(order)
    assert all(name in note.what.en for name in order)


def test_a_guide_is_read(things):
    things.thing("办事指南", 办理入口="https://www.example.gov/apply?id=1", 生活主题="养老 医疗")
    facts = things.read().records["things/x"].facts
    assert facts.procedure == ("填表", "交表", "领取")
    assert facts.entry == "https://www.example.gov/apply?id=1"
    assert facts.life_topic == ("医疗", "养老")  # in the order of the pack


# --- values ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "name", "value", "zh", "en"),
    [
        ("办事指南", "办理入口", "http://a.example/", "不加密", "not encrypted"),
        ("办事指南", "办理入口", "www.a.example", "不是完整地址", "not a full address"),
        ("办事指南", "生活主题", "养老、旅行", "可用：生育", "not among the choices"),
        ("办事指南", "公开事项", "养老", "可用：法规和规范性文件", "not among the choices"),
        ("外部入口", "链接", "'javascript:alert(1)'", "不是完整地址", "not a full address"),
        ("外部入口", "链接", "/policies/", "不是完整地址", "not a full address"),
        ("外部入口", "排序", "-1", "不是数目", "not a number"),
        ("政府公报", "年度", "26", "不是年份", "not a year"),
        ("政府公报", "期号", "0", "不是数目", "not a number"),
        ("政府公报", "总期号", "很多", "不是数目", "not a number"),
        ("回应关切", "形式", "文字、漫画", "可用：文字、图解", "not among the choices"),
        ("回应关切", "题图", "a.png", "“文件”和“说明”", "takes 文件 and 说明"),
        ("回应关切", "题图", "{文件: a.png}", "缺少说明", "说明 is missing"),
        ("回应关切", "题图", "{文件: a.png, 说明: ''}", "缺少说明", "说明 is missing"),
        ("回应关切", "题图", "{文件: '../../a.png', 说明: 甲}", "不在 content 之内", "outside"),
        ("回应关切", "题图", "{文件: 'C:\\a.png', 说明: 甲}", "自己的电脑", "editor's machine"),
        ("意见征集", "采纳情况", "收到12条", "“收到”", "this takes 日期"),
        ("意见征集", "采纳情况", "{日期: 2026-11-05, 收到: 1}", "缺少采纳", "采纳 is missing"),
        (
            *("意见征集", "采纳情况", "{日期: 2026-11-05, 收到: 1, 采纳: 2}"),
            *("采纳 2 条，多于收到的 1 条", "2 adopted, of 1 received"),
        ),
        (
            *("意见征集", "采纳情况", "{日期: 2026-11-05, 收到: -1, 采纳: 0}"),
            *("不是数目", "not a number"),
        ),
    ],
)
def test_what_is_not_of_its_form_is_an_error(kind, name, value, zh, en, things):
    things.write("things/a.png", b"\x89PNG")
    path = things.thing(kind, **{name: value})
    line = next(n for n, text in enumerate(path.read_text().split("\n"), 1) if name in text)
    said = things.said()
    assert said.startswith(f"content/things/x.md:{line} ")
    assert zh in said
    assert en in said


def test_values_are_typed(things):
    things.write("things/图.png", b"\x89PNG")
    things.thing(
        "回应关切", 题图="{文件: 图.png, 说明: 一张图}", 形式="图解、文字", 文件来源="某网"
    )
    things.thing("意见征集", "y", 采纳情况="{日期: 2026-11-05, 收到: 12, 采纳: 5, 说明: [甲, 乙]}")
    records = things.read().records
    facts = records["things/x"].facts
    assert facts.picture == Picture("things/图.png", "一张图")
    assert facts.files == ("things/图.png",)
    assert facts.form == (Presentation.TEXT, Presentation.DIAGRAM)
    assert records["things/y"].facts.outcome == Outcome(date(2026, 11, 5), 12, 5, ("甲", "乙"))


def test_english_names_do_as_well(things):
    things.write("things/a.png", b"\x89PNG")
    things.write(
        "things/x.md",
        "---\nkind: consultation\ntitle: t\npublished_on: 2026-10-01\nopens_on: 2026-10-01\n"
        "closes_on: 2026-10-31\nchannels: [post]\n"
        "outcome: {on: 2026-11-05, received: 2, adopted: 1, what: w}\n---\n",
    )
    things.write(
        "things/y.md",
        "---\nkind: leader\ntitle: t\npublished_on: 2026-10-01\norgan: gov\noffice: o\n"
        "order: 1\nportfolio: [a, b]\npicture: {file: a.png, text: t}\n---\n",
    )
    records = things.read().records
    assert records["things/x"].facts.outcome == Outcome(date(2026, 11, 5), 2, 1, ("w",))
    assert records["things/y"].facts.order == 1


def test_numbers_in_other_forms_are_read_with_a_note(things):
    things.thing("政府公报", 年度="2026年", 期号="第3期")
    portal = things.read()
    facts = portal.records["things/x"].facts
    assert (facts.year, facts.issue) == (2026, 3)
    assert [note.severity for note in portal.notes] == [Severity.NOTE, Severity.NOTE]


# --- periods --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["公示", "意见征集"])
def test_a_period_ends_after_it_began(kind, things):
    things.thing(kind, 截止日期="2026-09-30")
    said = things.said()
    assert "截止日期 2026-09-30 早于开始日期 2026-10-01" in said
    assert "is before" in said


def test_a_period_of_one_day_is_one(things):
    things.thing("公示", 截止日期="2026-10-01")
    assert things.read().notes == ()


def test_what_is_urgent_is_so_from_its_publication(things):
    things.record("things/x.md", "通知公告", 紧急至="2022-04-21")
    assert "紧急至 2022-04-21 早于发布日期 2022-04-22" in things.said()


@pytest.mark.parametrize(("on", "warned"), [("2026-10-31", True), ("2026-11-01", False)])
def test_an_outcome_comes_after_the_end(on, warned, things):
    path = things.thing("意见征集", 采纳情况=f"{{日期: {on}, 收到: 2, 采纳: 1}}")
    notes = things.read().notes
    assert len(notes) == warned
    if warned:
        line = path.read_text().split("\n").index(f"采纳情况: {{日期: {on}, 收到: 2, 采纳: 1}}") + 1
        assert str(notes[0].at) == f"content/things/x.md:{line}"
        assert notes[0].severity is Severity.WARNING
        assert "不晚于截止日期" in notes[0].what.zh


def test_a_consultation_says_how_to_take_part(things):
    things.thing("意见征集", body="请来信。\n", 征集方式="")
    things.thing("意见征集", "y", body="")
    assert things.read().notes == ()
    things.thing("意见征集", "z", body="\n", 征集方式="")
    said = things.said()
    assert said.startswith("content/things/z.md:1 ")
    assert "怎样提意见" in said
    assert "how to send opinions" in said


# --- in words -------------------------------------------------------------------------------------

FIGURE = '<figure>\n<img src="a.png" alt="图">\n<figcaption>图</figcaption>\n</figure>\n'
VIDEO = '<video src="a.mp4" controls>\n浏览器不支持视频\n</video>\n'


@pytest.mark.parametrize(
    ("form", "body", "lacks"),
    [
        ("文字", "", ""),
        ("图解", "![图](a.png)\n", "图上的文字"),
        ("图解", "# 图解\n\n![图](a.png)\n", "图上的文字"),
        ("图解", "![图](a.png)\n\n第一，减税。\n", ""),
        ("图解", FIGURE, "图上的文字"),
        ("图解", "", "图上的文字"),
        ("视频", VIDEO, "文字稿"),
        ("视频", VIDEO + "## 文字稿\n", "文字稿"),
        ("视频", VIDEO + "文字稿\n------\n", "文字稿"),
        ("视频", VIDEO + "[下载视频](a.mp4)\n", "文字稿"),
        ("视频", VIDEO + "## 文字稿\n\n大家好。\n", ""),
        ("音频", "[听录音](a.mp3)\n", "文字稿"),
        ("音频", "[听录音](a.mp3)\n\n大家好。\n", ""),
        ("音频", "[政策原文](../policies/a.md)\n", ""),
        ("文字、视频", VIDEO, "文字稿"),
    ],
)
def test_what_is_shown_or_spoken_can_be_read(form, body, lacks, things):
    path = things.thing("回应关切", body=body, 形式=form)
    if not lacks:
        things.read()
        return
    line = path.read_text().split("\n").index(f"形式: {form}") + 1
    said = things.said()
    assert said.startswith(f"content/things/x.md:{line} ")
    assert lacks in said


def test_a_film_with_a_diagram_lacks_both(things):
    things.thing("回应关切", body=VIDEO, 形式="图解、视频")
    assert len(things.mistakes()) == 2


@pytest.mark.parametrize("piece", ["![", "![a](", "[", "[a](", "<figure>", "<", "=\n", "# "])
def test_a_hostile_body_is_looked_through_without_delay(piece):
    text_beyond_media(piece * (400_000 // len(piece)))


# --- entrances ------------------------------------------------------------------------------------


def test_an_entrance_has_no_text(things):
    path = things.thing("外部入口", body="\n\n这里办事。\n")
    line = path.read_text().split("\n").index("这里办事。") + 1
    said = things.said()
    assert said.startswith(f"content/things/x.md:{line} ")
    assert "没有自己的页面" in said
    assert "has no page" in said


# --- sources --------------------------------------------------------------------------------------


def test_the_address_of_a_source_goes_with_its_name(things):
    things.record("things/x.md", 来源网址="https://a.example/1", 文件来源="某网")
    things.read()
    things.record("things/x.md", 来源网址="https://a.example/1")
    said = things.said()
    assert said.startswith("content/things/x.md:5 ")
    assert "没有“文件来源”" in said


def test_the_source_of_a_text_may_stand_in_the_index(content):
    content.act(
        "a",
        {"2020-07-01": "发布日期: 2020-06-03\n施行日期: 2020-07-01\n文件来源: 某网"},
        来源网址="https://a.example/",
    )
    content.read()
    content.act(
        "a",
        {"2020-07-01": "发布日期: 2020-06-03\n施行日期: 2020-07-01"},
        来源网址="https://a.example/",
    )
    (content.folder / "policies/a/2020-07-01.md").write_text(
        "---\n发布日期: 2020-06-03\n施行日期: 2020-07-01\n---\n第一条 甲\n"
    )
    assert content.said().startswith("content/policies/a/index.md:5 ")


# --- gazettes and profiles ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("labels", "good"),
    [
        ({"刊登": ""}, False),
        ({"刊登": "", "附件": "a.txt"}, False),
        ({"刊登": "", "附件": "a.pdf"}, True),
        ({"刊登": "", "附件": "[a.txt, a.PDF]"}, True),
        ({"刊登": "{标题: 某文, 网址: https://a.example/}"}, True),
    ],
)
def test_a_gazette_has_contents_or_a_printed_edition(labels, good, things):
    for name in ("a.txt", "a.pdf", "a.PDF"):
        things.write(f"things/{name}", "x")
    things.thing("政府公报", **labels)
    if good:
        assert things.read().notes == ()
    else:
        said = things.said()
        assert "没有刊登的文件" in said.replace("既", "")
        assert "neither contents nor" in said


def test_a_document_may_name_the_gazette_that_prints_it(things):
    things.thing("政府公报", 刊登="")
    things.record(
        "things/act.md", "规章", 发文机关="gov", 施行日期="2022-05-01", 所载公报="things/x"
    )
    relations = things.read().relations
    assert [r.key for r in relations.of("things/x", "prints")] == ["things/act"]


def test_what_prints_a_document_is_a_gazette(things):
    things.record("things/b.md", "规章", 发文机关="gov")
    things.record("things/c.md", "规章", 发文机关="gov", 所载公报="things/b")
    said = things.said()
    assert said.startswith("content/things/c.md:6 ")
    assert "不是政府公报" in said


def test_contents_keep_their_order(things):
    for name in "cab":
        things.record(f"things/{name}.md", "规章", 发文机关="gov", 标题=name)
    things.record("things/z.md", "规章", 发文机关="gov", 所载公报="things/x")
    things.thing(
        "政府公报",
        刊登="\n  - {目标: things/c, 条款: 第1页}\n  - {标题: 外文, 网址: https://a.example/}\n"
        "  - things/b\n  - things/a",
    )
    found = things.read().relations.of("things/x", "prints")
    assert [r.key or r.title for r in found] == [
        *("things/c", "外文", "things/b", "things/a", "things/z")
    ]
    assert found[0].articles == ("第1页",)


@pytest.mark.parametrize(
    ("first", "second", "taken"),
    [
        ({}, {}, "2026年第3期"),
        ({}, {"期号": "4"}, ""),
        ({}, {"年度": "2025"}, ""),
        ({"发文机关": "gov"}, {"发文机关": "{外部: 别府}"}, ""),
        ({"发文机关": "gov"}, {}, "2026年第3期"),
        ({"总期号": "120"}, {"总期号": "120", "期号": "4"}, "总第120期"),
        ({}, {"撤下": "{日期: 2026-01-01, 理由: 重复}"}, ""),
    ],
)
def test_an_issue_is_there_once(first, second, taken, things):
    things.thing("政府公报", "a", **first)
    things.thing("政府公报", "b", **{**second, "发布日期": "2022-04-23"})
    if taken:
        said = things.said()
        assert said.startswith("content/things/b.md:")
        assert f"{taken} 已有：content/things/a.md" in said
        assert "is there already" in said
    else:
        things.read()


def test_an_organ_has_one_profile(things):
    things.thing("机构职能", "a")
    things.thing("机构职能", "b", 发布日期="2022-04-23")
    things.thing("机构职能", "c", 发文机关="{外部: 某局}")
    said = things.said()
    assert said.startswith("content/things/b.md:5 ")
    assert "“示例市人民政府”的机构职能 已有：content/things/a.md" in said
    things.thing("机构职能", "b", 撤下="{日期: 2026-01-01, 理由: 重复}")
    things.read()


# --- pictures and large files ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "zh"),
    [
        ("b.png", "题图 things/b.png 不存在（相近：things/a.png）"),
        ("a.svg", "题图 things/a.svg 不是位图"),
        ("a.pdf", "题图 things/a.pdf 不是位图"),
        ("_a.png", "题图 things/_a.png 不发布"),
        ("/data/a.png", "题图 data/a.png 在 data 里，不发布"),
        ("/favicon.png", "favicon.png 不能发布：网站最上层的这个名称另有用途"),
    ],
)
def test_a_picture_is_there_and_can_only_be_shown(file, zh, things):
    for name in (
        "things/a.png",
        "things/a.svg",
        "things/a.pdf",
        "things/_a.png",
        "data/a.png",
        "favicon.png",
    ):
        things.write(name, "x")
    things.thing("回应关切", 题图=f"{{文件: {file}, 说明: 一张图}}")
    said = things.said()
    assert said.startswith("content/things/x.md:5 ")
    assert zh in said


DIGEST = "0123456789abcdefABCDEF" + "0" * 42
REMOTE = {
    "名称": "会议录像",
    "网址": "https://media.shili.example/2026/a.mp4",
    "SHA-256": DIGEST,
    "大小": "73400320",
}


def flow(entries):
    return "{" + ", ".join(f"{name}: '{value}'" for name, value in entries.items()) + "}"


def test_a_large_file_may_lie_on_another_host(things):
    things.thing("回应关切", 附件=flow(REMOTE))
    (found,) = things.read().records["things/x"].facts.attachments
    assert found == Attachment(
        *("", "会议录像"),
        address=REMOTE["网址"],
        sha256=DIGEST.lower(),
        size_bytes=73_400_320,
    )
    assert things.read().records["things/x"].facts.files == ()


@pytest.mark.parametrize(
    ("change", "zh", "en"),
    [
        ({"名称": ""}, "缺少名称", "名称 is missing"),
        ({"SHA-256": ""}, "缺少SHA-256", "SHA-256 is missing"),
        ({"大小": ""}, "缺少大小", "大小 is missing"),
        ({"网址": "http://media.shili.example/a.mp4"}, "不加密", "not encrypted"),
        ({"网址": "files/a.mp4"}, "不是完整地址", "not a full address"),
        ({"网址": "https://media.shili.example:0/a.mp4"}, "不是完整地址", "not a full address"),
        ({"网址": "https://127.0.0.1/a.mp4"}, "指向内部网络", "into an intranet"),
        (
            {"网址": "https://media.shili.example/a.do?x.mp4"},
            ".do 不在可以发布",
            ".do is not among",
        ),
        ({"网址": "https://media.shili.example/a.ht%6Dl"}, ".html 不在可以", ".html is not among"),
        ({"网址": "https://media.shili.example/a"}, "没有扩展名", "has no ending"),
        ({"SHA-256": "0" * 63}, "64 位十六进制", "64 hexadecimal"),
        ({"SHA-256": "g" * 64}, "64 位十六进制", "64 hexadecimal"),
        ({"大小": "70 MB"}, "只写字节数", "number of bytes"),
        ({"大小": "0"}, "只写字节数", "number of bytes"),
        ({"文件": "a.pdf"}, "没有“文件”这一项", "no '文件' here"),
    ],
)
def test_a_file_on_another_host_is_told_exactly(change, zh, en, things):
    things.write("things/a.pdf", "x")
    things.thing("回应关切", 附件=flow({**REMOTE, **change}))
    said = things.said()
    assert said.startswith("content/things/x.md:5 ")
    assert zh in said
    assert en in said


def test_a_printed_edition_may_lie_on_another_host(things):
    remote = flow({**REMOTE, "网址": "https://media.shili.example/2026-3.pdf?v=1"})
    things.thing("政府公报", 刊登="", 附件=remote)
    assert things.read().notes == ()
