"""A failed or killed build leaves the last good site."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from gongkai_render.staging import Busy, exchange, recover, staging

from .conftest import news, record

EXCHANGE = """
import sys
from pathlib import Path
from gongkai_render.staging import exchange, staging
site = Path(sys.argv[1])
print("ready", flush=True)
number = 0
while True:
    number += 1
    with staging(site) as folder:
        for name in "abc":
            (folder / name).write_text(str(number))
        exchange(folder, site)
"""


def _whole(site):
    return len({(site / name).read_text() for name in "abc"}) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL on Windows")
def test_kill_at_any_moment_leaves_a_whole_site(tmp_path):
    site = tmp_path / "site"
    with staging(site) as folder:
        for name in "abc":
            (folder / name).write_text("0")
        exchange(folder, site)
    chance = random.Random(1)  # noqa: S311 - moments to kill at
    for _ in range(12):
        process = subprocess.Popen(
            [sys.executable, "-c", EXCHANGE, str(site)], stdout=subprocess.PIPE
        )
        process.stdout.readline()
        time.sleep(chance.random() / 20)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        assert _whole(site)
    with staging(site) as folder:
        assert list(folder.iterdir()) == [], "what a killed build left is gone"


def test_completes_an_exchange_cut_short_between_two_renames(tmp_path):
    site = tmp_path / "site"
    (tmp_path / ".site.old").mkdir()
    (tmp_path / ".site.old" / "a").write_text("last good")
    recover(site)
    assert (site / "a").read_text() == "last good"
    assert not (tmp_path / ".site.old").exists()


def test_removes_the_old_site_where_the_exchange_was_complete(tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    (tmp_path / ".site.old").mkdir()
    recover(site)
    assert site.is_dir()
    assert not (tmp_path / ".site.old").exists()


def test_exchanges_by_renames_where_the_system_has_no_single_step(tmp_path, monkeypatch):
    monkeypatch.setattr("ctypes.CDLL", _no_library)
    site = tmp_path / "site"
    site.mkdir()
    (site / "a").write_text("old")
    with staging(site) as folder:
        (folder / "a").write_text("new")
        exchange(folder, site)
    assert (site / "a").read_text() == "new"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".site.lock", "site"]


def _no_library(*_, **__):
    raise OSError("none")


def test_two_builds_of_one_site_do_not_mix(tmp_path):
    site = tmp_path / "site"
    with staging(site), pytest.raises(Busy), staging(site):
        pass


def test_a_mistake_leaves_the_last_good_site(make_project):
    project = make_project({"policies/a.md": record("好的。")})
    project.built()
    before = project.files()
    for wrong in (
        record("坏的。", 成文日期="2022-13-45"),
        record("<script>alert(1)</script>"),
        record("[坏链](nowhere.md)"),
        "没有著录项",
        b"\xff\xfe\x00b",
    ):
        project.write({"policies/a.md": wrong})
        assert project.build().failed
        assert project.files() == before
    leftovers = [path.name for path in project.folder.iterdir() if path.name.startswith(".site")]
    assert leftovers == [".site.lock"]


def test_strict_stops_at_a_warning_and_leaves_the_last_good_site(make_project):
    project = make_project({"policies/a.md": record()})
    project.built()
    before = project.files()
    project.write({"guide.md": "# 指南\n\n[坏链](nowhere.md)\n"})
    report = project.build(strict=True)
    assert report.failed
    assert any("nowhere.md" in message.what.zh for message in report.messages)
    assert project.files() == before
    assert not project.build().failed, "without strict it is a warning"


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL on Windows")
def test_a_killed_build_leaves_the_last_good_site(make_project):
    files = {
        f"policies/p{n}.md": record("字" * 2000, 标题=f"{n}", 发文字号=f"示府办发〔2022〕{n}号")
        for n in range(1, 200)
    }
    project = make_project(files)
    project.built()
    before = project.files()
    project.write({"index.md": "# 首页\n\n第二版\n"})
    command = [sys.executable, "-m", "gongkai_cli.main", "build"]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    for seconds in (0.3, 0.5, 0.6, 0.7, 0.8):
        process = subprocess.Popen(
            command,
            cwd=project.folder,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(seconds)
        process.kill()
        process.wait()
        after = project.files()
        assert after.keys() == before.keys()
        home = after.pop("index.html")
        assert home == before["index.html"] or "第二版".encode() in home
        assert after == {name: data for name, data in before.items() if name != "index.html"}
    project.built()
    assert "第二版".encode() in project.files()["index.html"]


def test_one_run_tells_every_mistake_of_all_files(make_project):
    project = make_project({"policies/gone.md": record(发文字号="示府办发〔2022〕7号")})
    project.built()
    (project.content / "policies" / "gone.md").unlink()
    project.write(
        {
            "policies/label.md": record(标题="甲").replace("成文日期", "成文日其"),
            "policies/body.md": record("<b>乙</b>", 发文字号="示府办发〔2022〕9号"),
            "policies/link.md": record(
                "[丙](label.md)、[丁](nowhere.md)", 发文字号="示府办发〔2022〕10号"
            ),
            "policies/later.md": record(
                "<i>戊</i>",
                发文字号="示府办发〔2099〕1号",
                成文日期="2099-01-01",
                发布日期="2099-01-02",
            ),
            "news/n.md": news("![图](图.png)", 解读="policies/x"),
            "guide.md": "# 指南\n\n{{ 最新 nowhere 3 }}\n",
        }
    )
    report = project.build()
    assert report.failed
    told = {message.at.path.removeprefix("content/") for message in report.messages}
    assert told == {
        "policies/label.md",
        "policies/body.md",
        "policies/link.md",
        "policies/later.md",
        "news/n.md",
        "guide.md",
        "data/addresses.csv",
    }
    assert not any("label.md" in message.what.zh for message in report.messages), (
        "a link to a file with mistakes of its own is no mistake"
    )


def test_a_body_not_yet_public_is_looked_at_in_time(make_project):
    project = make_project({"policies/a.md": record("<b>x</b>", 发布日期="2099-01-01")})
    report = project.build()
    assert report.failed
    assert [message.at.line for message in report.messages] == [11]


def test_a_text_of_a_visible_act_that_is_still_to_come_is_looked_at_too(make_project):
    text = "---\n发布日期: {day}\n施行日期: {day}\n---\n\n{body}\n"
    project = make_project(
        {
            "policies/act/index.md": "---\n类型: 规章\n标题: 办法\n发文机关: office\n---\n",
            "policies/act/2020-07-01.md": text.format(day="2020-07-01", body="第一条 旧。"),
            "policies/act/2099-01-01.md": text.format(day="2099-01-01", body="<b>新</b>"),
        }
    )
    report = project.build()
    assert report.failed
    assert {m.at.path for m in report.messages} == {"content/policies/act/2099-01-01.md"}
