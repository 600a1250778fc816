"""Between records: addresses, numbers, needed relations and attachments."""

import time

import pytest

from gongkai_model.consistency import check_attachments
from gongkai_model.hints import Hints
from gongkai_model.kinds import kind_named
from gongkai_model.reading import Rules
from gongkai_model.record import Attachment, Facts, Record, Version

DAY = "发布日期: 2020-06-03\n施行日期: 2020-07-01"


# --- addresses ------------------------------------------------------------------------------------


def test_a_file_and_a_folder_of_one_name_are_one_address(content):
    content.record("policies/a.md", "规章", 施行日期="2021-01-01")
    content.act("a", {"2020-07-01": DAY})
    said = content.said()
    assert said.startswith("content/policies/a/index.md ")
    assert "/policies/a/" in said
    assert "content/policies/a.md" in said


def test_a_given_address_and_a_stem_may_meet(content):
    content.record("policies/a.md")
    content.record("policies/b.md", 网址="a")
    assert content.said().startswith("content/policies/b.md:5 ")


def test_a_record_and_a_column_may_meet(content):
    content.write("policies/sub/index.md", (content.folder / "policies/index.md").read_bytes())
    content.record("policies/sub.md")
    said = content.said()
    assert said.startswith("content/policies/sub.md ")
    assert "content/policies/sub/index.md" in said


def test_two_pages_may_meet(content):
    content.write("guide.md", "# 指南\n")
    content.write("guide/index.md", "# 指南\n")
    assert "/guide/" in content.said()


@pytest.mark.parametrize(
    ("old", "other"),
    [
        ("/policies/a/", "policies/a.md"),
        ("/policies/a/index.html", "policies/a.md"),
        ("/policies/c/20200701/", "policies/c/2020-07-01.md"),
        ("/policies/", "policies/index.md"),
        ("/guide/", "guide.md"),
        ("/", "index.md"),
        ("/policies/b/", "policies/b.md"),
    ],
)
def test_an_earlier_address_that_is_taken_is_to_blame(content, old, other):
    content.write("index.md", "# 首页\n")
    content.write("guide.md", "# 指南\n")
    content.record("policies/a.md")
    content.act("c", {"2020-07-01": DAY})
    content.record("policies/b.md", 旧网址=old)
    said = content.said()
    assert said.startswith("content/policies/b.md:5 ")
    assert f"地址 {old} 已用于 content/{other}" in said


def test_an_earlier_address_cannot_be_that_of_a_list(content):
    content.record("policies/b.md", 旧网址="/policies/year/2022/")
    assert "已用于栏目的列表" in content.said()


@pytest.mark.parametrize("old", ["/POLICIES/a/", "/Policies/A/INDEX.html", "/guide/\u00c9t\u00c9/"])
def test_addresses_that_a_disk_takes_for_one_are_one(content, old):
    content.write("guide/e\u0301te\u0301.md", "# 夏\n")
    content.record("policies/a.md")
    content.record("policies/b.md", 旧网址=old)
    assert content.said().startswith("content/policies/b.md:5 ")


def test_an_escaped_address_is_the_same_as_a_plain_one(content):
    content.record("policies/a.md", 旧网址="/\u7532\u00e9/")
    content.record("policies/b.md", 旧网址="/%E7%94%B2e%CC%81/")
    content.record("policies/c.md", 旧网址="/\u7532E\u0301/index.html")
    assert [m.at.path for m in content.mistakes()] == [
        "content/policies/b.md",
        "content/policies/c.md",
    ]


def test_an_earlier_address_that_is_a_list_in_other_letters(content):
    content.record("policies/b.md", 旧网址="/Policies/YEAR/2022/")
    assert "已用于栏目的列表" in content.said()


def test_an_earlier_address_leads_to_one_record(content):
    content.record("policies/a.md", 旧网址="[/x/1.html, /x/2.html]")
    content.record("policies/b.md", 旧网址="[/x/2.html, /x/3.html, /x/3.html]")
    assert [m.what.zh for m in content.mistakes()] == [
        "地址 /x/2.html 已用于 content/policies/a.md",
        "地址 /x/3.html 已用于 content/policies/b.md",
    ]


# --- numbers --------------------------------------------------------------------------------------


def test_a_document_number_belongs_to_one_record(content):
    content.record("policies/a.md", "规章", 发文字号="示府发〔2022〕8号")
    content.record("policies/b.md", "规章", 发文字号="'示府发[2022]8号'")
    said = content.said()
    assert said.startswith("content/policies/b.md:6 ")
    assert "发文字号 示府发〔2022〕8号 已用于 content/policies/a.md" in said


def test_a_number_in_characters_is_the_same_number(content):
    content.record("policies/a.md", "规章", 发文字号="示例市人民政府令第63号")
    content.record("policies/b.md", "规章", 发文字号="示例市人民政府令第六十三号")
    assert content.said().startswith("content/policies/b.md:6 ")


def test_the_number_of_a_text_is_wrong_where_it_stands(content):
    content.act("a", {"2020-07-01": DAY + "\n发文字号: 示府发〔2020〕8号"})
    content.act("b", {"2020-07-01": DAY + "\n发文字号: 示府发〔2020〕8号"})
    assert content.said().startswith("content/policies/b/2020-07-01.md:4 ")


def test_texts_of_one_act_may_share_a_number(content):
    later = DAY.replace("2020-07-01", "2021-07-01")
    content.act("a", {"2020-07-01": DAY, "2021-07-01": later}, 发文字号="示府发〔2020〕8号")
    assert not content.mistakes()


def test_compiled_texts_may_repeat_numbers(content):
    for name in "ab":
        labels = {"发文字号": "示府发〔2022〕8号", "文本等级": "第三方汇编"}
        content.record(f"policies/{name}.md", "规章", **labels)
        content.act(f"{name}-act", {"undated": "\n".join(f"{k}: {v}" for k, v in labels.items())})
    assert not content.mistakes()


def test_an_index_number_belongs_to_one_record(content):
    for name in "ab":
        content.record(f"policies/{name}.md", "通知公告", 索引号="000014349/2022-00039")
    assert content.said().startswith("content/policies/b.md:5 索引号 000014349/2022-00039 已用于")


# --- relations that are needed --------------------------------------------------------------------


def test_an_interpretation_needs_what_it_interprets(content):
    content.record("policies/a.md", "政策解读")
    said = content.said()
    assert said.startswith("content/policies/a.md:2 ")
    assert "“政策解读”没有说明解读哪份文件" in said
    content.record("policies/b.md", "规章", 被解读="policies/a")
    assert not content.mistakes()


def test_a_decision_needs_what_it_amends_or_repeals(content):
    content.record("policies/a.md", "修改废止决定")
    assert "没有说明修改或废止哪份文件" in content.said()
    content.record("policies/a.md", "修改废止决定", 文本等级="第三方汇编")
    assert not content.mistakes()


# --- attachments ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "word"),
    [
        ("b.pdf", "附件 policies/b.pdf 不存在"),
        ("表格一.pdf", "相近：policies/表格1.pdf"),
        ("表格1.PDF", "文件名大小写不同，文件是 policies/表格1.pdf"),
        ("../Policies/表格1.pdf", "文件名大小写不同，文件是 policies/表格1.pdf"),
        ("files/a.pdf、files/b.pdf", "写成列表：附件: [files/a.pdf, files/b.pdf]"),
        ("表格1.pdf，b.pdf", "写成列表：附件: [表格1.pdf, b.pdf]"),
        ("/a.pdf", "附件 a.pdf 不存在"),
        ("../data/organs.yml", "在 data 里，不发布"),
        ("_draft.pdf", "名称以 . 或 _ 开头"),
        ("index.md", "Markdown 源文件"),
        ("../../a.pdf", "不在 content 之内"),
        ("../policies", "附件 policies 不存在"),
        ("page.HTML", ".html 不在可以发布的类型之内"),
        ("a.svg", ".svg 不在可以发布的类型之内"),
        ("a.b.js", ".js 不在可以发布的类型之内"),
        ("说明", "没有扩展名"),
        ("dot.", "没有扩展名"),
        ("/index.html.gz", "index.html.gz 不能发布：.gz 不在"),
        ("/robots.txt", "robots.txt 不能发布：网站最上层的这个名称另有用途"),
        ("a.do", ".do 不在可以发布的类型之内"),
        ("web.config", ".config 不在可以发布的类型之内"),
    ],
)
def test_an_attachment_that_cannot_be_published_is_an_error(content, file, word):
    content.write("policies/表格1.pdf", "x")
    content.write("policies/_draft.pdf", "x")
    for name in ("page.HTML", "a.svg", "a.b.js", "说明", "dot.", "a.do", "web.config"):
        content.write(f"policies/{name}", "x")
    for name in ("index.html.gz", "robots.txt"):
        content.write(name, "x")
    content.record("policies/a.md", 附件=file)
    said = content.said()
    assert said.startswith("content/policies/a.md:5 ")
    assert word in said


def test_a_file_of_the_right_case_is_meant_before_a_likelier_one(content):
    content.write("policies/forms-2026.PDF", "x")
    content.write("policies/form-2026.pdf", "x")
    content.record("policies/a.md", 附件="FORMS-2026.pdf")
    assert "policies/forms-2026.PDF" in content.said()


def test_the_operator_may_have_other_files_published(content):
    for name in ("policies/a.dwg", "policies/b.dwg", "robots.txt", "policies/a.markdown"):
        content.write(name, "x")
    content.record("policies/a.md", 附件="[a.dwg, /robots.txt]")
    rules = Rules(published=("policies/a.*", "robots.txt"))
    mistakes = content.mistakes(rules)
    assert [m.at.path for m in mistakes] == ["content/policies/a.markdown"]
    (content.folder / "policies/a.markdown").unlink()
    portal = content.read(rules)
    assert portal.granted == {"policies/a.dwg", "robots.txt"}
    assert portal.may_publish("robots.txt")
    assert not portal.may_publish("policies/b.dwg")
    content.record("policies/a.md", 附件="b.dwg")
    assert ".dwg 不在可以发布的类型之内" in content.said(rules)
    assert "publish" in content.said(rules)


@pytest.mark.parametrize("name", ["甲、乙.pdf", "表 1.pdf", "a#b.pdf", "100%.pdf", "甲?.pdf"])
def test_an_attachment_may_have_any_name(content, name):
    content.write(f"policies/{name}", "x")
    content.record("policies/a.md", 附件=f'["{name}"]')
    (attachment,) = content.read().records["policies/a"].facts.attachments
    assert (attachment.path, attachment.name) == (f"policies/{name}", name)


def test_an_attachment_of_an_act_is_missed_once(content):
    later = DAY.replace("2020-07-01", "2021-07-01")
    content.act("a", {"2020-07-01": DAY, "2021-07-01": later}, 附件="b.pdf")
    assert content.said().startswith("content/policies/a/index.md:5 ")


@pytest.mark.parametrize("name", ["a.markdown", "a.MKD", "a.mdown", "a.Mkdn", "a.MD"])
def test_an_attachment_cannot_be_what_the_host_draws_as_a_page(content, name):
    content.write(f"policies/{name}", "<script>")
    content.record("policies/a.md", 附件=name)
    mistakes = {m.at.path: m.what.zh for m in content.mistakes()}
    assert mistakes.keys() == {"content/policies/a.md", f"content/policies/{name}"}
    assert "会被当作页面" in mistakes["content/policies/a.md"]


def test_many_missing_attachments_are_told_soon(content):
    files = {f"policies/附件{n}.pdf": 1 for n in range(3000)}
    facts = Facts(
        kind_named("动态要闻"),
        attachments=tuple(Attachment(f"policies/附件{n}.doc", "", n) for n in range(9000)),
    )
    version = Version(facts, "", None, "policies/a.md", "", 1, b"")
    messages = []
    start = time.process_time()
    check_attachments(
        [Record(facts, "policies", "a", "policies/a.md", (version,))],
        files, Hints(), "content", messages,
    )  # fmt: skip
    assert time.process_time() - start < 10
    assert len(messages) == 9000
    assert "相近：policies/附件" in messages[0].what.zh
    assert "相近" not in messages[-1].what.zh


# --- names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["a<img>.md", 'b"/a.md', "a&amp;.md", "it's.md", "x>/index.md"])
def test_a_page_has_a_name_that_themes_can_print(content, path):
    content.write(path, "# 指南\n")
    said = content.said()
    assert said.startswith(f"content/{path} ")
    assert "页面的文件名里不能有" in said


@pytest.mark.parametrize("name", ["a&b.md", "it's.md"])
def test_a_record_with_an_address_may_have_any_name(content, name):
    content.record(f"policies/{name}", 网址="a")
    assert not content.mistakes()


@pytest.mark.parametrize("path", ["gongkai-frame-id.md", "files/GONGKAI-Region-1.pdf"])
def test_no_name_is_a_mark(content, path):
    content.write(path, "x")
    assert "是程序自己用的" in content.said()
