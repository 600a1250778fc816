"""Files → model: the only module that knows where things stand in the content folder."""

from __future__ import annotations

import fnmatch
import hashlib
import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from gongkai_model import consistency, front_matter
from gongkai_model.columns import NAMES as COLUMN_NAMES
from gongkai_model.columns import RESERVED, Column, read_column
from gongkai_model.feedback.reading import read_feedback
from gongkai_model.fields import BY_ALIAS, BY_NAME, WRONG_NAMES, Form
from gongkai_model.hints import Hints
from gongkai_model.kinds import Kind
from gongkai_model.messages import (
    ContentError,
    FileMessages,
    Message,
    Place,
    Severity,
    Text,
    quoted,
)
from gongkai_model.organs import Register, read_register
from gongkai_model.pack import Pack, default_pack
from gongkai_model.page_labels import NAMES as PAGE_NAMES
from gongkai_model.page_labels import read_page_labels, report_double
from gongkai_model.portal import EditorPage, Portal
from gongkai_model.published_types import is_markdown
from gongkai_model.record import Facts, Grade, Openness, Record, Version
from gongkai_model.relations import relate
from gongkai_model.requirements import check_requirements
from gongkai_model.tree import DATA, read_bytes, scan
from gongkai_model.values import ADDRESS, NESTED_NAMES, Surroundings, read_value
from gongkai_model.working_days import read_calendar

_LF = "\n"
_COLUMN = {"栏目", "column"}
_TEXT_FILE = re.compile(r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|undated)(-(?:[2-9]|[1-9][0-9]))?")


@dataclass(frozen=True, slots=True)
class Rules:
    """Settings of a portal that reading depends on.

    Attributes:
        size_limit_bytes: Of one source file.
        public_repository: Everyone can read the sources, so nothing else may lie in them.
        index_number_pattern: Regular expression of the portal's own 索引号, or None.
        pack: What is national about the portal.
        published: Patterns (``*`` and ``?``) of files that the operator has published, whatever
            their type.
    """

    size_limit_bytes: int = 2_000_000
    public_repository: bool = True
    index_number_pattern: str | None = None
    pack: Pack = field(default_factory=default_pack)
    published: tuple[str, ...] = ()


@dataclass(slots=True)
class _File:
    """A Markdown file, split and decoded."""

    path: str
    labels: front_matter.Mapping | None
    body: str
    body_line: int
    digest: bytes
    report: FileMessages


@dataclass(slots=True)
class _Labels:
    """The front matter of a record's file, as far as it was understood.

    Attributes:
        values: Typed, by alias.
        lines: Of every field that was given, understood or not, by alias.
        empty: Lines of fields without a value, by alias.
        passed: Nothing was wrong.
    """

    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    empty: dict[str, int] = field(default_factory=dict)
    passed: bool = True

    @property
    def kind(self) -> Kind | None:
        kind: Kind | None = self.values.get("kind")
        return kind


_Where = Callable[[str], tuple[FileMessages, int]]
"""Says by alias where a field stands, and whose messages those about it are."""


@dataclass(slots=True)
class _Reading:
    """What one run of reading passes along.

    Attributes:
        unread: What may name a record that could not be read: nobody is told that it is missing.
        dark: Folders of which nobody can say what they are, for their ``index.md`` is broken.
    """

    content: Path
    shown: str
    rules: Rules
    messages: list[Message] = field(default_factory=list)
    register: Register = field(default_factory=Register)
    hints: Hints = field(default_factory=Hints)
    unread: set[str] = field(default_factory=set)
    dark: set[str] = field(default_factory=set)
    unfinished: list[Record] = field(default_factory=list)

    def report(self, path: str) -> FileMessages:
        return FileMessages(f"{self.shown}/{path}", self.messages)


class PartlyRead(ContentError):  # noqa: N818 - it says what is the case
    """Something in the content folder cannot be published.

    Attributes:
        portal: What could be read; never to be built, but its bodies can be looked at.
        unfinished: Bodies of files whose labels are wrong, as records of nothing but a kind.
    """

    def __init__(self, messages: list[Message], portal: Portal, unfinished: list[Record]) -> None:
        super().__init__(messages)
        self.portal = portal
        self.unfinished = unfinished


def read_portal(content: Path, *, shown: str = "content", rules: Rules | None = None) -> Portal:
    """Read the content folder.

    Args:
        content: The folder.
        shown: How it is named in messages, relative to the project folder.
        rules: Settings of the portal.

    Raises:
        PartlyRead: With every mistake of all files, and what could be read.
        ContentError: The rules cannot be used.
    """
    run = _Reading(content, shown, rules or Rules())
    _check_rules(run.rules)
    found = scan(content, shown, run.messages)
    run.register = read_register(content, found, shown, run.messages)
    calendar = read_calendar(content, found, shown, run.messages)
    feedback = read_feedback(content, found, shown, run.register, run.rules.pack)
    files = {file.path: file.size_bytes for file in found if not _is_data(file.path)}
    sources = {
        path: _read_file(run, path, size) for path, size in files.items() if path.endswith(".md")
    }
    readable = {path: file for path, file in sources.items() if file is not None}
    for path in sources.keys() - readable.keys():
        run.unread |= {path, path.removesuffix(".md"), path.removesuffix("/index.md")}
        if posixpath.basename(path) == "index.md":
            run.dark.add(posixpath.dirname(path))
    columns = _read_columns(run, readable)
    records, pages = _read_sources(run, readable, columns)
    consistency.check_addresses(records, columns, pages.values(), shown, run.messages)
    consistency.check_numbers(records, shown, run.messages)
    relations = relate(records, shown, run.messages, run.unread)
    consistency.check_needed_relations(records, relations, shown, run.messages)
    consistency.check_printed(records, relations, shown, run.messages)
    consistency.check_gazettes(records, shown, run.messages)
    consistency.check_profiles(records, shown, run.messages)
    granted = _granted(files, run.rules.published)
    consistency.check_attachments(records, files, run.hints, shown, run.messages, granted)
    consistency.check_pictures(records, files, run.hints, shown, run.messages)
    consistency.check_names(files, pages, shown, run.messages)
    # What an index.md says is looked at with each of its texts.
    messages = list(dict.fromkeys(run.messages))
    portal = Portal(
        columns=columns,
        records={record.key: record for record in sorted(records, key=lambda r: r.key)},
        pages=pages,
        files={path: size for path, size in files.items() if path not in sources},
        register=run.register,
        relations=relations,
        working_days=calendar,
        feedback=feedback,
        notes=tuple(sorted(messages, key=lambda message: (message.at, message.what.en))),
        shown=shown,
        unread=frozenset(run.unread),
        granted=granted,
    )
    if any(message.severity is Severity.ERROR for message in messages):
        raise PartlyRead(messages, portal, run.unfinished)
    return portal


def _granted(files: Iterable[str], patterns: Sequence[str]) -> frozenset[str]:
    """Return the files that the operator has published; those drawn as pages are never files."""
    return frozenset(
        path
        for path in files
        if any(fnmatch.fnmatchcase(path, pattern) for pattern in patterns) and not is_markdown(path)
    )


def _check_rules(rules: Rules) -> None:
    try:
        re.compile(rules.index_number_pattern or "")
    except re.error as error:
        pattern = rules.index_number_pattern or ""
        message = Message(
            Place("site_config.yml"),
            Text(
                f"index_number_pattern {quoted(pattern)} 不是正则表达式：{error}",
                f"index_number_pattern {quoted(pattern)} is no regular expression: {error}",
            ),
            Text("改正该项", "correct the option"),
        )
        raise ContentError([message]) from None


def _is_data(path: str) -> bool:
    return path.startswith(DATA + "/")


def _read_file(run: _Reading, path: str, size_bytes: int) -> _File | None:
    report = run.report(path)
    limit = run.rules.size_limit_bytes
    if size_bytes > limit:
        report.error(
            0,
            Text(
                f"文件有 {size_bytes / 1e6:.1f} MB，超过 {limit / 1e6:g} MB",
                f"the file has {size_bytes / 1e6:.1f} MB, more than {limit / 1e6:g} MB",
            ),
            Text(
                "把表格、图片作为附件；确需更大，改 site_config.yml 的 size_limit_mb",
                "attach tables and pictures as files, or raise size_limit_mb in site_config.yml",
            ),
        )
        return None
    data = read_bytes(run.content, path, run.shown, run.messages)
    if data is None:
        return None
    text = front_matter.decode(data, report.path, run.messages)
    if text is None:
        return None
    before = len(run.messages)
    source = front_matter.split(text, report.path, run.messages, KNOWN_NAMES)
    if source.labels is None and any(
        message.severity is Severity.ERROR for message in run.messages[before:]
    ):
        return None
    digest = hashlib.blake2b(data, digest_size=16).digest()
    return _File(path, source.labels, source.body, source.body_line, digest, report)


KNOWN_NAMES = front_matter.Names(
    top=frozenset(BY_NAME) | frozenset(WRONG_NAMES) | _COLUMN | PAGE_NAMES,
    nested=COLUMN_NAMES | NESTED_NAMES,
    texts=frozenset(
        name for name, known in BY_NAME.items() if known.form in {Form.LINES, Form.WORDS}
    ),
)
"""Names after which a colon of another form is read as a colon."""


def _read_columns(run: _Reading, files: Mapping[str, _File]) -> dict[str, Column]:
    columns: dict[str, Column] = {}
    for path, file in files.items():
        folder, name = posixpath.split(path)
        if name != "index.md" or file.labels is None:
            continue
        entries = [(key, value) for key, value in file.labels.entries if key.text in _COLUMN]
        for key, _ in entries[1:]:
            report_double(file.report, key, "栏目", entries[0][0].line)
        for key, value in entries[:1]:
            column = None
            if _check_folder(folder, key.line, file.report):
                column = read_column(value, folder, run.register, file.report)
            if column is None:
                run.dark.add(folder)
            else:
                columns[folder] = column
    for folder in columns:
        parent, name = posixpath.split(folder)
        if name in RESERVED and parent in columns:
            _report_reserved(run.report(f"{folder}/index.md"), 1, name)
    return columns


def _check_folder(folder: str, line: int, report: FileMessages) -> bool:
    if all(ADDRESS.fullmatch(part) for part in folder.split("/")):
        return True
    report.error(
        line,
        Text(
            f"栏目文件夹 {quoted(folder)} 不能作地址",
            f"the column's folder {quoted(folder)} cannot be an address",
        ),
        Text(
            "文件夹名只用小写字母、数字、连字符，1 到 40 个；首页不是栏目",
            "name folders with [a-z0-9-], 1 to 40; the home page is no column",
        ),
    )
    return False


def _report_reserved(report: FileMessages, line: int, address: str) -> None:
    report.error(
        line,
        Text(
            f"网址 {quoted(address)} 已用于栏目的列表",
            f"{quoted(address)} is taken by the column's lists",
        ),
        Text("换一个", "choose another"),
    )


def _read_sources(
    run: _Reading, files: Mapping[str, _File], columns: Mapping[str, Column]
) -> tuple[list[Record], dict[str, EditorPage]]:
    records: list[Record] = []
    pages: dict[str, EditorPage] = {}
    acts: dict[str, list[_File]] = defaultdict(list)
    dark = run.dark - {""}  # the home page is no column: what is beside it is what it seems
    for path, file in files.items():
        folder, name = posixpath.split(path)
        parent = posixpath.dirname(folder)
        is_index = name == "index.md"
        broken_column = folder in dark and f"{folder}/index.md" in files
        if folder in columns and not is_index:
            record = _read_single(run, file, columns[folder])
            if record is not None:
                records.append(record)
        elif folder and folder not in columns and parent in columns and not broken_column:
            acts[folder].append(file)
        elif (folder in dark and not is_index) or parent in dark:
            # What says that it is a record is looked at; what else it is, nobody can say.
            if _says_kind(file) is not None and folder in dark:
                _read_single(run, file, None)
            elif _says_kind(file) is not None:
                _read_record_labels(run, file)
            run.unread |= {path, folder, path.removesuffix(".md")}
        elif (line := _says_kind(file)) is not None and not broken_column:
            file.report.error(
                line,
                Text("这条记录不在任何栏目里", "this record lies in no column"),
                Text(
                    "移到栏目文件夹，或在该文件夹的 index.md 写“栏目”",
                    "move it to a column's folder, or give that folder an index.md with 栏目",
                ),
            )
            _read_single(run, file, None)
        else:
            page = _read_page(file)
            if page is not None:
                pages[path] = page
    for folder, members in acts.items():
        record = _read_act(run, folder, members, columns[posixpath.dirname(folder)])
        if record is not None:
            records.append(record)
    return records, pages


def _says_kind(file: _File) -> int | None:
    """Return the line that makes the file a record, or None."""
    entries = file.labels.entries if file.labels is not None else ()
    return next((key.line for key, _ in entries if key.text in {"类型", "kind"}), None)


def _read_page(file: _File) -> EditorPage | None:
    meta = read_page_labels(file.labels, file.report)
    return None if meta is None else EditorPage(file.path, meta, file.body, file.body_line)


def _read_labels(run: _Reading, file: _File) -> _Labels:
    """Read the front matter of a record or of one of its texts."""
    labels = _Labels()
    if file.labels is None:
        labels.passed = False
        first = quoted(file.body.partition(_LF)[0][:20])
        file.report.error(
            1,
            Text(
                f"没有著录项：第一行是 {first}",
                f"there are no labels: the first line is {first}",
            ),
            Text(
                "第一行只写三个半角连字符 ---，接着写类型、标题等，再写一行 ---；"
                "“gongkai new-record”可生成",
                "the first line is three hyphens ---, then come 类型, 标题 …, then --- again; "
                "'gongkai new-record' makes it",
            ),
        )
        return labels
    around = Surroundings(file.path, run.register, run.rules.index_number_pattern, run.rules.pack)
    for key, value in file.labels.entries:
        known = BY_NAME.get(key.text)
        if known is None:
            labels.passed = False
            _report_unknown(file.report, key, run.hints)
        elif known.alias in labels.lines:
            labels.passed = False
            report_double(file.report, key, known.name, labels.lines[known.alias])
        elif not isinstance(value, front_matter.Scalar) or value.text.strip():
            labels.lines[known.alias] = key.line
            before = len(run.messages)
            typed = read_value(known.form, value, around, file.report)
            run.messages[before:] = (
                replace(message, what=known.about(message.what))
                for message in run.messages[before:]
            )
            if typed is None or any(m.severity is Severity.ERROR for m in run.messages[before:]):
                labels.passed = False
            else:
                labels.values[known.alias] = typed
        else:
            labels.empty.setdefault(known.alias, key.line)
    return labels


def _read_record_labels(run: _Reading, file: _File) -> _Labels:
    """Read a record's main file; what can be said of it is all said in one run."""
    labels = _read_labels(run, file)
    if file.labels is not None and "kind" not in labels.lines:
        labels.passed = False
        file.report.error(
            1,
            Text("缺少“类型”", "类型 is missing"),
            Text("写上，如“类型: 通知公告”", "give it, as in '类型: 通知公告'"),
        )
    if labels.kind is not None and not _check_allowed(labels.kind, labels.lines, file.report):
        labels.passed = False
    return labels


def _report_unknown(report: FileMessages, key: front_matter.Scalar, hints: Hints) -> None:
    meant = WRONG_NAMES.get(key.text)
    near = [meant] if meant else hints.near(key.text, BY_NAME, 1, 0.5)
    hint = (f"是不是“{near[0]}”？", f"did you mean {quoted(near[0])}? ") if near else ("", "")
    report.error(
        key.line,
        Text(f"不认识“{key.text}”这一项", f"unknown field {quoted(key.text)}"),
        Text(
            f"{hint[0]}可用的项目见手册“著录项”",
            f"{hint[1]}the manual's page on fields lists all",
        ),
    )


def _check_allowed(kind: Kind, lines: Mapping[str, int], report: FileMessages) -> bool:
    """Report the fields that the kind forbids; True where there are none."""
    forbidden = [alias for alias in lines if alias not in kind.allowed]
    for alias in forbidden:
        names = "、".join(known.name for known in BY_ALIAS.values() if known.alias in kind.allowed)
        report.error(
            lines[alias],
            Text(
                f"“{kind.name}”不能有“{BY_ALIAS[alias].name}”",
                f"a record of kind {kind.alias} cannot have {BY_ALIAS[alias].name}",
            ),
            Text(f"删去；可用：{names}", f"delete it; it may have: {names}"),
        )
    return not forbidden


OFTEN_UNKNOWN = frozenset({"published_on", "written_on", "organ", "document_number"})
"""What a collection made by others often does not say; nothing is invented for it."""


def _check_required(
    kind: Kind,
    lines: Mapping[str, int],
    grade: object,
    report: FileMessages,
    *,
    empty: Mapping[str, int],
    per_text: bool | None = None,
) -> bool:
    """Report what the kind asks for and nobody gave; True where nothing is missing.

    Args:
        kind: Of the record.
        lines: Of the fields given, by alias.
        grade: 文本等级, if known.
        report: Of the file in which they belong.
        empty: Lines of the fields that stand there without a value, by alias.
        per_text: Look only at fields that each text gives, or only at the others.
    """
    missing = [
        BY_ALIAS[alias]
        for alias in kind.required
        if alias not in lines
        and alias != "kind"  # without it nobody knows what else is asked for
        and per_text in {None, BY_ALIAS[alias].per_text}
        and not (grade is Grade.COMPILED and alias in OFTEN_UNKNOWN)
    ]
    for known in missing:
        if known.alias in empty:
            report.error(
                empty[known.alias],
                Text(f"“{known.name}”没有填", f"{known.name} is empty"),
                Text(
                    f"在这一行的冒号后面填上（{known.manual.zh}）",
                    f"write it after the colon on this line ({known.manual.en})",
                ),
            )
            continue
        report.error(
            1,
            Text(
                f"“{kind.name}”缺少“{known.name}”",
                f"a record of kind {kind.alias} lacks {known.name}",
            ),
            Text(
                f"补上“{known.name}: …”（{known.manual.zh}）",
                f"add '{known.name}: …' ({known.manual.en})",
            ),
        )
    return not missing


def _record_id(labels: _Labels, name: str, report: FileMessages) -> str | None:
    """Return the last part of the address; ``name`` is that of the file or the act's folder."""
    if "address" in labels.lines and "address" not in labels.values:
        return None  # that has been reported
    address: str = labels.values.get("address") or name
    if not ADDRESS.fullmatch(address):
        report.error(
            1,
            Text(
                f"文件名 {quoted(name)} 不能作地址", f"the name {quoted(name)} cannot be an address"
            ),
            Text(
                "写“网址: …”（小写字母、数字、连字符，1 到 40 个），如“网址: 2022-8”；"
                "或用“gongkai new-record”",
                "give '网址: …' ([a-z0-9-], 1 to 40), as in '网址: 2022-8', or use "
                "'gongkai new-record'",
            ),
        )
        return None
    if address in RESERVED:
        _report_reserved(report, labels.lines.get("address", 1), address)
        return None
    return address


def _mark_unread(run: _Reading, column: str, labels: _Labels, name: str, paths: list[str]) -> None:
    """Note everything by which others may name a record that could not be read."""
    run.unread |= {*paths, f"{column}/{labels.values.get('address') or name}", f"{column}/{name}"}
    run.unread |= {
        str(labels.values[alias])
        for alias in ("title", "document_number")
        if alias in labels.values
    }


def _check_column(file: _File, kind: Kind, column: Column, line: int) -> bool:
    if kind in column.kinds:
        return True
    file.report.error(
        line,
        Text(
            f"栏目“{column.name}”不收“{kind.name}”", f"column {column.path} takes no {kind.alias}"
        ),
        Text(
            f"移到别的栏目，或在 {column.path}/index.md 的“收录”里加上",
            f"move it, or add the kind to 收录 in {column.path}/index.md",
        ),
    )
    return False


def _check_dates(facts: Facts, where: _Where) -> None:
    """Report days of one text that contradict one another."""
    published = facts.published_on.day if facts.published_on else None
    by_term = replace(facts, lapses_on=None).lapse_day
    pairs = (
        ("written_on", facts.written_on, "published_on", published),
        ("in_force_from", facts.in_force_from, "lapses_on", facts.lapses_on),
        ("in_force_from", facts.in_force_from, "term", by_term),
        ("opens_on", facts.opens_on, "closes_on", facts.closes_on),
        ("published_on", published, "urgent_until", facts.urgent_until),
    )
    for first, early, second, late in pairs:
        if early and late and early > late:
            report, line = where(second)
            report.error(
                line,
                Text(
                    f"{BY_ALIAS[second].name} {late} 早于{BY_ALIAS[first].name} {early}",
                    f"{BY_ALIAS[second].name} {late} is before {BY_ALIAS[first].name} {early}",
                ),
                Text("核对两个日期", "check both days"),
            )
    # A term without a day to count from says nothing; 长期 and a day exclude each other.
    counted = facts.term is not None and (by_term is not None or str(facts.term) == "长期")
    if facts.lapses_on is not None and counted and by_term != facts.lapses_on:
        report, line = where("lapses_on")
        report.error(
            line,
            Text(
                f"失效日期 {facts.lapses_on} 与有效期 {facts.term}（自 {by_term} 起失效）不符"
                if by_term
                else f"失效日期 {facts.lapses_on} 与有效期 {facts.term} 不符",
                f"失效日期 {facts.lapses_on} differs from 有效期 {facts.term}"
                + (f", by which it lapses on {by_term}" if by_term else ""),
            ),
            Text(
                "只留一个；失效日期是不再有效的第一天",
                "keep one of them; 失效日期 is the first day on which it is no longer in force",
            ),
        )
    year = facts.document_number.year if facts.document_number else None
    # A number in index.md is the act's; the day is that of one of its texts.
    together = ("document_number" in facts.lines) == ("written_on" in facts.lines)
    if year and together and facts.written_on and year != facts.written_on.year:
        report, line = where("document_number")
        report.note(
            line,
            Text(
                f"发文字号的年份 {year} 与成文日期 {facts.written_on} 不同",
                f"the number's year {year} differs from 成文日期 {facts.written_on}",
            ),
            Text("核对；确实如此可不管", "check it; leave it where it is right"),
        )


def _check_source(facts: Facts, where: _Where) -> None:
    """Report the address of a source that nobody names."""
    if facts.source_address and not facts.source:
        report, line = where("source_address")
        report.error(
            line,
            Text("写了“来源网址”而没有“文件来源”", "来源网址 is given, 文件来源 is not"),
            Text("补上“文件来源: 原载何处”", "add '文件来源: …', where it comes from"),
        )


def _check_openness(run: _Reading, labels: _Labels, report: FileMessages) -> None:
    openness = labels.values.get("openness", Openness.PUBLIC)
    if openness is not Openness.PUBLIC and run.rules.public_repository:
        report.error(
            labels.lines["openness"],
            Text(
                f"公开方式是“{openness}”，而本仓库是公开的：放进来就等于公开",
                f"公开方式 is {openness}, but this repository is public: "
                "whatever lies in it is published",
            ),
            Text(
                "把文件移出仓库（连同提交历史）；非公开仓库可设 public_repository: false",
                "take the file, and its history, out of the repository; set public_repository: "
                "false where the repository is not public",
            ),
        )


def _day_of(facts: Facts) -> date | None:
    """Day of entry into force, else of promulgation."""
    published = facts.published_on.day if facts.published_on else None
    return facts.in_force_from or facts.written_on or published


def _read_single(run: _Reading, file: _File, column: Column | None) -> Record | None:
    """Read a record of one file; without a column only its mistakes are looked for."""
    labels = _read_record_labels(run, file)
    kind = labels.kind
    folder, name = posixpath.split(file.path.removesuffix(".md"))
    passed = labels.passed
    if kind is not None:
        grade = labels.values.get("grade")
        passed = (
            _check_required(kind, labels.lines, grade, file.report, empty=labels.empty) and passed
        )
        if column is not None:
            passed = _check_column(file, kind, column, labels.lines["kind"]) and passed
    _check_openness(run, labels, file.report)
    record_id = _record_id(labels, name, file.report) if column is not None else None
    if kind is None or not passed or record_id is None or column is None:
        _mark_unread(run, folder, labels, name, [file.path])
        _keep_unfinished(run, kind, file)
        return None
    facts = Facts(**labels.values, lines=labels.lines)

    def where(alias: str) -> tuple[FileMessages, int]:
        return file.report, labels.lines.get(alias, 1)

    _check_dates(facts, where)
    _check_source(facts, where)
    day = _day_of(facts)
    key = _version_key(day) if kind.has_texts else ""
    version = Version(facts, key, day, file.path, file.body, file.body_line, file.digest)
    check_requirements(version, file.report)
    return Record(facts, column.path, record_id, file.path, (version,))


def _keep_unfinished(run: _Reading, kind: Kind | None, *files: _File) -> None:
    """Keep the bodies of files whose labels are wrong: they may hold mistakes of their own."""
    if kind is None:
        return
    for file in files:
        facts = Facts(kind)
        version = Version(facts, "", None, file.path, file.body, file.body_line, file.digest)
        run.unfinished.append(Record(facts, "", "", file.path, (version,)))


def _version_key(day: date | None) -> str:
    return day.strftime("%Y%m%d") if day else "undated"


def _read_act(run: _Reading, folder: str, members: list[_File], column: Column) -> Record | None:
    """Read an act with several texts; what can be checked is, whatever else is wrong."""
    name = posixpath.basename(folder)
    index = next((file for file in members if file.path == f"{folder}/index.md"), None)
    base = _read_record_labels(run, index) if index is not None else _Labels(passed=False)
    read = [(file, _read_labels(run, file)) for file in members if file is not index]
    record_id, passed = None, False
    if index is not None:
        record_id = _record_id(base, name, index.report)
        passed = _check_act(run, index, base, read, column)
    elif folder not in run.dark:
        _report_no_index(run.report(folder))
    versions = [_read_version(base, index, file, labels) for file, labels in read]
    good = [version for version in versions if version is not None]
    if index is None or record_id is None or not passed or len(good) < len(versions):
        for labels in (base, *(labels for _, labels in read)):
            paths = [folder, *(file.path for file in members)]
            _mark_unread(run, column.path, labels, name, paths)
        _keep_unfinished(run, base.kind, *(file for file, _ in read))
        return None
    good.sort(key=_order)
    facts = Facts(**base.values, lines=base.lines)
    if facts.published_on is None:
        moments = [v.facts.published_on for v in good if v.facts.published_on is not None]
        facts = replace(facts, published_on=min(moments, default=None))
    return Record(facts, column.path, record_id, index.path, tuple(good))


def _report_no_index(report: FileMessages) -> None:
    report.error(
        0,
        Text("文件夹里有记录，却没有 index.md", "a folder with records has no index.md"),
        Text(
            "一件有多个文本：在 index.md 写不变的著录项；若是栏目，写“栏目”",
            "for an act with several texts put its stable labels into index.md; "
            "for a column write 栏目 there",
        ),
    )


def _check_act(
    run: _Reading,
    index: _File,
    base: _Labels,
    read: list[tuple[_File, _Labels]],
    column: Column,
) -> bool:
    """Report what is wrong with an act's ``index.md``; True where nothing is."""
    passed = base.passed
    _check_openness(run, base, index.report)
    if base.kind is not None:
        line = base.lines["kind"]
        passed = _check_column(index, base.kind, column, line) and passed
        grades = {labels.values.get("grade") for _, labels in read}
        grade = base.values.get("grade") or (grades.pop() if len(grades) == 1 else None)
        passed &= _check_required(
            base.kind, base.lines, grade, index.report, empty=base.empty, per_text=False
        )
        if not base.kind.has_texts:
            passed = False
            index.report.error(
                line,
                Text(
                    f"“{base.kind.name}”没有多个文本",
                    f"a record of kind {base.kind.alias} has no texts",
                ),
                Text("写成一个文件", "write it as one file"),
            )
    if not read:
        passed = False
        index.report.error(
            0,
            Text("没有任何文本", "there is no text"),
            Text(
                "加上 <施行日期>.md，如 2022-05-01.md",
                "add <day of entry into force>.md, as in 2022-05-01.md",
            ),
        )
    if index.body.strip():
        blank = len(index.body) - len(index.body.lstrip())
        index.report.error(
            index.body_line + index.body.count("\n", 0, blank),
            Text("index.md 里的正文不会显示", "the text in index.md would not be shown"),
            Text("正文写在 <施行日期>.md 里", "write it into <day of entry into force>.md"),
        )
    return passed


def _read_version(
    base: _Labels, index: _File | None, file: _File, labels: _Labels
) -> Version | None:
    """Read one text of an act; None where it, or the act, has mistakes."""
    name = posixpath.basename(file.path).removesuffix(".md")
    match = _TEXT_FILE.fullmatch(name)
    passed = labels.passed and base.passed
    if match is None:
        file.report.error(
            0,
            Text(f"文件名 {quoted(name)} 不是日期", f"the name {quoted(name)} is not a day"),
            Text(
                "用施行日期（不详时用公布日期）命名，如 2022-05-01.md；日期不详用 undated.md",
                "name it by the day of entry into force, else of promulgation, as in "
                "2022-05-01.md; undated.md where neither is known",
            ),
        )
    for alias, line in labels.lines.items():
        if not BY_ALIAS[alias].per_text:
            passed = False
            file.report.error(
                line,
                Text(
                    f"“{BY_ALIAS[alias].name}”属于整件，不属于某一文本",
                    f"{BY_ALIAS[alias].name} belongs to the act, not to one of its texts",
                ),
                Text("写在 index.md 里", "write it into index.md"),
            )
    kind = base.kind
    if kind is None or index is None or not kind.has_texts:
        return None
    own = {alias: line for alias, line in labels.lines.items() if BY_ALIAS[alias].per_text}
    passed = _check_allowed(kind, own, file.report) and passed
    values = base.values | labels.values
    lines = base.lines | labels.lines
    grade = values.get("grade")
    passed = (
        _check_required(kind, lines, grade, file.report, empty=labels.empty, per_text=True)
        and passed
    )
    if match is None or not passed:
        return None

    def where(alias: str) -> tuple[FileMessages, int]:
        if alias in base.lines and alias not in own:
            return index.report, base.lines[alias]
        return file.report, own.get(alias, 1)

    facts = Facts(**values, lines=own)
    _check_dates(facts, where)
    _check_source(facts, where)
    day = _day_of(facts)
    suffix = match[1] or ""
    expected = (day.isoformat() if day else "undated") + suffix
    if name != expected:
        said_by = next((alias for alias in _DAYS if alias in lines), None)
        report, line = where(said_by) if said_by in own else (file.report, 1)
        report.error(
            line,
            Text(
                f"文件名 {name} 与施行日期（或公布日期）不符",
                f"the name {name} differs from the day of entry into force (or promulgation)",
            ),
            Text(f"改名为 {expected}.md，或改正日期", f"name it {expected}.md, or correct the day"),
        )
        return None
    digest = hashlib.blake2b(index.digest + file.digest, digest_size=16).digest()
    key = _version_key(day) + suffix
    version = Version(facts, key, day, file.path, file.body, file.body_line, digest)
    check_requirements(version, file.report)
    return version


_DAYS = ("in_force_from", "written_on", "published_on")
"""What gives a text its day, in this order."""


def _order(version: Version) -> tuple[date, int]:
    """Order texts by day; several of one day as they are counted, the first without a number."""
    return version.day or date.min, int(version.key.partition("-")[2] or 1)
