"""From the text of a field to its typed value."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import unquote

from gongkai_model import (
    dates,
    document_number,
    index_number,
    old_address,
    subjects,
    web_address,
    whole_numbers,
)
from gongkai_model.document_number import numbered
from gongkai_model.fields import Form
from gongkai_model.front_matter import Mapping, Scalar, Sequence, Value
from gongkai_model.kinds import all_kinds, kind_named
from gongkai_model.messages import FileMessages, NotUnderstood, Text, quoted
from gongkai_model.organs import OrganReference, Register
from gongkai_model.pack import Pack, default_pack
from gongkai_model.published_types import PUBLISHED, ending, refusal
from gongkai_model.record import (
    Attachment,
    Correction,
    Grade,
    Link,
    Openness,
    Outcome,
    Picture,
    Presentation,
    Status,
    Withdrawal,
)

ADDRESS = re.compile(r"[a-z0-9-]{1,40}")
"""网址: the last part of an address."""

_MOST_NAMED = 5
_DIGEST = re.compile(r"[0-9A-Fa-f]{64}")
_LOCAL = re.compile(r"[A-Za-z]:[\\/]|\\\\|file:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a value's meaning depends on besides its text.

    Attributes:
        path: Of the source file, POSIX, relative to the content folder.
        register: The portal's organs.
        index_number_pattern: Regular expression of the portal's own 索引号, or None.
        pack: What is national about the portal.
    """

    path: str
    register: Register = field(default_factory=Register)
    index_number_pattern: str | None = None
    pack: Pack = field(default_factory=default_pack)


def read_value(form: Form, value: Value, around: Surroundings, messages: FileMessages) -> object:
    """Return the typed value of a field, or None with an error in ``messages``."""
    try:
        return _READERS[form](value, around, messages)
    except NotUnderstood as error:
        messages.error(value.line, error.what, error.fix)
        return None


def _text(value: Value) -> str:
    if isinstance(value, Scalar):
        return value.text.strip()
    raise NotUnderstood(
        Text("这里应是一行文字，不是列表", "this is one line of text, not a list"),
        Text("把值写在冒号后面", "write the value after the colon"),
    )


def _items(value: Value) -> tuple[Value, ...]:
    return value.items if isinstance(value, Sequence) else (value,)


def _words(value: Value, _: Surroundings, __: FileMessages) -> tuple[str, ...]:
    if isinstance(value, Scalar):
        return tuple(word for word in re.split(r"[,，、;；\s]+", value.text) if word)
    return tuple(_text(item) for item in _items(value))


def _lines(value: Value, _: Surroundings, __: FileMessages) -> tuple[str, ...]:
    if isinstance(value, Scalar):
        return tuple(line.strip() for line in value.text.split("\n") if line.strip())
    return tuple(_text(item) for item in _items(value))


def _line(value: Value, _: Surroundings, __: FileMessages) -> str:
    return " ".join(_text(value).split("\n"))


def bare_title(text: str) -> tuple[str, bool]:
    """Return a title without the 《》 around the whole of it, and whether it had any.

    A title within them, which is in 〈〉 there, then gets 《》 (GB/T 15834-2011, 4.15).
    """
    depth = 0
    for place, character in enumerate(text, 1):
        depth += (character == "《") - (character == "》")
        if depth <= 0 and place < len(text):
            return text, False
    if depth or not text:
        return text, False
    inner = text[1:-1].strip()
    return (inner.translate(_OUTER_MARKS), True) if inner else (text, False)


_OUTER_MARKS = str.maketrans("〈〉", "《》")


def _title(value: Value, around: Surroundings, messages: FileMessages) -> str:
    """Titles stay as they are: 《》 may belong to the name of a programme."""
    text = _line(value, around, messages)
    bare, is_marked = bare_title(text)
    if is_marked:
        messages.note(
            value.line,
            Text("标题整个在书名号里，会照样显示", "标题 is in 《》 as a whole and is shown so"),
            Text(
                f"标题不加书名号，写成 {bare}（gongkai fix 文件 可代为改写）",
                f"a title takes none: write {bare} (`gongkai fix FILE` does it)",
            ),
        )
    return text


def _address(value: Value, _: Surroundings, __: FileMessages) -> str:
    text = _text(value)
    if not ADDRESS.fullmatch(text):
        raise NotUnderstood(
            Text(f"网址 {quoted(text)} 的写法不对", f"not an address: {quoted(text)}"),
            Text(
                "只用小写字母、数字、连字符，1 到 40 个，如 2022-8",
                "use lower-case letters, digits and hyphens only, 1 to 40, as in 2022-8",
            ),
        )
    return text


def _normalised(
    read: Callable[[str, Surroundings], tuple[Any, bool]],
) -> Callable[[Value, Surroundings, FileMessages], object]:
    def reader(value: Value, around: Surroundings, messages: FileMessages) -> object:
        text = _text(value)
        result, changed = read(text, around)
        if changed:
            messages.note(
                value.line,
                Text(f"{quoted(text)} 已读作 {result}", f"{quoted(text)} read as {result}"),
                Text(f"写成 {result}", f"write {result}"),
            )
        return result

    return reader


def _plain(
    read: Callable[[str], tuple[Any, bool]],
) -> Callable[[str, Surroundings], tuple[Any, bool]]:
    return lambda text, _: read(text)


def _number(text: str, around: Surroundings) -> tuple[Any, bool]:
    numbering = around.pack.numbering
    return document_number.read(text) if numbering is None else numbered(text, numbering)


def _subject(text: str, around: Surroundings) -> tuple[Any, bool]:
    return subjects.parse(text, around.pack.subjects)


def _kind(value: Value, _: Surroundings, __: FileMessages) -> object:
    text = _text(value)
    kind = kind_named(text)
    if kind is None:
        names = "、".join(kind.name for kind in all_kinds())
        raise NotUnderstood(
            Text(f"没有“{text}”这种类型", f"there is no kind {quoted(text)}"),
            Text(f"可用：{names}", f"known: {names}"),
        )
    return kind


def _choice(
    choices: type[Openness] | type[Status] | type[Grade],
) -> Callable[[Value, Surroundings, FileMessages], object]:
    def reader(value: Value, _: Surroundings, __: FileMessages) -> object:
        return choices(_chosen(_text(value), tuple(choices)))

    return reader


def _chosen(word: str, choices: Collection[str]) -> str:
    if word not in choices:
        raise NotUnderstood(
            Text(f"不能是 {quoted(word[:60])}", f"{quoted(word[:60])} is not among the choices"),
            Text(f"可用：{'、'.join(choices)}", f"choose of {', '.join(choices)}"),
        )
    return word


def _organ(value: Value, around: Surroundings, _: FileMessages) -> OrganReference:
    if isinstance(value, Mapping):
        entries = _entries(value, {"外部": "external"}, ("external",))
        return OrganReference(_text(entries["external"]))
    text = _text(value)
    meant = around.register.meant_by(text)
    if len(meant) > 1:
        ids = "、".join(organ.id for organ in meant[:_MOST_NAMED])
        ids += "…" if len(meant) > _MOST_NAMED else ""
        raise NotUnderstood(
            Text(f"“{text}”可指几个机构：{ids}", f"{quoted(text)} may be any of {ids}"),
            Text("写编号", "give the id"),
        )
    organ = around.register.find(text)
    if organ is None and not around.register.complete:
        return OrganReference(text)  # why it is not in it has been reported
    if organ is None:
        near = around.register.near(text)
        hint = f"（相近：{'、'.join(near)}）" if near else ""
        raise NotUnderstood(
            Text(
                f"机构名录里没有“{text}”{hint}",
                f"{quoted(text)} is not in the register of organs"
                + (f" (near: {', '.join(near)})" if near else ""),
            ),
            Text(
                f"在 data/organs.yml 登记；若是别的机关，写成 {{外部: {text}}}",
                f"register it in data/organs.yml; for a foreign body write {{外部: {text}}}",
            ),
        )
    return OrganReference(organ.name, organ.id)


def _organs(value: Value, around: Surroundings, messages: FileMessages) -> object:
    return tuple(_organ(item, around, messages) for item in _items(value))


def _entries(value: Mapping, names: dict[str, str], required: tuple[str, ...]) -> dict[str, Value]:
    """Return the entries of a mapping under their English names."""
    found: dict[str, Value] = {}
    for key, entry in value.entries:
        name = names.get(key.text, key.text)
        if name not in names.values():
            raise NotUnderstood(
                Text(f"这里没有“{key.text}”这一项", f"there is no {quoted(key.text)} here"),
                Text(f"可用：{'、'.join(names)}", f"known: {', '.join(names)}"),
            )
        if name in found:
            raise NotUnderstood(
                Text(f"“{key.text}”写了两次", f"{quoted(key.text)} is given twice"),
                Text("只留一个", "keep one of them"),
            )
        if not (isinstance(entry, Scalar) and not entry.text.strip()):
            found[name] = entry
    missing = [label for label, name in names.items() if name in required and name not in found]
    if missing:
        raise NotUnderstood(
            Text(f"缺少{'、'.join(missing)}", f"{', '.join(missing)} is missing"),
            Text("补上", "add it"),
        )
    return found


def _day(text: str) -> date:
    return dates.parse_day(text)[0]


_LINK = {"目标": "target", "标题": "title", "网址": "address", "条款": "articles", "日期": "on"}


def _relation(value: Value, around: Surroundings, messages: FileMessages) -> tuple[Link, ...]:
    links: list[Link] = []
    for item in _items(value):
        try:
            links.append(_link(item, around, messages))
        except NotUnderstood as error:
            messages.error(item.line, error.what, error.fix)
    return tuple(links)


def _link(item: Value, around: Surroundings, messages: FileMessages) -> Link:
    if isinstance(item, Scalar):
        return Link(_text(item), line=item.line)
    if isinstance(item, Sequence):
        raise NotUnderstood(
            Text("列表里又是列表", "a list within the list"),
            Text("每个文件写一行", "write one line for each document"),
        )
    entries = _entries(item, _LINK, ())
    if "target" in entries and "address" in entries:
        raise NotUnderstood(
            Text("“目标”和“网址”只能写一个", "目标 and 网址 exclude each other"),
            Text(
                "本站文件只写“目标”；别处的文件写“标题”和“网址”",
                "give 目标 for a document of this portal, 标题 and 网址 for another",
            ),
        )
    target = _text(entries["target"]) if "target" in entries else ""
    title = _text(entries["title"]) if "title" in entries else ""
    address = _text(entries["address"]) if "address" in entries else ""
    if not target and not (title and address):
        raise NotUnderstood(
            Text("不知道指哪个文件", "it does not say which document"),
            Text(
                "本站文件写“目标: 栏目/网址”；别处的文件写“标题”和“网址”",
                "give 目标 for a document of this portal, 标题 and 网址 for another",
            ),
        )
    return Link(
        target or title,
        web_address.read(address) if address else "",
        _words(entries["articles"], around, messages) if "articles" in entries else (),
        _day(_text(entries["on"])) if "on" in entries else None,
        item.line,
    )


def resolve_path(path: str, start: str) -> str | None:
    """Return ``path``, as written in ``start``, relative to content/; None if it leaves it."""
    if path.startswith("/"):
        joined = posixpath.normpath(path.lstrip("/") or ".")
    else:
        joined = posixpath.normpath(posixpath.join(posixpath.dirname(start), path))
    if joined == ".." or joined.startswith(("../", "/")) or "\\" in joined:
        return None
    return joined


def _attachments(value: Value, around: Surroundings, messages: FileMessages) -> object:
    attachments: list[Attachment] = []
    for item in _items(value):
        try:
            attachments.append(_attachment(item, around))
        except NotUnderstood as error:
            messages.error(item.line, error.what, error.fix)
    return tuple(attachments)


_FILE = {"文件": "file", "名称": "name"}
_REMOTE_FILE = {"名称": "name", "网址": "address", "SHA-256": "sha256", "大小": "size_bytes"}


def _attachment(item: Value, around: Surroundings) -> Attachment:
    if isinstance(item, Mapping):
        if {key.text for key, _ in item.entries} & {"网址", "address"}:
            return _remote_attachment(item)
        entries = _entries(item, _FILE, ("file",))
        file = _text(entries["file"])
        name = _text(entries["name"]) if "name" in entries else ""
    else:
        file, name = _text(item), ""
    path = _file_path(file, around, Text("附件", "the attachment"))
    return Attachment(path, name or posixpath.basename(path), item.line)


def _remote_attachment(item: Mapping) -> Attachment:
    """Read a file on another host: nobody fetches it here, so its digest and size are stated."""
    entries = _entries(item, _REMOTE_FILE, tuple(_REMOTE_FILE.values()))
    digest = _text(entries["sha256"])
    if not _DIGEST.fullmatch(digest):
        raise NotUnderstood(
            Text(f"SHA-256 {quoted(digest[:80])} 不对", f"not a SHA-256: {quoted(digest[:80])}"),
            Text(
                "写 64 位十六进制，由 sha256sum 得出", "write 64 hexadecimal digits, of sha256sum"
            ),
        )
    size = _text(entries["size_bytes"])
    if not re.fullmatch(r"[1-9][0-9]{0,14}", size):
        raise NotUnderstood(
            Text(f"大小 {quoted(size[:80])} 不对", f"not a size: {quoted(size[:80])}"),
            Text("只写字节数，如 73400320", "write the number of bytes, as in 73400320"),
        )
    address = web_address.read_secure(_text(entries["address"]))
    path = unquote(web_address.path_of(address))
    if ending(path) not in PUBLISHED:
        what, _ = refusal(path)
        raise NotUnderstood(
            Text(f"附件 {what.zh}", what.en),
            Text(
                "改用 PDF、文档、表格、图片、音视频或 .zip",
                "use a PDF, document, table, picture, film, sound or .zip",
            ),
        )
    return Attachment(
        "",
        _text(entries["name"]),
        item.line,
        address,
        digest.lower(),
        int(size),
    )


def _file_path(file: str, around: Surroundings, label: Text) -> str:
    """Return where a file lies that a record names, relative to the content folder."""
    if _LOCAL.match(file):
        raise NotUnderstood(
            Text(
                f"{label.zh} {quoted(file)} 在编辑者自己的电脑上",
                f"{label.en} {quoted(file)} is on the editor's machine",
            ),
            Text("把文件放到本文旁边，写文件名", "put it beside the record, give its name"),
        )
    path = resolve_path(file, around.path)
    if path is None:
        raise NotUnderstood(
            Text(
                f"{label.zh} {quoted(file)} 不在 content 之内",
                f"{quoted(file)} lies outside content/",
            ),
            Text("把文件放到本文旁边", "put the file beside the record"),
        )
    return path


def _picture(value: Value, around: Surroundings, _: FileMessages) -> Picture:
    if not isinstance(value, Mapping):
        raise NotUnderstood(
            Text("题图应写“文件”和“说明”两项", "a picture takes 文件 and 说明"),
            Text(
                "写成 {文件: 图.png, 说明: 看不到图的人读到的话}",
                "write {文件: a.png, 说明: what those read who do not see it}",
            ),
        )
    entries = _entries(value, {"文件": "file", "说明": "text"}, ("file", "text"))
    path = _file_path(_text(entries["file"]), around, Text("题图", "the picture"))
    return Picture(path, " ".join(_text(entries["text"]).split("\n")), value.line)


_OUTCOME = {"日期": "on", "收到": "received", "采纳": "adopted", "说明": "what"}


def _outcome(value: Value, around: Surroundings, messages: FileMessages) -> Outcome:
    if not isinstance(value, Mapping):
        raise NotUnderstood(
            Text("应写“日期”“收到”“采纳”各项", "this takes 日期, 收到 and 采纳"),
            Text(
                "写成 {日期: 2026-10-20, 收到: 12, 采纳: 5, 说明: …}",
                "write {日期: 2026-10-20, 收到: 12, 采纳: 5, 说明: …}",
            ),
        )
    entries = _entries(value, _OUTCOME, ("on", "received", "adopted"))
    received = whole_numbers.parse_count(_text(entries["received"]))[0]
    adopted = whole_numbers.parse_count(_text(entries["adopted"]))[0]
    if adopted > received:
        raise NotUnderstood(
            Text(
                f"采纳 {adopted} 条，多于收到的 {received} 条",
                f"{adopted} adopted, of {received} received",
            ),
            Text("核对两个数", "check both numbers"),
        )
    what = _lines(entries["what"], around, messages) if "what" in entries else ()
    return Outcome(_day(_text(entries["on"])), received, adopted, what)


def _web_address(value: Value, _: Surroundings, __: FileMessages) -> str:
    return web_address.read(_text(value))


def _secure_address(value: Value, _: Surroundings, __: FileMessages) -> str:
    return web_address.read_secure(_text(value))


def _presentation(
    value: Value, around: Surroundings, messages: FileMessages
) -> tuple[Presentation, ...]:
    words = _words(value, around, messages)
    chosen = {Presentation(_chosen(word, tuple(Presentation))) for word in words}
    return tuple(form for form in Presentation if form in chosen)


def _life_topics(value: Value, around: Surroundings, messages: FileMessages) -> tuple[str, ...]:
    """Return the words, in the order of the pack; a pack without a list takes any."""
    words = tuple(dict.fromkeys(_words(value, around, messages)))
    known = tuple(around.pack.life_topics.values())
    return (
        tuple(sorted((_chosen(word, known) for word in words), key=known.index)) if known else words
    )


def _disclosure_item(value: Value, around: Surroundings, _: FileMessages) -> str:
    items = tuple(around.pack.disclosure_items.values())
    return _chosen(_text(value), items) if items else _text(value)


def _old_addresses(value: Value, _: Surroundings, messages: FileMessages) -> tuple[str, ...]:
    addresses: list[str] = []
    for item in _items(value):
        try:
            addresses.append(old_address.read(_text(item)))
        except NotUnderstood as error:
            messages.error(item.line, error.what, error.fix)
    return tuple(addresses)


def _dated(
    value: Value, label: str, name: str, make: Callable[[Any, str], Any], messages: FileMessages
) -> object:
    if not isinstance(value, Mapping):
        raise NotUnderstood(
            Text(f"应写“日期”和“{label}”两项", f"this takes 日期 and {label}"),
            Text(
                f"写成 {{日期: 2022-04-22, {label}: …}}", f"write {{日期: 2022-04-22, {label}: …}}"
            ),
        )
    entries = _entries(value, {"日期": "on", label: name}, ("on", name))
    return make(_day(_text(entries["on"])), _text(entries[name]))


def _corrections(value: Value, _: Surroundings, messages: FileMessages) -> object:
    return tuple(_dated(item, "说明", "what", Correction, messages) for item in _items(value))


def _withdrawal(value: Value, _: Surroundings, messages: FileMessages) -> object:
    return _dated(value, "理由", "reason", Withdrawal, messages)


def _index_number(value: Value, around: Surroundings, _: FileMessages) -> object:
    return index_number.parse(_text(value), around.index_number_pattern)


NESTED_NAMES = frozenset({*_LINK, *_FILE, *_REMOTE_FILE, *_OUTCOME, "理由", "外部"})
"""Names within the values of fields."""

_READERS: dict[Form, Callable[[Value, Surroundings, FileMessages], object]] = {
    Form.KIND: _kind,
    Form.ADDRESS: _address,
    Form.TITLE: _title,
    Form.LINE: _line,
    Form.LINES: _lines,
    Form.WORDS: _words,
    Form.DAY: _normalised(_plain(dates.parse_day)),
    Form.MOMENT: _normalised(_plain(dates.parse_moment)),
    Form.TERM: _normalised(_plain(dates.parse_term)),
    Form.YEAR: _normalised(_plain(whole_numbers.parse_year)),
    Form.NUMBER: _normalised(_plain(whole_numbers.parse_number)),
    Form.RANK: _normalised(_plain(whole_numbers.parse_count)),
    Form.WEB_ADDRESS: _web_address,
    Form.SECURE_ADDRESS: _secure_address,
    Form.PRESENTATION: _presentation,
    Form.LIFE_TOPICS: _life_topics,
    Form.DISCLOSURE_ITEM: _disclosure_item,
    Form.PICTURE: _picture,
    Form.OUTCOME: _outcome,
    Form.DOCUMENT_NUMBER: _normalised(_number),
    Form.INDEX_NUMBER: _index_number,
    Form.SUBJECT: _normalised(_subject),
    Form.OPENNESS: _choice(Openness),
    Form.STATUS: _choice(Status),
    Form.GRADE: _choice(Grade),
    Form.ORGAN: _organ,
    Form.ORGANS: _organs,
    Form.RELATION: _relation,
    Form.ATTACHMENTS: _attachments,
    Form.OLD_ADDRESSES: _old_addresses,
    Form.CORRECTIONS: _corrections,
    Form.WITHDRAWAL: _withdrawal,
}
