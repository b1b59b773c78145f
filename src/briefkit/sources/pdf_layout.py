"""Pages of lines to running text.

The running text of all pages stands first, unbroken by what the pages carry besides: a sentence that crosses a page,
its footnotes and the next running head reads on. Floats with their captions, notes, and running heads with page
numbers follow after it, each kind page by page, as further sets of stretches of the same pages: a note that crosses a
page reads on, too. Nothing on a page is lost.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from briefkit.model import Heading, Page
from briefkit.patterns import regex
from briefkit.sources.extracted import Extracted
from briefkit.sources.folios import roman
from briefkit.sources.furniture import Layout
from briefkit.sources.pdf_apart import set_apart
from briefkit.sources.pdf_bridge import CAPTION
from briefkit.sources.pdf_lines import Line, Sheet

WIDE = 1.2
"""A gap on a line, in sizes of its type, that parts a page number from a running title."""
LABEL = 8
"""Characters that a line has that is no page number."""
NUMBER = regex(r"\d{1,5}|[ivxlcdm]{1,7}")
ENDS = regex(r"^(?:\d{1,5}|[ivxlcdm]{1,7}) | (?:\d{1,5}|[ivxlcdm]{1,7})$")
"""A number at either end of a row: it may be the page's, and its neighbours decide."""
UNBROKEN = regex(r"\d[-\u2010\u2011]\d|\w\u2013\w")
NUMBERED = regex(r"\s*((?:\d{1,3}|[A-Z]|[IVXL]{1,6})(?:\.\d{1,3}){0,4})[.)]?\s")
"""The number before a heading."""
Mark = tuple[int, int, str]
"""A bookmark: page from 0, level from 1, title."""


@dataclass(slots=True)
class Text:
    """The text as it is put together, with the ranges that are noted on the way."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    pages: list[Page] = field(default_factory=list)
    furniture: list[tuple[int, int]] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)

    def add(self, words: str) -> None:
        self.parts.append(words)
        self.length += len(words)

    def line(self, line: Line, before: str) -> None:
        """A line after what parts it from the one before; its note marks are furniture."""
        self.add(before)
        self.furniture += ((self.length + start, self.length + end) for start, end in line.marks)
        self.add(line.text)


def assemble(sheets: Sequence[Sheet], outline: list[Mark], numbering: Any = None) -> Extracted:
    """The text of a PDF with its pages and headings.

    Args:
        outline: its bookmarks in order.
        numbering: the metadata's `pages`: a mapping from physical to printed page, each counting on to the next.
    """
    rows = [_rows(sheet) for sheet in sheets]
    layout = _edges(rows)
    furniture = [
        _furniture(sheet, page_rows, *layout.furniture_lines(page))
        for page, (sheet, page_rows) in enumerate(zip(sheets, rows, strict=True))
    ]
    bodies = [
        [line for index, line in enumerate(sheet.lines) if index not in gone]
        for sheet, gone in zip(sheets, furniture, strict=True)
    ]
    parted = set_apart(bodies)
    labels = _labels(sheets, layout.labels(), numbering)
    text = Text()
    _running(text, [part.flow for part in parted], labels, outline)
    heads = [[sheet.lines[i] for i in sorted(gone)] for sheet, gone in zip(sheets, furniture, strict=True)]
    body = text.headings[:], text.pages[:]
    for kind in ([part.floats for part in parted], [part.notes for part in parted], heads):
        _besides(text, kind, labels, *body)
    scanned = sum(sheet.scanned for sheet in sheets) * 2 > sum(bool(sheet.lines) for sheet in sheets)
    return Extracted(
        "".join(text.parts), tuple(text.pages), tuple(text.furniture), tuple(text.headings), scanned=scanned
    )


# --- rows and furniture ----------------------------------------------------------------------------------------------


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


def _edges(rows: list[list[tuple[str, list[int]]]]) -> Layout:
    """The edges of all pages, held against each other."""
    ranges: list[tuple[int, int]] = []
    parts: list[str] = []
    length = 0
    for page in rows:
        edge = page if len(page) <= 8 else [*page[:4], *page[-4:]]
        words = "\n".join(ENDS.sub(_apart, row) for row, _ in edge)
        parts.append(words)
        ranges.append((length, length + len(words)))
        length += len(words) + 1
    return Layout("\f".join(parts), ranges)


def _apart(place: re.Match[str]) -> str:
    """The number with a wide gap beside it."""
    return place[0].replace(" ", "   ")


def _furniture(sheet: Sheet, rows: list[tuple[str, list[int]]], top: int, bottom: int) -> set[int]:
    """The indexes of a page's lines that are furniture: of the rows at its edges that other pages have, too, those that
    are no caption of a table that goes on, and at the foot none that ends a note."""
    filled = [(words, indexes) for words, indexes in rows if words.strip()]
    captions = [place for place, (words, _) in enumerate(filled[:top]) if CAPTION.match(words)]
    top = captions[0] if captions else top
    first = len(filled) - bottom
    while top < first < len(filled) and _closes(sheet, filled[first - 1], filled[first]):
        first += 1
    return {i for _, indexes in [*filled[:top], *filled[first:]] for i in indexes}


def _closes(sheet: Sheet, one: tuple[str, list[int]], two: tuple[str, list[int]]) -> bool:
    """The second row is the next line of what the first belongs to."""
    if len(one[1]) > 1 or len(two[1]) > 1:
        return False
    above, below = sheet.lines[one[1][0]], sheet.lines[two[1][0]]
    alike = abs(above.size - below.size) < 0.04 * above.size and abs(above.x - below.x) < 1
    return alike and 0 < above.y - below.y < 1.35 * above.size and len(two[0]) > LABEL


# --- printed numbers -------------------------------------------------------------------------------------------------


def _labels(sheets: Sequence[Sheet], folios: list[str | None], numbering: Any) -> list[str | None]:
    """The printed number of each page: what the metadata say, else what is printed, else what the file says."""
    own = [sheet.label for sheet in sheets]
    if own == [str(i) for i in range(1, len(own) + 1)]:
        own = [None] * len(own)
    given = _numbering(numbering, len(sheets))
    return [a or b or c for a, b, c in zip(given, folios, own, strict=True)]


def _numbering(numbering: Any, count: int) -> list[str | None]:
    labels: list[str | None] = [None] * count
    if not isinstance(numbering, dict):
        return labels
    starts = {int(key): str(value) for key, value in numbering.items() if str(key).isdecimal()}
    for start in sorted(starts):
        first = starts[start]
        for index in range(start - 1, count):
            if first.isdecimal():
                labels[index] = str(int(first) + index - start + 1)
            elif first.lower() == "i":
                labels[index] = roman(index - start + 2)
            else:
                labels[index] = first if index == start - 1 else None
    return labels


# --- the text --------------------------------------------------------------------------------------------------------


def _running(text: Text, flows: list[list[Line]], labels: list[str | None], outline: list[Mark]) -> None:
    """The running text; a page ends with a line end, so that a hyphen there is one at a line's end."""
    marks: dict[int, list[Mark]] = {}
    for mark in outline:
        marks.setdefault(mark[0], []).append(mark)
    for number, flow in enumerate(flows):
        start = text.length
        starts = _lay(text, flow)
        text.add("\n")
        text.pages.append(Page(number + 1, start, text.length, labels[number]))
        text.headings += _headings(marks.get(number, []), flow, starts, start)
    text.headings.sort(key=lambda heading: heading.start)


def _lay(text: Text, lines: list[Line]) -> list[int]:
    """Put lines down, a blank line between paragraphs; the offset of each."""
    starts = []
    leading = _leading(lines)
    before: Line | None = None
    for line in lines:
        text.line(line, "" if before is None else _gap(before, line, leading))
        starts.append(text.length - len(line.text))
        before = line
    return starts


def _gap(before: Line, line: Line, leading: float) -> str:
    """What parts two lines: nothing inside a range of numbers or of names, "1939–" and "45"."""
    if UNBROKEN.search(before.text[-2:] + line.text[:1]):
        return ""
    return "\n\n" if _new_paragraph(before, line, leading) else "\n"


def _leading(lines: list[Line]) -> float:
    """The usual distance of two baselines, in points; 0 where there is none."""
    falls = Counter(round(fall * 2) / 2 for one, two in pairwise(lines) if 0 < (fall := one.y - two.y) < 4 * one.size)
    return falls.most_common(1)[0][0] if falls else 0.0


def _new_paragraph(before: Line, line: Line, leading: float) -> bool:
    """A wider gap, other type, or an indent after a line that ended a sentence."""
    if before.text.endswith("-"):
        return False
    fall = before.y - line.y
    if leading and fall > 1.35 * leading:
        return True
    if abs(before.size - line.size) > 0.15 * line.size:
        return True
    return 0.8 * line.size < line.x - before.x < 6 * line.size and before.text.rstrip()[-1:] in '.?!:”"’»'


def _headings(marks: list[Mark], flow: list[Line], starts: list[int], page_start: int) -> Iterator[Heading]:
    """Bookmarks at the line that they name, with the number that it has, or at the head of their page."""
    for _, level, title in marks:
        key = _letters(title)
        named = [(_fit(key, _letters(line.text)), index) for index, line in enumerate(flow)]
        fit, index = min(named, default=(_NONE, 0))
        if fit == _NONE:
            yield Heading(page_start, level, title)
            continue
        number = NUMBERED.match(flow[index].text)
        printed = f"{number[1]} {title}" if number and fit and not key.startswith(_letters(number[1])) else title
        yield Heading(starts[index], level, printed)


_NONE = 4


def _fit(key: str, words: str) -> int:
    """How well a line is the heading: the same, with its number, its first line, a line that has it; not at all."""
    if words == key:
        return 0
    if len(words) <= 3 or not (key.startswith(words) or key in words):
        return _NONE
    if words.endswith(key) and len(words) - len(key) <= 6:
        return 1
    return 2 if key.startswith(words) else 3


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _besides(
    text: Text, pages: list[list[Line]], labels: list[str | None], body: list[Heading], running: list[Page]
) -> None:
    """What of one kind stands beside the running text, page by page, under the headings that its page stands under."""
    under: list[Heading] = []
    filled = [(number, lines) for number, lines in enumerate(pages) if lines]
    text.add("\n" if filled else "")
    for number, lines in filled:
        start = text.length
        chain = _open(body, running[number].end)
        if chain != under:
            text.headings += (Heading(start, heading.level, heading.title) for heading in chain)
            under = chain
        _lay(text, lines)
        text.add("\n")
        text.pages.append(Page(number + 1, start, text.length, labels[number]))


def _open(headings: Iterable[Heading], end: int) -> list[Heading]:
    """The headings that the end of a page stands under."""
    chain: list[Heading] = []
    for heading in headings:
        if heading.start >= end:
            break
        chain = [h for h in chain if h.level < heading.level]
        chain.append(heading)
    return chain
