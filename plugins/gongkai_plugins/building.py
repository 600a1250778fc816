"""A build of the portal through MkDocs, as the command asks for it."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import TemplateError
from mkdocs.commands.build import build as build_site
from mkdocs.commands.serve import serve as serve_site
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from gongkai_model.messages import (
    ContentError,
    Message,
    NotUnderstood,
    Place,
    Severity,
    Text,
)
from gongkai_model.replacing import replace_own_file
from gongkai_model.result_file import ResultFile
from gongkai_plugins.hosting import listening, loaded, plugin_of
from gongkai_plugins.portal import PortalPlugin
from gongkai_render.changes import KIND, compare, files_of
from gongkai_render.publishing import Progress, Published, keep_records


@dataclass(frozen=True, slots=True)
class BuildReport:
    """How a build went.

    Attributes:
        messages: Everything to tell, sorted by place.
        failed: The site was not replaced.
        site: Where it is.
        pages: Pages written.
    """

    messages: tuple[Message, ...]
    failed: bool
    site: Path | None = None
    pages: int = 0


@dataclass(frozen=True, slots=True)
class ChangesFile:
    """Where to write what differs between the site before a build and after it.

    The file is complete before the site is exchanged, and gets its name right after: it tells of
    the site that is in its place, and what keeps it from being written keeps the site as it was.

    Attributes:
        path: The file; its folder is made when missing.
        against: Folder of the site to compare with, instead of the one that is replaced.
    """

    path: Path
    against: Path | None = None

    @property
    def result(self) -> ResultFile:
        """The file, as it is checked."""
        return ResultFile(self.path, KIND)

    @property
    def _pending(self) -> Path:
        return self.path.with_name(f".{self.path.name}.new")

    def prepare(self, plugin: PortalPlugin, site: Path, url: str) -> Callable[[], None]:
        """Have the file written when the site is whole; return what to do once it is in place."""
        before = self.against or site
        if not self.result.is_stream:
            self._pending.unlink(missing_ok=True)  # of a build that was killed
        base = urlsplit(url).path.rstrip("/") + "/"
        to_say: list[bytes] = []

        def write(folder: Path, published: Published) -> None:
            earlier = files_of(before.resolve()) if before.is_dir() else None
            found = compare(earlier, files_of(folder), base=base, purge=published.purge)
            if self.result.is_stream:
                to_say.append(found.as_json())
            else:
                replace_own_file(self._pending, found.as_json())

        def finish() -> None:
            for data in to_say:
                self.result.write(data)
            if not self.result.is_stream:
                self._pending.replace(self.path)

        plugin.before_exchange = write
        return finish


def build(
    config_file: Path,
    *,
    site_dir: Path | None = None,
    day: date | None = None,
    strict: bool = False,
    preview: bool = False,
    progress: Progress | None = None,
    changes: ChangesFile | None = None,
    results: Sequence[ResultFile] = (),
) -> BuildReport:
    """Build the portal; the same bytes as ``mkdocs build``.

    Args:
        config_file: ``site_config.yml``.
        site_dir: Where to put the site, instead of the configured folder.
        day: Build as of this day, instead of the configured one or today.
        strict: Warnings keep the site from being replaced.
        preview: Make a preview, in the folder ``preview`` beside the site where no other is given.
            What the project keeps of publication is left alone.
        progress: Wraps what takes long.
        changes: Write down what differs from the site before.
        results: Other files that the caller will write; only checked here.

    Raises:
        NotUnderstood: One of the files would lie where the project keeps its own, or write over
            something else.
    """
    plugin: PortalPlugin | None = None
    failed = False
    reason = ""
    site: Path | None = None
    content: Path | None = None
    with listening() as records:
        try:
            if preview:
                site_dir = _preview_folder(config_file, site_dir)
                records.clear()  # the configuration is read once more, and heard then
            options = {"site_dir": str(site_dir)} if site_dir else {}
            config = loaded(config_file, strict=strict or None, **options)
            plugin = plugin_of(config, config_file)
            plugin.preview = preview
            if day is not None:
                plugin.config.build_date = day
            if progress is not None:
                plugin.progress = progress
            site, content = Path(config.site_dir), Path(config.docs_dir)
            folders = _folders(config, changes)
            for result in (*results, *((changes.result,) if changes else ())):
                result.check(config_file.parent, folders)
            finish = changes.prepare(plugin, site, config.site_url or "") if changes else None
            build_site(config)
            if finish is not None:
                finish()
            if plugin.published is not None and day is None and not preview:
                keep_records(content, config_file.parent, plugin.published)
        except ContentError as error:
            return BuildReport(tuple(error.messages), failed=True)
        except (MkDocsException, TemplateError) as error:
            failed = True
            reason = str(error) or type(error).__name__
        except RecursionError:
            failed = True
            reason = "Markdown is nested too deeply / Markdown 嵌套太深"
        except OSError as error:
            failed = True
            reason = f"{error.strerror or error}: {error.filename or ''}"
    messages = list(_own_messages(plugin))
    blamed = plugin is not None and plugin.failure is not None
    messages += _told(records, config_file, content, failed=failed and not blamed)
    if failed and not messages:
        messages.append(_unexplained(config_file, reason))
    messages.sort(key=lambda message: message.at)
    pages = plugin.published.pages if plugin and plugin.published else 0
    return BuildReport(tuple(messages), failed, site, pages)


def _folders(config: MkDocsConfig, changes: ChangesFile | None) -> list[Path]:
    """Return the folders whose every file is a source or is published."""
    site = Path(config.site_dir)
    folders = [Path(config.docs_dir), site, site.with_name("preview")]
    if config.theme.custom_dir:
        folders.append(Path(config.theme.custom_dir))
    if changes is not None and changes.against is not None:
        folders.append(changes.against)
    return folders


def _preview_folder(config_file: Path, given: Path | None) -> Path:
    """Return where a preview goes: never to the place of the site, from which one publishes.

    Raises:
        ContentError: ``given`` is the site's folder.
    """
    site = Path(loaded(config_file).site_dir)
    folder = config_file.parent / given if given else site.with_name("preview")
    if folder.resolve() == site.resolve():
        message = Message(
            Place(config_file.name),
            Text(
                f"预览不能写到网站的文件夹 {folder}", f"a preview cannot go to the site's {folder}"
            ),
            Text("另写一个 -d，或不写 -d", "name another folder with -d, or none"),
        )
        raise ContentError([message])
    return folder


def serve(config_file: Path, address: str | None = None) -> None:
    """Serve the portal and build it anew at each change; until interrupted.

    Raises:
        NotUnderstood: ``address`` is not ``host:port``, or cannot be listened at.
        ContentError: The configuration cannot be used.
    """
    if address is not None and not _ADDRESS.fullmatch(address):
        raise NotUnderstood(
            Text(f"监听地址 {address!r} 的写法不对", f"not an address: {address!r}"),
            Text("写成 127.0.0.1:8001", "write it as in 127.0.0.1:8001"),
        )
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    options: dict[str, Any] = {"dev_addr": address} if address else {}
    try:
        serve_site(str(config_file), **options)
    except MkDocsException as error:
        raise ContentError([_unexplained(config_file, str(error))]) from error
    except OSError as error:
        raise NotUnderstood(
            Text(f"不能监听 {address or '默认地址'}：{error}", f"cannot listen: {error}"),
            Text("用 -a 127.0.0.1:8001 换一个端口", "choose another port with -a 127.0.0.1:8001"),
        ) from error


def _own_messages(plugin: PortalPlugin | None) -> Iterator[Message]:
    if plugin is not None:
        yield from plugin.notes
        if plugin.failure is not None:
            yield from (
                message for message in plugin.failure.messages if message not in plugin.notes
            )


def _unexplained(config_file: Path, reason: str) -> Message:
    """Say what MkDocs raised without a word in its log, as with a file that is no YAML."""
    return Message(
        Place(config_file.name),
        Text(f"配置读不出来：{reason}", f"the configuration cannot be used: {reason}"),
        Text("按所指的行改正", "correct the line it names"),
    )


_ADDRESS = re.compile(r"(?:[^\s:\[\]]+|\[[0-9A-Fa-f:.]+\]):\d{1,5}")
_LINK = re.compile(
    r"Doc file '(?P<file>[^']+)' contains an? (?:\w+ )*link '(?P<link>.+?)', (?P<why>.+)", re.DOTALL
)


def _told(
    records: list[logging.LogRecord], config_file: Path, content: Path | None, *, failed: bool
) -> Iterator[Message]:
    """Turn what MkDocs logged into messages; its own words where we know no better."""
    for record in records:
        text = record.getMessage().strip()
        severity = Severity.ERROR if record.levelno >= logging.ERROR else Severity.WARNING
        if severity is Severity.ERROR and not failed:
            continue  # the plugin's mistakes once more
        match = _LINK.match(text)
        if match is None or content is None:
            yield Message(
                Place(config_file.name),
                Text(text, text),
                Text("按提示改正配置或内容", "correct the configuration or the content"),
                severity,
            )
            continue
        link = match["link"]
        why = match["why"].removeprefix("but ")
        yield Message(
            Place(f"{content.name}/{match['file']}", _line_of(link, content / match["file"])),
            Text(f"链接 {link!r} 找不到目标", f"link {link!r}: {why}"),
            Text(
                "写到 .md 文件或附件的相对路径；# 之后是目标页上的编号，如 #art-13",
                "write the relative path of a .md file or an attachment; after # an id of that "
                "page, as in #art-13",
            ),
            severity,
        )


def _line_of(link: str, file: Path) -> int:
    """Return the first line of ``file`` that holds ``link``; 0 where it is written otherwise."""
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return 0
    return next((number for number, line in enumerate(lines, 1) if link in line), 0)
