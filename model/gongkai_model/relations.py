"""Relations between records, shown on both sides whichever side wrote them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date

from gongkai_model import document_number
from gongkai_model.fields import BY_ALIAS, RELATIONS
from gongkai_model.hints import Hints
from gongkai_model.messages import FileMessages, Message, NotUnderstood, Text, quoted
from gongkai_model.record import Link, Record
from gongkai_model.values import resolve_path

IN_ORDER = frozenset({"prints"})
"""Relations whose order is kept as written."""

INVERSE = {a: b for pair in RELATIONS for a, b in (pair, pair[::-1])}
"""The alias of the same relation as seen from the other side."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation as a record sees it.

    Attributes:
        alias: Field alias, as in ``repeals`` or ``repealed_by``.
        key: Of the other record; empty for a document of another body.
        title: Of a document of another body; empty for records of this portal.
        address: Of a document of another body, or empty.
        articles: Articles concerned; empty for the whole.
        on: When it takes effect, where written; None to take it from the acting document.
        place: Where it was written among others, if their order counts (刊登); 0 elsewhere, and
            where only the other side tells of it.
    """

    alias: str
    key: str
    title: str = ""
    address: str = ""
    articles: tuple[str, ...] = ()
    on: date | None = None
    place: int = 0


class Relations:
    """All relations of a portal."""

    def __init__(self, by_key: Mapping[str, tuple[Relation, ...]]) -> None:
        self._by_key = by_key

    def of(self, key: str, alias: str | None = None) -> tuple[Relation, ...]:
        """Return the relations of a record, all or of one alias, in a fixed order."""
        relations = self._by_key.get(key, ())
        if alias is None:
            return relations
        return tuple(relation for relation in relations if relation.alias == alias)


class _Targets:
    """Finds the record that a link names."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._hints = Hints()
        self._by_word: dict[str, set[str]] = defaultdict(set)
        for record in records:
            words = {record.key, record.facts.title, record.path}
            for version in record.versions:
                words |= {version.path, record.version_address(version)}
                if version.facts.document_number is not None:
                    words.add(str(version.facts.document_number))
            if record.path.endswith("/index.md"):
                words.add(record.path.removesuffix("/index.md"))
            # What was one file, and has become a folder, is still meant by its old name; what
            # was at another address, by that.
            words.add(f"{record.key}.md")
            words |= {old.strip("/") for old in record.facts.old_addresses}
            for word in words - {""}:
                self._by_word[word].add(record.key)

    def find(self, target: str, path: str) -> set[str]:
        """Return the keys of the records that ``target``, written in ``path``, may mean."""
        for word in _readings(target, path):
            if word in self._by_word:
                return self._by_word[word]
        return set()

    def near(self, target: str) -> list[str]:
        """Return up to three names that look like ``target``; none once many were asked for."""
        return self._hints.near(target, self._by_word, 3, 0.6)


def _readings(target: str, path: str) -> Iterator[str]:
    """Yield what ``target``, written in the file ``path``, may be written for, best first."""
    if target.endswith(".md"):
        # A path as in a link goes before one from the content folder.
        yield resolve_path(target, path) or ""
    yield target
    yield target.strip("/")
    if target.startswith("《") and target.endswith("》"):
        yield target[1:-1]
    try:
        yield str(document_number.read(target)[0])
    except NotUnderstood:
        return


def relate(
    records: Iterable[Record],
    shown: str,
    messages: list[Message],
    unread: Set[str] = frozenset(),
) -> Relations:
    """Join what the records say of one another.

    Unknown and ambiguous targets, sides that disagree and cycles are errors in ``messages``.

    Args:
        records: All records of the portal.
        shown: How the content folder is named in messages.
        messages: Mistakes are added here.
        unread: What may name records that could not be read; these are not said to be missing.
    """
    records = tuple(records)
    targets = _Targets(records)
    written: dict[tuple[str, str, str], list[tuple[Record, Link]]] = defaultdict(list)
    by_key: dict[str, list[Relation]] = defaultdict(list)
    places: dict[tuple[str, str, str], int] = {}
    for record in records:
        report = FileMessages(f"{shown}/{record.path}", messages)
        for place, (alias, link) in enumerate(_links(record), 1):
            if link.address:
                own = place if alias in IN_ORDER else 0
                by_key[record.key].append(
                    Relation(alias, "", link.target, link.address, link.articles, link.on, own)
                )
                continue
            found = targets.find(link.target, record.path)
            if len(found) != 1:
                if found or unread.isdisjoint(_readings(link.target, record.path)):
                    _report_target(link, found, targets, report)
                continue
            (other,) = found
            if other == record.key:
                report.error(
                    link.line,
                    Text(f"“{BY_ALIAS[alias].name}”指向了自己", f"{alias} names the record itself"),
                    Text("改为另一份文件", "name the other document"),
                )
                continue
            # One edge for both sides: the active alias, who acts, who is acted upon.
            active = alias in dict(RELATIONS)
            edge = (alias, record.key, other) if active else (INVERSE[alias], other, record.key)
            written[edge].append((record, link))
            if alias in IN_ORDER:
                places.setdefault(edge, place)
    edges = [edge for edge in sorted(written) if _agree(edge, written[edge], shown, messages)]
    for edge in edges:
        alias, actor, acted = edge
        link = _joined([link for _, link in written[edge]])
        place = places.get(edge, 0)
        by_key[actor].append(
            Relation(alias, acted, articles=link.articles, on=link.on, place=place)
        )
        by_key[acted].append(Relation(INVERSE[alias], actor, articles=link.articles, on=link.on))
    _check_cycles(edges, written, shown, messages)
    order = {alias: number for number, alias in enumerate(BY_ALIAS)}
    return Relations(
        {
            key: tuple(
                sorted(
                    set(relations),
                    key=lambda r: (
                        (order[r.alias], r.alias in IN_ORDER and not r.place, r.place),
                        (r.key, r.title, r.address),
                        (r.articles, r.on or date.min),
                    ),
                )
            )
            for key, relations in by_key.items()
        }
    )


def _links(record: Record) -> Iterator[tuple[str, Link]]:
    for pair in RELATIONS:
        for alias in pair:
            for link in getattr(record.facts, alias):
                yield alias, link


def _report_target(link: Link, found: set[str], targets: _Targets, report: FileMessages) -> None:
    if found:
        names = "、".join(sorted(found)[:5])
        report.error(
            link.line,
            Text(
                f"{quoted(link.target)} 可指 {len(found)} 份文件：{names}",
                f"{quoted(link.target)} may be any of {len(found)} records: {names}",
            ),
            Text("写“栏目/网址”", "write column/address"),
        )
        return
    near = targets.near(link.target)
    hint = f"（相近：{'、'.join(near)}）" if near else ""
    report.error(
        link.line,
        Text(
            f"本站没有 {quoted(link.target)}{hint}",
            f"this portal has no {quoted(link.target)}"
            + (f" (near: {', '.join(near)})" if near else ""),
        ),
        Text(
            "写“栏目/网址”；别处的文件写成 {标题: …, 网址: https://…}",
            "write column/address; for a document of another body {标题: …, 网址: https://…}",
        ),
    )


def _joined(links: list[Link]) -> Link:
    first = links[0]
    return replace(
        first,
        articles=next((link.articles for link in links if link.articles), ()),
        on=next((link.on for link in links if link.on), None),
    )


def _agree(
    edge: tuple[str, str, str],
    sides: list[tuple[Record, Link]],
    shown: str,
    messages: list[Message],
) -> bool:
    """Report a relation written twice on one side, or differently on the two sides."""
    first_of: dict[str, tuple[Record, Link]] = {}
    agree = True
    for record, link in sides:
        report = FileMessages(f"{shown}/{record.path}", messages)
        if record.path in first_of:
            agree = False
            before = first_of[record.path][1].line
            report.error(
                link.line,
                Text(
                    f"{quoted(link.target)} 写了两次（第 {before} 行已有）",
                    f"{quoted(link.target)} is named twice (already on line {before})",
                ),
                Text("只留一个", "keep one of them"),
            )
            continue
        for other_record, other in first_of.values():
            both_days = link.on is not None and other.on is not None
            if set(link.articles) == set(other.articles) and not (
                both_days and link.on != other.on
            ):
                continue
            agree = False
            place = f"{shown}/{other_record.path}:{other.line}"
            report.error(
                link.line,
                Text(
                    f"与 {place} 所写的条款或日期不一致",
                    f"the articles or the day differ from those at {place}",
                ),
                Text("使两边一致，或只在一边写", "make both sides agree, or write one side only"),
            )
        first_of[record.path] = record, link
    return agree


def _check_cycles(
    edges: list[tuple[str, str, str]],
    written: Mapping[tuple[str, str, str], list[tuple[Record, Link]]],
    shown: str,
    messages: list[Message],
) -> None:
    ending = {"replaces", "repeals"}  # of these, one after the other makes a ring too
    for aliases in (ending, *({alias} for alias, _ in RELATIONS if alias not in ending)):
        next_of: dict[str, list[str]] = defaultdict(list)
        by_ends: dict[tuple[str, str], tuple[str, str, str]] = {}
        for edge in edges:
            relation, actor, acted = edge
            if relation in aliases:
                next_of[actor].append(acted)
                by_ends[actor, acted] = edge
        for ring in _rings(next_of):
            edge = by_ends[ring[0], ring[1]]
            record, link = written[edge][0]
            shortened = [*ring[:4], "…", *ring[-2:]] if len(ring) > 8 else ring
            path = " → ".join(shortened)
            FileMessages(f"{shown}/{record.path}", messages).error(
                link.line,
                Text(
                    f"“{BY_ALIAS[edge[0]].name}”绕成一圈：{path}",
                    f"{edge[0]} goes round in a ring: {path}",
                ),
                Text("改正其中一处", "correct one of them"),
            )


def _rings(next_of: Mapping[str, list[str]]) -> list[list[str]]:
    """Return one ring for each place where a depth-first walk closes; without recursion."""
    rings: list[list[str]] = []
    done: set[str] = set()
    for start in sorted(next_of):
        if start in done:
            continue
        path: list[str] = []
        on_path: dict[str, int] = {}
        stack: list[tuple[str, Iterator[str]]] = [(start, iter(next_of[start]))]
        path.append(start)
        on_path[start] = 0
        while stack:
            node, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                stack.pop()
                path.pop()
                del on_path[node]
                done.add(node)
            elif following in on_path:
                rings.append([*path[on_path[following] :], following])
            elif following not in done:
                on_path[following] = len(path)
                path.append(following)
                stack.append((following, iter(next_of.get(following, ()))))
    return rings
