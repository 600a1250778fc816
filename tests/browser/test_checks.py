"""The checks of the layout and of the keyboard: what they must find, and what is no fault."""

from __future__ import annotations

import pytest

from tests.browser.looking import PHONE, PRINT, Look, visit

BAD = {
    "a box wider than the window": ("<p style='width:500px'>字</p>", "scrolls sideways"),
    "a word that cannot be broken": ("<p>" + "w" * 200 + "</p>", "scrolls sideways"),
    "an edge that hides": (
        "<style>body{overflow-x:hidden}</style><p style='white-space:nowrap'>" + "字" * 60,
        "sticks out of the page",
    ),
    "text cut off sideways": (
        "<p style='width:100px;overflow:hidden;white-space:nowrap'>" + "字" * 60,
        "cut off sideways",
    ),
    "text with three dots": (
        "<p style='overflow:hidden;text-overflow:ellipsis;white-space:nowrap'>" + "字" * 60,
        "cut off sideways",
    ),
    "text cut off below": (
        "<div style='height:40px;overflow:hidden'><p>" + "字" * 200,
        "cut off above or below",
    ),
    "a positioned text in a positioned box": (
        "<div style='position:relative;height:20px;overflow:hidden'>"
        "<p style='position:absolute;top:40px'>字字",
        "cut off above or below",
    ),
    "a paragraph pulled over another": (
        "<p>第一段文字</p><p style='margin-top:-36px'>第二段文字</p>",
        "lies upon",
    ),
    "a height too small for its text": (
        "<div style='height:20px'>" + "字" * 80 + "</div><p style='margin:0'>后面</p>",
        "lies upon",
    ),
    "a picture over text": (
        "<p>第一段文字</p><canvas width=100 height=50 style='margin-top:-40px;display:block'>",
        "lies upon",
    ),
    "a bar that hides the head of the page": (
        "<style>body, p {margin:0}</style><p style='position:fixed;top:0'>演示站点</p><p>正文",
        "lies upon",
    ),
    "a bar that hides the end of the page": (
        "<style>body, p {margin:0}</style><p style='position:fixed;bottom:0'>演示站点</p>"
        + "<p>正文</p>" * 60,
        "lies upon",
    ),
}

GOOD = {
    "nested elements": "<p>甲<b>乙<i>丙</i></b><a href='#'>丁</a><sup>1</sup></p>",
    "lines close together": "<p style='line-height:1'>" + "字" * 200,
    "neighbours close together": "<p style='margin:0;line-height:1'>字</p>" * 3,
    "a wide table that can be scrolled": (
        "<div style='overflow-x:auto'><table><tr>"
        + "<td><nobr>很长的一格文字</nobr>" * 20
        + "</table>"
    ),
    "text for screen readers": (
        "<p>字<span style='position:absolute;width:1px;height:1px;overflow:hidden;"
        "clip-path:inset(50%);white-space:nowrap'>" + "字" * 80
    ),
    "a skip link that waits outside": "<a href='#' style='position:absolute;left:-9999px'>跳</a>",
    "a closed details": "<details><summary>目录</summary><p>甲</p></details><p>乙</p>",
    "hidden things": "<p>甲</p><p style='margin-top:-36px;visibility:hidden'>乙</p>",
    "what a positioned box does not hold": (
        "<div style='height:20px;overflow:hidden'><p style='position:absolute;top:90px'>字"
    ),
    "a bar at the foot": (
        "<body style='padding-bottom:3em'><p style='position:fixed;bottom:0;margin:0'>演示</p>"
        + "<p>文" * 40
    ),
    "numbers of a list": "<ol><li>甲<li>乙</ol><ul><li>丙</ul>",
    "form fields": "<p><label>查找 <input size=8></label> <button>找</button></p>",
    "vertical text": "<p style='writing-mode:vertical-rl;height:200px'>竖排的文字",
}


@pytest.fixture(scope="module")
def narrow(browser, base):
    with visit(browser, base, Look(PHONE)) as visiting:
        yield visiting


@pytest.fixture(scope="module")
def paper(browser, base):
    with visit(browser, base, Look(PHONE, media=PRINT)) as visiting:
        yield visiting


def show(visiting, html):
    visiting.page.goto("about:blank")  # leaves the portal's policy behind
    visiting.page.set_content(
        f"<!DOCTYPE html><html lang=zh><meta charset=utf-8><title>x</title><body>{html}"
    )


@pytest.mark.parametrize("case", BAD)
def test_layout_that_is_wrong(narrow, case):
    html, expected = BAD[case]
    show(narrow, html)
    assert any(expected in fault for fault in narrow.layout()), narrow.layout()


@pytest.mark.parametrize("case", GOOD)
def test_layout_that_is_right(narrow, case):
    show(narrow, GOOD[case])
    assert narrow.layout() == []


def test_nothing_can_be_scrolled_on_paper(paper):
    show(paper, GOOD["a wide table that can be scrolled"])
    assert any("cut off sideways" in fault for fault in paper.layout())


def test_what_a_page_must_not_ask_for_is_noticed(narrow, base):
    narrow.go("/")
    narrow.take()
    narrow.page.evaluate(
        "() => new Promise((done) => {"
        " for (const src of ['http://other.example/a.png', '/none.png']) {"
        "  const image = new Image(); image.onerror = done; image.src = src;"
        "  document.body.append(image); }"
        " document.body.style.cssText; document.body.setAttribute('style', 'color: red');"
        "})"
    )
    narrow.page.evaluate("() => new Promise((done) => setTimeout(done, 200))")
    faults = "\n".join(narrow.take())
    assert "404" in faults
    assert "Content Security Policy" in faults


KEYS_BAD = {
    "no mark of the focus": ("<style>a{outline:none}</style><a href='#'>甲</a>", "cannot be seen"),
    "against the order": ("<a href='#'>甲</a><a href='#' tabindex=1>乙</a>", "against the page"),
    "a trap": (
        "<a href='#' id=t>甲</a><a href='#'>乙</a>",
        "does not let go",
    ),
    "under a bar": (
        "<p style='position:fixed;inset:0 0 auto;margin:0;height:50px;background:#fff'>演示</p>"
        "<a href='#'>甲</a>",
        "covered",
    ),
    "no size": (
        "<a href='#' style='position:absolute;width:1px;height:1px;overflow:hidden'>甲</a>",
        "no size",
    ),
}
KEYS_GOOD = {
    "all sorts": (
        "<a href='#'>甲</a><button>乙</button><input>"
        "<select><option>1</select><textarea></textarea>"
        "<details><summary>丙</summary><a href='#'>丁</a></details>"
        "<input type=radio name=r><input type=radio name=r>"
        "<input type=hidden><button disabled>戊</button><a>己</a><a href='#' hidden>庚</a>"
    ),
    "a background that changes": (
        "<style>a{outline:none}a:focus-visible{background:#ff0}</style><a href='#'>甲</a>"
    ),
    "nothing to reach": "<p>文",
    "a skip link": (
        "<style>a{position:absolute;left:-99px}a:focus{left:0}</style><a href='#'>跳</a>"
    ),
}


@pytest.mark.parametrize("case", KEYS_BAD)
def test_keyboard_use_that_is_wrong(narrow, case):
    html, expected = KEYS_BAD[case]
    show(narrow, html)
    if case == "a trap":
        narrow.page.evaluate(
            "() => document.getElementById('t').addEventListener('keydown', (event) =>"
            " event.preventDefault())"
        )
    assert any(expected in fault for fault in narrow.walk()), narrow.walk()


@pytest.mark.parametrize("case", KEYS_GOOD)
def test_keyboard_use_that_is_right(narrow, case):
    show(narrow, KEYS_GOOD[case])
    assert narrow.walk() == []
