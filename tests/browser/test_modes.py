"""Switches are found by their names, do what they say, and a choice stays as it was made."""

from __future__ import annotations

import pytest

from tests.browser.looking import (
    DARK,
    DESK,
    ELDER,
    LEAVE_ELDER,
    LEAVE_SHADE,
    PHONE,
    SHADE,
    Look,
    switch,
    visit,
)

LARGER = 1.2
"""How many times larger running text has to be at least."""

DIFFERENT = ("home", "column", "list", "record ", "text", "withdrawn", "not found")

BASE_SIZE = 18
"""Pixels of running text."""


def size(page):
    """Of running text, in pixels."""
    return page.evaluate(
        "() => parseFloat(getComputedStyle(document.querySelector('main')).fontSize)"
    )


def ground(page):
    """Lightness of what running text stands on, from 0 to 255."""
    return page.evaluate(
        """() => {
          for (let part = document.querySelector("main"); part; part = part.parentElement) {
            const colour = getComputedStyle(part).backgroundColor;
            const [red, green, blue, alpha] = colour.match(/[\\d.]+/g).map(Number);
            if (alpha !== 0) return (red + green + blue) / 3;
          }
          return 255;
        }"""
    )


def use(page, name):
    """Use a switch, which must be in sight."""
    found = switch(page, name)
    if not found.count():
        raise LookupError(f"{page.url}: no link or button {name}")
    found.click()


@pytest.mark.parametrize(
    ("on", "off", "measure", "changed"),
    [
        (ELDER, LEAVE_ELDER, size, lambda normal, now: now >= LARGER * normal),
        (SHADE, LEAVE_SHADE, ground, lambda normal, now: now < 100 < normal),
    ],
    ids=["elder", "shade"],
)
def test_a_choice_is_kept(built, base, browser, on, off, measure, changed):
    record, other = (base + built.some(kind)[0].address for kind in ("record ", "list"))
    with visit(browser, base, Look(PHONE)) as visiting:
        page = visiting.page
        page.goto(record)
        normal = measure(page)
        use(page, on)
        assert changed(normal, measure(page))
        page.goto(other)
        assert changed(normal, measure(page))
        window = page.context.new_page()
        window.goto(record)
        assert changed(normal, measure(window))
        use(window, off)
        assert measure(window) == normal
        window.goto(other)
        assert measure(window) == normal
        page.goto(record)
        assert measure(page) == normal
        assert visiting.take() == []


def test_without_scripts_each_page_has_the_elder_switch(built, base, browser):
    with visit(browser, base, Look(DESK, scripts=False)) as visiting:
        page = visiting.page
        for sample in built.some(*DIFFERENT):
            visiting.open(sample)
            normal = size(page)
            use(page, ELDER)
            assert page.url.partition("#")[0] == base + sample.address, sample
            assert size(page) >= LARGER * normal, sample
            use(page, LEAVE_ELDER)
            assert page.url.partition("#")[0] == base + sample.address, sample
            assert size(page) == normal, sample
            assert switch(page, SHADE).count() == 0, sample


def test_the_elder_switch_is_in_sight_on_a_phone(built, base, browser):
    with visit(browser, base, Look(PHONE)) as visiting:
        for sample in built.some(*DIFFERENT):
            visiting.open(sample)
            found = switch(visiting.page, ELDER)
            if not found.count():
                raise LookupError(f"{sample}: no link {ELDER}")
            box = found.bounding_box()
            assert box["y"] + box["height"] < 200, sample
            assert min(box["width"], box["height"]) >= 24, sample


def test_a_dark_system_gets_dark_pages(built, base, browser):
    with (
        visit(browser, base, Look(PHONE)) as light,
        visit(browser, base, Look(PHONE, media=DARK)) as dark,
    ):
        for sample in built.some(*DIFFERENT):
            light.open(sample)
            dark.open(sample)
            assert ground(dark.page) < 100 < ground(light.page), sample


def test_running_text_is_large_enough(built, base, browser):
    with visit(browser, base, Look(PHONE)) as visiting:
        for sample in built.some(*DIFFERENT, "page"):
            visiting.open(sample)
            assert size(visiting.page) >= BASE_SIZE, sample
