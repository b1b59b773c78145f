"""Where the sentences of a paragraph part."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from briefkit.patterns import regex

_STOP = regex(r"[.!?…]+[)\]”’“‘\"'»«›\ufffc]*(?=[\s\ufffc]|$)|[。！？]+[」』”’）]*")
_WORD_BEFORE = regex(r"[\w.]+$")
_ABBREVIATIONS = frozenset(
    "p pp ch chap sec secs para paras fig figs no nos vol vols ed eds trans cf e.g i.e eg ie viz al etc mr mrs ms dr "
    "prof st gen col lt sgt gov sen rep rev hon jr sr inc ltd co corp u.s u.k e.u u.n vs v art arts abs nr bd s z.b "
    "d.h u.a bzw ca approx dept est jan feb mar apr jun jul aug sep sept oct nov dec mme mlle m av ul św tj np tzn м "
    "т г ст рис с".split()
)


class Sentences:
    """The ends of the sentences of one text.

    Args:
        text: the paragraph.
        quotations: ranges whose inside holds no end; one that closes with a stop may end a sentence.
        citations: ranges that belong to the sentence before them.
    """

    def __init__(self, text: str, quotations: list[tuple[int, int]], citations: list[tuple[int, int]]) -> None:
        self._text = text
        self._quotations = quotations
        self._starts = [start for start, _ in quotations]
        self._citations = dict(citations)
        self._cited = sorted(citations)
        self._ends = sorted({end for found in _STOP.finditer(text) if (end := self._end(found)) is not None})

    def together(self, first: int, second: int) -> bool:
        """Whether no sentence ends between the two offsets."""
        low, high = min(first, second), max(first, second)
        return bisect_right(self._ends, low) == bisect_left(self._ends, high, bisect_right(self._ends, low))

    def last_start(self) -> int:
        """Where the last sentence begins."""
        inner = [end for end in self._ends[-2:] if end < len(self._text.rstrip())]
        return inner[-1] if inner else 0

    def _end(self, found: re.Match[str]) -> int | None:
        start, end = found.span()
        index = bisect_right(self._starts, start) - 1
        if index >= 0 and start < self._quotations[index][1] > end:
            return None
        cited = bisect_right(self._cited, (start, len(self._text))) - 1
        if cited >= 0 and start < self._cited[cited][1]:
            return None
        if found[0][0] == "." and self._abbreviated(start):
            return None
        end, following = self._past_citations(end)
        return None if following.islower() else end

    def _abbreviated(self, at: int) -> bool:
        word = _WORD_BEFORE.search(self._text, max(0, at - 12), at)
        if word is None:
            return False
        name = word[0].lower().strip(".")
        return name in _ABBREVIATIONS or (len(name) == 1 and name.isalpha())

    def _past_citations(self, end: int) -> tuple[int, str]:
        """The end, and the first character after it, both behind the citations that follow."""
        text = self._text
        while True:
            at = end
            while at < len(text) and (text[at].isspace() or text[at] == "\ufffc"):
                at += 1
            if at not in self._citations or text[at] == "@":
                return end, text[at : at + 1]
            end = self._citations[at]
            while end < len(text) and text[end] in ".,;:":
                end += 1
