"""Letter-spaced type: pdfium puts a blank after every letter of it, so that "counted" reads "c o u n t e d"."""

from __future__ import annotations

import ctypes
from itertools import pairwise
from statistics import median
from typing import Any

from briefkit.patterns import regex

SPACED = regex(r"(?<![^\s\0])(?:[^\W\d_] ){4,}[^\W\d_](?![^\W\d_])")
"""Five and more letters that stand alone, one after the other."""
WIDER = 1.6
"""How much wider than those between letters a gap between words is."""


def closed(pdfium: Any, text_page: Any, text: str) -> str:
    """The text with the blanks inside letter-spaced words taken up by NUL, which is no character of a line."""
    chars: list[str] | None = None
    for run in SPACED.finditer(text):
        letters = range(run.start(), run.end(), 2)
        boxes = [_box(pdfium, text_page, index) for index in letters]
        gaps = [after[0] - before[1] for before, after in pairwise(boxes)]
        usual = median(gaps)
        if usual <= 0:
            continue
        chars = list(text) if chars is None else chars
        for index, gap in zip(letters, gaps, strict=False):
            if gap < WIDER * usual:
                chars[index + 1] = "\0"
    return text if chars is None else "".join(chars)


def _box(pdfium: Any, text_page: Any, index: int) -> tuple[float, float]:
    """Where a character begins and ends on its line, its own space included."""
    rect = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(rect))
    return rect.left, rect.right
