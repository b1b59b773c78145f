"""Where in a long text a needle could stand: which blocks share pieces of four letters with it.

The text is cut into pieces of four letters, end to end; a stretch that takes `d` edits to become the needle keeps at
least `(its pieces) - d` of them whole. Building costs as much as some two hundred looks through the text for an exact
needle, which the index answers at once, or seven for one that is only alike, which it answers ten times as fast.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict, deque
from itertools import chain, repeat

from briefkit.patterns import regex

BLOCK = 512
"""Letters a block has."""
_PIECE = 4
_MOST_POSTINGS = 60_000
"""Blocks that one query looks at: of a needle's pieces the commonest are left out beyond that."""
_ASTRAL = regex("[\U00010000-\U0010ffff]")


class Blocks:
    """An index of a text's pieces: piece -> the numbers of the blocks it stands in, one for each time.

    Args:
        most_looks: blocks that are looked through for one needle; beyond, a look through the whole text costs less.
    """

    def __init__(self, text: str, most_looks: int | None = None) -> None:
        self._text = text
        self._postings: defaultdict[int, list[int]] = defaultdict(list)
        pieces = _pieces(text)
        blocks = range(len(text) // BLOCK + 1)
        numbers = chain.from_iterable(map(repeat, blocks, repeat(BLOCK // _PIECE)))
        # `postings[piece].append(number)` for each piece, without a step in Python
        deque(map(list.append, map(self._postings.__getitem__, pieces), numbers), maxlen=0)
        self._most_looks = len(blocks) // 8 if most_looks is None else most_looks

    def occurrences(self, needle: str, start: int, end: int) -> list[int] | None:
        """Where a needle stands between two positions, in order; None where a look through the text costs less.

        Wherever it stands, all pieces of it that begin at 0, 4, 8 … letters of it are pieces of the text, or all that
        begin at 1, 5, 9 …: blocks that lack the rarest of each need no look.
        """
        firsts: set[int] = set()
        for shift in range(_PIECE):
            found = [self._postings.get(piece, ()) for piece in _pieces(needle[shift:])]
            if not found:
                return None
            rarest = min(range(len(found)), key=lambda number: len(found[number]))
            firsts.update(block * BLOCK - rarest * _PIECE - shift for block in found[rarest])
            if len(firsts) > self._most_looks:
                return None
        places: set[int] = set()
        for first in firsts:
            last = min(end, first + BLOCK + len(needle))
            position = self._text.find(needle, max(start, first), last)
            while position >= 0:
                places.add(position)
                position = self._text.find(needle, position + 1, last)
        return sorted(places)

    def shared(self, needle: str) -> tuple[Counter[int], int]:
        """How many pieces of each block stand in the needle, and how many may have been left out of the count."""
        get = self._postings.get
        found = [get(piece, ()) for piece in {piece for shift in range(_PIECE) for piece in _pieces(needle[shift:])}]
        found.sort(key=len)
        counts: Counter[int] = Counter()
        looked = left_out = 0
        for postings in found:
            looked += len(postings)
            if looked > _MOST_POSTINGS:
                left_out += 1
            else:
                counts.update(postings)
        return counts, left_out


def _pieces(text: str) -> array[int]:
    """A number for each piece of four letters: its bytes, two a letter. Letters beyond are taken for one."""
    data = text.encode("utf-16-le", "surrogatepass")
    if len(data) > 2 * len(text):
        data = _ASTRAL.sub("\uffff", text).encode("utf-16-le", "surrogatepass")
    return array("Q", data[: len(data) // 8 * 8])


def least_shared(length: int, edits: int) -> int:
    """The fewest whole pieces that a stretch keeps which takes `edits` edits to become a needle of `length`."""
    return (length - edits - _PIECE + 1) // _PIECE - edits
