"""What one cited source says of a quotation, before it is worded."""

from __future__ import annotations

from briefkit.judging.index import IndexedSource
from briefkit.judging.readings import read
from briefkit.match.fold import skeleton
from briefkit.model import Citation, Verdict
from briefkit.values import dataclass
from briefkit.verdicts.editorial import Literal, has_devices, parse
from briefkit.verdicts.locating import holds, unread_at
from briefkit.verdicts.reading import Reading

MOST_WORDS = 0.6
"""The share of a quotation's words that must stand in a passage, in order, for `altered` rather than `missing`."""
HIDDEN = "the words stand only in what a reader of it does not see: hidden, white, minute, deleted or cut-off text"
UNREAD = "of it is an image without text; install tesseract, or let a scanner's software add its text"
_LEAST_HIDDEN = 8
"""Letters below which a piece of a quotation may stand in hidden text by chance."""
SEED = 14
_LEAST_LETTERS = 5
"""Letters from which words of the same letters are the same words, written in another way."""
_CHANCE = 8
"""Letters of a quotation up to which a passage that is only alike is chance, not an alteration."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict with what it rests on.

    Attributes:
        reading: the one that decided; `readings` are all that are accepted.
        detail: why a source could not be checked, or a locator could not be held.
    """

    verdict: Verdict
    citation: Citation | None
    reading: Reading | None = None
    index: IndexedSource | None = None
    readings: tuple[Reading, ...] = ()
    detail: str = ""


def hold(text: str, citation: Citation, index: IndexedSource, notes: frozenset[str]) -> Outcome:
    """Hold the words of a quotation against the source that a citation names."""
    if index.source.problem:
        return Outcome(Verdict.UNCHECKABLE, citation, detail=index.source.problem)
    if not skeleton(text):
        return Outcome(Verdict.MISSING, citation, index=index, detail="the quotation holds no words")
    readings = read(text, index, notes)
    if not (readings and readings[0].accepted) and _is_hidden(text, index):
        return Outcome(Verdict.UNCHECKABLE, citation, index=index, detail=HIDDEN)
    if not (readings and readings[0].accepted) and (unread := unread_at(citation.locator, index.source)):
        return Outcome(Verdict.UNCHECKABLE, citation, index=index, detail=f"{unread} {UNREAD}")
    if not readings:
        return Outcome(Verdict.MISSING, citation, index=index)
    if not readings[0].accepted:
        altered = _same_letters(text, readings[0], index) or (
            readings[0].shared >= MOST_WORDS and _weight(skeleton(text)) > _CHANCE
        )
        return Outcome(Verdict.ALTERED if altered else Verdict.MISSING, citation, readings[0], index)
    return _located(citation, readings, index)


def _is_hidden(text: str, index: IndexedSource) -> bool:
    """Whether all words of a quotation stand in hidden text, piece by piece where it declares omissions."""
    if not index.source.hidden:
        return False
    parts = parse(text, lambda start, end: False)
    pieces = [skeleton(part.text) for part in parts if isinstance(part, Literal)]
    return any(len(piece) >= _LEAST_HIDDEN for piece in pieces) and all(piece in index.hidden for piece in pieces)


def _same_letters(text: str, reading: Reading, index: IndexedSource) -> bool:
    """Whether a passage of whole words has a quotation's letters and no others: accents, marks or spaces differ."""
    letters = skeleton(text)
    return _weight(letters) >= _LEAST_LETTERS and letters == skeleton(index.source.text[reading.start : reading.end])


def _weight(letters: str) -> int:
    """Letters, where one of a script of syllables or words counts as three."""
    return sum(3 if letter >= "\u1100" else 1 for letter in letters)


def _located(citation: Citation, readings: list[Reading], index: IndexedSource) -> Outcome:
    """Of the accepted readings the best at the place cited; mislocated where none is there."""
    best = min(readings, key=lambda reading: (reading.rank, reading.start))
    if citation.locator is None:
        return Outcome(best.verdict, citation, best, index, tuple(readings))
    held = [(reading, holds(citation.locator, index.source, reading.start, reading.end)) for reading in readings]
    right = [reading for reading, answer in held if answer.holds]
    if right:
        reading = min(right, key=lambda reading: (reading.rank, reading.start))
        return Outcome(reading.verdict, citation, reading, index, tuple(readings))
    unknown = next((answer for _, answer in held if answer.holds is None), None)
    if unknown is not None:
        return Outcome(best.verdict, citation, best, index, tuple(readings), detail=unknown.reason)
    return Outcome(Verdict.MISLOCATED, citation, best, index, tuple(readings))


def may_hold(text: str, index: IndexedSource) -> bool:
    """A cheap look before reading: some stretch of the quotation must stand in the source as it is."""
    folded = skeleton(text)
    source = index.folded.skeleton
    if len(folded) <= 2 * SEED:
        return folded in source or (has_devices(text) and folded[: SEED // 2] in source)
    return any(seed in source for seed in seeds(folded))


def seeds(folded: str) -> list[str]:
    """The stretches of a skeleton of which one must stand in a source; none for one that is short."""
    if len(folded) <= 2 * SEED:
        return []
    step = max(1, (len(folded) - SEED) // 7)
    return [folded[start : start + SEED] for start in range(0, len(folded) - SEED + 1, step)]
