"""Who may import whom. The table is the architecture; change it on purpose."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

# Everything a package imports beyond the standard library and itself.
MAY_IMPORT = {
    "model": {"chinese_calendar", "idna", "yaml"},
    "render": {"gongkai_model", "jinja2", "markdown", "markupsafe", "zxingcpp"},
    "theme": set(),
    "plugins": {"gongkai_model", "gongkai_render", "jinja2", "mkdocs"},
    "checks": {"gongkai_model", "turbohtml", "yaml"},
    "cli": {
        "gongkai_model",
        "gongkai_render",
        "gongkai_plugins",
        "gongkai_checks",
        "click",
        "openpyxl",
    },
}
# MkDocs costs a quarter of a second; a build in which no frame is drawn must not pay it.
ONLY_INSIDE_FUNCTIONS = {"cli": {"gongkai_plugins"}}


@pytest.mark.parametrize("folder", MAY_IMPORT)
def test_imports_point_one_way(folder, root):
    modules = sorted((root / folder).rglob("*.py"))
    assert modules
    for path in modules:
        found = set(imported(path.read_text(encoding="utf-8")))
        foreign = found - sys.stdlib_module_names - {f"gongkai_{folder}"}
        assert foreign <= MAY_IMPORT[folder], path


@pytest.mark.parametrize(("folder", "packages"), ONLY_INSIDE_FUNCTIONS.items())
def test_heavy_packages_are_imported_where_they_are_used(folder, packages, root):
    for path in sorted((root / folder).rglob("*.py")):
        on_import = set(imported(path.read_text(encoding="utf-8"), functions=False))
        assert not on_import & packages, path


def test_each_code_folder_holds_one_package(root):
    for folder in MAY_IMPORT:
        packages = [path.parent.name for path in (root / folder).glob("*/__init__.py")]
        assert packages == [f"gongkai_{folder}"]


def test_every_package_but_the_theme_says_it_is_typed(root):
    # MkDocs copies everything in a theme's folder that is neither a template nor Python.
    typed = {
        path.parent.name for folder in MAY_IMPORT for path in (root / folder).rglob("py.typed")
    }
    assert typed == {f"gongkai_{folder}" for folder in MAY_IMPORT if folder != "theme"}


@pytest.mark.parametrize(
    ("packages", "absent"),
    [
        (["model"], {"mkdocs", "properdocs", "markdown", "jinja2", "click"}),
        (["model", "render"], {"mkdocs", "properdocs", "click"}),
        (["model", "checks"], {"mkdocs", "properdocs", "markdown", "jinja2", "click"}),
        (["model", "render", "cli"], {"mkdocs", "properdocs", "gongkai_plugins"}),
    ],
    ids=["model", "render", "checks", "cli"],
)
def test_what_is_loaded_in_fact(packages, absent, root):
    # Also catches what the table cannot see: a package that imports MkDocs on our behalf.
    names = sorted(
        module_name(path, root / folder)
        for folder in packages
        for path in (root / folder).rglob("*.py")
        if path.stem != "__main__"
    )
    imports = "".join(f"import {name}\n" for name in names)
    program = f"{imports}import sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert not set(run.stdout.split()) & absent


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("import mkdocs.plugins as p, yaml", {"mkdocs", "yaml"}),
        ("from mkdocs.config import base", {"mkdocs"}),
        ("def f():\n    import mkdocs", {"mkdocs"}),
        ("if TYPE_CHECKING:\n    from mkdocs import utils", {"mkdocs"}),
        ("import importlib\nimportlib.import_module('mkdocs.utils')", {"importlib", "mkdocs"}),
        ("__import__('mkdocs')", {"mkdocs"}),
        ("from . import neighbour", set()),
    ],
)
def test_sees_every_form_of_import(source, names):
    assert set(imported(source)) == names


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def f():\n    import mkdocs", set()),
        ("class C:\n    async def f(self):\n        import mkdocs", set()),
        ("class C:\n    import mkdocs", {"mkdocs"}),
        ("try:\n    import mkdocs\nexcept ImportError:\n    pass", {"mkdocs"}),
    ],
)
def test_tells_what_runs_on_import(source, names):
    assert set(imported(source, functions=False)) == names


def imported(source, *, functions=True):
    """Top-level names of everything imported; with ``functions`` off, only on import."""
    waiting = [ast.parse(source)]
    while waiting:
        node = waiting.pop()
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() if not functions:
                continue
            case ast.Import(names=aliases):
                yield from (alias.name.partition(".")[0] for alias in aliases)
            case ast.ImportFrom(module=str(module), level=0):
                yield module.partition(".")[0]
            case ast.Call(
                func=ast.Name(id="__import__" | "import_module")
                | ast.Attribute(attr="import_module"),
                args=[ast.Constant(value=str(module)), *_],
            ):
                yield module.partition(".")[0]
        waiting.extend(ast.iter_child_nodes(node))


def module_name(path: Path, folder: Path) -> str:
    parts = path.relative_to(folder).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")
