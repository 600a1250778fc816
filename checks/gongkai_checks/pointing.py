"""Problems that point at a link."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai_checks.facts import Kind, Link
from gongkai_checks.finding import Problem
from gongkai_checks.resolving import Way
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text

_NAMES = {
    Kind.PAGE: Text("链接", "link"),
    Kind.RESOURCE: Text("样式或脚本", "style sheet or script"),
    Kind.ICON: Text("图标", "icon"),
    Kind.MEDIA: Text("图片或媒体", "image or media"),
    Kind.EMBEDDED: Text("嵌入的页面", "embedded page"),
    Kind.FORM: Text("表单", "form"),
    Kind.REFRESH: Text("跳转", "redirect"),
    Kind.CANONICAL: Text("规范网址", "canonical address"),
    Kind.METADATA: Text("元数据", "metadata"),
    Kind.MINOR: Text("引用来源等", "cited source or the like"),
    Kind.STYLE: Text("样式表里的资源", "resource of a style sheet"),
    Kind.LISTED: Text("清单里的网址", "listed address"),
    Kind.TEMPLATE: Text("模板里的链接", "link in a template"),
    Kind.SYMBOL: Text("图形符号", "symbol"),
}


_HINTED = 200  # links of one page for whose targets something alike is looked for
_NO_HINT = Text("改正链接，或补上目标", "correct the link, or bring the target back")


def has_links(page: BuiltPage) -> bool:
    """Tell whether a page has any link."""
    return bool(page.facts.links)


def at_link(
    link: Link, what: Text, fix: Text, *, group: str = "", severity: Severity | None = None
) -> Problem:
    """Return a problem with a link; in a template, which nobody has copied yet, it is a note."""
    return Problem(
        what,
        fix,
        link.line,
        link.column,
        link.value,
        group,
        severity=Severity.NOTE if link.kind == Kind.TEMPLATE else severity,
    )


def missing(
    page: BuiltPage, kinds: frozenset[Kind], lighter: frozenset[Kind] = frozenset()
) -> Iterator[Problem]:
    """Yield the links of some kinds that lead to nothing; of ``lighter`` ones only a warning."""
    for number, (link, target) in enumerate(page.ways.get(Way.MISSING, ())):
        if link.kind not in kinds or target.what is None:
            continue
        hint = page.resolver.hint(target.path) if number < _HINTED and not target.fix else None
        name = _NAMES[Kind(link.kind)]
        yield at_link(
            link,
            Text(f"{name.zh}：{target.what.zh}", f"{name.en}: {target.what.en}"),
            target.fix or hint or _NO_HINT,
            group=target.path,
            severity=Severity.WARNING if link.kind in lighter else None,
        )
