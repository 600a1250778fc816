"""SiteIDCode has the form of a registered code, and is the registered one.

## Why
The code ties page, register and error reports together; a wrong one sends reports to another
body.

## How to fix
Write the code as registered: ten digits, or bm and eight digits.
"""

import re
from collections.abc import Iterator

from gongkai_checks.finding import Problem
from gongkai_checks.labels import is_shown, label
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text

_CODE = re.compile(r"[0-9]{10}|bm[0-9]{8}")


@page_rule(
    title=Text("SiteIDCode 形式正确，且与登记一致", "SiteIDCode is the registered code"),
    severity=Severity.ERROR,
    source="国办发〔2017〕47号, annex on page labels",
    mark=Mark.VERIFIED,
    applies=lambda page: is_shown(page) and label(page, "SiteIDCode") is not None,
)
def bad_site_code(page: BuiltPage) -> Iterator[Problem]:
    meta = label(page, "SiteIDCode")
    code = ((meta.content if meta else None) or "").strip()
    registered = page.resolver.files.profile.settings.get("site_code")
    if not meta or not code:
        return
    if not _CODE.fullmatch(code):
        what = Text(f"网站标识码形式不对：{code!r}", f"not a site code: {code!r}")
    elif registered is not None and code != registered:
        what = Text(f"网站标识码与登记的不同：{code!r}", f"not the registered code: {code!r}")
    else:
        return
    fix = Text(
        "照登记写：十位数字，或 bm 加八位数字", "write it as registered: 10 digits, or bm and 8"
    )
    yield Problem(what, fix, meta.line, meta.column, meta.content, group=code)
