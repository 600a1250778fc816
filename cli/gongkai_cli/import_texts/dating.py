"""Decides the days of a text: of promulgation and of entry into force, and what is a guess.

What the text's own note says goes before the file name and the catalogue, which are not part of it.
The day in the file's name, ``publish`` in the catalogue, is that of promulgation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai_cli.import_texts import report
from gongkai_cli.import_texts.catalogue import Row
from gongkai_cli.import_texts.report import Findings
from gongkai_cli.import_texts.source_text import SourceText
from gongkai_model.dates import parse_day
from gongkai_model.messages import NotUnderstood
from gongkai_model.promulgation_note import Act, Event

_MAKING = (Act.ADOPTED, Act.APPROVED, Act.PROMULGATED, Act.AMENDED)
_LONG = timedelta(days=366)
# 本市 and the like begin a sentence about something else.
_IN_FORCE = re.compile(
    r"(?:^|[\s。；、条])本(?![市省区县州])[^，。；：\s]{1,12}?[自从于]"
    r"(?P<from>[^，。；\s]{0,12}之日|[0-9０-９一二〇○零ОOo]{4}\s*年[^，。；]{1,20}?)\s*起?"
    r"(?:施行|实施|执行|生效)",
    re.MULTILINE,
)
_FROM_PUBLICATION = re.compile(r"(?:公布|发布|颁布)之日")


@dataclass(frozen=True, slots=True)
class Dates:
    """The days of one text.

    Attributes:
        first: The earliest day known of the act.
        published: Of promulgation, or None.
        written: Of adoption or of the last change, where that of promulgation is not known.
        in_force: Of entry into force, or None.
        expired: The catalogue marks this very text as no longer in force.
        guessed: Names of the fields that are guesses.
    """

    first: date | None
    published: date | None
    written: date | None
    in_force: date | None
    expired: bool
    guessed: tuple[str, ...]

    @property
    def made(self) -> date | None:
        """Day of promulgation, else of adoption."""
        return self.published or self.written

    @property
    def day(self) -> date | None:
        """The day that names the text."""
        return self.in_force or self.made


def date_text(
    text: SourceText, events: Iterable[Event], row: Row | None, findings: Findings
) -> Dates:
    """Decide the days of a text.

    Args:
        text: The text.
        events: What its note tells.
        row: What the catalogue says of it, or None.
        findings: Everything doubtful is added here.
    """
    events = tuple(events)
    making = _making(events)
    told = [event.on for event in making if event.on is not None]
    latest = max(told, default=None)
    named = text.named_day or (row.publish if row else None)
    contradicted = named is not None and latest is not None and named < latest
    if contradicted:
        findings.add(report.NAME_EARLIER, text.path, f"{named} < {latest}")
        if row is not None and row.expired:
            findings.add(report.EXPIRED_UNUSED, text.path, row.name)
        row = None
    published = written = None
    guessed: list[str] = []
    if named is not None and not contradicted:
        published = named
        if latest is not None and named - latest > _LONG:
            findings.add(report.NOTE_OLDER, text.path, f"{named} > {latest}")
            guessed.append("发布日期")
        elif named != latest and (row is None or row.publish != named):
            findings.add(report.UNSURE_DAY, text.path, named)
            guessed.append("发布日期")
    elif latest is not None:
        if any(event.on == latest and _publishes(event) for event in making):
            published = latest
        else:
            written = latest
        if contradicted or written is not None:
            guessed.append("发布日期" if published else "成文日期")
        if not contradicted:
            findings.add(report.GUESSED_DAY, text.path, latest)
    in_force, sure = _in_force(text, events, published, written, row, findings)
    if in_force is not None and not sure:
        guessed.append("施行日期")
    first = min([*told, *(day for day in (published, in_force) if day)], default=None)
    expired = row is not None and row.expired
    return Dates(first, published, written, in_force, expired, tuple(guessed))


def _making(events: tuple[Event, ...]) -> list[Event]:
    """Return the events on which the text was made, or changed; else any that are not clear."""
    dated = [event for event in events if event.on is not None]
    return [event for event in dated if event.act in _MAKING or _publishes(event)] or [
        event for event in dated if event.act is Act.OTHER
    ]


def _publishes(event: Event) -> bool:
    """发布，自发布之日起施行 is one event, and both."""
    return event.act is Act.PROMULGATED or (
        event.act is Act.IN_FORCE and _FROM_PUBLICATION.search(event.text) is not None
    )


def _in_force(
    text: SourceText,
    events: tuple[Event, ...],
    published: date | None,
    written: date | None,
    row: Row | None,
    findings: Findings,
) -> tuple[date | None, bool]:
    """Return the day of entry into force, and whether it is stated of this very text.

    A day before this text was made is that of an earlier text: an amended act keeps its last
    article, and its note goes on telling when the first text entered into force.
    """
    made = published or written
    amended = any(event.act is Act.AMENDED for event in events)
    told: list[tuple[date, bool, str]] = []  # day, stated, where
    forces = [event.on for event in events if event.act is Act.IN_FORCE and event.on is not None]
    if forces:
        told.append((max(forces), True, "题注"))
    words = _stated_in_body(text, findings)
    if words is not None and _FROM_PUBLICATION.fullmatch(words):
        if published is not None and not amended:
            told.append((published, False, f"正文“自{words}起”"))
    elif words is not None:
        try:
            told.append((parse_day(words.removesuffix("零时"))[0], not amended, "正文"))
        except NotUnderstood:
            if re.search(r"[0-9]", words):
                findings.add(report.BAD_DAY, text.path, words)
    if row is not None and row.valid_from is not None:
        told.append((row.valid_from, True, "目录"))
    usable = [source for source in told if made is None or source[0] >= made]
    if not usable:
        if told:
            shown = "；".join(f"{where} {day}" for day, _, where in told)
            findings.add(report.EARLIER_FORCE, text.path, f"{shown} < {made}")
        return None, False
    day, sure, where = usable[0]
    if len({source[0] for source in usable}) > 1:
        shown = "；".join(f"{where} {day}" for day, _, where in usable)
        findings.add(report.CONFLICTING_FORCE, text.path, f"{shown} → {day}")
        sure = False
    else:
        sure = made is not None and any(stated for _, stated, _ in usable)
    if not sure and where.startswith("正文"):
        findings.add(report.FORCE_FROM_TEXT, text.path, f"{where} {day}")
    return day, sure


def _stated_in_body(text: SourceText, findings: Findings) -> str | None:
    """Return the words between 自 and 起施行 where the text says them once and for all of it."""
    if "行" not in text.body and "效" not in text.body:
        return None
    found = {"".join(match["from"].split()) for match in _IN_FORCE.finditer(text.body)}
    if len(found) > 1:
        findings.add(report.CONFLICTING_FORCE, text.path, "；".join(sorted(found)))
        return None
    return next(iter(found), None)
