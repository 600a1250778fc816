"""The notice of a demonstration, on every page of whatever theme."""

from __future__ import annotations

import re

from markupsafe import escape

from gongkai_model.pack import Pack

MARK = "gk-demo"
"""Class of the notice; a theme that has it drew the notice itself."""

_BODY = re.compile(r"<body\b[^>]*>", re.IGNORECASE)


def with_demo_notice(html: str, pack: Pack) -> str:
    """Return a page with the notice as the first thing on it, unless its theme drew one."""
    if MARK in html:
        return html
    text = escape(pack.text("演示站点·非政府网站"))
    notice = f'<p class="{MARK}"><strong>{text}</strong></p>'
    return _BODY.sub(lambda match: match[0] + notice, html, count=1)
