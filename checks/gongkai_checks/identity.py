"""Which hosts and mounts are the site's own, where the profile does not say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from gongkai_checks import addresses
from gongkai_checks.addresses import Address
from gongkai_checks.examining import read_bytes
from gongkai_checks.facts import Kind, read_facts
from gongkai_checks.inventory import Files
from gongkai_checks.machine_files import read_xml
from gongkai_checks.percent import decode_path
from gongkai_checks.profile import SiteProfile
from gongkai_checks.resolving import Resolver
from gongkai_checks.unreadable import Unreadable
from gongkai_model.messages import NotUnderstood

_FOLDER = re.compile(r"^(.*/)[^/]*$")


@dataclass(frozen=True, slots=True)
class Identity:
    """What the site is called.

    Attributes:
        hosts: Own hosts, the main one first; empty where nothing names one.
        mounts: URL prefix -> folder.
        https: Whether it is served by https; None where nothing tells.
    """

    hosts: tuple[str, ...]
    mounts: Mapping[str, str]
    https: bool | None


def identify(root: Path, files: Files, profile: SiteProfile) -> Identity:
    """Return what the profile, else the home page's canonical address, else the sitemap says."""
    named = next(iter(_named(root, files)), None)
    hosts = profile.hosts or ((named.host.name,) if named and named.port is None else ())
    if named is not None and named.host.name not in hosts:
        named = None
    https = profile.https
    if https is None and named is not None:
        https = named.scheme == "https"
    return Identity(hosts, dict(profile.mount) or _mounts(files, named), https)


def resolver_for(root: Path, files: Files, profile: SiteProfile) -> Resolver:
    """Return what resolves the links of a site."""
    identity = identify(root, files, profile)
    return Resolver(files, hosts=identity.hosts, mounts=identity.mounts, https=identity.https)


def _named(root: Path, files: Files) -> Iterable[Address]:
    """Yield the addresses that the site gives itself, the most reliable first."""
    for path, kind in (
        *((name, Kind.CANONICAL) for name in files.profile.index),
        ("sitemap.xml", Kind.LISTED),
    ):
        if path not in files.sizes:
            continue
        try:
            data = read_bytes(f"{root}/{path}")
        except Unreadable:
            continue
        facts = read_xml(data) if kind is Kind.LISTED else read_facts(data)
        for link in facts.links:
            address = _absolute(link.url) if link.kind == kind else None
            if address is not None:
                yield address


def _absolute(url: str) -> Address | None:
    url = addresses.clean(url)
    scheme = addresses.scheme_of(url)
    if scheme not in ("http", "https"):
        return None
    try:
        return addresses.parse_http(url, scheme)
    except NotUnderstood:
        return None


def _mounts(files: Files, named: Address | None) -> Mapping[str, str]:
    """Return where the site is mounted: below the home page's folder, if that is none of ours."""
    if named is not None:
        folder = _FOLDER.sub(r"\1", decode_path(named.path.partition("?")[0]) or "/")
        if folder != "/" and folder.strip("/").partition("/")[0] not in files.folders:
            return {folder: ""}
    return {"/": ""}
