"""旧网址: addresses that documents had before, as far as this site can answer for them.

Each becomes a folder or file of the site and a line in tables that servers read, so it is held to
what means the same in all of them.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

from gongkai_model.messages import NotUnderstood, Text, quoted

_LONGEST = 900
_LONGEST_PART = 200
_MOST_PARTS = 50
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
"""The unreserved characters of RFC 3986: these never need an escape."""
_ESCAPED = re.compile(r"(?:%[0-9A-F]{2})+")
_OWN = re.compile(
    r"cname|robots\.txt|favicon\.ico|sitemap.*\.xml|404\.html|redirects\.nginx\.map|ads\.txt",
    re.DOTALL,
)
"""What hosts and search engines look for at the top of a site, in lower case."""


def read(text: str) -> str:
    """Return ``text`` where it is an earlier address.

    Raises:
        NotUnderstood: It is none that this site can answer for.
    """
    reason = _reason(text)
    if reason is not None:
        raise NotUnderstood(
            Text(
                f"旧网址 {quoted(text[:_LONGEST])} 的写法不对：{reason.zh}",
                f"not an earlier address: {quoted(text[:_LONGEST])}: {reason.en}",
            ),
            Text(
                "写本站内的路径，以 / 开头，只用文字、数字和 - . _ ~，如 /art/2019/3/1/art_1.html",
                "write a path of this site that begins with /, of letters, digits and - . _ ~ only",
            ),
        )
    return text


def place(path: str) -> str:
    """Return a key that addresses have in common where some server or disk takes them for one.

    Args:
        path: Of the address, without escapes.
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def decoded(address: str) -> str:
    """Return an earlier address without escapes, as servers compare it."""
    return unquote(address)


def _reason(text: str) -> Text | None:
    if not text.startswith("/"):
        return Text("应以 / 开头", "it begins with /")
    if len(text.encode("utf-8", "surrogatepass")) > _LONGEST:
        return Text(f"超过 {_LONGEST} 个字节", f"it has more than {_LONGEST} bytes")
    parts = text.removeprefix("/").removesuffix("/").split("/")
    if len(parts) > _MOST_PARTS:
        return Text(f"超过 {_MOST_PARTS} 层", f"it has more than {_MOST_PARTS} parts")
    if parts == [""]:
        return None if text == "/" else Text("有空的一段", "a part is empty")
    for part in parts:
        reason = _reason_of_part(part)
        if reason is not None:
            return reason
    first = unquote(parts[0])
    if first.startswith("_") or _OWN.fullmatch(place(first)):
        return Text(f"{quoted(first)} 留给网站自己", f"{quoted(first)} is the site's own")
    return None


def _reason_of_part(part: str) -> Text | None:
    if not part:
        return Text("有空的一段", "a part is empty")
    if len(part.encode("utf-8", "surrogatepass")) > _LONGEST_PART:
        return Text(
            f"有一段超过 {_LONGEST_PART} 个字节", f"a part has more than {_LONGEST_PART} bytes"
        )
    written = _ESCAPED.sub("", part)
    try:
        escaped = "".join(unquote(run, errors="strict") for run in _ESCAPED.findall(part))
    except UnicodeDecodeError:
        return Text("% 编码不是 UTF-8", "its escapes are not UTF-8")
    # What may not be written may not be escaped either; what may be written plainly is not escaped.
    for character in written:
        if character not in _PLAIN and not _is_letter_beyond_ascii(character):
            return Text(f"不能有 {quoted(character)}", f"{quoted(character)} cannot be in it")
    for character in escaped:
        if not _is_letter_beyond_ascii(character):
            return Text(
                f"不能编码 {quoted(character)}", f"{quoted(character)} cannot be escaped in it"
            )
    if part.startswith(".") or part.endswith("."):
        return Text(f"{quoted(part)} 以点开头或结尾", f"{quoted(part)} begins or ends with a dot")
    return None


def _is_letter_beyond_ascii(character: str) -> bool:
    return (
        character > "\x7f"
        and not character.isspace()
        and unicodedata.category(character)[0] not in "CZ"
    )
