"""Colours: from one main colour and two more, a table of role and colour for each mode.

Every colour of the theme stands in this table, and every pair that lies one on the other in
``PAIRS``. A colour that is set is taken as it is where it contrasts enough, and else mixed with
black or white until it does, so that no choice of an operator makes a page hard to read. The same
holds when the page is grey: contrasts are kept in colour and without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gongkai_render.settings import Settings

STYLESHEET = "assets/gongkai/colours.css"
"""Linked by the portal's own theme only: in other themes, colours are those of the theme."""
PREFIX = "--gk-"

DEFAULTS = ("#1d4f8c", "#a8281e", "#7a5a12")
"""Main colour, that of what is urgent, that of what is pending."""

_BLACK, _WHITE = "#000000", "#ffffff"
_STEPS = 64

GROUNDS = ("paper", "surface")
"""What text lies on: the page, a band of it."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two roles of which one is seen on the other.

    Attributes:
        front: Role of the text, line or mark.
        ground: Role of what it lies on.
        is_text: False for edges of controls and the mark of focus.
    """

    front: str
    ground: str
    is_text: bool = True


PAIRS = (
    *(
        Pair(front, ground)
        for front in ("ink", "muted", "link", "visited", "second", "third")
        for ground in GROUNDS
    ),
    Pair("on-main", "main"),
    Pair("on-alert", "alert"),
    *(Pair(front, ground, is_text=False) for front in ("edge", "focus") for ground in GROUNDS),
)
"""``line`` is in no pair: it only divides what is apart without it."""


@dataclass(frozen=True, slots=True)
class Mode:
    """How a page is looked at.

    Attributes:
        name: For people and tests.
        text: Least contrast of text (WCAG 2.2, 1.4.3 and 1.4.6).
        mark: Least contrast of edges and marks (1.4.11).
        selectors: Where it applies, each with the media query around it or an empty text.
        is_dark: Light on dark.
        is_plain: Text is black or white, and bands are not tinted.
        is_printed: Nothing but black on white.
    """

    name: str
    text: float
    mark: float
    selectors: tuple[tuple[str, str], ...]
    is_dark: bool = False
    is_plain: bool = False
    is_printed: bool = False


_DARK = "(prefers-color-scheme: dark)"
MODES = (
    Mode("normal", 4.5, 3, (("", ":root"),)),
    Mode("dark", 4.5, 3, ((_DARK, ":root:not(.gk-light)"), ("", ":root.gk-dark")), is_dark=True),
    Mode("elder", 7, 4.5, (("", ":root.gk-elder, :root #elder:target"),), is_plain=True),
    Mode(
        "elder-dark",
        7,
        4.5,
        (
            (_DARK, ":root:not(.gk-light).gk-elder, :root:not(.gk-light) #elder:target"),
            ("", ":root.gk-dark.gk-elder, :root.gk-dark #elder:target"),
        ),
        is_dark=True,
        is_plain=True,
    ),
    Mode(
        "print",
        7,
        4.5,
        (("print", ":root:root:root, :root:root:root #elder"),),
        is_printed=True,
    ),
)
"""In the order of the stylesheet: of two that apply, the later or more particular one holds."""


def table(colours: Sequence[str], mode: Mode) -> Mapping[str, str]:
    """Return the colour of each role, ``#rrggbb``.

    Args:
        colours: Main colour and up to two more; those that are missing are ``DEFAULTS``.
        mode: The mode.
    """
    if mode.is_printed:
        grounds = {pair.ground: _WHITE for pair in PAIRS}
        return grounds | {pair.front: _BLACK for pair in PAIRS} | {"line": _BLACK}
    main, second, third = (*colours, *DEFAULTS[len(colours) :])
    paper, ink = ("#15181c", "#eceef1") if mode.is_dark else (_WHITE, "#1b1f24")
    if mode.is_plain:
        paper, ink = (_BLACK, _WHITE) if mode.is_dark else (_WHITE, _BLACK)
    grounds = {
        "paper": paper,
        "surface": paper if mode.is_plain else mix(paper, ink if mode.is_dark else main, 0.05),
    }
    end = _WHITE if mode.is_dark else _BLACK
    over = tuple(grounds.values())
    grey = mix(ink, paper, 0.35)
    fills = {
        "main": reach(mix(main, paper, 0.3) if mode.is_dark else main, [_WHITE], mode.text, _BLACK),
        "alert": reach(second, [_WHITE], mode.text, _BLACK),
    }
    return {
        **grounds,
        **fills,
        "on-main": _WHITE,
        "on-alert": _WHITE,
        "ink": ink,
        "muted": ink if mode.is_plain else reach(grey, over, mode.text, end),
        "link": reach(main, over, mode.text, end),
        "visited": reach(mix(main, grey, 0.6), over, mode.text, end),
        "second": reach(second, over, mode.text, end),
        "third": reach(third, over, mode.text, end),
        "edge": ink if mode.is_plain else reach(mix(ink, paper, 0.5), over, mode.mark, end),
        "focus": reach(second, over, mode.text, end),
        "line": ink if mode.is_plain else mix(paper, ink, 0.16),
    }


def stylesheet(settings: Settings) -> bytes:
    """Return the table of every mode as custom properties, as in ``--gk-ink``."""
    return "".join(_rules(settings.colours)).encode()


def _rules(colours: Sequence[str]) -> Iterable[str]:
    for mode in MODES:
        roles = table(colours, mode)
        values = "".join(f"{PREFIX}{role}:{colour};" for role, colour in roles.items())
        scheme = "dark" if mode.is_dark else "light"
        for media, selector in mode.selectors:
            rule = f"{selector}{{color-scheme:{scheme};{values}}}"
            yield f"@media {media}{{{rule}}}\n" if media else f"{rule}\n"


def reach(colour: str, others: Iterable[str], least: float, end: str) -> str:
    """Mix a colour with black or white until it contrasts with all the others.

    Args:
        colour: Where to begin.
        others: What it is seen with.
        least: Contrast to reach, from 1 to 21.
        end: Colour to go to; it is returned where nothing before it is enough.
    """
    others = tuple(others)
    for step in range(_STEPS):
        mixed = mix(colour, end, step / _STEPS)
        if all(least_contrast(mixed, other) >= least for other in others):
            return mixed
    return end


def mix(one: str, other: str, share: float) -> str:
    """Return ``one`` with a share of ``other`` from 0 to 1."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return _written(round(a + (b - a) * share) for a, b in pairs)


def least_contrast(one: str, other: str) -> float:
    """Return the lesser contrast of two colours: as they are, and when the page is grey."""
    return min(contrast(one, other), contrast(grey_of(one), grey_of(other)))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def grey_of(colour: str) -> str:
    """Return what the filter ``grayscale(1)`` makes of a colour (Filter Effects 1, 12.2)."""
    red, green, blue = _channels(colour)
    return _written([round(0.2126 * red + 0.7152 * green + 0.0722 * blue)] * 3)


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def _written(channels: Iterable[int]) -> str:
    return "#" + bytes(channels).hex()


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
