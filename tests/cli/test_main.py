"""The command: what it says, in which language, and how it ends."""

import subprocess
import sys

import pytest
from click.testing import CliRunner

from gongkai_cli.main import cli
from gongkai_cli.starting import start


@pytest.fixture
def project(tmp_path, monkeypatch):
    start(tmp_path / "X")
    monkeypatch.chdir(tmp_path / "X")
    return tmp_path / "X"


def run(*arguments, language="zh"):
    return CliRunner().invoke(cli, ["--lang", language, *arguments])


def replace(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_build(project):
    built = run("build")
    assert (built.exit_code, built.stdout) == (0, "")
    assert built.stderr.splitlines()[-1].startswith("已生成 ")
    assert (project / "site/index.html").is_file()
    assert run("build", "--clean", language="en").stderr.endswith(f"pages built: {project}/site\n")


def test_build_into_another_folder(project, tmp_path):
    assert run("build", "-d", str(tmp_path / "out")).exit_code == 0
    assert (tmp_path / "out/index.html").is_file()
    assert not (project / "site").exists()


def test_build_as_of_a_day(project):
    news = "news/20250107-1/index.html"
    assert run("build", "--as-of", "2025年1月6日").exit_code == 0
    assert not (project / "site" / news).exists()
    assert run("build", "--as-of", "2025-01-07").exit_code == 0
    assert (project / "site" / news).exists()


def test_mistakes_in_the_content_are_all_told_and_leave_the_site(project):
    assert run("build").exit_code == 0
    before = (project / "site/index.html").read_bytes()
    replace(project / "content/news/20250107-1.md", "发布日期: 2025-01-07 09:30\n", "")
    replace(project / "content/notices/20250110-1.md", "2025-01-10\n", "2025-13-10\n")
    built = run("build")
    assert built.exit_code == 10
    assert "content/news/20250107-1.md:1: 错误: “动态要闻”缺少“发布日期”\n  改法: " in built.stderr
    assert (
        "content/notices/20250110-1.md:4: 错误: 发布日期：没有这一天：'2025-13-10'" in built.stderr
    )
    assert "没有生成：原来的网站保持不变。" in built.stderr
    assert (project / "site/index.html").read_bytes() == before
    english = run("build", language="en")
    assert "content/news/20250107-1.md:1: error: a record of kind news lacks" in english.stderr
    assert "Not built: the last site stays as it was." in english.stderr


def test_warnings_stop_a_strict_build_only(project):
    replace(project / "content/index.md", "{{ 首页 }}", "[断链](nowhere.md)")
    relaxed = run("build")
    assert relaxed.exit_code == 0
    assert "content/index.md:" in relaxed.stderr
    assert "警告" in relaxed.stderr
    assert run("build", "--strict").exit_code == 10


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Asia/Shanghai", "Mars/Base", "Mars/Base"),
        ("site_url: https://www.shili.example/\n", "", "缺少 site_url"),
        ("      time_zone:", "      timezone: x\n      time_zone:", "timezone"),
        ("  - gongkai_render.official_text\n", "", "gongkai_render.official_text"),
        ("docs_dir: content", "docs_dir: nowhere", "nowhere"),
    ],
)
def test_mistakes_in_the_configuration(old, new, said, project):
    replace(project / "site_config.yml", old, new)
    built = run("build")
    assert built.exit_code == 10, built.output
    assert said in built.stderr
    assert not (project / "site").exists()


def test_without_a_configuration(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for command in ("build", "serve"):
        missing = run(command)
        assert missing.exit_code == 2
        assert "这里没有 site_config.yml" in missing.stderr
    assert "there is no site_config.yml here" in run("build", language="en").stderr
    assert "没有文件 x.yml" in run("build", "-f", "x.yml").stderr
    assert run("build", "-f", "x.yml").exit_code == 2


def test_finds_the_configuration_above_and_below(project, tmp_path, monkeypatch):
    monkeypatch.chdir(project / "content" / "news")
    assert run("build").exit_code == 0
    monkeypatch.chdir(tmp_path)
    below = run("build")
    assert below.exit_code == 0
    assert "使用 X/site_config.yml" in below.stderr
    start(tmp_path / "Y")
    several = run("build")
    assert several.exit_code == 2
    assert "X/site_config.yml, Y/site_config.yml" in several.stderr
    assert run("build", "-f", "Y/site_config.yml").exit_code == 0


def test_speaks_the_language_of_the_system_unless_told_otherwise(project, monkeypatch):
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    for locale, word in [("zh_CN.UTF-8", "没有要改的"), ("en_GB.UTF-8", "nothing"), ("C", "没有")]:
        monkeypatch.setenv("LC_ALL", locale)
        file = str(project / "content/index.md")
        assert word in CliRunner().invoke(cli, ["fix", file]).stderr
    assert run("fix", file, language="en").stderr == "nothing to mend.\n"


def test_import_texts(project, tmp_path):
    source = tmp_path / "texts"
    source.mkdir()
    (source / "示例市物业办法.md").write_text(
        "# 示例市物业办法\n\n2020年1月2日公布\n\n<!-- INFO END -->\n\n第一条 甲。\n", "utf-8"
    )
    imported = run("import", "texts", str(source), "--into", "content/laws")
    assert imported.exit_code == 0, imported.output
    assert "完整报告：" in imported.stdout
    assert run("build").exit_code == 0
    english = run("import", "texts", str(source), "--into", "content/laws", language="en")
    assert english.exit_code == 0
    assert "the whole report: " in english.stdout
    nothing = run("import", "texts", str(tmp_path / "nowhere"), "--into", "content/laws")
    assert nothing.exit_code == 2
    assert run("import", "texts", str(source)).exit_code == 2


def test_every_command_says_what_it_does_in_both_languages():
    def walk(command, path):
        yield path, command
        for name, child in getattr(command, "commands", {}).items():
            yield from walk(child, f"{path} {name}")

    found = dict(walk(cli, "gongkai"))
    wanted = {"new", "new-record", "build", "serve", "import texts", "fix", "schema"}
    assert {f"gongkai {name}" for name in wanted} <= set(found)
    for path, command in found.items():
        help_text = command.help
        assert " / " in help_text, path
        assert any(character >= "\u4e00" for character in help_text), path


def test_the_program_itself_ends_as_it_should(tmp_path):
    def gongkai(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "gongkai_cli.main", "--lang", "zh", *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )

    assert gongkai("new", "X").returncode == 0
    assert gongkai("new", "X").returncode == 2
    built = gongkai("build")
    assert (built.returncode, built.stdout) == (0, "")
    (tmp_path / "X/content/news/x.md").write_text("---\n类型: 动态要闻\n---\n", "utf-8")
    broken = gongkai("build")
    assert broken.returncode == 10
    assert "content/news/x.md:1: 错误: " in broken.stderr
    # A portal that cannot be written is no mistake of its editors.
    (tmp_path / "file").write_text("", "utf-8")
    crashed = gongkai("schema", "--into", "file/below")
    assert crashed.returncode == 1
    assert "Traceback" in crashed.stderr


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("address", ["8472", "127.0.0.1", "127.0.0.1:x", ":8000"])
def test_serving_at_what_is_no_address_is_wrong_usage(address):
    served = run("serve", "-a", address)
    assert served.exit_code == 2
    assert "127.0.0.1:8001" in served.stderr
