"""Finding as one would first write it down: every stretch of the text, a table of edit distances."""

from __future__ import annotations


def occurrences(needle: str, text: str) -> list[int]:
    """Where `needle` starts in `text`, overlapping ones too."""
    return [start for start in range(len(text) - len(needle) + 1) if text[start : start + len(needle)] == needle]


def nearest(needle: str, text: str) -> tuple[int, int, int]:
    """(edits, start, end) of the stretch that takes the fewest edits; of equal ones that which ends first, then the
    shortest. Each cell of the table holds the edits and the latest start they can be had from."""
    above = [(0, -start) for start in range(len(text) + 1)]
    for count, letter in enumerate(needle, 1):
        row = [(count, 0)]
        for end, other in enumerate(text, 1):
            changed = (above[end - 1][0] + (letter != other), above[end - 1][1])
            put_in = (above[end][0] + 1, above[end][1])
            left_out = (row[end - 1][0] + 1, row[end - 1][1])
            row.append(min(changed, put_in, left_out))
        above = row
    end = min(range(len(text) + 1), key=lambda end: above[end][0])
    return above[end][0], -above[end][1], end
