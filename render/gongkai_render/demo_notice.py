"""The notice of a demonstration, on every page of whatever theme."""

from __future__ import annotations

import re

from markupsafe import Markup

from gongkai_model.pack import Pack

MARK = "gk-demo"
"""Class of the notice; a theme that has it drew the notice itself."""

_BODY = re.compile(r"<body\b[^>]*>", re.IGNORECASE)


def demo_notice(pack: Pack) -> Markup:
    """Return the notice, a landmark of its own."""
    aside = Markup('<aside class="{}" aria-label="{}"><strong>{}</strong></aside>')
    return aside.format(MARK, pack.text("说明"), pack.text("演示站点·非政府网站"))


def with_demo_notice(html: str, pack: Pack) -> str:
    """Return a page with the notice as the first thing on it, unless its theme drew one."""
    if MARK in html:
        return html
    notice = str(demo_notice(pack))  # what is joined to Markup would be escaped
    return _BODY.sub(lambda match: match[0] + notice, html, count=1)
