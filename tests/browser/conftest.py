"""The example portal, built, served on loopback and open in Chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.looking import find_browser, open_browser
from tests.browser.pages import Built, build_portal
from tests.browser.serving import serving

REQUIRED = "GONGKAI_REQUIRE_BROWSER"
MODULES = Path(__file__).resolve().parent / "node_modules"


def missing(what: str, remedy: str) -> None:
    """Skip a test whose program is not there, or fail where the tests must be complete."""
    reason = f"{what} is missing: {remedy}"
    if os.environ.get(REQUIRED) == "1":
        pytest.fail(f"{reason} ({REQUIRED}=1)")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The example portal, from a copy, since a build keeps notes beside its configuration."""
    project = tmp_path_factory.mktemp("browser")
    shutil.copytree(root / "content", project / "content")
    shutil.copyfile(root / "site_config.yml", project / "site_config.yml")
    return build_portal(project / "site_config.yml", project / "site")


@pytest.fixture(scope="session")
def base(built: Built) -> Iterator[str]:
    """Address of the portal."""
    with serving(built.site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    program = find_browser()
    if program is None:
        missing("Chromium", "apt-get install chromium fonts-noto-cjk, or set GONGKAI_CHROMIUM")
    with open_browser(str(program)) as opened:
        yield opened


@pytest.fixture(scope="session")
def axe() -> str:
    """Source of axe-core."""
    path = MODULES / "axe-core" / "axe.min.js"
    if not path.is_file():
        missing("axe-core", "npm ci --ignore-scripts --prefix tests/browser")
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def html_checker() -> list[str]:
    """The command that starts the Nu Html Checker."""
    jar = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if not jar.is_file():
        missing("the Nu Html Checker", "npm ci --ignore-scripts --prefix tests/browser")
    java = shutil.which("java")
    if java is None:
        missing("Java", "apt-get install default-jre-headless")
    return [str(java), "-Xss8m", "-jar", str(jar)]
