"""Lines of a PDF as they stand on its pages, from left to right whatever their letters.

PDFium gives lines with letters from right to left by rules of its own, and turns figures, brackets and foreign words.
Here a line is what stands on one baseline, by where it stands. Vowel marks cannot be put back: a file has them apart
from their letters, or the letters with each of them once more. That there is one on a letter is told by `MARKED` behind
it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from briefkit.sources.extracted import Context, Extracted
from briefkit.sources.pdf import open_document
from briefkit.sources.pdf_raised import BESIDE
from briefkit.sources.pdf_stream import AS_WRITTEN, BREAK, FORMS, Written, as_written, paged, pages_of, visible
from briefkit.sources.raised import FIGURES

MARKED = "\ue001"
"""Stands behind a letter that has a mark."""
MARGIN = "\ue002"
"""Stands in a line before what is in the margin."""
SAME_LINE = 1.0
"""Points by which the baselines of one line differ at most: the names of differences are set lower than their words."""
NEAR = 8.0
"""Points: so near stands what repeats a letter with its marks to that letter, and a raised figure to its line."""
OVER = 4.0
"""Points: so near beginning and end of a letter stands its mark."""
_RIGHT_TO_LEFT = frozenset(("R", "AL", "AN"))
_FORMS = FORMS | {0xAD: BREAK}
RAISED = frozenset(map(chr, FIGURES.values()))


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
    """A `.pdf` file as `pdf_stream.read` gives it; where letters run from right to left, its metadata have the lines
    too (`lined`), page after page, parted by form feeds.

    Raises:
        SourceError: it is damaged, encrypted or too large.
    """
    document = open_document(data.replace(*AS_WRITTEN))
    written = pages_of(document, context)
    got = as_written(written)
    if not right_to_left(got.text):
        return got
    believed = bool(context.metadata.get("named"))
    pages = (
        visible(document, number, believed=believed, named=page.named, ordered=True)
        for number, page in enumerate(written)
    )
    lined = paged("".join(f"{line}\n" for line in lines(_glyphs(page), page.width - BESIDE)) + "\f" for page in pages)
    return replace(got, metadata={**got.metadata, "lined": lined.text})


def right_to_left(text: str) -> bool:
    """Whether a text holds letters that a PDF gives in an order of its own."""
    return any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in text)


def lines(glyphs: Sequence[Glyph], margin: float = float("inf")) -> list[str]:
    """The lines of a page in the order of the file, each from its left to its right.

    Args:
        margin: where the margin begins, in points from the left.
    """
    marks = [glyph for glyph in glyphs if glyph.marked]
    again = dict(_once([(at, glyph) for at, glyph in enumerate(glyphs) if glyph.marked]))
    found: list[list[Glyph]] = []
    for at, glyph in enumerate(glyphs):
        if not glyph.marked:
            _lay(found, glyph)
        elif at in again:
            _lay(found, again[at])
    return [_line(line, marks, margin) for line in found]


def _lay(found: list[list[Glyph]], glyph: Glyph) -> None:
    """Put a glyph on the line that it goes on with, which may have raised parts, or begin another."""
    for line in reversed(found):
        above = glyph.y - line[0].y
        if abs(above) < SAME_LINE or (0 < above < NEAR and glyph.text in RAISED):
            line.append(glyph)
            return
        if not -NEAR < above < 0:  # a line between is none that was raised from this one
            break
    if not glyph.text.isspace():  # those that PDFium puts in stand anywhere
        found.append([glyph])


def _once(marks: Sequence[tuple[int, Glyph]]) -> Iterator[tuple[int, Glyph]]:
    """Letters with marks, each once, without the marks: the lowest is the one on the line."""
    kept: list[tuple[str, Glyph]] = []
    for at, glyph in sorted(marks, key=lambda one: one[1].y):
        same = "".join(sorted(glyph.text))
        if not any(same == text and _near(glyph, other, NEAR) for text, other in kept):
            kept.append((same, glyph))
            letters = "".join(char for char in glyph.text if unicodedata.category(char) != "Mn")
            if letters:
                yield at, Glyph(letters, glyph.x, glyph.y)


def _near(one: Glyph, other: Glyph, reach: float) -> bool:
    return abs(one.x - other.x) < reach and abs(one.y - other.y) < NEAR


def _line(line: list[Glyph], marks: Sequence[Glyph], margin: float) -> str:
    pieces: list[str] = []
    for aside, side in groupby(sorted(line, key=lambda glyph: glyph.x), key=lambda glyph: glyph.x >= margin):
        pieces += [MARGIN] * aside
        for glyph in side:
            letters = clusters(glyph.text)
            if not glyph.known and any(_near(glyph, mark, OVER) for mark in marks):
                letters[-1] += MARKED
            turned = any(unicodedata.bidirectional(char) in ("R", "AL") for char in glyph.text)
            pieces += reversed(letters) if turned else letters
    return "".join(pieces)


def clusters(text: str) -> list[str]:
    """The letters of a text, each with its marks."""
    out: list[str] = []
    for char in unicodedata.normalize("NFC", text):
        if out and (char == MARKED or unicodedata.category(char) == "Mn"):
            out[-1] += char
        else:
            out.append(char)
    return out


def _glyphs(page: Written) -> list[Glyph]:
    chars = [_FORMS.get(ord(char), char) if len(char) == 1 else char for char in page.text]
    seen = [
        at
        for at, char in enumerate(chars)
        if page.kept[at] and char and (at in page.words or char == BREAK or char.isprintable())
    ]
    places = groupby(seen, key=lambda at: (page.xs[at], page.ys[at], at in page.words))
    return [Glyph("".join(chars[at] or "" for at in place), *spot) for spot, place in places]
