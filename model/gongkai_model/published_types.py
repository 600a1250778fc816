"""Which files may stand beside the pages of a portal, by the endings of their names.

Everything in the site is of one origin: a page, a drawing or a program that somebody attached would
act in the portal's name. Servers and browsers go by the ending, and so does this module.
"""

from __future__ import annotations

import posixpath
import re

MARKDOWN = frozenset({"md", "markdown", "mdown", "mkdn", "mkd"})
"""Endings of sources: the host draws these as pages, whatever folder they lie in."""

_PUBLISHED = frozenset(
    re.findall(
        r"\w+",
        "pdf ofd doc docx wps xls xlsx et csv ppt pptx dps zip txt rtf odt ods odp "
        "png jpg jpeg gif webp avif mp4 webm mp3 ogg m4a wav vtt srt json geojson",
    )
)
_ACTIVE = frozenset(
    re.findall(
        r"\w+",
        "html htm shtml xhtml xht mht mhtml svg svgz xml xsl xslt js mjs css wasm swf "
        "php phtml jsp jspx asp aspx cgi exe com scr msi bat cmd ps1 vbs sh hta jar lnk url",
    )
)


_RASTER = frozenset({"png", "jpg", "jpeg", "gif", "webp", "avif"})
_MEDIA = _RASTER | {"mp4", "webm", "mp3", "ogg", "m4a", "wav", "vtt", "srt"}


def ending(path: str) -> str:
    """Return the ending of a file's name in lower case, without its dot; empty for none."""
    return posixpath.splitext(path.strip())[1].lower().removeprefix(".").strip()


def is_markdown(path: str) -> bool:
    """Tell whether the host would take the file for a source, or an editor might."""
    return ending(path) in MARKDOWN


def may_be_published(path: str) -> bool:
    """Tell whether a file that a body refers to may be published, by its ending."""
    return ending(path) in _PUBLISHED


def is_active(path: str) -> bool:
    """Tell whether a file would run, on a server or in a reader's browser, or may be anything."""
    return ending(path) in _ACTIVE | {""}


def is_raster(path: str) -> bool:
    """Tell whether a file is a picture made of points, which can do nothing but be shown."""
    return ending(path) in _RASTER


def is_media(path: str) -> bool:
    """Tell whether a file is a picture, a film, a sound or their captions."""
    return ending(path.partition("?")[0].partition("#")[0]) in _MEDIA
