"""Nothing scrolls sideways, is cut off or lies upon something else; nothing is asked of others.

Every kind of page is seen narrow and wide; the other ways of looking at it, which change the same
few rules of the style sheet on every page, are tried on the kinds that differ most.
"""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from tests.browser.looking import (
    DARK,
    DESK,
    ELDER,
    FORCED,
    PAPER,
    PHONE,
    PRINT,
    REFLOW,
    TABLET,
    Look,
    visit,
)

ALL = (Look(PHONE), Look(DESK), Look(PHONE, scripts=False), Look(REFLOW))
SOME = (
    Look(TABLET),
    Look(TABLET, scripts=False),
    Look(DESK, scripts=False),
    Look(PHONE, media=DARK),
    Look(DESK, media=DARK),
    Look(PHONE, media=FORCED),
    Look(DESK, media=FORCED),
    Look(PAPER, media=PRINT),
    Look(640, scale=2),  # 1,280 px at 200 %
    Look(REFLOW, switches=(ELDER,)),
    Look(PHONE, switches=(ELDER,)),
    Look(TABLET, switches=(ELDER,)),
    Look(DESK, switches=(ELDER,)),
    Look(PHONE, scripts=False, switches=(ELDER,)),
    Look(PHONE, switches=(ELDER,), media=DARK),
)
DIFFERENT = (
    "home",
    "page",
    "column",
    "list",
    "record",
    "record normative-document",
    "record interpretation",
    "text",
    "withdrawn",
    "moved",
    "not found",
)


def faults_of(built, base, browser, look, pages):
    faults = []
    with visit(browser, base, look) as visiting:
        for page in pages:
            visiting.open(page)
            faults += [f"{page}: {fault}" for fault in visiting.take() + visiting.layout()]
    return faults


@pytest.mark.parametrize("look", ALL, ids=str)
def test_every_kind_of_page(built, base, browser, look):
    faults = faults_of(built, base, browser, look, built.pages)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("look", SOME, ids=str)
def test_the_kinds_that_differ(built, base, browser, look):
    pages = built.some(*DIFFERENT)
    assert len(pages) > 7
    faults = faults_of(built, base, browser, look, pages)
    assert not faults, "\n".join(faults)


def test_every_page_has_an_icon(built):
    """Without one, the browser asks for /favicon.ico, and is told that there is none."""
    for page in built.pages:
        if page.kind != "moved" and not (built.site / "favicon.ico").is_file():
            assert BeautifulSoup(built.html(page), "html.parser").select("link[rel~=icon]"), page
