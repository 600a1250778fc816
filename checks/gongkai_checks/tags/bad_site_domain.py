"""SiteDomain is the domain, and nothing else.

## Why
The register compares it letter by letter: with a scheme, a path or another host it is another
site.

## How to fix
Write the domain alone, as www.gov.cn.
"""

from collections.abc import Iterator

from gongkai_checks.finding import Problem
from gongkai_checks.labels import is_shown, label
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.hosts import parse_host
from gongkai_model.messages import NotUnderstood, Severity, Text


@page_rule(
    title=Text("SiteDomain 只写域名，且是本站的", "SiteDomain is the own domain, and nothing else"),
    severity=Severity.ERROR,
    source="国办发〔2017〕47号, annex on page labels",
    mark=Mark.SECONDARY,
    applies=lambda page: is_shown(page) and label(page, "SiteDomain") is not None,
)
def bad_site_domain(page: BuiltPage) -> Iterator[Problem]:
    meta = label(page, "SiteDomain")
    domain = ((meta.content if meta else None) or "").strip()
    if not meta or not domain:
        return
    try:
        name = parse_host(domain.lower()).name if "/" not in domain else ""
    except NotUnderstood:
        name = ""
    if not name:
        what = Text(f"SiteDomain 不是域名：{domain!r}", f"SiteDomain is no domain: {domain!r}")
    elif page.resolver.hosts and name not in page.resolver.hosts:
        what = Text(
            f"SiteDomain 不是本站域名：{domain!r}", f"SiteDomain is not this site: {domain!r}"
        )
    else:
        return
    fix = Text("只写域名，如 www.gov.cn", "write the domain alone, as www.gov.cn")
    yield Problem(what, fix, meta.line, meta.column, meta.content, group=domain)
