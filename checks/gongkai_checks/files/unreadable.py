"""Every file of the site can be read.

## Why
What could not be read was not judged: nothing is known about its links and tags.

## How to fix
See to the file and its permissions, and run the audit again when nothing writes to the folder.
"""

from collections.abc import Iterable

from gongkai_checks.finding import Problem
from gongkai_checks.rule import Mark, site_rule
from gongkai_checks.site import BuiltSite
from gongkai_model.messages import Severity, Text


@site_rule(
    title=Text("每个文件都能读取", "Every file can be read"),
    severity=Severity.WARNING,
    source="link audit, section 1",
    mark=Mark.VERIFIED,
)
def unreadable(site: BuiltSite) -> Iterable[Problem]:
    return site.unread
