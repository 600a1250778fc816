"""What a portal says of itself in site_config.yml, as far as pages show it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of a portal.

    Attributes:
        name: SiteName (国办发〔2017〕47号, annex).
        url: Where the portal is published; absolute, ends with a slash.
        code: SiteIDCode, the 网站标识码.
        list_page_size: Records on one page of a list.
        newest_size: Records in the list on a column's own page.
    """

    name: str
    url: str
    code: str
    list_page_size: int = 50
    newest_size: int = 20

    @property
    def domain(self) -> str:
        """SiteDomain: host name without scheme and slash."""
        return self.url.split("//", 1)[1].split("/", 1)[0]

    @property
    def base_path(self) -> str:
        """Path of the portal on its host; begins and ends with a slash."""
        return "/" + self.url.split("//", 1)[1].partition("/")[2]
