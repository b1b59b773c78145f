"""Which other sources could hold words that the cited ones do not: one look at each source, for all such words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from briefkit.judging.index import IndexedSource
from briefkit.judging.outcome import SEED, seeds
from briefkit.match.fold import skeleton

_STEP = 4
_PIECE = SEED - _STEP + 1
"""Letters of a piece: of pieces that begin every `_STEP` letters of a source, one lies whole in each seed."""


def candidates(texts: Iterable[str], sources: Iterable[IndexedSource]) -> dict[str, Sequence[str]]:
    """For each text the IDs, in the order given, of the sources that `may_hold` need be asked about.

    Of texts too short for a sure answer nothing is said: they are to be looked for in every source.
    """
    holders: defaultdict[str, set[str]] = defaultdict(set)
    found: dict[str, list[str]] = {}
    for text in texts:
        for seed in seeds(skeleton(text)):
            found[text] = []
            for start in range(_STEP):
                holders[seed[start : start + _PIECE]].add(text)
    for index in sources if found else ():
        letters = index.folded.skeleton
        pieces = {letters[start : start + _PIECE] for start in range(0, len(letters), _STEP)}
        for text in {text for piece in holders.keys() & pieces for text in holders[piece]}:
            found[text].append(index.source.id)
    return dict(found)


class Said:
    """What was verified so far, to find a short phrase again. A look costs little however much was said."""

    _CHUNK = 256

    def __init__(self) -> None:
        self._said: list[tuple[str, str]] = []
        self._chunks: list[str] = []

    def __len__(self) -> int:
        return len(self._said)

    def add(self, letters: str, source: str) -> None:
        self._said.append((letters, source))
        if len(self._said) % self._CHUNK == 0:
            self._chunks.append("\n".join(letters for letters, _ in self._said[-self._CHUNK :]))

    def sources_of(self, letters: str, before: int | None = None) -> list[str]:
        """The sources of what holds these letters, in order, each once; `before`: of the first that were said alone."""
        before = len(self._said) if before is None else before
        held: dict[str, None] = {}
        for number in range(0, before, self._CHUNK):
            chunk = number // self._CHUNK
            if chunk < len(self._chunks) and letters not in self._chunks[chunk]:
                continue
            said = self._said[number : min(before, number + self._CHUNK)]
            held |= dict.fromkeys(source for text, source in said if letters in text)
        return list(held)
