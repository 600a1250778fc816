"""axe-core finds nothing on any kind of page, in the normal, the elder and the dark mode.

Contrast and the size of targets are all that a mode can change: its rules alone run in the others.
"""

from __future__ import annotations

import pytest

from tests.browser.looking import DARK, DESK, ELDER, PHONE, SHADE, Look, visit

EVERYTHING = {
    "runOnly": [
        *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"),
        "best-practice",
    ],
    # Off as axe ships it, since few pages pass; it is WCAG 2.2, 2.5.8.
    "rules": {"target-size": {"enabled": True}},
}
SEEN = {
    "runOnly": {
        "type": "rule",
        "values": [
            "color-contrast",
            "link-in-text-block",
            "target-size",
            "scrollable-region-focusable",
        ],
    }
}

MODES = (
    Look(PHONE, media=DARK),
    Look(DESK, switches=(ELDER,)),
)
MIXTURES = (
    Look(PHONE),
    Look(PHONE, switches=(ELDER,), media=DARK),
    Look(DESK, switches=(SHADE,)),
)
DIFFERENT = ("home", "page", "column", "list", "record ", "record interpretation", "not found")


def start(visiting, axe, options):
    """Let axe-core look at the page, and do not wait for it."""
    # Its source goes in through the debugger, so the page's policy stays as it is.
    visiting.page.evaluate(axe)
    options = options | {"resultTypes": ["violations"]}
    visiting.page.evaluate("(options) => { window.found = axe.run(document, options); }", options)


def violations(visiting):
    """What axe-core finds on the page, a sentence for each element."""
    found = visiting.page.evaluate("() => window.found")
    return [
        f"{rule['id']}: {node['html'][:150]}: {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"][:5]
    ]


def check(base, browser, axe, look, pages, options):
    faults = []
    # Two windows, for two cores: most of the time is axe-core's own.
    with visit(browser, base, look) as one, visit(browser, base, look) as other:
        for beginning in range(0, len(pages), 2):
            both = list(zip((one, other), pages[beginning : beginning + 2], strict=False))
            for visiting, page in both:
                visiting.open(page)
                start(visiting, axe, options)
            for visiting, page in both:
                faults += [f"{page}: {fault}" for fault in violations(visiting)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("look", [Look(DESK)], ids=str)
def test_every_kind_of_page(built, base, browser, axe, look):
    check(base, browser, axe, look, built.pages, EVERYTHING)


@pytest.mark.parametrize("look", MODES, ids=str)
def test_every_kind_of_page_in_another_mode(built, base, browser, axe, look):
    check(base, browser, axe, look, built.pages, SEEN)


@pytest.mark.parametrize("look", MIXTURES, ids=str)
def test_the_kinds_that_differ_in_other_ways(built, base, browser, axe, look):
    check(base, browser, axe, look, built.some(*DIFFERENT), SEEN)


def test_it_does_find_something(base, browser, axe):
    with visit(browser, base, Look(PHONE)) as visiting:
        visiting.page.set_content(
            "<!DOCTYPE html><html><title>x</title><p style='color:#bbb'>浅色文字</p><img src=x>"
        )
        start(visiting, axe, EVERYTHING)
        found = " ".join(violations(visiting))
        assert {"color-contrast", "html-has-lang", "image-alt"} <= set(
            found.replace(":", "").split()
        )
        start(visiting, axe, SEEN)
        assert "color-contrast" in " ".join(violations(visiting))
