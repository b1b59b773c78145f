"""In what order the characters of a line stand: the bidirectional algorithm (UAX #9) for text without marks of its own.

From the order of reading to the order on the page there is one way; back there are several. So what is recorded is set
in order and held against the page, not the page turned back.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

_STRONG = {"L": "L", "R": "R", "AL": "R", "EN": "R", "AN": "R"}
"""What counts as which direction beside a neutral."""
_NEUTRAL = frozenset(("B", "S", "WS", "ON"))
_KNOWN = frozenset(("L", "R", "AL", "EN", "ES", "ET", "AN", "CS", *_NEUTRAL))


def levels(text: str, base: int) -> list[int]:
    """The level of each character of a paragraph: even ones run from left to right, odd ones from right to left.

    Args:
        base: 0 for a paragraph from left to right, 1 for one from right to left.
    """
    own = "RL"[base == 0]
    kinds = [kind if (kind := unicodedata.bidirectional(char)) in _KNOWN else "ON" for char in text]
    _numbers(kinds, own)
    _brackets(text, kinds, own)
    _neutrals(kinds, own)
    return [base + _raise(kind, base) for kind in kinds]


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


def _numbers(kinds: list[str], own: str) -> None:
    """W2 to W7."""
    strong = own
    for at, kind in enumerate(kinds):
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            kinds[at] = "AN"
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]
    for at in range(1, len(kinds) - 1):
        before, kind, after = kinds[at - 1 : at + 2]
        if before == after and ((kind == "CS" and before in ("EN", "AN")) or (kind == "ES" and before == "EN")):
            kinds[at] = before
    start = 0
    for kind, run in groupby(list(kinds)):
        end = start + len(list(run))
        if kind == "ET":
            beside = "EN" in (kinds[start - 1 : start] + kinds[end : end + 1])
            kinds[start:end] = ["EN" if beside else "ON"] * (end - start)
        start = end
    strong = own
    for at, kind in enumerate(kinds):
        if kind in ("L", "R"):
            strong = kind
        elif kind in ("ES", "CS"):
            kinds[at] = "ON"
        elif kind == "EN" and strong == "L":
            kinds[at] = "L"


def _brackets(text: str, kinds: list[str], own: str) -> None:
    """N0."""
    for opened, closed in sorted(_pairs(text, kinds)):
        within = {_STRONG[kind] for kind in kinds[opened + 1 : closed] if kind in _STRONG}
        if own in within:
            kinds[opened] = kinds[closed] = own
        elif within:
            before = next((_STRONG[kind] for kind in reversed(kinds[:opened]) if kind in _STRONG), own)
            kinds[opened] = kinds[closed] = before


def _pairs(text: str, kinds: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where brackets open and close."""
    waiting: list[tuple[str, int]] = []
    for at, char in enumerate(text):
        if kinds[at] != "ON" or not unicodedata.mirrored(char):
            continue
        kind = unicodedata.category(char)
        if kind == "Ps":
            waiting.append((chr(ord(char) + (2 if char in "[{" else 1)), at))
        elif kind == "Pe" and any(close == char for close, _ in waiting):
            while waiting[-1][0] != char:
                waiting.pop()
            yield waiting.pop()[1], at


def _neutrals(kinds: list[str], own: str) -> None:
    """N1 and N2."""
    start, before = 0, own
    for neutral, run in groupby(list(kinds), key=lambda kind: kind in _NEUTRAL):
        end = start + len(list(run))
        if neutral:
            after = _STRONG[kinds[end]] if end < len(kinds) else own
            kinds[start:end] = [before if before == after else own] * (end - start)
        else:
            before = _STRONG[kinds[end - 1]]
        start = end


def _raise(kind: str, base: int) -> int:
    """I1 and I2."""
    if base == 0:
        return {"L": 0, "R": 1}.get(kind, 2)
    return 0 if kind == "R" else 1
