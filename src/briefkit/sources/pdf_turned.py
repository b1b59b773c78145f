"""Lines of a PDF that run from right to left, in the order of their reading.

PDFium gives such lines by rules of its own and turns figures, brackets and foreign words. Here a line is what stands on
one baseline, taken from the right to the left; what runs from left to right in it, figures and Latin words, is turned
back, as UAX #9 had turned it. Vowel marks cannot be put back: a file has them apart from their letters, or the letters
with each of them once more. That there is one on a letter is told by `MARKED` behind it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from briefkit.patterns import regex
from briefkit.sources.extracted import Context, Extracted
from briefkit.sources.pdf import open_document
from briefkit.sources.pdf_stream import Written, paged, visible

MARKED = "\ue001"
"""Stands behind a letter that has a mark."""
SAME_LINE = 0.5
"""Points by which the baselines of one line differ at most."""
NEAR = 8.0
"""Points: so near stands what repeats a letter with its marks to that letter."""
OVER = 4.0
"""Points: so near beginning and end of a letter stands its mark."""
MIRRORED = str.maketrans("()[]{}<>«»‹›≤≥", ")(][}{><»«›‹≥≤")
_KINDS = {"L": "L", "R": "R", "AL": "R", "AN": "A", "EN": "N", "ES": "e", "CS": "c", "ET": "t", "WS": "w"}
_FORWARDS = regex("(?:t*[NA][NAect]*w*)?L(?:[^R]*L)?|t*N+(?:(?:[ec]|t+)N+)*t*|A+(?:cA+)*")
"""What runs from left to right: Latin letters, what stands between them and a figure behind them (it could stand before
them, too, and look the same); else a figure with its signs, and behind Arabic letters without them."""


class Glyph(NamedTuple):
    """The characters that stand on one place, in points; their order is that of the file."""

    text: str
    x: float
    y: float
    known: bool = False

    @property
    def marked(self) -> bool:
        return not self.known and any(unicodedata.category(char) == "Mn" for char in self.text)


def read(data: bytes, context: Context) -> Extracted:
    """A `.pdf` file, page after page, parted by form feeds; `context` as for `pdf_stream.read`.

    Raises:
        SourceError: it is damaged, encrypted or too large.
    """
    document = open_document(data)
    pages = (turned(_glyphs(visible(document, number, context))) for number in range(len(document)))
    return paged("".join(f"{line}\n" for line in lines) + "\f" for lines in pages)


def turned(glyphs: Sequence[Glyph]) -> list[str]:
    """The lines of a page from its top to its foot, each in the order of its reading."""
    lines: dict[float, list[Glyph]] = {}
    marks = [glyph for glyph in glyphs if glyph.marked]
    for glyph in [*(glyph for glyph in glyphs if not glyph.marked), *_once(marks)]:
        level = next((y for y in reversed(lines) if abs(y - glyph.y) < SAME_LINE), glyph.y)
        lines.setdefault(level, []).append(glyph)
    return [_reading(line, marks) for _, line in sorted(lines.items(), reverse=True)]


def _once(marks: Sequence[Glyph]) -> Iterator[Glyph]:
    """Letters with marks, each once, without the marks: the lowest is the one on the line."""
    kept: list[tuple[str, Glyph]] = []
    for glyph in sorted(marks, key=lambda glyph: glyph.y):
        same = "".join(sorted(glyph.text))
        if not any(same == text and _near(glyph, other, NEAR) for text, other in kept):
            kept.append((same, glyph))
            letters = "".join(char for char in glyph.text if unicodedata.category(char) != "Mn")
            if letters:
                yield Glyph(letters, glyph.x, glyph.y)


def _near(one: Glyph, other: Glyph, reach: float) -> bool:
    return abs(one.x - other.x) < reach and abs(one.y - other.y) < NEAR


def _reading(line: list[Glyph], marks: Sequence[Glyph]) -> str:
    chars: list[str] = []
    kinds: list[str] = []
    arabic = False
    for glyph in sorted(line, key=lambda glyph: -glyph.x):
        for char in glyph.text:
            way = unicodedata.bidirectional(char)
            arabic = way == "AL" or (arabic and way not in ("L", "R"))
            kinds.append("A" if way == "EN" and arabic else _KINDS.get(way, "-"))
            chars.append(char)
        if not glyph.known and any(_near(glyph, mark, OVER) for mark in marks):
            chars[-1] += MARKED
    pieces: list[str] = []
    end = 0
    for run in _FORWARDS.finditer("".join(kinds)):
        pieces += [char.translate(MIRRORED) for char in chars[end : run.start()]]
        pieces += reversed(chars[run.start() : run.end()])
        end = run.end()
    pieces += [char.translate(MIRRORED) for char in chars[end:]]
    return re.sub(r" {2,}", " ", "".join(pieces))


def _glyphs(written: Written) -> list[Glyph]:
    text, xs, ys, kept, words, *_ = written
    seen = [at for at in range(len(text)) if kept[at] and text[at] and (at in words or text[at].isprintable())]
    places = groupby(seen, key=lambda at: (xs[at], ys[at], at in words))
    return [Glyph("".join(text[at] for at in place), *spot) for spot, place in places]
