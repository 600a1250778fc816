"""Promises about the repository itself: what the README says is what CI runs, and no loose ends."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path, PurePosixPath

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.zh-CN.md")
LOCKS = ("requirements/portal.txt", "requirements/test.txt")


def repository_files(*patterns):
    """Files git tracks or would track; all tests of this module skip where there is no git."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    if listing.returncode:
        pytest.skip("not a git checkout: " + listing.stderr.strip())
    names = sorted(set(listing.stdout.split("\0")) - {""})
    return [name for name in names if (ROOT / name).is_file()]


def read(name):
    return (ROOT / name).read_bytes().decode("utf-8")


@pytest.fixture(scope="module")
def pyproject():
    return tomllib.loads(read("pyproject.toml"))


def test_text_files_are_plain():
    names = repository_files("*.py", "*.toml", "*.md", "*.yml", "*.yaml", "*.txt", ".ci/run")
    for name in names:
        # Sources of the portal and examples in tests may be odd on purpose.
        if name.startswith(("content/", "tests/")) and not name.endswith(".py"):
            continue
        text = read(name)
        assert not text.startswith("\ufeff"), name
        assert "\r" not in text, name
        assert not text or text.endswith("\n"), name
        assert not re.search(r"[ \t]+$", text, re.MULTILINE), name


def test_no_file_names_a_place_on_a_machine():
    place = re.compile(
        rb"(?<![\w./-])/(?:home|root|Users|work|mnt)/[\w.]+|file:///\w|[A-Z]:\\Users"
    )
    for name in repository_files():
        if name != "tests/test_repository.py":
            found = place.search((ROOT / name).read_bytes())
            assert found is None, f"{name}: {found}"


def test_modules_say_what_they_are():
    for name in repository_files("*.py"):
        doc = ast.get_docstring(ast.parse(read(name)))
        assert doc, f"{name} has no docstring"
        assert not doc.startswith("TODO"), name


def commands(name):
    """The command lines in a README's code blocks."""
    blocks = re.findall(r"^```(?:sh|console)?\n(.*?)^```$", read(name), re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line]


def test_both_readmes_give_the_same_commands():
    english, chinese = (
        [line.partition("#")[0].strip() for line in commands(name)] for name in READMES
    )
    assert english == chinese


@pytest.mark.parametrize("name", READMES)
def test_ci_runs_the_commands_of_the_readme(name):
    set_up = [line for line in commands(name) if line.startswith("python3 dev.py")]
    assert set_up == ["python3 dev.py build", "python3 dev.py test"]
    assert set(set_up) <= set(read(".ci/run").splitlines())


def test_links_between_documents_resolve():
    for name in repository_files("*.md"):
        if name.startswith(("content/", "tests/")):
            continue
        text = re.sub(r"```.*?```|`[^`\n]*`", "", read(name), flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)#\s]+)", text):
            if "://" not in target and not target.startswith("mailto:"):
                assert (ROOT / PurePosixPath(name).parent / target).exists(), f"{name}: {target}"


def test_actions_are_pinned_by_commit():
    pinned = re.compile(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
    used = [
        (name, use)
        for name in repository_files(".github/workflows")
        for use in re.findall(r"uses:\s*(.+)", read(name))
    ]
    assert used
    for name, use in used:
        assert pinned.fullmatch(use), f"{name}: {use}"


def test_workflows_have_no_rights_and_no_foreign_text_in_commands():
    for name in repository_files(".github/workflows"):
        workflow = yaml.safe_load(read(name))
        assert workflow["permissions"] == {"contents": "read"}, name
        for job in workflow["jobs"].values():
            assert job["timeout-minutes"] <= 8, name
            for step in job["steps"]:
                assert "${{" not in step.get("run", ""), f"{name}: {step}"
                if step.get("uses", "").startswith("actions/checkout@"):
                    assert step["with"]["persist-credentials"] is False, name


def locked(name):
    """Package -> versions, of one list; a list may hold two versions for different Pythons."""
    versions = {}
    for package, version in re.findall(r"^([\w.-]+)==([^\s;\\]+)", read(name), re.MULTILINE):
        versions.setdefault(canonicalize_name(package), set()).add(version)
    return versions


@pytest.mark.parametrize("name", LOCKS)
def test_locks_hold_what_pyproject_asks_for(name, pyproject):
    groups = pyproject["dependency-groups"]
    wanted = pyproject["project"]["dependencies"] + groups["setup"]
    if name == "requirements/test.txt":
        extras = pyproject["project"]["optional-dependencies"].values()
        wanted = wanted + groups["test"] + [line for extra in extras for line in extra]
    versions = locked(name)
    for requirement in map(Requirement, wanted):
        held = versions.get(canonicalize_name(requirement.name), set())
        assert held, f"{requirement} (run: python3 dev.py lock)"
        assert all(requirement.specifier.contains(version) for version in held), requirement


def test_the_portal_is_built_with_the_tested_versions():
    portal, test = map(locked, LOCKS)
    assert {package: test.get(package) for package in portal} == portal


@pytest.mark.parametrize("name", LOCKS)
def test_locks_hash_everything_and_name_no_index(name):
    text = read(name)
    entries = re.findall(r"^[\w.-]+==.*(?:\n    --hash.*)*", text, re.MULTILINE)
    assert entries
    for entry in entries:
        assert "--hash=sha256:" in entry, entry
    assert not re.search(r"://|--(?:extra-)?index-url|--find-links", text)


def test_every_dependency_has_its_sentence(pyproject):
    record = read("docs/decisions/0005-dependencies.md")
    extras = pyproject["project"]["optional-dependencies"].values()
    lines = [*pyproject["project"]["dependencies"], *(line for extra in extras for line in extra)]
    lines += [line for group in pyproject["dependency-groups"].values() for line in group]
    for requirement in map(Requirement, lines):
        assert f"| {requirement.name} |" in record, requirement


def test_the_commit_hook_uses_the_locked_ruff():
    hooks = yaml.safe_load(read(".pre-commit-config.yaml"))["repos"]
    (ruff,) = (repo["rev"] for repo in hooks if repo["repo"].endswith("/ruff-pre-commit"))
    assert {ruff.removeprefix("v")} == locked("requirements/test.txt")["ruff"]


def test_changelog_fragments_have_their_form():
    for name in repository_files("changelog.d"):
        path = PurePosixPath(name)
        if path.name == "README.md":
            continue
        assert re.fullmatch(r"\d+\.(added|changed|fixed|removed|security)\.md", path.name), name
        (sentence,) = read(name).splitlines()
        assert re.fullmatch(r"[^#\s].*[.。]", sentence), name


def test_decisions_are_numbered_and_complete():
    names = [PurePosixPath(name).name for name in repository_files("docs/decisions/*.md")]
    assert [name[:4] for name in names] == [f"{n:04}" for n in range(1, len(names) + 1)]
    for name in names:
        assert re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", name)
        headings = re.findall(r"^## (.+)$", read(f"docs/decisions/{name}"), re.MULTILINE)
        assert headings == ["Context", "Options", "Decision", "Consequences"], name


def test_an_old_python_can_read_the_set_up_script():
    tree = ast.parse(read("dev.py"), feature_version=(3, 6))
    imports = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    # Python 3.6 does not know it, and would fail before it can say that it is too old.
    assert "__future__" not in imports
