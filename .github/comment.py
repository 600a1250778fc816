"""Turn the report of a proposed change into the comment that is posted, or refuse it.

    python3 .github/comment.py REPORT BLOB_URL RUN_URL > COMMENT

The report was written where the proposed change could run its own code, so it may hold anything.
It is posted only when each line has a form that ``gongkai build --report`` gives: what it quotes
stands in code spans, and each link leads into the proposed version.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from pathlib import Path

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
        r"- (?P<link>.*?)\*\*(?:错误|警告|提示|error|warning|note)\*\* (?P<code>`.*`)",
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


def main(file: str, blobs: str, run: str) -> int:
    """Print the comment; return 1 for what is no report."""
    data = Path(file).read_bytes()[: 4 * LIMIT]
    text = comment(data.decode("utf-8", "replace"), blobs, run)
    if text is None:
        sys.stderr.write("what came with the change is no report; nothing is posted\n")
        return 1
    sys.stdout.buffer.write(text.encode())
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
