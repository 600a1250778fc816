"""The options under ``gongkai`` in site_config.yml, by their English or Chinese names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from mkdocs.config import config_options as opt
from mkdocs.config.base import BaseConfigOption, Config, ValidationError

from gongkai_model.dates import parse_day
from gongkai_model.messages import NotUnderstood


class Day(BaseConfigOption[date]):
    """A day, as YAML reads it or as text."""

    def run_validation(self, value: object) -> date:
        """Return the day."""
        if isinstance(value, date):
            return date(value.year, value.month, value.day)
        try:
            return parse_day(str(value))[0]
        except NotUnderstood as error:
            raise ValidationError(str(error)) from error


class Days(BaseConfigOption[tuple[tuple[date, date], ...]]):
    """Days and spans of days, as in ``[2026-12-13, 2027-04-04 至 2027-04-05]``."""

    def run_validation(self, value: object) -> tuple[tuple[date, date], ...]:
        """Return first and last day of each span."""
        spans: list[tuple[date, date]] = []
        for item in value if isinstance(value, list) else [value]:
            ends = [Day().run_validation(end) for end in re.split(r"\s*(?:至|~|～)\s*", str(item))]
            if len(ends) > 2 or ends[0] > ends[-1]:
                raise ValidationError(f"not a span of days: {item} / 不是起止日期")
            spans.append((ends[0], ends[-1]))
        return tuple(spans)


class Colour(BaseConfigOption[str]):
    """A colour, ``#rrggbb``."""

    def run_validation(self, value: object) -> str:
        """Return it in lower case."""
        if not isinstance(value, str) or not re.fullmatch(r"#[0-9A-Fa-f]{6}", value):
            raise ValidationError(f"not a colour: {value!r} (write it as in '#a40000') / 不是颜色")
        return value.lower()


class TimeZone(BaseConfigOption[ZoneInfo]):
    """A time zone of the IANA list, as in Asia/Shanghai."""

    def run_validation(self, value: object) -> ZoneInfo:
        """Return the zone."""
        if value is None:
            raise ValidationError(
                "time_zone is missing: write time_zone: Asia/Shanghai / "
                "缺少 time_zone，写上 time_zone: Asia/Shanghai"
            )
        if not isinstance(value, str) or value not in available_timezones():
            raise ValidationError(
                f"not a time zone: {value!r} (write it as in Asia/Shanghai) / 不是时区"
            )
        return ZoneInfo(value)


class PortalOptions(Config):
    """Everything that the portal's plugin can be told."""

    name = opt.Type(str)
    """名称: SiteName, official name of the site."""

    code = opt.Type(str)
    """网站标识码: SiteIDCode."""

    time_zone = TimeZone()
    """时区: the portal's one time zone; the build date is a day in it."""

    build_date = opt.Optional(Day())
    """构建日期: build as of this day instead of today."""

    demo = opt.Type(bool, default=True)
    """演示: each page says that it is no government's; false asks for the real numbers below."""

    pack = opt.Type(str, default="zh-CN")
    """语言包: what is national about the portal; a shipped pack, or a folder of your own."""

    sponsor = opt.Type(str, default="")
    """主办单位: shown in the footer."""

    operator = opt.Type(str, default="")
    """承办单位: shown in the footer."""

    address = opt.Type(str, default="")
    """地址: shown in the footer."""

    phone = opt.Type(str, default="")
    """电话: shown in the footer."""

    email = opt.Type(str, default="")
    """邮箱: shown in the footer."""

    icp = opt.Type(str, default="")
    """ICP备案编号: shown in the footer, with its official link."""

    police_record = opt.Type(str, default="")
    """公安机关备案号: shown in the footer, with its official link."""

    party_mark = opt.Type(str, default="")
    """党政机关网站标识: address of the mark's page."""

    party_mark_picture = opt.Type(str, default="")
    """党政机关网站标识图片: the mark itself, a file within content/."""

    emblem = opt.Type(str, default="")
    """国徽: the operator's picture, a file within content/."""

    emblem_text = opt.Type(str, default="")
    """国徽说明: alternative of that picture."""

    colours = opt.ListOfItems(Colour(), default=[])
    """颜色: main colour and up to two more, #rrggbb."""

    mourning = opt.Optional(Days())
    """哀悼日: days, or spans as in 2026-12-13 至 2026-12-14, on which the portal is grey."""

    leaving_notice = opt.Type(bool, default=False)
    """离站提示: links to hosts of others ask before they are followed."""

    qr = opt.Type(bool, default=True)
    """二维码: record pages carry their address as a QR code."""

    ipv6_measured_on = opt.Optional(Day())
    """IPv6实测: day of the last full measurement that was passed; nothing is said without it."""

    foreign_edition = opt.Type(str, default="")
    """外文版: address of the edition in another language."""

    public_repository = opt.Type(bool, default=True)
    """公开仓库: everyone can read the sources."""

    size_limit_mb = opt.Type((int, float), default=2)
    """文件上限: largest source file, in megabytes."""

    index_number_pattern = opt.Optional(opt.Type(str))
    """索引号格式: regular expression of the portal's own 索引号, where it has another form."""

    list_page_size = opt.Type(int, default=50)
    """列表每页条数: records on one page of a list."""

    newest_size = opt.Type(int, default=20)
    """栏目首页条数: records in the list on a column's own page."""

    publish = opt.ListOfItems(opt.Type(str), default=[])
    """另发文件: files of content/ to publish although no page refers to them; * and ? allowed."""

    def load_dict(self, patch: dict[Any, Any]) -> None:
        """Take options by either name."""
        super().load_dict({NAMES.get(key, key): value for key, value in patch.items()})


NAMES: Mapping[str, str] = {
    "名称": "name",
    "网站标识码": "code",
    "时区": "time_zone",
    "构建日期": "build_date",
    "演示": "demo",
    "语言包": "pack",
    "主办单位": "sponsor",
    "承办单位": "operator",
    "地址": "address",
    "电话": "phone",
    "邮箱": "email",
    "ICP备案编号": "icp",
    "公安机关备案号": "police_record",
    "党政机关网站标识": "party_mark",
    "党政机关网站标识图片": "party_mark_picture",
    "国徽": "emblem",
    "国徽说明": "emblem_text",
    "颜色": "colours",
    "哀悼日": "mourning",
    "离站提示": "leaving_notice",
    "二维码": "qr",
    "IPv6实测": "ipv6_measured_on",
    "外文版": "foreign_edition",
    "公开仓库": "public_repository",
    "文件上限": "size_limit_mb",
    "索引号格式": "index_number_pattern",
    "列表每页条数": "list_page_size",
    "栏目首页条数": "newest_size",
    "另发文件": "publish",
}
"""English names of the options by their Chinese ones."""
