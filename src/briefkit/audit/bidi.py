"""In what order the characters of a line stand: the bidirectional algorithm (UAX #9) for text without marks of its own.

From the order of reading to the order on the page there is one way; back there are several. So what is recorded is set
in order and held against the page, not the page turned back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

from briefkit.patterns import regex

_KINDS = {"L": "L", "R": "R", "AL": "A", "EN": "E", "ES": "+", "ET": "%", "AN": "N", "CS": ","}
"""A sign for each kind of characters; a blank for those that are neutral."""
_ARABIC, _LATIN = regex("A[^ALR]*"), regex("L[^LR]*")
"""A letter, and what figures it changes."""
_PARTS = regex("(?<=E)[+,](?=E)"), regex("(?<=N),(?=N)")
_BESIDE = regex("(?<=E)%+|%+(?=E)")
_NEUTRAL = regex(" ")
_BETWEEN = regex("(?<=[REN]) +(?=[REN])"), regex("(?<=L) +(?=L)")
"""Neutrals that do not run as their paragraph does: in one from left to right, and in one from right to left."""
_LEVELS = {"L": 0, "R": 1, "E": 2, "N": 2}, {"L": 2, "R": 1, "E": 2, "N": 2}


class _Signs(dict[int, str]):
    """The sign of each character, for `str.translate`."""

    def __missing__(self, code: int) -> str:
        self[code] = _KINDS.get(unicodedata.bidirectional(chr(code)), " ")
        return self[code]


_signs = _Signs()


def levels(text: str, base: int) -> list[int]:
    """The level of each character of a paragraph: even ones run from left to right, odd ones from right to left.

    Args:
        base: 0 for a paragraph from left to right, 1 for one from right to left.
    """
    own = "LR"[base]
    kinds = _brackets(text, _numbers(text.translate(_signs), own), own)
    kinds = _BETWEEN[base].sub(lambda run: "RL"[base] * len(run[0]), f"{own}{kinds}{own}")[1:-1]
    return [_LEVELS[base][kind] for kind in kinds.replace(" ", own)]  # N1, N2, I1 and I2


def order(found: Sequence[int]) -> list[int]:
    """The places of the characters of a line, from its left to its right (rule L2). `found` are their levels."""
    out = list(range(len(found)))
    for level in range(max(found, default=0), 0, -1):
        start = 0
        for high, run in groupby(found, key=level.__le__):
            end = start + len(list(run))
            if high:
                out[start:end] = out[start:end][::-1]
            start = end
    return out


def _numbers(kinds: str, own: str) -> str:
    """W2 to W7."""
    kinds = _ARABIC.sub(lambda run: run[0].replace("E", "N"), kinds).replace("A", "R")
    for parts, kind in zip(_PARTS, "EN", strict=True):
        kinds = parts.sub(kind, kinds)
    kinds = _BESIDE.sub(lambda run: "E" * len(run[0]), kinds)
    kinds = re.sub("[%+,]", " ", kinds)
    return _LATIN.sub(lambda run: run[0].replace("E", "L"), own + kinds)[1:]


def _brackets(text: str, kinds: str, own: str) -> str:
    """N0."""
    for opened, closed in sorted(_pairs(text, kinds)):
        within = {"L" if kind == "L" else "R" for kind in set(kinds[opened + 1 : closed]) - {" "}}
        if own in within:
            kind = own
        elif within:
            kind = "L" if (own + kinds[:opened]).rstrip()[-1] == "L" else "R"
        else:
            continue
        kinds = kinds[:opened] + kind + kinds[opened + 1 : closed] + kind + kinds[closed + 1 :]
    return kinds


def _pairs(text: str, kinds: str) -> Iterator[tuple[int, int]]:
    """Where brackets open and close."""
    waiting: list[tuple[str, int]] = []
    for at, char in ((found.start(), text[found.start()]) for found in _NEUTRAL.finditer(kinds)):
        kind = unicodedata.category(char) if unicodedata.mirrored(char) else ""
        if kind == "Ps":
            waiting.append((chr(ord(char) + (2 if char in "[{" else 1)), at))
        elif kind == "Pe" and any(close == char for close, _ in waiting):
            while waiting[-1][0] != char:
                waiting.pop()
            yield waiting.pop()[1], at
