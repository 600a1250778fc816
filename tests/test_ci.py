"""The scripts of ci/: the same steps wherever the repository is hosted; .ci/run runs them."""

import re
import shutil
import subprocess
import sys

import pytest
import yaml

STEPS = {"check", "test", "build", "preview", "publish", "wheelhouse"}

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the scripts are for a POSIX shell")


def test_each_step_has_a_script_that_can_be_run(root):
    assert {path.name for path in (root / "ci").iterdir()} == STEPS
    for step in STEPS:
        script = root / "ci" / step
        lines = script.read_text(encoding="utf-8").splitlines()
        assert lines[0] == "#!/bin/sh"
        assert "set -eu" in lines
        assert script.stat().st_mode & 0o111 == 0o111, f"{step} is not executable"


def test_the_scripts_are_for_any_posix_shell(root):
    shells = [shell for shell in ("dash", "bash", "sh") if shutil.which(shell)]
    assert shells
    for step in sorted(STEPS):
        for shell in shells:
            run = subprocess.run([shell, "-n", root / "ci" / step], capture_output=True, text=True)
            assert run.returncode == 0, run.stderr


def test_every_host_calls_scripts_that_are_there(root):
    hosted = [root / ".gitlab-ci.yml", *(root / ".github" / "workflows").glob("*.yml")]
    for file in hosted:
        for step in re.findall(r"(?<![\w.])ci/([\w.-]+)", file.read_text(encoding="utf-8")):
            assert step in STEPS | {"run"}, f"{file.name}: ci/{step}"


def test_gitlab_runs_every_step(root):
    pipeline = yaml.safe_load((root / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    jobs = {name: job for name, job in pipeline.items() if "script" in job}
    commands = [line for job in jobs.values() for line in job["script"]]
    assert {line.split()[0] for line in commands} == {f"ci/{step}" for step in STEPS} - {
        "ci/wheelhouse"
    }
    assert {job["stage"] for job in jobs.values()} <= set(pipeline["stages"])
    # What a proposed change brings along must not meet what publishing may do.
    rules = [rule["if"] for rule in jobs["publish"]["rules"]]
    assert all('$CI_PIPELINE_SOURCE != "merge_request_event"' in rule for rule in rules)


def test_a_wheelhouse_takes_nobodys_folder(root, tmp_path):
    (tmp_path / "precious").write_text("x")
    run = subprocess.run(
        [root / "ci" / "wheelhouse", tmp_path], capture_output=True, text=True, cwd=tmp_path
    )
    assert run.returncode == 1
    assert "not an empty folder" in run.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["precious"]
