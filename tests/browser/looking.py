"""Pages of a portal in a real browser: ways of looking at them, and what went wrong on the way."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, sync_playwright

from tests.browser.pages import Page as Sample

HERE = Path(__file__).resolve().parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")

PHONE, TABLET, DESK = 360, 768, 1440
REFLOW = 320
"""1,280 px at 400 %, WCAG 2.2, 1.4.10."""

PAPER = 718
"""What A4 leaves between margins of 10 mm, in CSS pixels."""

ELDER, LEAVE_ELDER = "长者模式", "退出长者模式"
SHADE, LEAVE_SHADE = "深色", "浅色"
"""What the switches are called that turn a mode on and off."""

# Scrolls down where something stays on the screen meanwhile, and tells whether it did.
_TO_THE_END = """() => {
  const stays = (part) => getComputedStyle(part).position === "fixed";
  if (![...document.body.querySelectorAll("*")].some(stays)) return false;
  scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" });
  return scrollY > 0;
}"""


@dataclass(frozen=True, slots=True)
class Look:
    """A way of looking at a page.

    Attributes:
        width: Of the window, in CSS pixels.
        scripts: They run.
        switches: Which of the page's own switches are on. Without scripts a switch is a link to a
            place on the page.
        media: What the reader's system asks for, as Playwright names it.
        scale: Device pixels for a CSS pixel.
    """

    width: int
    scripts: bool = True
    switches: tuple[str, ...] = ()
    media: tuple[tuple[str, str], ...] = ()
    scale: float = 1

    @property
    def is_print(self) -> bool:
        """The page is laid out for paper."""
        return ("media", "print") in self.media

    def __str__(self) -> str:
        """A name for tests and files, as in ``360-elder-no-scripts``."""
        words = [str(self.width)]
        words += [{ELDER: "elder", SHADE: "shade"}.get(name, name) for name in self.switches]
        words += [f"{name}-{value}".replace("_", "-") for name, value in self.media]
        words += ["no-scripts"] * (not self.scripts)
        return "-".join(words)


DARK = (("color_scheme", "dark"),)
FORCED = (("forced_colors", "active"),)
PRINT = (("media", "print"),)


def find_browser() -> str | None:
    """Path of Chromium or its kin, or None; ``GONGKAI_CHROMIUM`` names another one."""
    given = os.environ.get("GONGKAI_CHROMIUM")
    return given or next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def open_browser(program: str) -> Iterator[Browser]:
    """Start the browser; it can reach nothing but loopback."""
    options = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--no-sandbox")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=options)
        try:
            yield browser
        finally:
            browser.close()


def script(name: str) -> str:
    """Source of a function that runs in the page."""
    return (HERE / name).read_text(encoding="utf-8")


def switch(page: Page, name: str) -> Locator:
    """Return the visible link or button of exactly this name, and be it none."""
    exact = re.compile(rf"^\s*{re.escape(name)}\s*$")
    return page.locator("a, button").filter(has_text=exact, visible=True).first


@dataclass  # without slots: Playwright keeps notes on objects whose methods it calls
class Visit:
    """One window, seen in one way; collects what pages must not do.

    Attributes:
        page: The browser's window.
        base: Address of the portal, without a slash at the end.
        look: How it is looked at.
        faults: Requests that leave the host, errors of scripts and breaches of the policy; those
            since the last call of ``take``.
    """

    page: Page
    base: str
    look: Look
    faults: list[str] = field(default_factory=list)
    _fragment: str = ""

    def go(self, address: str) -> None:
        """Open an address, and with it the elder mode if it needs its fragment."""
        # Chromium does not load a page anew when only the fragment differs.
        if self.page.url.partition("#")[0] == self.base + address:
            self.page.goto("about:blank")
        self.page.goto(self.base + address + self._fragment)

    def open(self, sample: Sample) -> None:
        """Open a page of the portal as it was built, even one that leads on to another at once."""
        if sample.kind == "moved":
            # The browser would not stay; the notice is for browsers that do not follow.
            self.page.route("**/*", _without_refresh, times=1)
        self.go(sample.address)

    def take(self) -> list[str]:
        """Return the faults since the last time."""
        taken, self.faults = self.faults, []
        return taken

    def layout(self) -> list[str]:
        """Return what is wrong with the layout, at the top and, with pinned parts, at the end."""
        check, how = script("layout.js"), {"print": self.look.is_print}
        faults: list[str] = self.page.evaluate(check, how)
        if not self.look.is_print and self.page.evaluate(_TO_THE_END):
            faults += self.page.evaluate(check, how)
            self.page.evaluate("() => scrollTo({ top: 0, behavior: 'instant' })")
        return faults

    def walk(self) -> list[str]:
        """Go through the page with the Tab key; return what is wrong with the stops."""
        page = self.page
        page.evaluate(script("keyboard.js"))
        stops: int = page.evaluate("() => window.walk.length")
        for _ in range(3 * stops + 20):  # a video has several stops of its own
            page.keyboard.press("Tab")
            if page.evaluate("() => window.walk.step()"):
                break
        else:
            return ["the page does not let go of the keyboard"]
        faults: list[str] = page.evaluate("() => window.walk.faults()")
        return faults

    def text_size(self) -> float:
        """Size of the page's running text, in CSS pixels."""
        size: float = self.page.evaluate(
            "() => parseFloat(getComputedStyle(document.querySelector('main')).fontSize)"
        )
        return size

    def _on_request(self, request: Request) -> None:
        if not request.url.startswith((self.base + "/", "data:", "about:", "blob:")):
            self.faults.append(f"asks another host: {request.url}")

    def _on_console(self, message: ConsoleMessage) -> None:
        # The browser reports the status of the page that is missing on purpose. It asks for an icon
        # by itself, once at a time of its own choosing; a test of its own asks for one.
        where = message.location.get("url", "")
        own = where.partition("#")[0] == self.page.url.partition("#")[0]
        expected = (own or where.endswith("/favicon.ico")) and "status of 404" in message.text
        if message.type == "error" and not expected:
            self.faults.append(f"console: {message.text} {where}".strip())

    def _on_error(self, error: Any) -> None:
        self.faults.append(f"script: {error}")

    def turn(self, name: str) -> None:
        """Use a switch on the home page, to look at all pages so.

        Raises:
            LookupError: There is no such switch.
        """
        self.go("/")
        found = switch(self.page, name)
        if not found.count():
            raise LookupError(f"the home page shows no link or button {name}")
        if self.look.scripts:
            found.click()
            return
        address = found.get_attribute("href") or ""
        if not address.startswith("#"):
            raise LookupError(f"{name} is no link to a place on the page: {address}")
        self._fragment = address


def _without_refresh(route: Any) -> None:
    answer = route.fetch()
    body = answer.text().replace('http-equiv="refresh"', 'name="refresh"')
    route.fulfill(response=answer, body=body)


@contextmanager
def visit(browser: Browser, base: str, look: Look, **options: Any) -> Iterator[Visit]:
    """Open a window to look at the portal; what is kept in it (storage, cache) goes with it.

    Raises:
        LookupError: The portal has no switch that the look needs.
    """
    context = browser.new_context(
        viewport={"width": look.width, "height": 800},
        java_script_enabled=look.scripts,
        device_scale_factor=look.scale,
        reduced_motion="reduce",
        locale="zh-CN",
        **options,
    )
    try:
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.emulate_media(**dict(look.media))
        visiting = Visit(page, base, look)
        page.on("request", visiting._on_request)
        page.on("console", visiting._on_console)
        page.on("pageerror", visiting._on_error)
        for name in look.switches:
            visiting.turn(name)
        yield visiting
    finally:
        context.close()
