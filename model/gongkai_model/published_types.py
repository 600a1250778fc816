"""Which files may stand beside the pages of a portal, by the endings of their names.

Everything in the site is of one origin: a page, a drawing or a program that somebody attached would
act in the portal's name. Servers and browsers go by the ending, and so does this module. The list
is of what may be published: nobody knows all the endings that some server runs. What is not on it
is published only where the operator names it, by the option ``publish``.
"""

from __future__ import annotations

import posixpath
import re

from gongkai_model.messages import Text

MARKDOWN = frozenset({"md", "markdown", "mdown", "mkdn", "mkd"})
"""Endings of sources: the host draws these as pages, whatever folder they lie in."""

_RASTER = frozenset({"png", "jpg", "jpeg", "gif", "webp", "avif"})
_MEDIA = _RASTER | {"mp4", "webm", "mp3", "ogg", "m4a", "wav", "vtt", "srt"}
# No xml, which may name a style sheet that runs; no gz and br, which servers send in the place of
# the file of the same name; no documents with macros.
PUBLISHED = _MEDIA | frozenset(
    re.findall(
        r"\w+",
        "pdf ofd doc docx wps xls xlsx et ppt pptx dps odt ods odp rtf txt csv tsv json geojson "
        "zip 7z rar bmp tif tiff",
    )
)
"""Endings of files that records and pages may have published."""

# At the top of a site, search engines, browsers and those who prove that the site is theirs look
# for files by their names: robots.txt, security.txt, ads.txt, MP_verify_….txt.
_LOOKED_FOR = re.compile(
    r"[^/]*\.(?:txt|json)|(?:favicon|apple-touch-icon|sitemap|browserconfig)[^/]*"
    r"|_redirects|_headers|\.well-known(?:/.*)?",
    re.IGNORECASE,
)


def ending(path: str) -> str:
    """Return the ending of a file's name in lower case, without its dot; empty for none."""
    return posixpath.splitext(path.strip())[1].lower().removeprefix(".").strip()


def is_markdown(path: str) -> bool:
    """Tell whether the host would take the file for a source, or an editor might."""
    return ending(path) in MARKDOWN


def is_looked_for(path: str) -> bool:
    """Tell whether machines look for a file by its name, because it lies at the top of the site."""
    return _LOOKED_FOR.fullmatch(path) is not None


def may_be_published(path: str) -> bool:
    """Tell whether a file may be published for a record or a page that refers to it.

    Args:
        path: Relative to the content folder.
    """
    return ending(path) in PUBLISHED and not is_looked_for(path)


def refusal(path: str) -> tuple[Text, Text]:
    """Say why a file may not be published, and what to do; ``may_be_published`` said no."""
    asked = (
        "；确要发布的，由网站管理员写进 site_config.yml 的 publish",
        "; what has to be published all the same, the operator names in the option publish",
    )
    if is_looked_for(path):
        return (
            Text(
                f"{path} 不能发布：网站最上层的这个名称另有用途",
                f"{path} cannot be published: at the top of a site, machines look for such names",
            ),
            Text(f"移到栏目的文件夹里{asked[0]}", f"move it into a column's folder{asked[1]}"),
        )
    kind = f".{ending(path)}" if ending(path) else ""
    return (
        Text(
            f"{path} 不能发布：{kind} 不在可以发布的类型之内"
            if kind
            else f"{path} 没有扩展名，不知道是什么文件",
            f"{path} cannot be published: {kind} is not among the types that may be"
            if kind
            else f"{path} has no ending that says what it is",
        ),
        Text(
            f"另存为 PDF、图片或表格（如 .pdf、.png、.xlsx），或压缩为 .zip{asked[0]}",
            f"save it as PDF, picture or table (.pdf, .png, .xlsx), or pack it as .zip{asked[1]}",
        ),
    )


def is_raster(path: str) -> bool:
    """Tell whether a file is a picture made of points, which can do nothing but be shown."""
    return ending(path) in _RASTER


def is_media(path: str) -> bool:
    """Tell whether a file is a picture, a film, a sound or their captions."""
    return ending(path.partition("?")[0].partition("#")[0]) in _MEDIA
