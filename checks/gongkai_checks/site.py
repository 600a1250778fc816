"""The built site as rules see it: pages with their links resolved, and what leads where."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from gongkai_checks.addresses import clean
from gongkai_checks.baseline import Entry
from gongkai_checks.column_pages import Column, find_columns
from gongkai_checks.facts import Facts, Kind, Link, Meta
from gongkai_checks.finding import Problem
from gongkai_checks.inventory import Files
from gongkai_checks.measures import Measures, known_measures
from gongkai_checks.page_text import PageText, read_text
from gongkai_checks.parsing import Tree, parse_page
from gongkai_checks.percent import decode_fragment, encode_fragment
from gongkai_checks.profile import SiteProfile
from gongkai_checks.resolving import Mark, Resolver, Target, Way

SITE_LABELS = ("SiteName", "SiteDomain", "SiteIDCode")
ARTICLE_LABELS = ("ArticleTitle", "PubDate", "ContentSource")
PAGE_ENDINGS = (".html", ".htm", ".xhtml", ".shtml")

_TEXT_DIRECTIVE = ":~:"
# Kinds whose fragment a reader meets.
_FOLLOWED = frozenset({Kind.PAGE, Kind.EMBEDDED, Kind.REFRESH, Kind.SYMBOL})


class Led(NamedTuple):
    """A link with where it leads."""

    link: Link
    target: Target


class Reference(NamedTuple):
    """A link to a part of a page.

    Attributes:
        link: The link.
        page: Path of the page it stands on.
        file: Path of the page it leads to.
        fragment: As written, without a text directive.
    """

    link: Link
    page: str
    file: str
    fragment: str


class Redirect(NamedTuple):
    """A page that sends the reader on.

    Attributes:
        seconds: How long it waits.
        file: The page it sends to; None where that is missing or on another host.
        missing: Whether it sends to an address of this site that nothing answers.
        fragment: Of the address it sends to.
        link: The link.
    """

    seconds: int
    file: str | None
    missing: bool
    fragment: str
    link: Link


class Summary(NamedTuple):
    """What other pages may ask about a page.

    Attributes:
        path: Path inside the site.
        names: Ids and names of anchors, joined by line feeds.
        redirect: Set where the page sends the reader on.
        references: Links to parts of pages that the page alone cannot decide.
        linked: Numbers of the files its links lead to, in order of the site's files.
        site_labels: What it says of the site, in the order of ``SITE_LABELS``; empty: nothing.
        column: ColumnName and ColumnType; empty: it says nothing.
        content: Whether it holds an article, a document or the like, by its labels.
    """

    path: str
    names: str
    redirect: Redirect | None
    references: tuple[Reference, ...]
    linked: array[int]
    site_labels: tuple[str, ...]
    column: tuple[str, str]
    content: bool


def is_page(path: str) -> bool:
    """Tell whether a file is a page of HTML."""
    return path.lower().endswith(PAGE_ENDINGS)


class BuiltPage:
    """A page, or another file with links, as rules see it.

    Attributes:
        path: Path inside the site.
        day: The day that is today.
        measures: Thresholds and lists that rules go by.
        facts: What it says.
        resolver: What its links are resolved by.
        base: What they are resolved against.
        html: Whether it is a page.
        labels: Every ``<meta name>``, by its name in lower case.
        ways: Links that lead nowhere good, by what became of them.
        marks: Links with something odd, by what that is.
        references: Links to parts of pages that this page alone cannot decide.
        files: Files of the site that readers' links lead to.
        empty: Links to files without content.
        blank: Links whose address is empty.
        routes: Links to what only a script can find.
    """

    def __init__(
        self,
        path: str,
        facts: Facts,
        resolver: Resolver,
        day: date = date.max,
        measures: Measures | None = None,
        data: bytes = b"",
    ) -> None:
        self.path = path
        self.day = day
        self.measures = measures or known_measures()
        self._data = data
        self.facts = facts
        self.resolver = resolver
        self.html = is_page(path)
        self.base = resolver.base_of(path, facts.base)
        self.labels: dict[str, list[Meta]] = {}
        for meta in facts.metas:
            self.labels.setdefault(meta.name.lower(), []).append(meta)
        self.ways: dict[Way, list[Led]] = {}
        self.marks: dict[Mark, list[Led]] = {}
        self.references: list[Reference] = []
        self.files: set[str] = set()
        self.empty: list[Led] = []
        self.blank: list[Link] = []
        self.routes: list[Link] = []
        self._resolve()

    def _resolve(self) -> None:
        resolve, base = self.resolver.resolve, self.base
        sizes = self.resolver.files.sizes
        for link in self.facts.links:
            url = link.url
            address, hash_, fragment = url.partition("#")
            target = resolve(address, base)
            if not target.clean:
                led = Led(link, target)
                if target.way not in _FINE:
                    self.ways.setdefault(target.way, []).append(led)
                for mark in target.marks:
                    self.marks.setdefault(mark, []).append(led)
            file = target.file
            if file is None:
                continue
            if link.kind == Kind.PAGE:
                self.files.add(file)
            if not sizes[file] and file != self.path:
                self.empty.append(Led(link, target))
            if target.way is Way.PAGE and not hash_ and not url.strip():
                self.blank.append(link)
            if hash_ and fragment and link.kind in _FOLLOWED:
                self._refer(link, file, clean(fragment))

    def _refer(self, link: Link, file: str, fragment: str) -> None:
        fragment = fragment.partition(_TEXT_DIRECTIVE)[0]
        if not fragment or not is_page(file):
            return
        if fragment.startswith(("/", "!")):
            self.routes.append(link)
            return
        if file == self.path and self.has(fragment):
            return
        self.references.append(Reference(link, self.path, file, fragment))

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset((*self.facts.ids, *self.facts.names))

    def has(self, fragment: str) -> bool:
        """Tell whether a fragment leads to a part of this page, or to its top."""
        return leads_to(fragment, self._names)

    @cached_property
    def tree(self) -> Tree:
        """The page itself, for the few rules that read its text; parsed again when asked for."""
        return parse_page(self._data)[0]

    @cached_property
    def text(self) -> PageText:
        """What a reader reads on the page."""
        return read_text(self.tree)

    def links(self) -> Iterator[Led]:
        """Yield every link with where it leads."""
        for link in self.facts.links:
            yield Led(link, self.resolver.resolve(link.url.partition("#")[0], self.base))

    def way_of(self, link: Link) -> Way:
        """Return where one of the page's links leads."""
        return self.resolver.resolve(link.url.partition("#")[0], self.base).way

    def redirect(self) -> Redirect | None:
        """Return where the page sends its reader on; None where it keeps him."""
        refresh = self.facts.refresh
        if refresh is None:
            return None
        seconds, url = refresh
        address, _, fragment = url.partition("#")
        target = self.resolver.resolve(address, self.base)
        if target.file == self.path:
            return None
        link = next(link for link in self.facts.links if link.kind == Kind.REFRESH)
        return Redirect(seconds, target.file, target.way is Way.MISSING, fragment, link)

    def summary(self, numbers: Mapping[str, int]) -> Summary:
        """Return what other pages may ask about this one."""
        return Summary(
            self.path,
            "\n".join((*self.facts.ids, *self.facts.names)),
            self.redirect(),
            tuple(self.references),
            array("I", sorted(numbers[file] for file in self.files)),
            tuple(self._said(name) for name in SITE_LABELS),
            (self._said("ColumnName"), self._said("ColumnType")),
            any(name.lower() in self.labels for name in ARTICLE_LABELS),
        )

    def _said(self, name: str) -> str:
        """Return what a label of the site says, white space at its ends dropped."""
        found = self.labels.get(name.lower())
        return (found[0].content or "").strip() if found else ""


_FINE = frozenset({Way.PAGE, Way.FILE, Way.ELSEWHERE, Way.EXTERNAL, Way.OTHER, Way.DATA})


def leads_to(fragment: str, names: frozenset[str]) -> bool:
    """Tell whether a fragment names one of ``names``, or the top of a page (HTML standard)."""
    if fragment in names:
        return True
    decoded = decode_fragment(fragment)
    return decoded in names or decoded.lower() == "top" or encode_fragment(fragment) in names


@dataclass(frozen=True)
class BuiltSite:
    """The whole site, as rules for it see it.

    Attributes:
        files: Every file.
        profile: How it is served.
        pages: Page -> what other pages may ask about it; in order of path.
        resolver: What links are resolved by.
        read: Returns a page in full; for those that need a closer look.
        unread: What to say of files that could not be read.
        changed: Files that came, went or changed during the run.
        expired: Acceptances whose day is over.
        day: The day that the age of what is published is reckoned on; None: nothing tells it.
        measures: Thresholds and lists that rules go by.
    """

    files: Files
    profile: SiteProfile
    pages: Mapping[str, Summary]
    resolver: Resolver
    read: Callable[[str], BuiltPage]
    unread: tuple[Problem, ...] = ()
    changed: tuple[str, ...] = ()
    expired: tuple[Entry, ...] = ()
    day: date | None = None
    measures: Measures = field(default_factory=known_measures)
    _names: dict[str, frozenset[str]] = field(default_factory=dict)

    def names_of(self, path: str) -> frozenset[str]:
        """Return ids and names of anchors of a page."""
        known = self._names.get(path)
        if known is None:
            summary = self.pages.get(path)
            known = frozenset(summary.names.split("\n")) if summary else frozenset()
            self._names[path] = known
        return known

    @cached_property
    def redirects(self) -> Mapping[str, Redirect]:
        """Pages that send the reader on."""
        return {path: summary.redirect for path, summary in self.pages.items() if summary.redirect}

    @cached_property
    def paths(self) -> Sequence[str]:
        """Path of each file by its number."""
        return tuple(self.files.sizes)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the site, in order of path."""
        return find_columns(self)

    def linking_to(self, wanted: frozenset[str]) -> Iterator[str]:
        """Yield the pages with a reader's link to one of these files."""
        numbers = {number for number, path in enumerate(self.paths) if path in wanted}
        for path, summary in self.pages.items():
            if not numbers.isdisjoint(summary.linked):
                yield path
