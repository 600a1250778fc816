"""QR codes of addresses, as the path of an SVG."""

from __future__ import annotations

import re
from dataclasses import dataclass

import zxingcpp

_DARK = re.compile(b"\x00+")


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code (ISO/IEC 18004) with its quiet zone.

    Attributes:
        size: Modules on each side.
        path: The ``d`` of an SVG path to be stroked, one unit wide: runs of dark modules, row by
            row.
    """

    size: int
    path: str


def qr_code(text: str) -> QrCode:
    """Return the QR code of a text."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    image = memoryview(code.to_image())  # type: ignore[arg-type] # a buffer; its stub says so from 3.12
    height, width = image.shape or (0, 0)
    pixels = image.tobytes()
    parts: list[str] = []
    for row in range(height):
        pen = None
        for run in _DARK.finditer(pixels, row * width, (row + 1) * width):
            start, length = run.start() - row * width, run.end() - run.start()
            parts.append(f"M{start} {row}.5" if pen is None else f"m{start - pen} 0")
            parts.append(f"h{length}")
            pen = start + length
    return QrCode(width, "".join(parts))
