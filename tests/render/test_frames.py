"""Frames: drawn once by a theme, filled once for each record."""

import json

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from gongkai_render.frames import ADDRESS, BODY, DESCRIPTION, MARK, TITLE, Frame, FrameError

PAGE = f"""\
<html><head><title>{TITLE} - 站</title><meta name="description" content="{DESCRIPTION}">
<script>var name = "{TITLE}"; var url = "/c/{ADDRESS[0]}/";</script></head>
<body><a href="/c/{ADDRESS[0]}/#top">x</a><h1>{TITLE}</h1>{BODY}</body></html>
"""
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]))


def _fill(frame, **values):
    usual = {"title": "标题", "description": "说明", "head": "", "body": "正文", "address": ("a",)}
    return frame.fill(**{**usual, **values})


@given(TEXT, TEXT)
def test_a_title_is_safe_wherever_the_theme_puts_it(title, description):
    frame = Frame.cut(PAGE, column="c", depth=1)
    page = BeautifulSoup(_fill(frame, title=title, description=description), "html.parser")
    assert page.h1.get_text() == title
    assert page.find("meta")["content"] == description
    (script,) = page.find_all("script")
    assert json.loads(script.string.split(" = ")[1].split("; var")[0]) == title


def test_fills_its_own_address_everywhere():
    html = _fill(Frame.cut(PAGE, column="c", depth=1), address=("2022-8",))
    assert 'href="/c/2022-8/#top"' in html
    assert 'url = "/c/2022-8/"' in html
    assert MARK not in html


def test_puts_the_head_before_its_end():
    assert "<meta name=x></head>" in _fill(
        Frame.cut(PAGE, column="c", depth=1), head="<meta name=x>"
    )


def test_a_record_that_contains_a_mark_is_not_filled_again():
    html = _fill(Frame.cut(PAGE, column="c", depth=1), body=f"<p>{TITLE}</p>")
    assert f"<p>{TITLE}</p>" in html


@pytest.mark.parametrize(
    "page",
    [
        PAGE.replace("</head>", ""),
        PAGE.replace(BODY, ""),
        PAGE.replace(TITLE, ""),
        PAGE.replace(BODY, BODY * 2),
        PAGE.replace("x</a>", f"{MARK}other</a>"),
        PAGE.replace("/c/", f"/{ADDRESS[1]}/", 1),
    ],
)
def test_refuses_a_page_that_cannot_be_filled(page):
    with pytest.raises(FrameError, match=r"^c: "):
        Frame.cut(page, column="c", depth=1)
