"""Sentences that a float breaks: what stands between their halves is set apart, whatever its type.

A line of running text that breaks off fills its column, and goes on small, at the head of another column or page. What
stands between is a float where it is set smaller, or where a caption tells it; never where it is running text itself.
Where the sentence goes on right below, what stands beside both lines is a note in the margin.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from briefkit.patterns import regex
from briefkit.sources.pdf_page import Line

CAPTION = regex(
    r"\s*(?:Fig(?:ure|\.)?|FIG(?:URE|\.)?|Table|[Tt]ABLE|Tab\.|Abb(?:ildung|\.)|Tabelle|Chart|Box|Map|Tableau|Listing|Algorithm|Specification|Scheme|Plate|Рис\.|Таблица)"
    r"\s*[\dIVXA-Z][\w.\-–]*(?![\w.\-–])(?!\s+[a-zà-ÿ])",
)
"""The head of a caption, and no sentence that begins so: “Table 2 shows”."""
FLOAT = 150
"""Lines of the longest float that is looked for."""
PROSE = 20
"""Characters of a line that may be running text; what is shorter may be a label."""
LETTERS = 0.6
"""The share of letters and blanks in a line of running text; formulas and rows of figures have fewer."""
FULL = 0.55
"""How much of its column a line fills that breaks off in the middle of a sentence."""
ENDED = regex(r"[.?!:;][\s”\"’»)\]]*$")


@dataclass(slots=True)
class Parted:
    """The lines of a page: its running text, floats with their captions, and notes, each in the order of the file."""

    flow: list[Line] = field(default_factory=list)
    floats: list[Line] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)


Placed = tuple[int, Line]
"""A line with the index of its page."""


def bridged(parted: list[Parted], body: float) -> list[Parted]:
    """The pages with what stands between the two halves of a broken sentence set apart; `body` is the size of most of
    the document's type, in points."""
    stream = [(page, line) for page, part in enumerate(parted) for line in part.flow]
    moved: dict[int, set[int]] = {}
    place = 0
    while place < len(stream) - 2:
        end = _bridge(stream, place, parted, body)
        for page, line in stream[place + 1 : end]:
            moved.setdefault(page, set()).add(id(line))
        place = max(end, place + 1)
    for page, gone in moved.items():
        part = parted[page]
        part.floats = [line for line in part.flow if id(line) in gone] + part.floats
        part.flow = [line for line in part.flow if id(line) not in gone]
    return parted


def _bridge(stream: list[Placed], place: int, parted: list[Parted], body: float) -> int:
    """Where the sentence of a broken line goes on; 0 where it is not broken, or only by other running text."""
    page, tail = stream[place]
    if not prose(tail) or ENDED.search(tail.text) or _follows(stream[place + 1], stream[place]):
        return 0
    if tail.size < 0.96 * body or not fills(tail, parted[page].flow):
        return 0
    caption: Placed | None = None
    for index in range(place + 1, min(place + FLOAT, len(stream))):
        there, line = stream[index]
        if there > page + 1:
            return 0
        turned = there != page or line.y > tail.y or line.x > tail.end
        if turned and index > place + 1 and _goes_on(line, tail) and not _beneath(stream[index], stream[index - 1]):
            return index
        if _beneath(stream[index], stream[place]) and line.text[:1].islower():
            return index if all(_beside(there, tail) for _, there in stream[place + 1 : index]) else 0
        if there == page and line.y > tail.y and _overlaps(line, tail):
            continue  # set above it, in its own column: a box or a head that the file brings late
        if CAPTION.match(line.text) or (caption and _beneath(stream[index], caption, 3)):
            caption = stream[index]
        elif prose(line) and (_alike(line, tail) or (line.size > tail.size and abs(line.size - body) < 0.04 * body)):
            return 0
    return 0


def prose(line: Line) -> bool:
    """It may be a line of running text, by its length and by what it is made of."""
    if len(line.text) <= PROSE:
        return False
    letters = sum(map(str.isalpha, line.text)) + line.text.count(" ")
    return letters > LETTERS * len(line.text)


def fills(tail: Line, page: Iterable[Line]) -> bool:
    """The line reaches to the end of its column, as one does that goes on."""
    beside = [line.end for line in page if abs(line.x - tail.x) < 2 * tail.size and _alike(line, tail)]
    return tail.end - tail.x > FULL * (max(beside) - tail.x)


def _follows(two: Placed, one: Placed) -> bool:
    """The second line goes on in the type of the first: it begins small, or stands right below it."""
    return _beneath(two, one) or (_alike(two[1], one[1]) and two[1].text[:1].islower())


def _beneath(two: Placed, one: Placed, near: float = 2) -> bool:
    """The second line stands right below the first, in the same type; `near` is how far at most, in sizes of it."""
    (page, line), (before, tail) = two, one
    below = page == before and 0 < tail.y - line.y < near * tail.size
    return below and _overlaps(line, tail) and _alike(line, tail)


def _overlaps(one: Line, two: Line) -> bool:
    """Both stand in the same column."""
    return one.x < two.end and two.x < one.end


def _beside(line: Line, tail: Line) -> bool:
    """It stands wholly in the margin of a line of running text."""
    return line.end <= tail.x or line.x >= tail.end


def _alike(one: Line, two: Line) -> bool:
    return abs(one.size - two.size) < 0.04 * two.size


def _goes_on(line: Line, tail: Line) -> bool:
    """A line of the same type that begins small."""
    return line.text[:1].islower() and _alike(line, tail) and prose(line)
