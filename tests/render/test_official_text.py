"""Official texts survive: what is shown is what was typed."""

from __future__ import annotations

import re
import tarfile
import time
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_model.messages import NotUnderstood, Text
from gongkai_render.official_text import (
    escape_line,
    fix_official,
    render_official,
)

ARCHIVE = Path(__file__).parents[3] / "shared" / "laws" / "law-texts.tar.xz"
BLANKS = " \t\u3000\xa0"

MARKS = [
    *"*_<>&\\[]()!#|`-=+.~:^{}\"'/1234567890",
    "&lt;", "&#60;", "3.", "<b>", "</b>", "<table>", "<!--", "<?", "[x]: y", "[^1]", "](", "a.b",
    "---", "===", "!!! note", ":::", "```", "  ", "\u3000", "\t", "\xa0", "第一条", "第二章",
    "（三）",
    "甲", "，", "\u2028", "\ufeff", "|---|", "https://a.b/c", "![", "# ", "*[HTML]: x", "{: #a }",
]  # fmt: skip
# What links and escapes are made of, so that most lines have some within others.
BRACKETS = ["[", "![", "](x.y)", "](", "\\", "甲", ")", "<b>", "|"]
LINES = st.lists(st.sampled_from(MARKS), max_size=12).map("".join)
LINKS = st.lists(st.sampled_from(BRACKETS), min_size=3, max_size=10).map("".join)


class _Blocks(HTMLParser):
    """The text of each element at the top."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self.tags: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag in {"img", "br", "col", "source", "track"}:
            return
        if not self._depth:
            self.blocks.append("")
        self._depth += 1

    def handle_endtag(self, tag: str) -> None:
        self._depth -= 1

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.blocks[-1] += data
        else:
            assert data.strip("\n") == "", "text outside of all elements"


def blocks(html: str) -> _Blocks:
    parser = _Blocks()
    parser.feed(html)
    parser.close()
    return parser


def shown(text: str) -> list[str]:
    return blocks(render_official(text).html).blocks


def typed(text: str) -> list[str]:
    return [line.rstrip(BLANKS) for line in text.split("\n") if line.rstrip(BLANKS)]


@given(st.one_of(LINKS, st.lists(LINES | LINKS, max_size=6).map("\n".join)))
def test_escaped_text_is_shown_as_it_is(text: str) -> None:
    body = render_official("\n".join(map(escape_line, text.split("\n"))))
    assert not body.mistakes
    found = blocks(body.html)
    assert found.blocks == typed(text)
    assert set(found.tags) <= {"p"}


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), max_size=80))
def test_any_line_can_be_escaped(line: str) -> None:
    assert shown(escape_line(line)) == typed(line)


@pytest.mark.parametrize(
    "line",
    [
        "[a[b](x.y)",
        "第二条 ![甲[乙](https://evil.example/x.gif)尾",
        "[a[b[c](x.y)](z.w)",
        "![[[甲](x.y)](x.y)](x.y)",
        r"\[a\\[b](x.y)",
        "|[a[b](x.y)",
        "<b>[a[b](x.y)",
    ],
)
def test_brackets_within_brackets_are_escaped_together(line: str) -> None:
    body = render_official(escape_line(line))
    found = blocks(body.html)
    assert (found.blocks, set(found.tags), body.mistakes) == ([line], {"p"}, ())


@pytest.mark.parametrize(
    "line",
    [
        "3. 丙", "1) 甲", "- 乙", "* 乙", "+ 乙", "> 丁", "    戊", "\u3000\u3000己", "\t庚", "***",
        "---",
        "===", "a*b*c", "_辛_", "`壬`", "~~癸~~", "&lt;", "&amp;", "A&B", "1<2", "a < b > c", "x<y",
        "[^1]", "[^1]: 注", "[x]: http://a.b", ":::", "!!! note", "??? 问", "*[法]: 法律",
        "{: #a }",
        "#甲", "\\甲", "C:\\甲", "“甲”", "...", "--", "(c)", "国发[2022](5)", "[甲](乙)", "$$x$$",
        "=> ->",
        "甲\u2028乙", "甲  乙", "| 甲", "[TOC]", "--8<-- \"x\"", "^^甲^^", "==乙==", ":smile:",
        "[[x]]",
        "http://a.b/c_d_e", "[甲][乙]", "![乙]", "####### 甲", "第十三条规定的", "  # 甲",
    ],
)  # fmt: skip
def test_everything_else_is_text(line: str) -> None:
    body = render_official(f"{line}\n后一行")
    assert not body.mistakes
    assert blocks(body.html).blocks == [line, "后一行"]
    assert set(blocks(body.html).tags) == {"p"}
    assert escape_line(line) == line or line.startswith("|"), "no needless escapes"


def test_form() -> None:
    body = render_official("## 第一章 总则\n\n第一条 甲 \n　　乙\n# 附\n丙\\*丁")
    assert body.html == (
        '<h2 id="ch-1">第一章 总则</h2>\n<p id="art-1">第一条 甲</p>\n'
        '<p id="art-1-p2" class="own-indent">　　乙</p>\n<h2 id="附">附</h2>\n<p>丙*丁</p>'
    )
    assert body.outline == ((2, "ch-1", "第一章 总则"), (2, "附", "附"))
    assert body.anchors == ("ch-1", "art-1", "art-1-p2", "附")


def test_links() -> None:
    def resolve(target: str, line: int) -> str:
        if target == "x.md":
            raise NotUnderstood(Text("无", "none"), Text("改", "change"))
        return f"{line}:{target}" if target != "late.md" else ""

    body = render_official(
        '甲\n见[民\\]法 & 典](../民法典(2020-05-28).md#art-3)。\n![图 "](a.png)\n[x](late.md)',
        resolve,
    )
    assert '<p>见<a href="2:../民法典(2020-05-28).md#art-3">民]法 &amp; 典</a>。</p>' in body.html
    assert '<img src="3:a.png" alt="图 &quot;">' in body.html
    assert body.html.endswith("<p>x</p>")
    assert [m.what.en for m in render_official("[x](x.md)", resolve).mistakes] == ["none"]


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "JavaScript:x", "data:text/html,x", "vbscript:x", "x:y"]
)
def test_schemes(target: str) -> None:
    for text in (f"[a]({target})", f"![a]({target})", f'<img src="{target}" alt="a">'):
        body = render_official(text)
        assert len(body.mistakes) == 1
        assert target not in body.html


def test_tables() -> None:
    body = render_official(
        "第一条 表：\n| 甲 | 乙\\|丙 |\n|---|--:|\n| 1. | *2* | 多 |\n|x\n（一）丁"
    )
    assert '<th scope="col">甲</th><th scope="col" class="align-right">乙|丙</th>' in body.html
    assert '<td>1.</td><td class="align-right">*2*</td><td>多</td>' in body.html
    assert body.html.endswith(
        '<tr><td>x</td></tr>\n</tbody>\n</table>\n<p id="art-1-i1">（一）丁</p>'
    )
    assert body.anchors == ("art-1", "art-1-i1")


def test_a_table_of_too_many_columns() -> None:
    wide = "|a" * 1001
    for text, lines in [
        (f"甲\n{'|a' * 1000}\n{'|-' * 1000}\n|b|", []),
        (f"甲\n{wide}\n|-|\n|b|", [2]),
        (f"甲\n|a|\n{'|-' * 1001}|\n|b|", [3]),
        (f"甲\n|a|\n|-|\n|b|\n{wide}", [5]),
    ]:
        mistakes = render_official(text).mistakes
        assert [mistake.line for mistake in mistakes] == lines
        assert all("1001" in mistake.what.en and mistake.fix.zh for mistake in mistakes)


def test_short_rows_of_a_wide_table_weigh_nothing() -> None:
    text = "|a" * 5000 + "\n" + "|-" * 5000 + "\n" + "|b|\n" * 20_000
    assert len(render_official(text).html) < 6 * len(text)


def test_listed_html() -> None:
    source = (
        '<table><caption>表 &lt;1&gt;</caption>\n<tr><TH id=a scope="col" colspan="2">甲<br>乙</th>'
        '</tr>\n<tr><td headers="a">H<sub>2</sub>O & 丁</td></tr>\n</table> 注：丙'
    )
    body = render_official(source)
    assert not body.mistakes
    assert body.html == (
        '<table><caption>表 &lt;1&gt;</caption>\n<tr><th id="a" scope="col" colspan="2">甲<br>'
        '乙</th></tr>\n<tr><td headers="a">H<sub>2</sub>O &amp; 丁</td></tr>\n</table>\n'
        '<p class="own-indent"> 注：丙</p>'
    )
    assert body.anchors == ("a",)
    assert fix_official(source) == source


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("甲\n<b>乙</b>", [2, 2]),
        ("甲<!-- 乙", [1]),
        ("甲\n\n<?php", [3]),
        ("<!DOCTYPE html>", [1]),
        ("<![CDATA[x]]>", [1]),
        ("<script>alert(1)</script>", [1, 1]),
        ("<svg/onload=alert(1)>", [1]),
        ("| <i>x</i> |\n|---|", [1, 1]),
        ("## <b>甲", [1]),
        ("[<b>](a.b)", [1]),
    ],
)
def test_other_html_is_a_mistake_that_can_be_fixed(text: str, lines: list[int]) -> None:
    body = render_official(text)
    assert [mistake.line for mistake in body.mistakes] == lines
    assert not set(blocks(body.html).tags) & {"b", "i", "script", "svg"}
    fixed = fix_official(text)
    pairs = zip(text.split("\n"), fixed.split("\n"), strict=True)
    assert {n for n, (before, after) in enumerate(pairs, 1) if before != after} == set(lines)
    after = render_official(fixed)
    assert not after.mistakes
    assert blocks(after.html).blocks == blocks(body.html).blocks
    assert fix_official(fixed) == fixed


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('<table onclick="x"><tr><td>甲</td></tr></table>', 1),
        ('<table>\n<tr><td style="x">甲</td></tr></table>', 2),
        ("<table>\n<tr><td><b>甲</b></td></tr></table>", 2),
        ("<table>甲<tr><td>乙</td></tr></table>", 1),
        ("<table><td>乙</td></table>", 1),
        ("<figure>\n<table><tr><td>甲</td></tr></table>", 1),
        ('<video src="a.mp4" autoplay></video>', 1),
        ('<table><tr><th id="a">甲</th><th id="a">乙</th></tr></table>', 1),
        ("<table><!-- x --></table>", 1),
    ],
)
def test_mistakes_in_listed_html(text: str, line: int) -> None:
    body = render_official(text)
    assert {mistake.line for mistake in body.mistakes} == {line}
    assert not re.search("<[^>]*(?:onclick|style|autoplay)", body.html)
    assert fix_official(text) == text


@given(st.one_of(LINKS, st.lists(LINES | LINKS, max_size=6).map("\n".join)))
def test_fixing_changes_nothing_that_is_shown(text: str) -> None:
    before = render_official(text)
    fixed = fix_official(text)
    assert fixed.replace("\\", "") == text.replace("\\", "")
    after = render_official(fixed)
    assert blocks(after.html).blocks == blocks(before.html).blocks
    assert not any("raw HTML is refused" in mistake.what.en for mistake in after.mistakes)


@given(st.lists(LINES, max_size=8).map("\n".join))
def test_whatever_is_typed_only_listed_elements_come_out(text: str) -> None:
    allowed = {"p", "a", "img", "table", "thead", "tbody", "tr", "th", "td"}
    assert set(blocks(render_official(text).html).tags) <= allowed | {f"h{n}" for n in range(2, 7)}


@pytest.mark.parametrize(
    "sign", ["\x00", "\x02", "\x03", "\x0b", "\x0c", "\r", "\x1b", "\x7f", "\x85", "\ud800",
    "\ufffe",
             "\ufdd0", "\U0001ffff"],
)  # fmt: skip
def test_characters_that_cannot_stand_in_html(sign: str) -> None:
    body = render_official(f"甲\n乙{sign}丙")
    assert [mistake.line for mistake in body.mistakes] == [2]
    assert shown(f"甲\n乙{sign}丙") == ["甲", "乙\ufffd丙"], "and it ends no line"


EXTENSIONS = [
    "abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code",
    "footnotes",
    "legacy_attrs", "legacy_em", "md_in_html", "meta", "nl2br", "sane_lists", "smarty", "tables",
    "toc",
    "wikilinks", "pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.caret", "pymdownx.critic",
    "pymdownx.details", "pymdownx.emoji", "pymdownx.highlight", "pymdownx.inlinehilite",
    "pymdownx.keys",
    "pymdownx.magiclink", "pymdownx.mark", "pymdownx.smartsymbols", "pymdownx.snippets",
    "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde",
]  # fmt: skip
OFFICIAL = "gongkai_render.official_text"


def available() -> list[str]:
    """Leave out pymdownx where it is not installed, as it is not needed."""
    try:
        import pymdownx  # noqa: F401
    except ImportError:
        return [name for name in EXTENSIONS if not name.startswith("pymdownx")]
    return EXTENSIONS


@pytest.fixture(scope="module", params=["first", "last"])
def convert(request: pytest.FixtureRequest) -> Callable[[str], str]:
    names = available()
    names = [OFFICIAL, *names] if request.param == "first" else [*names, OFFICIAL]
    md = markdown.Markdown(
        extensions=names,
        extension_configs={OFFICIAL: {"active": True}, "toc": {"permalink": True}},
    )

    def run(text: str) -> str:
        md.reset()
        return md.convert(text)

    return run


@given(st.lists(LINES, max_size=6).map("\n".join))
def test_no_other_extension_touches_the_text(convert: Callable[[str], str], text: str) -> None:
    assert convert(text) == render_official(text).html


def test_other_extensions_at_work(convert: Callable[[str], str]) -> None:
    text = 'title: x\n\n*a* ... "q" &copy; H~2~O\n\n    code\n'
    text += "[TOC]\n*[a]: b\n## b {: #c }\n\x02amp\x03"
    assert convert(text) == render_official(text).html


@pytest.mark.parametrize("text", ["# 甲\n\n1. *乙*\n2. 丙\n\n第一条 丁", "<b>x</b>", "    code\n"])
def test_inactive_it_does_nothing(text: str) -> None:
    assert markdown.markdown(text, extensions=[OFFICIAL, "extra"]) == markdown.markdown(
        text, extensions=["extra"]
    )


def test_the_extension_says_what_it_found() -> None:
    md = markdown.Markdown(extensions=[OFFICIAL], extension_configs={OFFICIAL: {"active": True}})
    md.gongkai_resolve = lambda target, line: f"/{line}/{target}"  # type: ignore[attr-defined]
    assert md.convert("[甲](a.md)<b>") == '<p><a href="/1/a.md">甲</a>&lt;b&gt;</p>'
    assert len(md.official_body.mistakes) == 1  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "text",
    [
        "甲" * 500_000, "第一条 甲\n" * 100_000, "<table>" * 10_000, "<table>\n" * 10_000,
        "<table><tr><td>" * 10_000, "<figure>" * 10_000 + "</figure>" * 10_000,
        "<table></table>\n" * 20_000,
        "[" * 300_000, "![" * 200_000, "[a](" * 100_000, "[a](b" * 100_000, "[a](b.c(" * 60_000,
        "<" * 300_000, "<a" * 200_000, "<a " * 150_000 + ">", "\\[" * 200_000, "[\\[" * 100_000,
        "|" * 200_000 + "\n" + "|-" * 100_000, "<td x='" * 60_000, '<table x="' * 50_000,
        "<table" + " " * 300_000, "<table " + "a=b " * 80_000, "<table " + "a =" * 80_000,
        "|a|\n|" + " -" * 100_000, "#" * 300_000, "第" * 300_000, "第" + "一" * 300_000 + "条",
        "（" * 300_000, "第" + " " * 300_000, "附" + " " * 300_000, "第一条" + " " * 300_000 + "甲",
        "第一条 【" * 100_000, "一、" * 150_000, "[](" * 100_000, "[a](b.c)" * 60_000,
        "<b>" * 100_000,
    ],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_hostile_texts_take_linear_time(text: str) -> None:
    start = time.process_time()
    render_official(text)
    escape_line(text)
    fix_official(text)
    assert time.process_time() - start < 8


@pytest.fixture(scope="module")
def laws() -> list[str]:
    if not ARCHIVE.exists():
        pytest.skip("the shared law texts are not beside the checkout: ../shared/laws")
    bodies = []
    with tarfile.open(ARCHIVE) as archive:
        for member in archive:
            if member.isfile() and member.name.endswith(".md"):
                file = archive.extractfile(member)
                assert file is not None
                bodies.append(file.read().decode("utf-8").partition("<!-- INFO END -->")[2])
    assert len(bodies) > 2000
    return bodies


def test_all_shared_laws_survive_and_can_be_cited(laws: list[str]) -> None:
    articles = addressable = 0
    heading = re.compile(r"#{1,6} +")
    for body in laws:
        source = [line if heading.match(line) else escape_line(line) for line in body.split("\n")]
        rendered = render_official("\n".join(source))
        assert not rendered.mistakes
        expected = [heading.sub("", line, count=1) for line in typed(body)]
        assert blocks(rendered.html).blocks == expected
        assert len(set(rendered.anchors)) == len(rendered.anchors)
        articles += len(re.findall(r"(?m)^[ \t\u3000\xa0]*第[^条\n]{1,9}条", body))
        addressable += len(
            re.findall(r'<\w+ id="[^"]+"[^>]*>[ \t\u3000\xa0]*第[^条\n]{1,9}条', rendered.html)
        )
    assert articles > 100_000
    assert addressable >= 0.99 * articles, (addressable, articles)
