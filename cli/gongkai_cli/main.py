"""The ``gongkai`` command: one function for each sub-command."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TypeVar

import click

from gongkai_model.dates import parse_day
from gongkai_model.messages import ContentError, Message, NotUnderstood, Text, system_language

EXIT_MISTAKES = 10
CONFIG = "site_config.yml"
T = TypeVar("T")


class Day(click.ParamType[date]):
    """A day on the command line."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return the day."""
        try:
            return parse_day(str(value))[0]
        except NotUnderstood as error:
            language = ctx.obj["language"] if ctx and ctx.obj else system_language()
            self.fail(f"{error.what.say(language)}（{error.fix.say(language)}）", param, ctx)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of messages / 提示语言")
@click.version_option(package_name="gongkai")
@click.pass_context
def cli(context: click.Context, lang: str | None) -> None:
    """Build a government portal from Markdown records / 由 Markdown 记录生成政府门户网站."""
    context.obj = {"language": lang or system_language()}


@cli.command()
@click.option("-f", "--config-file", type=click.Path(path_type=Path), help="site_config.yml")
@click.option("-d", "--site-dir", type=click.Path(path_type=Path), help="Folder of the site / 输出")
@click.option("--as-of", type=Day(), help="Build as of this day / 以该日为构建日期")
@click.option("--strict", is_flag=True, help="Warnings stop the build / 有警告即停")
@click.option("--clean", is_flag=True, help="Build everything anew (now always) / 全部重建")
@click.pass_context
def build(
    context: click.Context,
    config_file: Path | None,
    site_dir: Path | None,
    as_of: date | None,
    *,
    strict: bool,
    clean: bool,
) -> None:
    """Build the portal / 生成网站."""
    del clean
    from gongkai_plugins import building  # MkDocs is needed only to draw

    say = _speaker(context)
    file = find_config(config_file, say)
    report = building.build(
        file, site_dir=site_dir, day=as_of, strict=strict, progress=_progress(say)
    )
    tell(report.messages, context)
    if report.failed:
        say(Text("没有生成：原来的网站保持不变。", "Not built: the last site stays as it was."))
        context.exit(EXIT_MISTAKES)
    say(
        Text(
            f"已生成 {report.pages} 个页面：{report.site}",
            f"{report.pages} pages built: {report.site}",
        )
    )


@cli.command()
@click.option("-f", "--config-file", type=click.Path(path_type=Path), help="site_config.yml")
@click.option("-a", "--address", metavar="HOST:PORT", help="Where to listen / 监听地址")
@click.pass_context
def serve(context: click.Context, config_file: Path | None, address: str | None) -> None:
    """Show the portal in a browser while it is edited / 边改边看."""
    from gongkai_plugins import building  # MkDocs is needed only to draw

    building.serve(find_config(config_file, _speaker(context)), address)


class _Speaker:
    """Says sentences to people, on standard error, in their language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, text: Text) -> None:
        click.echo(text.say(self.language), err=True)


def _speaker(context: click.Context) -> _Speaker:
    return _Speaker(context.obj["language"])


def tell(messages: Iterable[Message], context: click.Context) -> None:
    """Print messages, with a count at the end."""
    messages = list(messages)
    for message in messages:
        click.echo(message.say(context.obj["language"]), err=True)
    if messages:
        _speaker(context)(Text(f"共 {len(messages)} 条。", f"{len(messages)} message(s) in all."))


def find_config(given: Path | None, say: _Speaker) -> Path:
    """Return the configuration: the given one, that of this folder or above, or the only one below.

    Raises:
        click.UsageError: There is none, or more than one below.
    """
    if given is not None:
        if given.is_file():
            return given.resolve()
        raise click.UsageError(
            Text(f"没有文件 {given}", f"there is no file {given}").say(say.language)
        )
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / CONFIG).is_file():
            return folder / CONFIG
    below = sorted(here.glob(f"*/{CONFIG}"))
    if len(below) == 1:
        say(Text(f"使用 {below[0].relative_to(here)}", f"using {below[0].relative_to(here)}"))
        return below[0]
    raise click.UsageError(
        Text(
            f"这里没有 {CONFIG}：先进入门户的文件夹，或用 -f 指明；新建用“gongkai new 文件夹”",
            f"there is no {CONFIG} here: go to the portal's folder, name it with -f, or make one "
            "with 'gongkai new FOLDER'",
        ).say(say.language)
    )


def _progress(say: _Speaker) -> _Bar | None:
    return _Bar(say.language) if sys.stderr.isatty() else None


class _Bar:
    """A progress bar on a terminal."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __call__(self, items: Sequence[T]) -> Iterable[T]:
        label = Text("写出", "Writing").say(self._language)
        bar: AbstractContextManager[Iterable[T]] = click.progressbar(
            items, label=label, file=sys.stderr, length=len(items)
        )
        with bar as shown:
            yield from shown


def main() -> None:
    """Run the command; mistakes in the content end with 10, wrong usage with 2, a crash with 1."""
    try:
        cli(prog_name="gongkai")
    except ContentError as error:
        for message in error.messages:
            click.echo(message.say(system_language()), err=True)
        sys.exit(EXIT_MISTAKES)


if __name__ == "__main__":
    main()
