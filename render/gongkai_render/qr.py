"""QR codes of addresses, as the outline of an SVG path."""

from __future__ import annotations

import re
from dataclasses import dataclass

import zxingcpp

_SIZE = re.compile(r'<svg width="(\d+)"')
_PATH = re.compile(r'<path d="([MhvHVZz\d -]+)"')


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code (ISO/IEC 18004) with its quiet zone.

    Attributes:
        size: Modules on each side.
        path: Dark modules, as the ``d`` of an SVG path; one unit a module.
    """

    size: int
    path: str


def qr_code(text: str) -> QrCode:
    """Return the QR code of a text."""
    svg = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode).to_svg()
    size, path = _SIZE.search(svg), _PATH.search(svg)
    if size is None or path is None:
        raise RuntimeError("the library draws QR codes in another way now")
    return QrCode(int(size[1]), path[1])
