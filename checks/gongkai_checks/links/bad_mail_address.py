"""Mail links hold an address.

## Why
The reader's mail program opens with nobody to write to.

## How to fix
Write mailto:name@host.
"""

from collections.abc import Iterator

from gongkai_checks.addresses import clean
from gongkai_checks.finding import Problem
from gongkai_checks.percent import decode_fragment
from gongkai_checks.pointing import at_link
from gongkai_checks.resolving import Way
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text

_SHARING = ("to=", "subject=", "body=", "cc=", "bcc=")


@page_rule(
    title=Text("邮件链接里有邮箱地址", "Mail links hold an address"),
    severity=Severity.WARNING,
    source="link audit, section 7; RFC 6068",
    mark=Mark.VERIFIED,
    applies=lambda page: Way.MAIL in page.ways,
)
def bad_mail_address(page: BuiltPage) -> Iterator[Problem]:
    for link, _ in page.ways.get(Way.MAIL, ()):
        if not _holds_address(clean(link.url)[len("mailto:") :]):
            yield at_link(
                link,
                Text("邮件链接里没有正确的邮箱", "no proper address in a mail link"),
                Text("写成 mailto:名称@主机", "write mailto:name@host"),
            )


def _holds_address(text: str) -> bool:
    """Tell whether each address has one ``@``; a link to share by mail may have none at all."""
    names, _, query = text.partition("#")[0].partition("?")
    if not names:
        return query.lower().startswith(_SHARING)
    return all(_is_address(decode_fragment(name).strip()) for name in names.split(","))


def _is_address(name: str) -> bool:
    return name.count("@") == 1 and not name.startswith("@") and not name.endswith("@")
