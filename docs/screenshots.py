"""Make the pictures of docs/images/ anew: the report of a build as a comment, a page of a preview.

    python docs/screenshots.py

Needs Chromium on the path and the packages of requirements/test.txt. Run it when the theme or the
report changes; the pictures are committed. What a code host draws around them is not shown.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from markdown_it import MarkdownIt

from gongkai_cli.build_report import as_markdown
from gongkai_plugins.building import build

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
RECORD = "notices/20261101-1"
TEXT = """\
---
类型: 通知公告
标题: 关于开展2026年冬季供暖意见征集的通知
发文机关: {organ}
发布日期: {day}
---

为做好今年冬季供暖工作，现将有关事项通知如下。本文为虚构的示例。

一、征集范围：本市城区集中供暖用户。

二、征集时间：自本通知发布之日起十五日。
"""
COMMENT = """\
<!DOCTYPE html><meta charset="utf-8"><style>
body { margin: 24px; font: 16px/1.6 "Noto Sans CJK SC", sans-serif; color: #1f2328; }
h2 { font-size: 22px; border-bottom: 1px solid #d1d9e0; }
h3 { font-size: 18px; }
code { background: #eef0f2; border-radius: 4px; padding: 2px 4px; font-size: 14px; }
</style>
"""


def main() -> None:
    """Write the pictures."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        portal = Path(name)
        shutil.copytree(ROOT / "content", portal / "content")
        config = portal / "site_config.yml"
        shutil.copy(ROOT / "site_config.yml", config)
        record = portal / "content" / f"{RECORD}.md"
        record.write_text(TEXT.format(organ="市供热办", day="2026-13-01"), encoding="utf-8")
        told = build(config, preview=True)
        report = as_markdown(told.messages, 0, portal, "https://host.example/blob/0")
        page = portal / "report.html"
        page.write_text(COMMENT + MarkdownIt("commonmark").render(report), encoding="utf-8")
        shoot(page, "report", 900, 280)
        record.write_text(TEXT.format(organ="shili-office", day="2026-10-30"), encoding="utf-8")
        if build(config, preview=True).failed:
            raise RuntimeError("the example portal cannot be built")
        shoot(portal / "preview" / RECORD / "index.html", "preview", 900, 640)


def shoot(page: Path, name: str, width: int, height: int) -> None:
    """Take a picture of a page on disk."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise RuntimeError("chromium is not on the path")
    subprocess.run(  # noqa: S603 - our own pages
        [
            *(chromium, "--headless", "--no-sandbox", "--hide-scrollbars", "--disable-gpu"),
            *(f"--window-size={width},{height}", f"--screenshot={IMAGES / name}.png"),
            page.as_uri(),
        ],
        check=True,
        capture_output=True,
    )


if __name__ == "__main__":
    main()
