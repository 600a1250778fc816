"""Records: what a portal publishes, with its texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from gongkai_model.dates import Moment, Term
from gongkai_model.document_number import DocumentNumber
from gongkai_model.index_number import IndexNumber
from gongkai_model.kinds import Kind
from gongkai_model.organs import OrganReference
from gongkai_model.subjects import Subject


class Openness(StrEnum):
    """公开方式: how information is made public (条例, chapters 2 and 3)."""

    PUBLIC = "主动公开"
    ON_APPLICATION = "依申请公开"
    CLOSED = "不予公开"


class Grade(StrEnum):
    """文本等级: where a text comes from."""

    OFFICIAL = "官方文本"
    COMPILED = "第三方汇编"


class Status(StrEnum):
    """有效性 of an act or of one of its texts on a day."""

    NOT_YET = "尚未施行"
    IN_FORCE = "有效"
    AMENDED = "已修改"
    PARTLY_LAPSED = "部分失效"
    LAPSED = "已失效"
    REPEALED = "已废止"
    UNVERIFIED = "待核"

    @property
    def alias(self) -> str:
        """English name, for addresses and data."""
        return _STATUS_ALIASES[self]


class Presentation(StrEnum):
    """形式: how policy is explained."""

    TEXT = "文字"
    DIAGRAM = "图解"
    VIDEO = "视频"
    AUDIO = "音频"
    QUESTIONS = "问答"
    BRIEFING = "发布会"
    EXPERT = "专家"


_STATUS_ALIASES = {
    Status.NOT_YET: "not-yet-in-force",
    Status.IN_FORCE: "in-force",
    Status.AMENDED: "amended",
    Status.PARTLY_LAPSED: "partly-lapsed",
    Status.LAPSED: "lapsed",
    Status.REPEALED: "repealed",
    Status.UNVERIFIED: "unverified",
}


@dataclass(frozen=True, slots=True)
class Link:
    """The other side of a relation, as written.

    Attributes:
        target: What names it: a path, ``column/id``, document number or title.
        address: 网址, for a document of another body; empty for none.
        articles: 条款: the articles concerned; empty for the whole.
        on: 日期: when it takes effect, where the other document does not tell.
        line: Of the source file.
    """

    target: str
    address: str = ""
    articles: tuple[str, ...] = ()
    on: date | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file with a record: in the content folder, or on a host for large files.

    Attributes:
        path: POSIX, relative to the content folder; empty for a file on another host.
        name: The name to show.
        line: Of the source file.
        address: Of a file on another host (https); empty for one in the content folder.
        sha256: Digest of a file on another host, 64 hexadecimal digits in lower case.
        size_bytes: Size of a file on another host.
    """

    path: str
    name: str
    line: int = field(default=0, compare=False)
    address: str = ""
    sha256: str = ""
    size_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """题图: a picture that stands for a record.

    Attributes:
        path: POSIX, relative to the content folder.
        text: What stands in its place for those who do not see it.
        line: Of the source file.
    """

    path: str
    text: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """采纳情况: what came of a consultation.

    Attributes:
        on: Day on which it was made known.
        received: Opinions received.
        adopted: Those that were adopted; not more than were received.
        what: In words.
    """

    on: date
    received: int
    adopted: int
    what: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """更正: a dated public note on the same text."""

    on: date
    what: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """撤下: the text is taken away, a notice stays."""

    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What the front matter says, typed; attribute names are the aliases of ``fields``."""

    kind: Kind
    title: str = ""
    address: str = ""
    index_number: IndexNumber | None = None
    subject: Subject | None = None
    organ: OrganReference | None = None
    joint_organs: tuple[OrganReference, ...] = ()
    document_number: DocumentNumber | None = None
    written_on: date | None = None
    published_on: Moment | None = None
    in_force_from: date | None = None
    lapses_on: date | None = None
    term: Term | None = None
    opens_on: date | None = None
    closes_on: date | None = None
    year: int | None = None
    issue: int | None = None
    serial: int | None = None
    office: str = ""
    portfolio: tuple[str, ...] = ()
    order: int | None = None
    office_address: tuple[str, ...] = ()
    office_hours: tuple[str, ...] = ()
    legal_basis: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    procedure: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    hours: tuple[str, ...] = ()
    telephone: tuple[str, ...] = ()
    fees: str = ""
    time_limit: str = ""
    entry: str = ""
    channels: tuple[str, ...] = ()
    outcome: Outcome | None = None
    link: str = ""
    urgent_until: date | None = None
    note: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    openness: Openness = Openness.PUBLIC
    owner: OrganReference | None = None
    audience: tuple[str, ...] = ()
    source: str = ""
    source_address: str = ""
    form: tuple[Presentation, ...] = ()
    life_topic: tuple[str, ...] = ()
    disclosure_item: str = ""
    grade: Grade = Grade.OFFICIAL
    guessed: tuple[str, ...] = ()
    summary: str = ""
    author: str = ""
    picture: Picture | None = None
    attachments: tuple[Attachment, ...] = ()
    based_on: tuple[Link, ...] = ()
    basis_for: tuple[Link, ...] = ()
    replaces: tuple[Link, ...] = ()
    replaced_by: tuple[Link, ...] = ()
    repeals: tuple[Link, ...] = ()
    repealed_by: tuple[Link, ...] = ()
    amends: tuple[Link, ...] = ()
    amended_by: tuple[Link, ...] = ()
    interprets: tuple[Link, ...] = ()
    interpreted_by: tuple[Link, ...] = ()
    forwards: tuple[Link, ...] = ()
    forwarded_by: tuple[Link, ...] = ()
    prints: tuple[Link, ...] = ()
    printed_in: tuple[Link, ...] = ()
    status: Status | None = None
    status_basis: str = ""
    old_addresses: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    withdrawal: Withdrawal | None = None
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    """Line of each given field in its source file, by alias."""

    @property
    def organs(self) -> tuple[OrganReference, ...]:
        """All issuing organs, the first one first."""
        return ((self.organ,) if self.organ else ()) + self.joint_organs

    @property
    def files(self) -> tuple[str, ...]:
        """Paths of the content files that belong to it: picture and attachments."""
        pictures = (self.picture.path,) if self.picture else ()
        return pictures + tuple(file.path for file in self.attachments if file.path)

    @property
    def lapse_day(self) -> date | None:
        """First day on which it is no longer in force, by 失效日期 or 有效期; None for none."""
        if self.lapses_on is not None or self.term is None:
            return self.lapses_on
        start = self.in_force_from or self.written_on
        if self.term.until is None and start is None:
            return None
        return self.term.lapses_on(start or date.min)


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a record.

    Attributes:
        facts: Of the record, with what this text says of itself.
        key: Last part of its address (``20190302``, ``undated``, ``20190302-2``); empty for kinds
            without dated texts.
        day: Of entry into force, else of promulgation; None where neither is known.
        path: Source file, POSIX, relative to the content folder.
        body: Text below the front matter.
        body_line: Line on which the body begins.
        digest: Of the source file's bytes (and of the act's ``index.md``), 16 bytes.
    """

    facts: Facts
    key: str
    day: date | None
    path: str
    body: str
    body_line: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class Record:
    """A document, interpretation, answer or notice of the portal.

    Attributes:
        facts: What stays the same while its text is revised.
        column: Path of its column, POSIX, relative to the content folder.
        id: Last part of its address.
        path: Main source file, POSIX, relative to the content folder.
        versions: At least one, oldest first; an undated text comes first.
    """

    facts: Facts
    column: str
    id: str
    path: str
    versions: tuple[Version, ...]

    @property
    def kind(self) -> Kind:
        """The kind of record."""
        return self.facts.kind

    @property
    def key(self) -> str:
        """Address within the site, without slashes at the ends; the record's identity."""
        return f"{self.column}/{self.id}"

    def version_address(self, version: Version) -> str:
        """Return the address of one text within the site, without slashes at the ends."""
        return f"{self.key}/{version.key}" if version.key else self.key
