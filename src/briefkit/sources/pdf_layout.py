"""Pages of lines to running text.

The running text of all pages stands first, unbroken by what the pages carry besides: a sentence that crosses a page,
its footnotes and the next running head reads on. Floats with their captions, notes, and running heads with page
numbers follow after it, each kind page by page, as further sets of stretches of the same pages: a note that crosses a
page reads on, too. Nothing on a page is lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from briefkit.model import Heading, Page
from briefkit.patterns import regex
from briefkit.sources.extracted import Extracted
from briefkit.sources.folios import roman
from briefkit.sources.pdf_apart import set_apart
from briefkit.sources.pdf_edges import edges
from briefkit.sources.pdf_page import Line, Sheet

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
    layout, furniture = edges(sheets)
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
