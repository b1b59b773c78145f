"""Which other sources could hold words that the cited ones do not: one look at each source, for all such words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from briefkit.judging.index import IndexedSource
from briefkit.match.fold import skeleton

_PIECE = 7
_TILES = re.compile(".{7}", re.DOTALL)
_FULL = 2 * _PIECE - 1
"""Letters of which a source has a whole piece, wherever it is cut: a stretch of 14 is what `may_hold` looks for."""


def candidates(texts: Iterable[str], sources: Iterable[IndexedSource]) -> dict[str, Sequence[str]]:
    """For each text the IDs, in the order given, of the sources that `may_hold` need be asked about.

    A source is cut into pieces end to end; one that holds a stretch of a text has a piece of it. Texts too short for
    that are left to be looked for in every source: they are not in the answer.
    """
    holders: defaultdict[str, list[str]] = defaultdict(list)
    found: dict[str, list[str]] = {}
    for text in texts:
        letters = skeleton(text)
        if len(letters) > 2 * _FULL + 2 and text not in found:
            found[text] = []
            for piece in {letters[i : i + _PIECE] for i in range(len(letters) - _PIECE + 1)}:
                holders[piece].append(text)
    for index in sources if found else ():
        shared = holders.keys() & set(_TILES.findall(index.folded.skeleton))
        for text in {text for piece in shared for text in holders[piece]}:
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
