"""The entry for error reports carries the code of this site.

## Why
With another code the report goes to another body, and the reader waits in vain.

## How to fix
Write the registered code into the entry of 我为政府网站找错.
"""

from collections.abc import Iterator
from urllib.parse import parse_qs

from gongkai_checks.finding import Problem
from gongkai_checks.labels import is_shown, label
from gongkai_checks.pointing import at_link
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text


@page_rule(
    title=Text("找错入口的标识码与本站一致", "The entry for error reports carries the own code"),
    severity=Severity.ERROR,
    source="国办秘函〔2019〕19号; rules reference, J2",
    mark=Mark.SECONDARY,
    applies=is_shown,
)
def entry_code_mismatch(page: BuiltPage) -> Iterator[Problem]:
    meta = label(page, "SiteIDCode")
    registered = page.resolver.files.profile.settings.get("site_code")
    own = registered or ((meta.content if meta else None) or "").strip()
    for link in page.facts.links:
        if not own or "exposure/jiucuo" not in link.url:
            continue
        codes = parse_qs(link.url.partition("?")[2].partition("#")[0]).get("site_code")
        if codes and codes != [own]:
            yield at_link(
                link,
                Text(
                    f"找错入口的标识码不是 {own}", f"the entry for error reports is not for {own}"
                ),
                Text("改成本站的标识码", "write the code of this site"),
                group=codes[0],
            )
