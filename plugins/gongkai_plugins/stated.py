"""What site_config.yml states of the portal: read, and held against what a real one must have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from gongkai_model.messages import ContentError, Message, NotUnderstood, Place, Text
from gongkai_model.pack import CONTACT, Pack, read_pack
from gongkai_model.portal import Portal
from gongkai_plugins.options import NAMES, PortalOptions
from gongkai_render.settings import Contact, Registration, Settings

_CHINESE = {name: chinese for chinese, name in NAMES.items()}
_NUMBER = re.compile(r"\d{5,}")
_MANY_COLOURS = 3
"""One main colour, in all not more than three (国办发〔2017〕47号, annex)."""


def read_settings(options: PortalOptions, config: MkDocsConfig) -> Settings:
    """Return what the portal says of itself.

    Raises:
        ContentError: The pack cannot be read, or a portal that is no demonstration lacks what it
            must have; with every mistake.
    """
    at = _place(config)
    project = Path(config.config_file_path).parent if config.config_file_path else Path()
    try:
        pack = read_pack(options.pack, project)
    except NotUnderstood as error:
        raise ContentError([Message(at, error.what, error.fix)]) from None
    url = config.site_url or ""
    settings = Settings(
        options.name,
        url if url.endswith("/") else url + "/",
        options.code,
        options.list_page_size,
        options.newest_size,
        pack,
        options.demo,
        Contact(options.sponsor, options.operator, options.address, options.phone, options.email),
        Registration(
            options.icp, options.police_record, options.party_mark, options.party_mark_picture
        ),
        options.emblem,
        options.emblem_text,
        tuple(options.colours),
        options.mourning or (),
        options.leaving_notice,
        options.qr,
        options.ipv6_measured_on,
        options.foreign_edition,
    )
    problems = list(_problems(settings, pack, at))
    if problems:
        raise ContentError(problems)
    return settings


def _place(config: MkDocsConfig) -> Place:
    file = Path(config.config_file_path).name if config.config_file_path else "site_config.yml"
    return Place(file)


def _problems(settings: Settings, pack: Pack, at: Place) -> Iterator[Message]:
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
        if address and not re.match(r"https?://[^\s\"'<>]+$|/(?!/)", address):
            yield Message(
                at,
                Text(f"“{_CHINESE[name]}”不是地址：{address}", f"{name} is no address: {address}"),
                Text("以 https:// 开头", "begin with https://"),
            )
    if settings.emblem and not settings.emblem_text:
        yield Message(
            at,
            Text("国徽图片没有文字说明", "the emblem has no alternative text"),
            Text("写上“国徽说明: 中华人民共和国国徽”之类", "give 国徽说明 (emblem_text)"),
        )
    if not settings.demo:
        yield from _lacking(settings, pack, at)


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
        label = _CHINESE[name]
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
    if settings.url.split("//", 1)[-1].split("/", 1)[0].endswith(".example"):
        yield Message(
            at,
            Text("site_url 还是占位的域名", "site_url is a placeholder"),
            Text("写上真实的域名", "give the real domain"),
        )


def _is_placeholder(value: str) -> bool:
    """Tell whether a number has no digit but 0, or a name is that of an example."""
    numbers = _NUMBER.findall(value)
    return "示例" in value or any(not number.strip("0") for number in numbers)


def missing_files(settings: Settings, portal: Portal) -> Iterator[Message]:
    """Report pictures that are named but not there."""
    for name, path in (
        ("emblem", settings.emblem),
        ("party_mark_picture", settings.registration.party_mark_picture),
    ):
        if path and path not in portal.files:
            yield Message(
                Place("site_config.yml"),
                Text(
                    f"“{_CHINESE[name]}”指的文件不存在：{portal.shown}/{path}",
                    f"{name} names a file that is not there: {portal.shown}/{path}",
                ),
                Text("改正路径，或放入该文件", "correct the path, or add the file"),
            )
