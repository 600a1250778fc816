"""Figures of 我为政府网站找错: as a region of a page, and as files beside that page."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from urllib.parse import quote

from gongkai_model.feedback.statistics import Figures, Statistics, feedback_statistics
from gongkai_render.edition import Edition
from gongkai_render.outputs import Output

REGION = "feedback-statistics"
"""The region's name."""

_NAME = "statistics"


@dataclass(frozen=True, slots=True)
class FigureTable:
    """One table of the region: rows of figures under one heading."""

    id: str
    caption: str
    heading: str
    rows: tuple[tuple[str, Figures], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A closed message in an editor's own words."""

    closed_on: date
    category: str
    result: str
    summary: str


def counted(edition: Edition) -> Statistics:
    """Count the portal's messages as known on the build date."""
    pack = edition.settings.pack
    return feedback_statistics(
        edition.portal.feedback.records,
        edition.day,
        edition.portal.working_days,
        edition.settings.feedback_limits,
        tuple(pack.feedback_classes.values()),
    )


def statistics_region(edition: Edition, root: str, path: str) -> dict[str, object]:
    """Return what the region shows.

    Args:
        edition: What there is.
        root: Relative path from the page to the top of the site.
        path: File of the page within the site.
    """
    say = edition.settings.pack.text
    statistics = counted(edition)
    files = root + quote(_folder(path)) + _NAME
    return {
        "statistics": statistics,
        "tables": tuple(
            FigureTable(f"feedback-{id_}", say(caption), say(heading), rows)
            for id_, caption, heading, rows in _tables(edition, statistics)
            if rows
        ),
        "limits": edition.settings.feedback_limits,
        "csv": f"{files}.csv",
        "json": f"{files}.json",
        "messages": tuple(_told(edition)) if edition.settings.feedback_messages else (),
    }


def statistics_outputs(edition: Edition, path: str) -> Iterator[Output]:
    """Declare the data files beside a page.

    Args:
        edition: What there is.
        path: File of the page within the site.
    """
    statistics = counted(edition)
    say = edition.settings.pack.text
    tables = tuple(
        (id_, say(heading), rows) for id_, _, heading, rows in _tables(edition, statistics)
    )
    heads = tuple(map(say, ("分组", "项目", *_COLUMNS.values())))

    def as_csv() -> bytes:
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow(heads)
        for _, heading, rows in tables:
            for name, figures in rows:
                writer.writerow((heading, name, *_row(figures).values()))
        return text.getvalue().encode("utf-8-sig")  # spreadsheets know it for UTF-8 by the mark

    def as_json() -> bytes:
        groups = {
            f"by_{id_}": [{"name": name, **_numbers(figures)} for name, figures in rows]
            for id_, _, rows in tables[1:]
        }
        total = _numbers(statistics.total)
        data = {"as_of": statistics.day.isoformat(), "total": total, **groups}
        return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()

    inputs = (statistics, tables, heads)
    folder = _folder(path)
    yield Output(f"{folder}{_NAME}.csv", inputs, as_csv, f"{path}（找错统计）")
    yield Output(f"{folder}{_NAME}.json", inputs, as_json, f"{path}（找错统计）")


def _folder(path: str) -> str:
    """Return the folder of a page, with its slash; empty for the home page."""
    return path.removesuffix("index.html")


_Table = tuple[str, str, str, tuple[tuple[str, Figures], ...]]


def _tables(edition: Edition, statistics: Statistics) -> Iterable[_Table]:
    say = edition.settings.pack.text
    by_result = tuple((say(name or "未办结"), figures) for name, figures in statistics.by_result)
    by_class = tuple((say(name), figures) for name, figures in statistics.by_class)
    return (
        ("total", "合计", "合计", ((say("全部"), statistics.total),)),
        ("quarter", "按收到的季度", "季度", statistics.by_quarter),
        ("class", "按问题的类别", "类别", by_class),
        ("result", "按办理结果", "结果", by_result),
    )


_COLUMNS = {
    "received": "收到",
    "valid": "有效留言",
    "closed": "办结",
    "on_time": "按期办结",
    "unmeasured": "无法判定",
    "mean_working_days": "平均工作日",
}


def _row(figures: Figures) -> dict[str, object]:
    return {
        "received": figures.received,
        "valid": figures.valid,
        "closed": figures.closed,
        "on_time": figures.on_time,
        "unmeasured": figures.unmeasured,
        "mean_working_days": figures.mean_shown,
    }


def _numbers(figures: Figures) -> dict[str, object]:
    shown = figures.mean_shown
    return {**_row(figures), "mean_working_days": float(Fraction(shown)) if shown else None}


def _told(edition: Edition) -> Iterator[Told]:
    """Yield the messages that an editor has summed up, the latest first."""
    closed = [
        (closed_on, record)
        for record in edition.portal.feedback.records
        if record.summary and (closed_on := record.closed_on(edition.day)) is not None
    ]
    for closed_on, record in sorted(closed, key=lambda c: (c[0], c[1].number), reverse=True):
        yield Told(closed_on, record.category, str(record.result or ""), record.summary)
