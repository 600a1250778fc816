"""Pages of records: the act, its texts, notices of withdrawal, stubs at earlier addresses."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from gongkai_model import old_address
from gongkai_model.fields import BY_ALIAS
from gongkai_model.messages import ContentError, Message, Place, Severity, Text
from gongkai_model.organs import OrganReference
from gongkai_model.pack import Pack
from gongkai_model.periods import outcome_of
from gongkai_model.record import (
    Attachment,
    Correction,
    Facts,
    Grade,
    Outcome,
    Record,
    Status,
    Version,
)
from gongkai_model.relations import Relation
from gongkai_model.web_address import host_of, path_of
from gongkai_render import tags
from gongkai_render.bodies import Body, may_link
from gongkai_render.demo_notice import demo_notice
from gongkai_render.edition import Edition, Seen
from gongkai_render.links import relative, root_of
from gongkai_render.outputs import Output
from gongkai_render.particulars import (
    PeriodLine,
    Person,
    PictureRow,
    Section,
    field_name,
    leaders,
    period_line,
    picture_row,
    sections,
    with_contact,
)
from gongkai_render.qr import qr_code


@dataclass(frozen=True, slots=True)
class Label:
    """One line of the label block."""

    name: str
    value: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence above the text, with at most one link in it."""

    before: str
    text: str = ""
    href: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """An attachment as a page shows it; ``host`` names the other host where it lies, if one."""

    href: str
    name: str
    type: str
    size: str
    sha256: str
    host: str = ""


@dataclass(frozen=True, slots=True)
class RelationRow:
    """One related document as a page shows it."""

    href: str
    title: str
    number: str
    status: str
    articles: tuple[str, ...]
    external: bool


@dataclass(frozen=True, slots=True)
class RelationGroup:
    """Related documents of one kind of relation."""

    label: str
    items: tuple[RelationRow, ...]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One text of an act as a page shows it."""

    href: str
    name: str
    status: str
    shown: bool


@dataclass(frozen=True, slots=True)
class Citation:
    """How a record is cited: ``before``, the article if one is meant, ``version``, ``address``."""

    before: str
    version: str
    address: str


@dataclass(frozen=True, slots=True)
class RecordPage:
    """All that a record's page shows but its body; an input of the page."""

    title: str
    status: Status | None
    status_note: str
    notices: tuple[Notice, ...]
    labels: tuple[Label, ...]
    note: tuple[str, ...]
    period: PeriodLine | None
    picture: PictureRow | None
    sections: tuple[Section, ...]
    outcome: Outcome | None
    prints: tuple[RelationRow, ...]
    leaders: tuple[Person, ...]
    corrections: tuple[Correction, ...]
    attachments: tuple[AttachmentRow, ...]
    relations: tuple[RelationGroup, ...]
    versions: tuple[VersionRow, ...]
    citation: Citation
    official: bool


def record_outputs(edition: Edition, seen: Seen) -> Iterator[Output]:
    """Declare every page of one record that may be seen."""
    record = seen.record
    if not record.kind.has_page:
        return
    if seen.withdrawn:
        yield _withdrawn(edition, record)
    else:
        yield _page(edition, seen, seen.shown, is_act=True)
        if record.kind.has_texts:
            for version in seen.texts:
                yield _page(edition, seen, version, is_act=False)
    for old, new in earlier_addresses(record, () if seen.withdrawn else seen.texts):
        yield _stub(edition, record, old, new)


_TEXT_KEY = re.compile(r"(?:\d{8}|undated)(?:-\d+)?")


def earlier_addresses(
    record: Record, texts: Iterable[Version] | None = None
) -> Iterator[tuple[str, str]]:
    """Yield each earlier address, and the one within the site that it leads to now.

    An earlier address that ends with a slash stood for the act, and its texts stood below it.

    Args:
        record: The record.
        texts: Those that may be seen; None for all.
    """
    given = record.facts.old_addresses
    for old in given:
        is_text = _TEXT_KEY.fullmatch(old.rstrip("/").rpartition("/")[2]) is not None
        yield old, record.key
        if record.kind.has_texts and old.endswith("/") and not is_text and old != "/":
            for version in record.versions if texts is None else texts:
                below = f"{old}{version.key}/"
                if below not in given:
                    yield below, record.version_address(version)


def _page(edition: Edition, seen: Seen, version: Version, *, is_act: bool) -> Output:
    record = seen.record
    address = f"{record.key}/" if is_act else f"{record.version_address(version)}/"
    view = record_page(edition, seen, version, is_act=is_act)
    column = edition.column(record)
    depth = 1 if is_act else 2
    frame = edition.frames[record.column, depth]
    parts = (record.id,) if is_act else (record.id, version.key)
    official = f"{record.key}/" if version is seen.shown else address
    head = (
        tags.site_tags(edition.settings)
        + tags.column_tags(column, edition.settings)
        + tags.content_tags(record, version, edition.settings)
        + tags.canonical(edition.settings, official)
        + tags.stylesheet(root_of(address))
        + tags.json_ld(
            record,
            version,
            edition.settings,
            address,
            view.status,
            superseded=version is not seen.shown,
        )
    )
    linked = _linked_body(edition, record, version)

    def write() -> bytes:
        body = linked or edition.bodies.convert(record, version)
        refuse_mistakes(body)
        html = edition.templates.render(
            f"records/{record.kind.alias}.html",
            "records/base.html",
            page=view,
            body=Markup(body.html),  # noqa: S704 - checked by bodies
            outline=body.outline,
            qr=qr_code(view.citation.address) if edition.settings.qr else None,
            article_pattern=edition.settings.pack.article_pattern,
        )
        filled = frame.fill(
            title=view.title,
            description=version.facts.summary or view.title,
            head=head,
            body=relative(html, address),
            address=parts,
        )
        return filled.encode()

    inputs = (
        edition.templates.digest,
        frame.digest,
        edition.markdown,
        view,
        edition.settings.qr,
        head,
        version.digest,
        linked.html if linked else None,
    )
    origin = f"{edition.portal.shown}/{version.path}"
    return Output(f"{address}index.html", inputs, write, origin, is_listed=True)


def _linked_body(edition: Edition, record: Record, version: Version) -> Body | None:
    """Convert a body with links at once: where they lead is an input of its pages."""
    return edition.bodies.convert(record, version) if may_link(version) else None


def refuse_mistakes(body: Body) -> None:
    """Hold that a body has no errors.

    Raises:
        ContentError: With all of them.
    """
    errors = [message for message in body.messages if message.severity is Severity.ERROR]
    if errors:
        raise ContentError(errors)


def record_page(edition: Edition, seen: Seen, version: Version, *, is_act: bool) -> RecordPage:
    """Gather what a page shows of a record besides its body."""
    record = seen.record
    address = f"{record.key}/" if is_act else f"{record.version_address(version)}/"
    root = root_of(address)
    facts = with_contact(edition, version.facts)
    pack = edition.settings.pack
    status = seen.status
    note = ""
    if status is not None:
        if not is_act:
            status = seen.statuses[seen.texts.index(version)]
        note = _status_note(facts, status, pack)
    return RecordPage(
        title=facts.title,
        status=status,
        status_note=note,
        notices=tuple(_notices(edition, seen, version, root, is_act=is_act)),
        labels=tuple(_labels(facts, status, pack)),
        note=facts.note,
        period=period_line(facts, edition.day, pack) if version is seen.shown else None,
        picture=picture_row(facts, root),
        sections=tuple(sections(facts, pack)),
        outcome=outcome_of(facts, edition.day),
        prints=tuple(_contents(edition, record, root)),
        leaders=tuple(leaders(edition, seen, root)),
        corrections=facts.corrections,
        attachments=tuple(
            _attachment(edition, attachment, root) for attachment in facts.attachments
        ),
        relations=tuple(_relations(edition, record, root)),
        versions=tuple(_versions(edition, seen, version, root, is_act=is_act)),
        citation=_citation(edition, version, address),
        official=record.kind.is_official,
    )


def _citation(edition: Edition, version: Version, address: str) -> Citation:
    facts = version.facts
    say = edition.settings.pack.text
    before = say("《%(title)s》", title=facts.title)
    if facts.document_number:
        before += say("（%(number)s）", number=facts.document_number)
    name = version_name(version, edition.settings.pack) if facts.kind.has_texts else ""
    return Citation(before, name, edition.settings.url + address)


def _status_note(facts: Facts, status: Status, pack: Pack) -> str:
    if facts.status_basis:
        return pack.text("（依据：%(basis)s）", basis=facts.status_basis)
    if status is Status.UNVERIFIED:
        return pack.text("（本站已收录文件的日期和关系不足以判断）")
    return pack.text("（依本站已收录文件推定）")


def _labels(facts: Facts, status: Status | None, pack: Pack) -> Iterator[Label]:
    """Yield the label block, in the order of the pack."""
    given = {"status": status, "organ": facts.organs}
    if facts.grade is Grade.OFFICIAL:
        given["grade"] = None
    for alias in pack.labels:
        if alias in facts.kind.sections:
            continue
        shown = shown_value(given[alias] if alias in given else getattr(facts, alias), pack)
        if shown:
            href = facts.source_address if alias == "source" else ""
            yield Label(field_name(facts.kind, alias, pack), shown, href)


def shown_value(value: object, pack: Pack) -> str:
    """Return a fact as a page shows it; an empty text for none."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return pack.text("、").join(shown_value(item, pack) for item in value)
    if isinstance(value, OrganReference):
        return value.name
    return pack.text(str(value))


def _notices(
    edition: Edition, seen: Seen, version: Version, root: str, *, is_act: bool
) -> Iterator[Notice]:
    record = seen.record
    say = edition.settings.pack.text
    if not is_act and version is not seen.shown:
        is_later = bool(version.day and version.day > edition.day)
        what = "这是尚未施行的文本，" if is_later else "这是历史文本，"
        href = f"{root}{record.key}/"
        yield Notice(say(what), say("查看现在的文本"), href, say("。"))
    if is_act:
        for later in seen.texts:
            if later.day and later.day > edition.day and later is not version:
                href = f"{root}{record.version_address(later)}/"
                since = say("，自 %(day)s 起施行。", day=later.day)
                yield Notice("", say("另有新文本"), href, since)
    facts = version.facts
    if facts.grade is Grade.COMPILED:
        guessed = say("、").join(say(name) for name in facts.guessed)
        yield Notice(
            say("本文录自第三方汇编，非官方文本；以发布机关公布的文本为准。")
            + (say("其中 %(fields)s 系推定。", fields=guessed) if guessed else "")
        )


def _attachment(edition: Edition, attachment: Attachment, root: str) -> AttachmentRow:
    say = edition.settings.pack.text
    path = path_of(attachment.address) if attachment.address else attachment.path
    kind = posixpath.splitext(path)[1].lstrip(".").upper() or say("文件")
    if attachment.address:
        return AttachmentRow(
            attachment.address,
            attachment.name,
            kind,
            size_shown(attachment.size_bytes, edition.settings.pack),
            attachment.sha256,
            host_of(attachment.address),
        )
    file = edition.file(attachment.path)
    return AttachmentRow(
        root + quote(attachment.path),
        attachment.name,
        kind,
        size_shown(file.size_bytes, edition.settings.pack),
        file.sha256,
    )


def size_shown(size_bytes: int, pack: Pack) -> str:
    """Return a size as people read it: 512 字节, 12.3 KB, 4.5 MB."""
    if size_bytes < 1000:
        return pack.text("%(count)s 字节", count=size_bytes)
    return f"{size_bytes / 1e3:.1f} KB" if size_bytes < 1e6 else f"{size_bytes / 1e6:.1f} MB"


def _relations(edition: Edition, record: Record, root: str) -> Iterator[RelationGroup]:
    groups: dict[str, list[RelationRow]] = {}
    for relation in edition.portal.relations.of(record.key):
        if relation.alias == "prints":
            continue
        row = _relation(edition, relation, root)
        if row is not None:
            groups.setdefault(relation.alias, []).append(row)
    for alias, rows in groups.items():
        yield RelationGroup(edition.settings.pack.text(BY_ALIAS[alias].name), tuple(rows))


def _contents(edition: Edition, record: Record, root: str) -> Iterator[RelationRow]:
    """Yield what a gazette prints, in its order."""
    for relation in edition.portal.relations.of(record.key, "prints"):
        row = _relation(edition, relation, root)
        if row is not None:
            yield row


def _relation(edition: Edition, relation: Relation, root: str) -> RelationRow | None:
    """Return the row; None where the other record may not be seen."""
    if not relation.key:
        return RelationRow(
            relation.address, relation.title, "", "", relation.articles, external=True
        )
    other = edition.seen.get(relation.key)
    if other is None:
        return None
    return RelationRow(
        other.href(root),
        other.record.facts.title,
        "" if other.withdrawn else other.number,
        str(other.status) if other.status and not other.withdrawn else "",
        relation.articles,
        external=not other.record.kind.has_page,
    )


def _versions(
    edition: Edition, seen: Seen, version: Version, root: str, *, is_act: bool
) -> Iterator[VersionRow]:
    rows = zip(seen.texts, seen.statuses, strict=False)  # kinds without dated texts have no status
    for other, status in reversed(tuple(rows)):
        yield VersionRow(
            f"{root}{seen.record.version_address(other)}/",
            version_name(other, edition.settings.pack),
            str(status),
            other is version and not is_act,
        )


def version_name(version: Version, pack: Pack) -> str:
    """Name a text by its day and what the day means."""
    if version.day is None:
        return pack.text("日期不详的文本")
    meaning = "%(day)s 施行" if version.facts.in_force_from else "%(day)s 公布"
    return pack.text(meaning, day=version.day)


def _withdrawn(edition: Edition, record: Record) -> Output:
    address = f"{record.key}/"
    withdrawal = record.facts.withdrawal
    owner = record.facts.owner or record.facts.organ
    frame = edition.frames[record.column, 1]
    title = record.facts.title
    head = (
        tags.site_tags(edition.settings)
        + tags.column_tags(edition.column(record), edition.settings)
        + tags.canonical(edition.settings, address)
        + tags.stylesheet(root_of(address))
        + '<meta name="robots" content="noindex">\n'
    )

    def write() -> bytes:
        body = edition.templates.render(
            "records/withdrawn.html", withdrawal=withdrawal, owner=owner.name if owner else ""
        )
        return frame.fill(
            title=title, description=title, head=head, body=body, address=(record.id,)
        ).encode()

    inputs = (edition.templates.digest, frame.digest, head, title, withdrawal, owner)
    return Output(f"{address}index.html", inputs, write, f"{edition.portal.shown}/{record.path}")


def _stub(edition: Edition, record: Record, old: str, new: str) -> Output:
    """Declare the page at an earlier address: it leads on, by itself and by a link."""
    path = old_address.decoded(old).lstrip("/")
    path += "index.html" if path.endswith("/") or not path else ""
    href = posixpath.relpath(new, posixpath.dirname(path) or ".") + "/"
    title = record.facts.title

    def write() -> bytes:
        head = tags.canonical(edition.settings, f"{new}/")
        return edition.templates.render(
            "stub.html",
            title=title,
            href=href,
            head=Markup(head),  # noqa: S704 - escaped where it was made
            demo=demo_notice(edition.settings.pack) if edition.settings.demo else "",
        ).encode()

    return Output(
        path,
        (
            edition.templates.digest,
            href,
            f"{edition.settings.url}{new}/",
            title,
            edition.settings.demo,
        ),
        write,
        f"{edition.portal.shown}/{record.path}",
    )


def check_anchors(edition: Edition, version: Version, body: Body) -> list[Message]:
    """Report links of a body to anchors that the target does not have."""
    messages: list[Message] = []
    for page, anchor, target, line in body.anchor_links:
        anchors = anchors_of(edition, page)
        if anchors is not None and anchor not in anchors:
            messages.append(
                Message(
                    Place(f"{edition.portal.shown}/{version.path}", line),
                    Text(
                        f"链接 {target!r} 的目标没有 #{anchor}",
                        f"the target of {target!r} has no #{anchor}",
                    ),
                    Text("改正 # 之后的部分，如 #art-13", "correct what follows #, as in #art-13"),
                )
            )
    return messages


def anchors_of(edition: Edition, source: str) -> frozenset[str] | None:
    """Return the anchors of the record or text at a source path; None for editors' pages."""
    found = edition.sources.get(source)
    return None if found is None else edition.bodies.anchors(*found)
