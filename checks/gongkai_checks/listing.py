"""What a list page lists: items with the dates a reader sees beside them.

Nothing is asked of the markup but that a date stands by itself, and near the link it belongs to:
lists, tables and lines apart by ``br`` are read alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from gongkai_checks.parsing import Element, Node, Tree, Words, place_of

# A link of a list item may be joined by others: of an attachment, of a class.
_MOST_BESIDE = 4
_ASIDE = "nav,aside,[role=navigation],[role=complementary],[role=search],#footer,.footer"
_UNSEEN = "script,style,template,noscript,[hidden],[aria-hidden=true]"
_FRAME = "header,footer,[role=banner],[role=contentinfo]"
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

_DATE = r"(?P<y>(?:19|20)\d{2})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*日?"
_TIME = r"(?:\s*T?\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
_LABEL = r"(?:(?:发布|公布|公开|发稿|更新|上传|发表)?(?:日期|时间|于)|发布)\s*[:：]?\s*"
_ALONE = re.compile(rf"[\s\[(（【〔|·]*(?:{_LABEL})?{_DATE}{_TIME}[\s\])）】〕|·]*")
_LABELLED = re.compile(rf"(?<![\u4e00-\u9fff]){_LABEL}{_DATE}")
_ISO = re.compile(r"\s*(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?:[T ].*)?", re.DOTALL)
# 成文日期, 截止时间 and the like are no dates of publication.
_OTHER_LABEL = re.compile(r"(?:日期|时间|期限|年限)\s*[:：]?\s*$")
_OWN_LABEL = re.compile(rf"(?<![\u4e00-\u9fff]){_LABEL}$")


class Item(NamedTuple):
    """One thing that a list page leads to.

    Attributes:
        url: As it stands.
        text: The link's text.
        day: The date beside it; None: a reader sees none.
        line: From 1; 0 where it is not known.
        column: From 1.
    """

    url: str
    text: str
    day: date | None
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Listing:
    """What stands in the main part of a page.

    Attributes:
        items: In order.
        sentences: Each text outside links and headings.
        day: The first date that belongs to no link: that of the page's own publication.
    """

    items: tuple[Item, ...]
    sentences: tuple[str, ...]
    day: date | None

    @property
    def length(self) -> int:
        """Characters of text outside links and headings."""
        return sum(len(sentence) for sentence in self.sentences)


def read_listing(tree: Tree) -> Listing:
    """Read the main part of a page."""
    return _Reader(tree).read()


class _Reader:
    """Reads one page."""

    def __init__(self, tree: Tree) -> None:
        main = tree.select_one("main,[role=main]")
        self._region: Element | None = main if main is not None else tree.select_one("body")
        passed = f"{_ASIDE},{_UNSEEN}" if main is not None else f"{_ASIDE},{_UNSEEN},{_FRAME}"
        roots = [
            *tree.select(passed),
            *(e for e in tree.select("[style]") if _HIDING.search(e.attr("style") or "")),
        ]
        self._passed: set[Element] = set(roots)
        for root in roots:
            self._passed.update(root.select("*"))
        self._days: dict[Element, date] = {}
        self._links: list[Element] = []
        self._alone: list[date] = []
        self._labelled: list[date] = []

    def read(self) -> Listing:
        """Read everything."""
        if self._region is None:
            return Listing((), (), None)
        self._links = [link for link in self._region.select("a[href]") if self._leads(link)]
        known = set(self._links)
        sentences = []
        before = ""
        for words, parent in self._texts(self._region):
            text = " ".join(words.data.split())
            if not text:
                continue
            day = _alone(words.data, parent, before)
            if day is not None:
                if _LABELLED.search(text) or _OWN_LABEL.search(before):
                    self._labelled.append(day)
                self._give(words, parent, day, known)
                before = text
                continue
            before = text
            around = {parent, *_ancestors(parent)}
            if not around.isdisjoint(known) or any(e.tag in _HEADINGS for e in around):
                continue
            sentences.append(text)
            for match in _LABELLED.finditer(text):
                found = _day(match)
                if found is not None:
                    self._labelled.append(found)
        items = tuple(
            Item(
                (link.attr("href") or "").strip(),
                " ".join(link.text.split()),
                self._days.get(link),
                *place_of(link),
            )
            for link in self._links
        )
        return Listing(items, tuple(sentences), next(iter((*self._labelled, *self._alone)), None))

    def _leads(self, link: Element) -> bool:
        url = (link.attr("href") or "").strip().lower()
        away = ("#", "javascript:", "mailto:", "tel:")
        return bool(url) and not url.startswith(away) and link not in self._passed

    def _texts(self, region: Element) -> Iterator[tuple[Words, Element]]:
        for node in region.descendants:
            if isinstance(node, Words):
                parent = node.parent
                if isinstance(parent, Element) and parent not in self._passed:
                    yield node, parent

    def _give(self, words: Words, parent: Element, day: date, known: set[Element]) -> None:
        """Give a date to the link it belongs to."""
        node: Node = words
        while True:
            holder = node.parent
            if not isinstance(holder, Element):
                break
            if holder in known:
                if " ".join(holder.text.split()) != " ".join(words.data.split()):
                    self._set((holder,), day)  # a link whose whole text is a date names that day
                return
            beside = [link for link in _beside(node) if link in known]
            if not beside and holder != self._region:
                within = [link for link in holder.select("a[href]") if link in known]
                if within and len({link.attr("href") for link in within}) <= _MOST_BESIDE:
                    beside = within
                elif within:
                    break
            if beside:
                self._set(beside, day)
                return
            if holder == self._region:
                break
            node = holder
        self._alone.append(day)

    def _set(self, links: Iterable[Element], day: date) -> None:
        for link in links:
            self._days[link] = max(day, self._days.get(link, day))


def _beside(node: Node) -> list[Element]:
    """Return the links in the element before a node, or else in the one after it."""
    for siblings in (node.previous_siblings, node.next_siblings):
        sibling = next((other for other in siblings if isinstance(other, Element)), None)
        if sibling is None or sibling.tag == "br":
            continue
        links = [sibling] if sibling.tag == "a" else sibling.select("a[href]")
        if len({link.attr("href") for link in links}) == 1:
            return list(links)
    return []


def _ancestors(element: Element) -> Iterator[Element]:
    return (node for node in element.ancestors if isinstance(node, Element))


def _alone(text: str, parent: Element, before: str) -> date | None:
    """Return the date that a text is and nothing else, where it tells when something appeared."""
    if _OTHER_LABEL.search(before) and not _OWN_LABEL.search(before):
        return None
    if parent.tag == "time":
        match = _ISO.fullmatch(parent.attr("datetime") or "") or _ALONE.fullmatch(text)
    else:
        match = _ALONE.fullmatch(text)
    return _day(match) if match else None


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None
