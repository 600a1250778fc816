"""From the files of a collection to acts with texts, all decided before anything is written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from gongkai_cli.import_texts import report
from gongkai_cli.import_texts.catalogue import Catalogue, folded, read_catalogue
from gongkai_cli.import_texts.collection import Collection
from gongkai_cli.import_texts.dating import Dates, date_text
from gongkai_cli.import_texts.kinds import SCOPED, kind_of
from gongkai_cli.import_texts.organs import organs_of
from gongkai_cli.import_texts.report import Findings
from gongkai_cli.import_texts.source_text import SourceText, comparable, read_text
from gongkai_model.kinds import Kind
from gongkai_model.promulgation_note import Act, Event, parse_note

_DECISION = "修改废止决定"


@dataclass(frozen=True, slots=True)
class Key:
    """What makes two texts texts of one act.

    Attributes:
        kind: Chinese name.
        title: In comparable form.
        scope: Folder, for kinds of which two bodies may have acts of one title.
        day: For decisions, whose titles repeat: 国务院关于修改部分行政法规的决定.
    """

    kind: str
    title: str
    scope: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class PlannedText:
    """A text to be written.

    Attributes:
        source: As the collection has it.
        dates: Its days.
        events: What its note tells.
        expired: To be marked as no longer in force.
    """

    source: SourceText
    dates: Dates
    events: tuple[Event, ...]
    expired: bool = False


@dataclass(frozen=True, slots=True)
class PlannedAct:
    """An act to be written.

    Attributes:
        key: What identifies it in this and later imports.
        kind: Of the record.
        title: As in its latest text.
        organs: Who issued it; may be empty.
        guessed: Names of the fields of the act that are guesses.
        texts: At least one, oldest first.
    """

    key: Key
    kind: Kind
    title: str
    organs: tuple[str, ...]
    guessed: tuple[str, ...]
    texts: tuple[PlannedText, ...]

    @property
    def first_day(self) -> date | None:
        """The earliest day known of it."""
        return min((text.dates.first for text in self.texts if text.dates.first), default=None)


@dataclass(frozen=True, slots=True)
class _Read:
    """A text and what is known of it alone."""

    text: PlannedText
    kind: Kind
    title: str
    guessed: tuple[str, ...]
    folder: str


def plan(
    collection: Collection, findings: Findings, progress: Callable[[int, int], None]
) -> list[PlannedAct]:
    """Decide what is to be written, sorted by first day and title; undated acts come last."""
    catalogue = read_catalogue(collection.catalogue, findings)
    sources = []
    for number, file in enumerate(collection.texts, 1):
        source = read_text(file, findings)
        if source is not None:
            sources.append(source)
        progress(number, len(collection.texts))
    names = Counter(comparable(source.name) for source in sources)
    read = [
        _read(source, collection.name, catalogue, names[comparable(source.name)] == 1, findings)
        for source in sources
    ]
    catalogue.report_unused(findings)
    read = _kinds_alike(read, findings)
    groups: dict[Key, list[_Read]] = defaultdict(list)
    for item in _parts_apart(_once(read, findings), findings):
        groups[_key(item)].append(item)
    acts = [_act(key, group, findings) for key, group in groups.items()]
    acts.sort(key=lambda act: (act.first_day or date.max, act.title, *_sortable(act.key)))
    return acts


def _sortable(key: Key) -> tuple[str, str, str, str]:
    return key.title, key.kind, key.scope, key.day


def _read(
    source: SourceText, collection: str, catalogue: Catalogue, alone: bool, findings: Findings
) -> _Read:
    row = catalogue.find(source, alone, findings)
    events = parse_note(list(source.note)) if source.note else ()
    for event in events:
        if event.act is Act.OTHER:
            findings.add(report.ODD_NOTE, source.path, event.text.replace("\n", "⏎"))
    dates = date_text(source, events, row, findings)
    if dates.day is None:
        findings.add(report.UNDATED, source.path)
    folder = folded(source.path.rpartition("/")[0])
    # The folder that is imported may be that of one kind: 行政法规.
    level = row.level if row else ""
    kind, kind_is_guess = kind_of(level, (collection, *folder), source.title)
    guessed = [name for name in source.guessed if name == "标题"]
    if kind_is_guess:
        guessed.append("类型")
    if row is not None and comparable(row.name) != comparable(source.title):
        findings.add(report.ODD_TITLE, source.path, f"{source.title} ≠ {row.name}")
    planned = PlannedText(source, dates, events)
    return _Read(planned, kind, source.title, tuple(guessed), "/".join(folder))


def _kinds_alike(read: list[_Read], findings: Findings) -> list[_Read]:
    """Where the kind is a guess, take that of another text of this title, if it is known."""
    stated: dict[str, set[Kind]] = defaultdict(set)
    for item in read:
        if "类型" not in item.guessed:
            stated[comparable(item.title)].add(item.kind)
    result = []
    for item in read:
        if "类型" in item.guessed:
            known = stated.get(comparable(item.title), set())
            if len(known) == 1:
                item = replace(item, kind=next(iter(known)))
            findings.add(report.GUESSED_KIND, item.text.source.path, item.kind.name)
        result.append(item)
    return result


def _key(item: _Read) -> Key:
    day = item.text.dates.made if item.kind.name == _DECISION else None
    scope = item.folder if item.kind.name in SCOPED else ""
    return Key(item.kind.name, comparable(item.title), scope, day.isoformat() if day else "")


def _once(read: Iterable[_Read], findings: Findings) -> list[_Read]:
    """Leave out texts that are there already, byte for byte, under the same title and day."""
    kept: dict[tuple[str, str, date | None], _Read] = {}
    days: dict[str, str] = {}
    for item in read:
        source = item.text.source
        # Not by folder: the bytes, with title and note, are the same.
        identity = (source.digest, comparable(item.title), item.text.dates.made)
        if identity in kept:
            findings.add(report.DUPLICATE, source.path, f"= {kept[identity].text.source.path}")
            continue
        if source.digest in days:
            findings.add(report.SAME_TEXT, source.path, f"= {days[source.digest]}")
        days[source.digest] = source.path
        kept[identity] = item
    return list(kept.values())


def _parts_apart(read: list[_Read], findings: Findings) -> list[_Read]:
    """Give files of one title and day but with different names titles of their own.

    The parts of a code may lie in one file each, all under the title of the code.
    """
    same: dict[tuple[Key, date | None], list[_Read]] = defaultdict(list)
    for item in read:
        same[_key(item), item.text.dates.made].append(item)
    result = []
    for group in same.values():
        names = {comparable(item.text.source.name) for item in group}
        for item in group:
            source = item.text.source
            if len(names) > 1 and comparable(source.name) != comparable(item.title):
                findings.add(report.PART, source.path, f"{item.title} {source.name}")
                item = replace(
                    item, title=f"{item.title} {source.name}", guessed=("标题", *item.guessed)
                )
            result.append(item)
    return result


def _act(key: Key, group: list[_Read], findings: Findings) -> PlannedAct:
    group.sort(key=lambda item: (item.text.dates.made or date.min, item.text.source.path))
    texts = [item.text for item in group]
    for place, text in enumerate(texts):
        if text.dates.expired:
            texts[place] = _expired(text, texts, findings)
    texts.sort(key=lambda text: (text.dates.day or date.min, text.source.path))
    organs = next((found for text in reversed(texts) if (found := organs_of(text.events))), ())
    if not organs:
        for text in texts:
            findings.add(report.NO_ORGAN, text.source.path)
    last = group[-1]
    guessed = tuple(dict.fromkeys(name for item in group for name in item.guessed))
    if organs:
        guessed += ("发文机关",) + (("联合发文",) if organs[1:] else ())
    return PlannedAct(key, last.kind, last.title, organs, guessed, tuple(texts))


def _expired(text: PlannedText, texts: list[PlannedText], findings: Findings) -> PlannedText:
    """Mark a text as no longer in force, if it is the latest one of its act."""
    made = text.dates.made
    others = [other.dates.day for other in texts if other is not text]
    if any(day is not None and (made is None or day >= made) for day in others):
        findings.add(report.EXPIRED_UNUSED, text.source.path)
        return text
    findings.add(report.EXPIRED, text.source.path)
    return replace(text, expired=True)
