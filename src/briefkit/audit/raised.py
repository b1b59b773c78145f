"""Raised figures, as every format has them: the mark of a note is a figure above the line, and no figure on it."""

from __future__ import annotations

from dataclasses import replace

from briefkit.model import Source
from briefkit.patterns import regex
from briefkit.sources.raised import FIGURES

_SIGNS = str.maketrans("⁺⁻ⁿ", "+-n")
_LOWERED = {high: low for low, high in FIGURES.items()}
_OWN_MARK = regex("[✓✗≈–]")
"""What begins the mark that briefkit sets behind a quotation."""


def on_the_line(text: str) -> str:
    """The text with signs on the line: whether they are raised, not every format tells."""
    return text.translate(_SIGNS)


def lowered(text: str) -> str:
    """The text with raised figures on the line."""
    return text.translate(_LOWERED)


def without(text: str) -> str:
    """The text without raised figures."""
    return text.translate(dict.fromkeys(_LOWERED))


def with_raised(document: Source) -> Source:
    """A document with the marks of its notes as part of its text: their figures as superscripts."""
    text = document.text
    pieces = []
    kept = []
    position = 0
    for start, end in document.furniture:
        if start < position or _apart(document, start, end):
            kept.append((start, end))
            continue
        pieces += [text[position:start], text[start:end].translate(FIGURES)]
        position = end
    return replace(document, text=on_the_line("".join([*pieces, text[position:]])), furniture=tuple(kept))


def _apart(document: Source, start: int, end: int) -> bool:
    """Whether what stands on a page is none of its sentences: a running head has its line for itself."""
    text = document.text
    if _OWN_MARK.match(text, start):
        return True
    line_end = text.find("\n", end)
    line = text[text.rfind("\n", 0, start) + 1 : start] + text[end : line_end if line_end >= 0 else len(text)]
    return bool(document.pages) and ("\n" in text[start:end] or not line.strip())
