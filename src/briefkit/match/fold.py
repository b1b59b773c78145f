"""The skeleton of a text: letters and digits only, case and accents folded, with a map back to the text.

The skeleton only locates. It drops the minus sign, `<` and the decimal point, so it can never accept anything.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from briefkit.match.blocks import Blocks

BLOCK = 1024
"""Characters of text a count is kept for: the map back costs 1/1024 of the text and walks one block a look-up."""

_COST_OF_INDEX = 100
"""Looks through the text that an index of it costs."""
_DROP_ASCII = bytes(c for c in range(128) if not chr(c).isalnum())
_LOWER_ASCII = bytes(range(256)).lower()
_FOREIGN = re.compile(r"[^\x00-\x7f]{1,32}")


class _Table(dict[int, str]):
    """Code point -> its folded letters, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        folded = unicodedata.normalize("NFKD", chr(code)).casefold()
        folded = "".join(c for c in unicodedata.normalize("NFKD", folded) if c.isalnum())
        self[code] = folded
        return folded


_TABLE = _Table()


@dataclass(eq=False)
class Folded:
    """A folded text.

    Attributes:
        skeleton: the folded characters.
        starts, ends: for each block its range in the text; what is skipped lies between blocks.
        counts: for each block the number of skeleton characters before it.
        spent: how many times the whole of a long skeleton was looked through so far.
    """

    text: str
    skeleton: str
    starts: tuple[int, ...]
    counts: tuple[int, ...]
    ends: tuple[int, ...]
    spent: int = 0

    @property
    def pays_to_index(self) -> bool:
        """Whether an index is there, or was long ago worth building: whoever waits that long pays at most double."""
        return self.spent >= _COST_OF_INDEX or "blocks" in vars(self)

    @cached_property
    def blocks(self) -> Blocks:
        """An index of the skeleton, built when first asked for."""
        return Blocks(self.skeleton)

    def start_of(self, position: int) -> int:
        """The offset in the text of the character that skeleton character `position` comes from."""
        block = bisect_right(self.counts, position) - 1
        left = position - self.counts[block]
        for offset in range(self.starts[block], self.ends[block]):
            left -= len(_TABLE[ord(self.text[offset])])
            if left < 0:
                return offset
        return self.ends[block]

    def position_of(self, offset: int) -> int:
        """The number of skeleton characters before an offset of the text."""
        block = max(0, bisect_right(self.starts, offset) - 1)
        return self.counts[block] + len(skeleton(self.text[self.starts[block] : min(offset, self.ends[block])]))

    def range_of(self, start: int, end: int) -> tuple[int, int]:
        """The range of the text that skeleton[start:end] comes from (end exclusive, both non-empty)."""
        return self.start_of(start), self.start_of(end - 1) + 1


@lru_cache(maxsize=1 << 16)
def _folded_run(run: str) -> str:
    return run.translate(_TABLE)


def skeleton(text: str) -> str:
    """The folded characters of `text` alone.

    ASCII is folded as bytes; what is left is looked up run by run, and the same words come again and again.
    """
    if text.isascii():
        return text.encode("ascii").translate(_LOWER_ASCII, _DROP_ASCII).decode("ascii")
    rest = text.encode("utf-8", "surrogatepass").translate(_LOWER_ASCII, _DROP_ASCII).decode("utf-8", "surrogatepass")
    return _FOREIGN.sub(lambda match: _folded_run(match[0]), rest)


def fold(text: str, skips: Sequence[tuple[int, int]] = ()) -> Folded:
    """Fold `text` without the ranges in `skips` (in order, not overlapping)."""
    starts, ends, counts, parts = [], [], [], []
    count = 0
    for first, last in _kept(len(text), skips):
        for start in range(first, last, BLOCK):
            end = min(start + BLOCK, last)
            part = skeleton(text[start:end])
            starts.append(start)
            ends.append(end)
            counts.append(count)
            parts.append(part)
            count += len(part)
    if not starts:
        starts, ends, counts = [0], [0], [0]
    return Folded(text, "".join(parts), tuple(starts), tuple(counts), tuple(ends))


def _kept(length: int, skips: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges of 0..length that `skips` leaves."""
    kept = []
    position = 0
    for start, end in skips:
        if start > position:
            kept.append((position, start))
        position = max(position, end)
    if position < length:
        kept.append((position, length))
    return kept
