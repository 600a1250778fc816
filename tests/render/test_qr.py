"""QR codes are read back by drawing their path and giving the picture to a reader."""

from __future__ import annotations

import re

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from gongkai_render.qr import qr_code

_SCALE = 3


def drawn(code):
    """Draw the path as a viewer would: one stroke of one unit for each run."""
    side = code.size * _SCALE
    pixels = bytearray(b"\xff" * side * side)
    x = y = 0
    for move, dx, dy, line in re.findall(r"([Mm])(\d+) (\d+(?:\.5)?)|h(\d+)", code.path):
        if move == "M":
            x, y = int(dx), int(float(dy))
        elif move == "m":
            x += int(dx)
        else:
            for row in range(y * _SCALE, (y + 1) * _SCALE):
                start = row * side + x * _SCALE
                pixels[start : start + int(line) * _SCALE] = bytes(int(line) * _SCALE)
            x += int(line)
    return memoryview(bytes(pixels)).cast("B", (side, side))


@pytest.mark.parametrize(
    "text", ["https://www.shili.example/policies/2022-8/", "https://示例.政务/甲/乙/", "a" * 300]
)
def test_a_reader_reads_what_was_put_in(text):
    assert [found.text for found in zxingcpp.read_barcodes(drawn(qr_code(text)))] == [text]


@given(st.from_regex(r"https://[a-z]{1,20}\.example/([a-z0-9-]{1,30}/){0,5}", fullmatch=True))
def test_any_address_is_read_back(address):
    assert [found.text for found in zxingcpp.read_barcodes(drawn(qr_code(address)))] == [address]
