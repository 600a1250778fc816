"""Ids of headings by their text, for Python-Markdown's ``toc``: its own rule drops Chinese."""

from gongkai_model.structure import slug


def slugify(text: str, separator: str) -> str:
    """Return the id of a heading; ``separator`` is always a hyphen here."""
    del separator
    return slug(text)
