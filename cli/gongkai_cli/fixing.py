"""``gongkai fix``: proposes what can be mended in a source file without touching its text.

Mended are: the encoding, byte order mark and line ends; in the front matter, colons after names
that are full-width or lack their blank, values in another than the official form (2022年4月11日,
〔2022〕 as [2022]), and 《》 around a whole title; in the body, what looks like HTML and is to be
read as text. Everything else stays as it is.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gongkai_model import dates, document_number, front_matter, subjects, whole_numbers
from gongkai_model.fields import BY_NAME, Field, Form
from gongkai_model.front_matter import Mapping, Scalar
from gongkai_model.kinds import Kind, kind_named
from gongkai_model.messages import (
    FileMessages,
    Message,
    NotUnderstood,
    Place,
    Severity,
    Text,
    quoted,
)
from gongkai_model.pack import default_pack
from gongkai_model.reading import KNOWN_NAMES
from gongkai_model.tree import unreadable
from gongkai_model.values import bare_title
from gongkai_render.official_text import check_characters, fix_official, render_official
from gongkai_render.raw_html import LOOKS_LIKE_TAG, Mistake, check_raw_html, refused_tag, unclosed

_NORMALISED: dict[Form, Callable[[str], tuple[Any, bool]]] = {
    Form.TITLE: bare_title,
    Form.DAY: dates.parse_day,
    Form.MOMENT: dates.parse_moment,
    Form.TERM: dates.parse_term,
    Form.YEAR: whole_numbers.parse_year,
    Form.NUMBER: whole_numbers.parse_number,
    Form.RANK: whole_numbers.parse_count,
    Form.DOCUMENT_NUMBER: document_number.read,
    Form.SUBJECT: lambda text: subjects.parse(text, default_pack().subjects),
}
_KIND = frozenset({"类型", "kind"})
SIZE_LIMIT_BYTES = 2_000_000
"""Of a file, unless another limit is given."""
_MOST_ROUNDS = 200
_MOST_CHARACTERS = 10_000_000
"""Looked at in all rounds together, some seconds; what is left then is told, not mended."""
_MANY_TAGS = 50
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One change.

    Attributes:
        at: Where; line 0 for the whole file.
        what: Why.
        before: The line as it is; of the whole file, what it is.
        after: The line as it should be.
    """

    at: Place
    what: Text
    before: str
    after: str

    def say(self, language: str) -> str:
        """Return the proposal as it is printed, three lines."""
        label = Text("建议", "proposal").say(language)
        what = self.what.say(language)
        return f"{self.at}: {label}: {what}\n  - {self.before}\n  + {self.after}"


@dataclass(frozen=True, slots=True)
class Mending:
    """What can be mended in a file, and what cannot.

    Attributes:
        proposals: By line.
        mistakes: What an editor has to see to.
        data: The file with all proposals made; None where it cannot be read.
    """

    proposals: tuple[Proposal, ...]
    mistakes: tuple[Message, ...]
    data: bytes | None


def mend(path: Path, shown: str, size_limit_bytes: int = SIZE_LIMIT_BYTES) -> Mending:
    """Look for what can be mended in a file; nothing is written.

    Args:
        path: The file; links and what is no regular file are refused.
        shown: How it is named in messages.
        size_limit_bytes: Longer files are refused.
    """
    messages: list[Message] = []
    data = _read(path, shown, size_limit_bytes, messages)
    if data is None:
        return Mending((), tuple(messages), None)
    proposals: list[Proposal] = []
    converted = _from_gb18030(data)
    if converted is not None:
        proposals.append(
            Proposal(Place(shown), Text("改用 UTF-8 编码", "encode in UTF-8"), "GB18030", "UTF-8")
        )
        data = converted
    text = front_matter.decode(data, shown, messages)
    if text is None:
        return Mending((), tuple(messages), None)
    proposals += _of_whole_file(data.decode(), shown)
    lines = text.split("\n")
    reasons: dict[int, list[Text]] = {}
    mistakes: list[Message] = []
    if path.suffix == ".md":
        mistakes = _mend_lines(path, shown, lines, reasons, size_limit_bytes)
    before = text.split("\n")
    for number in sorted(reasons):
        what = Text(
            "；".join(dict.fromkeys(reason.zh for reason in reasons[number])),
            "; ".join(dict.fromkeys(reason.en for reason in reasons[number])),
        )
        at = Place(shown, number)
        proposals.append(Proposal(at, what, before[number - 1], lines[number - 1]))
    return Mending(tuple(proposals), tuple(mistakes), "\n".join(lines).encode())


_OPENING = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)  # Windows
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a pipe would make us wait for somebody to write
)


def _read(path: Path, shown: str, limit: int, messages: list[Message]) -> bytes | None:
    """Return what is in a regular file; None, with an error, for everything else."""
    report = FileMessages(shown, messages)
    try:
        if path.is_symlink():
            report.error(
                0,
                Text("是链接，不改", "it is a link and is left alone"),
                Text("改它指向的文件", "mend the file it leads to"),
            )
            return None
        # Opening a device may do something: it is looked at before, and the open file again.
        if not stat.S_ISREG(path.lstat().st_mode):
            _refuse_special(report)
            return None
        with os.fdopen(os.open(path, _OPENING), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                _refuse_special(report)
                return None
            data = file.read(limit + 1)
    except OSError as error:
        messages.append(unreadable(shown, error))
        return None
    if len(data) > limit:
        report.error(
            0,
            Text(f"文件超过 {limit / 1e6:g} MB", f"the file has more than {limit / 1e6:g} MB"),
            Text("拆成几个文件", "split it"),
        )
        return None
    return data


def _refuse_special(report: FileMessages) -> None:
    report.error(
        0,
        Text("不是普通文件", "not a regular file"),
        Text("写一个 Markdown 文件的名称", "name a Markdown file"),
    )


def _from_gb18030(data: bytes) -> bytes | None:
    """Return a Chinese text that is strictly GB18030, and not UTF-8, as UTF-8; None for others."""
    messages: list[Message] = []
    if front_matter.decode(data, "", messages) is not None:
        return None
    # The reader tells GBK from UTF-8 with a few broken bytes.
    if not any("GBK" in message.what.en for message in messages):
        return None
    text = data.decode("gb18030")
    if check_characters(text.replace("\r", "")) or text.encode("gb18030") != data:
        return None
    return text.encode()


def _of_whole_file(text: str, shown: str) -> list[Proposal]:
    proposals = []
    if text.startswith(_BOM):
        what = Text("去掉字节顺序标记", "remove the byte order mark")
        proposals.append(Proposal(Place(shown), what, "BOM", ""))
    if "\r" in text:
        what = Text("换行符改为 LF", "end lines with LF")
        proposals.append(Proposal(Place(shown), what, "CRLF" if "\r\n" in text else "CR", "LF"))
    return proposals


def _mend_lines(
    path: Path,
    shown: str,
    lines: list[str],
    reasons: dict[int, list[Text]],
    size_limit_bytes: int,
) -> list[Message]:
    """Mend the lines of a Markdown file in their place; return what cannot be mended."""
    messages: list[Message] = []
    first = front_matter.split("\n".join(lines), shown, messages, KNOWN_NAMES)
    for message in messages:
        # Which colons are meant for plain ones, only the reader can tell.
        if message.severity is Severity.NOTE:
            _mend_colon(lines, message.at.line, reasons)
    if first.labels is not None:
        for key, value in first.labels.entries:
            known = BY_NAME.get(key.text)
            if known is not None and known.form in _NORMALISED and isinstance(value, Scalar):
                mistake = _mend_value(lines, value, known, reasons, shown)
                messages += () if mistake is None else (mistake,)
    kind = _kind_of(first.labels) or _kind_of_act(path, size_limit_bytes)
    if kind is not None and first.body:
        left = _mend_body(lines, first.body_line, kind, reasons)
        messages += [mistake.message(shown, first.body_line) for mistake in left]
    return [message for message in messages if message.severity is Severity.ERROR]


def _mend_colon(lines: list[str], number: int, reasons: dict[int, list[Text]]) -> None:
    lines[number - 1], slips = front_matter.with_plain_colons(lines[number - 1], KNOWN_NAMES)
    for slip in slips:
        name = slip.name
        reason = (
            Text(f"“{name}”后用半角冒号", f"a plain colon after {quoted(name)}")
            if slip.is_full_width
            else Text(f"“{name}”的冒号后空一格", f"a blank after the colon of {quoted(name)}")
        )
        reasons.setdefault(number, []).append(reason)


def _mend_value(
    lines: list[str], value: Scalar, known: Field, reasons: dict[int, list[Text]], shown: str
) -> Message | None:
    text = value.text.strip()
    if not text:
        return None
    try:
        typed, changed = _NORMALISED[known.form](text)
    except NotUnderstood as error:
        return Message(Place(shown, value.line), known.about(error.what), error.fix)
    if not changed:
        return None
    right = str(typed)
    line = lines[value.line - 1]
    # The name, a colon, the very text, plain or in quotes, and perhaps a comment.
    match = re.fullmatch(
        rf"(\s*[^\s:：]+\s*:\s+)(?:{re.escape(text)}|\"{re.escape(text)}\"|'{re.escape(text)}')"
        r"(\s*|\s+#.*)",
        line,
    )
    if match is None:
        return Message(
            Place(shown, value.line),
            known.about(
                Text(f"{quoted(text)} 应写作 {right}", f"{quoted(text)} should be {right}")
            ),
            Text("该行写法特殊，请手工改写", "the line has an unusual form; change it by hand"),
        )
    lines[value.line - 1] = match[1] + front_matter.write_scalar(right) + match[2]
    reason = Text(f"规范写法 {right}", f"the official form {right}")
    reasons.setdefault(value.line, []).append(reason)
    return None


def _kind_of(labels: Mapping | None) -> Kind | None:
    for key, value in labels.entries if labels is not None else ():
        if key.text in _KIND and isinstance(value, Scalar):
            return kind_named(value.text.strip())
    return None


def _kind_of_act(path: Path, size_limit_bytes: int) -> Kind | None:
    """Return the kind of the act to which a text without 类型 belongs; None for other files."""
    index = path.with_name("index.md")
    if path.name == "index.md" or not index.exists():
        return None
    ignored: list[Message] = []
    data = _read(index, index.name, size_limit_bytes, ignored)
    text = None if data is None else front_matter.decode(data, index.name, ignored)
    if text is None:
        return None
    return _kind_of(front_matter.split(text, index.name, ignored, KNOWN_NAMES).labels)


def _mend_body(
    lines: list[str], body_line: int, kind: Kind, reasons: dict[int, list[Text]]
) -> list[Mistake]:
    """Escape what looks like HTML in the lines of the body; return what is wrong besides."""
    body = "\n".join(lines[body_line - 1 :])
    if kind.is_official:
        fixed = fix_official(body)
        mistakes = list(render_official(fixed).mistakes)
    else:
        fixed = _escape_refused(body)
        mistakes = [*check_characters(fixed), *check_raw_html(fixed)]
    reason = Text("HTML 标记按文字显示", "HTML is shown as text")
    for number, line in enumerate(fixed.split("\n"), body_line):
        if lines[number - 1] != line:
            lines[number - 1] = line
            reasons.setdefault(number, []).append(reason)
    return mistakes


def _escape_refused(body: str) -> str:
    r"""Write ``\\<`` where a body of Markdown has raw HTML that is refused.

    Whether a sign is code, part of a link or a tag, only the check can tell: each that may be meant
    is tried, and kept where the check then says something else of its line. Where a line has as
    many such signs as refused tags, they are the ones, and are tried together; else one of them is
    tried at a time, from the left.
    """
    lines = body.split("\n")
    positions: dict[int, int] = {}
    refused = _refused_by_line(lines)
    for _ in range(min(_MOST_ROUNDS, 2 + _MOST_CHARACTERS // (len(body) + 1))):
        tried: dict[int, tuple[str, list[int]]] = {}
        for number, tags in refused.items():
            line = lines[number - 1]
            columns = _may_be_refused(line, positions.get(number, 0), tags)
            if len(columns) != len(tags):
                columns = columns[:1]
            if columns:
                tried[number] = line, columns
                lines[number - 1] = _escaped(line, columns)
        if not tried:
            break
        after = _refused_by_line(lines)
        vain = {number for number in tried if after.get(number) == refused[number]}
        for number in vain:
            line, columns = tried[number]
            lines[number - 1] = line
            positions[number] = columns[0] + 1
        refused = _refused_by_line(lines) if vain else after
    return "\n".join(lines)


def _may_be_refused(line: str, position: int, tags: list[str]) -> list[int]:
    """Return the columns of the signs at which one of the refused tags may begin."""
    distinct = tuple(dict.fromkeys(tags))
    if len(distinct) > _MANY_TAGS:
        distinct = ("<",)  # the check tells; looking for each of them would take long
    columns = []
    for match in LOOKS_LIKE_TAG.finditer(line, position):
        column = match.start()
        if line.startswith(distinct, column) and not _is_escaped(line, column):
            columns.append(column)
    return columns


def _is_escaped(line: str, column: int) -> bool:
    before = column
    while before and line[before - 1] == "\\":
        before -= 1
    return (column - before) % 2 == 1


def _escaped(line: str, columns: list[int]) -> str:
    pieces: list[str] = []
    start = 0
    for column in columns:
        pieces += line[start:column], "\\"
        start = column
    return "".join([*pieces, line[start:]])


_REFUSED = refused_tag(0, "").what.en
_UNCLOSED = unclosed(0, "").what.en


def _refused_by_line(lines: list[str]) -> dict[int, list[str]]:
    """Return the beginnings of the tags that are refused, by line.

    Below an element that is never closed nothing can be told for certain.
    """
    found: dict[int, list[str]] = {}
    for mistake in check_raw_html("\n".join(lines)):
        what = mistake.what.en
        if what.endswith(_UNCLOSED):
            break
        if what.startswith(_REFUSED):
            tag = what.removeprefix(_REFUSED).removesuffix("…")
            found.setdefault(mistake.line, []).append(tag)
    return found
