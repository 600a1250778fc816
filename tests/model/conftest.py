"""A content folder to write into and to read."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai_model.messages import ContentError, Message, Severity
from gongkai_model.portal import Portal
from gongkai_model.reading import Rules, read_portal

COLUMN = """---
栏目:
  名称: 政策文件
  说明: 本市的政策文件
  关键词: 政策
  收录: [行政规范性文件, 规章, 修改废止决定, 政策解读, 政策问答, 通知公告, 动态要闻]
---
"""


class Content:
    """A content folder with the column ``policies`` and the organ ``gov``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write("policies/index.md", COLUMN)
        self.write("data/organs.yml", "- {编号: gov, 名称: 示例市人民政府, 机关代字: 示府发}\n")

    def write(self, path: str, text: str | bytes) -> Path:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def record(
        self, path: str, kind: str = "动态要闻", body: str = "正文\n", **labels: str
    ) -> Path:
        """Write a record with what its kind asks for; labels change it, empty ones take away."""
        given = {"类型": kind, "标题": path, "发布日期": "2022-04-22"}
        if kind in {"规章", "修改废止决定", "行政规范性文件"}:
            given |= {"发文机关": "gov"}
        given |= labels
        lines = [f"{name}: {value}" for name, value in given.items() if value]
        return self.write(path, "\n".join(["---", *lines, "---", body]))

    def act(self, name: str, texts: dict[str, str], **labels: str) -> None:
        """Write an act with several texts: file stem → labels."""
        given = {"类型": "规章", "标题": name, "发文机关": "gov"} | labels
        lines = "".join(f"{key}: {value}\n" for key, value in given.items() if value)
        self.write(f"policies/{name}/index.md", f"---\n{lines}---\n")
        for stem, text in texts.items():
            self.write(f"policies/{name}/{stem}.md", f"---\n{text}\n---\n第一条 甲\n")

    def read(self, rules: Rules | None = None) -> Portal:
        return read_portal(self.folder, rules=rules)

    def mistakes(self, rules: Rules | None = None) -> list[Message]:
        """Return the errors; none where the content can be read."""
        try:
            self.read(rules)
        except ContentError as error:
            return [m for m in error.messages if m.severity is Severity.ERROR]
        return []

    def mistake(self, rules: Rules | None = None) -> Message:
        """Return the one error that there is."""
        found = self.mistakes(rules)
        assert len(found) == 1, "\n".join(message.say("en") for message in found)
        return found[0]

    def said(self, rules: Rules | None = None) -> str:
        """Return the one error, as printed: place, then both languages."""
        found = self.mistake(rules)
        assert found.fix.zh
        assert found.fix.en
        return f"{found.at} {found.what.zh} {found.what.en} {found.fix.zh} {found.fix.en}"


@pytest.fixture
def content(tmp_path: Path) -> Content:
    return Content(tmp_path / "content")
