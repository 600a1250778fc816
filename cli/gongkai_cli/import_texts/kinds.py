"""Decides what kind of record a text is, and says where that is a guess."""

from __future__ import annotations

import re

from gongkai_model.kinds import Kind, kind_named

_STATED = {
    "宪法": "宪法",
    "法律": "法律",
    "法律解释": "法律",
    "行政法规": "行政法规",
    "地方性法规": "地方性法规",
    "地方法规": "地方性法规",
    "自治条例": "地方性法规",
    "单行条例": "地方性法规",
    "自治条例和单行条例": "地方性法规",
    "经济特区法规": "地方性法规",
    "司法解释": "司法解释",
    "部门规章": "规章",
    "地方政府规章": "规章",
    "地方规章": "规章",
    "规章": "规章",
    "规范性文件": "行政规范性文件",
    "行政规范性文件": "行政规范性文件",
    "政策文件": "政策文件",
    "修改废止决定": "修改废止决定",
    "修改、废止的决定": "修改废止决定",
}
"""Words of catalogues and names of folders that say the kind."""

# Branches of law; what lies in such a folder is a law, unless its title says otherwise.
_BRANCHES = frozenset(
    {
        "宪法相关法",
        "民法典",
        "民法商法",
        "行政法",
        "经济法",
        "社会法",
        "刑法",
        "诉讼与非诉讼程序法",
    }
)
_DECISION = re.compile(
    r".*关于.*(?:修改|废止|修订|修正|宣布.*失效|停止执行).*的(?:决定|决议)(?:[（(].*[)）])?"
)
_BY_TITLE = (
    (re.compile(r"(?:中华人民共和国)?宪法(?:修正案.*)?"), "宪法"),
    (re.compile(r"最高人民(?:法院|检察院).*"), "司法解释"),
    (
        re.compile(
            r".{2,12}?(?:省|市|自治区|自治州|自治县|特别行政区).*(?:条例|办法|规定|规则|细则|决定|决议)"
        ),
        "地方性法规",
    ),
    (re.compile(r".*(?<!办)法(?:典|修正案)?(?:[（(].*[)）])?"), "法律"),
    (re.compile(r".*条例(?:实施细则)?(?:[（(].*[)）])?"), "行政法规"),
    (re.compile(r".*(?:办法|规定|细则|规则)(?:[（(].*[)）])?"), "规章"),
)
_FALLBACK = "政策文件"

SCOPED = frozenset({"地方性法规", "规章", "行政规范性文件", "政策文件"})
"""Kinds of which two bodies may have acts of one title: the folder is part of what names them."""


def says_kind(folder: str) -> bool:
    """Tell whether the name of a folder says what lies in it."""
    return folder in _STATED or folder in _BRANCHES


def kind_of(level: str, folder: tuple[str, ...], title: str) -> tuple[Kind, bool]:
    """Return the kind of a text, and whether it is a guess.

    Args:
        level: What the catalogue says; empty for nothing.
        folder: Parts of the folder it lies in.
        title: Of the act.
    """
    name, guessed = _name(level, folder, title)
    kind = kind_named(name)
    if kind is None:
        raise LookupError(name)
    return kind, guessed


def _name(level: str, folder: tuple[str, ...], title: str) -> tuple[str, bool]:
    if _DECISION.fullmatch(title):
        return "修改废止决定", _STATED.get(level) != "修改废止决定"
    if level in _STATED:
        return _STATED[level], False
    for part in reversed(folder):
        if part in _STATED:
            return _STATED[part], bool(level)
    if not _BRANCHES.isdisjoint(folder):
        return "法律", True
    if not level:
        for pattern, name in _BY_TITLE:
            if pattern.fullmatch(title):
                return name, True
    return _FALLBACK, True
