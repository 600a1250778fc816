"""The Tab key reaches everything, in the page's order, visibly, and is let go at the end."""

from __future__ import annotations

import pytest

from tests.browser.looking import DESK, ELDER, FORCED, PHONE, Look, visit

# On a narrow window menus are folded; in forced colours shadows are gone, and with them a focus
# that is only a shadow.
LOOKS = (
    Look(PHONE),
    Look(DESK),
    Look(PHONE, scripts=False),
    Look(DESK, media=FORCED),
    Look(PHONE, switches=(ELDER,)),
)
DIFFERENT = ("home", "column", "list", "record", "record interpretation", "not found", "page")


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_the_keyboard_reaches_everything(built, base, browser, look):
    faults = []
    with visit(browser, base, look) as visiting:
        for page in built.some(*DIFFERENT):
            visiting.open(page)
            assert visiting.page.evaluate("() => document.links.length") > 1
            faults += [f"{page}: {fault}" for fault in visiting.walk()]
    assert not faults, "\n".join(faults)
