"""Find where a quotation stands in one source, and read it there: every accepted way, or the best of the others."""

from __future__ import annotations

from collections.abc import Iterator

from briefkit.judging.devices import judge_devices
from briefkit.judging.index import IndexedSource
from briefkit.judging.standing import Stand, edges_of, stand_at
from briefkit.match import Place, find_exact, find_similar
from briefkit.match.fold import skeleton
from briefkit.model import Difference, Verdict
from briefkit.values import replace
from briefkit.verdicts import editorial, gaps
from briefkit.verdicts.editorial import Bracket, Literal, Omission, Part
from briefkit.verdicts.reading import Reading, weigh

_BRACKET_REACH = 160
_OMISSION_REACH = gaps.FAR_LIMIT + 2_000
_MOST_ANCHORS = 40
_MOST_NEAR = 60
_TELLING = 15
"""Letters from which words that stand elsewhere in the source are known to be out of order, not changed."""
_SHORT = 12
"""Letters below which no slip is excused: it could be another word."""
_TELLING_MARKS = frozenset("?!<>=%$€£")
_MARKS_REACH = 40
_CONTEXT = 8
"""Characters beside a bracket with which the source must have it."""
_BESIDE = 2
"""Characters between a slip and the [sic] that speaks of it."""
_SEARCHABLE = 5
"""Letters below which nothing is sought by likeness."""
_ALIKE = 60.0
"""What follows an omission is taken for a changed form of the quotation's words from this likeness on."""


def read(text: str, index: IndexedSource, notes: frozenset[str] = frozenset()) -> list[Reading]:
    """Every accepted reading of a quotation in a source, in the order of the source; else the best of the others.

    `notes` are the author's on the quotation, such as "cleaned up".
    """
    found: list[Reading] = []
    for parts in _ways_to_parse(text, index):
        readings = list(_Search(text, parts, index, notes).readings())
        accepted = [reading for reading in readings if reading.accepted]
        if accepted:
            return _distinct(accepted)
        found.extend(readings)
    return sorted(found, key=lambda reading: (reading.rank, reading.start))[:1]


def _distinct(readings: list[Reading]) -> list[Reading]:
    best: dict[tuple[int, int], Reading] = {}
    for reading in sorted(readings, key=lambda r: r.rank):
        best.setdefault((reading.start, reading.end), reading)
    return sorted(best.values(), key=lambda reading: reading.start)


def _ways_to_parse(text: str, index: IndexedSource) -> Iterator[tuple[Part, ...]]:
    """What stands there as it is comes first, then the source's own brackets, then every one as the author's.

    A bracket may be the source's own at one place and the author's at another, so it is looked for with what stands
    beside it, too.
    """
    if not editorial.has_devices(text):
        yield editorial.parse(text, lambda start, end: True)
        return

    def has(start: int, end: int) -> bool:
        return "".join(text[start:end].split()) in index.unspaced

    def anywhere(start: int, end: int) -> bool:
        return text[start] in "[(" and has(start, end)

    def there(start: int, end: int) -> bool:
        before, after = max(0, start - _CONTEXT), min(len(text), end + _CONTEXT)
        return anywhere(start, end) and ((before < start and has(before, end)) or (end < after and has(start, after)))

    if skeleton(text) in index.folded.skeleton:
        yield editorial.parse(text, lambda start, end: True)
    own = editorial.parse(text, anywhere)
    yield own
    if (here := editorial.parse(text, there)) != own:
        yield here
    authors = editorial.parse(text, lambda start, end: False)
    if authors not in (own, here):
        yield authors


class _Search:
    """One way to parse a quotation, sought in one source."""

    def __init__(self, text: str, parts: tuple[Part, ...], index: IndexedSource, notes: frozenset[str]) -> None:
        self.text, self.parts, self.index, self.notes = text, parts, index, notes
        self.short = len(skeleton(text)) < _SHORT
        literals = [(number, part) for number, part in enumerate(parts) if isinstance(part, Literal)]
        self.literals = [(number, part) for number, part in literals if skeleton(part.text)]
        self.marks = [part for _, part in literals if not skeleton(part.text)]

    def readings(self) -> Iterator[Reading]:
        """A reading for each place of the longest part, the others set around it."""
        if not self.literals:
            return
        anchor = max(range(len(self.literals)), key=lambda k: (len(skeleton(self.literals[k][1].text)), -k))
        places = self._anchors(self.literals[anchor][1])
        seen: set[tuple[int, int]] = set()
        for place in places[: _MOST_ANCHORS if len(self.literals) > 1 else None]:
            stand = self._stand(anchor, place)
            if stand is None or (stand.comparison.start, stand.comparison.end) in seen:
                continue
            seen.add((stand.comparison.start, stand.comparison.end))
            yield self._weigh(self._around(anchor, stand))

    def _anchors(self, literal: Literal) -> list[Place]:
        places = find_exact(self.index.folded, literal.text)
        if places or len(skeleton(literal.text)) < _SEARCHABLE:
            return places
        return find_similar(self.index.folded, literal.text)

    def _stand(self, k: int, place: Place) -> Stand | None:
        number, literal = self.literals[k]
        return stand_at(literal, edges_of(self.parts, number, self.notes, self.short), place, self.index)

    def _around(self, anchor: int, stand: Stand) -> list[Stand | None]:
        """The stands of all literal parts, each the nearest beside its neighbour."""
        stands: list[Stand | None] = [None] * len(self.literals)
        stands[anchor] = stand
        for k in range(anchor + 1, len(self.literals)):
            stands[k] = self._nearest(k, stands[k - 1], forward=True)
        for k in range(anchor - 1, -1, -1):
            stands[k] = self._nearest(k, stands[k + 1], forward=False)
        return stands

    def _nearest(self, k: int, beside: Stand | None, forward: bool) -> Stand | None:
        """The nearest explained place of a part after (or before) its neighbour; else the nearest of all."""
        if beside is None:
            return None
        start, end = self._reach(k, beside, forward)
        best: Stand | None = None
        for place in self._near(self.literals[k][1], start, end, forward):
            stand = self._stand(k, place)
            if stand is None or stand.comparison.start < start or stand.comparison.end > end:
                continue
            if stand.explained:
                return stand
            best = best or stand
        return best

    def _reach(self, k: int, beside: Stand, forward: bool) -> tuple[int, int]:
        """The range of the source in which a part may stand: far for an ellipsis, near for a bracket."""
        number, literal = self.literals[k]
        neighbour = self.literals[k - 1 if forward else k + 1][0]
        between = self.parts[min(number, neighbour) + 1 : max(number, neighbour)]
        far = any(isinstance(part, Omission) for part in between)
        reach = (_OMISSION_REACH if far else _BRACKET_REACH) + len(literal.text)
        if forward:
            return beside.comparison.end, min(len(self.index.source.text), beside.comparison.end + reach)
        return max(0, beside.comparison.start - reach), beside.comparison.start

    def _near(self, literal: Literal, start: int, end: int, forward: bool) -> list[Place]:
        folded = self.index.folded
        first, last = folded.position_of(start), folded.position_of(end)
        places = find_exact(folded, literal.text, first, last)
        if not forward:
            places.reverse()
        if not places and not self._out_of_order(literal):
            places = [p for p in find_similar(folded, literal.text, first, last) if p.score >= _ALIKE]
        return places[:_MOST_NEAR]

    def _out_of_order(self, literal: Literal) -> bool:
        """True when the words stand as they are elsewhere in the source: out of order here, not changed."""
        needle = skeleton(literal.text)
        return len(needle) >= _TELLING and needle in self.index.folded.skeleton

    def _weigh(self, stands: list[Stand | None]) -> Reading:
        by_part = {number: stand for (number, _), stand in zip(self.literals, stands, strict=True)}
        placed = [stand.comparison for stand in stands if stand is not None]
        end = max(comparison.end for comparison in placed)
        found = [(self._unplaced(mark), Verdict.ALTERED) for mark in self.marks if not self._has_marks(mark, end)]
        words = shared = 0
        for number, literal in self.literals:
            stand = by_part[number]
            if stand is None:
                found.append((self._unplaced(literal), Verdict.ALTERED))
                count = len(literal.text.split())
                words += count
                shared += count if self._out_of_order(literal) else 0
                continue
            found.extend(stand.comparison.differences)
            words += stand.comparison.words
            shared += stand.comparison.shared
        found.extend(judge_devices(self.text, self.parts, by_part, self.index))
        found.extend(self._false_sic(found))
        found.sort(key=lambda item: item[0].start)
        verdict, rule = weigh(found)
        return Reading(
            min(comparison.start for comparison in placed),
            end,
            verdict,
            rule,
            tuple(difference for difference, _ in found),
            shared / words if words else 0.0,
        )

    def _has_marks(self, mark: Literal, end: int) -> bool:
        """True when a part that is nothing but marks says nothing, or says what the source says beyond the passage."""
        telling = set(mark.text) & _TELLING_MARKS
        return not telling or telling <= set(self.index.source.text[end : end + _MARKS_REACH])

    def _false_sic(self, found: list[tuple[Difference, Verdict]]) -> Iterator[tuple[Difference, Verdict]]:
        """[sic] says that the slip before it is the source's: a slip of the author's there is a false claim."""
        for part in self.parts:
            if not isinstance(part, Bracket) or not part.note or "sic" not in part.content.casefold():
                continue
            for difference, verdict in found:
                if verdict == Verdict.CLOSE and 0 <= part.start - difference.end <= _BESIDE:
                    yield replace(difference, kind="slip that [sic] gives to the source", rule=None), Verdict.ALTERED

    def _unplaced(self, literal: Literal) -> Difference:
        out = "out of order" if self._out_of_order(literal) else "these words do not follow in the source"
        return Difference("delete", literal.text.strip(), "", f"omission: {out}", None, literal.start, literal.end)
