"""Whatever colours an operator sets: every pair of every mode can be read."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gongkai_render.colours import (
    DEFAULTS,
    GROUNDS,
    MODES,
    PAIRS,
    contrast,
    grey_of,
    stylesheet,
    table,
)
from gongkai_render.settings import Settings

SETTINGS = Settings("示例市", "https://www.shili.example/", "0000000000")
WANTED = {
    # Contrast of text and of marks: WCAG 2.2, 1.4.3 and 1.4.11; 1.4.6 in elder mode.
    "normal": (4.5, 3),
    "dark": (4.5, 3),
    "elder": (7, 4.5),
    "elder-dark": (7, 4.5),
    "print": (7, 4.5),
}
_colour = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21),
        ("#ffffff", "#ffffff", 1),
        ("#777777", "#ffffff", 4.48),
        ("#ff0000", "#ffffff", 4.0),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast_is_that_of_the_standard(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


def test_grey_has_no_hue():
    assert grey_of("#ff0000") == "#363636"
    assert grey_of("#808080") == "#808080"


def test_every_mode_is_held_to_its_level():
    assert {mode.name: (mode.text, mode.mark) for mode in MODES} == WANTED


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.name)
@given(colours=st.lists(_colour, max_size=3))
@example([])
@example(["#ffffff", "#ffffff", "#ffffff"])
@example(["#000000", "#000000", "#000000"])
@example(["#ffff00", "#00ffff", "#ff00ff"])
@example(["#808080", "#777777", "#767676"])
def test_every_pair_can_be_read_in_colour_and_in_grey(mode, colours):
    roles = table(colours, mode)
    for pair in PAIRS:
        front, ground = roles[pair.front], roles[pair.ground]
        least = WANTED[mode.name][0 if pair.is_text else 1]
        assert contrast(front, ground) >= least, (pair, front, ground)
        assert contrast(grey_of(front), grey_of(ground)) >= least, (pair, front, ground)


def test_a_colour_that_contrasts_enough_is_taken_as_it_is():
    roles = table(("#a40000", "#123456"), MODES[0])
    assert roles["main"] == roles["link"] == "#a40000"
    assert roles["second"] == roles["focus"] == "#123456"
    assert table(("#a40000", "#123456"), MODES[0]) == table(
        ("#a40000", "#123456", DEFAULTS[2]), MODES[0]
    )


def test_every_role_is_tested_in_a_pair():
    # A line only divides what is apart without it.
    in_pairs = {pair.front for pair in PAIRS} | {pair.ground for pair in PAIRS}
    for mode in MODES:
        assert set(table((), mode)) == in_pairs | {"line"}
    texts = {pair.front for pair in PAIRS if pair.ground == "paper"}
    assert {(pair.front, pair.ground) for pair in PAIRS} >= {
        (front, ground) for front in texts for ground in GROUNDS
    }


def test_dark_is_dark_and_print_is_black_on_white():
    by_name = {mode.name: table((), mode) for mode in MODES}
    assert contrast(by_name["dark"]["paper"], "#000000") < 1.5
    assert by_name["elder-dark"]["paper"] == "#000000"
    assert set(by_name["print"].values()) == {"#000000", "#ffffff"}


@given(colours=st.lists(_colour, max_size=3))
def test_the_style_sheet_holds_the_table_of_every_mode(colours):
    text = stylesheet(replace(SETTINGS, colours=tuple(colours))).decode()
    assert text == stylesheet(replace(SETTINGS, colours=tuple(colours))).decode()
    rules = re.findall(r"\{color-scheme:(\w+);([^{}]*)\}", text)
    assert len(rules) == sum(len(mode.selectors) for mode in MODES)
    expected = [mode for mode in MODES for _ in mode.selectors]
    for (scheme, values), mode in zip(rules, expected, strict=True):
        pairs = (value.split(":") for value in values.rstrip(";").split(";"))
        assert {role.removeprefix("--gk-"): colour for role, colour in pairs} == table(
            colours, mode
        )
        assert scheme == ("dark" if mode.is_dark else "light")
