"""Take pictures of every kind of page in every way of looking at it, for people to see.

    python -m tests.browser.look OUT_DIR [--config site_config.yml] [--kind WORDS]

writes OUT_DIR/<kind>/<width>-<mode>.png, and print.pdf as it comes out of the printer.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.looking import (
    DARK,
    DESK,
    ELDER,
    FORCED,
    PAPER,
    PHONE,
    PRINT,
    TABLET,
    Look,
    find_browser,
    open_browser,
    visit,
)
from tests.browser.pages import Page, build_portal
from tests.browser.serving import serving

ROOT = Path(__file__).resolve().parents[2]
LOOKS = (
    *(
        Look(width, media=media)
        for media, width in product(((), DARK, FORCED), (PHONE, TABLET, DESK))
    ),
    *(Look(width, switches=(ELDER,)) for width in (PHONE, TABLET, DESK)),
    *(Look(width, scripts=False) for width in (PHONE, TABLET, DESK)),
    Look(PHONE, scripts=False, switches=(ELDER,)),
    Look(PAPER, media=PRINT),
)


def folder_of(page: Page) -> str:
    """Name a folder after a kind."""
    return re.sub(r"[^\w.-]+", "-", page.kind)


def shoot(browser: Browser, base: str, look: Look, pages: list[Page], out: Path) -> None:
    """Take a picture of each page."""
    with visit(browser, base, look) as visiting:
        for page in pages:
            visiting.open(page)
            folder = out / folder_of(page)
            folder.mkdir(parents=True, exist_ok=True)
            visiting.page.screenshot(path=folder / f"{look}.png", full_page=True)
            if look.is_print:
                visiting.page.pdf(path=folder / "print.pdf", format="A4")
            for fault in visiting.take() + visiting.layout():
                print(f"{look}: {page}: {fault}")


def main() -> None:
    """Build, serve, look."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--config", type=Path, default=ROOT / "site_config.yml")
    parser.add_argument("--kind", default="", help="only kinds that contain these words")
    arguments = parser.parse_args()
    program = find_browser()
    if program is None:
        raise SystemExit("Chromium is missing: apt-get install chromium, or set GONGKAI_CHROMIUM")
    with tempfile.TemporaryDirectory() as site, open_browser(program) as browser:
        built = build_portal(arguments.config, Path(site) / "site")
        pages = [page for page in built.pages if arguments.kind in page.kind]
        with serving(built.site) as base:
            for look in LOOKS:
                try:
                    shoot(browser, base, look, pages, arguments.out)
                except LookupError as error:
                    print(f"{look}: {error}")
    print(f"{len(pages)} kinds of pages: {arguments.out}")


if __name__ == "__main__":
    main()
