"""URLs of attributes, split as browsers split them (URL standard), with what is odd about each.

Only what links need: http and https in full, every other scheme by name.
"""

from __future__ import annotations

import difflib
import re
from typing import NamedTuple

from gongkai_model.hosts import Host, parse_host
from gongkai_model.messages import NotUnderstood, Text

# What the URL standard strips at the ends, and removes anywhere.
_ENDS = "".join(map(chr, range(0x21)))
_ANYWHERE = re.compile(r"[\t\n\r]")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_AUTHORITY = re.compile(r"[/\\]*([^/\\?#]*)(.*)", re.DOTALL)
_MEANT_HTTP = re.compile(
    r"(?:h?t{1,2}ps?)?[:;：；]?[/\\／]{2,}[^/]|h?t{1,2}ps?[:;：；][/\\／]*[^/]"
    r"|www\.[^/\s]+\.[a-z]{2,}(?:[/:?#]|$)",
    re.IGNORECASE,
)
_DEFAULT_PORT = {"http": 80, "https": 443}
_LARGEST_PORT = 65535
_SHOWN = 120


class Address(NamedTuple):
    """An http or https URL.

    Attributes:
        scheme: ``http`` or ``https``.
        host: In compared form.
        port: None for the scheme's own.
        path: As written, from ``/`` on, backslashes replaced; may be empty.
        user: Whether it names a user.
        password: Whether it holds a password.
    """

    scheme: str
    host: Host
    port: int | None
    path: str
    user: bool = False
    password: bool = False


def clean(text: str) -> str:
    """Return an attribute's text as the URL parser takes it."""
    text = text.strip(_ENDS)
    return _ANYWHERE.sub("", text) if not text.isprintable() else text


def scheme_of(url: str) -> str | None:
    """Return the scheme of a cleaned URL in lower case; None for a relative one."""
    match = _SCHEME.match(url)
    return match[1].lower() if match else None


def parse_http(url: str, scheme: str) -> Address:
    """Split a cleaned absolute URL (``scheme:…``) or, after its scheme, ``//…``.

    Raises:
        NotUnderstood: It has no host, or one that no browser can use.
    """
    rest = url[len(scheme) + 1 :] if url[: len(scheme) + 1].lower() == f"{scheme}:" else url
    slashes = len(rest) - len(rest.lstrip("/\\"))
    if slashes != 2:
        raise malformed(url, "斜杠写错", "wrong slashes")
    match = _AUTHORITY.match(rest)
    authority, path = (match[1], match[2]) if match else ("", "")
    userinfo, at, hostport = authority.rpartition("@")
    name, port = _split_port(hostport, url)
    if name.lower() in ("http", "https"):
        raise malformed(url, "协议写了两次", "the scheme is given twice")
    try:
        host = parse_host(name)
    except NotUnderstood as error:
        raise NotUnderstood(error.what, error.fix) from None
    number = None if port in ("", str(_DEFAULT_PORT[scheme])) else int(port)
    path, query, tail = path.partition("?")
    return Address(
        scheme=scheme,
        host=host,
        port=number,
        path=path.replace("\\", "/") + query + tail,
        user=bool(at),
        password=bool(userinfo.partition(":")[2]),
    )


def _split_port(hostport: str, url: str) -> tuple[str, str]:
    if hostport.startswith("["):
        name, bracket, tail = hostport.partition("]")
        if tail and not tail.startswith(":"):
            raise malformed(url, "方括号后面多了东西", "something follows the bracket")
        name, port = name + bracket, tail[1:]
    else:
        name, colon, port = hostport.rpartition(":")
        if not colon:
            name, port = hostport, ""
        elif ":" in name:
            raise malformed(url, "IPv6 地址要放在方括号里", "an IPv6 address goes in brackets")
    if port and not (port.isascii() and port.isdigit() and 0 < int(port[:9]) <= _LARGEST_PORT):
        raise malformed(url, f"端口 {port!r} 不对", f"no port: {port!r}")
    return name, port


def meant_http(url: str) -> bool:
    """Tell whether a relative URL was meant to be an absolute one, its scheme lost or wrong."""
    return _MEANT_HTTP.match(url) is not None


def likely_scheme(scheme: str) -> str | None:
    """Return ``http`` or ``https`` where an unknown scheme is close to it."""
    if scheme.startswith("www."):
        return "http"
    found = difflib.get_close_matches(scheme, ("http", "https"), n=1, cutoff=0.7)
    return found[0] if found else None


def malformed(url: str, zh: str, en: str) -> NotUnderstood:
    """Return the error for a URL that is not one."""
    quoted = shortened(url)
    return NotUnderstood(
        Text(f"网址写错（{zh}）：{quoted!r}", f"not a web address ({en}): {quoted!r}"),
        Text("写成 https://主机/路径", "write https://host/path"),
    )


def shortened(text: str, limit: int = _SHOWN) -> str:
    """Return text fit for a message."""
    return text if len(text) <= limit else text[:limit] + "…"
