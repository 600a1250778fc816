"""What stands in MkDocs' file collection: frames, records, and files that only we publish."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import Page

from gongkai_render import frames


class UncopiedFile(File):
    """A file that links may lead to; MkDocs copies nothing, outputs do."""

    def copy_file(self, dirty: bool = False) -> None:
        """Leave it to the outputs."""

    def is_documentation_page(self) -> bool:
        """Keep MkDocs from drawing it, whatever its name."""
        return False


class RecordFile(UncopiedFile):
    """A record: it has an address and anchors, but is no page of MkDocs."""


class Anchors:
    """Stands where MkDocs looks for a page's anchors; they are found when a link asks."""

    def __init__(self, find: Callable[[], frozenset[str]]) -> None:
        self._find = find

    @property
    def present_anchor_ids(self) -> frozenset[str]:
        """Every id that a link may lead to."""
        return self._find()


def record_file(
    source: str, address: str, config: MkDocsConfig, anchors: Callable[[], frozenset[str]]
) -> RecordFile:
    """Return the entry of a record or text.

    Args:
        source: Its file, relative to the content folder.
        address: Its page, relative to the site; ends with a slash.
        config: Of this build.
        anchors: Finds its anchors.
    """
    file = RecordFile(
        source,
        config.docs_dir,
        config.site_dir,
        config.use_directory_urls,
        dest_uri=f"{address}index.html",
        inclusion=InclusionLevel.NOT_IN_NAV,
    )
    file.url = address
    file.page = cast(Page, Anchors(anchors))
    return file


def frame_file(column: str, depth: int, config: MkDocsConfig) -> File:
    """Return the page that the theme draws as a frame of ``column``; empty for the top of the site.

    Its address lies as deep as the pages it serves.
    """
    address = "/".join(filter(None, (column, *frames.ADDRESS[:depth])))
    file = File.generated(
        config, f"{address}.md", content=frames.TITLE, inclusion=InclusionLevel.NOT_IN_NAV
    )
    file.dest_uri = f"{address}/index.html"
    file.url = f"{address}/"
    return file


def frame_place(file: File) -> tuple[str, int]:
    """Return the column of a frame, and its depth."""
    column, _, rest = file.src_uri.partition(frames.MARK)
    return column.rstrip("/"), rest.count("/") + 1


def is_frame(file: File) -> bool:
    """Tell whether a file is a frame."""
    return file.src_uri.rpartition("/")[2].startswith(frames.MARK)
