"""Full addresses on the web, as records name them: https://www.example.gov/form?id=1."""

from __future__ import annotations

import re

from gongkai_model.hosts import Reach, parse_host
from gongkai_model.messages import NotUnderstood, Text

# Read alike by the regular expressions of Python and of JSON Schema. Nobody's name or password
# stands before the host, and nothing is in it that could end an attribute or a line.
_HOST = r"(?:[^\s/?#@:\\\"'<>()\[\]{}|^`%]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])"
# 1 to 65535.
_PORT = (
    r"(?::(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]"
    r"|6553[0-5]))?"
)
_REST = _PORT + r"(?:[/?#][^\s\"<>\\^`\x00-\x1f\x7f]*)?"
ANY = f"https?://{_HOST}{_REST}"
"""Regular expression of a full address."""
SECURE = f"https://{_HOST}{_REST}"
"""Regular expression of a full address that is asked for over an encrypted connection."""


def read(text: str) -> str:
    """Return a full address, ``http`` or ``https``, that can be opened from everywhere.

    Raises:
        NotUnderstood: It is none, or its host can only be reached from inside some network.
    """
    if not re.fullmatch(ANY, text):
        raise NotUnderstood(
            Text(f"网址 {_shown(text)} 不是完整地址", f"{_shown(text)} is not a full address"),
            Text(
                "以 https:// 开头，不含空格和引号，如 https://www.example.gov/a",
                "begin with https://, without blanks or quotes, as in https://www.example.gov/a",
            ),
        )
    host = re.sub(r":[0-9]+$", "", host_of(text))
    if parse_host(host).reach is Reach.INTERNAL:
        raise NotUnderstood(
            Text(f"网址 {_shown(text)} 指向内部网络", f"{_shown(text)} leads into an intranet"),
            Text("写公众能打开的网址", "give an address that the public can open"),
        )
    return text


def read_secure(text: str) -> str:
    """Return a full address, ``https`` only, that can be opened from everywhere.

    Raises:
        NotUnderstood: It is none, or its host can only be reached from inside some network.
    """
    read(text)
    if re.fullmatch(SECURE, text):
        return text
    raise NotUnderstood(
        Text(f"网址 {_shown(text)} 不加密", f"{_shown(text)} is not encrypted"),
        Text("以 https:// 开头", "begin with https://"),
    )


def host_of(address: str) -> str:
    """Return the host of a full address, as it is shown to people."""
    return re.split(r"[/?#]", address.split("//", 1)[1], maxsplit=1)[0]


def path_of(address: str) -> str:
    """Return the path of a full address, without query and fragment."""
    rest = address.split("//", 1)[1]
    return re.split(r"[?#]", rest, maxsplit=1)[0].removeprefix(host_of(address))


def _shown(text: str) -> str:
    return repr(text if len(text) <= 100 else text[:100] + "…")
