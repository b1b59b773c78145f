"""Raised figures: note marks, which are no part of the sentence, told from exponents, which are."""

from __future__ import annotations

from briefkit.patterns import regex

NOTE_MARK = regex(r"[\d*†‡§¶,;–\-\s()\[\]]{1,12}|[a-z]|\[[^\]]{1,12}\]")
SUPERSCRIPTS = str.maketrans("0123456789+-−–n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻ⁿ")
FIGURES = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
BASE = regex(r"(?:(?<![\d.,])\d{1,2}(?:[.,]\d{1,2})?|(?<![^\W_])(?:[kcmdµ]?m|[a-z]|[A-Z]))\s?$")
"""What a raised figure is an exponent of: a short number, a unit of length, a single letter. After a year, or after
thousands, it is the mark of a note."""


def read_raised(words: str, before: str) -> tuple[str, bool]:
    """Raised type as text, after what stands before it, and whether it is a note mark.

    Exponents become superscript characters, so that 10² is neither 102 nor 10.
    """
    bare = words.strip()
    if BASE.search(before) and bare.translate(SUPERSCRIPTS) != bare and len(bare) <= 3:
        return words.translate(SUPERSCRIPTS), False
    return words, bool(bare) and bool(NOTE_MARK.fullmatch(bare))
