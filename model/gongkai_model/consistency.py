"""What must hold between records: one address, one number for each, and all that they name."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from gongkai_model import old_address
from gongkai_model.columns import RESERVED, Column
from gongkai_model.fields import BY_ALIAS, Form
from gongkai_model.front_matter import reserved
from gongkai_model.hints import Hints
from gongkai_model.messages import FileMessages, Message, Place, Text, quoted
from gongkai_model.organs import OrganReference
from gongkai_model.portal import EditorPage
from gongkai_model.published_types import is_markdown, is_raster, may_be_published, refusal
from gongkai_model.record import Grade, Record, Version
from gongkai_model.relations import Relations
from gongkai_model.requirements import has_printed_edition
from gongkai_model.tree import DATA

_MARKUP = re.compile("[<>&\"']")
"""Themes make titles of the names of pages and folders, and print them as they are."""


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
        claims.claim(_place(address), address, page.path, 0)
    ordered = sorted(records, key=lambda record: record.path)
    for record in ordered:
        address = f"/{record.key}/"
        line = record.facts.lines.get("address", 0)
        claims.claim(_place(address), address, record.path, line)
        for version in record.versions if record.kind.has_texts else ():
            address = f"/{record.version_address(version)}/"
            claims.claim(_place(address), address, version.path, 0)
    lists = tuple(f"{column}/{name}/" for column in columns for name in sorted(RESERVED))
    for record in ordered:
        line = record.facts.lines.get("old_addresses", 0)
        for old in record.facts.old_addresses:
            own = _place(old_address.decoded(old))
            claims.claim(own, old, record.path, line)
            if own.startswith(lists):
                FileMessages(f"{shown}/{record.path}", messages).error(
                    line,
                    Text(f"旧网址 {old} 已用于栏目的列表", f"the address {old} is that of a list"),
                    Text("删去这一条", "delete it"),
                )


def _place(address: str) -> str:
    """Return the file of the site that answers for an address, as addresses are compared."""
    path = address.lstrip("/")
    return old_address.place(path + "index.html" if not path or path.endswith("/") else path)


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
        needed = [alias for alias in kind.one_of if BY_ALIAS[alias].form is Form.RELATION]
        if any(getattr(record.facts, alias) for alias in needed):
            continue  # it names one that is not found: that has been reported
        if "attachments" in kind.one_of:
            if has_printed_edition(record.facts):
                continue
            _report_no_contents(record, shown, messages)
            continue
        names = [BY_ALIAS[alias].name for alias in needed]
        FileMessages(f"{shown}/{record.path}", messages).error(
            record.facts.lines.get("kind", 1),
            Text(
                f"“{kind.name}”没有说明{'或'.join(names)}哪份文件",
                f"a record of kind {kind.alias} needs {' or '.join(names)}",
            ),
            Text(f"补上“{names[0]}: 栏目/网址”", f"add '{names[0]}: column/address'"),
        )


def _report_no_contents(record: Record, shown: str, messages: list[Message]) -> None:
    FileMessages(f"{shown}/{record.path}", messages).error(
        record.facts.lines.get("attachments", record.facts.lines.get("kind", 1)),
        Text(
            f"“{record.kind.name}”既没有刊登的文件，也没有 PDF（或 OFD）附件",
            f"a record of kind {record.kind.alias} has neither contents nor a PDF or OFD edition",
        ),
        Text(
            "补上“刊登: [栏目/网址, …]”，或“附件: 文件.pdf”",
            "add '刊登: [column/address, …]' or '附件: file.pdf'",
        ),
    )


def check_printed(
    records: Iterable[Record], relations: Relations, shown: str, messages: list[Message]
) -> None:
    """Report documents that name as their gazette what is none."""
    kinds = {record.key: record.kind for record in records}
    for record in records:
        for relation in relations.of(record.key, "printed_in"):
            if relation.key and "prints" not in kinds[relation.key].allowed:
                FileMessages(f"{shown}/{record.path}", messages).error(
                    record.facts.lines.get("printed_in", 1),
                    Text(
                        f"“所载公报”指向的 {relation.key} 不是政府公报",
                        f"所载公报 names {relation.key}, which is no gazette",
                    ),
                    Text("写公报的“栏目/网址”", "name the issue, column/address"),
                )


def check_gazettes(records: Iterable[Record], shown: str, messages: list[Message]) -> None:
    """Report issues of one gazette that bear the same number; withdrawn ones have given it up.

    Gazettes of two organs number their issues each for itself; one that names no organ is taken
    for the other's.
    """
    issues: dict[tuple[str, int, int], list[Record]] = {}
    for record in sorted(records, key=_age):
        facts = record.facts
        if facts.withdrawal is not None or facts.issue is None or facts.year is None:
            continue
        numbers = [("issue", facts.year, facts.issue)]
        if facts.serial is not None:
            numbers.append(("serial", 0, facts.serial))
        for number in numbers:
            others = issues.setdefault(number, [])
            for other in others:
                organ, before = facts.organ, other.facts.organ
                if organ is None or before is None or organ == before:
                    _report_second(record, other, number[0], shown, messages)
                    break
            others.append(record)


def check_profiles(records: Iterable[Record], shown: str, messages: list[Message]) -> None:
    """Report second profiles of one organ; withdrawn ones do not count."""
    profiles: dict[OrganReference, Record] = {}
    for record in sorted(records, key=_age):
        organ = record.facts.organ
        if record.kind.alias != "organ-profile" or organ is None or record.facts.withdrawal:
            continue
        if profiles.setdefault(organ, record) is not record:
            _report_second(record, profiles[organ], "organ", shown, messages)


def _report_second(
    record: Record, other: Record, alias: str, shown: str, messages: list[Message]
) -> None:
    facts = record.facts
    place = f"{shown}/{other.path}"
    said = {
        "issue": Text(f"{facts.year}年第{facts.issue}期", f"issue {facts.issue} of {facts.year}"),
        "serial": Text(f"总第{facts.serial}期", f"issue {facts.serial} in all"),
        "organ": Text(
            f"“{facts.organ.name if facts.organ else ''}”的{record.kind.name}",
            f"the {record.kind.alias} of {facts.organ.name if facts.organ else ''}",
        ),
    }[alias]
    FileMessages(f"{shown}/{record.path}", messages).error(
        facts.lines.get(alias, 1),
        Text(f"{said.zh} 已有：{place}", f"{said.en} is there already: {place}"),
        Text(
            "改正编号或机关；确是同一件，留下已发布的那个",
            "correct the number or the organ; of one and the same keep what was published",
        ),
    )


def check_pictures(
    records: Iterable[Record],
    files: Collection[str],
    hints: Hints,
    shown: str,
    messages: list[Message],
) -> None:
    """Report pictures of records that are not there, or can do more than be shown."""
    neighbours = _Neighbours(files, hints)
    for record in records:
        picture = record.facts.picture
        if picture is None:
            continue
        there = picture.path in files
        if there and is_raster(picture.path) and may_be_published(picture.path):
            continue
        mistake = _kept_inside(picture.path, "题图")
        if mistake is None and not is_raster(picture.path):
            mistake = (
                Text(f"题图 {picture.path} 不是位图", f"{picture.path} is no picture of points"),
                Text("另存为 .png、.jpg 或 .webp", "save it as .png, .jpg or .webp"),
            )
        if mistake is None and there:
            mistake = refusal(picture.path)
        if mistake is None:
            mistake = neighbours.missing(picture.path, record.path, "题图")
        FileMessages(f"{shown}/{record.path}", messages).error(picture.line, *mistake)


def check_attachments(
    records: Iterable[Record],
    files: Collection[str],
    hints: Hints,
    shown: str,
    messages: list[Message],
    granted: Collection[str] = (),
) -> None:
    """Report attachments that are not among the files that may be published.

    Those that the operator has ``granted`` may be of any type.
    """
    neighbours = _Neighbours(files, hints)
    for record in records:
        seen: set[tuple[str, str]] = set()
        for path, attachments in [
            (record.path, record.facts.attachments),
            *((version.path, version.facts.attachments) for version in record.versions),
        ]:
            for attachment in attachments:
                if attachment.address:
                    continue  # on another host: its digest stands for it
                there = attachment.path in files
                if there and (may_be_published(attachment.path) or attachment.path in granted):
                    continue
                # A text has the attachments of its act too.
                if (attachment.path, attachment.name) in seen:
                    continue
                seen.add((attachment.path, attachment.name))
                mistake = _refused_type(attachment.path) if there else None
                mistake = mistake or _kept_inside(attachment.path)
                if mistake is None:
                    mistake = neighbours.missing(attachment.path, path, "附件")
                FileMessages(f"{shown}/{path}", messages).error(attachment.line, *mistake)


def _refused_type(path: str) -> tuple[Text, Text] | None:
    """Say why a file that is there cannot be an attachment."""
    if path.endswith(".md"):
        return (
            Text(f"附件 {path} 是 Markdown 源文件", f"{path} is a Markdown source"),
            Text(
                "本站文件用“依据”等关系或正文中的链接",
                "name records by relations or by links in the text",
            ),
        )
    if is_markdown(path):
        return (
            Text(f"附件 {path} 会被当作页面", f"{path} would be drawn as a page"),
            Text("另存为 PDF 或 .txt", "save it as PDF or .txt"),
        )
    what, fix = refusal(path)
    return Text(f"附件 {what.zh}", what.en), fix


def _kept_inside(path: str, label: str = "附件") -> tuple[Text, Text] | None:
    """Say why a file, there or not, is never published."""
    if path.startswith(DATA + "/"):
        return (
            Text(
                f"{label} {path} 在 {DATA} 里，不发布", f"{path} lies in {DATA}, which stays inside"
            ),
            Text("把文件移到本文旁边", "move the file beside the record"),
        )
    if any(part.startswith((".", "_")) for part in path.split("/")):
        return (
            Text(
                f"{label} {path} 不发布：名称以 . 或 _ 开头",
                f"{path} stays inside: a name begins with . or _",
            ),
            Text("改名", "rename it"),
        )
    return None


_BETWEEN = re.compile("[、，,;；]")


class _Neighbours:
    """The files there are, for what is said of one that is not; looked at only then."""

    def __init__(self, files: Collection[str], hints: Hints) -> None:
        self._files = files
        self._hints = hints
        self._beside: dict[str, list[str]] = {}
        self._by_case: dict[str, str] = {}

    def missing(self, path: str, named_in: str, label: str) -> tuple[Text, Text]:
        """Say that a file is not there, and which one may be meant.

        Args:
            path: Of the file, relative to the content folder.
            named_in: The source that names it.
            label: What it is to the source.
        """
        if not self._beside:
            for file in sorted(self._files):
                self._beside.setdefault(posixpath.dirname(file), []).append(file)
                self._by_case.setdefault(file.casefold(), file)
        start = posixpath.dirname(named_in)
        other_case = self._by_case.get(path.casefold())
        if other_case is not None:
            right = posixpath.relpath(other_case, start)
            return (
                Text(
                    f"{label} {path} 不存在：文件名大小写不同，文件是 {other_case}",
                    f"there is no file {path}: the case differs, the file is {other_case}",
                ),
                Text(f"写成 {right}", f"write {right}"),
            )
        parts = [part.strip() for part in _BETWEEN.split(posixpath.relpath(path, start))]
        if label == "附件" and len(parts) > 1 and all(parts):
            listed = f"[{', '.join(parts)}]"
            return (
                Text(
                    f"附件 {path} 不存在：像是几个文件", f"there is no file {path}: is it several?"
                ),
                Text(f"写成列表：附件: {listed}", f"write a list: 附件: {listed}"),
            )
        near = self._hints.near(path, self._beside.get(posixpath.dirname(path), ()), 1, 0.8)
        return (
            Text(
                f"{label} {path} 不存在" + (f"（相近：{near[0]}）" if near else ""),
                f"there is no file {path}" + (f" (near: {near[0]})" if near else ""),
            ),
            Text("把文件放进来，或改正文件名", "add the file, or correct its name"),
        )


def check_names(
    files: Iterable[str], pages: Collection[str], shown: str, messages: list[Message]
) -> None:
    """Report names that are taken for something else than they are.

    Args:
        files: Of the content folder, without ``data``.
        pages: Those of them that are drawn as pages of their own name.
        shown: How the content folder is named in messages.
        messages: Mistakes are added here.
    """
    for path in files:
        report = FileMessages(f"{shown}/{path}", messages)
        if is_markdown(path) and not path.endswith(".md"):
            report.error(
                0,
                Text(
                    "像是 Markdown，但扩展名不是 .md，不会读取",
                    "it looks like Markdown, but only .md is read",
                ),
                Text(
                    "源文件把扩展名改为 .md；附件另存为 PDF 或 .txt",
                    "name a source .md; save an attachment as PDF or .txt",
                ),
            )
        mark = reserved(path)
        if mark is not None:
            report.error(
                0,
                Text(
                    f"名称里的 {quoted(mark[0])} 是程序自己用的",
                    f"{quoted(mark[0])} is the program's own",
                ),
                Text("改名", "rename it"),
            )
        match = _MARKUP.search(path) if path in pages else None
        if match is not None:
            report.error(
                0,
                Text(
                    f"页面的文件名里不能有 {match[0]}", f"the name of a page cannot have {match[0]}"
                ),
                Text("改名；标题写在文件里", "rename it; the title stands in the file"),
            )
