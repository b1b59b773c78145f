"""The edges of the pages of a PDF: which of their lines are running heads, feet and page numbers.

What `furniture` finds by the words alone is held against where the lines stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from briefkit.patterns import regex
from briefkit.sources.folios import neighbours
from briefkit.sources.furniture import NEAR, Layout
from briefkit.sources.pdf_bridge import CAPTION
from briefkit.sources.pdf_page import Line, Sheet

WIDE = 1.2
"""A gap on a line, in sizes of its type, that parts a page number from a running title."""
LABEL = 8
"""Characters that a line has that is no page number."""
NUMBER = regex(r"\d{1,5}|[ivxlcdm]{1,7}")
ENDS = regex(r"^(?:\d{1,5}|[ivxlcdm]{1,7}) | (?:\d{1,5}|[ivxlcdm]{1,7})$")
"""A number at either end of a row: it may be the page's, and its neighbours decide."""
DRIFT = 24.0
"""Points by which a running head may stand higher or lower on another page; scans drift."""
Row = tuple[str, list[int]]
"""Words that stand on one level, and the indexes of their lines."""
Rows = list[Row]


def edges(sheets: Sequence[Sheet]) -> tuple[Layout, list[set[int]]]:
    """The edges of all pages, and for each page the indexes of its lines that are furniture."""
    rows = [_rows(sheet) for sheet in sheets]
    layout = _layout(rows)
    counted = [
        _counted(sheet, [row for row in page_rows if row[0].strip()], *layout.furniture_lines(page))
        for page, (sheet, page_rows) in enumerate(zip(sheets, rows, strict=True))
    ]
    levels = [[_levels(sheet, side) for side in both] for sheet, both in zip(sheets, counted, strict=True)]
    found = []
    for page, (sheet, both) in enumerate(zip(sheets, counted, strict=True)):
        near = [levels[other] for other in neighbours(page, len(sheets), NEAR)]
        found.append({i for end, side in enumerate(both) for i in _steady(sheet, side, [one[end] for one in near])})
    return layout, found


def _rows(sheet: Sheet) -> list[tuple[str, list[int]]]:
    """The page from top to bottom: each row's words, wide gaps as three spaces, and the indexes of its lines.

    A number that stands alone on the level of other words is a row of its own, nearer to the edge.
    """
    lines = sheet.lines
    order = sorted((i for i, line in enumerate(lines) if line.upright), key=lambda i: -lines[i].y)
    middle = (lines[order[0]].y + lines[order[-1]].y) / 2 if order else 0.0
    rows: list[list[int]] = []
    for i in order:
        level = bool(rows) and abs(lines[rows[-1][0]].y - lines[i].y) < 0.3 * lines[i].size
        if level and NUMBER.fullmatch(lines[i].text.strip()):
            rows.insert(len(rows) - (lines[i].y > middle), [i])
        elif level and not NUMBER.fullmatch(lines[rows[-1][0]].text.strip()):
            rows[-1].append(i)
        elif level and lines[i].y <= middle:
            rows.insert(len(rows) - 1, [i])
        else:
            rows.append([i])
    return [(_row_text([lines[i] for i in sorted(row, key=lambda i: lines[i].x)]), row) for row in rows]


def _row_text(lines: list[Line]) -> str:
    words = lines[0].text.strip()
    for one, two in pairwise(lines):
        words += ("   " if two.x - one.end > WIDE * one.size else " ") + two.text.strip()
    return words


def _layout(pages: Sequence[Rows]) -> Layout:
    """The edges of all pages, held against each other."""
    ranges: list[tuple[int, int]] = []
    parts: list[str] = []
    length = 0
    for page in pages:
        edge = page if len(page) <= 8 else [*page[:4], *page[-4:]]
        words = "\n".join(ENDS.sub(_apart, row) for row, _ in edge)
        parts.append(words)
        ranges.append((length, length + len(words)))
        length += len(words) + 1
    return Layout("\f".join(parts), ranges)


def _apart(place: re.Match[str]) -> str:
    """The number with a wide gap beside it."""
    return place[0].replace(" ", "   ")


def _counted(sheet: Sheet, rows: Rows, top: int, bottom: int) -> tuple[Rows, Rows]:
    """Of the rows at the edges of a page that other pages have, too, those that are no caption of a table that goes on,
    and at the foot none that ends a note; from the edge inward."""
    captions = [place for place, (words, _) in enumerate(rows[:top]) if CAPTION.match(words)]
    top = captions[0] if captions else top
    first = len(rows) - bottom
    while top < first < len(rows) and _closes(sheet, rows[first - 1], rows[first]):
        first += 1
    return rows[:top], rows[first:][::-1]


def _levels(sheet: Sheet, rows: Rows) -> list[float]:
    """The baselines of rows."""
    return [sheet.lines[indexes[0]].y for _, indexes in rows]


def _steady(sheet: Sheet, rows: Rows, near: Sequence[Sequence[float]]) -> Iterator[int]:
    """The indexes of lines of the rows, from the edge inward, as far as they stand where those of pages nearby do: text
    that repeats itself stands where it falls."""
    for rank, ((words, indexes), level) in enumerate(zip(rows, _levels(sheet, rows), strict=True)):
        if len(words) > LABEL and not any(abs(level - there[rank]) < DRIFT for there in near if rank < len(there)):
            return
        yield from indexes


def _closes(sheet: Sheet, one: tuple[str, list[int]], two: tuple[str, list[int]]) -> bool:
    """The second row is the next line of what the first belongs to."""
    if len(one[1]) > 1 or len(two[1]) > 1:
        return False
    above, below = sheet.lines[one[1][0]], sheet.lines[two[1][0]]
    alike = abs(above.size - below.size) < 0.04 * above.size and abs(above.x - below.x) < 1
    return alike and 0 < above.y - below.y < 1.35 * above.size and len(two[0]) > LABEL
