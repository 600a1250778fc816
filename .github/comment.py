"""Post the report of a proposed change as one comment on it, or refuse to.

Called by comment.yml when the run of a proposed change has ended. Which change is meant is taken
from what the host says of that run.

The report was written where the proposed change could run its own code, so it may hold anything.
Nothing of it is passed on as it came: it is read into counts, files, lines and quoted texts, as
``gongkai build --report`` writes them, and the comment is written anew from these. What is quoted
stands in code spans, the one place where the host makes no link, mention or HTML of it, and each
link leads into the proposed version. Where that does not give the same report again, it is refused.
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import quote, unquote, urlencode
from urllib.request import Request, urlopen

LIMIT = 60_000
MARK = "<!-- gongkai-report -->"
"""First line, by which the comment is found again."""

_OBEYED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})  # controls and marks of direction
_NUMBER = "[0-9]{1,9}"


class NoReport(ValueError):  # noqa: N818 - it says what is the case
    """What came is not what ``gongkai build --report`` writes."""


@dataclass(frozen=True, slots=True)
class Words:
    """How a report says things in one language; ``{…}`` stands for a number.

    Attributes:
        fine: A build without messages.
        warned: A build with messages; ``{counts}`` follow.
        failed: No build; the counts follow.
        count: Of one severity, before its name; what stands between two of them.
        names: Of the severities, the worst first.
        line: A place in a file.
        file: A whole file.
        remedy: What stands before what to do.
        more: How many messages are left out.
    """

    fine: str
    warned: str
    failed: str
    count: tuple[str, str]
    names: tuple[str, str, str]
    line: str
    file: str
    remedy: str
    more: str


CHINESE = Words(
    fine="一切正常：生成了 {} 个页面",
    warned="已生成 {} 个页面，另有 ",
    failed="没有生成：",
    count=("{} 条", "、"),
    names=("错误", "警告", "提示"),
    line="第 {} 行",
    file="文件",
    remedy="改法",
    more="还有 {} 条没有列出：先改好以上各条，再看下一次的报告。",
)
ENGLISH = Words(
    fine="All is well: {} pages built",
    warned="{} pages built, with ",
    failed="Not built: ",
    count=("{} ", ", "),
    names=("error(s)", "warning(s)", "note(s)"),
    line="line {}",
    file="file",
    remedy="fix",
    more="{} more not listed: mend these first, then read the next report.",
)


@dataclass(frozen=True, slots=True)
class Item:
    """One message.

    Attributes:
        severity: 0 for an error, 1 for a warning, 2 for a note.
        what: The fact.
        remedy: What to do.
        line: Counted from 1; 0 where the whole file is meant.
        path: Of the file to link to, within the proposed version; empty for no link.
    """

    severity: int
    what: str
    remedy: str
    line: int = 0
    path: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A report in one language.

    Attributes:
        pages: How many were built; None where the build failed.
        counts: Of errors, warnings and notes.
        files: Name and messages of each file.
        left: How many messages are not listed.
    """

    pages: int | None
    counts: tuple[int, int, int]
    files: tuple[tuple[str, tuple[Item, ...]], ...]
    left: int


def comment(report: str, blobs: str, run: str) -> str | None:
    """Return the comment, or None for what is no report.

    Args:
        report: What came with the proposed change.
        blobs: Address below which the host shows the proposed files.
        run: Address of the run that holds the preview.
    """
    try:
        chinese, english = read(report, blobs)
    except NoReport:
        return None
    written = (
        f"{MARK}\n{_written(chinese, CHINESE, blobs)}"
        f"<details>\n<summary>English</summary>\n\n{_written(english, ENGLISH, blobs)}"
        "</details>\n"
    )
    if written != report:
        return None
    return (
        f"{written}\n"
        f"预览：打开[这次运行]({run})，在页面下方下载 preview，解压，双击 index.html。 · "
        f"Preview: download it from [this run]({run}), unpack it, open index.html.\n"
    )


# --- reading -------------------------------------------------------------------------------------


def read(report: str, blobs: str) -> tuple[Part, Part]:
    """Return what a report says, in Chinese and in English.

    Args:
        report: What came with the proposed change.
        blobs: Address below which the host shows the proposed files.

    Raises:
        NoReport: It says something else.
    """
    if len(report) > LIMIT or any(
        unicodedata.category(character) in _OBEYED and character != "\n" for character in report
    ):
        raise NoReport
    lines = _Lines(report, blobs)
    lines.need(MARK)
    chinese = lines.part(CHINESE)
    for line in ("<details>", "<summary>English</summary>", ""):
        lines.need(line)
    english = lines.part(ENGLISH)
    for line in ("</details>", ""):
        lines.need(line)
    if not lines.at_end:
        raise NoReport
    return chinese, english


class _Lines:
    """The lines of a report, taken one after the other."""

    def __init__(self, report: str, blobs: str) -> None:
        self._lines = report.split("\n")
        self._at = 0
        self._blobs = blobs

    @property
    def at_end(self) -> bool:
        return self._at == len(self._lines)

    def need(self, line: str) -> None:
        """Take just this line."""
        if self.take(re.escape(line)) is None:
            raise NoReport

    def take(self, form: str) -> re.Match[str] | None:
        """Take the next line where it has this form."""
        found = None if self.at_end else re.fullmatch(form, self._lines[self._at])
        self._at += found is not None
        return found

    def part(self, words: Words) -> Part:
        """Take the whole of one language."""
        pages, counts = self._summary(words)
        self.need("")
        files = []
        while heading := self.take(r"### (`.*`)"):
            self.need("")
            files.append((_quoted(heading[1]), tuple(self._items(words))))
            self.need("")
        left = self.take(_form(words.more))
        if left:
            self.need("")
        return Part(pages, counts, tuple(files), int(left[1]) if left else 0)

    def _summary(self, words: Words) -> tuple[int | None, tuple[int, int, int]]:
        if fine := self.take("## " + _form(words.fine)):
            return int(fine[1]), (0, 0, 0)
        if warned := self.take(f"## {_form(words.warned)}(.*)"):
            return int(warned[1]), _counts(warned[2], words)
        if failed := self.take(f"## {_form(words.failed)}(.*)"):
            return None, _counts(failed[1], words)
        raise NoReport

    def _items(self, words: Words) -> list[Item]:
        name = "|".join(re.escape(_singular(name)) for name in words.names)
        said = rf"(?:{_form(words.line)}|{re.escape(words.file)})"
        form = (
            rf"- (?:(?P<plain>{said}) |\[(?P<linked>{said})\]\((?P<url>[^()\s]+)\) )?"
            rf"\*\*(?P<name>{name})\*\* (?P<what>`.*`)\\"
        )
        items = []
        while found := self.take(form):
            remedy = self.take(rf"  {re.escape(words.remedy)} (`.*`)")
            if remedy is None:
                raise NoReport
            number = re.search(_NUMBER, found["plain"] or found["linked"] or "")
            line = int(number[0]) if number else 0
            items.append(
                Item(
                    severity=[_singular(each) for each in words.names].index(found["name"]),
                    what=_quoted(found["what"]),
                    remedy=_quoted(remedy[1]),
                    line=line,
                    path=_path(found["url"], self._blobs, line) if found["url"] else "",
                )
            )
        if not items:
            raise NoReport
        return items


def _form(words: str) -> str:
    return re.escape(words).replace(re.escape("{}"), f"({_NUMBER})")


def _singular(name: str) -> str:
    return name.removesuffix("(s)")


def _counts(text: str, words: Words) -> tuple[int, int, int]:
    before, between = words.count
    counts = [0, 0, 0]
    for part in text.split(between):
        names = "|".join(map(re.escape, words.names))
        found = re.fullmatch(rf"{_form(before)}({names})", part)
        if found is None:
            raise NoReport
        counts[words.names.index(found[2])] = int(found[1])
    errors, warnings, notes = counts
    return errors, warnings, notes


def _quoted(span: str) -> str:
    """Return what a code span quotes."""
    length = len(span) - len(span.lstrip("`")) + 1  # of the fence, and a blank
    return span[length:-length]


def _path(url: str, blobs: str, line: int) -> str:
    """Return the path of a file within the proposed version."""
    mark = f"?plain=1#L{line}" if line else ""
    if not url.startswith(f"{blobs}/") or not url.endswith(mark):
        raise NoReport
    written = url[len(blobs) + 1 : len(url) - len(mark)]
    if not re.fullmatch(r"[A-Za-z0-9._~%/-]+", written):
        raise NoReport
    names = [_name(part) for part in written.split("/")]
    return "/".join(names)


def _name(part: str) -> str:
    """Return the name of a file or folder; none that leads out of its folder, however escaped."""
    try:
        name = unquote(part, errors="strict")
    except UnicodeDecodeError:
        raise NoReport from None
    meant = name
    while meant != (meant := unquote(meant)):
        pass
    if meant in {"", ".", ".."} or not meant.isprintable() or set("/\\") & set(meant):
        raise NoReport
    return name


# --- writing -------------------------------------------------------------------------------------


def _written(part: Part, words: Words, blobs: str) -> str:
    said = _said(part.counts, words)
    if part.pages is None:
        summary = f"{words.failed}{said}"
    elif said:
        summary = f"{words.warned.format(part.pages)}{said}"
    else:
        summary = words.fine.format(part.pages)
    lines = [f"## {summary}", ""]
    for name, items in part.files:
        lines += [f"### {_code(name)}", ""]
        for item in items:
            severity = _singular(words.names[item.severity])
            place = _place(item, words, blobs)
            lines.append(f"- {place}**{severity}** {_code(item.what)}\\")
            lines.append(f"  {words.remedy} {_code(item.remedy)}")
        lines.append("")
    if part.left:
        lines += [words.more.format(part.left), ""]
    return "\n".join(lines) + "\n"


def _said(counts: tuple[int, int, int], words: Words) -> str:
    before, between = words.count
    return between.join(
        f"{before.format(count)}{name}"
        for count, name in zip(counts, words.names, strict=True)
        if count
    )


def _place(item: Item, words: Words, blobs: str) -> str:
    said = words.line.format(item.line) if item.line else words.file
    if item.path:
        mark = f"?plain=1#L{item.line}" if item.line else ""
        return f"[{said}]({blobs}/{quote(item.path)}{mark}) "
    return f"{said} " if item.line else ""


def _code(text: str) -> str:
    """Return a code span that shows a text of one line."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    return f"{fence} {text} {fence}"


# --- the host ------------------------------------------------------------------------------------


class Host:
    """The code host's interface, as far as a comment needs it.

    Args:
        api: Its address.
        repository: ``owner/name``.
        token: Of this run.
    """

    def __init__(self, api: str, repository: str, token: str) -> None:
        self._base = f"{api}/repos/{repository}"
        self._token = token

    def pull_request(self, owner: str, branch: str, commit: str) -> int | None:
        """Return the number of the open pull request whose last commit this is."""
        query = urlencode({"state": "open", "head": f"{owner}:{branch}"})
        pulls = self._json(f"/pulls?{query}")
        return next((pull["number"] for pull in pulls if pull["head"]["sha"] == commit), None)

    def report(self, run: int) -> str | None:
        """Return the report that a run left; None where it left none.

        Raises:
            ValueError: What it left is too large to be a report, or no archive of one.
        """
        found = self._json(f"/actions/runs/{run}/artifacts?name=report")["artifacts"]
        if not found:
            return None
        if found[0]["size_in_bytes"] > 4 * LIMIT:
            raise ValueError("the report is too large to be one")
        archive = self._ask(f"/actions/artifacts/{int(found[0]['id'])}/zip")
        try:
            return _unpacked(archive)
        except (KeyError, OSError, RuntimeError, *_BROKEN) as error:
            raise ValueError(f"no archive of a report: {error}") from error

    def post(self, number: int, text: str) -> None:
        """Post the comment, in the place of the one from an earlier run."""
        earlier = self._earlier(number)
        if earlier is None:
            self._json(f"/issues/{number}/comments", "POST", text)
        else:
            self._json(f"/issues/comments/{earlier}", "PATCH", text)

    def _earlier(self, number: int) -> int | None:
        for page in range(1, 31):
            comments = self._json(f"/issues/{number}/comments?per_page=100&page={page}")
            for comment_ in comments:
                author = comment_["user"] or {}  # none where the account is gone
                own = author.get("login") == "github-actions[bot]"
                if own and (comment_["body"] or "").startswith(MARK):
                    return int(comment_["id"])
            if len(comments) < 100:
                break
        return None

    def _json(self, path: str, method: str = "GET", text: str | None = None) -> Any:  # noqa: ANN401
        body = None if text is None else json.dumps({"body": text}).encode()
        return json.loads(self._ask(path, method, body))

    def _ask(self, path: str, method: str = "GET", body: bytes | None = None) -> bytes:
        request = Request(self._base + path, body, method=method)  # noqa: S310 - the host's own
        request.add_header("Accept", "application/vnd.github+json")
        # Archives lie on another host, which is not to see the token.
        request.add_unredirected_header("Authorization", f"Bearer {self._token}")
        with urlopen(request, timeout=60) as answer:  # noqa: S310
            return bytes(answer.read(50 * LIMIT))


_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError)
"""What a damaged archive makes the standard library raise, besides errors of other modules."""


def _unpacked(archive: bytes) -> str:
    """Return the report from the archive that the host made of it."""
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        entry = files.getinfo("report.md")
        # The host stores or deflates; other methods take memory as the archive pleases.
        if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise ValueError(f"packed by method {entry.compress_type}")
        with files.open(entry) as file:
            # Not more than this, whatever the archive says of itself.
            return file.read(4 * LIMIT + 1).decode("utf-8", "replace")


def main(environment: Mapping[str, str]) -> int:
    """Post the report of the run that has ended; return 1 for what is no report."""
    event = json.loads(Path(environment["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
    run = event["workflow_run"]
    head, commit = run["head_repository"], run["head_sha"]
    if head is None:
        return say("the repository of the proposed change is gone: nothing to post")
    server, repository = environment["GITHUB_SERVER_URL"], environment["GITHUB_REPOSITORY"]
    host = Host(environment["GITHUB_API_URL"], repository, environment["GITHUB_TOKEN"])
    try:
        number = host.pull_request(head["owner"]["login"], run["head_branch"], commit)
        if number is None:
            return say("no open pull request has this commit as its last: nothing to post")
        report = host.report(run["id"])
        if report is None:
            return say("the run left no report: the program itself failed, see its log")
        blobs = f"{server}/{head['full_name']}/blob/{commit}"
        text = comment(report, blobs, f"{server}/{repository}/actions/runs/{int(run['id'])}")
        if text is None:
            return say("what came with the change is no report; nothing is posted", 1)
        host.post(number, text)
    except URLError as error:
        return say(f"the code host did not do what it was asked: {error}", 1)
    except ValueError as error:
        return say(str(error), 1)
    return say(f"posted on pull request {number}")


def say(sentence: str, code: int = 0) -> int:
    """Print a sentence and return the exit code."""
    sys.stdout.write(f"{sentence}\n")
    return code


if __name__ == "__main__":
    sys.exit(main(os.environ))
