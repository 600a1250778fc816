"""What every test may ask for."""

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import settings

# A build server is sometimes slow; how long an example takes says nothing about the program. There
# the examples are the same in every run, so that a change is judged by what it changed; elsewhere
# each run tries others.
settings.register_profile("gongkai", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("gongkai")


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository's root."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def law_archive(root: Path) -> Path:
    """The archive of real legal texts; read in place, never copied into the repository."""
    archive = root.parent / "shared" / "laws" / "law-texts.tar.xz"
    if not archive.is_file():
        pytest.skip("the shared legal texts are not beside this checkout (../shared/laws)")
    return archive


@pytest.fixture(scope="session")
def comment_script(root: Path) -> ModuleType:
    """The script that posts reports on the code host."""
    spec = importlib.util.spec_from_file_location(
        "gongkai_comment", root / ".github" / "comment.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module
