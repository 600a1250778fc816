"""Promises about the repository itself: what the README says is what CI runs, and no loose ends."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from gongkai_cli.starting import starter_files
from gongkai_model.pack import default_pack

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


def workflows():
    return {name: yaml.safe_load(read(name)) for name in repository_files(".github/workflows")}


def steps():
    for name, workflow in workflows().items():
        for job in workflow["jobs"].values():
            for step in job["steps"]:
                yield name, step


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
        # Each pin is listed where it is said which of them were compared with their release.
        assert f"`{use.replace(' # ', '` (')})" in read("CONTRIBUTING.md"), use


def test_workflows_have_few_rights_and_no_foreign_text_in_commands():
    for name, workflow in workflows().items():
        may_write = name == ".github/workflows/comment.yml"
        assert workflow["permissions"] == ({} if may_write else {"contents": "read"}), name
        for job in workflow["jobs"].values():
            assert job["timeout-minutes"] <= 8, name
            if may_write:
                needed = {"actions": "read", "contents": "read", "pull-requests": "write"}
                assert job["permissions"] == needed
            else:
                assert "permissions" not in job, name
    for name, step in steps():
        assert "${{" not in step.get("run", ""), f"{name}: {step}"
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False, name


def test_no_secret_and_no_write_where_a_proposed_change_runs():
    # YAML 1.1 reads the key "on" as true.
    proposed = [name for name, workflow in workflows().items() if "pull_request" in workflow[True]]
    assert proposed == [".github/workflows/ci.yml", ".github/workflows/pull-request.yml"]
    for name in proposed:
        assert not re.search(r"\$\{\{[^}]*(?:secrets|github\.token)", read(name)), name
    listening = [name for name, workflow in workflows().items() if "workflow_run" in workflow[True]]
    assert listening == [".github/workflows/comment.yml"]
    posting = workflows()[listening[0]]
    assert posting[True]["workflow_run"]["workflows"] == [
        workflows()[".github/workflows/pull-request.yml"]["name"]
    ]
    runs = [step["run"] for step in posting["jobs"]["comment"]["steps"] if "run" in step]
    assert runs == ["python3 .github/comment.py"]
    checkout = posting["jobs"]["comment"]["steps"][0]["with"]
    assert "ref" not in checkout
    assert "repository" not in checkout


def test_scripts_that_workflows_call_are_there():
    called = {
        step["run"].split()[0] for _, step in steps() if step.get("run", "").startswith("ci/")
    }
    assert called
    for name in called:
        assert os.access(ROOT / name, os.X_OK), name


def test_workflows_publish_each_night_and_one_at_a_time():
    workflow = workflows()[".github/workflows/publish.yml"]
    assert set(workflow[True]) == {"push", "schedule", "workflow_dispatch"}
    assert workflow["concurrency"]["cancel-in-progress"] is False
    assert all("environment" in job for job in workflow["jobs"].values())


@pytest.mark.parametrize(
    "command",
    [("zizmor", "--offline", "--no-progress", ".github"), ("actionlint",)],
    ids=lambda command: command[0],
)
def test_workflows_pass_the_linters(command):
    beside = Path(sys.executable).parent  # the environment's own programs need not be on the path
    program = shutil.which(command[0], path=os.pathsep.join((str(beside), os.environ["PATH"])))
    if program is None:
        pytest.skip(f"{command[0]} is not installed here")
    run = subprocess.run(
        [program, *command[1:]], cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_issues_are_for_staff_and_send_citizens_to_the_official_platform():
    official = urlsplit(default_pack().feedback_entry)
    config = yaml.safe_load(read(".github/ISSUE_TEMPLATE/config.yml"))
    assert config["blank_issues_enabled"] is False
    assert [urlsplit(link["url"]).netloc for link in config["contact_links"]] == [official.netloc]
    (name,) = set(repository_files(".github/ISSUE_TEMPLATE")) - {
        ".github/ISSUE_TEMPLATE/config.yml"
    }
    form = yaml.safe_load(read(name))
    assert {"name", "description", "body"} <= set(form)
    first = form["body"][0]
    assert first["type"] == "markdown"
    for words in ("我为政府网站找错", f"https://{official.netloc}/", "不要写个人信息", "工作人员"):
        assert words in first["attributes"]["value"]
    asked = form["body"][1:]
    assert len({field["id"] for field in asked}) == len(asked)
    for field in asked:
        assert field["type"] in {"input", "textarea", "dropdown", "checkboxes"}
        assert field["attributes"]["label"]
    (held,) = (field for field in asked if field["type"] == "checkboxes")
    assert all(option["required"] is True for option in held["attributes"]["options"])
    # Nobody is asked who he is, or how he can be reached.
    labels = "".join(field["attributes"]["label"] for field in asked)
    assert not re.search(r"姓名|电话|手机|邮箱|身份|住址", labels)


def test_a_new_portal_gets_no_issue_forms_and_no_workflows():
    assert not [path for path in starter_files() if path.startswith((".github", ".gitlab", "ci/"))]


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
