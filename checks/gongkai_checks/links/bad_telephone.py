"""Telephone links hold a number.

## Why
A telephone dials what the link holds; words and empty links dial nothing.

## How to fix
Write tel:+86-10-12345678, digits and separators only.
"""

import re
from collections.abc import Iterator

from gongkai_checks.addresses import clean
from gongkai_checks.finding import Problem
from gongkai_checks.percent import decode_fragment
from gongkai_checks.pointing import at_link
from gongkai_checks.resolving import Way
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text

_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"[0-9]")


@page_rule(
    title=Text("电话链接里有号码", "Telephone links hold a number"),
    severity=Severity.WARNING,
    source="link audit, section 7; RFC 3966",
    mark=Mark.VERIFIED,
    applies=lambda page: Way.TELEPHONE in page.ways,
)
def bad_telephone(page: BuiltPage) -> Iterator[Problem]:
    for link, _ in page.ways.get(Way.TELEPHONE, ()):
        number = decode_fragment(clean(link.url)[len("tel:") :].partition(";")[0])
        if _LETTER.search(number) or not _DIGIT.search(number):
            yield at_link(
                link,
                Text("电话链接里没有正确的号码", "no proper number in a telephone link"),
                Text("只写数字和分隔号", "write digits and separators only"),
            )
