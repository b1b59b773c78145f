"""A grey picture with marked parts as a small PNG: a palette of greys, and the same greys under a marker's yellow."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

SCALE = 2.0
"""Pixels of a picture for each point of the page: 144 to the inch."""
GREYS = 64
YELLOW = (255, 228, 120)
LINE = (150, 105, 0)
"""Under what is marked, so that it stands out where the yellow does not: printed in grey, or to the colour-blind."""
_STEP = bytes(value * GREYS // 256 for value in range(256))
_MARKED = bytes(min(value + GREYS, 255) for value in range(256))
_LINE_AT = 2 * GREYS
Spot = tuple[int, int, int, int]


def png(grey: bytes, columns: int, rows: int, spots: Sequence[Spot]) -> bytes:
    """`grey` is a byte for each pixel, row by row; `spots` are left, top, right, bottom of what is marked, in pixels.

    The same pixels give the same bytes.
    """
    lines = [bytearray(grey[row * columns : (row + 1) * columns].translate(_STEP)) for row in range(rows)]
    for spot in spots:
        left, top, right, bottom = (max(0, value) for value in spot)
        for row in range(top, min(bottom, rows)):
            part = lines[row][left:right]
            lines[row][left:right] = (
                bytes([_LINE_AT]) * len(part)
                if row >= bottom - 2
                else bytes(value if value >= GREYS else _MARKED[value] for value in part)
            )
    pixels = zlib.compress(b"".join(b"\0" + line for line in lines), 9)
    header = struct.pack(">IIBBBBB", columns, rows, 8, 3, 0, 0, 0)
    density = struct.pack(">IIB", *[round(72 * SCALE / 0.0254)] * 2, 1)
    parts = (b"IHDR", header), (b"pHYs", density), (b"PLTE", _palette()), (b"IDAT", pixels), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _palette() -> bytes:
    greys = [round(value * 255 / (GREYS - 1)) for value in range(GREYS)]
    plain = [(value, value, value) for value in greys]
    marked = [tuple(value * part // 255 for part in YELLOW) for value in greys]
    return bytes(part for colour in (*plain, *marked, LINE) for part in colour)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
