"""Host names and addresses in URLs, read as the URL standard reads them.

Names are compared in one form: mapped by UTS 46, ASCII, lower case, without the final dot.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from urllib.parse import unquote_to_bytes

import idna

from gongkai_model.messages import NotUnderstood, Text

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_PLAIN = re.compile(r"(?!.*xn--)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z][a-z0-9-]{0,62}")
# Stricter than the URL standard, which lets through what no name in the DNS is made of.
_FORBIDDEN = re.compile(r"[^a-z0-9._-]")
_NUMBER = re.compile(r"(?:0[xX][0-9a-fA-F]*|[0-9]+)")
_LONGEST_LABEL = 63

# RFC 6761, RFC 6762, RFC 8375 and what private networks use besides.
_INTERNAL_SUFFIXES = frozenset(
    {"corp", "home", "internal", "intranet", "lan", "local", "localdomain", "localhost", "private"}
)
_INTERNAL_ENDINGS = (".home.arpa",)
_NOT_PUBLIC = [
    ipaddress.ip_network(network)
    for network in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
        *("172.16.0.0/12", "192.168.0.0/16", "::/128", "::1/128", "fc00::/7", "fe80::/10"),
    )
]
_DOCUMENTATION = [  # RFC 5737, RFC 3849, RFC 9637
    ipaddress.ip_network(network)
    for network in (
        *("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20"),
    )
]


class Reach(StrEnum):
    """From where a host can be reached, as far as its spelling tells."""

    PUBLIC = "public"
    INTERNAL = "internal"
    DOCUMENTATION = "documentation"


@dataclass(frozen=True, slots=True)
class Host:
    """A host in the one form that is compared.

    Attributes:
        name: ASCII name without final dot, or the address in its shortest form.
        address: Set where the URL gives an address instead of a name.
        reach: From where it can be reached.
    """

    name: str
    address: Address | None
    reach: Reach


@lru_cache(maxsize=65536)
def parse_host(text: str) -> Host:
    """Read the host part of an http URL.

    Raises:
        NotUnderstood: A browser could not use it either.
    """
    if _PLAIN.fullmatch(text):
        return Host(text, None, _reach_of_name(text))
    if text.startswith("["):
        return _literal(text)
    name = _to_ascii(text)
    name = name.removesuffix(".")
    labels = name.split(".")
    if not all(labels):
        raise _fault("主机名里有空的一段", "the host has an empty label", text)
    if _ends_in_number(labels):
        address = ipaddress.IPv4Address(_ipv4(labels, text))
        return Host(str(address), address, _reach_of_address(address))
    if any(len(label) > _LONGEST_LABEL for label in labels):
        raise _fault(
            "主机名有一段超过 63 个字符", "a label of the host exceeds 63 characters", text
        )
    return Host(name, None, _reach_of_name(name))


def shown(name: str) -> str:
    """Return a host name as people read it: punycode in its own script."""
    if "xn--" not in name:
        return name
    try:
        return ".".join(
            label[4:].encode("ascii").decode("punycode") if label.startswith("xn--") else label
            for label in name.split(".")
        )
    except UnicodeError:
        return name


def _literal(text: str) -> Host:
    inner = text[1:-1]
    if not text.endswith("]") or "%" in inner:
        raise _fault("方括号里不是 IPv6 地址", "no IPv6 address in the brackets", text)
    try:
        address = ipaddress.IPv6Address(inner)
    except ValueError:
        raise _fault("方括号里不是 IPv6 地址", "no IPv6 address in the brackets", text) from None
    return Host(f"[{address.compressed}]", address, _reach_of_address(address))


def _to_ascii(text: str) -> str:
    decoded = text
    if "%" in text:
        try:
            decoded = unquote_to_bytes(text).decode("utf-8")
        except UnicodeError:
            raise _fault("主机名不是 UTF-8", "the host is not UTF-8", text) from None
    if decoded.isascii():
        mapped = decoded.lower()
    else:
        try:
            mapped = idna.uts46_remap(decoded, std3_rules=False, transitional=False)
        except (idna.IDNAError, UnicodeError, IndexError):
            raise _fault(
                "主机名里有不能用于域名的字符", "the host has characters no name can have", text
            ) from None
    labels = []
    for label in mapped.split("."):
        if label.isascii():
            if label.startswith("xn--"):
                _check_punycode(label, text)
            labels.append(label)
        else:
            try:
                labels.append("xn--" + label.encode("punycode").decode("ascii"))
            except UnicodeError:
                raise _fault("主机名不能编码", "the host cannot be encoded", text) from None
    name = ".".join(labels)
    if not name:
        raise _fault("没有主机名", "there is no host", text)
    if _FORBIDDEN.search(name):
        raise _fault(
            "主机名里有空格或不能用于域名的字符",
            "the host has white space or characters no name can have",
            text,
        )
    return name


def _check_punycode(label: str, text: str) -> None:
    try:
        decoded = label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, OverflowError, ValueError):
        decoded = ""
    if not decoded or decoded.isascii():
        raise _fault("punycode 写错", "not punycode", text)


def _ends_in_number(labels: list[str]) -> bool:
    return bool(_NUMBER.fullmatch(labels[-1]))


def _ipv4(parts: list[str], text: str) -> int:
    """Read an IPv4 address with one to four parts, each decimal, octal or hexadecimal."""
    fault = _fault("不是 IPv4 地址", "not an IPv4 address", text)
    if len(parts) > 4:
        raise fault
    numbers = []
    for part in parts:
        if not _NUMBER.fullmatch(part):
            raise fault
        try:
            if part[:2] in ("0x", "0X"):
                numbers.append(int(part[2:] or "0", 16))
            elif len(part) > 1 and part[0] == "0":
                numbers.append(int(part, 8))
            else:
                numbers.append(int(part))
        except ValueError:
            raise fault from None
    *front, last = numbers
    if any(number > 255 for number in front) or last >= 256 ** (5 - len(numbers)):
        raise fault
    return last + sum(number << 8 * (3 - place) for place, number in enumerate(front))


def _reach_of_name(name: str) -> Reach:
    last = name.rpartition(".")[2]
    if last == name or last in _INTERNAL_SUFFIXES or name.endswith(_INTERNAL_ENDINGS):
        return Reach.INTERNAL
    return Reach.PUBLIC


def _reach_of_address(address: Address) -> Reach:
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    address = mapped or address
    if any(address in network for network in _NOT_PUBLIC):
        return Reach.INTERNAL
    if any(address in network for network in _DOCUMENTATION):
        return Reach.DOCUMENTATION
    return Reach.PUBLIC


def _fault(zh: str, en: str, text: str) -> NotUnderstood:
    quoted = text if len(text) <= 100 else text[:100] + "…"
    return NotUnderstood(
        Text(f"{zh}：{quoted!r}", f"{en}: {quoted!r}"),
        Text("改正主机名", "correct the host"),
    )
