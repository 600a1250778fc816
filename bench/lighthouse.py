"""What Lighthouse says of the home page, a list and a record, on a phone it pretends to be.

    npm ci --ignore-scripts --prefix bench
    python -m bench.lighthouse [--config site_config.yml]

Prints the four scores of each page and what took something off, and fails below 98. A
demonstration asks search engines to stay away, on purpose; the one audit that minds is left out
then. The policy lets pages connect to their own host here, since Lighthouse asks for robots.txt
from within the page. Takes about a quarter of a minute for a page, so it is no part of the tests.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.browser.looking import find_browser
from tests.browser.pages import build_portal
from tests.browser.serving import POLICY, serving

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "bench" / "node_modules" / "lighthouse" / "cli" / "index.js"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST = 98


def measure(browser: str, address: str, skipped: list[str]) -> dict[str, Any]:
    """Return Lighthouse's report on one page."""
    flags = "--headless=new --host-resolver-rules='MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'"
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        flags += " --no-sandbox"
    node = shutil.which("node")
    if node is None or not PROGRAM.is_file():
        raise SystemExit("Lighthouse is missing: npm ci --ignore-scripts --prefix bench")
    done = subprocess.run(
        [
            *(node, str(PROGRAM), address, "--quiet", "--output=json"),
            *(f"--chrome-flags={flags}", f"--only-categories={','.join(CATEGORIES)}"),
            *(f"--skip-audits={audit}" for audit in skipped),
        ],
        env={**os.environ, "CHROME_PATH": browser},
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def lost(report: dict[str, Any], category: str) -> list[str]:
    """Name the audits that took something off a category's score."""
    return [
        f"{reference['id']} ({report['audits'][reference['id']]['score']:.2f})"
        for reference in report["categories"][category]["auditRefs"]
        if reference["weight"] and (report["audits"][reference["id"]]["score"] or 0) < 1
        if report["audits"][reference["id"]]["score"] is not None
    ]


def main() -> None:
    """Build, serve, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, default=ROOT / "site_config.yml")
    arguments = parser.parse_args()
    browser = find_browser()
    if browser is None:
        raise SystemExit("Chromium is missing: apt-get install chromium, or set GONGKAI_CHROMIUM")
    worst = 100
    with tempfile.TemporaryDirectory() as folder:
        built = build_portal(arguments.config, Path(folder) / "site")
        with serving(built.site, POLICY + "; connect-src 'self'") as base:
            for page in built.some("home", "list", "record "):
                hides = '<meta name="robots" content="noindex' in built.html(page)
                skipped = ["is-crawlable"] if hides else []
                report = measure(browser, base + page.address, skipped)
                print(page, f"without {skipped[0]}: noindex on purpose" if skipped else "")
                for category in CATEGORIES:
                    score = round(100 * report["categories"][category]["score"])
                    worst = min(worst, score)
                    print(f"  {category:15} {score:3}  {', '.join(lost(report, category))}")
    sys.exit(worst < LEAST)


if __name__ == "__main__":
    main()
