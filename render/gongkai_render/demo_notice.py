"""The notice of a demonstration, on every page of whatever theme."""

from __future__ import annotations

import re

from markupsafe import Markup

from gongkai_model.pack import Pack

_BODY = re.compile(r"<body\b[^>]*>", re.IGNORECASE)
_HEAD_END = re.compile(r"</head\s*>", re.IGNORECASE)


def demo_notice(pack: Pack) -> Markup:
    """Return the notice, a landmark of its own."""
    aside = Markup('<aside class="gk-demo" aria-label="{}"><strong>{}</strong></aside>')
    return aside.format(pack.text("说明"), pack.text("演示站点·非政府网站"))


def with_demo_notice(html: str, pack: Pack) -> str:
    """Return a page with the notice as the first thing on it; of a theme that draws none."""
    notice = str(demo_notice(pack))  # what is joined to Markup would be escaped
    start = _BODY.search(html) or _HEAD_END.search(html)  # a theme may leave <body> out
    at = start.end() if start else 0
    return html[:at] + notice + html[at:]
