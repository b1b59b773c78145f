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
SMALLER = 0.87
"""What in a formula is raised or lowered is smaller than the rest by this factor, at least."""
OFF = 0.1
"""And so many of its sizes off the line, at least."""
NUMBER = regex(r"(?:([✓✗≈–])(?:[ \u00a0\n]|\r\n))?(?<![0-9])([0-9]+)")
"""Group 1: the sign of a mark, where it stands before the number."""
BESIDE = 33 * 72 / 25.4 + 0.5
"""Points from the right edge of a page within which the marks of quotations stand, and nothing of the text."""


def with_raised(pdfium: Any, text_page: Any, text: str, xs: Sequence[float], ys: Sequence[float], width: float) -> str:
    """The text of a page with its raised figures as superscripts; its length stays. Formulas, in which everything
    may be raised, are left as they are, and so is what stands in the margin of a page of that width."""
    bottom, unused = ctypes.c_double(), ctypes.c_double()
    places = [ctypes.byref(unused), ctypes.byref(unused), ctypes.byref(bottom), ctypes.byref(unused)]
    chars: list[str] | None = None
    margin = width - BESIDE
    for figures in NUMBER.finditer(text):
        if xs[figures.start(2)] >= margin or (figures[1] and xs[figures.start()] < margin):
            continue  # a mark in the margin is none of the line beside it; a shell may set it elsewhere
        size = pdfium.FPDFText_GetFontSize(text_page, figures.start(2))
        for at in range(*figures.span(2)):
            line = _line(text, ys, at, SAME_LINE * size)
            ink = pdfium.FPDFText_GetCharBox(text_page, at, *places)
            if ink and bottom.value > line + HIGH * size and not _formula(pdfium, text_page, at):
                chars = list(text) if chars is None else chars
                chars[at] = text[at].translate(FIGURES)
    return text if chars is None else "".join(chars)


def with_scripts(
    pdfium: Any, text_page: Any, text: Sequence[str], ys: Sequence[float], order: Sequence[int]
) -> list[str]:
    """The characters of a page in the order of its file, `order` being their places in its text: in formulas, behind
    `^` or `_` what is smaller than that to which it belongs and begins over it, or under it."""
    chars = list(text)
    levels: list[tuple[float, float]] = []
    last = (0, "")
    for index, place in enumerate(order):
        if not text[index].strip("\u2060 \r\n"):
            continue
        if not _formula(pdfium, text_page, place):
            levels, last = [], (0, "")
            continue
        size, y = pdfium.FPDFText_GetFontSize(text_page, place), ys[index]
        levels = [*((larger, line) for larger, line in levels if larger * SMALLER > size), (size, y)]
        here = (len(levels), _script(y - levels[-2][1], size) if len(levels) > 1 else "")
        if here[1] and here != last:
            chars[index] = here[1] + text[index]
        last = here
    return chars


def _script(over: float, size: float) -> str:
    return "" if abs(over) < OFF * size else "^" if over > 0 else "_"


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
