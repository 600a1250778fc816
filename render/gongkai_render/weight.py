"""What ordinary Markdown is not asked to convert: a few kilobytes can keep it busy for hours."""

from __future__ import annotations

import re

from gongkai_model.messages import Text
from gongkai_render.raw_html import Mistake

_MOST_IN_PARAGRAPH = 200_000
_MOST_OPEN = 500
_MOST_HEADINGS = 2_000
_MOST_COLUMNS = 200
_DEEPEST = 40
_HEADING = re.compile(r"[ ]{0,3}(?:#{1,6}(?![^\s#])|=+\s*$|-+\s*$)")
_BEGINS = re.compile(r"[ \t]*(?:[-+*][ \t]|\d{1,9}[.)][ \t]|\||#)|[^|\n]*\|")
"""What is read apart from the line before: an item of a list, a heading, a row of a table."""
_NESTING = re.compile(r"[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*")


def check_weight(source: str) -> list[Mistake]:
    """Return a mistake for each place that Python-Markdown would need too long for.

    Its time grows with the square of a paragraph's brackets, of headings and of nesting.
    """
    mistakes: list[Mistake] = []
    headings = size = opened = start = 0
    for number, line in enumerate(source.split("\n"), 1):
        if not line.strip() or _BEGINS.match(line):
            size = opened = 0
        if not size:
            start = number
        before, size = size, size + len(line)
        opened += line.count("[") + line.count("<")
        if before <= _MOST_IN_PARAGRAPH < size:
            mistakes.append(_mistake(start, f"一段超过 {_MOST_IN_PARAGRAPH} 字", "too long"))
        if opened > _MOST_OPEN:
            mistakes.append(_mistake(start, f"一段里超过 {_MOST_OPEN} 个 [ <", "too many [ <"))
            opened = -len(source)  # told once
        if line.count("|") > _MOST_COLUMNS:
            mistakes.append(_mistake(number, f"表格超过 {_MOST_COLUMNS} 列", "too many columns"))
        nesting = _NESTING.match(line)
        if nesting is not None and _depth(nesting[0]) > _DEEPEST:
            mistakes.append(_mistake(number, f"嵌套超过 {_DEEPEST} 层", "nested too deeply"))
        headings += _HEADING.match(line) is not None
        if headings == _MOST_HEADINGS + 1:
            mistakes.append(_mistake(number, f"标题超过 {_MOST_HEADINGS} 个", "too many headings"))
            headings += 1
    return mistakes


def _depth(indent: str) -> int:
    plain = indent.expandtabs(4)
    blanks = len(plain) - len(plain.lstrip(" "))
    return blanks // 4 + sum(plain.count(sign) for sign in "->+*.)")


def _mistake(line: int, zh: str, en: str) -> Mistake:
    return Mistake(
        line,
        Text(f"正文过重：{zh}", f"too heavy to convert: {en}"),
        Text("分成几段、几张表，或作为附件", "split it, or attach it as a file"),
    )
