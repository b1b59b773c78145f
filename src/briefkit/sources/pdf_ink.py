"""What a reader of a PDF sees of a word: its ink, as large for every size of type."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

EM = 48
"""Pixels to a size of type."""
EDGE = 2
WIDEST = 4_000
"""Pixels of a word, at most."""
Box = tuple[float, float, float, float]
"""Left, low, right and high, in points."""
Ink = list[int]
"""Row after row, a bit for each pixel that is dark."""


def ink(pdfium: Any, page: Any, boxes: Sequence[Box], size: float) -> Ink:
    """The ink within boxes around some glyphs, in points; empty where they are too large."""
    left, low, right, high = _around(boxes)
    scale = EM / size
    width, height = (round((end - start) * scale) + 2 * EDGE for start, end in ((left, right), (low, high)))
    if not (0 < width < WIDEST and 0 < height < WIDEST):
        return []
    top = pdfium.FPDF_GetPageHeightF(page) - high
    matrix = pdfium.FS_MATRIX(scale, 0, 0, scale, EDGE - left * scale, EDGE - top * scale)
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_Gray, None, 0)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmapWithMatrix(bitmap, page, matrix, pdfium.FS_RECTF(0, 0, width, height), 0)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        grey = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    seen = b"".join(grey[start : start + width] for start in range(0, stride * height, stride))
    darkest = next(level for level in range(256) if level in seen)  # words have colours
    half = (255 + darkest) // 2
    dots = seen.translate(b"1" * half + b"0" * (256 - half))
    return [int(dots[start : start + width], 2) for start in range(0, width * height, width)]


def covered(boxes: Sequence[Box], others: Sequence[Box], size: float) -> Ink:
    """Of the pixels that `ink` gives for some glyphs, those that others may have blackened."""
    left, low, right, high = _around(boxes)
    scale = EM / size
    width, height = round((right - left) * scale) + 2 * EDGE, round((high - low) * scale) + 2 * EDGE
    rows = [0] * height
    for start, bottom, end, top in others:
        first = max(int((start - left) * scale) + EDGE - 1, 0)
        last = min(int((end - left) * scale) + EDGE + 2, width)
        if first < last:
            bits = (1 << (width - first)) - (1 << (width - last))
            upper, lower = (int((high - y) * scale) + EDGE + more for y, more in ((top, -1), (bottom, 2)))
            for row in range(max(upper, 0), min(lower, height)):
                rows[row] |= bits
    return rows


def looks_alike(here: Ink, known: Ink, others: Ink) -> bool:
    """Whether both show the same, but for a pixel at an edge, and for what others have blackened `here`."""
    if not here or not known or abs(len(here) - len(known)) > 1:
        return False
    around = [row | other for row, other in zip(_wider(known), [*others, 0], strict=False)]
    return _within(here, around) and _within(known, _wider(here))


def _around(boxes: Sequence[Box]) -> Box:
    lefts, lows, rights, highs = zip(*boxes, strict=True)
    return min(lefts), min(lows), max(rights), max(highs)


def _within(ink: Ink, around: Ink) -> bool:
    return not any(row & ~wide for row, wide in zip(ink, around, strict=False))


def _wider(ink: Ink) -> Ink:
    """The ink and all pixels beside it."""
    rows = [0, *(row << 1 | row | row >> 1 for row in ink), 0]
    pairs = [above | below for above, below in pairwise(rows)]
    return [above | below for above, below in pairwise(pairs)]
