"""The labels of the site are the same on all pages.

## Why
A page with another name, domain or code is taken for a page of another site.

## How to fix
Set them once, in the configuration, for every page.
"""

from collections import Counter
from collections.abc import Iterator

from gongkai_checks.finding import Problem
from gongkai_checks.labels import SITE
from gongkai_checks.rule import Mark, site_rule
from gongkai_checks.site import BuiltSite
from gongkai_model.messages import Severity, Text


@site_rule(
    title=Text("站点标签全站一致", "The labels of the site are the same on all pages"),
    severity=Severity.ERROR,
    source="国办发〔2017〕47号, annex on page labels",
    mark=Mark.SECONDARY,
    applies=lambda site: bool(site.pages),
)
def unequal_site_labels(site: BuiltSite) -> Iterator[Problem]:
    for place, name in enumerate(SITE):
        told = {
            path: s.site_labels[place] for path, s in site.pages.items() if s.site_labels[place]
        }
        counts = Counter(told.values())
        usual = min(counts, key=lambda value: (-counts[value], value), default="")
        for path, value in told.items():
            if value != usual:
                yield Problem(
                    Text(f"{name} 与其他页不同：{value!r}", f"{name} differs: {value!r}"),
                    Text(f"其他页是 {usual!r}", f"other pages have {usual!r}"),
                    value=value,
                    group=f"{name} {value}",
                    page=path,
                )
