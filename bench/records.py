"""What a record costs in a cold build, stage by stage.

    python bench/records.py [--archive ARCHIVE] [--records N] [--theme gongkai] [--runs 3]

Builds a portal out of the shared legal texts, or of as many made-up ones where they are missing,
and prints CPU milliseconds of each stage, in all and for each record. Stages are measured inside
one build by wrapping the functions that do the work; what they cost each other is taken off. A
record here is one text with two pages (the act's and the text's own), where an act has one text.
"""

from __future__ import annotations

import argparse
import functools
import os
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from gongkai_cli.import_texts import import_texts
from gongkai_model import reading
from gongkai_plugins import building, portal
from gongkai_render import (
    bodies,
    edition,
    frames,
    outputs,
    publishing,
    site,
    staging,
    templating,
)

ROOT = Path(__file__).resolve().parent.parent
ARCHIVE = ROOT.parent / "shared" / "laws" / "law-texts.tar.xz"
CONFIG = """\
site_name: 测量
site_url: https://bench.example/
docs_dir: content
site_dir: site
theme:
  name: {theme}
{options}plugins:
  - gongkai:
      name: 测量
      code: "0000000000"
      time_zone: Asia/Shanghai
      build_date: 2026-11-01
markdown_extensions:
  - gongkai_render.official_text
  - tables
  - toc
"""


class Clock:
    """CPU time by stage; a stage within another is taken off the outer one."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.calls: dict[str, int] = defaultdict(int)
        self._inner = [0.0]

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the time spent within as ``name``."""
        start = time.process_time()
        self._inner.append(0.0)
        try:
            yield
        finally:
            spent = time.process_time() - start
            self.seconds[name] += spent - self._inner.pop()
            self.calls[name] += 1
            self._inner[-1] += spent

    def wrap(self, owner: Any, attribute: str, name: str) -> None:  # noqa: ANN401 - any module
        """Count calls of ``owner.attribute`` as ``name``."""
        function: Callable[..., Any] = getattr(owner, attribute)

        @functools.wraps(function)
        def timed(*args: object, **kwargs: object) -> object:
            with self.stage(name):
                return function(*args, **kwargs)

        setattr(owner, attribute, timed)


def synthetic(folder: Path, number: int) -> None:
    """Write ``number`` made-up texts in the form of the shared collection."""
    target = folder / "行政法规"
    target.mkdir(parents=True)
    for n in range(1, number + 1):
        articles = "\n\n".join(
            f"第{i}条 为了测量第{n}件的第{i}条，" + "示例文字，" * 30 + "制定本条例。"
            for i in range(1, 40)
        )
        text = (
            f"# 示例条例之{n}\n\n2020年1月1日 国务院公布\n\n<!-- INFO END -->\n\n"
            f"## 第一章 总则\n\n{articles}\n"
        )
        (target / f"示例条例之{n}(2020-01-01).md").write_text(text, encoding="utf-8")


def prepare(project: Path, archive: Path, number: int, theme: str) -> int:
    """Make the portal to build; return how many texts it holds."""
    (project / "content").mkdir(parents=True)
    (project / "content" / "index.md").write_text("# 首页\n\n{{ 最新 laws 8 }}\n", encoding="utf-8")
    options = "  font: false\n" if theme == "material" else ""
    config = CONFIG.format(theme=theme, options=options)
    (project / "site_config.yml").write_text(config, encoding="utf-8")
    source = archive
    if not archive.is_file():
        print(f"the shared legal texts are missing; {number} made-up ones instead")
        source = project / "made-up"
        synthetic(source, number)
    import_texts(source, Path("content/laws"), project=project)
    return sum(path.name != "index.md" for path in (project / "content" / "laws").rglob("*/*.md"))


def instrument(clock: Clock) -> None:
    """Measure the stages of a build."""
    clock.wrap(portal, "read_portal", "read: files, labels, model")
    # Where a function is looked up is where it has to be wrapped.
    clock.wrap(reading, "relate", "relate")
    clock.wrap(edition, "status_of", "status")
    clock.wrap(edition, "version_status", "status")
    clock.wrap(publishing, "declare", "declare: views, lists, inputs")
    clock.wrap(bodies.Bodies, "convert", "convert: body to HTML, ids")
    clock.wrap(templating.Templates, "render", "draw: label block, furniture")
    clock.wrap(frames.Frame, "fill", "fill: frame")
    clock.wrap(frames.Frame, "cut", "frames and editors' pages")
    clock.wrap(outputs, "_write_file", "write: folder and file")
    clock.wrap(staging, "_remove", "remove the old site")
    clock.wrap(site, "_page", "frames and editors' pages")
    clock.wrap(site, "draw_regions", "regions")


def plain_loop(site: Path, target: Path) -> float:
    """Write the site's files once more with nothing but system calls; return CPU seconds.

    How much of "write" is the file system's own, which differs tenfold between machines.
    """
    files = [(p.relative_to(site), p.read_bytes()) for p in sorted(site.rglob("*")) if p.is_file()]
    folders = {parent for name, _ in files for parent in name.parents}
    start = time.process_time()
    for folder in sorted(folders):
        (target / folder).mkdir()
    for name, data in files:
        file = os.open(target / name, os.O_WRONLY | os.O_CREAT, 0o644)
        os.write(file, data)
        os.close(file)
    return time.process_time() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--archive", type=Path, default=ARCHIVE)
    parser.add_argument("--records", type=int, default=1000)
    parser.add_argument("--theme", default="gongkai")
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    runs: list[Clock] = []
    clock = Clock()
    instrument(clock)
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        texts = prepare(project, arguments.archive, arguments.records, arguments.theme)
        for _ in range(arguments.runs):
            clock.seconds, clock.calls = defaultdict(float), defaultdict(int)
            with clock.stage("MkDocs and the rest"):
                report = building.build(project / "site_config.yml")
            if report.failed:
                raise SystemExit("\n".join(message.say("en") for message in report.messages))
            done = Clock()
            done.seconds, done.calls = clock.seconds, clock.calls
            runs.append(done)
        pages = report.pages
        loops = [
            plain_loop(project / "site", project / f"loop{number}")
            for number in range(arguments.runs)
        ]
    print(f"{texts} texts, {pages} pages, theme {arguments.theme}, median of {len(runs)} runs")
    print(f"{'stage':34} {'CPU s':>8} {'calls':>7} {'ms a text':>10}")
    total = 0.0
    for name in sorted(runs[0].seconds, key=lambda name: -runs[0].seconds[name]):
        seconds = statistics.median(run.seconds[name] for run in runs)
        total += seconds
        print(f"{name:34} {seconds:8.3f} {runs[0].calls[name]:7} {seconds / texts * 1e3:10.3f}")
    print(f"{'all':34} {total:8.3f} {'':7} {total / texts * 1e3:10.3f}")
    loop = statistics.median(loops)
    print(f"{'the same files by a plain loop':34} {loop:8.3f} {'':7} {loop / texts * 1e3:10.3f}")
    fill = [run.seconds["fill: frame"] + run.seconds["write: folder and file"] for run in runs]
    pair = statistics.median(fill)
    print(f"fill and write: {pair / texts * 1e3:.3f} ms a text, {pair / pages * 1e3:.3f} ms a page")


if __name__ == "__main__":
    main()
