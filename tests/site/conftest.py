"""Small portals to build, from sources written in the tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from gongkai_plugins.building import BuildReport, build

CONFIG = """\
site_name: 示例市
site_url: https://www.shili.example/{base}
docs_dir: content
site_dir: site
theme:
  name: {theme}
{theme_options}plugins:
  - gongkai:
      name: 示例市人民政府
      code: "0000000000"
      time_zone: Asia/Shanghai
      build_date: {day}
{options}markdown_extensions:
  - gongkai_render.official_text
  - tables
  - toc
"""

COLUMN = """\
---
标题: {name}
栏目:
  名称: {name}
  说明: 用于测试
  关键词: 测试
  收录: [{kinds}]
---

# {name}
"""

ORGANS = """\
- 编号: office
  名称: 示例市人民政府办公室
  机关代字: 示府办发
- 编号: finance
  名称: 示例市财政局
  机关代字: 示财
"""


def column(name: str, *kinds: str) -> str:
    """Return the ``index.md`` of a column."""
    return COLUMN.format(name=name, kinds=", ".join(kinds))


def record(body: str = "正文。\n", **labels: str) -> str:
    """Return a normative document; labels are added to or put over the usual ones."""
    usual = {
        "类型": "行政规范性文件",
        "标题": "示例文件",
        "发文机关": "office",
        "发文字号": "示府办发〔2022〕8号",
        "成文日期": "2022-04-11",
        "发布日期": "2022-04-22",
        "施行日期": "2022-05-01",
    }
    lines = (f"{name}: {value}" for name, value in {**usual, **labels}.items() if value)
    return "---\n" + "\n".join(lines) + "\n---\n\n" + body


def news(body: str = "正文。\n", **labels: str) -> str:
    """Return a piece of news, in ordinary Markdown."""
    usual = {"类型": "动态要闻", "标题": "示例要闻", "发布日期": "2022-04-22"}
    lines = (f"{name}: {value}" for name, value in {**usual, **labels}.items() if value)
    return "---\n" + "\n".join(lines) + "\n---\n\n" + body


class Project:
    """A portal on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.content = folder / "content"
        self.site = folder / "site"
        self.config = folder / "site_config.yml"

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Write files below content/."""
        for name, text in files.items():
            path = self.content / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def configure(
        self,
        *,
        theme: str = "gongkai",
        theme_options: str = "",
        options: str = "",
        day: str = "2026-11-01",
        base: str = "",
    ) -> None:
        """Write site_config.yml."""
        text = CONFIG.format(
            theme=theme, theme_options=theme_options, options=options, day=day, base=base
        )
        self.config.write_text(text, encoding="utf-8")

    def build(self, *, day: date | None = None, strict: bool = False) -> BuildReport:
        """Build as the command does."""
        return build(self.config, day=day, strict=strict)

    def built(self) -> BuildReport:
        """Build, and hold that it went well."""
        report = self.build()
        assert not report.failed, [message.say("en") for message in report.messages]
        return report

    def files(self) -> dict[str, bytes]:
        """Return the site's files."""
        return {
            path.relative_to(self.site).as_posix(): path.read_bytes()
            for path in sorted(self.site.rglob("*"))
            if path.is_file()
        }

    def page(self, address: str) -> str:
        """Return the page at an address."""
        return (self.site / address / "index.html").read_text(encoding="utf-8")


@pytest.fixture
def make_project(tmp_path: Path) -> Callable[..., Project]:
    """Make a portal with two columns, ``policies`` and ``news``, and what else is given."""

    def make(
        files: Mapping[str, str | bytes] | None = None, *, name: str = "portal", **settings: str
    ) -> Project:
        project = Project(tmp_path / name)
        project.write(
            {
                "index.md": "# 首页\n\n欢迎。\n",
                "policies/index.md": column("政策文件", "行政规范性文件", "规章", "修改废止决定"),
                "news/index.md": column("要闻动态", "动态要闻", "通知公告"),
                "data/organs.yml": ORGANS,
                **(files or {}),
            }
        )
        project.configure(**settings)
        return project

    return make
