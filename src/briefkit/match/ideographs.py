"""Fold a long text of ideographs, whose characters are too many for a table of bytes, at the speed of `str.replace`.

Han characters fold to themselves, and so do most others beside them. Those that do not, the marks above all, are few
in any stretch: where one is met, it is replaced wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_HAN = "\u4e00-\u9fff"
_SAMPLE = 64_000
_MOST = 200
"""Different characters that fold to something else from which looking up runs of them is quicker."""


class StrangerError(Exception):
    """A character that folds to itself and was not known."""


class Ideographs:
    """Folds texts of the same characters.

    Args:
        unchanged: the characters beside Han that fold to themselves.
        table: code point -> its folded letters.
    """

    def __init__(self, unchanged: Iterable[str], table: Mapping[int, str]) -> None:
        self._unchanged = re.compile(f"[{_HAN}{re.escape(''.join(sorted(unchanged)))}]*")
        self._table = table

    def fold(self, text: str) -> str:
        """The folded letters of a text.

        Raises:
            StrangerError: it has one that folds to itself and was not known.
        """
        end = 0
        while (match := self._unchanged.match(text, end)) and (end := match.end()) < len(text):
            letters = self._table[ord(text[end])]
            if letters == text[end]:
                raise StrangerError
            text = text.replace(text[end], letters)
        return text


def ideographs_of(text: str, table: Mapping[int, str]) -> Ideographs | None:
    """The characters of a long text, told by a sample; None where too many fold to something else."""
    folded = {character: table[ord(character)] for character in set(text[:: len(text) // _SAMPLE + 1])}
    if sum(character != letters for character, letters in folded.items()) > _MOST:
        return None
    return Ideographs(set("".join(folded.values())), table)
