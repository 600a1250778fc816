"""The options under ``gongkai`` in site_config.yml, by their English or Chinese names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from mkdocs.config import config_options as opt
from mkdocs.config.base import BaseConfigOption, Config, ValidationError

from gongkai_model.dates import parse_day
from gongkai_model.feedback.limits import LONGEST
from gongkai_model.messages import NotUnderstood

_Option = TypeVar("_Option", bound=BaseConfigOption[Any])


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


class AtLeastOne(BaseConfigOption[int]):
    """A whole number from 1."""

    def __init__(self, default: int) -> None:
        super().__init__()
        self.default = default

    def run_validation(self, value: object) -> int:
        """Return the number."""
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= _MOST:
            raise ValidationError(f"not a whole number from 1: {value!r} / 不是 1 以上的整数")
        return value


class Megabytes(BaseConfigOption[float]):
    """A size above nothing, and not without end."""

    def __init__(self, default: float) -> None:
        super().__init__()
        self.default = default

    def run_validation(self, value: object) -> float:
        """Return the size."""
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= _MOST:
            raise ValidationError(f"not a size in megabytes: {value!r} / 不是以 MB 计的大小")
        return value


_MOST = 10_000


class Limit(BaseConfigOption[int]):
    """A limit, in days or months."""

    def run_validation(self, value: object) -> int:
        """Return it."""
        if type(value) is not int or not 0 < value <= LONGEST:
            raise ValidationError(
                f"not a limit: {value!r} (write 1 to {LONGEST}) / 写 1 至 {LONGEST} 的整数"
            )
        return value


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


@dataclass(frozen=True, slots=True)
class Description:
    """An option for people.

    Attributes:
        chinese: Its Chinese name, which may be written as well.
        meaning: What it says.
    """

    chinese: str
    meaning: str


_DESCRIPTIONS: dict[BaseConfigOption[Any], Description] = {}


def _option(chinese: str, meaning: str, option: _Option) -> _Option:
    """Return an option, whose description is kept beside it."""
    _DESCRIPTIONS[option] = Description(chinese, meaning)
    return option


class PortalOptions(Config):
    """Everything that the portal's plugin can be told."""

    name = _option("名称", "SiteName, official name of the site.", opt.Type(str))
    code = _option("网站标识码", "SiteIDCode.", opt.Type(str))
    time_zone = _option(
        "时区", "the portal's one time zone; the build date is a day in it.", TimeZone()
    )
    build_date = _option("构建日期", "build as of this day instead of today.", opt.Optional(Day()))
    demo = _option(
        "演示",
        "each page says that it is no government's; false asks for the real numbers below.",
        opt.Type(bool, default=True),
    )
    pack = _option(
        "语言包",
        "what is national about the portal; a shipped pack, or a folder of your own.",
        opt.Type(str, default="zh-CN"),
    )
    sponsor = _option("主办单位", "shown in the footer.", opt.Type(str, default=""))
    operator = _option("承办单位", "shown in the footer.", opt.Type(str, default=""))
    address = _option("地址", "shown in the footer.", opt.Type(str, default=""))
    phone = _option("电话", "shown in the footer.", opt.Type(str, default=""))
    email = _option("邮箱", "shown in the footer.", opt.Type(str, default=""))
    icp = _option(
        "ICP备案编号", "shown in the footer, with its official link.", opt.Type(str, default="")
    )
    police_record = _option(
        "公安机关备案号", "shown in the footer, with its official link.", opt.Type(str, default="")
    )
    party_mark = _option(
        "党政机关网站标识", "address of the mark's page.", opt.Type(str, default="")
    )
    party_mark_picture = _option(
        "党政机关网站标识图片",
        "the mark itself, a file within content/.",
        opt.Type(str, default=""),
    )
    emblem = _option(
        "国徽", "the operator's picture, a file within content/.", opt.Type(str, default="")
    )
    emblem_text = _option("国徽说明", "alternative of that picture.", opt.Type(str, default=""))
    colours = _option(
        "颜色", "main colour and up to two more, #rrggbb.", opt.ListOfItems(Colour(), default=[])
    )
    mourning = _option(
        "哀悼日",
        "days, or spans as in 2026-12-13 至 2026-12-14, on which the portal is grey.",
        opt.Optional(Days()),
    )
    leaving_notice = _option(
        "离站提示",
        "links to hosts of others ask before they are followed.",
        opt.Type(bool, default=False),
    )
    qr = _option(
        "二维码", "record pages carry their address as a QR code.", opt.Type(bool, default=True)
    )
    ipv6_measured_on = _option(
        "IPv6实测",
        "day of the last full measurement that was passed; nothing is said without it.",
        opt.Optional(Day()),
    )
    foreign_edition = _option(
        "外文版", "address of the edition in another language.", opt.Type(str, default="")
    )
    feedback_days = _option(
        "找错期限",
        "working days to answer a message about a mistake; else the pack's.",
        opt.Optional(Limit()),
    )
    feedback_complex_days = _option(
        "找错复杂期限", "the same for what is 复杂; else the pack's.", opt.Optional(Limit())
    )
    feedback_months = _option(
        "找错最长期限", "outer limit in months; else the pack's.", opt.Optional(Limit())
    )
    feedback_messages = _option(
        "找错摘要",
        "where {{ 找错统计 }} stands, show editors' summaries of closed messages, too.",
        opt.Type(bool, default=False),
    )
    public_repository = _option(
        "公开仓库", "everyone can read the sources.", opt.Type(bool, default=True)
    )
    size_limit_mb = _option("文件上限", "largest source file, in megabytes.", Megabytes(2))
    index_number_pattern = _option(
        "索引号格式",
        "regular expression of the portal's own 索引号, where it has another form.",
        opt.Optional(opt.Type(str)),
    )
    list_page_size = _option("列表每页条数", "records on one page of a list.", AtLeastOne(50))
    newest_size = _option(
        "栏目首页条数", "records in the list on a column's own page.", AtLeastOne(20)
    )
    publish = _option(
        "另发文件",
        "files of content/ to publish, of any type, referred to or not; * and ? allowed.",
        opt.ListOfItems(opt.Type(str), default=[]),
    )

    def load_dict(self, patch: dict[Any, Any]) -> None:
        """Take options by either name."""
        super().load_dict({NAMES.get(key, key): value for key, value in patch.items()})


DESCRIPTIONS: Mapping[str, Description] = {
    name: _DESCRIPTIONS[option] for name, option in PortalOptions._schema
}
"""Of each option, by its English name, in their order."""
NAMES: Mapping[str, str] = {told.chinese: name for name, told in DESCRIPTIONS.items()}
"""English names of the options by their Chinese ones."""


def chinese_name(name: str) -> str:
    """Return the Chinese name of an option."""
    return DESCRIPTIONS[name].chinese
