"""The manual: its reference is what the code says, and it is a site of its own."""

import importlib.util
import os
import re
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup


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
