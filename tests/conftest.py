"""What every test may ask for."""

from pathlib import Path

import pytest
from hypothesis import settings

# A build server is sometimes slow; how long an example takes says nothing about the program.
settings.register_profile("gongkai", deadline=None)
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
