"""Writes planned acts as records into a column: everything beside it first, then in its place."""

from __future__ import annotations

import hashlib
import shutil
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from gongkai_cli.import_texts import report
from gongkai_cli.import_texts.earlier import Earlier, Written
from gongkai_cli.import_texts.plan import Key, PlannedAct, PlannedText
from gongkai_cli.import_texts.report import Findings
from gongkai_model import front_matter
from gongkai_model.front_matter import write_scalar
from gongkai_model.kinds import Kind
from gongkai_model.messages import Message, Severity
from gongkai_model.reading import KNOWN_NAMES
from gongkai_model.record import Grade, Openness, Status

_MOST_OF_A_DAY = 99
Label = tuple[str, "str | Mapping[str, str] | Sequence[str | Mapping[str, str]]"]


@dataclass(frozen=True, slots=True)
class Planned:
    """A file to be written.

    Attributes:
        written: Its path, digests and act.
        data: Its bytes.
    """

    written: Written
    data: bytes


def records(
    acts: Iterable[PlannedAct],
    collection: str,
    earlier: Earlier,
    size_limit_bytes: int,
    findings: Findings,
) -> list[Planned]:
    """Give every act its id and every text its name, and write them as records.

    Ids and names that earlier imports gave stay as they are.
    """
    acts = list(acts)
    ids = _ids(acts, earlier)
    planned: list[Planned] = []
    for act in acts:
        act_id = ids[act.key]
        texts = []
        index = _index(act, collection)
        if not all(_can_be_read(index, text, findings) for text in act.texts):
            continue
        for name, text in _names(act, act_id, earlier, findings):
            labels = _text(act, text, collection)
            if not _can_be_read(labels, text, findings):
                continue
            data = _page(labels, text.source.body)
            if len(data) > size_limit_bytes:
                findings.add(report.TOO_LARGE, text.source.path, f"{len(data) / 1e6:.1f} MB")
                continue
            source = text.source
            texts.append(_planned(f"{act_id}/{name}.md", data, act.key, source.path, source.digest))
        if texts:
            planned.append(_planned(f"{act_id}/index.md", _page(index), act.key))
            planned += texts
    return planned


def _planned(path: str, data: bytes, key: Key, source: str = "", digest: str = "") -> Planned:
    return Planned(Written(path, hashlib.sha256(data).hexdigest(), source, digest, key), data)


def _ids(acts: list[PlannedAct], earlier: Earlier) -> dict[Key, str]:
    titles: dict[Key, int] = defaultdict(int)
    for act in acts:
        titles[Key(act.key.kind, act.key.title)] += 1
    ids: dict[Key, str] = {}
    taken = set(earlier.taken)
    serials: dict[str, int] = defaultdict(int)
    for act in acts:
        plain = Key(act.key.kind, act.key.title)
        known = earlier.ids.get(act.key)
        if known is None and titles[plain] == 1:
            known = earlier.ids.get(plain)
        if known is not None:
            ids[act.key] = known
    taken |= set(ids.values())
    for act in acts:
        if act.key in ids:
            continue
        start = act.first_day.strftime("%Y%m%d") if act.first_day else "text"
        while True:
            serials[start] += 1
            act_id = f"{start}-{serials[start]}"
            if act_id not in taken:
                break
        ids[act.key] = act_id
        taken.add(act_id)
    return ids


def _names(
    act: PlannedAct, act_id: str, earlier: Earlier, findings: Findings
) -> list[tuple[str, PlannedText]]:
    """Name the texts by their days; a name that a text has from an earlier import stays."""
    before = earlier.texts_of(act_id)
    by_digest = {written.source_digest: written for written in before}
    by_source = {written.source: written for written in before}
    names: dict[str, PlannedText] = {}
    waiting: list[PlannedText] = []
    for text in act.texts:
        written = by_digest.get(text.source.digest)
        name = PurePosixPath(written.path).stem if written else ""
        if written is not None and _day_of(name) != _day(text.dates.day):
            findings.add(report.MOVED, text.source.path, f"{written.path} → {text.dates.day}")
            continue
        written = written or by_source.get(text.source.path)
        name = PurePosixPath(written.path).stem if written else ""
        if written is not None and _day_of(name) == _day(text.dates.day) and name not in names:
            names[name] = text
        else:
            waiting.append(text)
    taken = set(names) | {PurePosixPath(written.path).stem for written in before}
    for text in waiting:
        day = _day(text.dates.day)
        choices = [day, *(f"{day}-{number}" for number in range(2, _MOST_OF_A_DAY + 1))]
        name = next((choice for choice in choices if choice not in taken), "")
        if not name:
            findings.add(report.TOO_MANY, text.source.path, day)
            continue
        if name != day:
            findings.add(report.SAME_DAY, text.source.path, f"{act_id}/{name}.md")
        taken.add(name)
        names[name] = text
    return sorted(names.items())


def _day(day: date | None) -> str:
    return day.isoformat() if day else "undated"


def _day_of(name: str) -> str:
    return "undated" if name.startswith("undated") else name[:10]


def _can_be_read(labels: str, text: PlannedText, findings: Findings) -> bool:
    """Ask the reader of labels; their characters are in order by now."""
    messages: list[Message] = []
    front_matter.read_labels(labels, "", messages, known=KNOWN_NAMES)
    if all(message.severity is not Severity.ERROR for message in messages):
        return True
    if mark := front_matter.reserved(labels):
        findings.add(report.RESERVED, text.source.path, mark[0])
    else:
        findings.add(report.TOO_LONG, text.source.path, len(labels))
    return False


def _index(act: PlannedAct, collection: str) -> str:
    labels: list[Label] = [("类型", act.kind.name), ("标题", act.title)]
    if act.organs:
        labels.append(("发文机关", {"外部": act.organs[0]}))
    if act.organs[1:]:
        labels.append(("联合发文", [{"外部": organ} for organ in act.organs[1:]]))
    labels += [
        ("公开方式", Openness.PUBLIC),
        ("文件来源", collection),
        ("文本等级", Grade.COMPILED),
        ("推定", list(act.guessed)),
    ]
    return _labels(labels)


def _text(act: PlannedAct, text: PlannedText, collection: str) -> str:
    dates = text.dates
    guessed = dict.fromkeys((*act.guessed, *dates.guessed, *text.source.guessed))
    labels: list[Label] = [
        ("成文日期", _written_day(dates.written)),
        ("发布日期", _written_day(dates.published)),
        ("施行日期", _written_day(dates.in_force)),
        ("题注", list(text.source.note)),
        ("文件来源", f"{collection}：{text.source.path}"),
        ("推定", list(guessed)),
    ]
    if text.expired:
        labels += [
            ("有效性", Status.LAPSED),
            ("有效性依据", f"汇编“{collection}”的目录标为失效"),
        ]
    return _labels(labels)


def _written_day(day: date | None) -> str:
    return day.isoformat() if day else ""


def column_page(name: str, description: str, keywords: list[str], kinds: list[Kind]) -> bytes:
    """Write the ``index.md`` of a column for imported texts."""
    lines = ["---", "栏目:"]
    entries: list[Label] = [
        ("名称", name),
        ("说明", description),
        ("关键词", keywords),
        ("栏目类型", kinds[0].column_type),
        ("收录", [kind.name for kind in kinds]),
    ]
    for label in entries:
        lines += [f"  {line}" for line in _label(label)]
    return ("\n".join([*lines, "---", "", f"# {name}"]) + "\n").encode()


def _page(labels: str, body: str = "") -> bytes:
    lines = ["---", labels, "---"]
    if body:
        lines += ["", body]
    return ("\n".join(lines) + "\n").encode()


def _labels(labels: list[Label]) -> str:
    return "\n".join(line for label in labels for line in _label(label))


def _label(label: Label) -> list[str]:
    """Write a label; nothing for an empty value."""
    name, value = label
    if isinstance(value, str):
        return [f"{name}: {write_scalar(value)}"] if value else []
    if isinstance(value, Mapping):
        return [f"{name}:", *(f"  {key}: {write_scalar(word)}" for key, word in value.items())]
    lines = [f"{name}:"]
    for item in value:
        if isinstance(item, str):
            lines.append(f"  - {write_scalar(item)}")
        else:
            lines += [f"  - {key}: {write_scalar(word)}" for key, word in item.items()]
    return lines if value else []


def settle(
    planned: Iterable[Planned], earlier: Earlier, findings: Findings
) -> tuple[list[Planned], dict[str, Written]]:
    """Decide which files are to be written; what was edited since an import is left alone.

    Returns:
        The files that are new or changed, and the list of all that imports have written.
    """
    changes: list[Planned] = []
    listed = {
        path: written
        for path, written in earlier.written.items()
        if (earlier.folder / path).is_file() or _was_moved(path, earlier)
    }
    for file in planned:
        path = file.written.path
        if _was_moved(path, earlier):
            findings.add(report.MOVED, f"{earlier.folder.name}/{path}")
            continue
        present = earlier.digest(path)
        before = earlier.written.get(path)
        if present is None or (before is not None and present == before.digest):
            if present != file.written.digest:
                changes.append(file)
            listed[path] = file.written
        elif present == file.written.digest:
            listed[path] = file.written
        elif before is not None and before.digest == file.written.digest:
            findings.add(report.UNTOUCHED, f"{earlier.folder.name}/{path}")
        else:
            findings.add(report.CHANGED_HERE, f"{earlier.folder.name}/{path}", file.written.source)
    return changes, listed


def _was_moved(path: str, earlier: Earlier) -> bool:
    """Whether an editor renamed or deleted a text that an import wrote, and kept the act."""
    folder, _, name = path.rpartition("/")
    return (
        path in earlier.written
        and name != "index.md"
        and not (earlier.folder / path).is_file()
        and (earlier.folder / folder / "index.md").is_file()
    )


def put(
    changes: Sequence[Planned], column: Path, others: Mapping[Path, bytes], staging: Path
) -> None:
    """Write files: a new column, or a new act, appears as a whole.

    Args:
        changes: Files of the column.
        column: Its folder.
        others: Files elsewhere, put in their place last.
        staging: A folder on the same disk, made for this and taken away.
    """
    if staging.exists():
        shutil.rmtree(staging)
    # Every file is made in a folder that is new, so nobody can have put a link there; to move it
    # to its place replaces a link, and does not follow it.
    staging.mkdir(parents=True)
    try:
        new = staging / "column"
        for change in changes:
            _write(new / change.written.path, change.data)
        beside = {path: staging / path.name for path in others}
        for path, data in others.items():
            _write(beside[path], data)
        if changes:
            _move(new, column)
        for path, file in beside.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            file.replace(path)
    finally:
        shutil.rmtree(staging)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as stream:
        stream.write(data)


def _move(source: Path, target: Path) -> None:
    """Move a folder to a place where there may be one; files go in place of those of their name."""
    if not target.exists():
        source.rename(target)
        return
    # The index.md of a column or an act last: with it the others come into force.
    for child in sorted(source.iterdir(), key=lambda path: (path.name == "index.md", path.name)):
        if child.is_dir():
            _move(child, target / child.name)
        else:
            child.replace(target / child.name)
