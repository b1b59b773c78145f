"""Runs of text with their differences marked, for the cards of the appendix."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from briefkit.model import Difference
from briefkit.render.naming import single_spaced

PICTURE = "\ufffc"
"""Stands in a text for what is none: a picture, or behind a run the word that names how it differs."""
NAMED = ("left_out", "changed", "added")
"""Kinds that are named in words behind the run."""
_PASSAGE_LIMIT = 1200


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text: kind "" as it stands, "context" around the passage, "declared" by the author's own marks, or
    "left_out", "changed", "added" for what no rule explains."""

    text: str
    kind: str = ""


def marked(differences: Iterable[Difference], side: Literal["quote", "source"]) -> list[tuple[int, int, str]]:
    ranges = []
    for step in differences:
        start, end = (step.start, step.end) if side == "quote" else (step.source_start, step.source_end)
        kind = {"replace": "changed", "insert": "left_out", "delete": "added"}[step.op]
        if end > start:
            ranges.append((start, end, "declared" if step.rule else kind))
    return sorted(ranges)


def segments(text: str, ranges: list[tuple[int, int, str]], base: int) -> tuple[Segment, ...]:
    """`text` cut at `ranges`, which count from `base`; what lies outside the text or overlaps is clipped."""
    segments: list[Segment] = []
    position = 0
    for start, end, kind in ranges:
        start, end = max(start - base, position), min(end - base, len(text))
        if end <= start:
            continue
        segments += [Segment(text[position:start]), Segment(text[start:end], kind)]
        position = end
    segments.append(Segment(text[position:]))
    return _shortened([Segment(single_spaced(part.text), part.kind) for part in segments if part.text])


def _shortened(segments: list[Segment]) -> tuple[Segment, ...]:
    """The segments, the unmarked ones cut in their middle where the whole is too long for a card."""
    if sum(len(segment.text) for segment in segments) <= _PASSAGE_LIMIT:
        return tuple(segments)
    keep = max(_PASSAGE_LIMIT // (2 * len(segments)), 40)
    return tuple(
        Segment(f"{part.text[:keep].rstrip()} […] {part.text[-keep:].lstrip()}", part.kind)
        if len(part.text) > 2 * keep + 8
        else part
        for part in segments
    )
