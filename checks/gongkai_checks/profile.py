"""What the audit cannot read from the files: the site's hosts, mounts and neighbours.

Every key is optional. Without a profile the own host is the one that the home page's canonical
address, or else the sitemap, names.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gongkai_model.hosts import parse_host
from gongkai_model.messages import NotUnderstood, Text

INDEX_NAMES = ("index.html", "index.htm")


@dataclass(frozen=True, slots=True)
class SiteProfile:
    """How a site is served.

    Attributes:
        hosts: Own host names in compared form, the main one first; empty: taken from the site.
        mount: URL prefix, ``/`` at both ends -> folder inside the site, ``""`` for the site.
            Empty: the site is mounted where its home page says.
        index: Names a server tries for a folder, in order.
        elsewhere: URL paths on the own host that other systems serve; one that ends in ``/``
            stands for everything below it.
        columns: List page -> type of the column.
        https: Whether the site is served by https; None: taken from the site.
        extensionless: Whether ``x`` is answered with ``x.html``.
        case_blind: Whether the server takes wrong case for right.
        redirects: Decoded URL path -> URL, of redirects that the server makes.
        settings: The profile as it was read, for rules with settings of their own.
    """

    hosts: tuple[str, ...] = ()
    mount: Mapping[str, str] = field(default_factory=dict)
    index: tuple[str, ...] = INDEX_NAMES
    elsewhere: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    https: bool | None = None
    extensionless: bool = False
    case_blind: bool = False
    redirects: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)


def read_profile(path: Path) -> SiteProfile:
    """Read a profile, JSON or YAML.

    Raises:
        NotUnderstood: It is not in the form of the published schema.
    """
    return profile_of(read_mapping(path))


def profile_of(data: Mapping[str, Any]) -> SiteProfile:
    """Return the profile that ``data`` describes.

    Raises:
        NotUnderstood: It is not in the form of the published schema.
    """
    unknown = sorted(set(data) - set(SCHEMA["properties"]))
    if unknown:
        raise _fault(f"没有这个键：{unknown[0]!r}", f"there is no key {unknown[0]!r}")
    for key, value in data.items():
        _check(key, value, SCHEMA["properties"][key])
    names = [*data.get("hosts", ()), *data.get("aliases", ())]
    return SiteProfile(
        hosts=tuple(dict.fromkeys(parse_host(name).name for name in names)),
        mount={_slashed(prefix): folder.strip("/") for prefix, folder in data["mount"].items()}
        if data.get("mount")
        else {},
        index=tuple(data.get("index", INDEX_NAMES)),
        elsewhere=tuple(data.get("elsewhere", ())),
        columns=dict(data.get("columns", {})),
        https=data.get("https"),
        extensionless=data.get("extensionless", False),
        case_blind=data.get("case_blind", False),
        redirects=dict(data.get("redirects", {})),
        settings=dict(data),
    )


def read_mapping(path: Path) -> dict[str, Any]:
    """Read a JSON or YAML file that holds one mapping.

    Raises:
        NotUnderstood: It holds something else.
    """
    data = read_data(path)
    if data is None:
        return {}
    if not isinstance(data, dict) or not all(isinstance(key, str) for key in data):
        raise _fault(f"{path} 不是键和值", f"{path} does not hold keys and values")
    return data


def read_data(path: Path) -> object:
    """Read a JSON or YAML file.

    Raises:
        NotUnderstood: It is neither.
    """
    import yaml  # dear to load, and only a run with settings needs it

    try:
        text = path.read_text(encoding="utf-8-sig")
        data: object = json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)
    except (OSError, UnicodeError, ValueError, RecursionError, yaml.YAMLError) as error:
        told = str(error).splitlines()[0]
        raise _fault(f"{path} 读不出来：{told}", f"{path} cannot be read: {told}") from None
    return data


def _slashed(prefix: str) -> str:
    inner = prefix.strip("/")
    return f"/{inner}/" if inner else "/"


def _check(key: str, value: object, schema: Mapping[str, Any]) -> None:
    """Hold a value against the parts of JSON Schema that the published schema uses."""
    kinds = {"array": list, "object": dict, "boolean": bool, "string": str}
    if not isinstance(value, kinds[schema["type"]]):
        kind = schema["type"]
        raise _fault(f"{key!r} 要写成 {kind}", f"{key!r} takes a value of type {kind}")
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for item in inner:
        if not isinstance(item, str):
            raise _fault(f"{key!r} 里要写文字：{item!r}", f"{key!r} holds text: {item!r}")


def _fault(zh: str, en: str) -> NotUnderstood:
    return NotUnderstood(
        Text(zh, en),
        Text("写法见 gongkai rules --schema profile", "see gongkai rules --schema profile"),
    )


def _list(about: str) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "string"}, "description": about}


def _map(about: str) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": {"type": "string"}, "description": about}


SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "gongkai site profile",
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "hosts": _list("Own host names, the main one first; no scheme"),
        "aliases": _list("Further names of the same site; no scheme"),
        "mount": _map("URL prefix -> folder inside SITE; an empty string is SITE itself"),
        "index": _list("Names tried for a folder, in order"),
        "elsewhere": _list("URL paths that other systems serve; with a final / all below"),
        "columns": _map("List page -> type of the column"),
        "redirects": _map("URL path -> URL, of redirects that the server makes"),
        "https": {"type": "boolean", "description": "The site is served by https"},
        "extensionless": {"type": "boolean", "description": "x is answered with x.html"},
        "case_blind": {"type": "boolean", "description": "Wrong case is taken for right"},
        "site_code": {"type": "string", "description": "SiteIDCode, as registered"},
    },
}
