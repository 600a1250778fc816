"""Nothing changes in the folder while it is audited.

## Why
A link to a page that is only being written looks dead, and the other way round.

## How to fix
Run the audit when the build is done.
"""

from collections.abc import Iterator

from gongkai_checks.finding import Outcome, Problem
from gongkai_checks.rule import Mark, site_rule
from gongkai_checks.site import BuiltSite
from gongkai_model.messages import Severity, Text


@site_rule(
    title=Text("检查期间文件没有变动", "Nothing changes during the audit"),
    severity=Severity.WARNING,
    source="link audit, section 1",
    mark=Mark.VERIFIED,
)
def changed(site: BuiltSite) -> Iterator[Problem]:
    for path in site.changed:
        yield Problem(
            Text("检查期间文件有增减或改动", "files came, went or changed during the run"),
            Text("构建结束后再检查", "run the audit when the build is done"),
            group="changed",
            page=path,
            outcome=Outcome.NOT_MEASURED,
        )
