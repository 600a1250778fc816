"""The manual: its reference is what the code says, and it is a site of its own."""

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from bs4 import BeautifulSoup

from gongkai_cli.starting import start


@pytest.fixture(scope="module")
def generate(root):
    spec = importlib.util.spec_from_file_location("generate", root / "docs" / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "name",
    ["fields.md", "kinds.md", "options.md", "commands.md", "changes.schema.json", "rules.md"],
)
def test_reference_is_current(generate, root, name):
    written = (root / "docs" / "reference" / name).read_text(encoding="utf-8")
    assert generate.PAGES[name]() == written, "run: python docs/generate.py"


def test_every_page_of_the_reference_is_generated(generate, root):
    found = {path.name for path in (root / "docs" / "reference").iterdir()}
    assert found == set(generate.PAGES)


@pytest.mark.skipif(os.name == "nt", reason="the scripts are for sh")
@pytest.mark.parametrize("name", ["publishing.md", "publishing.en.md"])
def test_a_new_portal_takes_over_the_steps_as_the_manual_says(name, root, tmp_path):
    text = (root / "docs" / name).read_text(encoding="utf-8")
    blocks = re.findall(r"^```(?:sh|yaml)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    (copying,) = (block for block in blocks if "for step in" in block)
    install, for_gitlab = (block for block in blocks if "- " in block and "pip install" in block)
    portal = tmp_path / "门户"
    start(portal)
    place = "source=../gongkai\n"
    assert place in copying
    (tmp_path / "gongkai").symlink_to(root)
    _run("sh", "-euc", copying, cwd=portal)
    for script in (portal / "ci").iterdir():
        assert "dev.py" not in script.read_text("utf-8")
        assert ".venv" not in script.read_text("utf-8")
    setting_up = re.compile(
        r"      - uses: actions/setup-python@.*\n        with:\n +python-version.*\n"
    )
    for workflow in ("pull-request.yml", "publish.yml"):
        steps = (portal / ".github" / "workflows" / workflow).read_text("utf-8")
        (found,) = setting_up.findall(steps)
        jobs = yaml.safe_load(steps.replace(found, found + install))["jobs"]
        (runs,) = ([step.get("run", "") for step in job["steps"]] for job in jobs.values())
        assert [run for run in runs if "pip install" in run] == yaml.safe_load(
            install.replace("- run: ", "- ")
        )
        called = {run.split()[0] for run in runs if run.startswith("ci/")}
        assert called
        assert all(os.access(portal / script, os.X_OK) for script in called)
    assert yaml.safe_load(for_gitlab)["before_script"] == yaml.safe_load(
        install.replace("- run: ", "- ")
    )
    _run("ci/preview", "--report", "report/report.md", cwd=portal)
    assert "一切正常" in (portal / "report" / "report.md").read_text("utf-8")
    assert (portal / "preview" / "index.html").is_file()
    _run("ci/publish", cwd=portal, GONGKAI_RELEASES=str(tmp_path / "releases"))
    assert (tmp_path / "releases" / "current" / "index.html").is_file()


def _run(*command, cwd, **environment):
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    run = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **environment, "PATH": path},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stderr


@pytest.fixture(scope="module")
def manual(root, tmp_path_factory):
    """The manual, built as ``python3 dev.py docs`` does."""
    folder = tmp_path_factory.mktemp("manual")
    options = ["--strict", "--config-file", "manual_config.yml", "--site-dir", str(folder)]
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", *options],
        cwd=root,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stderr
    return folder


def pages_of(manual):
    for file in sorted(manual.rglob("*.html")):
        yield file, BeautifulSoup(file.read_bytes(), "html.parser")


def test_every_page_of_the_manual_is_drawn(manual, root):
    sources = {path.relative_to(root / "docs").as_posix() for path in root.glob("docs/**/*.md")}
    pages = {file.relative_to(manual).as_posix() for file, _ in pages_of(manual)}
    expected = {
        "index.html" if source == "README.md" else source.removesuffix(".md") + "/index.html"
        for source in sources
    }
    assert pages == expected | {"404.html"}


def test_the_manual_asks_nothing_of_another_host(manual):
    asked = {
        *(("script", "src"), ("link", "href"), ("img", "src"), ("iframe", "src")),
        *(("video", "src"), ("source", "src"), ("object", "data")),
    }
    for file, page in pages_of(manual):
        for name, attribute in asked:
            for tag in page.find_all(name, attrs={attribute: True}):
                parts = urlsplit(tag[attribute])
                assert not parts.scheme, (file, tag)
                assert not parts.netloc, (file, tag)
    for style in manual.rglob("*.css"):
        found = re.findall(r"url\(\s*[\"']?(https?:)?//|@import", style.read_text(encoding="utf-8"))
        assert not found, style


def test_the_manual_shows_its_pictures_and_no_program(manual):
    assert not [*manual.rglob("*.py")]
    for file, page in pages_of(manual):
        for picture in page.find_all("img"):
            assert picture.get("alt"), (file, picture)
            if file.name != "404.html":
                assert (file.parent / picture["src"]).is_file(), (file, picture)
