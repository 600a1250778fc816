"""site_config.yml: what it states of the portal, and every mistake in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from gongkai_model import web_address
from gongkai_model.feedback.limits import Limits
from gongkai_model.messages import ContentError, Message, NotUnderstood, Place, Text
from gongkai_model.pack import CONTACT, Pack, default_pack, read_pack
from gongkai_model.portal import Portal
from gongkai_model.values import resolve_path
from gongkai_plugins.options import PortalOptions, chinese_name
from gongkai_render.bodies import OFFICIAL_TEXT
from gongkai_render.settings import Contact, Registration, Settings

_SITE_URL = re.compile(r"https?://[\w.-]{1,253}(?::[0-9]{1,5})?(?:/(?:[\w-][\w.-]{0,80}/){0,8}|/?)")
_NUMBER = re.compile(r"\d{5,}")
_OF_EXAMPLES = ("示例", "样例", "演示")
_MANY_COLOURS = 3
"""One main colour, in all not more than three (国办发〔2017〕47号, annex)."""


def read_settings(options: PortalOptions, config: MkDocsConfig) -> Settings:
    """Return what the portal says of itself.

    Raises:
        ContentError: An option cannot be used, the pack cannot be read, or a portal that is no
            demonstration lacks what it must have; with every mistake.
    """
    at = place(config)
    problems = list(_problems_of_host(options, config, at))
    project = Path(config.config_file_path).parent if config.config_file_path else Path()
    pack: Pack | None = None
    try:
        pack = read_pack(options.pack, project)
    except NotUnderstood as error:
        problems.append(Message(at, error.what, error.fix))
    except ContentError as error:
        problems += error.messages
    url = config.site_url or ""
    settings = Settings(
        name=options.name,
        url=url if url.endswith("/") else url + "/",
        code=options.code,
        list_page_size=options.list_page_size,
        newest_size=options.newest_size,
        pack=pack or default_pack(),
        demo=options.demo,
        contact=Contact(
            sponsor=options.sponsor,
            operator=options.operator,
            address=options.address,
            phone=options.phone,
            email=options.email,
        ),
        registration=Registration(
            icp=options.icp,
            police_record=options.police_record,
            party_mark=options.party_mark,
            party_mark_picture=_tidied(options.party_mark_picture),
        ),
        emblem=_tidied(options.emblem),
        emblem_text=options.emblem_text,
        colours=tuple(options.colours),
        mourning=options.mourning or (),
        leaving_notice=options.leaving_notice,
        qr=options.qr,
        ipv6_measured_on=options.ipv6_measured_on,
        foreign_edition=options.foreign_edition,
        feedback_limits=_limits(options, pack or default_pack()),
        feedback_messages=options.feedback_messages,
    )
    problems += _problems(settings, at)
    if pack is not None and not settings.demo:
        problems += _lacking(settings, pack, at)
    if problems:
        raise ContentError(problems)
    return settings


def _limits(options: PortalOptions, pack: Pack) -> Limits:
    """Return the portal's own limits, and the pack's where it has none."""
    given = {
        "days": options.feedback_days,
        "complex_days": options.feedback_complex_days,
        "months": options.feedback_months,
    }
    stated = {name: number for name, number in given.items() if number is not None}
    return replace(pack.feedback_limits, **stated)


def place(config: MkDocsConfig) -> Place:
    """Return the configuration file, for messages."""
    file = Path(config.config_file_path).name if config.config_file_path else "site_config.yml"
    return Place(file)


def _tidied(path: str) -> str:
    """Return a path as the portal's files are listed; as it is where it leaves content/."""
    return (resolve_path(path, "") or path) if path else ""


def _problems_of_host(options: PortalOptions, config: MkDocsConfig, at: Place) -> Iterator[Message]:
    for given, where in ((options, "plugins: gongkai: "), (config, "")):
        for key in sorted(set(given.data) - given._schema_keys):
            yield Message(
                at,
                Text(f"不认识配置项 {where}{key}", f"unknown option {where}{key}"),
                Text("删去，或改正拼写", "delete it, or correct its spelling"),
            )
    if not config.site_url:
        yield Message(
            at,
            Text("缺少 site_url", "site_url is missing"),
            Text(
                "写上网站的完整地址，如 site_url: https://www.example.gov.example/",
                "give the full address, as in site_url: https://www.example.gov.example/",
            ),
        )
    elif not _SITE_URL.fullmatch(config.site_url):
        yield Message(
            at,
            Text(f"site_url 不对：{config.site_url!r}", f"not an address: {config.site_url!r}"),
            Text(
                "只写域名和文件夹，如 https://www.example.gov.example/city/",
                "give host and folder only, as in https://www.example.gov.example/city/",
            ),
        )
    if "search" in config.plugins:
        yield Message(
            at,
            Text("不能同时用 MkDocs 的 search 插件", "the search plugin of MkDocs cannot be used"),
            Text(
                "从 plugins 中删去 search：它只认得页面，认不得记录",
                "delete search from plugins: it knows pages, not records",
            ),
        )
    if OFFICIAL_TEXT not in config.markdown_extensions:
        yield Message(
            at,
            Text(
                f"markdown_extensions 里没有 {OFFICIAL_TEXT}：公文正文会被改动",
                f"markdown_extensions lacks {OFFICIAL_TEXT}: official texts would be altered",
            ),
            Text(f"加上一行“- {OFFICIAL_TEXT}”", f"add the line '- {OFFICIAL_TEXT}'"),
        )
    if not config.use_directory_urls:
        yield Message(
            at,
            Text(
                "不能写 use_directory_urls: false：记录、列表和部门的网址都是文件夹",
                "use_directory_urls: false cannot be used: the addresses of records, lists and "
                "units are folders",
            ),
            Text(
                "删去这一行；要不经服务器打开网页，用“gongkai build --preview”",
                "delete the line; 'gongkai build --preview' makes pages to open from disk",
            ),
        )


def _problems(settings: Settings, at: Place) -> Iterator[Message]:
    if len(settings.colours) > _MANY_COLOURS:
        yield Message(
            at,
            Text("颜色多于三种", "there are more than three colours"),
            Text("留主色和至多两种辅色", "keep the main colour and up to two more"),
        )
    for name, address in (
        ("foreign_edition", settings.foreign_edition),
        ("party_mark", settings.registration.party_mark),
    ):
        try:
            if address:
                web_address.read(address)
        except NotUnderstood as error:
            label = chinese_name(name)
            what = Text(f"“{label}”：{error.what.zh}", f"{name}: {error.what.en}")
            yield Message(at, what, error.fix)
    for name, path in _pictures(settings):
        if path and resolve_path(path, "") is None:
            yield Message(
                at,
                Text(
                    f"“{chinese_name(name)}”指到内容文件夹之外：{path}",
                    f"{name} leaves the content folder: {path}",
                ),
                Text(
                    "把图片放进内容文件夹，写相对它的路径",
                    "put the picture into the content folder, and name it from there",
                ),
            )
    if settings.emblem and not settings.emblem_text:
        yield Message(
            at,
            Text("国徽图片没有文字说明", "the emblem has no alternative text"),
            Text("写上“国徽说明: 中华人民共和国国徽”之类", "give 国徽说明 (emblem_text)"),
        )


def _pictures(settings: Settings) -> tuple[tuple[str, str], ...]:
    return (
        ("emblem", settings.emblem),
        ("party_mark_picture", settings.registration.party_mark_picture),
    )


def _lacking(settings: Settings, pack: Pack, at: Place) -> Iterator[Message]:
    """Report what a real portal lacks, and what plainly stands for something else."""
    values = {
        "code": settings.code,
        "icp": settings.registration.icp,
        "police_record": settings.registration.police_record,
        "party_mark": settings.registration.party_mark,
        **{name: str(getattr(settings.contact, name)) for name in CONTACT},
    }
    for name, value in values.items():
        form = pack.registration.get(name)
        if form is None and name not in pack.required:
            continue
        label = chinese_name(name)
        if not value:
            yield Message(
                at,
                Text(f"正式门户缺少“{label}”", f"a real portal needs {name} ({label})"),
                Text(
                    f"在 gongkai 下写上“{label}: …”；演示站写“演示: true”",
                    f"write {name}: … below gongkai, or demo: true for a demonstration",
                ),
            )
        elif _is_placeholder(value):
            yield Message(
                at,
                Text(f"“{label}”还是占位的值：{value}", f"{name} is a placeholder: {value}"),
                Text("换成真实的值", "give the real one"),
            )
        elif form is not None and not form.fullmatch(value):
            yield Message(
                at,
                Text(f"“{label}”的写法不对：{value}", f"{name} is not of its form: {value}"),
                Text(f"应符合 {form.pattern}", f"it has the form {form.pattern}"),
            )
    if any(word in settings.name for word in _OF_EXAMPLES):
        yield Message(
            at,
            Text(f"“名称”还是样例的：{settings.name}", f"name is an example's: {settings.name}"),
            Text("换成网站的名称", "give the name of the site"),
        )
    if settings.url.split("//", 1)[-1].split("/", 1)[0].endswith(".example"):
        yield Message(
            at,
            Text("site_url 还是占位的域名", "site_url is a placeholder"),
            Text("写上真实的域名", "give the real domain"),
        )


def _is_placeholder(value: str) -> bool:
    """Tell whether a number has no digit but 0, or a name is that of an example."""
    numbers = _NUMBER.findall(value)
    return any(word in value for word in _OF_EXAMPLES) or any(
        not number.strip("0") for number in numbers
    )


def missing_files(settings: Settings, portal: Portal, at: Place) -> Iterator[Message]:
    """Report pictures that are named but not there.

    Args:
        settings: What the portal states.
        portal: Its content.
        at: The configuration file.
    """
    for name, path in _pictures(settings):
        if path and path not in portal.files:
            yield Message(
                at,
                Text(
                    f"“{chinese_name(name)}”指的文件不存在：{portal.shown}/{path}",
                    f"{name} names a file that is not there: {portal.shown}/{path}",
                ),
                Text("改正路径，或放入该文件", "correct the path, or add the file"),
            )
