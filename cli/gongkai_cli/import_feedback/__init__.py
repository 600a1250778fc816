"""``gongkai import feedback``: a table of messages → one YAML file each, without personal data."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gongkai_cli.import_feedback.columns import NAMES, Columns, read_columns
from gongkai_cli.import_feedback.tables import read_table
from gongkai_model.dates import parse_moment
from gongkai_model.feedback.reading import FOLDER, read_feedback_folder, read_message
from gongkai_model.feedback.record import State
from gongkai_model.front_matter import unusable, write_scalar
from gongkai_model.messages import ContentError, Message, NotUnderstood, Place, Text
from gongkai_model.organs import Register
from gongkai_model.pack import Pack
from gongkai_model.personal_data import find_personal_data, known_numbers, mask, masked_message

_MOST_MESSAGES = 200
_SECONDS = re.compile(r"(?<=[0-9]:[0-9]{2}):[0-9]{2}(?:\.[0-9]{1,6})?$")
_FILE_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_SYSTEM = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])")


@dataclass(slots=True)
class Imported:
    """What an import did.

    Attributes:
        written: Files written, relative to the content folder.
        doubles: Numbers that were there already, or stand for what was, in the table's order.
        dropped: Names of columns that were not looked at.
        masked: How many places of personal data were masked.
    """

    written: list[str] = field(default_factory=list)
    doubles: list[str] = field(default_factory=list)
    dropped: tuple[str, ...] = ()
    masked: int = 0

    def say(self) -> Iterator[Text]:
        """Yield what to tell people."""
        yield Text(
            f"已写入 {len(self.written)} 条；重复 {len(self.doubles)} 条，没有写",
            f"{len(self.written)} message(s) written; {len(self.doubles)} double(s) left out",
        )
        if self.dropped:
            yield Text(
                f"没有读取的列：{'、'.join(self.dropped)}",
                f"columns that were not read: {', '.join(self.dropped)}",
            )
        if self.masked:
            yield Text(
                f"文字中遮去个人信息 {self.masked} 处",
                f"personal data masked in {self.masked} place(s)",
            )
        if self.written:
            yield Text(
                "姓名、住址程序认不出来：提交之前，请逐条看一遍内容",
                "names and addresses of people are not recognised: read every text before you "
                "commit it",
            )


def import_feedback(
    table: Path, *, columns: Path | None, content: Path, shown: str, pack: Pack
) -> Imported:
    """Take over the messages of a table. Either all of it is written, or nothing.

    Args:
        table: CSV or XLSX.
        columns: Which column is which field; None where they bear the fields' names.
        content: The content folder.
        shown: How it is named in messages.
        pack: What is national about the portal.

    Raises:
        ContentError: With every mistake of the table.
    """
    read = read_table(table)
    meaning = read_columns(columns, read.heads, table.name)
    run = _Import(table.name, meaning, content, pack)
    run.know(shown)
    for number, cells in read.rows:
        run.take(number, {alias: cells[place] for alias, place in meaning.places.items()})
    run.check()
    folder = content / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in run.files.items():
        with (folder / name).open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        run.done.written.append(f"{FOLDER}/{name}")
    return run.done


class _Import:
    """One import, up to the point where there is something to write."""

    def __init__(self, table: str, columns: Columns, content: Path, pack: Pack) -> None:
        self._table = table
        self._columns = columns
        self._content = content
        self._pack = pack
        self._register = Register()
        self._known: frozenset[str] = frozenset()
        self._numbers: dict[str, str] = {}
        self._reports: set[tuple[str, str]] = set()
        self._taken: set[str] = set()
        self._messages: list[Message] = []
        self.files: dict[str, str] = {}
        self.done = Imported(dropped=columns.dropped)

    def know(self, shown: str) -> None:
        """Look at what is in the register already."""
        folder = read_feedback_folder(self._content, shown=shown, pack=self._pack)
        self._register = folder.register
        self._known = known_numbers(folder.register)
        for record in folder.feedback.records:
            self._numbers[record.number] = record.path
            self._reports.add((record.page, _bare(record.text)))
        there = self._content / FOLDER
        if there.is_dir():
            self._taken = {path.name.casefold() for path in there.iterdir()}

    def take(self, row: int, cells: Mapping[str, str]) -> None:
        """Take one row: to be written, a double, or a mistake."""
        masked = 0
        fields: dict[str, str] = {}
        for alias, cell in cells.items():
            text = _cleaned(cell)
            if alias == "text":
                masked += len(find_personal_data(text, self._known))
                text = mask(text, self._known)
            elif alias == "page":
                path, question, query = text.partition("?")
                masked += len(find_personal_data(query, self._known))
                text = path + question + mask(query, self._known)
            fields[alias] = text
        fields["received"] = _SECONDS.sub("", fields["received"])
        fields["class"] = self._columns.classes.get(fields["class"], fields["class"])
        number = fields["number"]
        report = fields["page"], _bare(fields["text"])
        if number and (number in self._numbers or report in self._reports):
            self.done.doubles.append(number)
            return
        text = self._written(fields)
        found = read_message(text, self._table, self._register, self._pack)
        if found.judgements:
            self._messages += (
                Message(Place(self._table, row), one.message.what, one.message.fix)
                for one in found.judgements
            )
            return
        name = _file_name(number)
        if name.casefold() in self._taken:
            self._messages.append(self._in_the_way(row, name))
            return
        self._numbers[number] = name
        self._reports.add(report)
        self._taken.add(name.casefold())
        self.files[name] = text
        self.done.masked += masked

    def _in_the_way(self, row: int, name: str) -> Message:
        return Message(
            Place(self._table, row),
            Text(f"已有文件 {FOLDER}/{name}，不覆盖", f"{FOLDER}/{name} is there already"),
            Text("看看该文件：改正它，或移走", "look at it: correct it, or move it away"),
        )

    def _written(self, fields: Mapping[str, str]) -> str:
        try:
            received = str(parse_moment(fields["received"])[0])
        except NotUnderstood:
            received = fields["received"]  # reading it says what is wrong
        values = {**fields, "received": received}
        lines: list[str] = []
        for alias, label in NAMES.items():
            parts = [part.strip() for part in values.get(alias, "").split("\n") if part.strip()]
            if alias == "text" and len(parts) > 1:
                lines += [f"{label}:", *(f"  - {write_scalar(part)}" for part in parts)]
            elif parts:
                lines.append(f"{label}: {write_scalar(' '.join(parts))}")
        time = write_scalar(received)
        lines += ["办理过程:", f"  - {{状态: {State.WAITING}, 时间: {time}}}"]
        return "\n".join(lines) + "\n"

    def check(self) -> None:
        """Hold that nothing is wrong.

        Raises:
            ContentError: With every mistake; with the first 200 where there are more.
        """
        messages = [masked_message(message) for message in dict.fromkeys(self._messages)]
        if len(messages) > _MOST_MESSAGES:
            total = Message(
                Place(self._table),
                Text(
                    f"共 {len(messages)} 处错误，先列出 {_MOST_MESSAGES} 处",
                    f"{len(messages)} mistakes, of which {_MOST_MESSAGES} are shown",
                ),
                Text("改正这些，再导入一次", "correct these, then import again"),
            )
            messages = [total, *messages[:_MOST_MESSAGES]]
        if messages:
            raise ContentError(messages)


def _cleaned(text: str) -> str:
    """Leave out what no source file may hold; line ends as LF."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if unusable(text) is None:
        return text
    return "".join(character for character in text if unusable(character) is None)


def _bare(text: str) -> str:
    return "".join(text.split())


def _file_name(number: str) -> str:
    """Name the file of a message, as every system takes it, and no two numbers alike."""
    name = re.sub("[^a-z0-9_-]+", "-", number.lower()).strip("-_")[:50]
    if name != number.lower() or not _FILE_NAME.fullmatch(name) or _SYSTEM.fullmatch(name):
        digest = hashlib.blake2b(number.encode(), digest_size=3).hexdigest()
        name = f"{name or 'm'}-{digest}"
    return f"{name}.yml"
