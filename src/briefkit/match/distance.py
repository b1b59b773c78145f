"""The stretch of a text that takes the fewest edits to become a needle, with its exact bounds.

Bit-parallel (Myers 1999; Hyyrö 2003): a column of the table of edit distances is two integers as wide as the needle.
"""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein


def nearest(needle: str, text: str) -> tuple[int, int, int]:
    """(edits, start, end) of the stretch of `text` nearest to `needle`.

    An edit puts in, takes out or changes one character. Of the stretches that take the fewest, the one that ends
    first; of those, the shortest.
    """
    edits, end = len(needle), 0
    for position, distance in enumerate(_distances(needle, text), 1):
        if distance < edits:
            edits, end = distance, position
    if end == 0:
        return edits, 0, 0
    lengths = range(max(1, len(needle) - edits), min(end, len(needle) + edits) + 1)
    length = next(n for n in lengths if Levenshtein.distance(needle, text[end - n : end], score_cutoff=edits) == edits)
    return edits, end - length, end


def _distances(needle: str, text: str) -> Iterator[int]:
    """After each character of `text`: the fewest edits between `needle` and a stretch that ends there."""
    masks: dict[str, int] = {}
    for place, character in enumerate(needle):
        masks[character] = masks.get(character, 0) | 1 << place
    last = 1 << (len(needle) - 1)
    every = (last << 1) - 1
    distance, more, less = len(needle), every, 0
    for character in text:
        equal = masks.get(character, 0)
        level = (((equal & more) + more) ^ more) | equal
        rise = less | (every & ~(level | more))
        fall = more & level
        if rise & last:
            distance += 1
        elif fall & last:
            distance -= 1
        rise <<= 1
        fall <<= 1
        steep = equal | less
        more = (fall | ~(steep | rise)) & every
        less = rise & steep
        yield distance
