"""What a phone shows of the home page before anything is scrolled."""

from __future__ import annotations

import pytest

from tests.browser.looking import ELDER, PHONE, Look, switch, visit

FOLD = 740
"""Height of a common phone's screen of 360 px width, in CSS pixels."""

TILE = 48
TILES = 6

# Groups of links side by side or below one another that are all large enough to be tiles.
TILES_SCRIPT = """(least) => {
  const large = (link) => {
    const box = link.getBoundingClientRect();
    return link.checkVisibility() && box.width >= least && box.height >= least;
  };
  const groups = [...document.querySelectorAll("main ul, main ol, main div, main nav")];
  return groups.map((group) => {
    const links = [...group.children].map((child) => child.matches("a") ? child
      : child.querySelectorAll("a").length === 1 ? child.querySelector("a") : null);
    if (!links.length || !links.every((link) => link && large(link))) return null;
    return { number: links.length, bottom: links.at(-1).getBoundingClientRect().bottom };
  }).filter((group) => group);
}"""


@pytest.fixture(scope="module")
def home(browser, base):
    with visit(browser, base, Look(PHONE)) as visiting:
        visiting.go("/")
        yield visiting.page


def bottom(locator):
    """Lower edge of what must be there, in pixels from the top."""
    assert locator.count(), locator
    box = locator.first.bounding_box()
    assert box is not None, f"{locator} is not in sight"
    return box["y"] + box["height"]


def test_name_elder_mode_menu_and_search_come_first(home):
    name = home.locator("header a, header p, header h1").filter(has_text="示例市")
    menu = home.locator("header details > summary").filter(visible=True)
    field = home.get_by_role("search").get_by_role("searchbox")
    for what in (name, switch(home, ELDER), menu, field):
        assert bottom(what) < FOLD / 2
    assert field.first.evaluate("(field) => field.labels.length > 0 || field.ariaLabel !== null")


def test_six_tiles_are_large_and_in_sight(home):
    groups = home.evaluate(TILES_SCRIPT, TILE)
    assert any(group["number"] >= TILES and group["bottom"] <= FOLD for group in groups), groups


def test_first_headlines_are_in_sight(home):
    headlines = home.locator("main li a[href*='news/']").filter(visible=True)
    assert headlines.count() >= 2
    assert bottom(headlines) <= FOLD


def test_the_urgent_line_is_in_sight(home):
    assert bottom(home.locator(".gk-urgent a")) <= FOLD / 2


def test_menu_opens_without_scripts(browser, base):
    with visit(browser, base, Look(PHONE, scripts=False)) as visiting:
        visiting.go("/")
        page = visiting.page
        column = page.locator("header nav a[href$='news/']").first
        if not column.is_visible():
            page.locator("header details > summary").filter(visible=True).first.click()
        assert column.is_visible()


def test_nothing_moves_by_itself(browser, base):
    with visit(browser, base, Look(PHONE)) as visiting:
        visiting.page.emulate_media(reduced_motion="no-preference")
        visiting.go("/")
        assert visiting.page.locator("marquee, blink, [autoplay]").count() == 0
        endless = visiting.page.evaluate(
            "() => document.getAnimations().map((a) => a.effect.getComputedTiming().iterations)"
        )
        assert all(number < 4 for number in endless), endless
