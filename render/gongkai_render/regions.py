"""Regions: places in editors' pages that the build fills: lists, newest records, counts.

An editor writes ``{{ 列表 policies }}``, ``{{ 最新 policies 8 }}``, ``{{ 数量 policies }}``. MkDocs
draws the page around a mark; it is filled when records are known, so that a changed record never
has MkDocs draw a page again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from gongkai_model.columns import Column
from gongkai_model.messages import FileMessages, Message, Text
from gongkai_model.parts import PARTS, REGIONS
from gongkai_model.portal import EditorPage, Portal
from gongkai_render import feedback
from gongkai_render.edition import Edition
from gongkai_render.home import elder_home, home_page
from gongkai_render.lists import browse_groups, entries, reversed_records
from gongkai_render.overviews import all_lists, closing_soon, disclosed, site_map
from gongkai_render.units import unit_groups

MARK = "gongkai-region-"
"""All marks begin with this; it must not survive in anything that is written."""

_NAMES = {
    "列表": "list",
    "list": "list",
    "最新": "newest",
    "newest": "newest",
    "数量": "count",
    "count": "count",
}
_NAMES |= REGIONS | {name: name for name in REGIONS.values()}
_WRITTEN = re.compile(r"\{\{[ \t]*(" + "|".join(_NAMES) + r")((?:[ \t]+[^\s{}]+){0,3})[ \t]*\}\}")
_MEANT = re.compile(r"\{\{[ \t]*([\u4e00-\u9fff]{2,12})[^{}]{0,80}\}\}")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_MARKS = re.compile(rf"<p>{MARK}(\d+)-end</p>|{MARK}(\d+)-end")
_NEWEST = 8


@dataclass(frozen=True, slots=True)
class Region:
    """A region of a page.

    Attributes:
        name: ``list``, ``newest``, ``count``, or one that shows the whole portal.
        column: Path of the column it shows; empty for the whole portal.
        size: Records to show at most; 0 for the default.
    """

    name: str
    column: str
    size: int = 0


def mark_regions(
    markdown: str,
    first_line: int,
    columns: Mapping[str, Column],
    own: str | None,
    messages: FileMessages,
) -> tuple[str, tuple[Region, ...]]:
    """Put marks in the place of the regions of a page.

    Args:
        markdown: Body of the page.
        first_line: Line of the file on which it begins.
        columns: By path.
        own: Path of the page's own column; None where it is none's. Such a page gets a list at
            its end, if it has none.
        messages: Unknown columns and wrong places are added here.
    """
    regions: list[Region] = []
    lines = markdown.split("\n")
    for number, line in _outside_of_code(lines):

        def replace(match: re.Match[str], line: str = line, at: int = number + first_line) -> str:
            region = _read(match, columns, own, messages, at)
            if region is None:
                return match[0]
            if region.name != "count" and line.strip() != match[0]:
                messages.error(
                    at,
                    Text(f"{match[0]} 与别的文字同在一行", f"{match[0]} shares its line"),
                    Text(
                        "单独写一行，上下各空一行", "give it a line of its own, blank lines around"
                    ),
                )
                return match[0]
            regions.append(region)
            mark = f"{MARK}{len(regions) - 1}-end"
            return mark if region.name == "count" else f"\n{mark}\n"

        lines[number] = _WRITTEN.sub(replace, line)
    if own is not None and not any(r.name == "list" and r.column == own for r in regions):
        regions.append(Region("list", own))
        lines += ["", f"{MARK}{len(regions) - 1}-end", ""]
    return "\n".join(lines), tuple(regions)


def _outside_of_code(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines that may hold regions, with their numbers: a help page shows how to write."""
    fence = ""
    for number, line in enumerate(lines):
        match = _FENCE.match(line)
        if fence:
            fence = "" if match and match[1].startswith(fence) else fence
        elif match:
            fence = match[1]
        elif "{{" in line and not line.startswith(("    ", "\t")):
            yield number, line


def _report_unknown(line: str, number: int, messages: FileMessages) -> None:
    """Report what is meant for a region, and would be printed as it is written."""
    for match in _MEANT.finditer(line):
        if match[1] not in _NAMES:
            near = get_close_matches(match[1], _NAMES, cutoff=0.4) or list(REGIONS)
            messages.error(
                number,
                Text(f"没有“{match[0]}”这种写法", f"there is no region {match[0]}"),
                Text(f"可用：{'、'.join(near)}", f"known: {', '.join(near)}"),
            )


def _read(
    match: re.Match[str],
    columns: Mapping[str, Column],
    own: str | None,
    messages: FileMessages,
    line: int,
) -> Region | None:
    name = _NAMES[match[1]]
    words = match[2].split()
    size = 0
    if name in REGIONS.values() and not words:
        return Region(name, "")
    if words and words[-1].isdecimal() and len(words[-1]) < 4:
        size = int(words.pop())
    column = words.pop(0).strip("/") if words else own
    if words or column is None or column not in columns:
        known = "、".join(sorted(columns))
        messages.error(
            line,
            Text(f"{match[0]} 指的栏目不存在", f"{match[0]} names no column"),
            Text(f"写栏目文件夹，可用：{known}", f"name a column's folder, one of: {known}"),
        )
        return None
    return Region(name, column, size)


def draw_regions(
    edition: Edition, regions: tuple[Region, ...], root: str, path: str
) -> tuple[str, ...]:
    """Draw the regions of a page: all that the page depends on besides MkDocs' drawing.

    Args:
        edition: What there is to show.
        regions: Those of the page, in order.
        root: Relative path from the page to the top of the site.
        path: File of the page within the site.
    """
    return tuple(_draw(edition, region, root, path) for region in regions)


def fill_regions(html: str, regions: tuple[Region, ...], drawn: tuple[str, ...]) -> str:
    """Put the drawn regions in the place of their marks."""

    def fill(match: re.Match[str]) -> str:
        number = int(match[1] or match[2])
        if number >= len(drawn):
            return match[0]  # somebody's own words; what survives is told at the end
        in_paragraph = match[1] and regions[number].name == "count"
        return f"<p>{drawn[number]}</p>" if in_paragraph else drawn[number]

    return _MARKS.sub(fill, html) if regions else html


def part_pages(portal: Portal) -> tuple[Mapping[str, str], list[Message]]:
    """Return the source of the page that gives each part, and what two pages or regions claim."""
    sources: dict[str, str] = {}
    messages: list[Message] = []
    many = {part.name for part in PARTS if part.many}
    for source, page in sorted(portal.pages.items()):
        report = FileMessages(f"{portal.shown}/{source}", messages)
        for number, text in _outside_of_code(page.body.split("\n")):
            _report_unknown(text, number + page.body_line, report)
        for name, line in _parts_of(page):
            if name in sources and name not in many:
                _report_claimed(report, line, name, f"{portal.shown}/{sources[name]}")
            sources.setdefault(name, source)
    return {name: source for name, source in sources.items() if name not in many}, messages


def _parts_of(page: EditorPage) -> Iterator[tuple[str, int]]:
    """Yield the parts that a page gives, each with its line; 0 for the front matter."""
    role = page.meta.get("role")
    if role:
        yield str(role), 0
    for number, line in _outside_of_code(page.body.split("\n")):
        for match in _WRITTEN.finditer(line):
            name = _NAMES[match[1]]
            if name in REGIONS.values() and not match[2].strip():
                yield name, number + page.body_line


def _report_claimed(report: FileMessages, line: int, name: str, by: str) -> None:
    chinese = next(part.chinese for part in PARTS if part.name == name)
    report.error(
        line,
        Text(f"“{chinese}”在 {by} 里已有", f"{chinese} ({name}) is already given by {by}"),
        Text("只留一个", "keep one of them"),
    )


def _whole(edition: Edition, name: str, root: str, path: str) -> str:
    render = edition.templates.render
    if name == "home":
        return render("home/home.html", home=home_page(edition, root))
    if name == "elder":
        return render("home/elder.html", **elder_home(edition, root))
    if name == "map":
        return render("overviews/map.html", items=site_map(edition, root))
    if name == "browse":
        return render("overviews/browse.html", columns=all_lists(edition, root))
    if name == "units":
        return render("units/list.html", groups=unit_groups(edition, root))
    if name == feedback.REGION:
        statistics = feedback.statistics_region(edition, root, path)
        return render("feedback/statistics.html", **statistics)
    if name == "disclosure":
        return render("overviews/disclosure.html", items=disclosed(edition, root))
    shown = entries(closing_soon(edition), root, edition)
    return render("overviews/closing.html", records=shown)


def _draw(edition: Edition, region: Region, root: str, path: str) -> str:
    if region.name in REGIONS.values():
        return _whole(edition, region.name, root, path)
    records = edition.listed[region.column]
    if region.name == "count":
        return str(len(records))
    default = edition.settings.newest_size if region.name == "list" else _NEWEST
    newest = reversed_records(records)[: region.size or default]
    shown = entries(newest, root, edition)
    if region.name == "newest":
        return edition.templates.render("lists/newest.html", records=shown)
    column = edition.portal.columns[region.column]
    groups = browse_groups(edition, column, root)
    return edition.templates.render(
        "lists/column.html", records=shown, groups=groups, column_name=column.name
    )
