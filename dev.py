"""Set up this checkout and run it: ``python3 dev.py build``, ``python3 dev.py test``.

``python3 dev.py docs`` builds the manual into the folder manual/.

Needs Python 3.11 or later and nothing else; no administrator's rights. Packages come from the
hashed lists in requirements/ and go into the folder .venv, which belongs to this script: it is
made anew whenever a list, pyproject.toml or the place of the checkout has changed.

The file stays readable by Python 3.6, so that an old Python can say what is missing instead of
failing with a syntax error.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PROGRAMS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
SUFFIX = ".exe" if os.name == "nt" else ""
STAMP = ENVIRONMENT / "set-up-from.txt"

PORTAL_LOCK = ROOT / "requirements" / "portal.txt"
TEST_LOCK = ROOT / "requirements" / "test.txt"  # holds everything the portal's list holds

BROWSER_TESTS = ROOT / "tests" / "browser"

OLDEST = (3, 11)
NEWER_PYTHONS = ("python3.14", "python3.13", "python3.12", "python3.11")

USAGE = """\
python3 dev.py build [...]  安装依赖并构建示例门户到 site/（其余参数交给 gongkai build）
                            set up, build the example portal into site/ (more goes to gongkai build)
python3 dev.py check [...]  安装依赖并检查写法和类型（其余参数交给 mypy）
                            set up, run lint and types (more goes to mypy)
python3 dev.py test [...]   安装依赖并运行全部检查和测试（其余参数交给 pytest）
                            set up, run all checks and tests (more goes to pytest)
python3 dev.py docs [...]   安装依赖并生成手册到 manual/（其余参数交给 mkdocs build）
                            set up, build the manual into manual/ (more goes to mkdocs build)
python3 dev.py lock [...]   重新生成 requirements/（需要 uv；其余参数交给 uv pip compile）
                            write requirements/ anew (needs uv; more goes to uv pip compile)
"""


def main(*arguments: str) -> int:
    """Run one command and return its exit code; 2 for wrong usage."""
    command, options = (arguments[0], arguments[1:]) if arguments else ("", ())
    if command in ("-h", "--help"):
        print(USAGE, end="")
        return 0
    commands = {"build": build, "check": check, "test": test, "docs": docs, "lock": lock}
    if command not in commands:
        print(USAGE, end="", file=sys.stderr)
        return 2
    if sys.version_info < OLDEST:
        return run_with_newer_python(*arguments)
    return commands[command](*options)


def build(*options: str) -> int:
    """Build the example portal and say how to look at it."""
    failed = prepare(PORTAL_LOCK) or run(program("gongkai"), "build", *options)
    # Another folder or a question for help: gongkai has said what there is to say.
    if not failed and not options:
        tell(
            "门户已在 site/ 中。查看：运行下面的命令，再用浏览器打开 http://127.0.0.1:8000/",
            "The portal is in site/. To look at it, run this and open http://127.0.0.1:8000/",
        )
        print("  python3 -m http.server 8000 --bind 127.0.0.1 --directory site")
    return failed


def check(*options: str) -> int:
    """Run lint and types, so that one run shows all faults; the first failure is the result."""
    failed = prepare(TEST_LOCK)
    if failed:
        return failed
    prepare_checkers()
    results = [
        run(program("ruff"), "check", "."),
        run(program("ruff"), "format", "--check", "."),
        run(program("mypy"), *options),
    ]
    return next((result for result in results if result), 0)


def test(*options: str) -> int:
    """Run every check and all tests; the first failure is the result, and hides none."""
    failed = prepare(TEST_LOCK)
    if failed:
        return failed
    checked = check()
    return run(program("pytest"), "--cov", "--cov-report=term", *options) or checked


def docs(*options: str) -> int:
    """Build the manual; a link that leads nowhere is a failure."""
    return prepare(TEST_LOCK) or run(
        *(program("mkdocs"), "build", "--strict", "--config-file", "manual_config.yml", *options)
    )


def lock(*options: str) -> int:
    """Resolve pyproject.toml into the hashed lists, for every supported Python and system."""
    uv = shutil.which("uv")
    if uv is None:
        return refuse(
            ("dev.py: 找不到 uv", "先安装 uv（例如 pip install uv），再运行一次"),
            (
                "dev.py: uv is not installed",
                "install it (say, pip install uv), then repeat",
            ),
        )
    compile_ = (
        *(uv, "pip", "compile", "--universal", "--generate-hashes", "--quiet"),
        *("--python-version", ".".join(map(str, OLDEST))),
        *("--custom-compile-command", "python3 dev.py lock"),
        *("pyproject.toml", "--group", "setup", *options),
    )
    # Both lists must agree: a tested version is the version the portal is built with.
    same = ("--constraint", "requirements/portal.txt")
    return run(*compile_, "-o", "requirements/portal.txt") or run(
        *compile_, *same, "--all-extras", "--group", "test", "-o", "requirements/test.txt"
    )


def prepare(wanted: Path) -> int:
    """Make .venv hold the packages of one list and this checkout; return 0 when it does."""
    have = STAMP.read_text(encoding="utf-8") if STAMP.is_file() else ""
    stamps = {path: stamp(path) for path in (PORTAL_LOCK, TEST_LOCK)}
    if have in (stamps[wanted], stamps[TEST_LOCK]) and works():
        return 0
    tell(
        "正在安装依赖到 .venv（只在首次运行或依赖变化时）……",
        "Installing the packages into .venv (only the first time, or when they have changed) ...",
    )
    # The tests' list only adds to the portal's, so a current environment is kept and completed.
    if not (have == stamps[PORTAL_LOCK] and works()):
        failed = create()
        if failed:
            return failed
    failed = pip("--require-hashes", "--requirement", str(wanted)) or pip(
        "--no-deps", "--no-build-isolation", "--editable", str(ROOT)
    )
    if failed:
        refuse(
            (
                "dev.py: 依赖没有装好，原因见上面 pip 的输出",
                "检查网络；需要代理时设置 HTTPS_PROXY，使用本单位镜像时设置 "
                "PIP_INDEX_URL，再运行一次",
            ),
            (
                "dev.py: the packages could not be installed; pip's own words are above",
                "check the network; set HTTPS_PROXY for a proxy or PIP_INDEX_URL for a mirror of "
                "your organisation, then repeat",
            ),
        )
        return failed
    STAMP.write_text(stamps[wanted], encoding="utf-8")
    return 0


def prepare_checkers() -> None:
    """Let npm install what checks the pages in a browser.

    Without npm or the network, the tests that need it say so: they are skipped, or fail where
    GONGKAI_REQUIRE_BROWSER=1 asks for all of them.
    """
    npm = shutil.which("npm")
    have = BROWSER_TESTS / "node_modules" / "set-up-from.txt"
    wanted = hashlib.sha256((BROWSER_TESTS / "package-lock.json").read_bytes()).hexdigest()
    if npm is None or (have.is_file() and have.read_text(encoding="utf-8") == wanted):
        return
    # Scripts of the packages would run on this machine, and one of them downloads a Java.
    options = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    if run(npm, "ci", *options, "--prefix", str(BROWSER_TESTS)) == 0:
        have.write_text(wanted, encoding="utf-8")


def stamp(lock_file: Path) -> str:
    """Name everything an environment made from this list depends on."""
    content = lock_file.read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    return f"{lock_file.name} {hashlib.sha256(content).hexdigest()} {ROOT}\n"


def works() -> bool:
    """Tell whether the environment's Python still runs; a system upgrade may have removed it."""
    try:
        return run(program("python"), "-c", "import gongkai_cli", quiet=True) == 0
    except OSError:
        return False


def create() -> int:
    """Make an empty environment."""
    if has_module("ensurepip"):
        return run(sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT))
    # Debian ships venv without ensurepip; a pip outside can fill the environment as well.
    if has_module("pip"):
        return run(sys.executable, "-m", "venv", "--clear", "--without-pip", str(ENVIRONMENT))
    return refuse(
        (
            f"{sys.executable}: 这个 Python 没有 ensurepip 模块，也没有 pip",
            "在 Debian、Ubuntu、银河麒麟、统信 UOS 上安装 python3-venv（apt-get install "
            "python3-venv）；没有管理员权限时，用 python.org、pyenv 或 conda 的 Python 运行 dev.py",
        ),
        (
            f"{sys.executable}: this Python has neither the module ensurepip nor pip",
            "on Debian and its relatives: apt-get install python3-venv; without administrator's "
            "rights, run dev.py with a Python from python.org, pyenv or conda",
        ),
    )


def pip(*options: str) -> int:
    """Install into the environment, with its own pip or else the one outside."""
    installer = [program("python"), "-m", "pip"]
    if run(*installer, "--version", quiet=True):
        installer = [sys.executable, "-m", "pip", "--python", program("python")]
    quietly = ("--quiet", "--no-input", "--disable-pip-version-check")
    return run(*installer, "install", *quietly, *options)


def run_with_newer_python(*arguments: str) -> int:
    """Start this script again with a Python that is new enough, if there is one."""
    for name in NEWER_PYTHONS:
        python = shutil.which(name)
        # A name on the path may be an empty shell, as version managers leave them.
        if python and run(python, "-c", "", quiet=True) == 0:
            return run(python, str(Path(__file__).resolve()), *arguments)
    needed = ".".join(map(str, OLDEST))
    found = ".".join(map(str, sys.version_info[:3]))
    return refuse(
        (
            f"{sys.executable}: Python {found} 太旧，需要 {needed} 或更新",
            f"安装 Python {needed} 或更新的版本，用它运行 dev.py",
        ),
        (
            f"{sys.executable}: Python {found} is too old, {needed} or later is needed",
            f"install Python {needed} or later and run dev.py with it",
        ),
    )


def run(*command: str, quiet: bool = False) -> int:
    """Run a program in the checkout and return its exit code, 128 + n when signal n ended it."""
    environment = dict(os.environ)
    # Before 3.13 Python reads the editable install's path file in the system's encoding; on
    # Windows a Chinese folder name would get lost.
    environment["PYTHONUTF8"] = "1"
    for name in ("PYTHONHOME", "PYTHONPATH"):
        environment.pop(name, None)
    sys.stdout.flush()
    silence = subprocess.DEVNULL if quiet else None
    code = subprocess.call(command, cwd=str(ROOT), env=environment, stdout=silence, stderr=silence)
    return code if code >= 0 else 128 - code


def program(name: str) -> str:
    """Path of a program of the environment."""
    return str(PROGRAMS / (name + SUFFIX))


def has_module(name: str) -> bool:
    """Tell whether the running Python has a module."""
    return importlib.util.find_spec(name) is not None


def tell(chinese: str, english: str) -> None:
    """Say something in both languages, for the language of the reader is not known yet."""
    print(chinese)
    print(english)


def refuse(chinese: "tuple[str, str]", english: "tuple[str, str]") -> int:
    """Say place and fact, then the remedy, in both languages; return the exit code."""
    for (fact, remedy), label in ((chinese, "改法"), (english, "fix")):
        print(f"{fact}\n  {label}: {remedy}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    # A terminal that cannot show Chinese still gets every message.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        sys.exit(main(*sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
