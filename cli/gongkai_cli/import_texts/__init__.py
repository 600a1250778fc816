"""``gongkai import texts``: a foreign collection of legal texts becomes records of a column."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gongkai_cli.import_texts import report
from gongkai_cli.import_texts.collection import Limits, read_collection
from gongkai_cli.import_texts.column import ImportColumn, find_column
from gongkai_cli.import_texts.earlier import list_written, read_earlier
from gongkai_cli.import_texts.plan import PlannedAct, plan
from gongkai_cli.import_texts.report import Entry, Findings, ImportReport, in_order
from gongkai_cli.import_texts.write import Planned, put, records, settle
from gongkai_model.kinds import all_kinds
from gongkai_model.messages import NotUnderstood, Text
from gongkai_model.reading import Rules

__all__ = ["Entry", "ImportReport", "Limits", "import_texts"]


def import_texts(
    source: Path,
    into: Path,
    *,
    project: Path,
    content: str = "content",
    progress: Callable[[int, int], None] = lambda done, total: None,
    size_limit_bytes: int | None = None,
    limits: Limits | None = None,
) -> ImportReport:
    """Import a collection of legal texts into a column.

    Everything is read and decided first and written last. What is there already is not
    overwritten, except files that are just as an earlier import wrote them.

    Args:
        source: A folder, a zip or a tar (plain, gz, xz, bz2).
        into: The column's folder, ``content/laws`` or ``laws``; made when missing.
        project: The portal's folder.
        content: Its content folder, relative to it.
        progress: Is told how many of how many files have been read.
        size_limit_bytes: Of one record's file, as set for the portal; None for the default.
        limits: What is read of a collection at most.

    Returns:
        The report; it has also been written to ``content/data/imports``. ``failed`` says that a
        text could not be imported.

    Raises:
        NotUnderstood: ``source`` cannot be read, or ``into`` cannot be a column.
        ContentError: The column's ``index.md`` or the list of earlier imports has mistakes, or
            there is a link, or no plain file, where the import would write. Nothing is written.
    """
    column = find_column(project / content, into, content)
    column.check_places()
    findings = Findings()
    collection = read_collection(source, findings, limits)
    if not collection.texts:
        raise NotUnderstood(
            Text(f"{source} 里没有 .md 文件", f"there is no .md file in {source}"),
            Text("写汇编所在的文件夹或压缩包", "give the folder or archive of the collection"),
        )
    acts = plan(collection, findings, progress)
    earlier = read_earlier(column.folder, column.listed, column.listed_shown)
    limit = size_limit_bytes or Rules().size_limit_bytes
    planned = records(acts, collection.name, earlier, limit, findings)
    used = {act.kind for act in acts}
    kinds = tuple(kind for kind in all_kinds() if kind in used)
    missing = column.lacking(kinds, earlier)
    if missing:
        names = "、".join(kind.name for kind in missing)
        findings.add(report.UNUSED_COLUMN, f"{column.shown}/index.md", names)
        return ImportReport(
            _counts(collection.texts, acts, planned, []), in_order(findings.entries)
        )
    if planned and (page := column.page(collection.name, kinds, earlier)) is not None:
        planned.append(page)
    changes, listed = settle(planned, earlier, findings)
    counts = _counts(collection.texts, acts, planned, changes)
    result = ImportReport(counts, in_order(findings.entries), column.report_shown)
    others = {
        column.report: _report_page(collection.name, column, result),
        column.listed: list_written(listed),
    }
    column.check_places(change.written.path for change in changes)
    put(changes, column.folder, others, column.staging)
    return result


def _counts(
    files: tuple[object, ...],
    acts: list[PlannedAct],
    planned: list[Planned],
    changes: list[Planned],
) -> tuple[tuple[Text, int], ...]:
    texts = [file for file in planned if file.written.source]
    written = [file for file in changes if file.written.source]
    several = [act for act in acts if len(act.texts) > 1]
    undated = [text for act in acts for text in act.texts if text.dates.day is None]
    return (
        (Text("读取的文件", "files read"), len(files)),
        (Text("法规文件（件）", "acts"), len(acts)),
        (Text("其中有多个文本的", "of these with several texts"), len(several)),
        (Text("文本", "texts"), len(texts)),
        (Text("本次写入的文本", "texts written now"), len(written)),
        (Text("没有日期的文本", "texts without a date"), len(undated)),
    )


def _report_page(name: str, column: ImportColumn, result: ImportReport) -> bytes:
    # In Chinese, whatever language the terminal speaks: it is read by the portal's editors.
    title = f"# 导入报告：{name} → {column.shown}"
    return f"{title}\n\n{result.say('zh')}".encode()
