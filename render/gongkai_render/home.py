"""The home pages: what each of their blocks shows, and which blocks have nothing to show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from urllib.parse import quote

from gongkai_model.columns import Column
from gongkai_model.kinds import all_kinds
from gongkai_model.messages import Message, Place, Severity, Text
from gongkai_model.periods import Period
from gongkai_render.edition import Edition, Seen
from gongkai_render.lists import BrowseItem, Entry, entries
from gongkai_render.overviews import closing_soon, ordered_columns, way_to
from gongkai_render.units import unit_groups

SENIORS = "seniors"
"""Id of old people among the audiences of a pack."""
_NEWS = 8
_ENTRIES = 6


@dataclass(frozen=True, slots=True)
class HomePicture:
    """The one picture of the home page, with the record it stands for."""

    href: str
    src: str
    text: str
    title: str


@dataclass(frozen=True, slots=True)
class Explained:
    """An interpretation, with the document it interprets."""

    entry: Entry
    policy: str
    policy_href: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """What the home page shows; each block is empty where there is nothing."""

    urgent: tuple[Entry, ...]
    find: tuple[BrowseItem, ...]
    picture: tuple[HomePicture, ...]
    news: tuple[Entry, ...]
    tabs: tuple[BrowseItem, ...]
    policies: tuple[Entry, ...]
    interpretations: tuple[Explained, ...]
    topics: tuple[BrowseItem, ...]
    answers: tuple[Entry, ...]
    openness: tuple[BrowseItem, ...]
    services: tuple[Entry, ...]
    interaction: tuple[Entry, ...]
    gazette: tuple[Entry, ...]
    specials: tuple[BrowseItem, ...]
    data: tuple[BrowseItem, ...]
    ways: dict[str, tuple[BrowseItem, ...]]


_BLOCKS = {
    "urgent": "紧急提示",
    "find": "我要查政策",
    "picture": "要闻图片",
    "news": "要闻",
    "policies": "政策文件",
    "interpretations": "政策解读",
    "answers": "政策问答",
    "openness": "政府信息公开",
    "services": "办事服务",
    "interaction": "互动交流",
    "gazette": "政府公报",
    "specials": "专题",
    "data": "数据",
}
_ACTS = tuple(kind.alias for kind in all_kinds() if kind.has_texts)
_SERVICES = ("service-guide", "external-entrance")
_INTERACTION = ("consultation", "response")


def home_page(edition: Edition, root: str) -> HomePage:
    """Gather what the home page shows.

    Args:
        edition: What there is.
        root: Relative path from the page to the top of the site.
    """
    news = _newest(edition, ("news",))
    pictured = tuple(seen for seen in news if seen.record.facts.picture)[:1]
    return HomePage(
        urgent=entries(_urgent(edition)[:1], root, edition),
        find=tuple(_find(edition, root)),
        picture=tuple(_picture(seen, root) for seen in pictured),
        news=entries(tuple(seen for seen in news if seen not in pictured)[:_NEWS], root, edition),
        tabs=_ways(edition, ("news", "notice", "public-notice"), root),
        policies=entries(_newest(edition, _ACTS)[:_ENTRIES], root, edition),
        interpretations=tuple(
            _explained(edition, seen, root)
            for seen in _newest(edition, ("interpretation",))[:_ENTRIES]
        ),
        topics=tuple(_topics(edition, root)),
        answers=entries(_newest(edition, ("answer",))[:_ENTRIES], root, edition),
        openness=tuple(dict.fromkeys(_openness(edition, root))),
        services=entries(_newest(edition, _SERVICES)[:_ENTRIES], root, edition),
        interaction=entries(_newest(edition, _INTERACTION)[:_ENTRIES], root, edition),
        gazette=entries(_newest(edition, ("gazette-issue",))[:3], root, edition),
        specials=tuple(_pages(edition, "topic", root)),
        data=tuple(_pages(edition, "data", root)),
        ways={
            "policies": _ways(edition, _ACTS, root),
            "interpretations": _ways(edition, ("interpretation",), root),
            "answers": _ways(edition, ("answer",), root),
            "services": _ways(edition, _SERVICES, root),
            "interaction": _ways(edition, _INTERACTION, root),
            "gazette": _ways(edition, ("gazette-issue",), root),
        },
    )


def elder_home(edition: Edition, root: str) -> dict[str, object]:
    """Return what the elder home page shows: few ways, the newest news, telephones."""
    say = edition.settings.pack.text
    home = home_page(edition, root)
    seniors = way_to(edition, _columns(edition, _ACTS), "audience", SENIORS, root)
    ways = [
        *([BrowseItem(seniors.href, say("给老年人的政策"), seniors.count)] if seniors else []),
        *_ways(edition, ("news", "notice", "service-guide", "answer", "interpretation"), root),
    ]
    pages = edition.furniture.pages
    for part, name in (("units", "找部门"), ("accessibility", "无障碍说明"), ("map", "网站地图")):
        if part in pages:
            ways.append(BrowseItem(f"{root}{pages[part]}", say(name), None))
    phones = [unit for group in unit_groups(edition, root) for unit in group.units if unit.phone]
    return {"home": home, "elder": tuple(ways), "phones": tuple(phones)}


def home_notes(edition: Edition, source: str) -> Iterator[Message]:
    """Name the blocks of the home page that are not drawn, because there is nothing in them."""
    home = home_page(edition, "")
    filled = {field.name for field in fields(home) if getattr(home, field.name)}
    empty = [name for name in _BLOCKS if name not in filled and name not in {"urgent", "picture"}]
    if empty:
        yield Message(
            Place(f"{edition.portal.shown}/{source}"),
            Text(
                f"首页没有画出这些块：{'、'.join(_BLOCKS[name] for name in empty)}（没有内容）",
                f"these blocks of the home page have nothing to show: {', '.join(empty)}",
            ),
            Text("有了相应的记录就会出现", "they appear once there are records for them"),
            Severity.NOTE,
        )


def _newest(edition: Edition, kinds: Iterable[str]) -> tuple[Seen, ...]:
    """Return the records of some kinds, newest publication first."""
    found = [seen for kind in kinds for seen in edition.by_kind.get(kind, ())]
    found.sort(key=lambda seen: (seen.published_on or date.min, seen.record.key), reverse=True)
    return tuple(found)


def _urgent(edition: Edition) -> tuple[Seen, ...]:
    return tuple(
        seen
        for seen in reversed(edition.by_publication)
        if (until := seen.record.facts.urgent_until) is not None and until >= edition.day
    )


def _picture(seen: Seen, root: str) -> HomePicture:
    facts = seen.record.facts
    if facts.picture is None:
        raise ValueError(seen.record.key)
    path = quote(facts.picture.path)
    return HomePicture(
        f"{root}{seen.record.key}/", f"{root}{path}", facts.picture.text, facts.title
    )


def _columns(edition: Edition, kinds: Iterable[str]) -> tuple[Column, ...]:
    wanted = set(kinds)
    return tuple(
        column
        for column in ordered_columns(edition)
        if wanted & {kind.alias for kind in column.kinds} and edition.listed[column.path]
    )


def _ways(edition: Edition, kinds: Sequence[str], root: str) -> tuple[BrowseItem, ...]:
    """Return the ways to the columns of some kinds, in the order of the navigation."""
    return tuple(
        BrowseItem(f"{root}{column.path}/", column.name, len(edition.listed[column.path]))
        for column in _columns(edition, kinds)
    )


def _find(edition: Edition, root: str) -> Iterator[BrowseItem]:
    """Yield the ways for each audience, and to what is open now, with counts."""
    pack = edition.settings.pack
    for id_ in pack.audiences:
        way = way_to(edition, _columns(edition, _ACTS), "audience", id_, root)
        if way is not None:
            yield way
    soon = edition.furniture.pages.get("closing")
    closing = closing_soon(edition)
    if soon is not None and closing:
        yield BrowseItem(f"{root}{soon}", pack.text("即将截止"), len(closing))
    for kind, name in (("public-notice", "正在公示"), ("consultation", "意见征集")):
        way = way_to(edition, _columns(edition, (kind,)), "period", Period.OPEN.alias, root)
        if way is not None:
            yield BrowseItem(way.href, pack.text(name), way.count)


def _topics(edition: Edition, root: str) -> Iterator[BrowseItem]:
    for id_ in edition.settings.pack.life_topics:
        way = way_to(edition, _columns(edition, ("answer",)), "topic", id_, root)
        if way is not None:
            yield way


def _openness(edition: Edition, root: str) -> Iterator[BrowseItem]:
    """Yield guide, rules, statutory content, reports, application, units: in this order."""
    pages = edition.furniture.pages
    say = edition.settings.pack.text

    def page(part: str, name: str) -> Iterator[BrowseItem]:
        if part in pages:
            yield BrowseItem(f"{root}{pages[part]}", say(name), None)

    yield from _ways(edition, ("openness-guide",), root)
    yield from _ways(edition, ("openness-rule",), root)
    yield from page("disclosure", "法定主动公开内容")
    yield from _ways(edition, ("openness-report",), root)
    yield from page("application", "依申请公开")
    yield from page("units", "部门和乡镇")
    yield from _ways(edition, ("organ-profile", "leader", "website-report"), root)


def _pages(edition: Edition, role: str, root: str) -> Iterator[BrowseItem]:
    """Yield the ways to editors' pages of a role, by path."""
    for source, page in sorted(edition.portal.pages.items()):
        if page.meta.get("role") == role:
            address = edition.bodies.links.addresses.get(source) or ""
            yield BrowseItem(f"{root}{address}", page.title, None)


def _explained(edition: Edition, seen: Seen, root: str) -> Explained:
    entry = entries((seen,), root, edition)[0]
    for relation in edition.portal.relations.of(seen.record.key, "interprets"):
        if not relation.key:
            return Explained(entry, relation.title, relation.address)
        other = edition.seen.get(relation.key)
        if other is not None:
            return Explained(entry, other.record.facts.title, f"{root}{relation.key}/")
    return Explained(entry, "", "")
