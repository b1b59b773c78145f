"""Pandoc's positions to places in the file.

Pandoc counts lines and columns in the text after NFC normalisation, a tab running to the next tab stop of four. The
reader works in offsets of that normalised text and goes back to the author's characters at the end.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right

from briefkit.model import Span

_TAB_STOP = 4

# Characters of combining class 0 that NFC may join to the one before (NFC_QC=Maybe), apart from Hangul jamo.
_JOINING = frozenset("\u09be\u09d7\u0b3e\u0b56\u0b57\u0bbe\u0bd7\u0cc2\u0cd5\u0cd6\u0d3e\u0d57\u0dcf\u0ddf\u102e\u1b35")


class Places:
    """The file's text beside its normal form.

    Attributes:
        raw: the author's text.
        text: its NFC form, which every offset here speaks of unless it says "raw".
    """

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self._map: list[int] | None = None
        if unicodedata.is_normalized("NFC", raw):
            self.text = raw
        else:
            self.text, self._map = _normalise(raw)
        self._starts = _line_starts(self.text)
        self._raw_starts = self._starts if self._map is None else _line_starts(raw)
        self._tabs = "\t" in self.text

    def offset(self, line: int, column: int) -> int:
        """The offset of pandoc's line and column; the nearest there is when they lie outside the text."""
        index = min(max(line, 1), len(self._starts)) - 1
        start = self._starts[index]
        end = self._starts[index + 1] if index + 1 < len(self._starts) else len(self.text)
        if self._tabs and "\t" in self.text[start:end]:
            return self._tabbed(start, end, column)
        return min(start + max(column, 1) - 1, len(self.text))

    def raw_offset(self, offset: int) -> int:
        return offset if self._map is None else self._map[offset]

    def characters(self, offset: int) -> str:
        """The author's characters that became the one at the offset."""
        if self._map is None:
            return self.text[offset]
        return self.raw[self._map[offset] : self._map[offset + 1]]

    @property
    def normal(self) -> bool:
        """Whether the author's text is its own normal form."""
        return self._map is None

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column in the author's file, from 1."""
        raw = self.raw_offset(offset)
        line = bisect_right(self._raw_starts, raw)
        return line, raw - self._raw_starts[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        return Span(*self.place(start), *self.place(end))

    def _tabbed(self, start: int, end: int, column: int) -> int:
        at = 1
        for offset in range(start, end):
            if at >= column:
                return offset
            at += _TAB_STOP - (at - 1) % _TAB_STOP if self.text[offset] == "\t" else 1
        return end


def _line_starts(text: str) -> list[int]:
    return [0, *(found.end() for found in re.finditer("\n", text))]


def _normalise(raw: str) -> tuple[str, list[int]]:
    """NFC and, for each of its characters and its end, the raw offset. What was joined begins where its first part did.

    Works cluster by cluster: between clusters normalisation changes nothing.
    """
    parts: list[str] = []
    places: list[int] = []
    start = 0
    for end in [*_cluster_starts(raw), len(raw)]:
        if end == start:
            continue
        cluster = raw[start:end]
        normal = cluster if len(cluster) == 1 and cluster < "\u0300" else unicodedata.normalize("NFC", cluster)
        parts.append(normal)
        if len(normal) == len(cluster):
            places.extend(range(start, end))
        else:
            places.extend([start] + [end] * (len(normal) - 1))
        start = end
    return "".join(parts), [*places, len(raw)]


def _cluster_starts(raw: str) -> list[int]:
    return [index for index, char in enumerate(raw) if char < "\u0300" or not _continues(char)]


def _continues(char: str) -> bool:
    hangul = "\u1160" <= char <= "\u11ff"
    return hangul or char in _JOINING or unicodedata.combining(char) != 0
