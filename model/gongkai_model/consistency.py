"""What must hold between records: one address, one number for each, and all that they name."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from gongkai_model.columns import RESERVED, Column
from gongkai_model.fields import BY_ALIAS
from gongkai_model.messages import FileMessages, Message, Place, Text
from gongkai_model.portal import EditorPage
from gongkai_model.record import Attachment, Grade, Record, Version
from gongkai_model.relations import Relations
from gongkai_model.tree import DATA

_OTHER_MARKDOWN = re.compile(r".*\.(?:md|markdown|mdown|mkdn|mkd)", re.IGNORECASE)


class _Claims:
    """Who has which address or number."""

    def __init__(self, label: Text, shown: str, messages: list[Message]) -> None:
        self._label = label
        self._shown = shown
        self._messages = messages
        self._taken: dict[object, str] = {}

    def claim(self, key: object, value: str, path: str, line: int) -> None:
        """Note that ``value``, equal to others by ``key``, belongs to ``path``."""
        if key not in self._taken:
            self._taken[key] = path
            return
        other = f"{self._shown}/{self._taken[key]}"
        self._messages.append(
            Message(
                Place(f"{self._shown}/{path}", line),
                Text(
                    f"{self._label.zh} {value} 已用于 {other}",
                    f"{self._label.en} {value} is taken by {other}",
                ),
                Text(
                    "改成别的；若两个文件说的是同一件，留下已发布的那个",
                    "change it; if both files are one document, keep the one that was published",
                ),
            )
        )


def check_addresses(
    records: Iterable[Record],
    columns: Mapping[str, Column],
    pages: Iterable[EditorPage],
    shown: str,
    messages: list[Message],
) -> None:
    """Report addresses that two pages want; the blame is on the earlier address, if it is one."""
    claims = _Claims(Text("地址", "the address"), shown, messages)
    for page in pages:
        folder, name = posixpath.split(page.path.removesuffix(".md"))
        is_index = name.lower() in {"index", "readme"}
        address = "/".join(("", *(part for part in (folder, "" if is_index else name) if part), ""))
        claims.claim(_file(address), address, page.path, 0)
    ordered = sorted(records, key=lambda record: record.path)
    for record in ordered:
        address = f"/{record.key}/"
        line = record.facts.lines.get("address", 0)
        claims.claim(_file(address), address, record.path, line)
        for version in record.versions if record.kind.has_texts else ():
            address = f"/{record.version_address(version)}/"
            claims.claim(_file(address), address, version.path, 0)
    lists = tuple(f"{column}/{name}/" for column in columns for name in sorted(RESERVED))
    for record in ordered:
        line = record.facts.lines.get("old_addresses", 0)
        for old in record.facts.old_addresses:
            claims.claim(_file(old), old, record.path, line)
            if _file(old).startswith(lists):
                FileMessages(f"{shown}/{record.path}", messages).error(
                    line,
                    Text(f"旧网址 {old} 已用于栏目的列表", f"the address {old} is that of a list"),
                    Text("删去这一条", "delete it"),
                )


def _file(address: str) -> str:
    """Return the file of the site that answers for an address."""
    path = address.lstrip("/")
    return path + "index.html" if not path or path.endswith("/") else path


def check_numbers(records: Iterable[Record], shown: str, messages: list[Message]) -> None:
    """Report document numbers and index numbers that two records bear.

    Texts that others compiled may repeat the numbers of the same document.
    """
    numbers = _Claims(Text("发文字号", "the document number"), shown, messages)
    index_numbers = _Claims(Text("索引号", "the index number"), shown, messages)
    for record in sorted(records, key=_age):
        seen = set()
        for version in record.versions:
            number = version.facts.document_number
            if number is None or number in seen or version.facts.grade is Grade.COMPILED:
                continue
            seen.add(number)
            path, line = _where(record, version, "document_number")
            numbers.claim(number, str(number), path, line)
        if record.facts.index_number is not None:
            line = record.facts.lines.get("index_number", 0)
            text = str(record.facts.index_number)
            index_numbers.claim(text, text, record.path, line)


def _age(record: Record) -> tuple[date, str]:
    """Order records by publication: whoever came later is asked to give way."""
    published = record.facts.published_on
    return published.day if published else date.max, record.path


def _where(record: Record, version: Version, alias: str) -> tuple[str, int]:
    """Return file and line on which a text, or its record, gives a field."""
    if alias in version.facts.lines:
        return version.path, version.facts.lines[alias]
    return record.path, record.facts.lines.get(alias, 0)


def check_needed_relations(
    records: Iterable[Record], relations: Relations, shown: str, messages: list[Message]
) -> None:
    """Report records of kinds that need a relation and have none, on either side."""
    for record in records:
        kind = record.kind
        if not kind.one_of or record.versions[-1].facts.grade is Grade.COMPILED:
            continue
        if any(relation.alias in kind.one_of for relation in relations.of(record.key)):
            continue
        if any(getattr(record.facts, alias) for alias in kind.one_of):
            continue  # it names one that is not found: that has been reported
        names = [BY_ALIAS[alias].name for alias in kind.one_of]
        FileMessages(f"{shown}/{record.path}", messages).error(
            record.facts.lines.get("kind", 1),
            Text(
                f"“{kind.name}”没有说明{'或'.join(names)}哪份文件",
                f"a record of kind {kind.alias} needs {' or '.join(names)}",
            ),
            Text(f"补上“{names[0]}: 栏目/网址”", f"add '{names[0]}: column/address'"),
        )


def check_attachments(
    record: Record, files: Collection[str], shown: str, messages: list[Message]
) -> None:
    """Report attachments of a record that are not among the files that may be published."""
    seen: set[tuple[str, str]] = set()
    for path, attachments in [
        (record.path, record.facts.attachments),
        *((version.path, version.facts.attachments) for version in record.versions),
    ]:
        for attachment in attachments:
            if attachment.path in files and not attachment.path.endswith(".md"):
                continue
            # A text has the attachments of its act too.
            if (attachment.path, attachment.name) in seen:
                continue
            seen.add((attachment.path, attachment.name))
            what, fix = _attachment_mistake(attachment, files)
            FileMessages(f"{shown}/{path}", messages).error(attachment.line, what, fix)


def _attachment_mistake(attachment: Attachment, files: Collection[str]) -> tuple[Text, Text]:
    path = attachment.path
    if path.endswith(".md"):
        return (
            Text(f"附件 {path} 是 Markdown 源文件", f"{path} is a Markdown source"),
            Text(
                "本站文件用“依据”等关系或正文中的链接",
                "name records by relations or by links in the text",
            ),
        )
    if path.startswith(DATA + "/"):
        return (
            Text(f"附件 {path} 在 {DATA} 里，不发布", f"{path} lies in {DATA}, which stays inside"),
            Text("把文件移到本文旁边", "move the file beside the record"),
        )
    if any(part.startswith((".", "_")) for part in path.split("/")):
        return (
            Text(
                f"附件 {path} 不发布：名称以 . 或 _ 开头",
                f"{path} stays inside: a name begins with . or _",
            ),
            Text("改名", "rename it"),
        )
    import difflib  # only mistakes need it

    beside = [file for file in files if posixpath.dirname(file) == posixpath.dirname(path)]
    near = difflib.get_close_matches(path, sorted(beside), 1, 0.8)
    return (
        Text(
            f"附件 {path} 不存在" + (f"（相近：{near[0]}）" if near else ""),
            f"there is no file {path}" + (f" (near: {near[0]})" if near else ""),
        ),
        Text("把文件放进来，或改正文件名", "add the file, or correct its name"),
    )


def check_names(
    files: Iterable[str], records: Iterable[Record], shown: str, messages: list[Message]
) -> None:
    """Report files that look like sources and are not read as such."""
    attached = {
        attachment.path
        for record in records
        for version in record.versions
        for attachment in version.facts.attachments
    }
    for path in files:
        if _OTHER_MARKDOWN.fullmatch(path) and not path.endswith(".md") and path not in attached:
            FileMessages(f"{shown}/{path}", messages).error(
                0,
                Text(
                    "像是 Markdown，但扩展名不是 .md，不会读取",
                    "it looks like Markdown, but only .md is read",
                ),
                Text("把扩展名改为 .md", "name it .md"),
            )
