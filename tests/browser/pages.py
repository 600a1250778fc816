"""One page of each kind, found in a built portal whatever its theme and content.

Records are told apart by what the model knows of them (kind, status, old text, withdrawn), lists
by the folder they lie in, all other pages by where they lie and which elements and classes they
are made of. Of pages that are alike the heaviest is taken, as the hardest to lay out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote

from mkdocs.config import load_config

from gongkai_model.portal import Portal, is_public, is_withdrawn, public_versions
from gongkai_model.reading import read_portal
from gongkai_model.status import status_of, version_in_force, version_status
from gongkai_plugins.building import build

_REFRESH = re.compile(r'<meta[^>]+http-equiv="?refresh', re.IGNORECASE)
_MAIN = re.compile(r"<main\b.*</main>", re.DOTALL)
_TAG = re.compile(r"<([a-z][a-z0-9]*)\b([^>]*)")
_CLASS = re.compile(r'\bclass="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Page:
    """One page, standing for its kind.

    Attributes:
        kind: What it stands for, as in ``record normative-document in-force``.
        file: Within the site, POSIX.
    """

    kind: str
    file: str

    @property
    def address(self) -> str:
        """Path to ask a server for, percent-encoded."""
        if self.file == "404.html":
            return "/no/such/page"  # where its links and style sheets have to work
        folder, _, name = self.file.rpartition("/")
        path = f"{folder}/" if name == "index.html" and folder else self.file
        return "/" if path == "index.html" else "/" + quote(path)

    @property
    def is_record(self) -> bool:
        """It shows a record or one of its texts, not only the notice of its withdrawal."""
        return self.kind.startswith(("record ", "text "))

    def __str__(self) -> str:
        """Both, for a list of faults."""
        return f"{self.kind} ({self.address})"


@dataclass(frozen=True, slots=True)
class Built:
    """A portal that was built to be looked at.

    Attributes:
        site: Folder of the site.
        pages: One of each kind, sorted by kind; 29 kinds in the smallest example.
    """

    site: Path
    pages: tuple[Page, ...]

    def html(self, page: Page) -> str:
        """Return the page's source."""
        return (self.site / page.file).read_text(encoding="utf-8")

    def some(self, *beginnings: str) -> tuple[Page, ...]:
        """Return the heaviest page of each beginning of a kind; those that are not there left out.

        For checks that would cost too much on every kind.
        """
        found: dict[Page, None] = {}
        for beginning in beginnings:
            alike = [page for page in self.pages if page.kind.startswith(beginning)]
            if alike:
                found[max(alike, key=lambda page: (len(self.html(page)), page.file))] = None
        return tuple(found)


def build_portal(config_file: Path, site: Path) -> Built:
    """Build a portal into ``site`` and find its kinds of pages.

    Raises:
        RuntimeError: It could not be built.
    """
    report = build(config_file, site_dir=site)
    if report.failed:
        raise RuntimeError("\n".join(message.say("en") for message in report.messages))
    config = load_config(str(config_file))
    day: date | None = config.plugins["gongkai"].config.build_date
    if day is None:
        raise RuntimeError(f"{config_file.name}: build_date must be pinned for a portal to test")
    portal = read_portal(Path(config.docs_dir))
    return Built(site, find_pages(site, portal, day))


def find_pages(site: Path, portal: Portal, day: date) -> tuple[Page, ...]:
    """Return one page of each kind in ``site``, sorted by kind."""
    known = dict(_records(portal, day))
    heaviest: dict[tuple[str, ...], tuple[int, str]] = {}
    for path in sorted(site.rglob("*.html")):
        file = path.relative_to(site).as_posix()
        source = path.read_text(encoding="utf-8")
        kind = (known[file],) if file in known else _kind(file, source, portal)
        heaviest[kind] = max(heaviest.get(kind, (0, "")), (len(source), file))
    pages = [
        Page(f"page {file.rpartition('/')[0] or file}" if kind[0] == "page" else kind[0], file)
        for kind, (_, file) in heaviest.items()
    ]
    return tuple(sorted(pages, key=lambda page: (page.kind, page.file)))


def _records(portal: Portal, day: date) -> Iterator[tuple[str, str]]:
    """Yield file and kind of each page of a record."""
    for record in portal.records.values():
        if not is_public(record, day):
            continue
        file = f"{record.key}/index.html"
        if is_withdrawn(record, day):
            yield file, "withdrawn"
            continue
        words = ["record", record.kind.alias]
        if record.kind.has_texts:
            words.append(status_of(portal, record, day).alias)
            shown = version_in_force(record, day)
            for version in public_versions(record, day):
                if version.key:
                    status = version_status(portal, record, version, day).alias
                    age = "text shown" if version is shown else "text other"
                    yield f"{record.version_address(version)}/index.html", f"{age} {status}"
        yield file, " ".join(words)


def _kind(file: str, source: str, portal: Portal) -> tuple[str, ...]:
    """Return what sets a page apart that is not a record's; the first word is the kind."""
    if file == "index.html":
        return ("home",)
    if file == "404.html":
        return ("not found",)
    if _REFRESH.search(source):
        return ("moved",)
    folder = file.rpartition("/")[0]
    if folder in portal.columns:
        return (f"column {folder}",)
    for column in sorted(portal.columns, reverse=True):  # openness/guide before openness
        if folder.startswith(f"{column}/"):
            return (f"list {folder.removeprefix(column).split('/')[1]}",)
    return ("page", folder.rpartition("/")[0], _shape(source))


def _shape(source: str) -> str:
    """Name what the main part is made of: its elements and classes, in the order of the alphabet.

    Pages of the same template have the same shape, however long they are.
    """
    main = _MAIN.search(source)
    words: set[str] = set()
    for tag, attributes in _TAG.findall(main[0] if main else source):
        words.add(tag)
        for classes in _CLASS.findall(attributes):
            words.update(f".{name}" for name in classes.split())
    return " ".join(sorted(words))
