"""``data/feedback/*.yml`` → records: one message a file, every mistake with its line.

Nothing that is said about a message quotes personal data, and personal data is looked for in the
whole file: in comments, in unknown fields, in what cannot be read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gongkai_model import front_matter, web_address
from gongkai_model.feedback.record import (
    EVIDENCE_NAMES,
    FIELDS,
    STEP_NAMES,
    Evidence,
    FeedbackRecord,
    Judgement,
    Result,
    State,
    Step,
    Verdict,
)
from gongkai_model.feedback.sequence import Draft, sequence_faults
from gongkai_model.fields import Form
from gongkai_model.front_matter import Scalar, Sequence, Value
from gongkai_model.messages import FileMessages, Message, NotUnderstood, Place, Severity, Text
from gongkai_model.organs import Register, read_register
from gongkai_model.pack import Pack
from gongkai_model.personal_data import (
    Hit,
    Personal,
    find_personal_data,
    known_numbers,
    masked_message,
    personal_data_message,
)
from gongkai_model.tree import Found, read_bytes, scan
from gongkai_model.values import Surroundings, read_value
from gongkai_model.working_days import WorkingDays, read_calendar

FOLDER = "data/feedback"
MALFORMED, PERSONAL_DATA = "malformed", "personal-data"
DUPLICATE_NUMBER, LIKELY_DUPLICATE = "duplicate-number", "likely-duplicate"

_BY_NAME = {name: one for one in FIELDS for name in (one.name, one.alias)}
_WORDS = frozenset({*_BY_NAME, *STEP_NAMES, *EVIDENCE_NAMES})
_KNOWN_NAMES = front_matter.Names(top=_WORDS, nested=_WORDS)
NUMBER = r"[^\s/\\\"'<>:*?|]{1,60}"
"""Regular expression of 编号; it names files, too."""
WITHIN = r"/(?!/)[^\s\"'<>\\^`{}|]{0,2000}"
"""Regular expression of the address of a page within the site."""
_FORMS = {
    "number": Form.LINE,
    "received": Form.MOMENT,
    "page": Form.LINE,
    "text": Form.LINES,
    "unit": Form.ORGAN,
    "due": Form.DAY,
    "changed": Form.LINES,
    "reply": Form.LINES,
    "summary": Form.LINE,
}


@dataclass(frozen=True, slots=True)
class Feedback:
    """What the register of messages holds.

    Attributes:
        records: Those that could be read, in the order of their receipt.
        judgements: Mistakes in the files, whatever the day is.
        notes: Notes and warnings on how they are written.
    """

    records: tuple[FeedbackRecord, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    notes: tuple[Message, ...] = ()

    @property
    def mistakes(self) -> list[Message]:
        """What keeps figures from being right, and the notes."""
        wrong = (one.message for one in self.judgements if one.verdict is Verdict.FAIL)
        return [*wrong, *self.notes]


@dataclass(frozen=True, slots=True)
class FeedbackFolder:
    """The register of messages, read without the rest of the portal.

    Attributes:
        feedback: What it holds.
        register: The portal's organs.
        calendar: The portal's working days.
        messages: Mistakes in organs, calendar and folder.
    """

    feedback: Feedback
    register: Register
    calendar: WorkingDays
    messages: tuple[Message, ...]


def read_feedback_folder(content: Path, *, shown: str, pack: Pack) -> FeedbackFolder:
    """Read the register of messages by itself.

    Args:
        content: The content folder.
        shown: How it is named in messages.
        pack: What is national about the portal.
    """
    messages: list[Message] = []
    found = scan(content, shown, messages)
    register = read_register(content, found, shown, messages)
    calendar = read_calendar(content, found, shown, messages)
    feedback = read_feedback(content, found, shown, register, pack)
    return FeedbackFolder(feedback, register, calendar, tuple(messages))


def read_feedback(
    content: Path, found: Iterable[Found], shown: str, register: Register, pack: Pack
) -> Feedback:
    """Read every message.

    Args:
        content: The content folder.
        found: Its files.
        shown: How it is named in messages.
        register: The portal's organs.
        pack: With the classes of problems.
    """
    run = _Run(register, pack, known_numbers(register))
    for file in found:
        if not file.path.startswith(FOLDER + "/"):
            continue
        path = f"{shown}/{file.path}"
        messages: list[Message] = []
        if not file.path.endswith((".yml", ".yaml")):
            messages.append(_foreign(path))
            run.take(messages)
            continue
        data = read_bytes(content, file.path, shown, messages)
        text = None if data is None else front_matter.decode(data, path, messages)
        run.take(messages)
        if text is not None:
            run.read(text, path)
    run.records.sort(key=lambda record: (record.received_at, record.number, record.path))
    run.judgements += _between(run.records)
    return Feedback(tuple(run.records), tuple(run.judgements), tuple(run.notes))


def read_message(text: str, path: str, register: Register, pack: Pack) -> Feedback:
    """Read one message by itself.

    Args:
        text: Its file.
        path: For messages.
        register: The portal's organs.
        pack: With the classes of problems.
    """
    run = _Run(register, pack, known_numbers(register))
    run.read(text, path)
    return Feedback(tuple(run.records), tuple(run.judgements), tuple(run.notes))


def _foreign(path: str) -> Message:
    return Message(
        Place(path),
        Text("不是一条留言：只收 .yml 文件", "not a message: only .yml files belong here"),
        Text(
            "移出；截图和平台导出的表格可能含个人信息，不进仓库",
            "move it out: screenshots and exported tables may hold personal data",
        ),
    )


@dataclass(slots=True)
class _Run:
    """What reading passes along, and gathers."""

    register: Register
    pack: Pack
    known: Collection[str]
    records: list[FeedbackRecord] = field(default_factory=list)
    judgements: list[Judgement] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)

    def take(self, messages: Iterable[Message], fault: str = MALFORMED) -> None:
        """Take in what was said about a file."""
        for message in messages:
            safe = masked_message(message)
            if message.severity is Severity.ERROR:
                self.judgements.append(Judgement(fault, safe))
            else:
                self.notes.append(safe)

    def read(self, text: str, path: str) -> None:
        messages: list[Message] = []
        labels = front_matter.read_labels(text, path, messages, known=_KNOWN_NAMES)
        report = FileMessages(path, messages)
        reader = _Reader(Surroundings(path, self.register, pack=self.pack), report)
        if labels is not None:
            reader.read(labels)
        self.take(messages)
        for fault, message in sequence_faults(reader.draft, path):
            self.take([message], fault)
        if reader.is_whole and not any(m.severity is Severity.ERROR for m in messages):
            self.records.append(reader.record(path))
        for line, hit in _personal(text, labels, self.known):
            message = personal_data_message(hit, Place(path, line))
            self.judgements.append(Judgement(PERSONAL_DATA, message))


class _Reader:
    """Reads the fields of one message."""

    def __init__(self, around: Surroundings, report: FileMessages) -> None:
        self._around = around
        self._report = report
        self._values: dict[str, Any] = {}
        self._lines: dict[str, int] = {}
        self._steps: list[Step] = []
        self._steps_read = True

    @property
    def is_whole(self) -> bool:
        """All that is required is there."""
        return all(one.alias in self._values for one in FIELDS if one.required)

    @property
    def draft(self) -> Draft:
        """What was understood, for what can be said of it even so."""
        return Draft(
            self._lines,
            self._values.get("received"),
            tuple(self._steps),
            self._steps_read and "states" in self._lines,
            self._values.get("due"),
            self._values.get("result"),
        )

    def record(self, path: str) -> FeedbackRecord:
        """Return the record; only of a whole one."""
        found = self._values
        return FeedbackRecord(
            path,
            found["number"],
            found["received"],
            found["page"],
            found["class"],
            "\n".join(found["text"]),
            found.get("complex", False),
            found.get("unit"),
            tuple(self._steps),
            found.get("due"),
            found.get("result"),
            "\n".join(found.get("changed", ())),
            "\n".join(found.get("reply", ())),
            found.get("evidence", ()),
            found.get("summary", ""),
            dict(self._lines),
        )

    def read(self, labels: front_matter.Mapping) -> None:
        for key, value in labels.entries:
            known = _BY_NAME.get(key.text)
            if known is None:
                self._unknown(key, (one.name for one in FIELDS))
            elif known.alias in self._lines:
                line = self._lines[known.alias]
                self._report.error(
                    key.line,
                    Text(
                        f"“{known.name}”写了两次（第 {line} 行已有）",
                        f"{known.alias!r} is given twice (already on line {line})",
                    ),
                    Text("只留一个", "keep one of them"),
                )
            elif not _is_blank(value):
                self._lines[known.alias] = key.line
                typed = self._typed(known.alias, value)
                if typed is not None:
                    self._values[known.alias] = typed
        missing = [one for one in FIELDS if one.required and one.alias not in self._lines]
        if missing:
            self._report.error(
                0,
                Text(
                    f"缺少{'、'.join(one.name for one in missing)}",
                    f"{', '.join(one.alias for one in missing)} is missing",
                ),
                Text("补上", "add it"),
            )

    def _unknown(self, key: Scalar, known: Iterable[str]) -> None:
        names = tuple(known)
        self._report.error(
            key.line,
            Text(f"这里没有“{key.text[:60]}”这一项", f"there is no field {key.text[:60]!r} here"),
            Text(f"可用：{'、'.join(names)}", f"known: {', '.join(names)}"),
        )

    def _typed(self, alias: str, value: Value) -> object:
        if alias == "states":
            return self._read_steps(value)
        try:
            if alias == "evidence":
                return tuple(self._evidence(item) for item in _items(value))
            if alias == "class":
                return _chosen(value, self._around.pack.feedback_classes.values())
            if alias == "result":
                return Result(_chosen(value, Result))
            if alias == "complex":
                return _chosen(value, ("是", "否", "true", "false")) in ("是", "true")
        except NotUnderstood as error:
            self._report.error(value.line, error.what, error.fix)
            return None
        errors = self._errors
        typed = read_value(_FORMS[alias], value, self._around, self._report)
        if typed is None or self._errors > errors:
            return None
        return self._checked(alias, value, typed)

    @property
    def _errors(self) -> int:
        return sum(one.severity is Severity.ERROR for one in self._report.messages)

    def _checked(self, alias: str, value: Value, typed: Any) -> object:  # noqa: ANN401 - by form
        if alias == "number" and not re.fullmatch(NUMBER, typed):
            self._report.error(
                value.line,
                Text(f"编号 {typed[:80]!r} 的写法不对", f"not a number: {typed[:80]!r}"),
                Text(
                    "不含空格、斜线、引号等，1 到 60 个字",
                    "1 to 60 characters, without blanks, slashes and quotes",
                ),
            )
            return None
        if alias == "page" and not (
            re.fullmatch(WITHIN, typed) or re.fullmatch(web_address.ANY, typed)
        ):
            self._report.error(
                value.line,
                Text(f"页面 {typed[:80]!r} 不是地址", f"not the address of a page: {typed[:80]!r}"),
                Text(
                    "本站的页面以 / 开头，如 /policies/2026-1/；别处的写完整地址",
                    "begin with / within the site, as in /policies/2026-1/, or give it in full",
                ),
            )
            return None
        if alias == "received" and typed.minute is None:
            self._report.error(
                value.line,
                Text(f"收到时间 {typed} 没有时刻", f"received: {typed} lacks the time of day"),
                Text("写到分，如 2026-10-09 09:30", "give the minute, as in 2026-10-09 09:30"),
            )
            return None
        return typed

    def _read_steps(self, value: Value) -> object:
        for item in _items(value):
            step = self._step(item)
            if step is None:
                self._steps_read = False
            else:
                self._steps.append(step)
        return tuple(self._steps) if self._steps_read and self._steps else None

    def _step(self, item: Value) -> Step | None:
        if not isinstance(item, front_matter.Mapping):
            self._report.error(
                item.line,
                Text("这一步没有写“状态”和“时间”", "this step has no 状态 and 时间"),
                Text(
                    "写成 {状态: 已转办, 时间: 2026-10-09 10:00}",
                    "write {状态: 已转办, 时间: 2026-10-09 10:00}",
                ),
            )
            return None
        errors = self._errors
        entries = self._entries(item, STEP_NAMES, ("state", "at"))
        found: dict[str, Any] = {}
        try:
            if "state" in entries:
                found["state"] = State(_chosen(entries["state"], State))
        except NotUnderstood as error:
            self._report.error(entries["state"].line, error.what, error.fix)
        for name, form in (("at", Form.MOMENT), ("due", Form.DAY)):
            if name in entries:
                found[name] = read_value(form, entries[name], self._around, self._report)
        if "state" in found and (found["state"] is State.EXTENDED) is not ("due" in entries):
            self._report.error(
                item.line,
                Text(
                    "“延期”要写新的“期限”，别的状态不写", "期限 goes with 延期, and 延期 needs it"
                ),
                Text(
                    "写成 {状态: 延期, 时间: …, 期限: 2026-10-20}",
                    "write {状态: 延期, 时间: …, 期限: 2026-10-20}",
                ),
            )
        if self._errors > errors:
            return None
        return Step(found["state"], found["at"], found.get("due"), item.line)

    def _entries(
        self, item: front_matter.Mapping, names: Mapping[str, str], required: tuple[str, ...]
    ) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for key, value in item.entries:
            name = names.get(key.text, key.text)
            if name not in names.values():
                self._unknown(key, names)
            elif name in found:
                self._report.error(
                    key.line,
                    Text(f"“{key.text}”写了两次", f"{key.text!r} is given twice"),
                    Text("只留一个", "keep one of them"),
                )
            elif not _is_blank(value):
                found[name] = value
        missing = [label for label, name in names.items() if name in required and name not in found]
        if missing:
            self._report.error(
                item.line,
                Text(f"缺少{'、'.join(missing)}", f"{', '.join(missing)} is missing"),
                Text("补上", "add it"),
            )
        return found

    def _evidence(self, item: Value) -> Evidence:
        fix = Text("写成 {文字: …} 或 {链接: …}", "write {文字: …} or {链接: …}")
        if isinstance(item, Scalar):
            word = item.text.strip()
            is_link = bool(re.fullmatch(WITHIN, word) or re.fullmatch(web_address.ANY, word))
            return Evidence("" if is_link else word, word if is_link else "", item.line)
        if not isinstance(item, front_matter.Mapping):
            raise NotUnderstood(Text("列表里又是列表", "a list within the list"), fix)
        entries = self._entries(item, EVIDENCE_NAMES, ())
        if len(entries) != 1:
            raise NotUnderstood(
                Text("“文字”和“链接”写且只写一个", "give one of 文字 and 链接"), fix
            )
        ((name, value),) = entries.items()
        if not isinstance(value, Scalar):
            raise NotUnderstood(Text("这里应是一行文字", "this is one line of text"), fix)
        text = value.text.strip()
        return Evidence(text, "", item.line) if name == "text" else Evidence("", text, item.line)


def _items(value: Value) -> tuple[Value, ...]:
    return value.items if isinstance(value, Sequence) else (value,)


def _is_blank(value: Value) -> bool:
    if isinstance(value, Scalar):
        return not value.text.strip()
    return isinstance(value, Sequence) and not value.items


def _chosen(value: Value, choices: Iterable[str]) -> str:
    words = tuple(choices)
    word = value.text.strip() if isinstance(value, Scalar) else ""
    if word not in words:
        raise NotUnderstood(
            Text(f"不能是 {word[:60]!r}", f"{word[:60]!r} is not among the choices"),
            Text(f"可用：{'、'.join(words)}", f"choose of {', '.join(words)}"),
        )
    return word


def _personal(
    text: str, labels: front_matter.Mapping | None, known: Collection[str]
) -> Iterator[tuple[int, Hit]]:
    """Yield personal data of the whole file, with its line."""
    numbers, pages = _lines_of(labels, "number"), _lines_of(labels, "page")
    seen: set[tuple[Personal, str]] = set()
    for line, words in enumerate(text.split("\n"), 1):
        for hit in find_personal_data(words, known):
            if line in numbers and hit.sort not in _IN_NUMBERS:
                continue
            # What looks like one within a path is the number of a page.
            if line in pages and "?" not in words[: hit.start]:
                continue
            seen.add((hit.sort, _bare(hit.text)))
            yield line, hit
    # Escapes, and numbers that go on in the next line, show only in what YAML makes of them.
    for key, value in labels.entries if labels is not None else ():
        known_field = _BY_NAME.get(key.text)
        if known_field is not None and known_field.alias in ("number", "page"):
            continue
        for scalar in (key, *front_matter.scalars(value)):
            for hit in find_personal_data(scalar.text, known):
                if (hit.sort, _bare(hit.text)) not in seen:
                    seen.add((hit.sort, _bare(hit.text)))
                    yield scalar.line, hit


_IN_NUMBERS = frozenset({Personal.MOBILE, Personal.ID_NUMBER, Personal.EMAIL})
"""What is personal even in the number of a message; running numbers pass for the others."""


def _lines_of(labels: front_matter.Mapping | None, alias: str) -> frozenset[int]:
    return frozenset(
        line
        for key, value in (labels.entries if labels is not None else ())
        if (one := _BY_NAME.get(key.text)) is not None and one.alias == alias
        for line in (key.line, value.line)
    )


def _bare(text: str) -> str:
    return re.sub(r"[\s.-]", "", text)


def _between(records: Iterable[FeedbackRecord]) -> Iterator[Judgement]:
    """Compare the messages with each other."""
    numbers: dict[str, FeedbackRecord] = {}
    reports: dict[tuple[str, str], list[FeedbackRecord]] = defaultdict(list)
    for record in records:
        first = numbers.setdefault(record.number, record)
        if first is not record:
            yield Judgement(
                DUPLICATE_NUMBER,
                masked_message(
                    Message(
                        Place(record.path, record.line_of("number")),
                        Text(
                            f"编号 {record.number} 与 {first.path} 相同",
                            f"number {record.number} is that of {first.path}",
                        ),
                        Text("改正其一；同一条只留一个文件", "correct one, or keep one file"),
                    )
                ),
            )
        elif record.result is not Result.DUPLICATE:
            reports[record.page, "".join(record.text.split())].append(record)
    for first, *others in reports.values():
        for record in others:
            yield Judgement(
                LIKELY_DUPLICATE,
                masked_message(
                    Message(
                        Place(record.path, record.line_of("text")),
                        Text(
                            f"页面和内容与 {first.path} 相同",
                            f"page and text are those of {first.path}",
                        ),
                        Text("若是重复的，结果写“重复”", "give it the result 重复 if it is one"),
                        Severity.WARNING,
                    )
                ),
                Verdict.REVIEW,
            )
