"""Where a link written in a source file leads on the site."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from html import escape
from urllib.parse import quote, unquote

from gongkai_model.messages import NotUnderstood, Text, quoted
from gongkai_model.portal import Portal, is_public, is_withdrawn, public_versions
from gongkai_model.published_types import refusal
from gongkai_model.values import resolve_path

ROOT = "\ufdd0"
"""Stands in HTML for the relative path from a page to the top of the site.

A noncharacter, which no source may hold (``bodies`` refuses it), so it cannot be forged.
"""

_WRITTEN = re.compile(
    r"(?P<before>\]\(\s*+|^ {0,3}\[[^\]\n]*+\]:[ \t]*+)"
    r"<?(?P<path>[^()\s<>#?:]{1,300}\.md)(?P<anchor>#[^()\s<>]*+)?>?",
    re.MULTILINE,
)
"""A link of a Markdown source to another one, in the line or in a definition."""

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A link's target.

    Attributes:
        href: For the attribute, not yet escaped; may begin with ``ROOT``. Empty where the target
            exists but may not be seen on the build date.
        file: Path of the content file that has to be published for it, or empty.
        page: Source path of the record or page it leads to, or empty.
        anchor: Within that page, or empty.
    """

    href: str
    file: str = ""
    page: str = ""
    anchor: str = ""


class Links:
    """Resolves links between sources.

    Args:
        portal: The content.
        day: The build date.
        pages: Address of each editors' page by source path, relative to the site, as MkDocs
            gives it (``guide/`` or ``guide.html``; empty for the home page).
    """

    def __init__(self, portal: Portal, day: date, pages: Mapping[str, str]) -> None:
        self.shown = portal.shown
        self._portal = portal
        self._unread = portal.unread
        self.addresses: dict[str, str | None] = dict(pages)
        """Address of each source; None for one that may not be seen."""
        self.elsewhere: dict[str, str] = {}
        """Address on another site of each source that is an entrance to it and may be seen."""
        for record in portal.records.values():
            public = is_public(record, day)
            if not record.kind.has_page:
                self.addresses[record.path] = None
                if public:
                    self.elsewhere[record.path] = record.facts.link
                continue
            seen = public_versions(record, day) if public else ()
            withdrawn = is_withdrawn(record, day)
            for version in record.versions:
                shown = version in seen and not withdrawn
                address = record.version_address(version) + "/"
                self.addresses[version.path] = address if shown else None
            # A record of one file is named by that file: the act, not one of its texts.
            self.addresses[record.path] = f"{record.key}/" if public else None
            if record.path.endswith("/index.md"):
                self.addresses.setdefault(record.path.removesuffix("/index.md"), None)
        self.hidden = _hidden_files(portal, day)
        """Attachments and pictures of what may not be seen, and of nothing else."""
        self._by_address = {
            address: source for source, address in self.addresses.items() if address is not None
        }

    @cached_property
    def _by_case(self) -> Mapping[str, str]:
        """Files and sources by their path in lower case; only mistakes need it."""
        return {path.casefold(): path for path in (*self.addresses, *self._portal.files)}

    def through_entrances(self, markdown: str, source: str) -> str:
        """Lead the links of an editors' page to entrances straight to the other site.

        Args:
            markdown: Body of the page; MkDocs resolves all its other links.
            source: Its path.
        """
        if not self.elsewhere:
            return markdown

        def lead(match: re.Match[str]) -> str:
            inside = resolve_path(unquote(match["path"]), source)
            if inside not in self.elsewhere:
                return match[0]
            return f"{match['before']}<{self._through(inside, match['anchor'] or '')}>"

        return _WRITTEN.sub(lead, markdown)

    def _through(self, inside: str, anchor: str) -> str:
        entrance = self.elsewhere[inside]
        return entrance.partition("#")[0] + anchor if anchor else entrance

    def resolve(self, target: str, source: str) -> Resolved:
        """Resolve ``target`` as written in ``source``.

        Raises:
            NotUnderstood: It leads nowhere; the message says where it was sought.
        """
        target = target.strip()
        if _ABSOLUTE.match(target) or not target:
            return Resolved(target)
        path, mark, anchor = target.partition("#")
        if not path:
            return Resolved(target, page=source, anchor=unquote(anchor))
        path = path.partition("?")[0]
        inside = resolve_path(unquote(path), source)
        if inside is None:
            raise NotUnderstood(
                Text(
                    f"链接 {quoted(target)} 指向 content 之外",
                    f"{quoted(target)} leaves the content folder",
                ),
                Text("改正路径", "correct the path"),
            )
        # What was one file, and has become a folder of texts, is still meant by its old name.
        folder = inside.removesuffix(".md") + "/index.md"
        if inside not in self.addresses and inside.endswith(".md") and folder in self.addresses:
            inside = folder
        if inside in self.elsewhere:
            return Resolved(self._through(inside, mark + anchor if anchor else ""))
        if inside in self.addresses and inside.endswith(".md"):
            address = self.addresses[inside]
            if address is None:
                return Resolved("", page=inside)
            return Resolved(ROOT + quote(address) + mark + anchor, "", inside, unquote(anchor))
        if inside in self._unread:
            return Resolved("", page=inside)  # its own mistakes are told elsewhere
        if inside in self.hidden:
            return Resolved("", page=inside)
        if inside in self._portal.files:
            if not self._portal.may_publish(inside):
                raise NotUnderstood(*refusal(inside))
            return Resolved(ROOT + quote(inside) + mark + anchor, file=inside)
        address = "" if inside == "." else inside + "/"
        page = self._by_address.get(address) or self._by_address.get(inside)
        if page is not None and path.startswith("/"):
            return Resolved(ROOT + quote(address) + mark + anchor, "", page, unquote(anchor))
        other_case = self._by_case.get(inside.casefold())
        if other_case is not None:
            right = posixpath.relpath(other_case, posixpath.dirname(source))
            raise NotUnderstood(
                Text(
                    f"链接 {quoted(target)} 的文件名大小写不同，文件是 {other_case}",
                    f"{quoted(target)} differs in case: the file is {other_case}",
                ),
                Text(f"写成 {right}", f"write {right}"),
            )
        raise NotUnderstood(
            Text(
                f"链接 {quoted(target)} 指向不存在的 {inside}",
                f"{quoted(target)} leads to {inside}, not there",
            ),
            _remedy(inside),
        )


def _hidden_files(portal: Portal, day: date) -> frozenset[str]:
    """Return files that belong only to records and texts which may not be seen on ``day``."""
    every: set[str] = set()
    seen: set[str] = set()
    for record in portal.records.values():
        texts = public_versions(record, day) if is_public(record, day) else ()
        for version in record.versions:
            paths = {*version.facts.files}
            every |= paths
            if version in texts and not is_withdrawn(record, day):
                seen |= paths
    return frozenset(every - seen)


def _remedy(target: str) -> Text:
    if target.lower().endswith((".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp")):
        return Text(
            "把图片放到本文旁边，写相对路径，如 ![说明](图.png)",
            "put the picture beside the file and write its relative path, as in ![text](a.png)",
        )
    return Text(
        "写到 .md 文件或附件的相对路径，如 ../policies/2022-8.md",
        "write the relative path of a .md file or an attachment, as in ../policies/2022-8.md",
    )


def root_of(address: str) -> str:
    """Return the relative path from the page at ``address`` to the top of the site."""
    return "../" * address.count("/") or "./"


def relative(html: str, address: str) -> str:
    """Put the way to the top of the site in the place of ``ROOT``."""
    return html.replace(ROOT, escape(root_of(address))) if ROOT in html else html
