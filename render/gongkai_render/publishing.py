"""From declared outputs to a whole site in a folder, or to every mistake that prevents it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gongkai_model import address_register
from gongkai_model.messages import ContentError, FileMessages, Message, Place, Severity, Text
from gongkai_model.portal import Portal
from gongkai_model.record import Record
from gongkai_model.replacing import replace_own_file
from gongkai_model.status import check_statuses
from gongkai_render import feedback, frames
from gongkai_render.bodies import Bodies
from gongkai_render.edition import Edition
from gongkai_render.machine_files import purge_list
from gongkai_render.outputs import Output, write_outputs
from gongkai_render.preview import as_preview
from gongkai_render.regions import mark_regions, part_pages
from gongkai_render.site import (
    Asset,
    DrawnPage,
    declare,
    known_addresses,
    published_addresses,
)

Progress = Callable[[Sequence[Output]], Iterable[Output]]
"""Wraps what is about to be written, to show how far it is."""


@dataclass(frozen=True, slots=True)
class Published:
    """A site that was written.

    Attributes:
        pages: How many pages it has.
        notes: Warnings and notes.
        addresses: Address and source of each page whose address is permanent.
        purge: Addresses that caches have to forget, one a line.
    """

    pages: int
    notes: tuple[Message, ...]
    addresses: tuple[tuple[str, str], ...]
    purge: str


def publish(
    edition: Edition,
    pages: Sequence[DrawnPage],
    assets: Iterable[Asset],
    folder: Path,
    *,
    errors: Sequence[Message] = (),
    progress: Progress | None = None,
    preview: bool = False,
) -> Published:
    """Declare and write every output of the site into ``folder``.

    Args:
        edition: The portal on the build date.
        pages: Editors' pages and the theme's, as they were drawn.
        assets: Files of the theme.
        folder: Where to write; what is there already came from other plugins.
        errors: Mistakes found before, told with the others.
        progress: Wraps what is about to be written.
        preview: Write a preview instead, to be opened from disk.

    Raises:
        ContentError: With every mistake. The folder is then not to be used.
    """
    portal = edition.portal
    found = list(errors)
    found += check_statuses(portal, edition.day)
    drawn = {page.source: page.address for page in pages if page.source}
    found += _vanished(portal, edition.content, drawn)
    found += _hidden_mistakes(edition)
    register = _feedback_messages(portal)
    found += (message for message in register if message.severity is Severity.ERROR)
    try:
        outputs, noticed = declare(edition, pages, assets)
    except ContentError as error:
        raise ContentError([*found, *error.messages]) from None
    found += (message for message in noticed if message.severity is Severity.ERROR)
    declared = {output.path for output in outputs}
    count = sum(path.endswith(".html") for path in declared)
    if preview:
        others = [path for path in _files(str(folder), "") if path not in declared]
        style = edition.templates.asset("preview.css")
        outputs = as_preview(outputs, edition.settings, style, folder, others)
    try:
        write_outputs(progress(outputs) if progress else outputs, folder)
    except ContentError as error:
        found += error.messages
    found += _survivors(folder, declared)
    if found:
        raise ContentError(list(dict.fromkeys(found)))
    return Published(
        count,
        tuple(m for m in (*noticed, *register) if m.severity is not Severity.ERROR),
        tuple(sorted(published_addresses(edition, pages))),
        purge_list(edition),
    )


def mistakes_besides(
    portal: Portal,
    unfinished: Iterable[Record],
    bodies: Bodies,
    content: Path,
    pages: Mapping[str, str],
) -> list[Message]:
    """Return the mistakes that show only beyond reading, of what could be read.

    So that one misspelt label does not hide the mistakes in all other bodies.

    Args:
        portal: What could be read.
        unfinished: Records of which only the body could.
        bodies: Converts Markdown.
        content: The content folder.
        pages: Address of each editors' page by source path.
    """
    messages: list[Message] = []
    for record in (*portal.records.values(), *unfinished):
        for version in record.versions:
            messages += bodies.convert(record, version).messages
    for page in portal.pages.values():
        report = FileMessages(f"{portal.shown}/{page.path}", messages)
        mark_regions(page.body, page.body_line, portal.columns, None, report)
    messages += _vanished(portal, content, pages)
    messages += _feedback_messages(portal)
    return [message for message in messages if message.severity is Severity.ERROR]


def _feedback_messages(portal: Portal) -> list[Message]:
    """Return what is wrong in the register of find-errors messages.

    Nothing of it leaves the sources but figures: where no page shows them, mistakes only warn.
    """
    messages = portal.feedback.mistakes
    if feedback.REGION in part_pages(portal)[0]:
        return messages
    return [
        replace(message, severity=Severity.WARNING)
        if message.severity is Severity.ERROR
        else message
        for message in messages
    ]


def _hidden_mistakes(edition: Edition) -> list[Message]:
    """Return the errors in bodies that are not public yet: on their day it would be too late."""
    seen = {version.path for each in edition.seen.values() for version in each.texts}
    return [
        message
        for record in edition.portal.records.values()
        for version in record.versions
        if version.path not in seen
        for message in edition.bodies.convert(record, version).messages
        if message.severity is Severity.ERROR
    ]


def _vanished(portal: Portal, content: Path, pages: Mapping[str, str]) -> list[Message]:
    """Report published addresses that nothing answers for any more."""
    messages: list[Message] = []
    published = address_register.read(content, portal.shown, messages)
    published = {
        address: (source, line)
        for address, (source, line) in published.items()
        if source not in portal.unread
    }
    known = set(known_addresses(portal, pages))
    texts = {
        address: record
        for address in published.keys() - known
        if (record := _act_of(portal, address)) is not None
    }
    messages += (_moved_text(portal, address, texts[address]) for address in sorted(texts))
    return messages + address_register.missing(published, known | texts.keys(), portal.shown)


def _act_of(portal: Portal, address: str) -> Record | None:
    """Find the act below whose address, or earlier address, a text's address lies."""
    above = address.strip("/").rpartition("/")[0]
    if above in portal.records:
        return portal.records[above]
    old = f"/{above}/"
    return next((r for r in portal.records.values() if old in r.facts.old_addresses), None)


def _moved_text(portal: Portal, address: str, record: Record) -> Message:
    return Message(
        Place(f"{portal.shown}/{record.path}", 1),
        Text(
            f"已发布的文本地址 {address} 不见了：施行日期或公布日期改过",
            f"the published address {address} of a text is gone: its day was changed",
        ),
        Text(
            f"在 {record.path} 里加一行“旧网址: {address}”（已有旧网址就并成列表）",
            f"add the line '旧网址: {address}' to {record.path}, or to the list there",
        ),
    )


def _survivors(folder: Path, declared: set[str]) -> Iterator[Message]:
    """Report files of other plugins that tell of a frame."""
    for path in _files(str(folder), ""):
        if path not in declared and frames.MARK.encode() in (folder / path).read_bytes():
            yield Message(
                Place(path),
                Text("另一插件写出的文件提到了内部页面", "another plugin wrote of a frame"),
                Text("停用该插件", "switch that plugin off"),
            )


def _files(folder: str, prefix: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, f"{prefix}{entry.name}/")
            else:
                yield prefix + entry.name


def keep_records(content: Path, project: Path, published: Published) -> None:
    """Write what a published build leaves in the project: address register and purge list.

    Args:
        content: The content folder.
        project: The folder of site_config.yml.
        published: The site that is now in its place.
    """
    registered = address_register.read(content, "", [])
    address_register.write(content, registered, published.addresses)
    target = project / ".gongkai" / "purge.txt"
    if published.purge:
        replace_own_file(target, published.purge.encode())
    else:
        target.unlink(missing_ok=True)
