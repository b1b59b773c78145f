"""Find where a piece of a quotation stands in a folded source.

`find_exact` gives every occurrence of the skeleton. `find_similar` gives the best windows for a piece that occurs
nowhere: pieces of it are sought exactly and vote for a diagonal (seed and extend); where no seed is found, rapidfuzz
looks through the whole range, which loses nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from rapidfuzz import fuzz

from briefkit.match.fold import Folded, skeleton

MAX_OCCURRENCES = 1000
_MAX_SEED_HITS = 400
_MAX_WINDOWS = 6
_WORTH_A_LOOK = 45.0
_LONG = 600
"""Letters from which rapidfuzz's own alignment grows faster than the text; seeds alone then find the window, whose
bounds the alignment of words settles. A passage this long without five letters in common is not the quotation's."""
_ENOUGH = 75.0
"""A window this much alike ends the search; below it shorter seeds, then the whole range, are tried."""


@dataclass(frozen=True, slots=True)
class Place:
    """A range of the skeleton, and how alike it is (0 to 100). 100 is the same skeleton."""

    start: int
    end: int
    score: float = 100.0


def find_exact(source: Folded, piece: str, start: int = 0, end: int | None = None) -> list[Place]:
    """Every occurrence of the skeleton of `piece` between two skeleton positions, at most MAX_OCCURRENCES."""
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
    """The windows most like `piece`, best first; ties go to the earliest. Bounds are approximate."""
    needle = skeleton(piece)
    limit = len(source.skeleton) if end is None else end
    if not needle or start >= limit:
        return []
    found: dict[tuple[int, int], Place] = {}
    for size in _seed_sizes(len(needle)):
        for window in _seeded(source.skeleton, needle, size, start, limit):
            place = _best_in(source.skeleton, needle, *window)
            found[place.start, place.end] = place
        if found and max(place.score for place in found.values()) >= _ENOUGH:
            break
    else:
        if len(needle) <= _LONG:
            place = _best_in(source.skeleton, needle, start, limit)
            found[place.start, place.end] = place
    ranked = sorted(found.values(), key=lambda place: (-place.score, place.start))
    return [place for place in ranked[:_MAX_WINDOWS] if place.score >= _WORTH_A_LOOK]


def _seed_sizes(length: int) -> list[int]:
    """Long seeds first: they are rare, and of five pieces one is whole where there are up to four changes."""
    return [size for size in sorted({length // 5, 12, 8, 5}, reverse=True) if size >= 5 and length >= 2 * size]


def _best_in(text: str, needle: str, start: int, end: int) -> Place:
    window = text[start:end]
    if len(window) <= len(needle) or len(needle) > _LONG:
        return Place(start, end, fuzz.ratio(needle, window))
    found = fuzz.partial_ratio_alignment(needle, window)
    if found is None:
        return Place(start, end, 0.0)
    return Place(start + found.dest_start, start + found.dest_end, found.score)


def _seeded(text: str, needle: str, size: int, start: int, end: int) -> list[tuple[int, int]]:
    """Windows of the range that share exact pieces of `size` with `needle`, the most voted first."""
    length = len(needle)
    step = size if size > 12 else max(1, size // 2, (length - size) // 40)
    bucket = max(16, length // 6)
    votes: Counter[int] = Counter()
    for offset in range(0, length - size + 1, step):
        seed = needle[offset : offset + size]
        position = text.find(seed, start, end)
        hits = 0
        while position >= 0 and hits < _MAX_SEED_HITS:
            votes[(position - offset) // bucket] += 1
            hits += 1
            position = text.find(seed, position + 1, end)
    windows = []
    for diagonal, _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))[:_MAX_WINDOWS]:
        first = diagonal * bucket - bucket
        windows.append((max(start, first), min(end, first + length + 3 * bucket)))
    return windows
