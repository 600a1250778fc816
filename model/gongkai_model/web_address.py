"""Full addresses on the web, as records name them: https://www.example.gov/form?id=1."""

from __future__ import annotations

import re

from gongkai_model.messages import NotUnderstood, Text

# Read alike by the regular expressions of Python and of JSON Schema. Nobody's name or password
# stands before the host, and nothing is in it that could end an attribute or a line.
_HOST = r"(?:[^\s/?#@:\\\"'<>()\[\]{}|^`%]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])"
_REST = r"(?::[0-9]{1,5})?(?:[/?#][^\s\"<>\\^`\x00-\x1f\x7f]*)?"
ANY = f"https?://{_HOST}{_REST}"
"""Regular expression of a full address."""
SECURE = f"https://{_HOST}{_REST}"
"""Regular expression of a full address that is asked for over an encrypted connection."""


def read(text: str) -> str:
    """Return a full address, ``http`` or ``https``.

    Raises:
        NotUnderstood: It is none.
    """
    if not re.fullmatch(ANY, text):
        raise NotUnderstood(
            Text(f"网址 {_shown(text)} 不是完整地址", f"{_shown(text)} is not a full address"),
            Text(
                "以 https:// 开头，不含空格和引号，如 https://www.example.gov/a",
                "begin with https://, without blanks or quotes, as in https://www.example.gov/a",
            ),
        )
    return text


def read_secure(text: str) -> str:
    """Return a full address, ``https`` only.

    Raises:
        NotUnderstood: It is none.
    """
    if re.fullmatch(SECURE, text):
        return text
    read(text)
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
