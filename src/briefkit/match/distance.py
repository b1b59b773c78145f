"""The stretch of a text that takes the fewest edits to become a needle, with its exact bounds.

Bit-parallel (Myers 1999; Hyyrö 2003): a column of the table of edit distances is two integers as wide as the needle.
"""

from __future__ import annotations


def nearest(needle: str, text: str) -> tuple[int, int, int]:
    """(edits, start, end) of the stretch of `text` nearest to `needle`.

    An edit puts in, takes out or changes one character. Of the stretches that take the fewest, the one that ends
    first; of those, the shortest.
    """
    edits, end = _first_best(needle, text)
    if end == 0:
        return edits, 0, 0
    from rapidfuzz.distance import Levenshtein

    lengths = range(max(1, len(needle) - edits), min(end, len(needle) + edits) + 1)
    length = next(n for n in lengths if Levenshtein.distance(needle, text[end - n : end], score_cutoff=edits) == edits)
    return edits, end - length, end


def _first_best(needle: str, text: str) -> tuple[int, int]:
    """The fewest edits between the needle and a stretch of the text, and the first place that such a stretch ends.

    `more` and `less` are the column of the table after a character: where its distance is one more, or one less, than
    that above.
    """
    masks: dict[str, int] = {}
    for place, character in enumerate(needle):
        masks[character] = masks.get(character, 0) | 1 << place
    mask_of = masks.get
    last = 1 << (len(needle) - 1)
    every = (last << 1) - 1
    more, less = every, 0
    distance = edits = len(needle)
    end = 0
    for position, character in enumerate(text, 1):
        equal = mask_of(character, 0)
        level = (((equal & more) + more) ^ more) | equal
        rise = less | (every & ~(level | more))
        fall = more & level
        if fall & last:
            distance -= 1
            if distance < edits:
                edits, end = distance, position
        elif rise & last:
            distance += 1
        rise <<= 1
        steep = equal | less
        more = (fall << 1 | ~(steep | rise)) & every
        less = rise & steep
    return edits, end
