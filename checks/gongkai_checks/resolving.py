"""From the text of an attribute to the file it leads to, as browser and server would go."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from gongkai_checks import addresses
from gongkai_checks.addresses import Address, shortened
from gongkai_checks.inventory import Files, Found
from gongkai_checks.percent import decode_path, is_utf8
from gongkai_checks.services import Services, known_services
from gongkai_model.hosts import Host, Reach
from gongkai_model.messages import NotUnderstood, Text

_DRIVE = re.compile(r"[a-zA-Z]:(?:[/\\]|$)|[a-zA-Z][:：|][/\\]")
_DOTS = re.compile(r"(?:^|/)(?:\.|%2[eE]){1,2}(?:/|$)")
_DOT = re.compile(r"%2[eE]")
_UNENCODED = re.compile(r"[^\x21-\x7e]")
_CLIMBS = {"../" * count: count for count in range(32)}
_DATA_LIMIT = 32 * 1024
_DATA_MAX_PREFIX = 64
_LONGEST_PATH = 4096  # characters; no system has longer ones


class Way(StrEnum):
    """Where a link leads."""

    PAGE = "page"  # the page itself
    FILE = "file"  # a file of the site
    MISSING = "missing"  # an address of the site that nothing answers
    ELSEWHERE = "elsewhere"  # an address of the site that another system answers
    EXTERNAL = "external"
    MALFORMED = "malformed"
    UNKNOWN_SCHEME = "unknown-scheme"
    OTHER = "other"  # a scheme that needs no judging here
    DATA = "data"
    SCRIPT = "script"
    MAIL = "mail"
    TELEPHONE = "telephone"


class Mark(StrEnum):
    """What is odd about a link that still leads somewhere."""

    BACKSLASH = "backslash"
    CLIMBS = "climbs"
    SLASH_MISSING = "slash-missing"
    WRONG_CASE = "wrong-case"
    UNENCODED = "unencoded"
    USER = "user"
    PASSWORD = "password"  # noqa: S105 - the name of a fault
    INSECURE = "insecure"  # http
    INTERNAL_HOST = "internal-host"
    DOCUMENTATION_HOST = "documentation-host"
    ADDRESS = "address"  # an IP address for a name
    SERVICE = "service"
    LARGE_DATA = "large-data"


class Target(NamedTuple):
    """What a link leads to, its fragment aside.

    Attributes:
        way: Where it leads.
        file: Path inside the site of the file that answers.
        path: For own addresses, the decoded path without slash in front; else the host.
        marks: What is odd about it.
        what: The fact, for the faults that have one of their own.
        fix: The remedy that goes with it; None where it has to be looked for.
        own: Whether an absolute address names the own host.
        clean: Whether there is nothing to say about it.
    """

    way: Way
    file: str | None = None
    path: str = ""
    marks: frozenset[Mark] = frozenset()
    what: Text | None = None
    fix: Text | None = None
    own: bool = False
    clean: bool = False


@dataclass(frozen=True, slots=True)
class Base:
    """What relative addresses are taken against.

    Attributes:
        host: None where it is the site's own.
        path: Decoded URL path of the page, with slash in front.
        file: The file itself where no ``<base>`` says otherwise; None where one does.
        folders: The folder of the path, with slash at the end, and those above it to the root.
    """

    path: str
    file: str | None
    folders: tuple[str, ...]
    host: Host | None = None

    @property
    def folder(self) -> str:
        """The path up to and with the last slash."""
        return self.folders[0]


class Resolver:
    """Resolves links of one site; remembers what it has seen.

    Attributes:
        files: What there is.
        mounts: URL prefix -> folder.
        hosts: Own host names.
        https: Whether the site is served by https; None where nothing tells.
    """

    def __init__(
        self,
        files: Files,
        *,
        hosts: tuple[str, ...] = (),
        mounts: Mapping[str, str] | None = None,
        https: bool | None = None,
        services: Services | None = None,
    ) -> None:
        self.files = files
        self.hosts = frozenset(hosts)
        self.https = https
        self._mounts = sorted((mounts or {"/": ""}).items(), key=lambda item: -len(item[0]))
        self._folders = sorted(self._mounts, key=lambda item: -len(item[1]))
        self._elsewhere = tuple(decode_path(path) for path in files.profile.elsewhere)
        self._services = services or known_services()
        self._targets: dict[str, dict[str, Target]] = {}
        self._hints: dict[str, Text | None] = {}
        self._fronts: dict[str, tuple[Address, set[Mark], bool]] = {}
        self._known: dict[tuple[str, bool], Target] = {}

    def base_of(self, file: str, href: str | None = None) -> Base:
        """Return the base of a page, with the text of its first ``<base href>`` if it has one."""
        path = self.address_of(file)
        plain = Base(path, file, _folders(path))
        if href is None:
            return plain
        url = addresses.clean(href)
        scheme = addresses.scheme_of(url)
        if scheme in ("http", "https") or url[:2] in ("//", "/\\", "\\/", "\\\\"):
            try:
                address = addresses.parse_http(url, scheme or "https")
            except NotUnderstood:
                return plain
            path = _decoded(_without_query(address.path) or "/", "/")[0]
            own = self._is_own(address)
            return Base(path, None, _folders(path), None if own else address.host)
        if scheme is not None:
            return plain  # data: and javascript: are no base (HTML standard)
        relative = _without_query(url.partition("#")[0].replace("\\", "/"))
        if not relative:
            return Base(path, None, plain.folders)
        path = _decoded(relative, plain.folder)[0]
        return Base(path, None, _folders(path))

    def address_of(self, file: str) -> str:
        """Return the decoded URL path of a file of the site."""
        for prefix, folder in self._folders:
            if not folder:
                return prefix + file
            if file.startswith(folder + "/"):
                return prefix + file[len(folder) + 1 :]
        return "/" + file

    def resolve(self, url: str, base: Base) -> Target:
        """Return where an address without its fragment leads; ``url`` as in the attribute."""
        if base.host is not None:
            return self._afresh(url, base)
        # What follows the ../ is the same for many pages, seen from the folder they climb to.
        climb, dots, rest = url.rpartition("../")
        up = _CLIMBS.get(climb + dots)
        if up is None or up >= len(base.folders) or not rest or rest[0] == "?":
            return self._afresh(url, base)
        known = self._targets.setdefault(base.folders[up], {})
        target = known.get(rest)
        if target is None:
            target = self._afresh(url, base)
            if target.way is not Way.PAGE:
                known[rest] = target
        return target

    def _afresh(self, url: str, base: Base) -> Target:
        cleaned = addresses.clean(url)
        if not cleaned or cleaned.startswith("?"):
            return self._itself(base)  # another one for each page of a folder
        return self._resolve(cleaned, base)

    def _itself(self, base: Base) -> Target:
        if base.host is not None:
            return Target(Way.EXTERNAL, path=base.host.name, clean=True)
        if base.file is not None:
            return Target(Way.PAGE, file=base.file, path=base.path.lstrip("/"), clean=True)
        return self._local(base.path, set())

    def _resolve(self, url: str, base: Base) -> Target:
        scheme = addresses.scheme_of(url)
        if scheme is None:
            if _DRIVE.match(url):
                return _leak(url)
            if url[:2] in ("//", "/\\", "\\/", "\\\\"):
                return self._absolute(url, "", url)
            return self._relative(url, base)
        if scheme in ("http", "https"):
            return self._absolute(url, scheme, url)
        if scheme == "file" or (len(scheme) == 1 and _DRIVE.match(url)):
            return _leak(url)
        return self._other(url, scheme)

    def _relative(self, url: str, base: Base) -> Target:
        marks: set[Mark] = set()
        path = _without_query(url)
        if "\\" in path:
            marks.add(Mark.BACKSLASH)
            path = path.replace("\\", "/")
        if _is_raw(url):
            marks.add(Mark.UNENCODED)
        if base.host is not None:
            return Target(
                Way.EXTERNAL, path=base.host.name, marks=frozenset(marks), clean=not marks
            )
        decoded, climbs = _decoded(path, base.folder)
        if climbs:
            marks.add(Mark.CLIMBS)
        target = self._local(decoded, marks)
        if target.way is Way.MISSING and addresses.meant_http(url):
            fault = addresses.malformed(url, "协议丢失或写错", "its scheme is lost or wrong")
            return Target(Way.MALFORMED, path=url, what=fault.what, fix=fault.fix)
        return target

    def _absolute(self, url: str, scheme: str, shown: str) -> Target:
        # Nearly all absolute links of a site name few hosts; each is taken apart once.
        slash = url.find("/", len(scheme) + 3) if "\\" not in url else -1
        front = url[:slash] if slash > 0 else url
        known = self._fronts.get(front)
        if known is None:
            try:
                address = addresses.parse_http(front, scheme or "https")
            except NotUnderstood as error:
                return Target(Way.MALFORMED, path=shown, what=error.what, fix=error.fix)
            known = address, self._host_marks(address, scheme), self._is_own(address)
            if slash > 0:
                self._fronts[front] = known
        address, on_host, own = known
        path = _without_query(address.path if slash < 0 else url[slash:])
        marks = set(on_host)
        if slash < 0 and "\\" in _without_query(url):
            marks.add(Mark.BACKSLASH)
        if _is_raw(address.path if slash < 0 else url[slash:]):
            marks.add(Mark.UNENCODED)
        if not own:
            return Target(
                Way.EXTERNAL, path=address.host.name, marks=frozenset(marks), clean=not marks
            )
        marks -= {Mark.INTERNAL_HOST, Mark.DOCUMENTATION_HOST, Mark.ADDRESS}
        decoded, climbs = _decoded(path or "/", "/")
        if climbs:
            marks.add(Mark.CLIMBS)
        return self._local(decoded, marks, own=True)

    def _is_own(self, address: Address) -> bool:
        return address.port is None and address.host.name in self.hosts

    def _host_marks(self, address: Address, scheme: str) -> set[Mark]:
        marks = set()
        if scheme == "http":
            marks.add(Mark.INSECURE)
        if address.password:
            marks.add(Mark.PASSWORD)
        elif address.user:
            marks.add(Mark.USER)
        if address.host.reach is Reach.INTERNAL:
            marks.add(Mark.INTERNAL_HOST)
        elif address.host.reach is Reach.DOCUMENTATION:
            marks.add(Mark.DOCUMENTATION_HOST)
        elif address.host.address is not None:
            marks.add(Mark.ADDRESS)
        if self._services.of(address.host.name):
            marks.add(Mark.SERVICE)
        return marks

    def _local(self, path: str, marks: set[Mark], *, own: bool = False) -> Target:
        """Look a decoded URL path of the own host up."""
        if not marks:
            known = self._known.get((path, own))
            if known is None:
                known = self._known[path, own] = self._looked_up(path, marks, own=own)
            return known
        return self._looked_up(path, marks, own=own)

    def _looked_up(self, path: str, marks: set[Mark], *, own: bool) -> Target:
        found, ours = self._look_up(path)
        plain = path.lstrip("/")
        if not ours:
            frozen = frozenset(marks)
            return Target(Way.ELSEWHERE, path=plain, marks=frozen, own=own, clean=not marks)
        if found.file is None:
            return self._missing(path, plain, found, marks, own=own)
        if found.slash_missing:
            marks = marks | {Mark.SLASH_MISSING}
        if found.wrong_case:
            marks = marks | {Mark.WRONG_CASE}
        return Target(Way.FILE, found.file, plain, frozenset(marks), own=own, clean=not marks)

    def _look_up(self, path: str) -> tuple[Found, bool]:
        """Return what answers, and whether the answer is this site's to give."""
        sent = self.files.profile.redirects.get(path)
        if sent is not None:
            path = decode_path(_without_query(sent.partition("#")[0]))
            if not path.startswith("/") or path.startswith("//"):
                return Found(None), False  # to another host
        for entry in self._elsewhere:
            if path == entry or (entry.endswith("/") and path.startswith(entry)):
                return Found(None), False
        for prefix, folder in self._mounts:
            if path.startswith(prefix) or path + "/" == prefix:
                inside = path[len(prefix) :]
                return self.files.answer(f"{folder}/{inside}" if folder else inside), True
        return Found(None), False

    def _missing(
        self, path: str, plain: str, found: Found, marks: set[Mark], *, own: bool
    ) -> Target:
        if not is_utf8(path):
            what = Text(
                "链接的路径不是 UTF-8 编码（多半是 GBK）",
                "the path of a link is not UTF-8 (GBK, probably)",
            )
            fix: Text | None = Text("按 UTF-8 重新编码", "encode it as UTF-8")
        elif found.reason == "no-index":
            what = Text(
                f"链接指向没有首页文件的文件夹：/{plain}",
                f"a link leads to a folder without index: /{plain}",
            )
            fix = Text("链接到具体页面，或补上 index.html", "link to a page, or add index.html")
        else:
            what = Text(
                f"链接的目标不存在：/{shortened(plain)}", f"no such target: /{shortened(plain)}"
            )
            fix = None
        return Target(
            Way.MISSING,
            path=plain.encode("utf-8", "backslashreplace").decode(),
            marks=frozenset(marks),
            what=what,
            fix=fix,
            own=own,
        )

    def hint(self, path: str) -> Text | None:
        """Return what was probably meant by the path of a target that is missing."""
        if path not in self._hints:
            again = decode_path(path)
            if again != path and self.files.answer(again).file is not None:
                self._hints[path] = Text("编码了两次：只编码一次", "encoded twice: encode it once")
            else:
                short = len(path) <= _LONGEST_PATH
                self._hints[path] = self.files.hint(path) if short else None
        return self._hints[path]

    def _other(self, url: str, scheme: str) -> Target:
        if scheme == "data":
            large = len(url) > _DATA_LIMIT
            marks = frozenset({Mark.LARGE_DATA}) if large else frozenset()
            return Target(Way.DATA, marks=marks, clean=not large, path=url[:_DATA_MAX_PREFIX])
        if scheme == "javascript":
            return Target(Way.SCRIPT)
        if scheme == "mailto":
            return Target(Way.MAIL)
        if scheme == "tel":
            return Target(Way.TELEPHONE)
        if scheme in self._services.schemes or scheme.startswith("web+"):
            return Target(Way.OTHER, clean=True)
        if scheme == "localhost":
            return _leak(url)
        meant = addresses.likely_scheme(scheme)
        return Target(
            Way.UNKNOWN_SCHEME,
            path=scheme,
            what=Text(f"没有这种协议：{scheme!r}", f"unknown scheme: {scheme!r}"),
            fix=Text(f"是不是 {meant}://", f"perhaps {meant}://")
            if meant
            else Text("改正链接", "correct the link"),
        )


def _leak(url: str) -> Target:
    return Target(Way.EXTERNAL, path=shortened(url), marks=frozenset({Mark.INTERNAL_HOST}))


def _is_raw(text: str) -> bool:
    return not text.isascii() or _UNENCODED.search(text) is not None


def _folders(path: str) -> tuple[str, ...]:
    names = path.split("/")[:-1]
    return tuple(["/".join(names[:end]) + "/" for end in range(len(names), 0, -1)])


def _without_query(url: str) -> str:
    return url.partition("?")[0]


def _decoded(path: str, folder: str) -> tuple[str, bool]:
    """Join a path that is still encoded to a decoded folder; tell whether it climbed too far."""
    if not path.startswith("/"):
        if not _DOTS.search(path):
            return folder + decode_path(path), False
        names = folder.split("/")[1:-1]
    elif not _DOTS.search(path):
        return decode_path(path), False
    else:
        names, path = [], path[1:]
    climbs = False
    *front, last = path.split("/")
    for name in front:
        climbs |= _step(names, name)
    dots = _DOT.sub(".", last)
    if dots in (".", ".."):
        climbs |= _step(names, last)
        last = ""
    return "/" + "".join(f"{name}/" for name in names) + decode_path(last), climbs


def _step(names: list[str], name: str) -> bool:
    dots = _DOT.sub(".", name) if "%" in name else name
    if dots == ".":
        return False
    if dots != "..":
        names.append(decode_path(name))
        return False
    if not names:
        return True
    names.pop()
    return False
