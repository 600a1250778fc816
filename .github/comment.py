"""Post the report of a proposed change as one comment on it, or refuse to.

Called by comment.yml when the run of a proposed change has ended. Which change is meant is taken
from what the host says of that run.

The report was written where the proposed change could run its own code, so it may hold anything.
It is posted only when each line has a form that ``gongkai build --report`` gives: what it quotes
stands in code spans, and each link leads into the proposed version.
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
import unicodedata
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

LIMIT = 60_000
MARK = "<!-- gongkai-report -->"
"""First line, by which the comment is found again."""

_COUNTS_ZH = r"\d+ 条(?:错误|警告|提示)(?:、\d+ 条(?:警告|提示)){0,2}"
_COUNTS_EN = r"\d+ (?:error|warning|note)\(s\)(?:, \d+ (?:warning|note)\(s\)){0,2}"
_FORMS = [
    re.compile(form)
    for form in (
        r"",
        r"## 一切正常：生成了 \d+ 个页面|## All is well: \d+ pages built",
        rf"## 没有生成：{_COUNTS_ZH}|## Not built: {_COUNTS_EN}",
        rf"## 已生成 \d+ 个页面，另有 {_COUNTS_ZH}|## \d+ pages built, with {_COUNTS_EN}",
        r"### (?P<code>`.*`)",
        r"- (?P<link>.*?)\*\*(?:错误|警告|提示|error|warning|note)\*\* (?P<code>`.*`)\\",
        r"  (?:改法|fix) (?P<code>`.*`)",
        r"还有 \d+ 条没有列出：先改好以上各条，再看下一次的报告。",
        r"\d+ more not listed: mend these first, then read the next report\.",
        r"<details>|<summary>English</summary>|</details>",
    )
]
_OBEYED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})  # controls and marks of direction
_PLACE = r"(?:第 \d+ 行|line \d+|文件|file)"
_FILE = r"(?:/[A-Za-z0-9._~%-]+)+(?:\?plain=1#L\d+)?"


def comment(report: str, blobs: str, run: str) -> str | None:
    """Return the comment, or None for what is no report.

    Args:
        report: What came with the proposed change.
        blobs: Address below which the host shows the proposed files.
        run: Address of the run that holds the preview.
    """
    first, _, rest = report.partition("\n")
    if first != MARK or len(report) > LIMIT or not rest.endswith("</details>\n"):
        return None
    if not all(_is_of_a_report(line, blobs) for line in rest.split("\n")):
        return None
    return (
        f"{MARK}\n{rest}\n"
        f"预览：打开[这次运行]({run})，在页面下方下载 preview，解压，双击 index.html。 · "
        f"Preview: download it from [this run]({run}), unpack it, open index.html.\n"
    )


def _is_of_a_report(line: str, blobs: str) -> bool:
    found = next((match for form in _FORMS if (match := form.fullmatch(line))), None)
    if found is None or any(unicodedata.category(character) in _OBEYED for character in line):
        return False
    parts = found.groupdict()
    return _is_code(parts.get("code") or "` `") and _is_link(parts.get("link") or "", blobs)


def _is_code(text: str) -> bool:
    """Tell whether a text is one code span, from its first character to its last."""
    fence = text[: len(text) - len(text.lstrip("`"))]
    inside = text[len(fence) : -len(fence)]
    longest = max((len(run) for run in re.findall("`+", inside)), default=0)
    return (
        text == f"{fence}{inside}{fence}"
        and inside[:1] == inside[-1:] == " "
        and longest < len(fence)
    )


def _is_link(text: str, blobs: str) -> bool:
    """Tell whether a text is nothing, a place, or a place that leads into the proposed version."""
    return bool(re.fullmatch(rf"(?:{_PLACE} |\[{_PLACE}\]\({re.escape(blobs)}{_FILE}\) )?", text))


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
            with zipfile.ZipFile(io.BytesIO(archive)) as files, files.open("report.md") as file:
                # Not more than this, whatever the archive says of itself.
                return file.read(4 * LIMIT + 1).decode("utf-8", "replace")
        except (KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
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
                own = comment_["user"]["login"] == "github-actions[bot]"
                if own and comment_["body"].startswith(MARK):
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


def main(environment: Mapping[str, str]) -> int:
    """Post the report of the run that has ended; return 1 for what is no report."""
    event = json.loads(Path(environment["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
    run = event["workflow_run"]
    head, commit = run["head_repository"], run["head_sha"]
    server, repository = environment["GITHUB_SERVER_URL"], environment["GITHUB_REPOSITORY"]
    host = Host(environment["GITHUB_API_URL"], repository, environment["GITHUB_TOKEN"])
    number = host.pull_request(head["owner"]["login"], run["head_branch"], commit)
    if number is None:
        return say("no open pull request has this commit as its last: nothing to post")
    try:
        report = host.report(run["id"])
    except ValueError as error:
        return say(str(error), 1)
    if report is None:
        return say("the run left no report: the program itself failed, see its log")
    blobs = f"{server}/{head['full_name']}/blob/{commit}"
    text = comment(report, blobs, f"{server}/{repository}/actions/runs/{int(run['id'])}")
    if text is None:
        return say("what came with the change is no report; nothing is posted", 1)
    host.post(number, text)
    return say(f"posted on pull request {number}")


def say(sentence: str, code: int = 0) -> int:
    """Print a sentence and return the exit code."""
    sys.stdout.write(f"{sentence}\n")
    return code


if __name__ == "__main__":
    sys.exit(main(os.environ))
