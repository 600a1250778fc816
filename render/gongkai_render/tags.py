"""What stands in the head of a page: the tags of 国办发〔2017〕47号, canonical address, JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from urllib.parse import quote

from gongkai_model.columns import Column
from gongkai_model.pack import Pack
from gongkai_model.record import Facts, Record, Status, Version
from gongkai_render.settings import Settings

STYLESHEET = "assets/gongkai/record.css"
DAY = "assets/gongkai/day.css"
"""Tells the build date, and mourns: a new day changes this file and no page."""

_LEGAL_FORCE = {
    Status.IN_FORCE: "InForce",
    Status.PARTLY_LAPSED: "PartiallyInForce",
    Status.NOT_YET: "NotInForce",
    Status.LAPSED: "NotInForce",
    Status.REPEALED: "NotInForce",
}


def site_tags(settings: Settings) -> str:
    """Return the three tags that every page carries; a demonstration is not to be indexed."""
    robots = '<meta name="robots" content="noindex, nofollow">\n' if settings.demo else ""
    return robots + _metas(
        settings.pack,
        {
            "site_name": settings.name,
            "site_domain": settings.domain,
            "site_code": settings.code,
        },
    )


def column_tags(column: Column, settings: Settings) -> str:
    """Return the four tags of a column, for its lists and the pages in it."""
    return _metas(
        settings.pack,
        {
            "column_name": column.name,
            "column_description": column.description,
            "column_keywords": ",".join(column.keywords),
            "column_type": settings.pack.text(column.type),
        },
    )


def unit_tags(settings: Settings, name: str) -> str:
    """Return the four tags of a unit's page, which is a column of its own."""
    say = settings.pack.text
    return _metas(
        settings.pack,
        {
            "column_name": name,
            "column_description": name,
            "column_keywords": say("政府信息公开"),
            "column_type": say("信息公开目录"),
        },
    )


def content_tags(record: Record, version: Version, settings: Settings) -> str:
    """Return the tags of a record's page: three required ones, and those that have a value.

    PubDate is what was given, day or minute. A text whose day of publication nobody knows has
    none: it is not invented.
    """
    facts = version.facts
    published = facts.published_on
    return _metas(
        settings.pack,
        {
            "title": facts.title,
            "published_on": str(published) if published else "",
            "source": source_of(version, settings),
            "keywords": ",".join(facts.keywords),
            "author": facts.author,
            "summary": facts.summary,
        },
    )


def source_of(version: Version, settings: Settings) -> str:
    """Return the ContentSource: 文件来源, else the first issuing organ, else the site."""
    facts = version.facts
    if facts.source:
        return facts.source
    return facts.organ.name if facts.organ else settings.name


def canonical(settings: Settings, address: str) -> str:
    """Return the canonical link of the page at ``address``, relative to the site."""
    url = escape(settings.url + address)
    return f'<link rel="canonical" href="{url}">\n'


def stylesheet(root: str) -> str:
    """Return the links to the style of label blocks and lists, and to the build date."""
    return "".join(f'<link rel="stylesheet" href="{root}{path}">\n' for path in (STYLESHEET, DAY))


def json_ld(
    record: Record,
    version: Version,
    settings: Settings,
    address: str,
    status: Status | None,
    *,
    superseded: bool,
) -> str:
    """Return structured data (schema.org) as a script element that runs nothing.

    An amended act is in force; its superseded text is not.
    """
    facts = version.facts
    is_law = record.kind.schema_type == "Legislation"
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": record.kind.schema_type,
        "name" if is_law else "headline": facts.title,
        "url": settings.url + address,
        "inLanguage": settings.pack.language,
    }
    if facts.published_on:
        data["datePublished"] = str(facts.published_on).replace(" ", "T")
    if is_law:
        data |= _legislation(version, status, settings.pack, superseded=superseded)
    if facts.picture:
        data["image"] = settings.url + quote(facts.picture.path)
    if facts.issue is not None:
        data["issueNumber"] = str(facts.issue)
    about = _about(facts)
    if about:
        data["mainEntity"] = about
    if facts.keywords:
        data["keywords"] = ",".join(facts.keywords)
    if facts.summary:
        data["description"] = facts.summary
    if facts.organs:
        data["legislationPassedBy" if is_law else "publisher"] = [
            {"@type": "GovernmentOrganization", "name": organ.name} for organ in facts.organs
        ]
    return _script(data)


def _about(facts: Facts) -> Mapping[str, object]:
    """Return what a page is about, where that is no text: an organ, a person, a service."""
    organ = facts.organ.name if facts.organ else ""
    if facts.kind.alias == "organ-profile":
        return {"@type": "GovernmentOrganization", "name": organ}
    if facts.kind.alias == "leader":
        office = {"@type": "GovernmentOrganization", "name": organ}
        return {
            "@type": "Person",
            "name": facts.title,
            "jobTitle": facts.office,
            "worksFor": office,
        }
    if facts.kind.alias == "service-guide" and facts.owner:
        operator = {"@type": "GovernmentOrganization", "name": facts.owner.name}
        return {"@type": "GovernmentService", "name": facts.title, "serviceOperator": operator}
    return {}


def _legislation(
    version: Version, status: Status | None, pack: Pack, *, superseded: bool
) -> Mapping[str, object]:
    facts = version.facts
    data: dict[str, object] = {"legislationType": pack.text(facts.kind.name)}
    if facts.document_number:
        data["legislationIdentifier"] = str(facts.document_number)
    if facts.written_on:
        data["legislationDate"] = facts.written_on.isoformat()
    if version.day:
        data["legislationDateVersion"] = version.day.isoformat()
    force = _LEGAL_FORCE.get(status) if status else None
    if status is Status.AMENDED:
        force = "NotInForce" if superseded else "InForce"
    if force:
        data["legislationLegalForce"] = f"https://schema.org/{force}"
    return data


def _script(data: Mapping[str, object]) -> str:
    text = json.dumps(data, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return f'<script type="application/ld+json">{text}</script>\n'


def _metas(pack: Pack, tags: Mapping[str, str]) -> str:
    """Return the tags that have a value, under the names of the pack, each name once."""
    named = {pack.tags.get(tag, ""): value for tag, value in tags.items() if value}
    return "".join(
        f'<meta name="{escape(name)}" content="{escape(value)}">\n'
        for name, value in named.items()
        if name
    )
