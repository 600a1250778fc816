"""What a portal says of itself in site_config.yml, as far as pages show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import quote

from gongkai_model.feedback.limits import Limits
from gongkai_model.pack import Pack, default_pack


@dataclass(frozen=True, slots=True)
class Contact:
    """Who answers for the site, and how to reach them.

    Attributes:
        sponsor: 主办单位.
        operator: 承办单位; may be empty.
        address: May be empty.
        phone: As dialled; may be empty.
        email: May be empty.
    """

    sponsor: str = ""
    operator: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Registration:
    """Numbers under which the site is registered; empty where it is not.

    Attributes:
        icp: ICP备案编号.
        police_record: 公安机关备案号.
        party_mark: Address of the 党政机关网站标识.
        party_mark_picture: Its picture, the operator's own file within content/.
    """

    icp: str = ""
    police_record: str = ""
    party_mark: str = ""
    party_mark_picture: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of a portal.

    Attributes:
        name: SiteName (国办发〔2017〕47号, annex).
        url: Where the portal is published; absolute, ends with a slash.
        code: SiteIDCode, the 网站标识码.
        list_page_size: Records on one page of a list.
        newest_size: Records in the list on a column's own page.
        pack: What is national about it.
        demo: It is a demonstration: each page says so, and none is to be indexed.
        contact: Who answers for it.
        registration: Numbers under which it is registered.
        emblem: The operator's picture of the national emblem, a file within content/; or empty.
        emblem_text: Its alternative.
        colours: Main colour and up to two more, ``#rrggbb``.
        mourning: First and last days on which the portal is grey.
        leaving_notice: Links to hosts of others ask before they are followed.
        qr: Record pages carry their address as a QR code.
        ipv6_measured_on: Day of the last full measurement over IPv6 that was passed; None where
            nothing is proven.
        foreign_edition: Address of the edition in another language; may be empty.
        feedback_limits: By when messages about mistakes of the portal are to be answered.
        feedback_messages: Editors' summaries of such messages are shown.
    """

    name: str
    url: str
    code: str
    list_page_size: int = 50
    newest_size: int = 20
    pack: Pack = field(default_factory=default_pack)
    demo: bool = True
    contact: Contact = Contact()
    registration: Registration = Registration()
    emblem: str = ""
    emblem_text: str = ""
    colours: tuple[str, ...] = ()
    mourning: tuple[tuple[date, date], ...] = ()
    leaving_notice: bool = False
    qr: bool = True
    ipv6_measured_on: date | None = None
    foreign_edition: str = ""
    feedback_limits: Limits = field(default_factory=Limits)
    feedback_messages: bool = False

    @property
    def domain(self) -> str:
        """SiteDomain: host name without scheme and slash."""
        return self.url.split("//", 1)[1].split("/", 1)[0]

    @property
    def base_path(self) -> str:
        """Path of the portal on its host; begins and ends with a slash."""
        return "/" + self.url.split("//", 1)[1].partition("/")[2]

    @property
    def pictures(self) -> tuple[str, ...]:
        """Files within content/ that every page shows; empty names among them."""
        return (self.emblem, self.registration.party_mark_picture)

    @property
    def numbers(self) -> tuple[tuple[str, str], ...]:
        """Numbers of registration that the footer shows, each with the address it leads to."""
        numbers = {"icp": self.registration.icp, "police_record": self.registration.police_record}
        return tuple(
            (number, self._link(name, number)) for name, number in numbers.items() if number
        )

    def _link(self, name: str, number: str) -> str:
        digits = "".join(character for character in number if character in "0123456789")
        return self.pack.links.get(name, "").replace("{digits}", digits)

    def mourns(self, day: date) -> bool:
        """Tell whether the portal is grey on a day."""
        return any(first <= day <= last for first, last in self.mourning)

    def feedback_address(self, address: str) -> str:
        """Return where mistakes of a page are reported; empty in a demonstration.

        Args:
            address: Of the page within the site, quoted as in a URL.
        """
        if self.demo or not self.pack.feedback_entry:
            return ""
        entry = self.pack.feedback_entry.replace("{code}", quote(self.code, safe=""))
        return entry.replace("{url}", quote(self.url + address, safe=""))


@dataclass(frozen=True, slots=True)
class Furniture:
    """What surrounds the content of every page; themes know it as ``portal``.

    Attributes:
        settings: Of the portal.
        pages: Address, relative to the site, of the page of each part that there is, but for
            those that many pages give.
    """

    settings: Settings
    pages: Mapping[str, str]
