"""Find where a piece of a quotation stands in a folded source.

`find_exact` gives every occurrence of the skeleton. `find_similar` gives the best windows for a piece that occurs
nowhere: pieces of it are sought exactly and vote for a diagonal (seed and extend); a window is screened, and the one
with the fewest edits gets its exact bounds. What pieces do not find, a look through the whole range does, or an index
once enough was sought to pay for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from briefkit.match.blocks import BLOCK, least_shared
from briefkit.match.distance import nearest
from briefkit.match.fold import Folded, skeleton

MAX_OCCURRENCES = 1000
_MAX_SEED_HITS = 400
_MAX_WINDOWS = 6
_MOST_LOOKS = 400
"""Windows of one vote that are compared with the needle."""
_PIECES = 5
_SMALL, _MOST_SMALL = 12, 12
"""Letters of a piece small enough to be whole where some were edited, and how many such pieces a search begins with."""
_LEAST_PIECE = 3
_LONG = 600
"""Letters from which rapidfuzz's own alignment grows faster than the text; seeds alone then find the window, whose
bounds the alignment of words settles. A passage this long without five letters in common is not the quotation's."""
_LONGEST = 4_000
"""Letters beyond which exact bounds cost more than they tell."""
_WORTH_A_LOOK = 45.0
"""Likeness, 0 to 100, of a window worth telling of where pieces of the quotation stand."""
_BY_CHANCE, _BY_CHANCE_IN_MUCH = 52.0, 60.0
"""The same for a look through a whole range: what is half alike stands there by chance, and takes long to find."""
_FAR_BEHIND = 30.0
"""A window so much less alike than the best is not told of."""
_ENOUGH = 75.0
"""A window this much alike ends the search; below it the whole range is looked through."""
_IN_REACH = 79.0
"""The likeness below which a window takes edits of more than a fifth of the letters."""
_LARGE = 50_000
"""Letters of a range in which an index can pay."""
_VERY_LARGE = 1_000_000
"""Letters of a range that is looked through only where there is no index: the blocks it names cost less."""
_INDEXED = 40
"""Letters of a needle from which the pieces of four that it shares with a block tell enough."""
_CHUNK = 65_536
"""Letters that are compared at once in a look through a range: what rapidfuzz keeps of more leaves the cache."""
_COST_OF_SCAN = 25
"""Looks for an exact needle that a look for one that is alike costs."""
_COST_OF_LOOK = 40_000
"""Letters that are looked through for an exact needle in the time that one window is compared."""


class Place(NamedTuple):
    """A range of the skeleton, and how alike it is (0 to 100). 100 is the same skeleton.

    Attributes:
        edits: letters put in, taken out or changed, where the bounds are exact; None where they are approximate.
    """

    start: int
    end: int
    score: float = 100.0
    edits: int | None = 0


def find_exact(source: Folded, piece: str, start: int = 0, end: int | None = None) -> list[Place]:
    """Every occurrence of the skeleton of `piece` between two skeleton positions, at most MAX_OCCURRENCES.

    As many as that need not be all.
    """
    needle = skeleton(piece)
    if not needle:
        return []
    limit = len(source.skeleton) if end is None else end
    found = islice(_occurrences(source, needle, start, limit), MAX_OCCURRENCES)
    return [Place(position, position + len(needle)) for position in found]


def _occurrences(source: Folded, needle: str, start: int, end: int) -> Iterator[int]:
    """Where a needle begins between two positions, in order, overlapping ones too."""
    if end - start > _LARGE and source.pays_to_index:
        known = source.blocks.occurrences(needle, start, end)
        if known is not None:
            yield from known
            return
    source.spent += end - start
    position = source.skeleton.find(needle, start, end)
    while position >= 0:
        yield position
        position = source.skeleton.find(needle, position + 1, end)


def find_similar(source: Folded, piece: str, start: int = 0, end: int | None = None) -> list[Place]:
    """The windows most like `piece`, best first.

    The first takes the fewest edits of all stretches of the range, where that is at most a fifth of the letters; its
    bounds are exact: of equal ones, the one that ends first, then the shortest. The bounds of windows less alike are
    approximate; ties go to the earliest.
    """
    needle = skeleton(piece)
    limit = len(source.skeleton) if end is None else end
    if not needle or start >= limit:
        return []
    search = _Search(source, needle, start, limit)
    if limit - start > _LARGE:
        search.through_much()
    else:
        search.through_little()
    return search.ranked()


class _Search:
    """One search for a needle in a range; keeps the windows found and the fewest edits so far."""

    def __init__(self, source: Folded, needle: str, start: int, end: int) -> None:
        from rapidfuzz import fuzz
        from rapidfuzz.distance import Levenshtein

        self.fuzz, self.distance = fuzz, Levenshtein.distance
        self.source, self.text = source, source.skeleton
        self.needle, self.start, self.end = needle, start, end
        self.reach = len(needle) // 5
        self.bucket = max(16, len(needle) // 6)
        self.fewest = self.reach + 1
        self._found: dict[tuple[int, int], Place] = {}
        self._looked: set[tuple[int, int]] = set()

    def through_little(self) -> None:
        """Pieces, then the whole range."""
        if self.by_pieces(self._some):
            return
        if self._alike >= _ENOUGH or self._scan(_BY_CHANCE):
            self._prove(surely=len(self.needle) < _INDEXED)

    def through_much(self) -> None:
        """Pieces; then the index, once enough was sought here to pay for it; the whole range where neither serves."""
        if self.by_pieces(self._some):
            return
        long = len(self.needle) > _LONG
        indexed = long or (len(self.needle) >= _INDEXED and self.source.pays_to_index)
        if indexed and (self._by_blocks() or long or self.end - self.start > _VERY_LARGE):
            return
        if self._alike >= _ENOUGH or self._scan(_BY_CHANCE_IN_MUCH):
            self._prove()

    def ranked(self) -> list[Place]:
        exact = [place for place in self._found.values() if place.edits is not None]
        exact.sort(key=lambda place: (place.edits, place.end, -place.start))
        others = [place for place in self._found.values() if place.edits is None and place.score >= self._worth]
        others.sort(key=lambda place: (-place.score, place.start))
        return (exact + others)[:_MAX_WINDOWS]

    @property
    def _some(self) -> int:
        """The pieces that a search begins with."""
        return max(min(_PIECES, len(self.needle) // 5), min(_MOST_SMALL, len(self.needle) // _SMALL))

    # --- ways to search -------------------------------------------------------------------------------------------

    def by_pieces(self, count: int) -> bool:
        """Cut the needle into pieces and look where one stands. True when nothing with as few edits can be left.

        A stretch with fewer edits than there are pieces has at least one of them whole. Once a stretch is known that
        takes few edits, what is left of the needle is cut into no more pieces than prove it.
        """
        if count < 1 or len(self.needle) // count < _LEAST_PIECE:
            return False
        votes: Counter[int] = Counter()
        complete, at, sought = True, 0, 0
        few = max(_MAX_WINDOWS, (self.end - self.start) // _COST_OF_LOOK)
        while sought < count:
            size = (len(self.needle) - at) // (count - sought)
            complete = self._vote(votes, at, size) and complete
            at, sought = at + size, sought + 1
            if len(votes) <= few or sought == count:
                self._look_at(votes)
                count = max(sought, min(count, self.fewest + 1))
        return complete and len(votes) <= _MOST_LOOKS and self.fewest < count

    def _prove(self, *, surely: bool = False) -> None:
        """Look for what takes as few edits as the best so far, or fewer; surely: even where there is no best yet."""
        if surely or self.fewest <= self.reach:
            self.by_pieces(min(self.fewest, self.reach) + 1)

    def _scan(self, least: float) -> bool:
        """Look through the whole range; for a long needle, look where a small piece of it stands. False when no stretch
        can be within reach.

        One that takes `d` edits is at least `1 - d / length` alike with a window as long as the needle, of which
        rapidfuzz tells the best.
        """
        if len(self.needle) > _LONG:
            self.by_pieces(len(self.needle) // _SMALL)
            return True
        self.source.spent += _COST_OF_SCAN * (self.end - self.start)
        for first in range(self.start, self.end, _CHUNK):
            self._look(first, first + _CHUNK + 2 * len(self.needle), least=least)
        return self._alike >= _IN_REACH

    def _vote(self, votes: Counter[int], at: int, size: int) -> bool:
        """Count where a piece of the needle stands, for each diagonal. True when all such places were counted."""
        places = _occurrences(self.source, self.needle[at : at + size], self.start, self.end)
        votes.update((place - at) // self.bucket for place in islice(places, _MAX_SEED_HITS))
        return next(places, None) is None

    def _look_at(self, votes: Counter[int]) -> None:
        """Look at the windows where pieces stand, those with the most votes first."""
        ranked = sorted(votes, key=lambda diagonal: (-votes[diagonal], diagonal)) if len(votes) > 1 else votes
        length = self.bucket + len(self.needle) + 2 * self.reach
        for number, diagonal in enumerate(islice(ranked, _MOST_LOOKS)):
            first = diagonal * self.bucket - self.reach
            self._look(first, first + length, number >= _MAX_WINDOWS)

    def _by_blocks(self) -> bool:
        """Look at the stretches that share the most pieces of four. True when no other can take as few edits."""
        counts, left_out = self.source.blocks.shared(self.needle)
        more = (len(self.needle) + self.reach - 1) // BLOCK + 1
        first, last = self.start // BLOCK, (self.end - 1) // BLOCK
        starts = {block - i for block in _fullest(counts) for i in range(more + 1) if first <= block - i <= last}
        sums = sorted((-sum(counts[start + i] for i in range(more + 1)), start) for start in starts)
        most = min(60 + 10_000 // len(self.needle), max(_MAX_WINDOWS, (self.end - self.start) // _COST_OF_LOOK))
        for number, (count, block) in enumerate(sums[:most]):
            if -count < least_shared(len(self.needle), self.fewest) - left_out:
                return True
            self._look(block * BLOCK, (block + more + 1) * BLOCK, number >= _MAX_WINDOWS)
        return False

    # --- windows --------------------------------------------------------------------------------------------------

    @property
    def _alike(self) -> float:
        return max((place.score for place in self._found.values()), default=0.0)

    @property
    def _worth(self) -> float:
        """The likeness below which a window is not told of."""
        return max(_WORTH_A_LOOK, self._alike - _FAR_BEHIND)

    @property
    def _better(self) -> float:
        """The likeness below which no window can take as few edits as the best so far.

        A stretch that takes `d` edits is at most `d` letters longer or shorter than the needle, and a change counts
        twice for rapidfuzz.
        """
        return max(0.0, 100 - 150 * min(self.fewest, self.reach) / len(self.needle))

    def _look(self, first: int, last: int, late: bool = False, least: float = _WORTH_A_LOOK) -> None:
        """Compare a window with the needle, and keep what is at least so much alike; late: only what is better."""
        first, last = max(self.start, first), min(self.end, last)
        if first >= last or (first, last) in self._looked or (self.needle_is_long and self._has_best(first, last)):
            return
        self._looked.add((first, last))
        window = self.text[first:last]
        least = self._better if late else max(least, self._worth)
        start, end, score = 0, len(window), 0.0
        if len(window) <= len(self.needle) or len(self.needle) > _LONG:
            score = self.fuzz.ratio(self.needle, window)
        elif found := self.fuzz.partial_ratio_alignment(self.needle, window, score_cutoff=least):
            start, end, score = found.dest_start, found.dest_end, found.score
        place = Place(first + start, first + end, score, None)
        if score >= self._better or self.needle_is_long:
            place = self._exact(place, first, last) or place
        if place.score >= least:
            self._found.setdefault((place.start, place.end), place)

    @property
    def needle_is_long(self) -> bool:
        return _LONG < len(self.needle) <= _LONGEST

    def _has_best(self, first: int, last: int) -> bool:
        """Whether a window holds a stretch whose bounds are exact: there is no room for two long ones."""
        return any(p.edits is not None and first <= p.start and p.end <= last for p in self._found.values())

    def _exact(self, place: Place, first: int, last: int) -> Place | None:
        """The stretch around a place that takes the fewest edits, None where these are too many."""
        margin = min(2 * self.reach, round(2 * len(self.needle) * (1 - place.score / 100)) + 1)
        first, last = max(first, place.start - margin), min(last, place.end + margin)
        most = self.distance(self.needle, self.text[place.start : place.end])
        edits, start, end = nearest(self.needle, self.text[first:last], most)
        if edits > self.reach:
            return None
        self.fewest = min(self.fewest, edits)
        start, end = first + start, first + end
        return Place(start, end, self.fuzz.ratio(self.needle, self.text[start:end]), edits)


def _fullest(counts: Counter[int]) -> list[int]:
    """The blocks with the highest counts, some hundreds at most."""
    least = total = 0
    for count, blocks in sorted(Counter(counts.values()).items(), reverse=True):
        total += blocks
        if total > _MOST_LOOKS and least:
            break
        least = count
    return [block for block, count in counts.items() if count >= least]
