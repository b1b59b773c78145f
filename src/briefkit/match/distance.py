"""The stretch of a text that takes the fewest edits to become a needle, with its exact bounds.

Where some stretch is known to take few, one of as many pieces of the needle and one more stands whole in the best, and
what lies beside it is compared by rapidfuzz. Else bit-parallel (Myers 1999; Hyyrö 2003): a column of the table of edit
distances is two integers as wide as the needle.
"""

from __future__ import annotations

_FEW = 8
"""Edits up to which looking beside pieces is quicker than a column a letter."""
_LEAST_PIECE = 4
_MOST_PLACES = 40
"""Places of pieces beyond which it is not: the text is repetitive."""


def nearest(needle: str, text: str, most: int | None = None) -> tuple[int, int, int]:
    """(edits, start, end) of the stretch of `text` nearest to `needle`.

    An edit puts in, takes out or changes one character. Of the stretches that take the fewest, the one that ends
    first; of those, the shortest. `most`: so many edits, or fewer, some stretch is known to take.
    """
    if most is not None and most <= _FEW and len(needle) >= _LEAST_PIECE * (most + 1):
        found = _beside_pieces(needle, text, most)
        if found is not None:
            return found
    edits, end = _first_best(needle, text)
    if end == 0:
        return edits, 0, 0
    before = text[max(0, end - len(needle) - edits) : end]
    return edits, end - _beginning(needle[::-1], before[::-1], edits, edits)[1], end


def _beside_pieces(needle: str, text: str, most: int) -> tuple[int, int, int] | None:
    """What `nearest` gives, if that takes no more edits than `most`; None where pieces stand at too many places.

    The best stretch has a piece whole; before and after it stand the ends of the text's two parts that take the fewest
    edits to become the rest of the needle.
    """
    size = len(needle) // (most + 1)
    best, places = (most + 1, 0, 0), 0
    for at in range(0, size * (most + 1), size):
        rest = needle[at + size :]
        position = text.find(needle[at : at + size])
        while position >= 0:
            if (places := places + 1) > _MOST_PLACES:
                return None
            after, length = _beginning(rest, text[position + size :], best[0])
            if after <= best[0]:
                before, back = _beginning(needle[:at][::-1], text[:position][::-1], best[0] - after)
                best = min(best, (before + after, position + size + length, back - position))
            position = text.find(needle[at : at + size], position + 1)
    edits, end, start = best
    return (edits, -start, end) if edits <= most else None


def _beginning(needle: str, text: str, most: int, least: int = 0) -> tuple[int, int]:
    """(edits, length) of the beginning of `text` nearest to `needle`, the shortest of equal ones; edits beyond `most`
    where all take more. `least`: none takes fewer."""
    if text.startswith(needle):
        return 0, len(needle)
    from rapidfuzz.distance import Levenshtein

    distance = Levenshtein.distance
    most = min(most, distance(needle, text[: len(needle)], score_cutoff=most))
    best, best_length = most + 1, 0
    for length in range(max(0, len(needle) - most), min(len(text), len(needle) + most) + 1):
        edits = distance(needle, text[:length], score_cutoff=best - 1)
        if edits < best:
            best, best_length = edits, length
        if best <= least:
            break
    return best, best_length


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
