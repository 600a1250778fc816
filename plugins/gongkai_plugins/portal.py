"""The plugin ``gongkai``: MkDocs draws editors' pages and frames, ``render`` does the rest.

The order of a build is MkDocs' own: configuration, files, pages, templates, end. Nothing is written
before the end; then every output is declared, written into a folder beside the site, and the two
are exchanged.
"""

from __future__ import annotations

import glob
import hashlib
import json
import logging
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import NoReturn, cast
from urllib.parse import unquote, urlsplit

import mkdocs
from jinja2 import Environment, Template
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url, is_error_template
from mkdocs.utils.templates import TemplateContext

from gongkai_model.messages import (
    ContentError,
    FileMessages,
    Message,
    Place,
    Severity,
    Text,
    system_language,
)
from gongkai_model.portal import Portal, hold_back
from gongkai_model.reading import PartlyRead, Rules, read_portal
from gongkai_plugins.configuration import missing_files, place, read_settings
from gongkai_plugins.files import (
    UncopiedFile,
    frame_file,
    frame_place,
    is_frame,
    record_file,
)
from gongkai_plugins.furnishing import Furnishing
from gongkai_plugins.options import PortalOptions
from gongkai_render import frames, regions
from gongkai_render.bodies import Bodies
from gongkai_render.edition import Edition
from gongkai_render.frames import Frame, FrameError
from gongkai_render.links import Links
from gongkai_render.publishing import Progress, Published, mistakes_besides, publish
from gongkai_render.records import anchors_of
from gongkai_render.settings import Furniture
from gongkai_render.site import Asset, DrawnPage
from gongkai_render.staging import Busy, exchange, refuse_foreign, staging
from gongkai_render.templating import Templates
from gongkai_render.weight import check_weight

_LAST = -100
_HOST_NOTE = re.compile(r"<!--\s*(?:MkDocs|ProperDocs) version.*?-->\s*", re.DOTALL)
"""A stock theme's note on the home page: version of the host and moment of the build."""

_LOG = logging.getLogger(f"{mkdocs.__name__}.plugins.gongkai")


class _Counter(logging.Handler):
    """Counts warnings, for ``--strict``: MkDocs counts them too, but after the last event."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        del record
        self.count += 1


def _is_no_skip(record: logging.LogRecord) -> bool:
    """Leave out that MkDocs wrote nothing: that is how we take its pages."""
    return "enerated empty output" not in record.msg


@dataclass
class _Build:
    """What one build gathers on its way through the events."""

    site: Path
    portal: Portal
    day: date
    folder: Path
    stack: ExitStack
    counter: _Counter
    part_pages: Mapping[str, str]
    links: Links | None = None
    furniture: Furniture | None = None
    furnishing: Furnishing | None = None
    edition: Edition | None = None
    assets: list[Asset] = field(default_factory=list)
    drawn: list[DrawnPage] = field(default_factory=list)
    frames: dict[tuple[str, int], Frame] = field(default_factory=dict)
    regions: dict[str, tuple[regions.Region, ...]] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)


class PortalPlugin(BasePlugin[PortalOptions]):
    """Builds the portal within a MkDocs build.

    Attributes:
        failure: Why the last build failed, where the content is to blame.
        notes: Warnings and notes of the last build.
        published: The last build's site, once it is in its place.
        progress: Wraps what is about to be written.
        preview: Write a preview, to be opened from disk.
        before_exchange: Is given the folder with the new site, whole, right before it takes the
            old one's place.
    """

    failure: ContentError | None = None
    notes: tuple[Message, ...] = ()
    published: Published | None = None
    progress: Progress | None = None
    preview: bool = False
    before_exchange: Callable[[Path, Published], None] | None = None

    def __init__(self) -> None:
        self._build: _Build | None = None

    # --- configuration ---------------------------------------------------------------------------

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check the configuration, read the content, give MkDocs a folder of its own."""
        self.failure, self.notes, self.published = None, (), None
        content = Path(config.docs_dir)
        shown = _shown(content, config)
        try:
            self._settings = read_settings(self.config, config)
        except ContentError as error:
            self._fail(error)
        rules = Rules(
            size_limit_bytes=int(self.config.size_limit_mb * 1_000_000),
            public_repository=self.config.public_repository,
            index_number_pattern=self.config.index_number_pattern,
            pack=self._settings.pack,
            published=(
                *self.config.publish,
                *map(str, config.extra_css),
                *_scripts(config),
                *map(glob.escape, filter(None, self._settings.pictures)),
            ),
        )
        try:
            portal = read_portal(content, shown=shown, rules=rules)
        except PartlyRead as error:
            pages = _addresses(error.portal, config)
            bodies = self._bodies(config, Links(error.portal, date.max, pages))
            besides = mistakes_besides(error.portal, error.unfinished, bodies, content, pages)
            self._fail(ContentError(list(dict.fromkeys([*error.messages, *besides]))))
        except ContentError as error:
            self._fail(error)
        pages_of_parts, mistakes = regions.part_pages(portal)
        mistakes += missing_files(self._settings, portal, place(config))
        mistakes += (
            mistake.message(f"{portal.shown}/{page.path}", page.body_line)
            for page in portal.pages.values()
            for mistake in check_weight(page.body)
        )
        if mistakes:
            self._fail(ContentError(mistakes))
        site = Path(config.site_dir)
        try:
            refuse_foreign(site, content)
        except ContentError as error:
            self._fail(error)
        stack = ExitStack()
        try:
            folder = stack.enter_context(staging(site))
        except Busy:
            raise PluginError(
                Text(
                    f"另一个构建正在写 {site}，请等它结束",
                    f"another build is writing {site}; wait for it to end",
                ).say(system_language())
            ) from None
        now = datetime.now(self.config.time_zone)
        day = self.config.build_date or now.date()
        if self.config.build_date is None:
            portal = hold_back(portal, now)
        counter = _Counter()
        logger = logging.getLogger(f"{mkdocs.__name__}.commands.build")
        logger.addFilter(_is_no_skip)
        stack.callback(logger.removeFilter, _is_no_skip)
        logging.getLogger(mkdocs.__name__).addHandler(counter)
        stack.callback(logging.getLogger(mkdocs.__name__).removeHandler, counter)
        self._build = _Build(site, portal, day, folder, stack, counter, pages_of_parts)
        for note in portal.notes:
            self._notice(note)
        config.site_dir = str(folder)
        _watch_links(config)
        return config

    # --- files -----------------------------------------------------------------------------------

    @event_priority(_LAST)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Keep pages and foreign files, add frames and records; the rest is ours to publish."""
        build = self._running
        portal = build.portal
        kept: list[File] = []
        for file in files:
            inside = file.src_dir is not None and Path(file.src_dir) == Path(config.docs_dir)
            if inside and not _is_editors_page(file, portal):
                continue
            if not file.is_documentation_page():
                build.assets.append(_asset(file))
                file.copy_file = lambda dirty=False: None  # type: ignore[method-assign]
            kept.append(file)
        addresses = {file.src_uri: _address(file) for file in kept if file.is_documentation_page()}
        links = Links(portal, build.day, addresses)
        build.links = links
        parts = {
            part: address
            for part, source in sorted(build.part_pages.items())
            if (address := links.addresses.get(source)) is not None
        }
        build.furniture = Furniture(self._settings, parts)
        build.messages += (
            _taken_by_theme(portal, path)
            for path in portal.files
            if any((Path(folder) / path).is_file() for folder in config.theme.dirs)
        )
        kept += (
            UncopiedFile(path, config.docs_dir, config.site_dir, config.use_directory_urls)
            for path in portal.files
            if path not in links.hidden
        )
        for source, address in links.addresses.items():
            if source in addresses or address is None or not source.endswith(".md"):
                continue
            names = [source]
            # What was one file, and has become a folder of texts, is still meant by its old name.
            before = source.removesuffix("/index.md") + ".md"
            if before != source + ".md" and before not in links.addresses:
                names.append(before)
            for name in names:
                kept.append(record_file(name, address, config, self._anchors(source)))
        for column in portal.columns:
            kept += [frame_file(column, depth, config) for depth in (1, 2)]
        if "units" in parts:
            kept.append(frame_file(parts["units"].strip("/"), 1, config))
        return Files(kept)

    def _anchors(self, source: str) -> Callable[[], frozenset[str]]:
        def find() -> frozenset[str]:
            return anchors_of(self._edition, source) or frozenset()

        return find

    # --- pages -----------------------------------------------------------------------------------

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """Give MkDocs the body only: front matter has one reader."""
        del config
        if is_frame(page.file):
            return None
        source = self._running.portal.pages.get(page.file.src_uri)
        # An empty front matter keeps MkDocs from looking for labels in the text.
        return None if source is None else f"---\n{{}}\n---\n{source.body}"

    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str | None:
        """Put marks in the place of regions."""
        del config, files
        build = self._running
        source = build.portal.pages.get(page.file.src_uri)
        if source is None or is_frame(page.file):
            return None
        page.meta.update(source.meta)
        folder, name = posixpath.split(source.path)
        own = folder if name == "index.md" and folder in build.portal.columns else None
        if build.links is not None:
            markdown = build.links.through_entrances(markdown, source.path)
        marked, found = regions.mark_regions(
            markdown,
            # MkDocs takes the blank lines at the beginning away.
            source.body_line + len(source.body) - len(source.body.lstrip("\n")),
            build.portal.columns,
            own,
            FileMessages(f"{build.portal.shown}/{source.path}", build.messages),
        )
        build.regions[source.path] = found
        return marked

    @event_priority(_LAST)
    def on_page_content(
        self, html: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str | None:
        """Give a frame its marks."""
        del html, config, files
        if not is_frame(page.file):
            return None
        page.title = frames.TITLE
        page.meta["description"] = frames.DESCRIPTION
        page.canonical_url = None
        page.edit_url = None
        return frames.content()

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext | None:
        """Mark a frame's column as the active entry of the navigation."""
        del config, nav
        self._tell_of_portal(context)
        # The moment of the build is no fact of the page.
        context["build_date_utc"] = datetime.combine(self._running.day, time(), UTC)
        if is_frame(page.file):
            self._set_column_active(page, active=True)
        return context

    @event_priority(_LAST)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Take the page; an empty string keeps MkDocs from writing it."""
        del config
        build = self._running
        file = page.file
        output = self._furnishing.complete(output, page, get_relative_url(".", page.url))
        if is_frame(file):
            self._set_column_active(page, active=False)
            column, depth = frame_place(file)
            try:
                frame = Frame.cut(output, column=column, depth=depth)
            except FrameError as error:
                self._fail(ContentError([_frame_message(build.portal, column, error)]))
            build.frames[column, depth] = frame
        else:
            found = build.regions.get(file.src_uri, ())
            output = _HOST_NOTE.sub("", output)
            build.drawn.append(
                DrawnPage(file.src_uri, file.dest_uri, _address(file), output, found)
            )
        return ""

    def _set_column_active(self, page: Page, *, active: bool) -> None:
        column, _ = frame_place(page.file)
        file = self._files.get_file_from_path(f"{column}/index.md".lstrip("/"))
        if file is not None and file.page is not None:
            file.page.active = active

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """Call sections by their columns' names; remember the pages, for the frames.

        Sections of a ``nav`` in the configuration have the names that stand there.
        """
        self._files = files
        self._nav = nav
        if config.nav is not None:
            return
        columns = self._running.portal.columns
        for section in _sections(nav.items):
            for child in section.children:
                source = child.file.src_uri if isinstance(child, Page) else ""
                folder = source.removesuffix("/index.md")
                if folder in columns and folder != source:
                    section.title = columns[folder].name

    # --- templates of the theme ------------------------------------------------------------------

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext | None:
        """Tell the theme's own pages of the portal."""
        del template_name, config
        self._tell_of_portal(context)
        return context

    def on_pre_template(
        self, template: Template, *, template_name: str, config: MkDocsConfig
    ) -> Template | None:
        """Leave the theme's site map undrawn; ours holds the records."""
        del config
        if template_name == "sitemap.xml":
            return cast(Template, Template(""))
        return template

    @event_priority(_LAST)
    def on_post_template(
        self, output_content: str, *, template_name: str, config: MkDocsConfig
    ) -> str:
        """Take what the theme drew, as with pages."""
        if output_content.strip() and template_name != "sitemap.xml":
            build = self._running
            if template_name.endswith(".html"):
                # As MkDocs has it: an error page is shown at any address.
                is_error = is_error_template(template_name)
                base_url = (
                    urlsplit(config.site_url or "/").path
                    if is_error
                    else get_relative_url(".", template_name)
                )
                html = self._furnishing.complete(output_content, None, base_url)
                page = DrawnPage("", template_name, template_name, html)
                build.drawn.append(page)
            else:
                build.assets.append(Asset(template_name, output_content.encode()))
        return ""

    # --- the end ---------------------------------------------------------------------------------

    @property
    def _running(self) -> _Build:
        if self._build is None:
            raise RuntimeError("no build is running")
        return self._build

    @property
    def _edition(self) -> Edition:
        build = self._running
        if build.edition is None:
            if build.links is None or build.furniture is None:
                raise RuntimeError("links are known only after on_files")
            config = self._mkdocs_config
            folders = [Path(folder) / "gongkai" for folder in config.theme.dirs]
            build.edition = Edition(
                portal=build.portal,
                day=build.day,
                settings=self._settings,
                content=Path(config.docs_dir),
                bodies=self._bodies(config, build.links),
                templates=Templates(folders, self._settings.pack),
                frames=build.frames,
                markdown=_digest(config.markdown_extensions, config.mdx_configs or {}),
                furniture=build.furniture,
                nav=tuple(page.file.src_uri for page in self._nav.pages if page.file.src_uri),
            )
        return build.edition

    def _bodies(self, config: MkDocsConfig, links: Links) -> Bodies:
        return Bodies(config.markdown_extensions, config.mdx_configs or {}, links)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Furnish the theme; remember the configuration, others may have had their say."""
        del files
        build = self._running
        if build.furniture is None:
            raise RuntimeError("the furniture is known only after on_files")
        build.furnishing = Furnishing.prepare(env, build.furniture, config)
        self._mkdocs_config = config

    @property
    def _furnishing(self) -> Furnishing:
        if self._running.furnishing is None:
            raise RuntimeError("pages are furnished only after on_env")
        return self._running.furnishing

    def _tell_of_portal(self, context: TemplateContext) -> None:
        """Give a template what surrounds its content."""
        cast(dict[str, object], context)["portal"] = self._running.furniture

    @event_priority(_LAST)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the site beside the old one, and put it in its place."""
        build = self._running
        try:
            published = publish(
                self._edition,
                build.drawn,
                build.assets,
                build.folder,
                errors=build.messages,
                progress=self.progress,
                preview=self.preview,
            )
        except ContentError as error:
            self._fail(error)
        for note in published.notes:
            self._notice(note)
        if config.strict and build.counter.count:
            self._fail(ContentError([_strict(build.counter.count, config)]))
        if self.before_exchange is not None:
            self.before_exchange(build.folder, published)
        exchange(build.folder, build.site)
        self.published = published
        self._end()
        config.site_dir = str(build.site)

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the last good site, and nothing beside it."""
        del error
        self._end()

    def _end(self) -> None:
        if self._build is not None:
            self._build.stack.close()
            self._build = None

    def _notice(self, message: Message) -> None:
        if message.severity is Severity.ERROR:
            return
        self.notes += (message,)
        if message.severity is Severity.WARNING:
            _LOG.warning(message.say(system_language()))

    def _fail(self, error: ContentError) -> NoReturn:
        self.failure = error
        raise PluginError("\n" + "\n".join(m.say(system_language()) for m in error.messages))


def _watch_links(config: MkDocsConfig) -> None:
    """Have MkDocs warn of every link that leads nowhere, unless the portal says otherwise."""
    links = config.validation.links
    for name in ("anchors", "unrecognized_links", "absolute_links"):
        if links[name] == logging.INFO:
            links[name] = logging.WARNING


def _sections(items: Iterable[object]) -> Iterator[Section]:
    for item in items:
        if isinstance(item, Section):
            yield item
            yield from _sections(item.children)


def _strict(count: int, config: MkDocsConfig) -> Message:
    return Message(
        place(config),
        Text(f"严格模式：有 {count} 条警告", f"strict: there are {count} warnings"),
        Text("逐条改正警告，或不用 --strict", "mend them one by one, or build without --strict"),
    )


def _shown(content: Path, config: MkDocsConfig) -> str:
    """Name the content folder as the project's editors know it."""
    if config.config_file_path:
        project = Path(config.config_file_path).parent.resolve()
        if content.resolve().is_relative_to(project):
            return content.resolve().relative_to(project).as_posix()
    return content.name


def _is_editors_page(file: File, portal: Portal) -> bool:
    return file.is_documentation_page() and file.src_uri in portal.pages


def _address(file: File) -> str:
    """Return the file's address within the site, not yet quoted; empty for the home page."""
    return "" if file.url in {".", "./"} else unquote(file.url)


def _addresses(portal: Portal, config: MkDocsConfig) -> dict[str, str]:
    """Foresee the addresses of editors' pages, where MkDocs has not been asked yet."""
    files = (
        File(path, config.docs_dir, config.site_dir, config.use_directory_urls)
        for path in portal.pages
    )
    return {file.src_uri: _address(file) for file in files}


def _scripts(config: MkDocsConfig) -> list[str]:
    return [str(getattr(script, "path", script)) for script in config.extra_javascript]


def _asset(file: File) -> Asset:
    return Asset(file.dest_uri, file.content_bytes)


def _digest(extensions: Sequence[str], configs: Mapping[str, object]) -> str:
    """Digest the Markdown configuration: the same in every run that converts alike."""
    text = json.dumps(
        [list(extensions), configs], sort_keys=True, default=_name, ensure_ascii=False
    )
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _name(value: object) -> str:
    """Name a function or class of the configuration; its address in memory says nothing."""
    return f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', type(value))}"


def _taken_by_theme(portal: Portal, path: str) -> Message:
    return Message(
        Place(f"{portal.shown}/{path}"),
        Text(f"主题已有同名文件 {path}", f"the theme has a file {path} of its own"),
        Text(
            "改名；要改主题，用 theme 的 custom_dir",
            "rename it; the way to change the theme is its custom_dir",
        ),
    )


def _frame_message(portal: Portal, column: str, error: FrameError) -> Message:
    return Message(
        Place(f"{portal.shown}/{column}/index.md"),
        Text(f"主题画不出记录的页面：{error}", f"the theme draws no page for records: {error}"),
        Text(
            "主题须显示 page.title 和 page.content，且各只一次",
            "the theme has to show page.title, and page.content once",
        ),
    )
