"""Lines that a file brings late: what was mended in a page after it was set has its place there, not in the file."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from briefkit.sources.pdf_page import Line

LEADING = 1.5
"""How far apart, in sizes of the type, the baselines of two lines that follow each other are at most."""
PARAGRAPH = 2.2
"""The same for the last line of a paragraph and the first of the next."""
LABEL = 8
"""Characters of what is no line of words, but a piece of a formula."""
GAP = 8.0
"""How far apart, in sizes of the type, two lines may be whose place between is looked at."""


def in_place(lines: list[Line]) -> list[Line]:
    """The lines of a page, with those that stand between two others put there: the gap is theirs, line by line."""
    followers: dict[int, list[int]] = {}
    moved: set[int] = set()
    for index, (above, below) in enumerate(pairwise(lines)):
        if LEADING * above.size < above.y - below.y < GAP * above.size and _column(above, below):
            late = [i for i in _between(lines, index) if i not in moved]
            if late and _fills(above, [lines[i] for i in late], below) and not _at_home(lines, late):
                followers[index] = late
                moved.update(late)
    if not moved:
        return lines
    return [
        lines[place]
        for index in range(len(lines))
        if index not in moved
        for place in (index, *followers.get(index, ()))
    ]


def _between(lines: Sequence[Line], index: int) -> list[int]:
    """The lines of other places in the file that stand between a line and the next, from the upper to the lower."""
    above, below = lines[index], lines[index + 1]
    found = [i for i, line in enumerate(lines) if below.y < line.y < above.y and i not in (index, index + 1)]
    return sorted((i for i in found if _column(above, lines[i])), key=lambda i: -lines[i].y)


def _column(one: Line, two: Line) -> bool:
    """Both are set in the same type and stand in the same column."""
    alike = abs(one.size - two.size) < 0.04 * two.size and one.upright and two.upright
    return alike and len(two.text) > LABEL and one.x < two.end and two.x < one.end and abs(one.x - two.x) < 4 * one.size


def _fills(above: Line, late: list[Line], below: Line) -> bool:
    """The lines follow each other as those of a paragraph do."""
    steps = [one.y - two.y for one, two in pairwise([above, *late])]
    even = all(0.8 * above.size < step < LEADING * above.size for step in steps)
    return even and 0.8 * above.size < late[-1].y - below.y < PARAGRAPH * above.size


def _at_home(lines: Sequence[Line], late: list[int]) -> bool:
    """One of them follows in the file upon the line above it, or is followed by that below it."""
    for i in late:
        for one, two in ((i - 1, i), (i, i + 1)):
            other = one if two == i else two
            if one >= 0 and two < len(lines) and other not in late:
                step = lines[one].y - lines[two].y
                if 0 < step < LEADING * lines[i].size and _column(lines[one], lines[two]):
                    return True
    return False
