"""Find where a piece of a quotation stands in a folded source.

`find_exact` gives every occurrence of the skeleton. `find_similar` gives the best windows for a piece that occurs
nowhere: pieces of it are sought exactly and vote for a diagonal (seed and extend); a window is screened, and the one
with the fewest edits gets its exact bounds. What pieces do not find, a look through the whole range does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from briefkit.match.blocks import BLOCK, least_shared
from briefkit.match.distance import nearest
from briefkit.match.fold import Folded, skeleton

MAX_OCCURRENCES = 1000
_MAX_SEED_HITS = 400
_MAX_WINDOWS = 6
_MOST_LOOKS = 400
"""Windows of one vote that are compared with the needle."""
_LEAST_PIECE = 3
_SMALL = 12
"""Letters of a piece small enough to be whole where a fifth of the letters was edited."""
_WORTH_A_LOOK = 45.0
_LONG = 600
"""Letters from which rapidfuzz's own alignment grows faster than the text; seeds alone then find the window, whose
bounds the alignment of words settles. A passage this long without five letters in common is not the quotation's."""
_LONGEST = 4_000
"""Letters beyond which exact bounds cost more than they tell."""
_FAR_BEHIND = 30.0
"""A window so much less alike than the best is not told of."""
_ENOUGH = 75.0
"""A window this much alike ends the search; below it shorter seeds, then the whole range, are tried."""
_PIECES = 5
_LARGE = 50_000
"""Letters of a range from which a look through the whole of it costs more than one into an index."""
_INDEXED = 40
"""Letters of a needle from which the pieces of four that it shares with a block tell enough."""


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
    places: list[Place] = []
    if not needle:
        return places
    limit = len(source.skeleton) if end is None else end
    position = source.skeleton.find(needle, start, limit)
    while position >= 0 and len(places) < MAX_OCCURRENCES:
        places.append(Place(position, position + len(needle)))
        position = source.skeleton.find(needle, position + 1, limit)
    return places


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
        self.source, self.text = source, source.skeleton
        self.needle, self.start, self.end = needle, start, end
        self.reach = len(needle) // 5
        self.fewest = self.reach + 1
        self._found: dict[tuple[int, int], Place] = {}
        self._looked: set[tuple[int, int]] = set()

    def through_little(self) -> None:
        """Pieces, then the whole range."""
        if self.by_pieces(min(_PIECES, len(self.needle) // 5)):
            return
        if self._alike < _ENOUGH:
            self._scan()
        self._prove(surely=len(self.needle) < _INDEXED)

    def through_much(self) -> None:
        """Pieces or, once enough was sought here to pay for it, the index; the whole range where neither serves."""
        indexed = len(self.needle) >= _INDEXED
        if indexed and self.source.pays_to_index:
            self._by_blocks()
            return
        self.source.spent += _PIECES
        if self.by_pieces(min(_PIECES, len(self.needle) // 5)):
            return
        if indexed and len(self.needle) > _LONG:
            self._by_blocks()
            return
        if self._alike < _ENOUGH:
            self.source.spent += 15
            self._scan()
        self._prove()

    def ranked(self) -> list[Place]:
        exact = [place for place in self._found.values() if place.edits is not None]
        exact.sort(key=lambda place: (place.edits, place.end, -place.start))
        others = [place for place in self._found.values() if place.edits is None and place.score >= self._worth]
        others.sort(key=lambda place: (-place.score, place.start))
        return (exact + others)[:_MAX_WINDOWS]

    # --- ways to search -------------------------------------------------------------------------------------------

    def by_pieces(self, count: int) -> bool:
        """Cut the needle into pieces and look where one stands. True when nothing with as few edits can be left.

        A stretch with fewer edits than there are pieces has at least one of them whole.
        """
        if count < 1 or len(self.needle) // count < _LEAST_PIECE:
            return False
        size = len(self.needle) // count
        complete = self._vote(range(0, size * count, size), size)
        return complete and self.fewest < count

    def _prove(self, *, surely: bool = False) -> None:
        """Look for what takes as few edits as the best so far, or fewer; surely: even where there is no best yet."""
        if surely or self.fewest <= self.reach:
            self.source.spent += self.fewest if self.end - self.start > _LARGE else 0
            self.by_pieces(min(self.fewest, self.reach) + 1)

    def _scan(self) -> None:
        """Look through the whole range; for a long needle, look where a small piece of it stands."""
        if len(self.needle) <= _LONG:
            self._look(self.start, self.end, self._worth)
        else:
            self.by_pieces(len(self.needle) // _SMALL)

    def _vote(self, offsets: Iterable[int], size: int) -> bool:
        """Look at the windows where seeds stand, those with the most votes first. True when none was passed over."""
        bucket = max(16, len(self.needle) // 6)
        votes: Counter[int] = Counter()
        complete = True
        for offset in offsets:
            seed = self.needle[offset : offset + size]
            position = self.text.find(seed, self.start, self.end)
            hits = 0
            while position >= 0 and hits < _MAX_SEED_HITS:
                votes[(position - offset) // bucket] += 1
                hits += 1
                position = self.text.find(seed, position + 1, self.end)
            complete = complete and position < 0
        ranked = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))
        length = bucket + len(self.needle) + 2 * self.reach
        for number, (diagonal, _) in enumerate(ranked[:_MOST_LOOKS]):
            first = diagonal * bucket - self.reach
            self._look(first, first + length, self._worth if number < _MAX_WINDOWS else self._better)
        return complete and len(ranked) <= _MOST_LOOKS

    def _by_blocks(self) -> None:
        """Look at the stretches that share the most pieces of four, until no other can take fewer edits."""
        counts, left_out = self.source.blocks.shared(self.needle)
        more = (len(self.needle) + self.reach - 1) // BLOCK + 1
        first, last = self.start // BLOCK, (self.end - 1) // BLOCK
        starts = {block - i for block in _fullest(counts) for i in range(more + 1) if first <= block - i <= last}
        sums = sorted((-sum(counts[start + i] for i in range(more + 1)), start) for start in starts)
        for number, (count, block) in enumerate(sums[: 60 + 10_000 // len(self.needle)]):
            if -count < least_shared(len(self.needle), self.fewest) - left_out:
                break
            least = self._worth if number < _MAX_WINDOWS else self._better
            self._look(block * BLOCK, (block + more + 1) * BLOCK, least)

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

    def _look(self, first: int, last: int, least: float) -> None:
        """Compare a window with the needle, and keep what is at least so much alike."""
        first, last = max(self.start, first), min(self.end, last)
        if first >= last or (first, last) in self._looked:
            return
        from rapidfuzz import fuzz

        self._looked.add((first, last))
        window = self.text[first:last]
        start, end, score = 0, len(window), 0.0
        if len(window) <= len(self.needle) or len(self.needle) > _LONG:
            score = fuzz.ratio(self.needle, window)
        elif found := fuzz.partial_ratio_alignment(self.needle, window, score_cutoff=least):
            start, end, score = found.dest_start, found.dest_end, found.score
        place = Place(first + start, first + end, score, None)
        if score >= self._better or self.needle_is_long:
            place = self._exact(place, first, last) or place
        if place.score >= least:
            self._found.setdefault((place.start, place.end), place)

    @property
    def needle_is_long(self) -> bool:
        return _LONG < len(self.needle) <= _LONGEST

    def _exact(self, place: Place, first: int, last: int) -> Place | None:
        """The stretch around a place that takes the fewest edits, None where these are too many."""
        margin = min(2 * self.reach, round(2 * len(self.needle) * (1 - place.score / 100)) + 1)
        first, last = max(first, place.start - margin), min(last, place.end + margin)
        edits, start, end = nearest(self.needle, self.text[first:last])
        if edits > self.reach:
            return None
        self.fewest = min(self.fewest, edits)
        from rapidfuzz import fuzz

        start, end = first + start, first + end
        return Place(start, end, fuzz.ratio(self.needle, self.text[start:end]), edits)


def _fullest(counts: Counter[int]) -> list[int]:
    """The blocks with the highest counts, some hundreds at most."""
    least = total = 0
    for count, blocks in sorted(Counter(counts.values()).items(), reverse=True):
        total += blocks
        if total > _MOST_LOOKS and least:
            break
        least = count
    return [block for block, count in counts.items() if count >= least]
