"""Same input, same bytes: whatever the folder, time zone, locale, file order or host program."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import news, record


@pytest.fixture
def project(make_project):
    files = {
        f"policies/p{n}.md": record(
            f"第{n}条 正文。", 标题=f"文件{n}", 发文字号=f"示府办发〔2022〕{n}号"
        )
        for n in range(1, 30)
    }
    files |= {
        f"news/n{n}.md": news(f"见[一](../policies/p{n}.md)。", 标题=f"要闻{n}") for n in (1, 2)
    }
    files["policies/p1.md"] = record(
        "a", 标题="文件1", 发文字号="示府办发〔2022〕1号", 废止="policies/p2"
    )
    return make_project(files, options="      list_page_size: 10\n")


def test_builds_in_other_surroundings_are_identical(project, tmp_path):
    project.built()
    expected = project.files()
    other = tmp_path / "另一个 文件夹"
    for path in sorted(project.content.rglob("*"), reverse=True):
        if path.is_file() and path.name != "addresses.csv":
            target = other / "content" / path.relative_to(project.content)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            os.utime(target, (0, 0))
    shutil.copyfile(project.config, other / "site_config.yml")
    environment = {
        **os.environ,
        "TZ": "America/Los_Angeles",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "4711",
    }
    command = [sys.executable, "-m", "gongkai_cli.main", "build"]
    subprocess.run(command, cwd=other, env=environment, check=True, capture_output=True)
    assert _files(other / "site") == expected


@pytest.mark.parametrize("host", ["mkdocs", "properdocs"])
def test_mkdocs_and_properdocs_give_the_same_portal(project, tmp_path, host):
    project.built()
    target = tmp_path / "by-host"
    command = [sys.executable, "-m", host, "build", "-q", "-f", str(project.config)]
    subprocess.run([*command, "-d", str(target)], check=True, capture_output=True)
    assert _files(target) == project.files()


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs", "material"])
def test_properdocs_differs_in_the_generator_of_a_stock_theme_only(project, tmp_path, theme):
    options = "  font: false\n" if theme == "material" else ""
    project.configure(theme=theme, theme_options=options)
    found = {}
    for host in ("mkdocs", "properdocs"):
        target = tmp_path / host
        command = [sys.executable, "-m", host, "build", "-q", "-f", str(project.config)]
        subprocess.run([*command, "-d", str(target)], check=True, capture_output=True)
        found[host] = _files(target)
    pages = {name for name in found["mkdocs"] if name.endswith(".html")}
    assert pages == {name for name in found["properdocs"] if name.endswith(".html")}
    for name in pages:
        assert _without_host(found["mkdocs"][name]) == _without_host(found["properdocs"][name])


def _without_host(page: bytes) -> list[bytes]:
    return [
        line
        for line in page.replace(b"ProperDocs", b"MkDocs")
        .replace(b"properdocs", b"mkdocs")
        .split(b"\n")
        if b"generator" not in line and b"mkdocs.org" not in line and b"Made with" not in line
    ]


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_one_new_record_touches_one_page_of_each_list_it_stands_in(project):
    project.built()
    before = project.files()
    project.write(
        {
            "policies/new.md": record(
                "新。",
                标题="最新",
                发文字号="示府办发〔2023〕1号",
                发布日期="2023-01-05",
                成文日期="2023-01-01",
            )
        }
    )
    project.built()
    after = project.files()
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {
        "policies/new/index.html",
        "policies/new/20220501/index.html",
        "policies/index.html",
        "policies/all/3/index.html",
        "policies/year/2023/index.html",
        "policies/organ/office_3/index.html",
        "policies/status/in-force_3/index.html",
        "sitemap.xml",
    }
    assert set(before) <= set(after)
