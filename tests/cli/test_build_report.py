"""The report of a build: complete, inert, of bounded size."""

import re
import unicodedata

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from gongkai_cli.build_report import LIMIT, as_markdown, blobs_at, code
from gongkai_cli.main import cli
from gongkai_model.messages import Message, NotUnderstood, Place, Severity, Text

BLOBS = "https://host.example/owner/repo/blob/0123abc"
RUN = "https://host.example/owner/repo/actions/runs/1"

HOSTILE = [
    "@everyone",
    "#1 owner/repo#2 GH-3 !4",
    "https://evil.example/ www.evil.example",
    "[x](https://evil.example/)",
    "![x](https://evil.example/x.png)",
    "<img src=https://evil.example/ onerror=alert(1)>",
    "</details><script>alert(1)</script>",
    "<!-- x",
    "` @x `` @y ```",
    "`",
    "```\n# big\n```",
    "a\r\n\r\n# big\n| a | b |\n",
    "\\` @x \\",
    "\u202egnp.exe",
    "\x1b[31mred",
    "**bold** _x_ ~~y~~ $z$ $`w`$",
    "&lt;b&gt; &#64;x",
    "",
    "   ",
]


def message(path="content/a.md", line=3, text="错", severity=Severity.ERROR):
    return Message(Place(path, line), Text(text, text), Text(f"改{text}", f"mend {text}"), severity)


def tokens(report):
    """Every token of the report as a host reads it."""
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for token in reader.parse(report):
        yield token
        yield from token.children or ()


def test_says_place_fact_and_remedy_in_both_languages(tmp_path):
    report = as_markdown(
        [
            Message(
                Place("content/a.md", 3),
                Text("日期 '2022-13-01' 不对", "not a day: '2022-13-01'"),
                Text("写成 2022-12-01", "write 2022-12-01"),
            )
        ],
        0,
        tmp_path,
    )
    chinese, english = report.split("<summary>English</summary>")
    assert "## 没有生成：1 条错误" in chinese
    assert "### ` content/a.md `" in chinese
    assert "- 第 3 行 **错误** ` 日期 '2022-13-01' 不对 `\\\n  改法 ` 写成 2022-12-01 `" in chinese
    assert "## Not built: 1 error(s)" in english
    assert "- line 3 **error** ` not a day: '2022-13-01' `\\\n  fix ` write 2022-12-01 `" in english


def test_success_is_said_too(tmp_path):
    assert "## 一切正常：生成了 53 个页面\n" in as_markdown([], 53, tmp_path)
    warned = as_markdown([message(severity=Severity.WARNING)], 53, tmp_path)
    assert "## 已生成 53 个页面，另有 1 条警告\n" in warned


def test_files_with_errors_come_first_and_lines_in_order(tmp_path):
    report = as_markdown(
        [
            message("a.md", 9, severity=Severity.WARNING),
            message("z.md", 12),
            message("z.md", 2, severity=Severity.NOTE),
        ],
        0,
        tmp_path,
    )
    chinese = report.partition("<details>")[0]
    assert re.findall(r"### ` (\S+) `|第 (\d+) 行", chinese) == [
        *(("z.md", ""), ("", "2"), ("", "12"), ("a.md", ""), ("", "9"))
    ]


def test_links_lead_to_lines_of_files_that_are_there(tmp_path):
    (tmp_path / "内 容(1).md").write_text("x", encoding="utf-8")
    report = as_markdown(
        [message("内 容(1).md", 3), message("内 容(1).md", 0), message("404.html", 2)],
        0,
        tmp_path,
        BLOBS,
    )
    file = f"{BLOBS}/%E5%86%85%20%E5%AE%B9%281%29.md"
    assert f"- [第 3 行]({file}?plain=1#L3) **错误**" in report
    assert f"- [文件]({file}) **错误**" in report
    assert "- 第 2 行 **错误**" in report


@pytest.mark.parametrize("path", ["../a.md", "x/../../a.md", "/{}/a.md", ".//a.md", "%2e%2e.md"])
def test_files_elsewhere_are_not_linked(tmp_path, comment_script, path):
    project = tmp_path / "project"
    (project / "x").mkdir(parents=True)
    for file in (tmp_path / "a.md", project / "a.md", project / "%2e%2e.md"):
        file.write_text("x", encoding="utf-8")
    path = path.replace("/{}", str(tmp_path))
    assert (project / path).is_file()
    report = as_markdown([message(path, 3)], 0, project, BLOBS)
    assert BLOBS not in report
    assert comment_script.comment(report, BLOBS, RUN)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_sources_say_is_inert(tmp_path, comment_script, text):
    report = as_markdown([message(f"content/{text}.md", 1, f"值 {text} 不对")], 0, tmp_path, BLOBS)
    kinds = {token.type for token in tokens(report)}
    assert kinds.isdisjoint({"link_open", "image", "html_inline", "fence", "table_open"})
    html = [token.content.strip() for token in tokens(report) if token.type == "html_block"]
    assert html == [
        "<!-- gongkai-report -->",
        "<details>\n<summary>English</summary>",
        "</details>",
    ]
    plain = "".join(token.content for token in tokens(report) if token.type == "text")
    assert not re.search(r"[@#<>\[\]!`$\\&]|evil|www|[^\x20-\x7e\u3000-\uffef]", plain)
    headings = [token.tag for token in tokens(report) if token.type == "heading_open"]
    assert headings == ["h2", "h3", "h2", "h3"]
    assert comment_script.comment(report, BLOBS, RUN)


@given(st.text(max_size=80))
def test_a_code_span_shows_its_text(text):
    (paragraph,) = MarkdownIt("commonmark").parseInline(f"前 {code(text)} 后")
    before, span, after = paragraph.children
    assert (before.content, span.type, after.content) == ("前 ", "code_inline", " 后")
    assert not {unicodedata.category(c) for c in span.content} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


def test_a_report_has_its_limit_and_says_how_many_are_left_out(tmp_path, comment_script):
    many = [message(f"content/{n % 70}.md", n, "值" * (n % 900)) for n in range(1, 3001)]
    report = as_markdown(many, 0, tmp_path, BLOBS)
    assert 0.9 * LIMIT < len(report) <= LIMIT
    chinese, english = report.split("<summary>English</summary>")
    shown = chinese.count("**错误**")
    assert f"还有 {3000 - shown} 条没有列出" in chinese
    assert english.count("**error**") == shown
    assert f"{3000 - shown} more not listed" in english
    assert comment_script.comment(report, BLOBS, RUN)


def test_one_long_message_is_cut(tmp_path, comment_script):
    report = as_markdown([message("p" * 99_999, 1, "`" * 99_999)], 0, tmp_path)
    assert len(report) <= LIMIT
    assert "…" in report
    assert comment_script.comment(report, BLOBS, RUN)


@pytest.mark.parametrize("url", ["javascript:x", "https://h/ o", "https://h/a)b", "https://h/?a"])
def test_refuses_what_is_no_address(url):
    with pytest.raises(NotUnderstood):
        blobs_at(url)


def test_the_command_writes_the_report(tmp_path, monkeypatch):
    runner = CliRunner()
    portal = tmp_path / "portal"
    assert runner.invoke(cli, ["new", str(portal)]).exit_code == 0
    config = ["-f", str(portal / "site_config.yml")]
    file = tmp_path / "out" / "report.md"
    assert runner.invoke(cli, ["build", *config, "--preview", "--report", str(file)]).exit_code == 0
    assert "## 一切正常" in file.read_text(encoding="utf-8")
    assert (portal / "preview" / "index.html").is_file()
    assert not (portal / "site").exists()
    record = portal / "content" / "notices" / "20250110-1.md"
    record.write_text("---\n类型: 通知公告\n标题: [\n---\n", encoding="utf-8")
    monkeypatch.setenv("GONGKAI_BLOB_URL", BLOBS)
    assert runner.invoke(cli, ["build", *config, "--report", str(file)]).exit_code == 10
    text = file.read_text(encoding="utf-8")
    assert "## 没有生成：" in text
    assert f"]({BLOBS}/content/notices/20250110-1.md?plain=1#L" in text
    monkeypatch.setenv("GONGKAI_BLOB_URL", "nonsense")
    assert runner.invoke(cli, ["build", *config, "--report", str(file)]).exit_code == 2
