"""Files → model: the only module that knows where things stand in the content folder."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from gongkai_model import front_matter
from gongkai_model.columns import RESERVED, Column, read_column
from gongkai_model.fields import BY_ALIAS, BY_NAME
from gongkai_model.kinds import Kind
from gongkai_model.messages import ContentError, FileMessages, Message, Severity, Text
from gongkai_model.organs import Register, read_organs
from gongkai_model.portal import EditorPage, Portal
from gongkai_model.record import Facts, Grade, Openness, Record, Version
from gongkai_model.relations import Relations, relate
from gongkai_model.tree import DATA, Found, scan
from gongkai_model.values import ADDRESS, Surroundings, read_value

_COLUMN = {"栏目", "column"}
_TEXT_FILE = re.compile(r"(?:(\d{4})-(\d{2})-(\d{2})|undated)(-[2-9]\d?)?")
_PAGE_KEYS = frozenset(
    {"标题", "title", "说明", "description", "template", "hide", "icon", "search"}
)


@dataclass(frozen=True, slots=True)
class Rules:
    """Settings of a portal that reading depends on.

    Attributes:
        size_limit_bytes: Of one source file.
        public_repository: Everyone can read the sources, so nothing else may lie in them.
        index_number_pattern: Regular expression of the portal's own 索引号, or None.
    """

    size_limit_bytes: int = 2_000_000
    public_repository: bool = True
    index_number_pattern: str | None = None


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
class _Reading:
    """What one run of reading passes along."""

    content: Path
    shown: str
    rules: Rules
    messages: list[Message] = field(default_factory=list)
    register: Register = field(default_factory=Register)

    def report(self, path: str) -> FileMessages:
        return FileMessages(f"{self.shown}/{path}", self.messages)


def read_portal(content: Path, *, shown: str = "content", rules: Rules | None = None) -> Portal:
    """Read the content folder.

    Args:
        content: The folder.
        shown: How it is named in messages, relative to the project folder.
        rules: Settings of the portal.

    Raises:
        ContentError: With every mistake of all files.
    """
    run = _Reading(content, shown, rules or Rules())
    found = scan(content, shown, run.messages)
    run.register = _read_register(run, found)
    files = {file.path: file.size_bytes for file in found if not _is_data(file.path)}
    sources = {
        path: _read_file(run, path, size) for path, size in files.items() if path.endswith(".md")
    }
    readable = {path: file for path, file in sources.items() if file is not None}
    columns = _read_columns(run, readable)
    records, pages = _read_sources(run, readable, columns)
    _check_uniqueness(run, records, columns)
    relations = relate(records, shown, run.messages)
    for record in records:
        _check_relations(run, record, relations)
        _check_attachments(run, record, files)
    if any(message.severity is Severity.ERROR for message in run.messages):
        raise ContentError(run.messages)
    return Portal(
        columns=columns,
        records={record.key: record for record in sorted(records, key=lambda r: r.key)},
        pages=pages,
        files={path: size for path, size in files.items() if path not in sources},
        register=run.register,
        relations=relations,
        notes=tuple(sorted(run.messages, key=lambda message: message.at)),
        shown=shown,
    )


def _is_data(path: str) -> bool:
    return path.startswith(DATA + "/")


def _read_register(run: _Reading, found: Iterable[Found]) -> Register:
    path = f"{DATA}/organs.yml"
    if not any(file.path == path for file in found):
        return Register()
    shown = f"{run.shown}/{path}"
    text = front_matter.decode((run.content / path).read_bytes(), shown, run.messages)
    return Register() if text is None else read_organs(text, shown, run.messages)


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
    data = (run.content / path).read_bytes()
    text = front_matter.decode(data, report.path, run.messages)
    if text is None:
        return None
    before = len(run.messages)
    source = front_matter.split(text, report.path, run.messages, _KNOWN)
    if source.labels is None and any(
        message.severity is Severity.ERROR for message in run.messages[before:]
    ):
        return None
    digest = hashlib.blake2b(data, digest_size=16).digest()
    return _File(path, source.labels, source.body, source.body_line, digest, report)


_KNOWN = (
    frozenset(BY_NAME) | _COLUMN | _PAGE_KEYS | {"名称", "关键词", "栏目类型", "更新周期", "收录"}
)


def _read_columns(run: _Reading, files: Mapping[str, _File]) -> dict[str, Column]:
    columns: dict[str, Column] = {}
    for path, file in files.items():
        folder, name = posixpath.split(path)
        if name != "index.md" or file.labels is None:
            continue
        for key, value in file.labels.entries:
            if key.text not in _COLUMN:
                continue
            bad = [part for part in folder.split("/") if not ADDRESS.fullmatch(part)]
            if bad:
                file.report.error(
                    key.line,
                    Text(
                        f"栏目文件夹 {folder!r} 不能作地址",
                        f"the column's folder {folder!r} cannot be an address",
                    ),
                    Text(
                        "文件夹名只用小写字母、数字、连字符，1 到 40 个；首页不是栏目",
                        "name folders with [a-z0-9-], 1 to 40; the home page is no column",
                    ),
                )
                continue
            column = read_column(value, folder, run.register, file.report)
            if column is not None:
                columns[folder] = column
    return columns


def _read_sources(
    run: _Reading, files: Mapping[str, _File], columns: Mapping[str, Column]
) -> tuple[list[Record], dict[str, EditorPage]]:
    records: list[Record] = []
    pages: dict[str, EditorPage] = {}
    acts: dict[str, list[_File]] = defaultdict(list)
    for path, file in files.items():
        folder, name = posixpath.split(path)
        parent = posixpath.dirname(folder)
        if folder in columns and name != "index.md":
            record = _read_single(run, file, columns[folder])
            if record is not None:
                records.append(record)
        elif folder not in columns and parent in columns and folder:
            acts[folder].append(file)
        elif _says_kind(file):
            file.report.error(
                1,
                Text("这条记录不在任何栏目里", "this record lies in no column"),
                Text(
                    "移到栏目文件夹，或在该文件夹的 index.md 写“栏目”",
                    "move it to a column's folder, or give that folder an index.md with 栏目",
                ),
            )
        else:
            page = _read_page(file)
            if page is not None:
                pages[path] = page
    for folder, members in acts.items():
        record = _read_act(run, folder, members, columns[posixpath.dirname(folder)])
        if record is not None:
            records.append(record)
    return records, pages


def _says_kind(file: _File) -> bool:
    return file.labels is not None and any(
        key.text in {"类型", "kind"} for key, _ in file.labels.entries
    )


def _read_page(file: _File) -> EditorPage | None:
    meta: dict[str, object] = {}
    if file.labels is not None:
        for key, value in file.labels.entries:
            if key.text in _COLUMN:
                continue
            if key.text not in _PAGE_KEYS:
                file.report.error(
                    key.line,
                    Text(f"页面没有“{key.text}”这一项", f"a page has no field {key.text!r}"),
                    Text(
                        f"可用：{'、'.join(sorted(_PAGE_KEYS))}、栏目；记录请放在栏目文件夹里",
                        f"known: {', '.join(sorted(_PAGE_KEYS))}, 栏目; records go to columns",
                    ),
                )
                return None
            meta[{"标题": "title", "说明": "description"}.get(key.text, key.text)] = _plain(value)
    return EditorPage(file.path, meta, file.body, file.body_line)


def _plain(value: front_matter.Value) -> object:
    if isinstance(value, front_matter.Scalar):
        return value.text
    if isinstance(value, front_matter.Sequence):
        return [_plain(item) for item in value.items]
    return {key.text: _plain(item) for key, item in value.entries}


def _read_values(run: _Reading, file: _File, *, needs_kind: bool = True) -> dict[str, Any] | None:
    """Return the typed values of a record's file by alias, with ``lines``; None on error."""
    if file.labels is None:
        file.report.error(
            1,
            Text("没有著录项", "there are no labels"),
            Text(
                "文件以 --- 开头，写类型、标题等，再写 ---；“gongkai new-record”可生成",
                "begin with ---, then 类型, 标题 …, then ---; 'gongkai new-record' makes it",
            ),
        )
        return None
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    failed = False
    around = Surroundings(file.path, run.register, run.rules.index_number_pattern)
    for key, value in file.labels.entries:
        known = BY_NAME.get(key.text)
        if known is None:
            failed = True
            import difflib  # only mistakes need it

            near = difflib.get_close_matches(key.text, BY_NAME, 1, 0.5)
            hint = (f"是不是“{near[0]}”？", f"did you mean {near[0]!r}? ") if near else ("", "")
            file.report.error(
                key.line,
                Text(f"不认识“{key.text}”这一项", f"unknown field {key.text!r}"),
                Text(
                    f"{hint[0]}可用的项目见手册“著录项”",
                    f"{hint[1]}the manual's page on fields lists all",
                ),
            )
        elif known.alias in lines:
            failed = True
            file.report.error(
                key.line,
                Text(
                    f"“{known.name}”写了两次（第 {lines[known.alias]} 行已有）",
                    f"{known.name} is given twice (already on line {lines[known.alias]})",
                ),
                Text("只留一个", "keep one of them"),
            )
        elif isinstance(value, front_matter.Scalar) and not value.text.strip():
            continue
        else:
            lines[known.alias] = key.line
            before = len(run.messages)
            typed = read_value(known.form, value, around, file.report)
            if typed is None or any(m.severity is Severity.ERROR for m in run.messages[before:]):
                failed = True
            else:
                values[known.alias] = typed
    if needs_kind and "kind" not in lines:
        failed = True
        file.report.error(
            1,
            Text("缺少“类型”", "类型 is missing"),
            Text("写上，如“类型: 通知公告”", "give it, as in '类型: 通知公告'"),
        )
    values["lines"] = lines
    if "kind" in values:
        # What can be said of the rest is said in this run too.
        failed = not _check_allowed(values["kind"], lines, file.report) or failed
    return None if failed else values


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


# A collection made by others often does not say these; nothing is invented for it.
_OFTEN_UNKNOWN = frozenset({"published_on", "written_on", "organ", "document_number"})


def _check_required(kind: Kind, values: Mapping[str, Any], report: FileMessages) -> bool:
    """Report the fields that the kind asks for and that are missing; True where there are none."""
    compiled = values.get("grade") is Grade.COMPILED
    missing = [
        alias
        for alias in kind.required
        if alias not in values["lines"] and not (compiled and alias in _OFTEN_UNKNOWN)
    ]
    for alias in missing:
        known = BY_ALIAS[alias]
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


def _record_id(file: _File, values: Mapping[str, Any], name: str) -> str | None:
    address = values.get("address") or name
    line = values["lines"].get("address", 1)
    if not ADDRESS.fullmatch(address):
        file.report.error(
            1,
            Text(f"文件名 {name!r} 不能作地址", f"the name {name!r} cannot be an address"),
            Text(
                "写“网址: …”（小写字母、数字、连字符，1 到 40 个），如“网址: 2022-8”；"
                "或用“gongkai new-record”",
                "give '网址: …' ([a-z0-9-], 1 to 40), as in '网址: 2022-8', or use "
                "'gongkai new-record'",
            ),
        )
        return None
    if address in RESERVED:
        file.report.error(
            line,
            Text(
                f"网址 {address!r} 已用于栏目的列表", f"{address!r} is taken by the column's lists"
            ),
            Text("换一个", "choose another"),
        )
        return None
    return address


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


def _check_dates(run: _Reading, facts: Facts, report: FileMessages) -> None:
    line = facts.lines.get
    published = facts.published_on.day if facts.published_on else None
    pairs = (
        ("written_on", facts.written_on, "published_on", published),
        ("in_force_from", facts.in_force_from, "lapses_on", facts.lapses_on),
    )
    for first, early, second, late in pairs:
        if early and late and early > late:
            report.error(
                line(second) or line(first) or 1,
                Text(
                    f"{BY_ALIAS[second].name} {late} 早于{BY_ALIAS[first].name} {early}",
                    f"{BY_ALIAS[second].name} {late} is before {BY_ALIAS[first].name} {early}",
                ),
                Text("核对两个日期", "check both days"),
            )
    number = facts.document_number
    year = getattr(number, "year", None)
    if year and facts.written_on and year != facts.written_on.year:
        report.note(
            line("document_number") or 1,
            Text(
                f"发文字号的年份 {year} 与成文日期 {facts.written_on} 不同",
                f"the number's year {year} differs from 成文日期 {facts.written_on}",
            ),
            Text("核对；确实如此可不管", "check it; leave it where it is right"),
        )
    if facts.openness is not Openness.PUBLIC and run.rules.public_repository:
        report.error(
            line("openness") or 1,
            Text(
                f"公开方式是“{facts.openness}”，而本仓库是公开的：放进来就等于公开",
                f"公开方式 is {facts.openness}, but this repository is public: "
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


def _read_single(run: _Reading, file: _File, column: Column) -> Record | None:
    values = _read_values(run, file)
    if values is None:
        return None
    kind: Kind = values["kind"]
    passed = _check_required(kind, values, file.report)
    record_id = _record_id(file, values, posixpath.basename(file.path).removesuffix(".md"))
    passed = _check_column(file, kind, column, values["lines"]["kind"]) and passed
    if not passed or record_id is None:
        return None
    facts = Facts(**values)
    _check_dates(run, facts, file.report)
    day = _day_of(facts)
    key = ""
    if kind.has_texts:
        key = day.strftime("%Y%m%d") if day else "undated"
    version = Version(facts, key, day, file.path, file.body, file.body_line, file.digest)
    return Record(facts, column.path, record_id, file.path, (version,))


def _read_act(run: _Reading, folder: str, members: list[_File], column: Column) -> Record | None:
    index = next((file for file in members if file.path == f"{folder}/index.md"), None)
    if index is None:
        run.report(members[0].path).error(
            1,
            Text(f"文件夹 {folder} 缺少 index.md", f"the folder {folder} has no index.md"),
            Text(
                "一件有多个文本：在 index.md 写不变的著录项；若是栏目，写“栏目”",
                "for an act with several texts put its stable labels into index.md; "
                "for a column write 栏目 there",
            ),
        )
        return None
    base = _read_values(run, index)
    texts = sorted((file for file in members if file is not index), key=lambda file: file.path)
    read = [(file, _read_values(run, file, needs_kind=False)) for file in texts]
    if base is None:
        return None
    kind: Kind = base["kind"]
    record_id = _record_id(index, base, posixpath.basename(folder))
    passed = _check_column(index, kind, column, base["lines"]["kind"])
    if not kind.has_texts:
        index.report.error(
            base["lines"]["kind"],
            Text(f"“{kind.name}”没有多个文本", f"a record of kind {kind.alias} has no texts"),
            Text("写成一个文件", "write it as one file"),
        )
        return None
    if not texts:
        index.report.error(
            1,
            Text("没有任何文本", "there is no text"),
            Text(
                "加上 <施行日期>.md，如 2022-05-01.md",
                "add <day of entry into force>.md, as in 2022-05-01.md",
            ),
        )
        return None
    if index.body.strip():
        index.report.error(
            index.body_line,
            Text("index.md 里的正文不会显示", "the text in index.md would not be shown"),
            Text("正文写在 <施行日期>.md 里", "write it into <day of entry into force>.md"),
        )
    versions: list[Version] = []
    for file, values in read:
        if values is None:
            passed = False
            continue
        version = _read_version(run, kind, base, index, file, values)
        if version is None:
            passed = False
        else:
            versions.append(version)
    if not passed or record_id is None:
        return None
    versions.sort(key=lambda version: (version.day or date.min, version.key))
    facts = Facts(**base)
    facts = replace(facts, published_on=facts.published_on or versions[0].facts.published_on)
    return Record(facts, column.path, record_id, index.path, tuple(versions))


def _read_version(
    run: _Reading,
    kind: Kind,
    base: Mapping[str, Any],
    index: _File,
    file: _File,
    values: dict[str, Any],
) -> Version | None:
    name = posixpath.basename(file.path).removesuffix(".md")
    match = _TEXT_FILE.fullmatch(name)
    if match is None:
        file.report.error(
            1,
            Text(f"文件名 {name!r} 不是日期", f"the name {name!r} is not a day"),
            Text(
                "用施行日期（不详时用公布日期）命名，如 2022-05-01.md；日期不详用 undated.md",
                "name it by the day of entry into force, else of promulgation, as in "
                "2022-05-01.md; undated.md where neither is known",
            ),
        )
        return None
    passed = True
    lines = values["lines"]
    for alias in lines:
        if not BY_ALIAS[alias].per_text:
            passed = False
            file.report.error(
                lines[alias],
                Text(
                    f"“{BY_ALIAS[alias].name}”属于整件，不属于某一文本",
                    f"{BY_ALIAS[alias].name} belongs to the act, not to one of its texts",
                ),
                Text("写在 index.md 里", "write it into index.md"),
            )
    merged = {**base, **values, "lines": {**base["lines"], **lines}}
    if not _check_required(kind, merged, file.report) or not passed:
        return None
    facts = Facts(**{**merged, "lines": lines})
    _check_dates(run, facts, file.report)
    day = _day_of(facts)
    suffix = match[4] or ""
    expected = (day.isoformat() if day else "undated") + suffix
    if name != expected:
        file.report.error(
            lines.get("in_force_from", lines.get("written_on", 1)),
            Text(
                f"文件名 {name} 与施行日期（或公布日期）不符",
                f"the name {name} differs from the day of entry into force (or promulgation)",
            ),
            Text(f"改名为 {expected}.md，或改正日期", f"name it {expected}.md, or correct the day"),
        )
        return None
    key = (day.strftime("%Y%m%d") if day else "undated") + suffix
    digest = hashlib.blake2b(index.digest + file.digest, digest_size=16).digest()
    return Version(facts, key, day, file.path, file.body, file.body_line, digest)


def _check_uniqueness(
    run: _Reading, records: Iterable[Record], columns: Mapping[str, Column]
) -> None:
    """Addresses, document numbers and index numbers belong to one record each."""
    addresses: dict[str, str] = {f"/{path}/": f"{path}/index.md" for path in columns}
    numbers: dict[str, str] = {}
    index_numbers: dict[str, str] = {}
    for record in sorted(records, key=lambda record: record.path):
        own = [(f"/{record.key}/", "address")]
        own += [(old, "old_addresses") for old in record.facts.old_addresses]
        for address, alias in own:
            _claim(run, addresses, address, record, alias, Text("地址", "the address"))
        for number in sorted(
            {str(v.facts.document_number) for v in record.versions if v.facts.document_number}
        ):
            if record.facts.grade is not Grade.COMPILED:
                label = Text("发文字号", "the document number")
                _claim(run, numbers, number, record, "document_number", label)
        if record.facts.index_number is not None:
            label = Text("索引号", "the index number")
            number = str(record.facts.index_number)
            _claim(run, index_numbers, number, record, "index_number", label)


def _claim(
    run: _Reading,
    taken: dict[str, str],
    value: str,
    record: Record,
    alias: str,
    label: Text,
) -> None:
    if value not in taken:
        taken[value] = record.path
        return
    run.report(record.path).error(
        record.facts.lines.get(alias, record.versions[0].facts.lines.get(alias, 1)),
        Text(
            f"{label.zh} {value} 已用于 {run.shown}/{taken[value]}",
            f"{label.en} {value} is taken by {run.shown}/{taken[value]}",
        ),
        Text("改成别的，或删去重复的文件", "change it, or delete the file that repeats it"),
    )


def _check_relations(run: _Reading, record: Record, relations: Relations) -> None:
    kind = record.kind
    if not kind.one_of or record.facts.grade is Grade.COMPILED:
        return
    if any(relation.alias in kind.one_of for relation in relations.of(record.key)):
        return
    if any(getattr(record.facts, alias) for alias in kind.one_of):
        return  # it names one that is not found: that has been reported
    names = "、".join(BY_ALIAS[alias].name for alias in kind.one_of)
    run.report(record.path).error(
        1,
        Text(f"“{kind.name}”没有说明{names}哪份文件", f"a {kind.alias} needs {names}"),
        Text(
            f"补上“{names.split('、')[0]}: 栏目/网址”",
            f"add '{names.split('、')[0]}: column/address'",
        ),
    )


def _check_attachments(run: _Reading, record: Record, files: Mapping[str, int]) -> None:
    seen: set[tuple[str, str]] = set()
    for path, attachments in [
        (record.path, record.facts.attachments),
        *((version.path, version.facts.attachments) for version in record.versions),
    ]:
        for attachment in attachments:
            if attachment.path in files and not attachment.path.endswith(".md"):
                continue
            if (attachment.path, attachment.name) in seen:
                continue
            seen.add((attachment.path, attachment.name))
            run.report(path).error(
                attachment.line,
                Text(f"附件 {attachment.path} 不存在", f"there is no file {attachment.path}"),
                Text("把文件放进来，或改正文件名", "add the file, or correct its name"),
            )
