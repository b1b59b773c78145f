"""Align the words of a quotation with those of a passage.

Semi-global alignment (Sellers 1980): all of the quotation is used, the passage's ends are free. The cost of putting
one word for another falls with their likeness, so that a slip stays beside the word it spoils. Ties go to the later
start and the earlier end, that is to the shortest passage.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from briefkit.match.tokens import Token

_MAX_CELLS = 250_000
_STROKES = frozenset("I|1l!i")
"""Single strokes that scanners take for each other; aligned together, judged by a rule."""
_UNQUOTED = 1.6
"""Words of the quotation that the passage lacks cost more than words of the passage left out."""


class Step(NamedTuple):
    """`quote[q_start:q_end]` stands where `source[s_start:s_end]` stands. `equal` holds one token a side."""

    equal: bool
    q_start: int
    q_end: int
    s_start: int
    s_end: int


def align(quote: Sequence[Token], source: Sequence[Token]) -> list[Step]:
    """The steps that turn `quote` into a stretch of `source`; what lies before and after that stretch is left out."""
    if not quote or not source:
        return [Step(False, 0, len(quote), 0, 0)] if quote else []
    if len(quote) * len(source) > _MAX_CELLS:
        return _coarse(quote, source)
    return _trace(quote, source, _costs(quote, source))


def same(one: Token, two: Token) -> bool:
    """Equal but for typography and case."""
    key = one.folded
    return (
        key == two.folded
        or (two.other != "" and key == two.other.casefold())
        or (one.other != "" and two.folded == one.other.casefold())
    )


def _gap(token: Token) -> float:
    if len(token.key) > 2 and token.key[0] == "[":
        return 0.1
    return 1.0 if token.kind in ("word", "number", "symbol") else 0.35


def _swap(one: Token, two: Token, known: dict[tuple[str, str], float]) -> float:
    """Never dearer than leaving both out, and cheaper the more alike two words are."""
    if one.text in _STROKES and two.text in _STROKES:
        return 0.3
    if one.kind != two.kind:
        return _gap(one) * _UNQUOTED + _gap(two)
    if one.kind not in ("word", "number"):
        return 0.5
    pair = (one.folded, two.folded)
    if pair not in known:
        from rapidfuzz import fuzz

        known[pair] = 1.9 - 1.2 * fuzz.ratio(*pair) / 100
    return known[pair]


def _costs(quote: Sequence[Token], source: Sequence[Token]) -> list[list[float]]:
    """The table of costs. Words of the source that come again are compared with a word of the quotation once."""
    numbers: dict[tuple[str, str, str, str], int] = {}
    kinds = [numbers.setdefault((t.kind, t.key, t.other, t.text), len(numbers)) for t in source]
    different = [source[kinds.index(number)] for number in range(len(numbers))]
    swaps_of: dict[tuple[str, str, str, str], list[float]] = {}
    columns = list(zip(kinds, (_gap(token) for token in source), strict=True))
    row = [0.0] * (len(source) + 1)
    rows = [row]
    for token in quote:
        gap = _gap(token) * _UNQUOTED
        if (name := (token.kind, token.key, token.other, token.text)) not in swaps_of:
            swaps_of[name] = _swaps(token, different)
        swaps = swaps_of[name]
        above, left = row, row[0] + gap
        row = [left]
        add = row.append
        before = above[0]
        for (kind, s_gap), over in zip(columns, islice(above, 1, None), strict=True):
            best = before + swaps[kind]
            before = over
            if over + gap < best:
                best = over + gap
            left += s_gap
            if best < left:
                left = best
            add(left)
        rows.append(row)
    return rows


def _swaps(token: Token, others: Sequence[Token]) -> list[float]:
    """What it costs to put each of `others` for a token: nothing where they are the same."""
    if token.kind not in ("word", "number") or token.other or token.text in _STROKES:
        return [0.0 if same(token, other) else _swap(token, other, {}) for other in others]
    from rapidfuzz import fuzz

    ratio, key, kind = fuzz.ratio, token.folded, token.kind
    out = _gap(token) * _UNQUOTED
    return [
        0.0
        if key == (other_key := other.folded) or (other.other and key == other.other.casefold())
        else 1.9 - 1.2 * ratio(key, other_key) / 100
        if other.kind == kind
        else out + _gap(other)
        for other in others
    ]


def _trace(quote: Sequence[Token], source: Sequence[Token], rows: list[list[float]]) -> list[Step]:
    known: dict[tuple[str, str], float] = {}
    last = rows[-1]
    column = min(range(len(last)), key=lambda index: (round(last[index], 6), index))
    row = len(quote)
    steps: list[Step] = []
    while row > 0:
        here = rows[row][column]
        if column > 0:
            one, two = quote[row - 1], source[column - 1]
            equal = same(one, two)
            diagonal = rows[row - 1][column - 1] + (0.0 if equal else _swap(one, two, known))
            if abs(here - diagonal) < 1e-9:
                steps.append(Step(equal, row - 1, row, column - 1, column))
                row, column = row - 1, column - 1
                continue
        if abs(here - rows[row - 1][column] - _gap(quote[row - 1]) * _UNQUOTED) < 1e-9 or column == 0:
            steps.append(Step(False, row - 1, row, column, column))
            row -= 1
            continue
        steps.append(Step(False, row, row, column - 1, column))
        column -= 1
    steps.reverse()
    return steps


def _coarse(quote: Sequence[Token], source: Sequence[Token]) -> list[Step]:
    """For long texts: the longest common subsequence of words, the blocks between aligned on their own."""
    from rapidfuzz.distance import Indel

    steps: list[Step] = []
    ops = Indel.opcodes([t.folded for t in quote], [t.folded for t in source])
    pending: list[int] | None = None
    for op in ops:
        if op.tag == "equal":
            if pending:
                steps.extend(_block(quote, source, *pending))
                pending = None
            steps.extend(
                Step(True, op.src_start + i, op.src_start + i + 1, op.dest_start + i, op.dest_start + i + 1)
                for i in range(op.src_end - op.src_start)
            )
        elif pending:
            pending[1], pending[3] = op.src_end, op.dest_end
        else:
            pending = [op.src_start, op.src_end, op.dest_start, op.dest_end]
    if pending:
        steps.extend(_block(quote, source, *pending))
    return _trimmed(steps)


def _block(quote: Sequence[Token], source: Sequence[Token], q0: int, q1: int, s0: int, s1: int) -> list[Step]:
    paired = min(q1 - q0, s1 - s0)
    steps = [Step(same(quote[q0 + i], source[s0 + i]), q0 + i, q0 + i + 1, s0 + i, s0 + i + 1) for i in range(paired)]
    steps += [Step(False, q, q + 1, s0 + paired, s0 + paired) for q in range(q0 + paired, q1)]
    steps += [Step(False, q1, q1, s, s + 1) for s in range(s0 + paired, s1)]
    return steps


def _trimmed(steps: list[Step]) -> list[Step]:
    first, last = 0, len(steps)
    while first < last and steps[first].q_start == steps[first].q_end:
        first += 1
    while last > first and steps[last - 1].q_start == steps[last - 1].q_end:
        last -= 1
    return steps[first:last]
