"""Find where a quotation stands in one source, and read it there: every way that is accepted, or the best that is
not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefkit.judging.compare import Comparison, Edges, compare
from briefkit.judging.index import IndexedSource
from briefkit.match import Place, find_exact, find_similar
from briefkit.match.fold import skeleton
from briefkit.model import Difference, Verdict
from briefkit.verdicts import brackets, editorial, gaps
from briefkit.verdicts.editorial import Bracket, Literal, Omission, Part
from briefkit.verdicts.reading import Reading, weigh

_BRACKET_REACH = 160
_OMISSION_REACH = gaps.FAR_LIMIT + 2_000
_MAX_ANCHORS = 40
_SHORT = 15
_ALIKE = 60.0
"""What follows an omission is taken for a changed form of the quotation's words from this likeness on."""
_CLOSING = 16
"""Characters looked at beyond the last word where the quotation closes with a mark: a reference may stand between."""
_SPACE = re.compile(r"\s+")
_TOUCHES = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Stand:
    """A literal part and where it stands in the source's text."""

    literal: Literal
    edges: Edges
    comparison: Comparison


def read(text: str, index: IndexedSource, *, exact_only: bool = False) -> list[Reading]:
    """Every accepted reading of a quotation in a source, in the order of the source; else the best rejected one, or
    none.

    `exact_only` looks for the same skeleton alone: for the search of all other sources.
    """
    found: list[Reading] = []
    for parts in _ways_to_parse(text, index):
        readings = list(_read_parts(text, parts, index, exact_only))
        accepted = [reading for reading in readings if reading.accepted]
        if accepted:
            return _distinct(accepted)
        found.extend(readings)
    return sorted(found, key=lambda reading: (reading.rank, reading.start))[:1]


def _distinct(readings: list[Reading]) -> list[Reading]:
    best: dict[tuple[int, int], Reading] = {}
    for reading in sorted(readings, key=lambda r: r.rank):
        best.setdefault((reading.start, reading.end), reading)
    return sorted(best.values(), key=lambda reading: reading.start)


def _ways_to_parse(text: str, index: IndexedSource) -> Iterator[tuple[Part, ...]]:
    """The source's own brackets and ellipses are read literally first, then every one as the author's."""
    if not editorial.has_devices(text):
        yield editorial.parse(text, lambda device: True)
        return
    plain = _SPACE.sub("", index.source.text)
    own = editorial.parse(text, lambda device: device[:1] in "[(" and _SPACE.sub("", device) in plain)
    yield own
    if skeleton(text) in index.folded.skeleton:
        yield editorial.parse(text, lambda device: True)
    authors = editorial.parse(text, lambda device: False)
    if authors != own:
        yield authors


def _read_parts(text: str, parts: tuple[Part, ...], index: IndexedSource, exact_only: bool) -> Iterator[Reading]:
    literals = [(i, part) for i, part in enumerate(parts) if isinstance(part, Literal) and skeleton(part.text)]
    if not literals:
        return
    anchor = max(range(len(literals)), key=lambda k: (len(skeleton(literals[k][1].text)), -k))
    seen: set[tuple[int, int]] = set()
    for place in _anchors(literals[anchor][1], index, exact_only)[: _MAX_ANCHORS if len(literals) > 1 else None]:
        stand = _stand(parts, *literals[anchor], place, index)
        if stand is None or (stand.comparison.start, stand.comparison.end) in seen:
            continue
        seen.add((stand.comparison.start, stand.comparison.end))
        yield _assemble(text, parts, literals, anchor, stand, index, exact_only)


def _anchors(literal: Literal, index: IndexedSource, exact_only: bool) -> list[Place]:
    places = find_exact(index.folded, literal.text)
    if places or exact_only or len(skeleton(literal.text)) < _SHORT // 3:
        return places
    return find_similar(index.folded, literal.text)


def _stand(parts: tuple[Part, ...], number: int, literal: Literal, place: Place, index: IndexedSource) -> Stand | None:
    """Compare a literal with the words at a place of the skeleton."""
    edges = _edges(parts, number, literal)
    start, end = index.folded.range_of(place.start, place.end)
    text = index.source.text
    if edges.glued_left and literal.text[:1] in "'’" and text[max(0, start - 1)] in "'’":
        start -= 1
    slack = 0 if place.score == 100 else 40 + (end - start) // 4
    first = start if edges.glued_left else _word_start(text, max(0, start - slack))
    if not _TOUCHES.match(literal.text.rstrip()[-1:]):
        slack = max(slack, _CLOSING)
    last = end if edges.glued_right else _word_end(text, min(len(text), end + slack))
    comparison = compare(literal.text, literal.start, index, first, last, edges)
    return None if comparison is None else Stand(literal, edges, comparison)


def _word_start(text: str, position: int) -> int:
    """Back over the rest of a word, then over the marks before it."""
    limit = max(0, position - 60)
    while position > limit and _inside(text, position):
        position -= 1
    while position > limit and not text[position - 1].isalnum() and text[position - 1] != "\n":
        position -= 1
    return position


def _word_end(text: str, position: int) -> int:
    limit = min(len(text), position + 60)
    while position < limit and _inside(text, position):
        position += 1
    while position < limit and not text[position].isalnum():
        position += 1
    return position


def _inside(text: str, position: int) -> bool:
    """True when `position` lies inside a word, its inner hyphens and apostrophes included."""
    if not 0 < position < len(text):
        return False
    before, after = text[position - 1], text[position]
    if before.isspace() or after.isspace():
        return False
    return (before.isalnum() or before in "-'’‐‑\u00ad.,") and (after.isalnum() or after in "-'’‐‑\u00ad.,")


def _edges(parts: tuple[Part, ...], number: int, literal: Literal) -> Edges:
    before = parts[number - 1] if number else None
    after = parts[number + 1] if number + 1 < len(parts) else None
    return Edges(
        opens=before is None or isinstance(before, Omission),
        closes=all(
            isinstance(part, Omission) or (isinstance(part, Bracket) and part.note) for part in parts[number + 1 :]
        ),
        glued_left=isinstance(before, Bracket)
        and not before.note
        and bool(_TOUCHES.match(literal.text.lstrip("'’")[:1])),
        glued_right=isinstance(after, Bracket) and not after.note and bool(_TOUCHES.match(literal.text[-1:])),
    )


def _assemble(
    text: str,
    parts: tuple[Part, ...],
    literals: Sequence[tuple[int, Literal]],
    anchor: int,
    stand: Stand,
    index: IndexedSource,
    exact_only: bool,
) -> Reading:
    """Set the other parts around the anchor, nearest first, and weigh everything."""
    stands: list[Stand | None] = [None] * len(literals)
    stands[anchor] = stand
    for k in range(anchor + 1, len(literals)):
        stands[k] = _next(parts, literals, k, stands[k - 1], index, exact_only, forward=True)
    for k in range(anchor - 1, -1, -1):
        stands[k] = _next(parts, literals, k, stands[k + 1], index, exact_only, forward=False)
    return _weigh(text, parts, literals, stands, index)


def _next(
    parts: tuple[Part, ...],
    literals: Sequence[tuple[int, Literal]],
    k: int,
    beside: Stand | None,
    index: IndexedSource,
    exact_only: bool,
    forward: bool,
) -> Stand | None:
    """The nearest place of literal `k` after (or before) its neighbour."""
    if beside is None:
        return None
    number, literal = literals[k]
    neighbour = literals[k - 1][0] if forward else literals[k + 1][0]
    between = parts[min(number, neighbour) + 1 : max(number, neighbour)]
    reach = _OMISSION_REACH if any(isinstance(part, Omission) for part in between) else _BRACKET_REACH
    text = index.source.text
    start, end = (
        (beside.comparison.end, min(len(text), beside.comparison.end + reach + len(literal.text)))
        if forward
        else (max(0, beside.comparison.start - reach - len(literal.text)), beside.comparison.start)
    )
    best: Stand | None = None
    for place in _near(literal, index, start, end, exact_only, forward):
        stand = _stand(parts, number, literal, place, index)
        if stand is None or stand.comparison.start < start or stand.comparison.end > end:
            continue
        if not any(verdict == Verdict.ALTERED for _, verdict in stand.comparison.differences):
            return stand
        best = best or stand
    return best


def _near(literal: Literal, index: IndexedSource, start: int, end: int, exact_only: bool, forward: bool) -> list[Place]:
    first, last = _skeleton_range(index, start, end)
    places = find_exact(index.folded, literal.text, first, last)
    if not forward:
        places.reverse()
    if not places and not exact_only and not _elsewhere(literal, index):
        places = [p for p in find_similar(index.folded, literal.text, first, last) if p.score >= _ALIKE]
    return places[:60]


def _elsewhere(literal: Literal, index: IndexedSource) -> bool:
    """True when the words stand as they are elsewhere in the source: then they are out of order here, not changed."""
    needle = skeleton(literal.text)
    return len(needle) >= _SHORT and needle in index.folded.skeleton


def _skeleton_range(index: IndexedSource, start: int, end: int) -> tuple[int, int]:
    from bisect import bisect_right

    from briefkit.match.fold import skeleton as fold_only

    folded = index.folded

    def position(offset: int) -> int:
        block = max(0, bisect_right(folded.starts, offset) - 1)
        inside = folded.text[folded.starts[block] : min(offset, folded.ends[block])]
        return folded.counts[block] + len(fold_only(inside))

    return position(start), position(end)


def _weigh(
    text: str,
    parts: tuple[Part, ...],
    literals: Sequence[tuple[int, Literal]],
    stands: Sequence[Stand | None],
    index: IndexedSource,
) -> Reading:
    by_part = {number: stand for (number, _), stand in zip(literals, stands, strict=True)}
    found: list[tuple[Difference, Verdict]] = []
    words = shared = 0
    known = [stand.comparison for stand in stands if stand is not None]
    for number, literal in literals:
        stand = by_part[number]
        if stand is None:
            found.append((_unplaced(literal, index), Verdict.ALTERED))
            words += len(literal.text.split())
            continue
        found.extend(stand.comparison.differences)
        words += stand.comparison.words
        shared += stand.comparison.shared
    found.extend(_devices(text, parts, by_part, index))
    found.sort(key=lambda item: item[0].start)
    verdict, rule = weigh(found)
    notes = frozenset("emphasis" for part in parts if isinstance(part, Bracket) and part.note)
    return Reading(
        min(c.start for c in known),
        max(c.end for c in known),
        verdict,
        rule,
        tuple(difference for difference, _ in found),
        shared / words if words else 0.0,
        notes,
    )


def _unplaced(literal: Literal, index: IndexedSource) -> Difference:
    out = "out of order" if _elsewhere(literal, index) else "these words do not follow in the source"
    return Difference("delete", literal.text.strip(), "", f"omission: {out}", None, literal.start, literal.end)


def _devices(
    text: str, parts: tuple[Part, ...], by_part: dict[int, Stand | None], index: IndexedSource
) -> Iterator[tuple[Difference, Verdict]]:
    """Judge each run of ellipses and brackets between two literal parts, with the source's words that stand there."""
    number = 0
    while number < len(parts):
        if number in by_part:
            number += 1
            continue
        first = number
        while number < len(parts) and number not in by_part:
            number += 1
        run = parts[first:number]
        before = by_part.get(first - 1) if first else None
        after = by_part.get(number) if number < len(parts) else None
        if (first and before is None) or (number < len(parts) and after is None):
            continue
        yield from _run(text, run, before, after, index)


def _run(
    text: str, run: tuple[Part, ...], before: Stand | None, after: Stand | None, index: IndexedSource
) -> Iterator[tuple[Difference, Verdict]]:
    devices = [part for part in run if not isinstance(part, Literal)]
    notes = [part for part in devices if isinstance(part, Bracket) and part.note]
    authors = [part for part in devices if isinstance(part, Bracket) and not part.note]
    ellipses = [part for part in devices if isinstance(part, Omission)]
    for note in notes:
        yield Difference("delete", note.text, "", "editorial note", "BK329", note.start, note.end), Verdict.EDITED
    start, end = _hole(before, after, index, bool(authors))
    hole = index.plain(start, end)
    if len(authors) == 1 and not ellipses:
        yield _bracket(text, authors[0], hole, start, end, before, after, index)
        return
    if authors and not ellipses and skeleton(hole):
        first, last = authors[0], authors[-1]
        both = Bracket(text[first.start : last.end], " ".join(b.content for b in authors), False, first.start, last.end)
        yield _bracket(text, both, hole, start, end, before, after, index)
        return
    for bracket in authors:
        yield _bracket(text, bracket, "", start, start, None, None, index)
    if ellipses:
        yield _ellipsis(ellipses[0], hole, start, end, before, after, index)
    elif not authors and skeleton(hole):
        yield _silent(notes[-1], hole, start, end)


def _hole(before: Stand | None, after: Stand | None, index: IndexedSource, bracket: bool) -> tuple[int, int]:
    """The source's range between two parts; at an end of the quotation the one word that a bracket may stand for."""
    if before and after:
        return before.comparison.end, after.comparison.start
    if after:
        end = after.comparison.start
        return (_pointer_before(index, end), end) if bracket else (end, end)
    start = before.comparison.end if before else 0
    return start, start


def _pointer_before(index: IndexedSource, end: int) -> int:
    """Where the letters or the word before `end` start that a bracket at the head of the quotation stands for."""
    text = index.source.text
    if end and end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        start = end
        while start and text[start - 1].isalnum():
            start -= 1
        return start
    return end


def _bracket(
    text: str,
    bracket: Bracket,
    hole: str,
    start: int,
    end: int,
    before: Stand | None,
    after: Stand | None,
    index: IndexedSource,
) -> tuple[Difference, Verdict]:
    left = re.search(r"[^\W_]+$", text[: bracket.start]) if before and before.edges.glued_right else None
    right = re.match(r"[^\W_]+", text[bracket.end :]) if after and after.edges.glued_left else None
    if (before is None or after is None) and not left and not right and (before or after):
        rule = brackets.licence_at_edge(bracket.content, _beyond(before, after, index), index.language_at(start))
    else:
        glued = (left[0] if left else "", right[0] if right else "")
        rule = brackets.licence(bracket.content, hole.strip(), *glued, index.language_at(start))
    shown = _SPACE.sub(" ", hole).strip()
    kind = "bracket" if rule else "bracket: puts words for others that it may not"
    found = Difference(
        "replace" if shown else "delete", bracket.text, shown, kind, rule, bracket.start, bracket.end, start, end
    )
    return found, Verdict.EDITED if rule else Verdict.ALTERED


def _beyond(before: Stand | None, after: Stand | None, index: IndexedSource) -> str:
    """The source's word beyond the passage, on the side of the bracket, within the sentence; else ""."""
    text = index.source.text
    if before:
        match = re.match(
            r"[^\w.!?]*([^\W_]+(?:[-'’][^\W_]+)*)", text[before.comparison.end : before.comparison.end + 60]
        )
    else:
        start = after.comparison.start if after else 0
        match = re.search(r"([^\W_]+(?:[-'’][^\W_]+)*)[^\w.!?]*$", text[max(0, start - 60) : start])
    return match[1] if match else ""


def _ellipsis(
    ellipsis: Omission, hole: str, start: int, end: int, before: Stand | None, after: Stand | None, index: IndexedSource
) -> tuple[Difference, Verdict]:
    problem = None
    if before and after:
        kept, next_words = before.literal.text, after.literal.text
        if gaps.too_far(hole, kept, next_words):
            problem = f"omission: {gaps.letters(hole):,} letters are left out"
        elif hidden := gaps.hidden_word(hole, kept, next_words, index.language_at(start)):
            problem = f"omission: hides “{hidden.word}” ({hidden.kind})"
    shown = _SPACE.sub(" ", hole).strip()
    shown = shown if len(shown) <= 400 else f"{shown[:200]} … {shown[-200:]}"
    found = Difference(
        "replace" if shown else "delete",
        ellipsis.text,
        shown,
        problem or "ellipsis",
        None if problem else "BK323",
        ellipsis.start,
        ellipsis.end,
        start,
        end,
    )
    return found, Verdict.ALTERED if problem else Verdict.EDITED


def _silent(note: Bracket, hole: str, start: int, end: int) -> tuple[Difference, Verdict]:
    """Words of the source that a note such as [sic] covers without saying so; (citation omitted) may cover a
    citation."""
    shown = _SPACE.sub(" ", hole).strip()
    cited = "omitted" in note.content.casefold() and bool(re.search(r"\d", shown))
    found = Difference(
        "insert",
        "",
        shown,
        "citation" if cited else "omission: unmarked",
        "BK329" if cited else None,
        note.end,
        note.end,
        start,
        end,
    )
    return found, Verdict.EDITED if cited else Verdict.ALTERED
