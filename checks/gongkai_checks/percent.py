"""Percent-encoding in paths and fragments, once and as UTF-8."""

from __future__ import annotations

import re
from urllib.parse import quote

_RUN = re.compile(r"(?:%[0-9a-fA-F]{2})+")
# A slash that was written encoded belongs to a name; no file has such a name, nor one with NUL.
_SLASH = re.compile(r"%2[fF]")


def decode_path(text: str) -> str:
    """Decode the names of a path; bytes that are not UTF-8 become lone surrogates.

    That is how Python names files on disk too, so a name in another encoding meets its file.
    """
    if "%" not in text:
        return text
    if "%2F" in text or "%2f" in text:
        text = _SLASH.sub("%00", text)
    return _RUN.sub(_decoded, text)


def decode_fragment(text: str) -> str:
    """Decode a fragment; bytes that are not UTF-8 become U+FFFD, as in the HTML standard."""
    if "%" not in text:
        return text
    return _RUN.sub(lambda run: _bytes(run).decode("utf-8", "replace"), text)


def encode_fragment(text: str) -> str:
    """Encode a fragment as the URL parser stores it."""
    return quote(text, safe="!#$%&'()*+,-./:;=?@[\\]^_{|}~", errors="replace")


def is_utf8(text: str) -> bool:
    """Tell whether decoded text was UTF-8 throughout."""
    if text.isascii():
        return True
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _decoded(run: re.Match[str]) -> str:
    return _bytes(run).decode("utf-8", "surrogateescape")


def _bytes(run: re.Match[str]) -> bytes:
    return bytes.fromhex(run[0].replace("%", ""))
