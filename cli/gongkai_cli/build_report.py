"""The report of a build as Markdown, to be read where a change is proposed.

Messages quote what sources say, and sources are written by many hands. Whatever they quote stands
in a code span, for that is the one place where no host makes a link, a mention, a reference or HTML
of it. Each line has one of few forms, so that who posts a report can check that it is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from gongkai_model.messages import Message, NotUnderstood, Place, Severity, Text, printable
from gongkai_model.result_file import Kind

LIMIT = 60_000
"""Characters of a report; GitHub takes 65,536 in a comment."""
KIND = Kind(Text("报告", "report"), b"<!-- gongkai-report -->\n")
BLOBS = "GONGKAI_BLOB_URL"
"""Environment variable: address below which the host shows the project's files at this version."""

_ROOM = 1_000  # for head, foot and what is said of messages left out
_LONGEST = 600  # characters of one sentence or path
_BLOBS = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:/[A-Za-z0-9._~%+-]+)*/?")
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
_NAMES = {
    Severity.ERROR: Text("错误", "error"),
    Severity.WARNING: Text("警告", "warning"),
    Severity.NOTE: Text("提示", "note"),
}


def blobs_at(url: str) -> str:
    """Return the address below which files are shown, as given; empty for none.

    Raises:
        NotUnderstood: It is no plain web address.
    """
    if url and not _BLOBS.fullmatch(url):
        raise NotUnderstood(
            Text(f"{BLOBS} 不是网址：{url!r}", f"{BLOBS} is no web address: {url!r}"),
            Text(
                "写成 https://代码托管平台/单位/仓库/blob/提交号",
                "write it as https://host/owner/repository/blob/commit",
            ),
        )
    return url.rstrip("/")


def as_markdown(messages: Sequence[Message], pages: int, project: Path, blobs: str = "") -> str:
    """Return the report: in Chinese, and below in English, folded away.

    Args:
        messages: Of the build.
        pages: How many were built; 0 for a build that failed.
        project: Folder that the messages' places are relative to; only files in it are linked.
        blobs: Address below which the code host shows the files; empty for no links.
    """
    files = _by_file(messages)
    room = LIMIT - _ROOM
    shown: list[tuple[str, list[Message]]] = []
    left = len(messages)
    for path, of_file in files:
        kept: list[Message] = []
        room -= 2 * len(_heading(path))
        link = _Link(blobs, project, path)
        for message in of_file:
            room -= sum(len(_item(message, language, link)) for language in ("zh", "en"))
            if room < 0:
                break
            kept.append(message)
        if kept:
            shown.append((path, kept))
            left -= len(kept)
        if room < 0:
            break
    parts = [KIND.begins.decode()]
    for language in ("zh", "en"):
        if language == "en":
            parts.append("<details>\n<summary>English</summary>\n\n")
        parts.append(f"## {_summary(messages, pages).say(language)}\n\n")
        for path, of_file in shown:
            link = _Link(blobs, project, path)
            parts.append(_heading(path))
            parts += (_item(message, language, link) for message in of_file)
            parts.append("\n")
        if left:
            more = Text(
                f"还有 {left} 条没有列出：先改好以上各条，再看下一次的报告。",
                f"{left} more not listed: mend these first, then read the next report.",
            )
            parts.append(f"{more.say(language)}\n\n")
    parts.append("</details>\n")
    return "".join(parts)


def _by_file(messages: Iterable[Message]) -> list[tuple[str, list[Message]]]:
    """Group by file: those with errors first, then by name; within, by line."""
    ordered = sorted(messages, key=lambda message: message.at)
    files = [(path, [*group]) for path, group in groupby(ordered, lambda message: message.at.path)]
    return sorted(files, key=lambda file: min(_ORDER.index(m.severity) for m in file[1]))


def _summary(messages: Sequence[Message], pages: int) -> Text:
    counts = {s: sum(message.severity is s for message in messages) for s in _ORDER}
    zh = "、".join(f"{counts[s]} 条{_NAMES[s].zh}" for s in _ORDER if counts[s])
    en = ", ".join(f"{counts[s]} {_NAMES[s].en}(s)" for s in _ORDER if counts[s])
    if not pages:
        return Text(f"没有生成：{zh}", f"Not built: {en}")
    if not messages:
        return Text(f"一切正常：生成了 {pages} 个页面", f"All is well: {pages} pages built")
    return Text(f"已生成 {pages} 个页面，另有 {zh}", f"{pages} pages built, with {en}")


def _heading(path: str) -> str:
    return f"### {code(path)}\n\n"


def _item(message: Message, language: str, link: _Link) -> str:
    name = _NAMES[message.severity].say(language)
    what, fix = code(message.what.say(language)), code(message.fix.say(language))
    remedy = Text("改法", "fix").say(language)
    return f"- {link.line(message.at, language)}**{name}** {what}\\\n  {remedy} {fix}\n"


class _Link:
    """Leads to the lines of one file."""

    def __init__(self, blobs: str, project: Path, path: str) -> None:
        linked = blobs and _is_plain(path) and (project / path).is_file()
        self._file = f"{blobs}/{quote(path)}" if linked else ""

    def line(self, at: Place, language: str) -> str:
        """Return a link to a line, or its number; nothing for a whole file without an address."""
        if at.line:
            text = Text(f"第 {at.line} 行", f"line {at.line}").say(language)
        else:
            text = Text("文件", "file").say(language) if self._file else ""
        if not self._file:
            return f"{text} " if text else ""
        # Without plain=1 the hosts show Markdown as a page, which has no lines.
        mark = f"?plain=1#L{at.line}" if at.line else ""
        return f"[{text}]({self._file}{mark}) "


def _is_plain(path: str) -> bool:
    """Tell whether a path stays within its folder, however hosts resolve and unescape it."""
    return path.isprintable() and all(
        part not in {"", ".", ".."} and not set("\\%") & set(part) for part in path.split("/")
    )


def code(text: str) -> str:
    """Return a code span that shows ``text`` in one line, cut where it is very long."""
    line = " ".join(printable(text).split())
    if len(line) > _LONGEST:
        line = f"{line[:_LONGEST]}…"
    longest = max((len(run) for run in re.findall("`+", line)), default=0)
    fence = "`" * (longest + 1)
    # One blank on each side is taken away again; it keeps backticks at the ends apart.
    return f"{fence} {line} {fence}"
