"""Pages that send the reader on, followed to their end."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from gongkai_checks.facts import Kind
from gongkai_checks.site import BuiltPage, BuiltSite, Led

AT_ONCE_SECONDS = 10  # a page that sends on later than this is a page in its own right
LONGEST_CHAIN = 3


class End(StrEnum):
    """How a chain of redirects ends."""

    PAGE = "page"
    MISSING = "missing"
    LOOP = "loop"
    OUTSIDE = "outside"


class Chain(NamedTuple):
    """A chain of redirects.

    Attributes:
        end: How it ends.
        final: The page it ends at, if it does.
        hops: Pages that send on, the first one included.
    """

    end: End
    final: str | None
    hops: tuple[str, ...]


class Met(NamedTuple):
    """A reader's link that meets a page which sends him on."""

    page: str
    led: Led
    chain: Chain


def follow(site: BuiltSite, path: str) -> Chain:
    """Follow the redirects from a page."""
    hops: list[str] = []
    while True:
        redirect = site.redirects.get(path)
        if redirect is None or (hops and redirect.seconds > AT_ONCE_SECONDS):
            return Chain(End.PAGE, path, tuple(hops))
        if path in hops:
            return Chain(End.LOOP, None, tuple(hops))
        hops.append(path)
        if redirect.missing:
            return Chain(End.MISSING, None, tuple(hops))
        if redirect.file is None:
            return Chain(End.OUTSIDE, None, tuple(hops))
        path = redirect.file


def cycle(site: BuiltSite, path: str) -> tuple[str, ...]:
    """Return the pages of the loop that a page is part of, sorted; empty where it is in none."""
    chain = follow(site, path)
    if chain.end is not End.LOOP:
        return ()
    redirect = site.redirects[chain.hops[-1]]
    start = chain.hops.index(redirect.file) if redirect.file in chain.hops else 0
    return tuple(sorted(chain.hops[start:])) if path in chain.hops[start:] else ()


def met(site: BuiltSite) -> Iterator[Met]:
    """Yield readers' links to pages that send him on at once, but such a page's own way out."""
    stubs = frozenset(
        path for path, found in site.redirects.items() if found.seconds <= AT_ONCE_SECONDS
    )
    if not stubs:
        return
    chains = {path: follow(site, path) for path in stubs}
    for path in site.linking_to(stubs):
        own = site.redirects.get(path)
        for led in _page_links(site.read(path)):
            file = led.target.file
            if file in chains and file != path and (own is None or own.file != file):
                yield Met(path, led, chains[file])


def _page_links(page: BuiltPage) -> Iterator[Led]:
    return (led for led in page.links() if led.link.kind == Kind.PAGE)
