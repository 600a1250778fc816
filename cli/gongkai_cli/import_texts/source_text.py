"""Takes one file of a collection apart: title, note, body, and what its name says."""

from __future__ import annotations

import codecs
import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from gongkai_cli.import_texts import report
from gongkai_cli.import_texts.characters import counted, is_visible, refused, usable
from gongkai_cli.import_texts.collection import SourceFile
from gongkai_cli.import_texts.report import Findings
from gongkai_model.dates import parse_day
from gongkai_model.messages import NotUnderstood
from gongkai_model.promulgation_note import Act, parse_note
from gongkai_render.official_text import NOT_IN_HTML, escape_line

_BLANKS = " \t\u3000\xa0"
_INFO_END = re.compile(r"<!--\s*INFO\s*END\s*-->", re.IGNORECASE)
_MARK = re.compile(rf"[{_BLANKS}]*<!--[^<>]*-->[{_BLANKS}]*")
_EMPTY_HEADING = re.compile(rf"#{{1,6}}[{_BLANKS}]*")
_HEADING = re.compile(rf"#{{1,6}}[{_BLANKS}]+(?=[^{_BLANKS}])")
_TITLE = re.compile(rf"#[{_BLANKS}]*(?=[^#{_BLANKS}])")
_DAY = r"[0-9]{4}(?:[-./年][0-9]{1,2}[-./月][0-9]{1,2}日?|[0-9]{4})"
_NAMED_DAY = re.compile(
    rf"[{_BLANKS}_-]*(?:[(（\[【〔][{_BLANKS}]*(?P<inside>{_DAY})[{_BLANKS}]*[)）\]】〕]"
    rf"|(?<![0-9])(?P<bare>{_DAY}))[{_BLANKS}]*"
)
_BODY_BEGINS = re.compile(
    r"#|第[0-9０-９一二三四五六七八九十百零〇○]+[编章节条]|目[\s\u3000]*[录次]"
)
_PRC = "中华人民共和国"
_ALIKE = str.maketrans("〈〉<>「」『』“”‘’〔〕[]【】", "《》《》《》《》《》《》()()()")
_MOST_OF_A_TITLE = 1000


@dataclass(frozen=True, slots=True)
class SourceText:
    """One text of one act, as the collection has it.

    Attributes:
        path: Within the collection.
        digest: Of the file's bytes, SHA-256 in hexadecimal.
        name: The file's name without ending and day.
        named_day: The day in the file's name, or None.
        title: The title in the text, else ``name``.
        note: The lines between title and body.
        body: Markdown that shows the source line by line.
        guessed: Names of the fields that are guesses.
    """

    path: str
    digest: str
    name: str
    named_day: date | None
    title: str
    note: tuple[str, ...]
    body: str
    guessed: tuple[str, ...]


def read_text(file: SourceFile, findings: Findings) -> SourceText | None:
    """Take a file apart; None, with an entry in ``findings``, where it holds no text."""
    text = decode(file, findings)
    if text is None:
        return None
    text = _without_control_characters(text, file.path, findings)
    if not text.strip():
        findings.add(report.EMPTY, file.path)
        return None
    name, named_day = _read_name(file.path, findings)
    guessed = []
    mark = _INFO_END.search(text)
    title, below = _split_title((text[: mark.start()] if mark else text).split("\n"), name)
    head = title
    title = usable(title).strip()
    if not is_visible(title):
        if not is_visible(name):
            findings.add(report.NO_TITLE, file.path)
            return None
        title = name
        guessed.append("标题")
        findings.add(report.GUESSED_TITLE, file.path, title)
    if mark:
        note = [line.strip() for line in below if line.strip()]
        body = text[mark.end() :].split("\n")
    else:
        note, body = _split_note(below)
        guessed.append("题注")
        findings.add(report.GUESSED_NOTE, file.path, " ⏎ ".join(note) or "—")
    if len(title) > _MOST_OF_A_TITLE:
        findings.add(report.TOO_LONG, file.path, f"{title[:40]}… ({len(title)})")
        return None
    note = [_HEADING.sub("", line, count=1) for line in note]
    if left_out := refused("".join([head, *note])):
        findings.add(report.BAD_CHARACTERS, file.path, left_out)
    note = [line for line in (usable(line).strip() for line in note) if line]
    shown = _body(body, file.path, findings)
    if not shown:
        findings.add(report.NO_BODY, file.path)
    if comparable(title) != comparable(name):
        findings.add(report.ODD_TITLE, file.path, f"{title} ≠ {name}")
    digest = hashlib.sha256(file.data).hexdigest()
    return SourceText(file.path, digest, name, named_day, title, tuple(note), shown, tuple(guessed))


def decode(file: SourceFile, findings: Findings) -> str | None:
    """Return a file's text with LF line ends; None, with an entry, where it is not text."""
    data = file.data
    encoding = "utf-8"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        text, encoding = _from_gbk(data), "gb18030"
    if "\0" in text or (not text and data.strip(b"\xef\xbb\xbf")):
        findings.add(report.NOT_TEXT, file.path)
        return None
    if encoding != "utf-8":
        findings.add(report.OTHER_ENCODING, file.path, encoding)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _from_gbk(data: bytes) -> str:
    """Read GBK; empty where it hardly is that, for most bytes can be read as some GBK."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    foreign = [character for character in text if character > "\x7f"]
    common = sum(1 for character in foreign if _is_common(character))
    odd = NOT_IN_HTML.search(text.replace("\r", ""))
    return text if common >= 0.9 * len(foreign) and not odd else ""


def _is_common(character: str) -> bool:
    """Whether it is in the first level of GB 2312 or one of its signs."""
    try:
        raw = character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return raw[0] < 0xD8


def comparable(title: str) -> str:
    """Return a title less what file names and catalogues write differently or leave out."""
    level = unicodedata.normalize("NFKC", title).translate(_ALIKE)
    return "".join(level.split()).replace(_PRC, "")


def _read_name(path: str, findings: Findings) -> tuple[str, date | None]:
    stem = unicodedata.normalize("NFC", path.rpartition("/")[2].rpartition(".")[0])
    matches = [match for match in _NAMED_DAY.finditer(stem) if match.end() == len(stem)]
    if not matches or not matches[-1].start():
        return stem.strip(), None
    match = matches[-1]
    words = match["inside"] or match["bare"]
    if words.isdigit():
        words = f"{words[:4]}-{words[4:6]}-{words[6:]}"
    try:
        day: date | None = parse_day(words)[0]
    except NotUnderstood:
        findings.add(report.BAD_DAY, path, match[0])
        day = None
        if match["bare"]:
            return stem.strip(), None  # some other number
    return stem[: match.start()].strip(), day


def _without_control_characters(text: str, path: str, findings: Findings) -> str:
    found = NOT_IN_HTML.findall(text)
    if not found:
        return text
    findings.add(report.BAD_CHARACTERS, path, counted(found))
    return NOT_IN_HTML.sub("", text)


def _split_title(lines: list[str], name: str) -> tuple[str, list[str]]:
    """Return the title, empty where the first line is none, and the lines below it."""
    for number, line in enumerate(lines):
        words = line.strip()
        if mark := _TITLE.match(words):
            return words[mark.end() :].strip(), lines[number + 1 :]
        if words:
            is_title = comparable(words) == comparable(name)
            return (words, lines[number + 1 :]) if is_title else ("", lines[number:])
    return "", []


def _split_note(lines: list[str]) -> tuple[list[str], list[str]]:
    """Divide a text without INFO END: the note goes on as long as its lines tell of events."""
    note: list[str] = []
    for number, line in enumerate(lines):
        words = line.strip()
        if words and (_BODY_BEGINS.match(words) or not _tells_of_events(words)):
            return note, lines[number:]
        if words:
            note.append(words)
    return note, []


def _tells_of_events(line: str) -> bool:
    events = parse_note(line)
    return any(event.on for event in events) and all(event.act is not Act.OTHER for event in events)


def _body(lines: list[str], path: str, findings: Findings) -> str:
    """Write the lines below INFO END as an official body."""
    shown: list[str] = []
    for line in lines:
        if _MARK.fullmatch(line) or _EMPTY_HEADING.fullmatch(line):
            findings.add(report.MARKS, path, line.strip())
            continue
        line = line.rstrip(_BLANKS)
        heading = _HEADING.match(line)
        if heading is None:
            shown.append(escape_line(line))
        else:
            shown.append(heading[0] + escape_line(line[heading.end() :]))
    while shown and not shown[0]:
        shown.pop(0)
    while shown and not shown[-1]:
        shown.pop()
    return "\n".join(shown)
