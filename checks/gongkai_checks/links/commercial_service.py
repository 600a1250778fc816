"""Links do not lead to short-link services, net disks or commercial forms.

## Why
Behind them the content can be changed by others, or vanish, and readers give data to a third
party.

## How to fix
Publish the file on the site, or use the portal's own forms.
"""

from collections.abc import Iterator

from gongkai_checks.finding import Problem
from gongkai_checks.pointing import at_link, has_links
from gongkai_checks.resolving import Mark as Oddity
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text


@page_rule(
    title=Text(
        "不链接短链接、网盘和商业表单", "No links to short links, net disks or commercial forms"
    ),
    severity=Severity.WARNING,
    source="link audit, section 7 (list in data/services.toml)",
    mark=Mark.GENERAL,
    applies=has_links,
)
def commercial_service(page: BuiltPage) -> Iterator[Problem]:
    for link, target in page.marks.get(Oddity.SERVICE, ()):
        yield at_link(
            link,
            Text(
                f"短链接、网盘或商业表单：{target.path}",
                f"a short-link service, net disk or commercial form: {target.path}",
            ),
            Text("改用本站的文件或表单", "use a file or form of the own site"),
        )
