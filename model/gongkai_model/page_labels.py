"""Front matter of editors' pages, and what stock themes print without escaping it."""

from __future__ import annotations

import re
from collections.abc import Callable

from gongkai_model.front_matter import Mapping, Scalar, Sequence, Value, scalars
from gongkai_model.messages import FileMessages, NotUnderstood, Text
from gongkai_model.parts import ROLES

_NAMES = {"标题": "title", "说明": "description", "用途": "role"}
_COLUMN = frozenset({"栏目", "column"})
_TEMPLATE = re.compile(r"[A-Za-z0-9_-]{1,100}\.html")
_WORD = re.compile(r"[a-z][a-z_-]{0,39}")
_ICON = re.compile(r"[a-z0-9-]{1,40}(?:/[a-z0-9-]{1,60}){0,3}")
_BOOST = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4})?")
_MARKUP = re.compile("[<>]")


def refuse_markup(value: Value, name: str, report: FileMessages) -> bool:
    """Report ``<`` and ``>`` in what stock themes print as it is; True where there are none."""
    passed = True
    for scalar in scalars(value):
        match = _MARKUP.search(scalar.text)
        if match is not None:
            passed = False
            report.error(
                scalar.line,
                Text(f"“{name}”里不能有 {match[0]}", f"{name} cannot have {match[0]} in it"),
                Text(
                    "书名用《》；尖括号写全角的 ＜ ＞",
                    "write 《》 for titles, else the full-width ＜ ＞",
                ),
            )
    return passed


def read_page_labels(labels: Mapping | None, report: FileMessages) -> dict[str, object] | None:
    """Read the front matter of a page, 栏目 aside; None, with errors, where it has mistakes."""
    meta: dict[str, object] = {}
    lines: dict[str, int] = {}
    passed = True
    for key, value in labels.entries if labels is not None else ():
        name = _NAMES.get(key.text, key.text)
        if name in _COLUMN:
            continue
        reader = _READERS.get(name)
        if reader is None:
            passed = False
            _report_unknown(key, report)
        elif name in lines:
            passed = False
            report_double(report, key, key.text, lines[name])
        else:
            lines[name] = key.line
            if isinstance(value, Scalar) and not value.text.strip():
                continue
            try:
                meta[name] = reader(value)
            except NotUnderstood as error:
                passed = False
                report.error(value.line, error.what, error.fix)
            if name in _PRINTED:
                passed = refuse_markup(value, key.text, report) and passed
    return meta if passed else None


def report_double(report: FileMessages, key: Scalar, name: str, line: int) -> None:
    """Report a name that was given before, on ``line``."""
    report.error(
        key.line,
        Text(
            f"“{name}”写了两次（第 {line} 行已有）",
            f"{name} is given twice (already on line {line})",
        ),
        Text("只留一个", "keep one of them"),
    )


def _report_unknown(key: Scalar, report: FileMessages) -> None:
    report.error(
        key.line,
        Text(f"页面没有“{key.text}”这一项", f"a page has no field {key.text!r}"),
        Text(
            f"可用：{'、'.join(sorted(NAMES))}、栏目；记录请放在栏目文件夹里",
            f"known: {', '.join(sorted(NAMES))}, 栏目; records go to columns",
        ),
    )


def _line(value: Value) -> str:
    if isinstance(value, Scalar):
        return " ".join(value.text.split("\n")).strip()
    raise NotUnderstood(
        Text("这里应是一行文字", "this is one line of text"),
        Text("把值写在冒号后面", "write the value after the colon"),
    )


def _of_form(form: re.Pattern[str], fix: Text) -> Callable[[Value], str]:
    def reader(value: Value) -> str:
        text = _line(value)
        if not form.fullmatch(text):
            raise NotUnderstood(
                Text(f"不能是 {text[:60]!r}", f"it cannot be {text[:60]!r}"),
                fix,
            )
        return text

    return reader


_word = _of_form(_WORD, Text("写成列表，如 hide: [toc]", "write a list, as in hide: [toc]"))
_boost = _of_form(_BOOST, Text("写数字，如 boost: 2", "write a number, as in boost: 2"))
_truth = _of_form(re.compile("true|false"), Text("写 true 或 false", "write true or false"))


def _role(value: Value) -> str:
    text = _line(value)
    role = ROLES.get(text, text)
    if role not in ROLES.values():
        raise NotUnderstood(
            Text(f"页面没有“{text[:60]}”这种用途", f"no page has the role {text[:60]!r}"),
            Text(f"可用：{'、'.join(ROLES)}", f"known: {', '.join(ROLES.values())}"),
        )
    return role


def _hide(value: Value) -> list[str]:
    return [_word(item) for item in (value.items if isinstance(value, Sequence) else (value,))]


def _search(value: Value) -> dict[str, object]:
    entries = value.entries if isinstance(value, Mapping) else ()
    found: dict[str, object] = {}
    for key, entry in entries:
        if key.text == "boost":
            found["boost"] = float(_boost(entry))
        elif key.text == "exclude":
            found["exclude"] = _truth(entry) == "true"
    if not entries or len(found) < len(entries):
        raise NotUnderstood(
            Text("search 只有 boost 和 exclude 两项", "search has the entries boost and exclude"),
            Text("写成 search: {exclude: true}", "write search: {exclude: true}"),
        )
    return found


_READERS: dict[str, Callable[[Value], object]] = {
    "title": _line,
    "role": _role,
    "description": _line,
    "template": _of_form(
        _TEMPLATE,
        Text(
            "只写主题里的模板文件名，如 home.html", "name a template of the theme, as in home.html"
        ),
    ),
    "hide": _hide,
    "icon": _of_form(
        _ICON, Text("写图标名，如 material/bank", "name an icon, as in material/bank")
    ),
    "search": _search,
}
_PRINTED = frozenset({"title", "description"})
NAMES = frozenset(_NAMES) | frozenset(_READERS)
"""Names of the entries of a page, in both languages."""
