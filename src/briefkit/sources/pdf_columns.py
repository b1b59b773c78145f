"""Columns that a file writes line by line across the page, told by the sentences that break off at each line's end.

Most files hold one column after the other, and tables row by row; both are left as they are. Where lines of one column
go on in one that the file does not bring next, again and again, each column is read down before the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import sub

from briefkit.patterns import regex
from briefkit.sources.pdf_page import Glyphs

GUTTER = 1.8
"""How far apart, in sizes of the type, two letters of a row stand that may belong to two columns."""
APART = 100.0
"""Points from the beginning of a column to that of the next, at least."""
PROSE = 20
"""Characters of a piece that may be a line of a column."""
FEWEST = 5
"""Lines that begin where a column does."""
BROKEN = 4
"""Sentences that the file breaks off for a line of another column."""
BLANKS = regex(r"[ \t\xa0]+|(?<=[\x02\ufffe])")
"""Where a row may part: pdfium puts no line end after a hyphen that ends a line."""
Run = tuple[int, int]
"""A range of the indexes of a page's characters."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a row: its range, where it begins and its last letter stands, and its baseline and size, in points."""

    start: int
    end: int
    x: float
    far: float
    y: float
    size: float

    @property
    def prose(self) -> bool:
        return self.end - self.start >= PROSE


def in_columns(glyphs: Glyphs, runs: Sequence[Run]) -> Sequence[Run]:
    """The lines of a page, column by column where the file writes them across: `runs` are those of the file."""
    if not _parted(glyphs, runs):
        return runs
    pieces = [piece for run in runs for piece in _pieces(glyphs, run)]
    starts = _starts(piece.x for piece in pieces if piece.prose)
    if len(starts) < 2:
        return runs
    sides = [_side(piece, starts) for piece in pieces]
    if _broken(glyphs, pieces, sides) < BROKEN:
        return runs
    ordered: list[Run] = []
    begun = {start for start, _ in runs}
    for across, group in groupby(zip(sides, pieces, strict=True), key=lambda item: item[0] is None):
        items = list(group)
        if not across:
            items.sort(key=lambda item: item[0] or 0)
        for _, piece in items:
            joins = bool(ordered) and ordered[-1][1] == piece.start and piece.start not in begun
            ordered[-1:] = [(ordered[-1][0], piece.end)] if joins else [*ordered[-1:], (piece.start, piece.end)]
    return ordered


def _parted(glyphs: Glyphs, runs: Sequence[Run]) -> bool:
    """Whether the page may have columns: rows begin at two places, or have wide gaps."""
    if not runs:
        return False
    gaps = map(sub, glyphs.xs[1:], glyphs.xs)
    wide = sum(map((GUTTER * glyphs.sizes[len(glyphs.sizes) // 2]).__lt__, gaps))
    return wide >= FEWEST or len(_starts(glyphs.xs[start] for start, end in runs if end - start >= PROSE)) > 1


def _pieces(glyphs: Glyphs, run: Run) -> Iterable[_Piece]:
    """The parts of a row between wide gaps, and where it goes back to the left."""
    text, xs, ys, sizes = glyphs.text, glyphs.xs, glyphs.ys, glyphs.sizes
    start, end = run
    bounds = [start]
    for blank in BLANKS.finditer(text, start, end):
        before, after = blank.start() - 1, blank.end()
        if before >= start and after < end:
            gap = xs[after] - xs[before]
            if not -sizes[after] < gap < GUTTER * max(sizes[after], sizes[before]):
                bounds.append(after)
    for first, last in pairwise([*bounds, end]):
        inked = text[first:last].rstrip(" \t\xa0\0")
        if inked:
            far = first + len(inked) - 1
            yield _Piece(first, last, xs[first], xs[far], ys[first], sizes[first])


def _starts(lefts: Iterable[float]) -> list[float]:
    """Where columns begin, from the left: many lines of prose do so there."""
    count = Counter(round(x / 2) for x in lefts)
    starts: list[float] = []
    for place, many in count.most_common():
        near = many + count[place - 1] + count[place + 1]
        if near >= FEWEST and all(abs(2 * place - start) > APART for start in starts):
            starts.append(2.0 * place)
    return sorted(starts)


def _side(piece: _Piece, starts: Sequence[float]) -> int | None:
    """The column that a piece stands in; None where it reaches into the next."""
    side = max(sum(start - 4 <= piece.x for start in starts) - 1, 0)
    reaches = side + 1 < len(starts) and piece.far >= starts[side + 1] - 4
    return None if reaches else side


def _broken(glyphs: Glyphs, pieces: Sequence[_Piece], sides: Sequence[int | None]) -> int:
    """How many lines go on, small, right below in their column, where the file brings another first."""
    last: dict[int, int] = {}
    broken = 0
    for index, (piece, side) in enumerate(zip(pieces, sides, strict=True)):
        if side is None or not piece.prose:
            continue
        above = last.get(side)
        last[side] = index
        if above is not None and above < index - 1:
            one = pieces[above]
            below = 0 < one.y - piece.y < 2 * piece.size and abs(one.size - piece.size) < 0.1 * piece.size
            other = any(sides[between] not in (None, side) for between in range(above + 1, index))
            broken += below and other and glyphs.text[piece.start].islower()
    return broken
