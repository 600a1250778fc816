"""``gongkai fix`` proposes just what can be mended, and nothing of a text is lost on the way."""

import os
import stat
import tempfile
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from gongkai_cli.fixing import mend
from gongkai_cli.main import cli
from gongkai_model.replacing import replace_file
from gongkai_render.official_text import render_official
from gongkai_render.raw_html import check_raw_html

ACT = "---\n类型: 规章\n标题: 甲\n发文机关: office\n发布日期: 2022-04-22\n{labels}---\n{body}"
NEWS = "---\n类型: 动态要闻\n标题: 甲\n发布日期: 2022-04-22\n---\n{body}"


@pytest.fixture
def file(tmp_path):
    return tmp_path / "甲.md"


def fix(file, *options, language="zh"):
    return CliRunner().invoke(cli, ["--lang", language, "fix", str(file), *options])


def changed(file, text):
    """The lines that would change, as (number, after)."""
    file.write_text(text, "utf-8", newline="")
    mending = mend(file, "甲.md")
    assert mending.data is not None
    lines = text.split("\n")
    for proposal in mending.proposals:
        assert proposal.before == lines[proposal.at.line - 1]
        lines[proposal.at.line - 1] = proposal.after
    assert "\n".join(lines).encode() == mending.data
    return [(proposal.at.line, proposal.after) for proposal in mending.proposals]


@pytest.mark.parametrize(
    ("label", "after"),
    [
        ("成文日期: 2022年4月11日", "成文日期: 2022-04-11"),
        ("成文日期：2022-04-11", "成文日期: 2022-04-11"),
        ("成文日期：  2022年4月11日", "成文日期: 2022-04-11"),
        ("成文日期:2022-04-11", "成文日期: 2022-04-11"),
        ("成文日期:2022年4月11日", "成文日期: 2022-04-11"),
        ("题注:《某条例》", "题注: 《某条例》"),
        ("附件: [{文件:a.pdf, 名称：甲}]", "附件: [{文件: a.pdf, 名称: 甲}]"),
        ("written_on: 2022/4/11", "written_on: 2022-04-11"),
        ("成文日期: '2022.4.11'  # 核对过", "成文日期: 2022-04-11  # 核对过"),
        ("发文字号: 示府办发[2022]8号", "发文字号: 示府办发〔2022〕8号"),
        ("发文字号: 示府办发(2022)8号", "发文字号: 示府办发〔2022〕8号"),
        ("发文字号:   示府办发【2022】8号", "发文字号:   示府办发〔2022〕8号"),
        ("有效期: 五年", "有效期: 5年"),
        ("年度: 2026年", "年度: 2026"),
        ("期号: 第3期", "期号: 3"),
        ("排序: ０１", "排序: 1"),
        ("主题分类: 综合政务/政务公开", "主题分类: 综合政务\\政务公开"),
        ('主题分类: "综合政务/政务公开"', "主题分类: 综合政务\\政务公开"),
    ],
)
def test_front_matter_is_put_into_its_form(label, after, file):
    assert changed(file, ACT.format(labels=label + "\n", body="正文\n")) == [(6, after)]


@pytest.mark.parametrize(
    "label",
    [
        "摘要: 自2022年4月11日起[2022]8号",
        "摘要: 说明：甲",
        "# 成文日期：2022年4月11日",
        "摘要: |\n  成文日期：2022年4月11日",
        "题注:\n  - 2022年4月11日公布",
        "题注:\n  - 标题：甲\n  - 网址:乙",
        "摘要: 标题:甲",
        "成文日期: 2022-04-11",
        "发文字号: 国务院令第711号",
    ],
)
def test_all_else_in_the_front_matter_stays(label, file):
    assert changed(file, ACT.format(labels=label + "\n", body="正文\n")) == []


@pytest.mark.parametrize(
    ("title", "after"),
    [
        ("《示例市停车办法》", "标题: 示例市停车办法"),
        ('"《关于〈甲〉的通知》"', "标题: 关于《甲》的通知"),
        ("《甲》的解读", None),
        ("《甲》《乙》", None),
        ("《甲》和《乙》", None),
    ],
)
def test_a_title_loses_the_marks_around_the_whole(title, after, file):
    text = f"---\n类型: 规章\n标题: {title}\n---\n"
    assert changed(file, text) == ([(3, after)] if after else [])


def test_nested_names_and_columns_too(file):
    text = "---\n标题：栏目\n栏目：\n  名称：甲\n  说明: 说明：乙\n---\n正文：<b>\n"
    assert changed(file, text) == [(2, "标题: 栏目"), (3, "栏目:"), (4, "  名称: 甲")]


@pytest.mark.parametrize(
    ("body", "after"),
    [
        ("第一条 <b>粗</b>", ["第一条 \\<b>粗\\</b>"]),
        ("3. 甲 < 乙 > 丙", []),
        ("\\<b>", []),
        ("<!-- 注 -->", ["\\<!-- 注 -->"]),
        ("*甲* _乙_ `<b>`", ["*甲* _乙_ `\\<b>`"]),
    ],
)
def test_in_an_official_text_what_looks_like_html_is_escaped(body, after, file):
    text = ACT.format(labels="", body=f"前\n{body}\n后  \n")
    assert [line for _, line in changed(file, text)] == after
    shown = render_official(mend(file, "x").data.decode().split("---\n", 2)[2])
    assert shown.mistakes == ()


@pytest.mark.parametrize(
    ("body", "after"),
    [
        ("甲 <b>乙</b>", "甲 \\<b>乙\\</b>"),
        ("`<b>` <b>", "`<b>` \\<b>"),
        ("<a <b>", "\\<a \\<b>"),
        ('<a title="<b">x</a>', '\\<a title="\\<b">x\\</a>'),
        ("见 <https://www.example.gov/> <div>", "见 <https://www.example.gov/> \\<div>"),
        ("```\n<p>\n```\n<p>", "```\n<p>\n```\n\\<p>"),
        ("甲 <!-- a\nb --> 乙", "甲 \\<!-- a\nb --> 乙"),
        ("\\\\<b>", "\\\\\\<b>"),
        ("<table>\n<tr><td>1</td></tr>\n</table>\n<p>", None),
        ("甲 < 乙 > 丙", "甲 < 乙 > 丙"),
    ],
)
def test_in_other_records_refused_html_is_escaped(body, after, file):
    file.write_text(NEWS.format(body=body), "utf-8")
    fixed = mend(file, "x").data.decode().removeprefix(NEWS.format(body=""))
    assert fixed == (body.replace("<p>", "\\<p>") if after is None else after)
    assert check_raw_html(fixed) == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<table>\n<tr>", "<table> 没有结束标记"),
        ("<table onclick='x'><tr><td>1</td></tr></table>", "onclick"),
        ("甲\x07乙", "U+0007"),
    ],
)
@pytest.mark.parametrize("form", [NEWS, ACT.replace("{labels}", "")], ids=["news", "act"])
def test_what_it_cannot_mend_is_named_and_left(form, body, said, file):
    text = form.format(body=body + "\n")
    file.write_text(text, "utf-8")
    run = fix(file, "--write")
    assert run.exit_code == 10
    assert said in run.stderr
    assert file.read_text("utf-8") == text


def test_a_text_of_an_act_takes_its_kind_from_the_index(tmp_path):
    (tmp_path / "index.md").write_text("---\n类型: 规章\n标题: 甲\n---\n", "utf-8")
    text = tmp_path / "2022-05-01.md"
    text.write_text("---\n施行日期: 2022年5月1日\n---\n第一条 `<b>`\n", "utf-8")
    assert mend(text, "x").data.decode() == "---\n施行日期: 2022-05-01\n---\n第一条 `\\<b>`\n"


def test_pages_of_editors_keep_their_html(file):
    text = "---\n标题: 甲\n---\n<div>1</div>\n"
    assert changed(file, text) == []
    assert changed(file, "<div>：</div>\n") == []


def test_byte_order_mark_and_line_ends(file):
    text = ACT.format(labels="成文日期: 2022年4月11日\n", body="一  \n二\n")
    file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    run = fix(file)
    assert run.exit_code == 10
    assert f"{file.as_posix()}: 建议: 去掉字节顺序标记\n" in run.stdout
    assert f"{file.as_posix()}: 建议: 换行符改为 LF\n" in run.stdout
    assert fix(file, "--write").exit_code == 0
    assert file.read_bytes() == text.replace("2022年4月11日", "2022-04-11").encode()


@pytest.mark.parametrize("encoding", ["gbk", "gb18030"])
def test_gbk_becomes_utf8_only_when_told_to(encoding, file):
    text = NEWS.format(body="会议部署了四季度的工作，强调要把公开落到实处。\n")
    data = text.encode(encoding)
    file.write_bytes(data)
    run = fix(file)
    assert run.exit_code == 10
    assert "建议: 改用 UTF-8 编码" in run.stdout
    assert file.read_bytes() == data
    assert fix(file, "--write").exit_code == 0
    assert file.read_bytes() == text.encode()


@pytest.mark.parametrize(
    "data",
    [
        NEWS.format(body="坏的字节：甲乙丙丁戊己庚辛").encode().replace("甲".encode(), b"\xff\xff"),
        b"\x89PNG\r\n\x1a\n\x00\x00",
        "甲乙".encode("utf-16"),
        b"\xb4\xf3\x00",
        "中文".encode("gbk") + b"\x81",
    ],
)
def test_what_is_no_text_is_named_and_left(data, file):
    file.write_bytes(data)
    run = fix(file, "--write")
    assert run.exit_code == 10
    assert run.stdout == ""
    assert "错误" in run.stderr
    assert file.read_bytes() == data


def test_shows_each_change_and_writes_only_when_told(file):
    text = ACT.format(labels="发文字号：示府办发[2022]8号\n", body="第一条 <b>\n")
    file.write_text(text, "utf-8")
    shown = fix(file)
    assert shown.exit_code == 10
    name = file.as_posix()
    assert shown.stdout == (
        f"{name}:6: 建议: “发文字号”后用半角冒号；规范写法 示府办发〔2022〕8号\n"
        "  - 发文字号：示府办发[2022]8号\n"
        "  + 发文字号: 示府办发〔2022〕8号\n"
        f"{name}:8: 建议: HTML 标记按文字显示\n"
        "  - 第一条 <b>\n"
        "  + 第一条 \\<b>\n"
    )
    assert shown.stderr == "建议改 2 处；加 --write 写入。\n"
    assert file.read_text("utf-8") == text
    assert "proposal: a plain colon after '发文字号'; " in fix(file, language="en").stdout

    written = fix(file, "--write")
    assert written.exit_code == 0
    assert written.stdout == shown.stdout
    assert written.stderr == "已改 2 处。\n"
    again = fix(file)
    assert (again.exit_code, again.stdout, again.stderr) == (0, "", "没有要改的。\n")


def test_broken_labels_are_named_and_the_body_is_mended_only_where_the_kind_is_known(file):
    text = "---\n类型: 规章\n标题: 'x\n---\n<b>\n"
    file.write_text(text, "utf-8")
    run = fix(file, "--write")
    assert run.exit_code == 10
    assert f"{file.as_posix()}:" in run.stderr
    assert file.read_text("utf-8") == text


def test_a_date_that_does_not_exist_is_named(file):
    file.write_text(ACT.format(labels="成文日期: 2022-02-30\n", body=""), "utf-8")
    run = fix(file)
    assert run.exit_code == 10
    assert f"{file.as_posix()}:6: 错误: 成文日期：没有这一天" in run.stderr


@pytest.mark.parametrize("name", ["missing.md", "."])
def test_wrong_usage(name, tmp_path):
    run = CliRunner().invoke(cli, ["fix", str(tmp_path / name)])
    assert run.exit_code == 2
    assert CliRunner().invoke(cli, ["fix"]).exit_code == 2


def test_writing_keeps_permissions_and_leaves_nothing_else(tmp_path):
    file, link = tmp_path / "a.md", tmp_path / "b.md"
    file.write_bytes(b"1")
    file.chmod(0o640)
    link.symlink_to(file)
    replace_file(file, b"2")
    assert file.read_bytes() == b"2"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    replace_file(link, b"3")  # somebody has just put it there
    assert file.read_bytes() == b"2"
    assert link.read_bytes() == b"3"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.md", "b.md"]


def test_links_are_refused(tmp_path):
    secret, link = tmp_path / "secret.md", tmp_path / "a.md"
    secret.write_text(NEWS.format(body="<b>"), "utf-8")
    link.symlink_to(secret)
    run = fix(link, "--write")
    assert run.exit_code == 10
    assert f"{link.as_posix()}: 错误: 是链接" in run.stderr
    assert run.stdout == ""
    assert link.is_symlink()
    assert secret.read_text("utf-8") == NEWS.format(body="<b>")


def test_special_files_are_refused_without_waiting_for_them(tmp_path):
    pipe = tmp_path / "a.md"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero")):
        mending = mend(path, "x")
        assert mending.data is None
        assert [m.what.zh for m in mending.mistakes] == ["不是普通文件"]
    text = tmp_path / "2022-05-01.md"
    text.write_text("---\n施行日期: 2022年5月1日\n---\n<b>\n", "utf-8")
    os.mkfifo(tmp_path / "index.md")
    assert mend(text, "x").data == "---\n施行日期: 2022-05-01\n---\n<b>\n".encode()


def test_files_over_the_limit_are_refused(file):
    file.write_bytes(b"x" * 2_000_001)
    assert "超过 2 MB" in mend(file, "x").mistakes[0].what.zh
    assert mend(file, "x", size_limit_bytes=2_000_001).data is not None
    file.write_bytes(b"x" * 2_000_000)
    assert mend(file, "x").mistakes == ()


@pytest.mark.parametrize("kind", ["动态要闻", "规章"])
@pytest.mark.parametrize(
    "line",
    ["<b>" * 300, "`<b>` " + "<b>" * 300, "".join(f"<b{n}>" for n in range(160))],
    ids=["plain", "code", "distinct"],
)
def test_a_file_full_of_tags_takes_seconds_at_most(kind, line, file):
    text = f"---\n类型: {kind}\n标题: 甲\n---\n" + f"{line}\n" * 500
    file.write_text(text, "utf-8")
    start = time.process_time()
    mending = mend(file, "x")
    assert time.process_time() - start < 10
    assert mending.data.decode().replace("\\", "") == text
    if line.startswith("<b>"):
        assert mending.data.decode().endswith("\n" + (line.replace("<", "\\<") + "\n") * 500)
        assert not mending.mistakes


LINES = st.lists(st.text("甲 <>b/!-\\`\"='&[](x.y)#|*1．。：:\n\t　", max_size=30), max_size=6).map(
    "\n".join
)


@given(LINES, st.sampled_from([NEWS, ACT.replace("{labels}", "")]))
def test_what_it_writes_needs_no_mending_and_differs_by_backslashes_only(body, form):
    text = form.format(body=body)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.md"
        file.write_text(text, "utf-8", newline="")
        mending = mend(file, "a.md")
        assert mending.data.decode().replace("\\", "") == text.replace("\\", "")
        file.write_bytes(mending.data)
        again = mend(file, "a.md")
        assert again.proposals == ()
        assert again.mistakes == mending.mistakes
