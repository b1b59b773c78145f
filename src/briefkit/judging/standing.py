"""Set a literal part of a quotation against the words at a place of the source."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from briefkit.judging.compare import Comparison, Edges, compare
from briefkit.judging.index import IndexedSource
from briefkit.match import Place
from briefkit.model import Verdict
from briefkit.patterns import regex
from briefkit.verdicts.editorial import Bracket, Literal, Omission, Part

_CLOSING = 16
"""Characters looked at beyond the last word where the quotation closes with a mark: a reference may stand between."""
_WORD_REACH = 60
_TOUCHES = regex(r"[^\W_]")


class Stand(NamedTuple):
    """A literal part and where it stands in the source's text."""

    literal: Literal
    edges: Edges
    comparison: Comparison

    @property
    def explained(self) -> bool:
        """True when a rule explains every difference."""
        return all(verdict != Verdict.ALTERED for _, verdict in self.comparison.differences)


def stand_at(literal: Literal, edges: Edges, place: Place, index: IndexedSource) -> Stand | None:
    """Compare a literal with the words at a place of the skeleton; None where nothing of it stands there."""
    start, end = index.folded.range_of(place.start, place.end)
    text = index.source.text
    if edges.glued_left and literal.text[:1] in "'’" and text[max(0, start - 1)] in "'’":
        start -= 1
    slack = _slack(place, end - start)
    marked = not _TOUCHES.match(literal.text.lstrip()[:1])
    first = start if edges.glued_left else _word_start(text, max(0, start - slack), over_lines=marked)
    if not _TOUCHES.match(literal.text.rstrip()[-1:]):
        slack = max(slack, _CLOSING)
    last = end if edges.glued_right else _word_end(text, min(len(text), end + slack))
    core = (start, end) if place.score == 100 else None
    comparison = compare(literal.text, literal.start, index, (first, last), core, edges)
    return None if comparison is None else Stand(literal, edges, comparison)


def _slack(place: Place, length: int) -> int:
    """Characters beside a place in which words of it may stand: few where its bounds are exact, for in a long stretch
    that is not the passage's an alignment finds words of it by chance."""
    if place.score == 100:
        return 0
    return 40 + (length // 4 if place.edits is None else min(length // 4, 200 + 8 * place.edits))


def edges_of(parts: tuple[Part, ...], number: int, notes: frozenset[str], short: bool) -> Edges:
    """What surrounds the literal `parts[number]`."""
    before = parts[number - 1] if number else None
    after = parts[number + 1] if number + 1 < len(parts) else None
    text = parts[number].text
    return Edges(
        opens=all(isinstance(part, Bracket) for part in parts[:number]) or isinstance(before, Omission),
        closes=all(isinstance(p, Omission) or (isinstance(p, Bracket) and p.note) for p in parts[number + 1 :]),
        glued_left=_author_bracket(before) and bool(_TOUCHES.match(text.lstrip("'’")[:1])),
        glued_right=_author_bracket(after) and bool(_TOUCHES.match(text[-1:])),
        notes=notes,
        short=short,
        trails=isinstance(after, Omission),
    )


def _author_bracket(part: Part | None) -> bool:
    return isinstance(part, Bracket) and not part.note


def _word_start(text: str, position: int, *, over_lines: bool) -> int:
    """Back over the rest of a word, then over the marks before it, those at the end of the line above too."""
    limit = max(0, position - _WORD_REACH)
    while position > limit and _inside(text, position):
        position -= 1
    while position > limit and not text[position - 1].isalnum() and (over_lines or text[position - 1] != "\n"):
        position -= 1
    return position


def _word_end(text: str, position: int) -> int:
    limit = min(len(text), position + _WORD_REACH)
    while position < limit and _inside(text, position):
        position += 1
    while position < limit and not text[position].isalnum():
        position += 1
    return position


def _turns(before: str, after: str) -> bool:
    """Whether letters of two directions meet: no word has both."""
    if before.isascii() and after.isascii():
        return False
    ways = {unicodedata.bidirectional(before), unicodedata.bidirectional(after)}
    return "L" in ways and bool(ways & {"R", "AL"})


def _inside(text: str, position: int) -> bool:
    """True when `position` lies inside a word, its inner hyphens and apostrophes included."""
    if not 0 < position < len(text):
        return False
    before, after = text[position - 1], text[position]
    if before.isspace() or after.isspace() or _turns(before, after):
        return False
    return (before.isalnum() or before in "-'’‐‑\u00ad.,") and (after.isalnum() or after in "-'’‐‑\u00ad.,")
