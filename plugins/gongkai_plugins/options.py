"""The options under ``gongkai`` in site_config.yml."""

from __future__ import annotations

from datetime import date
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
    """SiteName: official name of the site."""

    code = opt.Type(str)
    """SiteIDCode: the 网站标识码."""

    time_zone = TimeZone()
    """The portal's one time zone; the build date is a day in it."""

    build_date = opt.Optional(Day())
    """Build as of this day instead of today."""

    public_repository = opt.Type(bool, default=True)
    """Everyone can read the sources."""

    size_limit_mb = opt.Type((int, float), default=2)
    """Largest source file, in megabytes."""

    index_number_pattern = opt.Optional(opt.Type(str))
    """Regular expression of the portal's own 索引号, where it has another form."""

    list_page_size = opt.Type(int, default=50)
    """Records on one page of a list."""

    newest_size = opt.Type(int, default=20)
    """Records in the list on a column's own page."""

    publish = opt.ListOfItems(opt.Type(str), default=[])
    """Files of content/ to publish although no page refers to them; ``*`` and ``?`` allowed."""
