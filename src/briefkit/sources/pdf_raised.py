"""Raised figures of a PDF that was set here: above the line they are superscripts, whatever the file calls them."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Sequence
from typing import Any

from briefkit.patterns import regex
from briefkit.sources.raised import FIGURES

HIGH = 0.18
"""How far above the line of the letters beside it, in sizes of its type, the ink of a raised figure begins."""
SAME_LINE = 0.7
"""Sizes of type by which letters of a line differ in height at most."""
AROUND = 24
"""Characters on either side of a figure by which its line is known."""
NUMBER = regex(r"(?<![✓✗≈–][ \u00a0\n])(?<![✓✗≈–]\r\n)(?<![0-9])[0-9]+(?![0-9]|[ \u00a0][✓✗≈])")
"""A mark in the margin is none of the line beside it."""


def with_raised(pdfium: Any, text_page: Any, text: str, ys: Sequence[float]) -> str:
    """The text of a page with its raised figures as superscripts; its length stays. Formulas, in which everything
    may be raised, are left as they are."""
    bottom, unused = ctypes.c_double(), ctypes.c_double()
    places = [ctypes.byref(unused), ctypes.byref(unused), ctypes.byref(bottom), ctypes.byref(unused)]
    chars: list[str] | None = None
    for figures in NUMBER.finditer(text):
        size = pdfium.FPDFText_GetFontSize(text_page, figures.start())
        for at in range(*figures.span()):
            line = _line(text, ys, at, SAME_LINE * size)
            ink = pdfium.FPDFText_GetCharBox(text_page, at, *places)
            if ink and bottom.value > line + HIGH * size and not _formula(pdfium, text_page, at):
                chars = list(text) if chars is None else chars
                chars[at] = text[at].translate(FIGURES)
    return text if chars is None else "".join(chars)


def _line(text: str, ys: Sequence[float], at: int, reach: float) -> float:
    """Where most of what stands around a figure on its line stands, words being raised too where they cite."""
    around = range(max(at - AROUND, 0), min(at + AROUND, len(text)))
    levels = Counter(round(ys[place], 1) for place in around if not text[place].isspace())
    beside = [(count, level) for level, count in levels.items() if abs(level - ys[at]) < reach]
    return max(beside, default=(0, ys[at]))[1]


def _formula(pdfium: Any, text_page: Any, place: int) -> bool:
    name = ctypes.create_string_buffer(128)
    pdfium.FPDFText_GetFontInfo(text_page, place, name, 128, None)
    return b"Math" in name.value
