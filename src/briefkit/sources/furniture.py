"""What stands on every page but belongs to none of its sentences: running heads, feet, page numbers.

A line is furniture only at the edge of its page, only where everything between it and the edge is furniture too, and
only when its neighbours prove it: the same line (but for numbers and scanning noise) stands at that edge of two pages
nearby, or its number counts the pages as theirs do. Body text never meets all three.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from briefkit.sources.folios import Folio, folios, label, neighbours

EDGE = 3
"""How many lines that are not blank may be furniture at each edge of a page."""
NEAR = 4
"""How many pages to either side are looked at."""
ALIKE = 70.0
LONG = 60
PROVEN = 6
TITLE = 5
"""Words of a running title that may stand on one page alone, its page number included."""
NOISE = 4
"""A scanned page number may come out as anything, but never longer than this."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, with the range of its text in the source."""

    start: int
    end: int
    text: str
    key: str


class Layout:
    """The edges of all pages of a text, held against each other."""

    def __init__(self, text: str, ranges: list[tuple[int, int]]) -> None:
        self.text = text
        self.ranges = ranges
        self.edges = {
            side: [list(_edge(text, start, end, side)) for start, end in ranges] for side in ("top", "bottom")
        }

    def furniture(self) -> tuple[tuple[int, int], ...]:
        """The ranges between the last line of running text of a page and the first of the next.

        The line end after the last line stays outside, so that words are parted when the ranges are taken out.
        """
        bodies = [body for page in range(len(self.ranges)) if (body := self._body(page))]
        if not bodies:
            return ()
        starts = [0, *(self._after(end) for _, end in bodies)]
        ends = [*(start for start, _ in bodies), len(self.text)]
        return tuple(
            (start, end)
            for start, end in zip(starts, ends, strict=True)
            if self.text[start:end].strip() or "\f" in self.text[start:end]
        )

    def labels(self) -> list[str | None]:
        """The printed number of each page where its neighbours bear it out; gaps between such pages are filled."""
        known = {page: folio for page, folio in enumerate(self._folios) if folio}
        found: list[str | None] = [folio.text if folio else None for folio in self._folios]
        for page in range(len(found)):
            before = max((p for p in known if page - 5 <= p < page), default=None)
            after = min((p for p in known if page < p <= page + 5), default=None)
            if found[page] is None and before is not None and after is not None:
                found[page] = label((before, known[before]), (after, known[after]), page)
        return found

    def furniture_lines(self, page: int) -> tuple[int, int]:
        """How many lines of a page that are not blank are furniture, at its top and at its bottom."""
        return self._count("top", page), self._count("bottom", page)

    def _after(self, end: int) -> int:
        """Behind the first line end or form feed at or after `end`."""
        place = re.compile(r"\n|\f").search(self.text, end)
        return place.end() if place else len(self.text)

    def _body(self, page: int) -> tuple[int, int] | None:
        """The range from the first to the last line of running text, None for a page without any."""
        start, end = self.ranges[page]
        top, bottom = self._count("top", page), self._count("bottom", page)
        if top:
            start = self.edges["top"][page][top - 1].end
        if bottom:
            end = self.edges["bottom"][page][bottom - 1].start
        if start >= end or not self.text[start:end].strip():
            return None
        first = start + len(self.text[start:end]) - len(self.text[start:end].lstrip())
        line_start = max(self.text.rfind("\n", start, first) + 1, start)
        return line_start, start + len(self.text[start:end].rstrip())

    def _count(self, side: str, page: int) -> int:
        """How many lines at this edge are furniture, from the edge inward without a gap."""
        lines = self.edges[side][page]
        count = 0
        for rank, line in enumerate(lines):
            if not (
                self._numbered(side, page, rank) or self._repeated(side, page, line) or self._noise(side, page, rank)
            ):
                break
            count = rank + 1
        return count

    def _numbered(self, side: str, page: int, rank: int) -> bool:
        """A page number, alone or with a running title, that counts as its neighbours' do."""
        return any(
            folio.side == side
            and folio.rank == rank
            and self._borne_out(folio, page)
            and (folio.bare or not self._sentence(side, page, rank))
            for folio in self._candidates[page]
        )

    def _sentence(self, side: str, page: int, rank: int) -> bool:
        """A line too long for a title that only its own page has: a number stands beside the last line of the text."""
        line = self.edges[side][page][rank]
        if len(line.key.split()) <= TITLE:
            return False
        near = neighbours(page, len(self.ranges), NEAR)
        return not any(_likeness(line.key, other.key) for there in near for other in self.edges[side][there])

    def _repeated(self, side: str, page: int, line: Line) -> bool:
        if sum(c.isalpha() for c in line.key) < 3:
            return False
        proof = 0
        for other in neighbours(page, len(self.ranges), NEAR):
            proof += max((_likeness(line.key, candidate.key) for candidate in self.edges[side][other]), default=0)
            if proof >= PROVEN:
                return True
        return False

    def _noise(self, side: str, page: int, rank: int) -> bool:
        """A few characters where most pages have their number: a number that the scanner spoiled."""
        return rank == 0 and len(self.edges[side][page][0].text) <= NOISE and self._numbered_edge[side]

    @cached_property
    def _numbered_edge(self) -> dict[str, bool]:
        """Whether half of the pages, and three at least, have a bare number at the very edge of this side."""
        count = {"top": 0, "bottom": 0}
        for page, candidates in enumerate(self._candidates):
            for side in count:
                count[side] += any(
                    f.bare and f.side == side and f.rank == 0 and self._borne_out(f, page) for f in candidates
                )
        return {side: n >= 3 and n * 2 >= len(self.ranges) - 1 for side, n in count.items()}

    @cached_property
    def _candidates(self) -> list[list[Folio]]:
        return [
            [
                folio
                for side in ("top", "bottom")
                for rank, line in enumerate(self.edges[side][page])
                for folio in folios(line.text, side, rank)
            ]
            for page in range(len(self.ranges))
        ]

    @cached_property
    def _folios(self) -> list[Folio | None]:
        """The printed number of each page, where it is borne out."""
        return [
            next((f for f in sorted(candidates, key=lambda f: f.rank) if self._borne_out(f, page)), None)
            for page, candidates in enumerate(self._candidates)
        ]

    def _borne_out(self, folio: Folio, page: int) -> bool:
        """Whether a page nearby counts from the same start; a number amid words needs two such pages."""
        same = sum(
            any(folio.counts_with(other, there - page) for other in self._candidates[there])
            for there in neighbours(page, len(self.ranges), NEAR)
        )
        return same >= (1 if folio.bare else 2)


def _edge(text: str, start: int, end: int, side: str) -> Iterator[Line]:
    """The first or last lines of a page that are not blank, from the edge inward."""
    place, found = (start, 0) if side == "top" else (end, 0)
    while found < EDGE and start <= place <= end:
        if side == "top":
            line_end = text.find("\n", place, end)
            line_end = end if line_end < 0 else line_end
            low, high, place = place, line_end, line_end + 1
        else:
            low = text.rfind("\n", start, place) + 1 or start
            low, high, place = max(low, start), place, low - 1
        if words := text[low:high].strip():
            found += 1
            yield Line(low, high, words, _key(words))


def _key(words: str) -> str:
    """The line without what changes from page to page: numbers, spacing, leaders, letter case."""
    return re.sub(r"\s+", " ", re.sub(r"[.·_\-\s]{3,}", " ", re.sub(r"\d+", "0", words[:160]))).casefold()


def _likeness(a: str, b: str) -> int:
    """What a line nearby proves: the same line half of what is needed, as does a long one alike but for scanning noise;
    a short one alike proves a third."""
    if a == b:
        return PROVEN // 2
    shorter = min(len(a), len(b))
    if shorter < 12:
        return 0
    from rapidfuzz import fuzz

    if not fuzz.ratio(a, b, score_cutoff=ALIKE):
        return 0
    return PROVEN // 2 if shorter >= LONG else PROVEN // 3
