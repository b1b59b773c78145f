"""Where words stand in the sources, and how to quote and cite them there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from briefkit import progress
from briefkit.errors import UsageError
from briefkit.judging import Folding, folded
from briefkit.judging.index import IndexedSource
from briefkit.judging.mend import as_markdown, cite
from briefkit.judging.places import match_of, passage_of
from briefkit.judging.readings import read
from briefkit.match.fold import skeleton
from briefkit.model import Match, Source, Verdict
from briefkit.verdicts.reading import Reading

LEAST_SHARED = 0.5
"""The share of the words, in order, that a passage must have to be shown."""
LEAST_SCORE = 60.0


@dataclass(frozen=True, slots=True)
class Found:
    """A passage.

    Attributes:
        verdict: what a check would say of the words, cited to this source.
        score: how alike they are, 0 to 100.
        markdown: the passage quoted and cited: the words sought where a check accepts them, else the source's own,
            or "" where those must not be shown.
    """

    match: Match
    verdict: Verdict
    score: float
    markdown: str


@dataclass(frozen=True, slots=True)
class Search:
    """The passages, best first, and the sources that could not be searched, by ID, with the reason."""

    found: tuple[Found, ...]
    unread: Mapping[str, str]


def find(
    words: str,
    sources: Mapping[str, Source],
    only: Collection[str] = (),
    *,
    show_private: bool = False,
    fold: Folding = folded,
) -> Search:
    """Look for words in all sources, or in those named. They need not be exact.

    Of private sources only the place is told, unless `show_private` says that nobody but the author looks on.

    Raises:
        UsageError: there is no such source, no source at all, or no word to look for.
    """
    words = " ".join(words.split()).strip('“”„‟"«»‹›')
    _possible(words, sources, only)
    found: list[Found] = []
    unread: dict[str, str] = {}
    for identity in progress.each(only or sources, "sources"):
        source = sources[identity]
        if source.problem:
            unread[identity] = source.problem
            continue
        index = IndexedSource(source, fold)
        shown = show_private or not source.private
        found.extend(_found(words, reading, index, shown) for reading in read(words, index))
    near = [f for f in found if f.verdict != Verdict.ALTERED or f.score >= LEAST_SCORE]
    near.sort(key=lambda f: (f.verdict == Verdict.ALTERED, -f.score, f.match.source, f.match.start))
    return Search(tuple(near), unread)


def _possible(words: str, sources: Mapping[str, Source], only: Collection[str]) -> None:
    if not skeleton(words):
        raise UsageError("there is no word to look for", advice='briefkit find "some words"')
    for identity in only:
        if identity not in sources:
            raise UsageError(f"the project has no source “{identity}”", advice=_known(identity, list(sources)))
    if not len(sources):
        raise UsageError("the project has no source", advice="put documents into sources/")


def _known(identity: str, known: list[str]) -> str:
    best = max(known, key=lambda other: fuzz.ratio(identity, other), default="")
    return f"did you mean {best}?" if fuzz.ratio(identity, best) >= 60 else f"it has {', '.join(known) or 'none'}"


def _found(words: str, reading: Reading, index: IndexedSource, shown: bool) -> Found:
    match = passage_of(reading, index) if shown else match_of(reading, index)
    passage = index.plain(reading.start, reading.end)
    exact = reading.verdict == Verdict.EXACT
    score = 100.0 if exact else round(float(fuzz.ratio(skeleton(words), skeleton(passage))), 1)
    if not reading.accepted and reading.shared < LEAST_SHARED:
        score = min(score, LEAST_SCORE - 1)
    quoted = words if reading.accepted and not (exact and shown) else passage if shown else ""
    return Found(match, reading.verdict, score, f"“{as_markdown(quoted)}” {cite(match)}" if quoted else "")
