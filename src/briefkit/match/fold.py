"""The skeleton of a text: letters and digits only, case and accents folded, with a map back to the text.

The skeleton only locates. It drops the minus sign, `<` and the decimal point, so it can never accept anything.
"""

from __future__ import annotations

import marshal
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache

from briefkit.match.alphabet import NotInAlphabetError, alphabet_of
from briefkit.match.blocks import Blocks
from briefkit.match.ideographs import StrangerError, ideographs_of
from briefkit.patterns import regex
from briefkit.values import dataclass

BLOCK = 4096
"""Characters of text that a count is kept for."""
_STEP = 64
"""Characters of a block that the map back walks one by one."""
_LONG = 10_000
"""Characters from which a text is worth an alphabet of its own."""

_WORTH_AN_INDEX = 400
"""Looks through the text after which it gets an index: that costs half as many, and more memory than the text."""
_DROP_ASCII = bytes(c for c in range(128) if not chr(c).isalnum())
_LOWER_ASCII = bytes(range(256)).lower()
_FOREIGN = regex(r"[^\x00-\x7f]{1,32}")
_NOT_HAN = regex("([^\u4e00-\u9fff]{1,32})")


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
        folding: folds a chunk of this text.
        spent: how many letters of the skeleton were looked through so far.
    """

    text: str
    skeleton: str
    starts: tuple[int, ...]
    counts: tuple[int, ...]
    ends: tuple[int, ...]
    folding: Folding
    spent: int = 0

    @property
    def pays_to_index(self) -> bool:
        """Whether an index is there, or so much was sought that it will soon pay."""
        return self.spent >= _WORTH_AN_INDEX * len(self.skeleton) or "blocks" in vars(self)

    @cached_property
    def blocks(self) -> Blocks:
        """An index of the skeleton, built when first asked for."""
        return Blocks(self.skeleton)

    def start_of(self, position: int) -> int:
        """The offset in the text of the character that skeleton character `position` comes from."""
        block = bisect_right(self.counts, position) - 1
        left = position - self.counts[block]
        first, end = self.starts[block], self.ends[block]
        while end - first > _STEP:
            middle = (first + end) // 2
            count = len(self.folding(self.text[first:middle]))
            if count <= left:
                first, left = middle, left - count
            else:
                end = middle
        for offset in range(first, end):
            left -= len(_TABLE[ord(self.text[offset])])
            if left < 0:
                return offset
        return end

    def position_of(self, offset: int) -> int:
        """The number of skeleton characters before an offset of the text."""
        block = max(0, bisect_right(self.starts, offset) - 1)
        return self.counts[block] + len(self.folding(self.text[self.starts[block] : min(offset, self.ends[block])]))

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


class Folding:
    """Folds chunks of one text, in the way that is the quickest for it; all ways fold alike.

    The way is chosen when the first chunk is folded: that takes a look through the text.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    def __call__(self, chunk: str) -> str:
        if chunk.isascii():
            return skeleton(chunk)
        fast, sure = self._ways
        try:
            return fast(chunk)
        except (NotInAlphabetError, StrangerError):
            return sure(chunk)

    @cached_property
    def _ways(self) -> tuple[Callable[[str], str], Callable[[str], str]]:
        """The quickest, which may refuse a chunk, and what folds any."""
        text = self._text
        if len(text) < _LONG or text.isascii():
            return skeleton, skeleton
        if alphabet := alphabet_of(text, _TABLE):
            return alphabet.fold, skeleton
        if ideographs := ideographs_of(text, _TABLE):
            return ideographs.fold, _without_alphabet
        return _without_alphabet, _without_alphabet


def fold(text: str, skips: Sequence[tuple[int, int]] = ()) -> Folded:
    """Fold `text` without the ranges in `skips` (in order, not overlapping)."""
    starts, ends, counts, parts = [], [], [], []
    count = 0
    folding = Folding(text)
    for first, last in _kept(len(text), skips):
        for start in range(first, last, BLOCK):
            end = min(start + BLOCK, last)
            part = folding(text[start:end])
            starts.append(start)
            ends.append(end)
            counts.append(count)
            parts.append(part)
            count += len(part)
    if not starts:
        starts, ends, counts = [0], [0], [0]
    return Folded(text, "".join(parts), tuple(starts), tuple(counts), tuple(ends), folding)


def packed(folded: Folded) -> bytes:
    """What a fold is made anew from, beside the text, in far less time than from the text alone."""
    return marshal.dumps((folded.skeleton, folded.starts, folded.counts, folded.ends))


def unpacked(data: bytes, text: str) -> Folded:
    """The fold of `text` that was packed. `data` must be what `packed` gave: it is not looked into."""
    skeleton, starts, counts, ends = marshal.loads(data)  # noqa: S302
    return Folded(text, skeleton, starts, counts, ends, Folding(text))


def _without_alphabet(chunk: str) -> str:
    """The folded characters of Chinese and the like: Han characters fold to themselves."""
    parts = _NOT_HAN.split(chunk)
    parts[1::2] = map(_folded_run, parts[1::2])
    return "".join(parts)


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
