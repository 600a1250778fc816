"""The day a site was built on, where it says so."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

# What gongkai builds names its day in one small file, so that a new day changes no page.
_FILE = "assets/gongkai/day.css"
_DAY = re.compile(r'--gk-day:\s*"(\d{4}-\d{2}-\d{2})"')
_LONGEST = 4096


def build_day(root: Path) -> date | None:
    """Return the build date that a site names; None where it names none."""
    try:
        with (root / _FILE).open(encoding="utf-8") as file:
            told = _DAY.search(file.read(_LONGEST))
        return date.fromisoformat(told[1]) if told else None
    except (OSError, ValueError):
        return None
