"""Files for machines: site map, maps of earlier addresses, what caches must forget."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from urllib.parse import quote

from gongkai_model.old_address import decoded
from gongkai_render.bodies import may_link
from gongkai_render.edition import Edition
from gongkai_render.outputs import Output
from gongkai_render.records import earlier_addresses

SITEMAP_SIZE = 50_000
"""Addresses in one file (sitemaps.org, protocol 0.9)."""

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap_outputs(url: str, addresses: Iterable[str]) -> Iterator[Output]:
    """Declare sitemap.xml; an index of several files beyond 50,000 addresses.

    Args:
        url: Of the portal; ends with a slash.
        addresses: Relative to it.
    """
    ordered = sorted(set(addresses))
    chunks = [
        ordered[start : start + SITEMAP_SIZE] for start in range(0, len(ordered), SITEMAP_SIZE)
    ] or [[]]
    if len(chunks) == 1:
        yield _xml("sitemap.xml", "urlset", "url", [url + quote(address) for address in chunks[0]])
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(chunks) + 1)]
    yield _xml("sitemap.xml", "sitemapindex", "sitemap", [url + name for name in names])
    for name, chunk in zip(names, chunks, strict=True):
        yield _xml(name, "urlset", "url", [url + quote(address) for address in chunk])


def _xml(path: str, outer: str, inner: str, urls: Sequence[str]) -> Output:
    def write() -> bytes:
        lines = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<{outer} xmlns="{_NAMESPACE}">',
            *(f"<{inner}><loc>{escape(url)}</loc></{inner}>" for url in urls),
            f"</{outer}>",
            "",
        ]
        return "\n".join(lines).encode()

    return Output(path, (outer, tuple(urls)), write, path)


def redirect_outputs(edition: Edition) -> Iterator[Output]:
    """Declare the maps of earlier addresses, for nginx (``map``) and hosts with ``_redirects``."""
    base = edition.settings.base_path
    pairs = sorted(
        (old, f"{base}{new}/")
        for seen in edition.seen.values()
        for old, new in earlier_addresses(seen.record, () if seen.withdrawn else seen.texts)
    )
    prefix = base.rstrip("/")

    def nginx() -> bytes:
        # nginx compares with the address as it is without escapes.
        return "".join(f'"{prefix}{decoded(old)}" "{new}";\n' for old, new in pairs).encode()

    def plain() -> bytes:
        return "".join(f"{prefix}{old} {new} 301\n" for old, new in pairs).encode()

    inputs = (prefix, tuple(pairs))
    yield Output("redirects.nginx.map", inputs, nginx, "redirects.nginx.map")
    yield Output("_redirects", inputs, plain, "_redirects")


def purge_list(edition: Edition) -> str:
    """Return the addresses that withdrawn records no longer have, one a line, for caches."""
    gone: set[str] = set()
    for key, seen in edition.seen.items():
        if not seen.withdrawn:
            continue
        record = seen.record
        gone |= {f"/{key}/"} | {f"/{record.version_address(v)}/" for v in record.versions}
        for version in record.versions:
            gone |= {f"/{path}" for path in version.facts.files}
            if may_link(version):
                gone |= {f"/{path}" for path in edition.bodies.convert(record, version).files}
    prefix = edition.settings.base_path.rstrip("/")
    return "".join(f"{prefix}{address}\n" for address in sorted(gone))
