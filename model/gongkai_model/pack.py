"""Packs: all that is national about a portal, as data in one folder.

A pack says in which language the portal speaks, which labels stand in which order, how documents
are numbered, the subject tree, the names of the page tags, what the footer must have, where
mistakes are reported. Interface texts are written in Chinese where they are used, marked with
``_`` in templates and ``text`` in code; the pack of another language translates them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from pathlib import Path

from gongkai_model import web_address
from gongkai_model.feedback.limits import LONGEST, Limits
from gongkai_model.fields import BY_ALIAS
from gongkai_model.kinds import all_kinds
from gongkai_model.messages import ContentError, FileMessages, Message, NotUnderstood, Text
from gongkai_model.toml_table import Table, read_toml

DEFAULT = "zh-CN"
_SHIPPED = Path(__file__).with_name("packs")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_PART = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
_HOST_ENDING = re.compile(r"\.[^\s.\"'<>/]+(?:\.[^\s.\"'<>/]+)*")
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")
_NOT_IN_BROWSERS = re.compile(r"(?<!\\)\(\?(?!:|=|!|<=|<!)")
"""Groups that Python has, and browsers have not or write otherwise."""
TAGS = frozenset(
    {
        *("site_name", "site_domain", "site_code"),
        *("column_name", "column_description", "column_keywords", "column_type"),
        *("title", "published_on", "source", "keywords", "author", "summary"),
    }
)
REGISTRATION = ("code", "icp", "police_record", "party_mark")
CONTACT = ("sponsor", "operator", "address", "phone", "email")
_LINKED = ("icp", "police_record")
_ENTRIES = frozenset(
    {
        *("language", "labels", "own_hosts", "article_pattern", "life_topics", "audiences"),
        *("disclosure_items", "disclosure_by_kind", "tags", "feedback", "registration", "links"),
        *("numbering", "texts", "feedback_classes", "feedback_limits"),
    }
)


@dataclass(frozen=True)
class Numbering:
    """How another country numbers its documents.

    Attributes:
        pattern: Regular expression with the groups ``code``, ``year`` (may be absent) and
            ``serial``.
        example: For messages.
    """

    pattern: re.Pattern[str]
    example: str


@dataclass(frozen=True)
class Pack:
    """What is national about a portal.

    Attributes:
        language: Of every page (BCP 47).
        labels: Aliases of fields in the order of the label block.
        subjects: Classes with their subclasses, in order.
        tags: Name of each ``<meta>`` tag; a tag without a name is not written.
        feedback_name: What the entry for mistakes found on the site is called.
        feedback_entry: Its address, with ``{code}`` and ``{url}``; empty where there is none.
        feedback_classes: Choices of the class of such a mistake, by their ids; in order.
        feedback_limits: By when messages about mistakes are to be answered.
        registration: Form of each number under which a real portal is registered, and has to state.
        required: What of its contact a real portal has to state.
        links: Where the footer leads from a number, with ``{digits}`` for those in it.
        own_hosts: Endings of host names of public bodies.
        life_topics: Choices of 生活主题 by the last part of their lists' addresses.
        audiences: Whom the home page asks, of 适用对象; likewise.
        disclosure_items: Choices of 公开事项, likewise; in order.
        disclosure_by_kind: The item that records of a kind belong to, where they do not say.
        article_pattern: Regular expression of what an article begins with, for citations.
        numbering: How documents are numbered; None for 发文字号.
        texts: Translations of interface texts.
    """

    language: str
    labels: tuple[str, ...] = ()
    subjects: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    feedback_name: str = ""
    feedback_entry: str = ""
    feedback_classes: Mapping[str, str] = field(default_factory=dict)
    feedback_limits: Limits = field(default_factory=Limits)
    registration: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)
    own_hosts: tuple[str, ...] = ()
    life_topics: Mapping[str, str] = field(default_factory=dict)
    audiences: Mapping[str, str] = field(default_factory=dict)
    disclosure_items: Mapping[str, str] = field(default_factory=dict)
    disclosure_by_kind: Mapping[str, str] = field(default_factory=dict)
    article_pattern: str = ""
    numbering: Numbering | None = None
    texts: Mapping[str, str] = field(default_factory=dict)

    def text(self, text: str, **values: object) -> str:
        """Return an interface text in the portal's language.

        Args:
            text: As written in the code, in Chinese.
            values: For ``%(name)s`` in it.
        """
        said = self.texts.get(text, text)
        return said % values if values else said


@cache
def default_pack() -> Pack:
    """Return the pack ``zh-CN``."""
    return read_pack(DEFAULT, Path())


def read_pack(name: str, project: Path) -> Pack:
    """Read a pack.

    Args:
        name: Of a pack that is shipped, or the path of a folder with ``pack.toml``.
        project: Folder that a path is relative to.

    Raises:
        NotUnderstood: There is no such pack.
        ContentError: Its files have mistakes; with every one.
    """
    shipped = sorted(folder.name for folder in _SHIPPED.iterdir() if folder.is_dir())
    folder = _SHIPPED / name if name in shipped else project / name
    if not (folder / "pack.toml").is_file():
        raise NotUnderstood(
            Text(f"没有语言包 {name!r}", f"there is no pack {name!r}"),
            Text(
                f"写 {'、'.join(shipped)}，或含 pack.toml 的文件夹",
                f"name one of {', '.join(shipped)}, or a folder with pack.toml",
            ),
        )
    messages: list[Message] = []

    def read(file: str) -> Table | None:
        path = folder / file
        shown = (Path(name) / file).as_posix()
        return read_toml(path, FileMessages(shown, messages)) if path.is_file() else None

    whole = read("pack.toml")
    tree = read("subjects.toml")
    subjects = {main: tree.words(main) for main in tree.entries} if tree else {}
    pack = _pack(whole, subjects) if whole else None
    if pack is None or messages:
        raise ContentError(messages)
    return pack


def _pack(whole: Table, subjects: Mapping[str, tuple[str, ...]]) -> Pack:
    whole.refuse_others(_ENTRIES)
    items = _choices(whole.table("disclosure_items"))
    feedback_name, feedback_entry = _feedback(whole.table("feedback"))
    registration = whole.table("registration")
    registration.refuse_others({*REGISTRATION, "required"})
    required = registration.words("required")
    _refuse_strange(registration, "required", required, CONTACT)
    labels = whole.words("labels")
    _refuse_strange(whole, "labels", labels, BY_ALIAS)
    tags = whole.table("tags")
    tags.refuse_others(TAGS)
    return Pack(
        _language(whole),
        labels,
        subjects=subjects,
        tags=tags.texts(),
        feedback_name=feedback_name,
        feedback_entry=feedback_entry,
        feedback_classes=_choices(whole.table("feedback_classes")),
        feedback_limits=_limits(whole.table("feedback_limits")),
        registration={
            name: form for name in REGISTRATION if (form := registration.pattern(name)) is not None
        },
        required=required,
        links=_links(whole.table("links")),
        own_hosts=_own_hosts(whole),
        life_topics=_choices(whole.table("life_topics")),
        audiences=_choices(whole.table("audiences")),
        disclosure_items=items,
        disclosure_by_kind=_by_kind(whole.table("disclosure_by_kind"), items),
        article_pattern=_article_pattern(whole),
        numbering=_numbering(whole.table("numbering")),
        texts=_texts(whole.table("texts")),
    )


def _language(whole: Table) -> str:
    language = whole.text("language")
    if not _LANGUAGE.fullmatch(language):
        whole.mistake(
            "language",
            Text("没有写，或不是语言代码", "it is missing, or no language tag"),
            Text("写成 language = 'zh-CN'", "write language = 'zh-CN'"),
        )
    return language


def _refuse_strange(table: Table, key: str, words: tuple[str, ...], known: Collection[str]) -> None:
    names = sorted(known)
    for word in words:
        if word not in known or words.count(word) > 1:
            table.mistake(
                key,
                Text(f"{word!r} 不认识，或写了两次", f"{word!r} is unknown, or given twice"),
                Text(f"可用：{'、'.join(names)}", f"known: {', '.join(names)}"),
            )


def _choices(table: Table) -> Mapping[str, str]:
    """Read choices by the last part of the address of their list."""
    choices = table.texts()
    names: set[str] = set()
    for part, name in choices.items():
        if not _PART.fullmatch(part):
            table.mistake(
                part,
                Text("不能作网址的一段", "it cannot be a part of an address"),
                Text("用小写字母、数字和连字符", "use small letters, digits and hyphens"),
            )
        if name in names:
            table.mistake(
                part,
                Text(f"{name!r} 写了两次", f"{name!r} is given twice"),
                Text("只留一个", "keep one of them"),
            )
        names.add(name)
    return choices


def _by_kind(table: Table, items: Mapping[str, str]) -> Mapping[str, str]:
    table.refuse_others({kind.alias for kind in all_kinds()})
    found = table.texts()
    for kind, item in found.items():
        if item not in items:
            table.mistake(
                kind,
                Text(f"[disclosure_items] 里没有 {item!r}", f"{item!r} is not in disclosure_items"),
                Text(f"可用：{'、'.join(items)}", f"known: {', '.join(items)}"),
            )
    return found


def _feedback(table: Table) -> tuple[str, str]:
    table.refuse_others({"name", "entry"})
    name, entry = table.text("name"), table.text("entry")
    if entry and not name:
        table.mistake(
            "name",
            Text("有入口而没有名称", "there is an entry, and no name"),
            Text("写上 name", "give a name"),
        )
    _refuse_no_address(table, "entry", entry, ("{code}", "{url}"))
    return name, entry


def _limits(table: Table) -> Limits:
    names = [one.name for one in fields(Limits)]
    table.refuse_others(names)
    given = {name: number for name in names if (number := table.number(name, LONGEST)) is not None}
    return replace(Limits(), **given)


def _links(table: Table) -> Mapping[str, str]:
    table.refuse_others(_LINKED)
    links = table.texts()
    for name, address in links.items():
        _refuse_no_address(table, name, address, ("{digits}",))
    return links


def _refuse_no_address(table: Table, key: str, text: str, holes: tuple[str, ...]) -> None:
    """Report what is no full address once its placeholders are filled."""
    filled = text
    for hole in holes:
        filled = filled.replace(hole, "0")
    if "{" in filled or "}" in filled:
        table.mistake(
            key,
            Text(f"花括号里的词不认识：{text}", f"unknown word in braces: {text}"),
            Text(f"可用：{'、'.join(holes)}", f"known: {', '.join(holes)}"),
        )
    elif text:
        try:
            web_address.read(filled)
        except NotUnderstood as error:
            table.mistake(key, error.what, error.fix)


def _own_hosts(whole: Table) -> tuple[str, ...]:
    endings = whole.words("own_hosts")
    for ending in endings:
        if not _HOST_ENDING.fullmatch(ending):
            whole.mistake(
                "own_hosts",
                Text(f"{ending!r} 不是域名的结尾", f"{ending!r} is no ending of host names"),
                Text("写成 '.gov.cn' 的样子", "write it like '.gov.cn'"),
            )
    return endings


def _article_pattern(whole: Table) -> str:
    key = "article_pattern"
    pattern = whole.pattern(key)
    if pattern is not None and _NOT_IN_BROWSERS.search(pattern.pattern):
        whole.mistake(
            key,
            Text("浏览器不认识其中的一种括号", "it has a group that browsers do not know"),
            Text("只用 (…)、(?:…)、(?=…)、(?!…)", "use (…), (?:…), (?=…), (?!…) only"),
        )
    return pattern.pattern if pattern is not None else ""


def _numbering(table: Table) -> Numbering | None:
    table.refuse_others({"pattern", "example"})
    if not table.entries:
        return None
    pattern, example = table.pattern("pattern"), table.text("example")
    if pattern is None:
        if not table.text("pattern"):
            table.mistake(
                "pattern",
                Text("没有写", "it is missing"),
                Text("写出编号的正则表达式", "give the regular expression of a number"),
            )
        return None
    if not {"code", "serial"} <= pattern.groupindex.keys():
        table.mistake(
            "pattern",
            Text("缺少名为 code 或 serial 的组", "it lacks the group code or serial"),
            Text("写上 (?P<code>…) 和 (?P<serial>…)", "write (?P<code>…) and (?P<serial>…)"),
        )
    elif not pattern.fullmatch(example):
        table.mistake(
            "example",
            Text(f"{example!r} 不合 pattern", f"{example!r} is not of the pattern"),
            Text("写一个合乎 pattern 的编号", "give a number of that form"),
        )
    return Numbering(pattern, example)


def _texts(table: Table) -> Mapping[str, str]:
    texts = table.texts()
    for text, said in texts.items():
        names = {*_PLACEHOLDER.findall(text)}
        rest = _PLACEHOLDER.sub("", said).replace("%%", "")
        if {*_PLACEHOLDER.findall(said)} != names or (names and "%" in rest):
            wanted = " ".join(f"%({name})s" for name in sorted(names))
            table.mistake(
                text,
                Text("译文里的 %(…)s 与原文不同", "the %(…)s in it are not those of the original"),
                Text(
                    f"写上 {wanted}；百分号写两个" if wanted else "删去 %(…)s",
                    f"write {wanted}; a percent sign is written twice"
                    if wanted
                    else "delete its %(…)s",
                ),
            )
    return texts
