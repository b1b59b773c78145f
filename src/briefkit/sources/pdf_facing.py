"""Which way the brackets of a PDF face: a file names them now by their look, now by what they mean there."""

from __future__ import annotations

import ctypes
from statistics import median
from typing import Any

from briefkit.sources.pdf_ink import EDGE, Ink, ink

RIGHT = "([{<≤⟨"
"""Those that open to their right, as they look."""
_LEFT = ")]}>≥⟩"
MIRRORED = str.maketrans(RIGHT + _LEFT, _LEFT + RIGHT)
_AS_LOOKED = {True: str.maketrans(_LEFT, RIGHT), False: str.maketrans(RIGHT, _LEFT)}


def faced(pdfium: Any, page: Any, text_page: Any, text: str) -> str:
    """The text of a page with its brackets as they look; its length stays."""
    sides = left, right, low, high = [ctypes.c_double() for _ in range(4)]
    chars = list(text)
    for at, char in enumerate(text):
        if ord(char) in MIRRORED and pdfium.FPDFText_GetCharBox(text_page, at, *map(ctypes.byref, sides)):
            box = (left.value, low.value, right.value, high.value)
            size = pdfium.FPDFText_GetFontSize(text_page, at)
            opens = opens_right(_inner(ink(pdfium, page, [box], size))) if size > 0 else None
            chars[at] = char if opens is None else char.translate(_AS_LOOKED[opens])
    return "".join(chars)


def _inner(seen: Ink) -> Ink:
    """The ink without what others have at its edges."""
    width = max((row.bit_length() for row in seen), default=0)
    return [row >> EDGE & ((1 << max(width - 2 * EDGE, 0)) - 1) for row in seen]


def opens_right(seen: Ink) -> bool | None:
    """Whether a bracket of this ink opens to its right: half-way down it is left of its upper end. None: it is none."""
    middles = [_middle(row) for row in seen if row]
    third, end = len(middles) // 3, max(1, len(middles) // 8)
    if not third:
        return None
    upper, inner = median(middles[:end]), median(middles[third : len(middles) - third])
    return None if abs(upper - inner) < 0.5 else inner > upper


def _middle(row: int) -> float:
    """The middle of a row's dark pixels, from its right end."""
    places = [at for at in range(row.bit_length()) if row >> at & 1]
    return sum(places) / len(places)
