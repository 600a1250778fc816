"""The reference pages of the manual are what the code says."""

import importlib.util

import pytest


@pytest.fixture(scope="module")
def generate(root):
    spec = importlib.util.spec_from_file_location("generate", root / "docs" / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["fields.md", "kinds.md", "options.md", "commands.md"])
def test_reference_is_current(generate, root, name):
    written = (root / "docs" / "reference" / name).read_text(encoding="utf-8")
    assert generate.PAGES[name]() == written, "run: python docs/generate.py"


def test_every_page_of_the_reference_is_generated(generate, root):
    found = {path.name for path in (root / "docs" / "reference").iterdir()}
    assert found == set(generate.PAGES)
