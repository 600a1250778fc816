"""Filing numbers in the footer have their form.

## Why
A number that cannot be looked up counts as missing.

## How to fix
Copy the numbers from the certificates: 京ICP备19054529号-1, 京公网安备11010602060068号.
"""

import re
from collections.abc import Iterator

from gongkai_checks.finding import Problem
from gongkai_checks.labels import is_shown
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text

_FORMS = {
    "ICP备": re.compile(r"[一-龥] ?ICP备 ?[0-9]{5,8} ?号(?:-[0-9]+)?(?![0-9])"),
    "公网安备": re.compile(r"[一-龥] ?公网安备 ?[0-9]{14}(?![0-9])"),
}


@page_rule(
    title=Text("页脚的备案号形式正确", "Filing numbers in the footer have their form"),
    severity=Severity.ERROR,
    source="政府网站发展指引, page design; rules reference, 3.5",
    mark=Mark.VERIFIED,
    applies=lambda page: is_shown(page) and "备" in page.facts.footer,
)
def bad_filing_number(page: BuiltPage) -> Iterator[Problem]:
    footer = page.facts.footer
    for name, wanted in _FORMS.items():
        said = len(re.findall(f"{name}(?!案)", footer))  # ICP备案编号 is what it is called
        if said > len(wanted.findall(footer)):
            yield Problem(
                Text(f"{name}号形式不对", f"a number {name}… is not in its form"),
                Text("照证书抄写", "copy it from the certificate"),
                group=name,
            )
