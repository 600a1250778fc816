"""Which files may be published beside the pages.

What a browser would run as part of the portal (web pages, scripts, SVG) may not: such a file has
every right that the portal's own pages have.
"""

_TYPES = frozenset(
    "pdf ofd doc docx wps xls xlsx et csv ppt pptx dps zip txt rtf odt ods odp "
    "png jpg jpeg gif webp avif mp4 webm mp3 ogg m4a wav vtt srt json geojson".split()
)


def may_be_published(path: str) -> bool:
    """Tell by its ending whether a file may be published."""
    name = path.rpartition("/")[2]
    return name.rpartition(".")[2].lower() in _TYPES and "." in name
