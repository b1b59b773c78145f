"""Raised and lowered characters and fractions: drawn, typed as such, or written with `^` and `_`; and note marks copied
along."""

from __future__ import annotations

import re
import unicodedata

from briefkit.patterns import regex
from briefkit.verdicts.difference import Difference

_TYPED = regex(r"([\^_])(?:\{([^{}]*)\}|([-−–+]?\w+|[-−–+]))")
_FRACTION = regex(r"\s?(?:[¼-¾⅐-⅞]|\d+\u2044\d+)")
_SIGNS = str.maketrans("−–‐‑", "----")
Level = tuple[str, int]
"""A character and where it stands: 1 raised, -1 lowered, 0 on the line."""


def typed_level(d: Difference) -> bool:
    """Raised and lowered characters typed as such, with `^` or `_`, or lowered ones on the line: `H2O` for H₂O.

    A figure that is raised after a figure is never one on the line: 10² is not 102.
    """
    return _alike(d, flat=(-1,))


def flat_level(d: Difference) -> bool:
    """Raised characters after a letter given on the line, as they come when copied: `m2` for m²."""
    return _alike(d, flat=(-1, 1))


def typed_fraction(d: Difference) -> bool:
    """A fraction typed as such: `1/2` for ½, `2 1/2` for 2½."""
    quote, source = (_FRACTION.sub(_typed, " ".join(w.text for w in words)) for words in (d.quote, d.source))
    return bool(quote) and quote.strip() == source.strip() and {d.quote_text, d.source_text} != {quote}


def _typed(fraction: re.Match[str]) -> str:
    return " " + unicodedata.normalize("NFKC", fraction[0].strip()).replace("\u2044", "/")


def copied_mark(d: Difference) -> bool:
    """The mark of a note, copied along with the words that it stands at."""
    if not d.mark or not d.quote:
        return False
    source = "".join(word.text for word in d.source)
    quote = "".join(word.text for word in d.quote)
    return quote == source + d.mark and not source[-1:].isdigit()


def _alike(d: Difference, flat: tuple[int, ...]) -> bool:
    one, two = (_levels("".join(word.text for word in words)) for words in (d.quote, d.source))
    if [char for char, _ in one] != [char for char, _ in two] or not any(level for _, level in (*one, *two)):
        return False
    base = ""
    for (char, here), (_, there) in zip(one, two, strict=True):
        if here != there and (here * there or here + there not in flat or not base or base.isdecimal()):
            return False
        if not here and not there:
            base = char
    return True


def _levels(words: str) -> list[Level]:
    """The characters without spaces, each with its level."""
    found: list[Level] = []
    place = 0
    for typed in _TYPED.finditer(words):
        found += _drawn(words[place : typed.start()])
        level = 1 if typed[1] == "^" else -1
        found += [(char, level) for char, _ in _drawn(typed[2] or typed[3] or "")]
        place = typed.end()
    return found + _drawn(words[place:])


def _drawn(words: str) -> list[Level]:
    found: list[Level] = []
    for char in words:
        if char.isspace():
            continue
        form = unicodedata.decomposition(char)
        level = 1 if form.startswith("<super>") else -1 if form.startswith("<sub>") else 0
        plain = unicodedata.normalize("NFKC", char) if level else char
        found += [(c, level) for c in plain.translate(_SIGNS)]
    return found
