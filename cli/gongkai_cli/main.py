"""The ``gongkai`` command: one function for each sub-command.

Each of them imports what it needs: loading everything would cost more than a small audit.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import click

from gongkai_cli import build_report, releasing
from gongkai_model.dates import parse_day
from gongkai_model.messages import (
    ContentError,
    Message,
    NotUnderstood,
    Severity,
    Text,
    printable,
    system_language,
)
from gongkai_model.replacing import replace_file
from gongkai_model.result_file import ResultFile, refuse_doubles

EXIT_MISTAKES = 10
CONFIG = "site_config.yml"
_SHOWN = 5  # files named below each reason of a report on the terminal
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
            self.fail(f"{error.what.say(language)}; {error.fix.say(language)}", param, ctx)


_LANGUAGE = click.Option(
    ["--lang"],
    type=click.Choice(["zh", "en"]),
    help="Language of messages / 提示语言",
    expose_value=False,
    is_eager=True,
    callback=lambda context, _, value: _speak(context, value),
)
"""Stands before or after the name of a command."""


def _speak(context: click.Context, language: str | None) -> None:
    settings = context.ensure_object(dict)
    settings["language"] = language or settings.get("language") or system_language()


class Commands(click.Group):
    """The commands; mistakes in the content end each of them in the same way."""

    group_class = type  # groups within are of this class too

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Add a command, which takes --lang too."""
        cmd.params.append(_LANGUAGE)
        super().add_command(cmd, name)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as in click
        """Run a command; print the mistakes it found and end with 10."""
        try:
            return super().invoke(ctx)
        except ContentError as error:
            tell(error.messages, ctx)
            ctx.exit(EXIT_MISTAKES)


@click.group(
    cls=Commands, params=[_LANGUAGE], context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(package_name="gongkai")
def cli() -> None:
    """Build a government portal from Markdown records / 由 Markdown 记录生成政府门户网站."""


@cli.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.pass_context
def new(context: click.Context, folder: Path) -> None:
    """Make a portal that can be built at once / 新建一个可以直接构建的门户."""
    from gongkai_cli import starting

    with _usage(context):
        starting.start(folder)
    say = _speaker(context)
    say(Text(f"已新建 {folder}", f"{folder} is there"))
    say(
        Text(
            f"接下来：cd {folder}，改 site_config.yml，再运行 gongkai build（说明见 README.md）",
            f"next: cd {folder}, edit site_config.yml, run 'gongkai build' (see README.md)",
        )
    )


@cli.command("new-record")
@click.argument("kind", metavar="KIND")
@click.option("--column", metavar="PATH", help="Folder of the column / 栏目文件夹")
@click.option("--title", default="", help="标题")
@click.option("--id", "record_id", help="Last part of the address / 网址 (2022-8)")
@click.option("--number", help="发文字号 (国办发〔2022〕8号)")
@click.option("--date", "day", type=Day(), help="发布日期 (2022-04-22)")
@click.option("-f", "--config-file", type=click.Path(path_type=Path), help="site_config.yml")
@click.pass_context
def new_record(
    context: click.Context,
    kind: str,
    column: str | None,
    title: str,
    record_id: str | None,
    number: str | None,
    day: date | None,
    config_file: Path | None,
) -> None:
    """Begin a record of a KIND, 通知公告 or notice / 新建一份记录."""
    from gongkai_cli import drafting
    from gongkai_model import document_number
    from gongkai_model.inventory import take_inventory

    say = _speaker(context)
    with _usage(context):
        wish = drafting.Wish(
            kind=drafting.kind_of(kind),
            column=column,
            title=title,
            id=record_id,
            number=document_number.read(number)[0] if number else None,
            published_on=day,
        )
    from gongkai_plugins.project import read_project  # MkDocs reads the configuration

    project = read_project(find_config(config_file, say))
    inventory = take_inventory(project.content, project.shown)
    today = datetime.now(project.time_zone).date()
    with _usage(context):
        draft = drafting.begin(wish, inventory, today, project.shown)
        drafting.write(draft, project.content)
    click.echo(f"{project.shown}/{draft.path}")
    if draft.missing:
        names = [field.name for field in draft.missing]
        say(Text(f"还要填写：{'、'.join(names)}", f"still to be filled in: {', '.join(names)}"))


@cli.command()
@click.option("-f", "--config-file", type=click.Path(path_type=Path), help="site_config.yml")
@click.option("-d", "--site-dir", type=click.Path(path_type=Path), help="Folder of the site / 输出")
@click.option("--as-of", type=Day(), help="Build as of this day / 以该日为构建日期")
@click.option("--strict", is_flag=True, help="Warnings stop the build / 有警告即停")
@click.option(
    "--preview",
    is_flag=True,
    help="Make a preview, opened from disk, in preview/ / 生成供查看的预览",
)
@click.option(
    "--report",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write all messages as Markdown; - is standard output / 把全部提示写成 Markdown",
)
@click.option(
    "--changes",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write what differs from the site before, as JSON; - is standard output / 写出变更清单",
)
@click.option(
    "--against",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Compare with the site in DIR instead / 与该文件夹中的网站比较",
)
@click.option("--clean", is_flag=True, help="Build everything anew (now always) / 全部重建")
@click.pass_context
def build(
    context: click.Context,
    config_file: Path | None,
    site_dir: Path | None,
    as_of: date | None,
    report: Path | None,
    changes: Path | None,
    against: Path | None,
    *,
    strict: bool,
    preview: bool,
    clean: bool,
) -> None:
    """Build the portal / 生成网站."""
    del clean
    from gongkai_plugins import building  # MkDocs is needed only to draw

    say = _speaker(context)
    with _usage(context):
        if against is not None and changes is None:
            raise NotUnderstood(
                Text("--against 要与 --changes 一起用", "--against goes with --changes"),
                Text("加上 --changes 文件", "add --changes FILE"),
            )
        if preview and changes is not None:
            raise NotUnderstood(
                Text("预览不发布，没有变更清单", "a preview is not published and changes nothing"),
                Text("去掉 --preview 或 --changes", "leave out --preview or --changes"),
            )
    file = find_config(config_file, say)
    if as_of is not None and as_of > datetime.now(UTC).date() + timedelta(days=1):
        say(
            Text(
                f"注意：以 {as_of} 构建，到那天为止尚未公开的记录也会出现；不要发布这个结果。",
                f"note: built as of {as_of}, records not public until then appear; do not publish "
                "the result.",
            )
        )
    changes_file = building.ChangesFile(changes, against) if changes else None
    report_file = ResultFile(report, build_report.KIND) if report else None
    with _usage(context):
        results = [each for each in (report_file, changes_file and changes_file.result) if each]
        refuse_doubles(results)
        for each in results:
            each.check(file.parent)
        blobs = build_report.blobs_at(os.environ.get(build_report.BLOBS, "") if report else "")
        built = building.build(
            file,
            site_dir=site_dir,
            day=as_of,
            strict=strict,
            preview=preview,
            progress=_progress(say),
            changes=changes_file,
            results=[report_file] if report_file else (),
        )
    tell(built.messages, context)
    if report_file is not None:
        text = build_report.as_markdown(
            built.messages, 0 if built.failed else built.pages, file.parent, blobs
        )
        with _usage(context):
            _write(report_file, text.encode())
    if built.failed:
        say(Text("没有生成：原来的网站保持不变。", "Not built: the last site stays as it was."))
        context.exit(EXIT_MISTAKES)
    say(
        Text(
            f"已生成 {built.pages} 个页面：{built.site}",
            f"{built.pages} pages built: {built.site}",
        )
    )
    if preview and built.site is not None:
        say(
            Text(
                f"预览，不要发布。双击打开 {built.site / 'index.html'}",
                f"a preview, not for publication. Open {built.site / 'index.html'}",
            )
        )


@cli.command()
@click.option("-f", "--config-file", type=click.Path(path_type=Path), help="site_config.yml")
@click.option("-a", "--address", metavar="HOST:PORT", help="Where to listen / 监听地址")
@click.pass_context
def serve(context: click.Context, config_file: Path | None, address: str | None) -> None:
    """Show the portal in a browser while it is edited / 边改边看."""
    from gongkai_plugins import building  # MkDocs is needed only to draw

    file = find_config(config_file, _speaker(context))
    with _usage(context):
        building.serve(file, address)


@cli.group("release")
def release() -> None:
    """Publish sites as folders that are switched at once / 以文件夹发布、切换和回退网站."""


_RELEASES = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))


@release.command("publish")
@click.argument("site", metavar="SITE", type=click.Path(path_type=Path))
@click.option(
    "--into",
    "folder",
    required=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder of the releases, made when missing / 各次发布的文件夹",
)
@click.option(
    "--keep",
    metavar="N",
    type=click.IntRange(min=0),
    default=releasing.KEPT,
    show_default=True,
    help="How many others to keep / 另外保留几次",
)
@click.pass_context
def release_publish(context: click.Context, site: Path, folder: Path, keep: int) -> None:
    """Make SITE the current release / 发布网站."""
    with _usage(context):
        result = releasing.publish(site, folder, keep=keep)
    say = _speaker(context)
    if result.is_new:
        copied, linked = result.copied, result.linked
        say(
            Text(
                f"已发布 {result.name}：新文件 {copied} 个，与上次相同 {linked} 个",
                f"{result.name} is published: {copied} new file(s), {linked} as before",
            )
        )
    else:
        say(Text(f"没有变化，仍是 {result.name}", f"nothing has changed, still {result.name}"))
    for name in result.pruned:
        say(Text(f"已删去 {name}", f"{name} is deleted"))


@release.command("list")
@_RELEASES
@click.pass_context
def release_list(context: click.Context, folder: Path) -> None:
    """List releases, oldest first; * marks the current one / 列出各次发布."""
    with _usage(context):
        names, current = releasing.releases(folder)
    for name in names:
        click.echo(f"{'*' if name == current else ' '} {name}")


@release.command("rollback")
@_RELEASES
@click.argument("name", metavar="[NAME]", required=False)
@click.pass_context
def release_rollback(context: click.Context, folder: Path, name: str | None) -> None:
    """Go back to release NAME, or to the one before the current / 回退到某次发布."""
    with _usage(context):
        before, now = releasing.roll_back(folder, name)
    say = _speaker(context)
    say(Text(f"已从 {before} 换到 {now}", f"switched from {before} to {now}"))


@cli.group("import")
def import_() -> None:
    """Take over what exists elsewhere / 导入已有内容."""


@import_.command()
@click.argument("source", type=click.Path(path_type=Path))
@click.option(
    "--into",
    required=True,
    metavar="COLUMN",
    type=click.Path(path_type=Path),
    help="Folder of the column, made when missing / 栏目文件夹 (content/laws)",
)
@click.option("-f", "--config-file", type=click.Path(path_type=Path), help="site_config.yml")
@click.pass_context
def texts(context: click.Context, source: Path, into: Path, config_file: Path | None) -> None:
    """Import a folder or archive of legal texts / 导入法规文本的文件夹或压缩包."""
    from gongkai_cli.import_texts import import_texts

    say = _speaker(context)
    file = find_config(config_file, say)
    from gongkai_plugins.project import read_project  # MkDocs reads the configuration

    project = read_project(file)
    with _usage(context), _Counted(say.language) as progress:
        report = import_texts(
            source,
            into,
            project=file.parent,
            content=project.shown,
            progress=progress,
            size_limit_bytes=project.size_limit_bytes,
        )
    click.echo(report.say(say.language, limit=_SHOWN), nl=False)
    if report.failed:
        context.exit(EXIT_MISTAKES)
    say(
        Text(
            "接下来：看看栏目的 index.md；site_config.yml 里写了 nav 的，把它加进去；再运行 "
            "gongkai build",
            "next: look at the column's index.md, add it to nav in site_config.yml where there is "
            "one, and run 'gongkai build'",
        )
    )


@import_.command()
@click.argument(
    "table", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--columns",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="YAML: which column is which field / 各列与各项的对照",
)
@click.option("-f", "--config-file", type=click.Path(path_type=Path), help="site_config.yml")
@click.pass_context
def feedback(
    context: click.Context, table: Path, columns: Path | None, config_file: Path | None
) -> None:
    """Import find-errors messages, CSV or XLSX, without personal data / 导入找错留言."""
    from gongkai_cli.import_feedback import import_feedback

    say = _speaker(context)
    file = find_config(config_file, say)
    from gongkai_plugins.project import read_project  # MkDocs reads the configuration

    project = read_project(file)
    done = import_feedback(
        table,
        columns=columns,
        content=project.content,
        shown=project.shown,
        pack=project.pack,
    )
    for name in done.written:
        click.echo(f"{project.shown}/{name}")
    for text in done.say():
        say(text)


@cli.command()
@click.argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--write", is_flag=True, help="Make the changes / 写入改动")
@click.pass_context
def fix(context: click.Context, files: tuple[Path, ...], *, write: bool) -> None:
    """Propose what can be mended in source files / 提出源文件可以改正之处."""
    from gongkai_cli import fixing

    say = _speaker(context)
    proposed = 0
    mistakes: list[Message] = []
    for file in dict.fromkeys(files):
        mending = fixing.mend(file, file.as_posix())
        for proposal in mending.proposals:
            click.echo(proposal.say(say.language))
        mistakes += mending.mistakes
        if mending.data is None or not mending.proposals:
            continue
        proposed += len(mending.proposals)
        if write:
            replace_file(file, mending.data)
    tell(mistakes, context)
    if proposed and write:
        say(Text(f"已改 {proposed} 处。", f"{proposed} change(s) made."))
    elif proposed:
        say(
            Text(
                f"建议改 {proposed} 处；加 --write 写入。",
                f"{proposed} change(s) proposed; --write makes them.",
            )
        )
    elif not mistakes:
        say(Text("没有要改的。", "nothing to mend."))
    if mistakes or (proposed and not write):
        context.exit(EXIT_MISTAKES)


@cli.command()
@click.option(
    "--into",
    metavar="DIR",
    default=Path(),
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the project, this one by default / 门户的文件夹，默认为当前文件夹",
)
@click.pass_context
def schema(context: click.Context, into: Path) -> None:
    """Write JSON Schemas and settings for editors / 生成编辑器用的校验规则."""
    from gongkai_cli import schemas

    say = _speaker(context)
    written = schemas.write_editor_files(into)
    for name in written.files:
        click.echo((into / name).as_posix())
    for name in written.kept:
        say(
            Text(
                f"{name} 已有自己的设置，没有改动；机构名录的校验规则是 "
                f"{schemas.SCHEMAS}/organs.schema.json",
                f"{name} has settings of its own and was left alone; the register of organs is "
                f"described by {schemas.SCHEMAS}/organs.schema.json",
            )
        )


@cli.command()
@click.argument(
    "site",
    metavar="[SITE]",
    required=False,
    default=Path("site"),
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)
@click.option("--only", multiple=True, metavar="FAMILY_OR_RULE", help="Run these / 只运行这些")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "junit", "csv", "html", "github"]),
    default="text",
    help="Form of the report / 报告格式",
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="报告文件")
@click.option("--baseline", type=click.Path(exists=True, path_type=Path), help="已接受的问题")
@click.option("--site-profile", type=click.Path(exists=True, path_type=Path), help="网站情况")
@click.option(
    "--rules",
    "rules_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Thresholds and lists / 期限和词表",
)
@click.option("--as-of", type=Day(), help="The day that is today / 以该日为今天")
@click.option("--require", multiple=True, metavar="FAMILY", help="Must be measured / 必须能测")
@click.option("--ungrouped", is_flag=True, help="One result for each place / 每处一条")
@click.option("--cache", type=click.Path(file_okay=False, path_type=Path), help="缓存文件夹")
@click.option("-j", "--jobs", type=click.IntRange(1), help="Processes / 进程数")
@click.pass_context
def check(
    context: click.Context,
    site: Path,
    only: tuple[str, ...],
    form: str,
    output: Path | None,
    baseline: Path | None,
    site_profile: Path | None,
    rules_file: Path | None,
    as_of: date | None,
    require: tuple[str, ...],
    cache: Path | None,
    jobs: int | None,
    *,
    ungrouped: bool,
) -> None:
    """Audit SITE, a folder of HTML, whoever built it / 检查网站文件夹."""
    from gongkai_cli import checking  # the parser of pages is needed only here

    language = context.obj["language"]
    with _usage(context):
        found = checking.check(
            checking.Wish(
                site=site,
                day=as_of or datetime.now(UTC).date(),
                only=only,
                required=require,
                profile=site_profile,
                baseline=baseline,
                cache=checking.cache_folder(cache, site),
                jobs=jobs,
                grouped=not ungrouped,
                stated=as_of is not None,
                rules=rules_file,
            )
        )
    text = checking.report(found, form, language)
    if output is None:
        click.echo(text, nl=False)
    else:
        checking.write_report(text, output)
    context.exit(checking.exit_code(found, require))


@cli.command()
@click.argument("rule", metavar="[RULE]", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option(
    "--schema", "schema_name", type=click.Choice(["report", "profile", "rules"]), help="JSON Schema"
)
@click.pass_context
def rules(context: click.Context, rule: str | None, form: str, schema_name: str | None) -> None:
    """List the rules of the audit, or explain one / 列出检查规则."""
    from gongkai_cli import checking  # the parser of pages is needed only here

    if schema_name is not None:
        click.echo(checking.schema(schema_name), nl=False)
        return
    with _usage(context):
        click.echo(checking.list_rules(rule, form, context.obj["language"]), nl=False)


@contextmanager
def _usage(context: click.Context) -> Iterator[None]:
    """Turn what an argument should have been into a usage error."""
    try:
        yield
    except NotUnderstood as error:
        language = context.obj["language"]
        wrong, right = error.what.say(language), error.fix.say(language)
        told = f"{wrong}（{right}）" if language == "zh" else f"{wrong} ({right})"
        raise click.UsageError(told, context) from error


def _write(file: ResultFile, data: bytes) -> None:
    try:
        file.write(data)
    except OSError as error:
        reason = f"{error.strerror or error}: {error.filename or file.path}"
        raise NotUnderstood(
            Text(
                f"{file.kind.name.zh}写不出来：{reason}",
                f"the {file.kind.name.en} cannot be written: {reason}",
            ),
            Text("检查权限和剩余空间", "see to the rights, and to the space left"),
        ) from error


class _Speaker:
    """Says sentences to people, on standard error, in their language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, text: Text) -> None:
        click.echo(printable(text.say(self.language)), err=True)


def _speaker(context: click.Context) -> _Speaker:
    return _Speaker(context.obj["language"])


def tell(messages: Iterable[Message], context: click.Context) -> None:
    """Print messages, with a count at the end."""
    messages = list(messages)
    for message in messages:
        click.echo(message.say(context.obj["language"]), err=True)
    say = _speaker(context)
    if any(message.severity is Severity.NOTE and message.at.line for message in messages):
        say(
            Text(
                "写法上的提示，可用“gongkai fix 文件 --write”一并改好。",
                "'gongkai fix FILE --write' mends what notes say of spelling.",
            )
        )
    if messages:
        say(Text(f"共 {len(messages)} 条。", f"{len(messages)} message(s) in all."))


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
    if below:
        names = ", ".join(str(path.relative_to(here)) for path in below)
        raise click.UsageError(
            Text(f"用 -f 指明一个：{names}", f"name one with -f: {names}").say(say.language)
        )
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


class _Counted:
    """A progress bar on a terminal, moved by who counts; off a terminal it shows nothing."""

    def __init__(self, language: str) -> None:
        self._label = Text("读取", "Reading").say(language)
        self._bar: AbstractContextManager[Any] | None = None
        self._shown: Any = None
        self._done = 0

    def __enter__(self) -> _Counted:
        return self

    def __call__(self, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` are done."""
        if not sys.stderr.isatty():
            return
        if self._bar is None:
            self._bar = click.progressbar(length=total, label=self._label, file=sys.stderr)
            self._shown = self._bar.__enter__()
        self._shown.update(done - self._done)
        self._done = done

    def __exit__(self, *error: object) -> None:
        if self._bar is not None:
            self._bar.__exit__(None, None, None)


def main() -> None:
    """Run the command; mistakes in the content end with 10, wrong usage with 2, a crash with 1."""
    cli(prog_name="gongkai")


if __name__ == "__main__":
    main()
