"""What a list page lists: items with the dates a reader sees beside them.

Nothing is asked of the markup but that a date stands by itself, and near the link it belongs to:
lists, tables and lines apart by ``br`` are read alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from gongkai_checks.parsing import Element, Node, Tree, Words, place_of

# A link of a list item may be joined by others: of an attachment, of a class.
_MOST_BESIDE = 4
_MOST_LEVELS = 12  # between a date and what holds it together with its link
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
    """Reads one page, each element once."""

    def __init__(self, tree: Tree) -> None:
        main = tree.select_one("main,[role=main]")
        self._region = main if main is not None else tree.select_one("body")
        passed = f"{_ASIDE},{_UNSEEN}" if main is not None else f"{_ASIDE},{_UNSEEN},{_FRAME}"
        self._roots = {
            *tree.select(passed),
            *(e for e in tree.select("[style]") if _HIDING.search(e.attr("style") or "")),
        }
        self._passed: set[Element] = set()
        self._named: set[Element] = set()  # what lies in links and headings
        self._links: list[Element] = []
        self._holds: dict[Element, list[Element]] = {}  # the first links in each element
        self._days: dict[Element, date] = {}
        self._alone: list[date] = []
        self._labelled: list[date] = []

    def read(self) -> Listing:
        """Read everything."""
        if self._region is None:
            return Listing((), (), None)
        for node in self._region.descendants:
            if isinstance(node, Element):
                self._see(node)
        sentences: list[str] = []
        before = ""
        for node in self._region.descendants:
            parent = node.parent
            if (
                not isinstance(node, Words)
                or not isinstance(parent, Element)
                or parent in self._passed
            ):
                continue
            text = " ".join(node.data.split())
            if not text:
                continue
            day = _alone(node.data, parent, before)
            if day is not None:
                if _LABELLED.search(text) or _OWN_LABEL.search(before):
                    self._labelled.append(day)
                self._give(node, day)
            elif parent not in self._named:
                sentences.append(text)
                found = (_day(match) for match in _LABELLED.finditer(text))
                self._labelled += (day for day in found if day is not None)
            before = text
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

    def _see(self, element: Element) -> None:
        """Take in an element; its parent was taken in before."""
        parent = element.parent
        if element in self._roots or parent in self._passed:
            self._passed.add(element)
            return
        leads = element.tag == "a" and _leads(element.attr("href"))
        if leads or element.tag in _HEADINGS or parent in self._named:
            self._named.add(element)
        if leads:
            self._links.append(element)
            holder: Node | None = element
            for _ in range(_MOST_LEVELS):
                if not isinstance(holder, Element):
                    break
                held = self._holds.setdefault(holder, [])
                if len(held) <= _MOST_BESIDE:
                    held.append(element)
                holder = holder.parent

    def _give(self, words: Words, day: date) -> None:
        """Give a date to the link it belongs to."""
        node: Node = words
        for _ in range(_MOST_LEVELS):
            holder = node.parent
            if not isinstance(holder, Element):
                break
            if holder.tag == "a" and self._holds.get(holder) == [holder]:
                if " ".join(holder.text.split()) != " ".join(words.data.split()):
                    self._set((holder,), day)  # a link whose whole text is a date names that day
                return
            links = self._beside(node)
            if not links and holder != self._region:
                links = self._holds.get(holder, [])
                if len(links) > _MOST_BESIDE:
                    break
            if links:
                self._set(links, day)
                return
            if holder == self._region:
                break
            node = holder
        self._alone.append(day)

    def _beside(self, node: Node) -> list[Element]:
        """Return the links in the element before a node, or else in the one after it."""
        for siblings in (node.previous_siblings, node.next_siblings):
            sibling = next((other for other in siblings if isinstance(other, Element)), None)
            links = self._holds.get(sibling, []) if sibling is not None else []
            if len({link.attr("href") for link in links}) == 1:
                return links
        return []

    def _set(self, links: Iterable[Element], day: date) -> None:
        for link in links:
            self._days[link] = max(day, self._days.get(link, day))


def _leads(href: str | None) -> bool:
    """Tell whether an address leads to something that is offered."""
    url = (href or "").strip().lower()
    return bool(url) and not url.startswith(("#", "javascript:", "mailto:", "tel:"))


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
