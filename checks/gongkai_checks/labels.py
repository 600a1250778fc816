"""Page labels (网页标签): which page is of which kind, and what its labels say.

Kinds and sets are those of 国办发〔2017〕47号, annex: the home page carries three labels, a list
page seven, a page of content ten.
"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai_checks.facts import Meta
from gongkai_checks.redirects import AT_ONCE_SECONDS
from gongkai_checks.site import ARTICLE_LABELS, SITE_LABELS, BuiltPage

SITE = SITE_LABELS
COLUMN = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
ARTICLE = ARTICLE_LABELS

# The list in the annex is open; these are the types it names.
COLUMN_TYPES = frozenset(
    {
        *("首页", "概况信息", "机构职能", "负责人信息", "工作动态", "政策文件", "信息公开指南"),
        *("信息公开目录", "信息公开年报", "依申请公开", "数据发布", "数据开放", "政策解读"),
        *("回应关切", "办事服务", "咨询投诉", "征集调查", "在线访谈"),
    }
)


def is_shown(page: BuiltPage) -> bool:
    """Tell whether a file is a page that stays before its reader."""
    refresh = page.facts.refresh
    return page.html and not (refresh is not None and refresh[0] <= AT_ONCE_SECONDS)


def is_content(page: BuiltPage) -> bool:
    """Tell whether a page holds an article, a document or the like."""
    return is_shown(page) and any(label(page, name) is not None for name in ARTICLE)


def is_column(page: BuiltPage) -> bool:
    """Tell whether a page belongs to a column: its list, or what is in it."""
    if not is_shown(page):
        return False
    listed = page.path in page.resolver.files.profile.columns
    return listed or is_content(page) or any(label(page, name) is not None for name in COLUMN)


def labels(page: BuiltPage, name: str) -> list[Meta]:
    """Return each label of this name; names are compared as HTML does, without case."""
    return page.labels.get(name.lower(), [])


def label(page: BuiltPage, name: str) -> Meta | None:
    """Return the first label of this name."""
    found = page.labels.get(name.lower())
    return found[0] if found else None


def missing(page: BuiltPage, names: tuple[str, ...]) -> Iterator[str]:
    """Yield the names of labels that are not there, or say nothing."""
    for name in names:
        meta = label(page, name)
        if meta is None or (meta.content or "").strip().lower() in ("", "null", "undefined"):
            yield name
