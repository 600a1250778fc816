"""The seam for builds of what changed: equal inputs mean equal bytes, in this run and in others."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai_plugins.building import build

from .conftest import news, record

SCRIPT = """
import hashlib, json, sys
from pathlib import Path
from gongkai_plugins.building import build
found = {}
def keep(outputs):
    for output in outputs:
        found[output.path] = hashlib.sha256(repr(output.inputs).encode()).hexdigest()
    return outputs
report = build(Path(sys.argv[1]), site_dir=Path(sys.argv[2]), progress=keep)
assert not report.failed
print(json.dumps(found))
"""


def _inputs_elsewhere(config: Path, site: Path, seed: str) -> dict[str, str]:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", SCRIPT, str(config), str(site)]
    done = subprocess.run(command, env=environment, check=True, capture_output=True)
    return json.loads(done.stdout)


def test_inputs_are_the_same_in_every_process(root, tmp_path):
    config = root / "site_config.yml"
    first = _inputs_elsewhere(config, tmp_path / "a", "1")
    assert first == _inputs_elsewhere(config, tmp_path / "b", "2")
    assert len(first) > 50


def _declared(project) -> dict[str, tuple[str, bytes]]:
    found = {}

    def keep(outputs):
        found.update((o.path, (repr(o.inputs), o.write())) for o in outputs)
        return outputs

    report = build(project.config, progress=keep)
    assert not report.failed, [message.say("en") for message in report.messages]
    return found


FILES = {
    "policies/a.md": record("第一条 见[乙](b.md#art-1)。", 标题="甲", 附件="f.txt"),
    "policies/b.md": record(
        "第一条 乙。", 标题="乙", 发文字号="示财〔2022〕1号", 发文机关="finance"
    ),
    "policies/f.txt": "one",
    "news/n.md": news("见[甲](../policies/a.md)。", 标题="要闻"),
    "index.md": "# 首页\n\n{{ 最新 policies 3 }}\n\n{{ 数量 news }}\n",
}
CHANGES = {
    "title of a linked record": {"policies/a.md": record("第一条 甲。", 标题="甲二")},
    "address of a linked record": {
        "policies/b.md": FILES["policies/b.md"].replace("标题", "网址: c\n标题", 1)
    },
    "a record not yet public": {
        "policies/b.md": FILES["policies/b.md"].replace("2022-04-22", "2099-01-01")
    },
    "a repeal": {
        "policies/b.md": FILES["policies/b.md"].replace("标题", "废止: policies/a\n标题", 1)
    },
    "a lapse": {
        "policies/b.md": FILES["policies/b.md"].replace("标题", "失效日期: 2023-01-01\n标题", 1)
    },
    "an attachment": {"policies/f.txt": "two"},
    "an organ's name": {
        "data/organs.yml": "- {编号: office, 名称: 新名, 机关代字: 示府办发}\n"
        "- {编号: finance, 名称: 财政}\n"
    },
    "an editors' page": {"index.md": "# 首页\n\n{{ 最新 news 3 }}\n"},
    "a column's words": {"policies/index.md": None},
    "a withdrawal": {
        "policies/b.md": FILES["policies/b.md"].replace(
            "标题", "撤下: {日期: 2023-01-01, 理由: 误}\n标题", 1
        )
    },
}


@pytest.mark.parametrize("change", CHANGES)
def test_outputs_with_equal_inputs_have_equal_bytes(make_project, change):
    project = make_project(FILES)
    before = _declared(project)
    (project.content / "data" / "addresses.csv").unlink()
    for name, text in CHANGES[change].items():
        path = project.content / name
        path.write_text(text or path.read_text().replace("用于测试", "另有用途"), encoding="utf-8")
    if change == "address of a linked record":
        text = FILES["policies/a.md"].replace("b.md#art-1", "b.md")
        (project.content / "policies" / "a.md").write_text(text, encoding="utf-8")
    after = _declared(project)
    assert before != after
    for path in before.keys() & after.keys():
        if before[path][0] == after[path][0]:
            assert before[path][1] == after[path][1], path
