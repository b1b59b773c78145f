"""Where in a long text a needle could stand: which blocks share pieces of four letters with it.

The text is cut into pieces of four letters, end to end; a stretch that takes `d` edits to become the needle keeps at
least `(its pieces) - d` of them whole. Building costs as much as some fifty scans of the text, a query as one or two.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from briefkit.patterns import regex

BLOCK = 512
"""Letters a block has."""
_PIECE = 4
_PIECES = regex(".{4}", re.DOTALL)
_MOST_POSTINGS = 60_000
"""Blocks that one query looks at: of a needle's pieces the commonest are left out beyond that."""


class Blocks:
    """An index of a text's pieces: piece -> the numbers of the blocks it stands in, one for each time."""

    def __init__(self, text: str) -> None:
        self._postings: defaultdict[str, list[int]] = defaultdict(list)
        postings = self._postings
        for number, start in enumerate(range(0, len(text), BLOCK)):
            for piece in _PIECES.findall(text, start, start + BLOCK):
                postings[piece].append(number)

    def shared(self, needle: str) -> tuple[Counter[int], int]:
        """How many pieces of each block stand in the needle, and how many may have been left out of the count."""
        get = self._postings.get
        found = [get(piece, ()) for piece in {needle[i : i + _PIECE] for i in range(len(needle) - _PIECE + 1)}]
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


def least_shared(length: int, edits: int) -> int:
    """The fewest whole pieces that a stretch keeps which takes `edits` edits to become a needle of `length`."""
    return (length - edits - _PIECE + 1) // _PIECE - edits
