"""The notes of a source by the numbers printed before them."""

from __future__ import annotations

import re
from bisect import bisect_right

from briefkit.model import Locator, Source
from briefkit.patterns import regex

_HEAD = regex(r"^[ \t]*[\[(]?(\d{1,4})[\])]?[.:]?[ \t]*(?=[^\W\d_]|[“\"‘'«(§\[])", re.MULTILINE)
_LONGEST = 20_000
"""Characters of the longest note."""


def note_at(source: Source, start: int) -> int | None:
    """The number of the note that an offset lies in, by the last number before it that heads one; None without any."""
    heads = _heads(source)
    place = bisect_right(heads, (start, 10_000))
    if not place or start - heads[place - 1][0] > _LONGEST:
        return None
    return heads[place - 1][1]


def has_note(source: Source, locator: Locator) -> bool:
    """Whether one of the numbers cited heads a note."""
    numbers = {number for _, number in _heads(source)}
    return any(first.isdecimal() and int(first) in numbers for first, _ in locator.ranges)


def _heads(source: Source) -> list[tuple[int, int]]:
    """Where each note begins, and its number: raised ones where there are any, else those that count on from 1."""
    found = [(match.start(1), match.end(1), int(match[1])) for match in _HEAD.finditer(source.text)]
    marks = dict(source.furniture)
    raised = [(start, number) for start, end, number in found if _is_mark(source.text, end, marks.get(start, 0))]
    if raised:
        return raised
    chain: list[tuple[int, int]] = []
    for start, _, number in found:
        if number == 1 or (chain and number == chain[-1][1] + 1):
            chain.append((start, number))
    return chain


def _is_mark(text: str, end: int, mark: int) -> bool:
    """Whether a raised mark that begins where a number does ends with it, but for a blank."""
    return mark >= end and not text[end:mark].strip()
