"""The mend: the author's Markdown with the source's words where they differ, and the right locator."""

from __future__ import annotations

import re
from bisect import bisect_right

from briefkit.judging.places import place_name
from briefkit.model import Citation, Difference, Fix, Match, Quotation, Report, Span

_SPECIAL = re.compile(r"([\\`*_\[\]<>])")


def mend_words(report: Report, quotation: Quotation, differences: tuple[Difference, ...]) -> Fix | None:
    """Put the source's words for those that no rule explains. Never safe: it changes what the report says."""
    edits = [d for d in differences if d.rule is None and not d.kind.startswith(("omission: these", "omission: out"))]
    if not edits or not quotation.text or any(d.kind.startswith("omission") and "letters" in d.kind for d in edits):
        return None
    pieces: list[tuple[int, int, str]] = []
    for difference in edits:
        start, end = quotation.offsets[difference.start], _end_offset(quotation, difference)
        pieces.append((start, end, _replacement(difference, quotation)))
    first, last = min(p[0] for p in pieces), max(p[1] for p in pieces)
    text, position = "", first
    for start, end, words in sorted(pieces):
        if start < position:
            return None
        text += report.text[position:start] + words
        position = end
    text += report.text[position:last]
    return Fix(span_of(report.text, first, last), text, safe=False)


def mend_locator(report: Report, citation: Citation, match: Match) -> Fix | None:
    """Put the right page for the cited one."""
    if citation.locator is None or match.page is None:
        return None
    lines = report.text.splitlines(keepends=True)
    span = citation.span
    start = sum(map(len, lines[: span.line - 1])) + span.column - 1
    end = sum(map(len, lines[: span.end_line - 1])) + span.end_column - 1
    old = report.text.find(citation.locator.text, start, max(end, start) + 200)
    if old < 0:
        return None
    return Fix(span_of(report.text, old, old + len(citation.locator.text)), place_name(match), safe=True)


def mend_source(report: Report, citation: Citation, match: Match) -> Fix | None:
    """Put the right source's ID for the cited one. The locator goes with it where one is known."""
    lines = report.text.splitlines(keepends=True)
    span = citation.span
    start = sum(map(len, lines[: span.line - 1])) + span.column - 1
    old = report.text.find(citation.source, start, start + len(citation.source) + 200)
    if old < 0:
        return None
    return Fix(span_of(report.text, old, old + len(citation.source)), match.source, safe=False)


def span_of(text: str, start: int, end: int) -> Span:
    """Offsets of a text as 1-based lines and columns."""
    starts = [0]
    starts.extend(match.end() for match in re.finditer(r"\r\n|\n", text[:end]))
    first, last = bisect_right(starts, start), bisect_right(starts, end)
    return Span(first, start - starts[first - 1] + 1, last, end - starts[last - 1] + 1)


def _end_offset(quotation: Quotation, difference: Difference) -> int:
    if difference.end <= difference.start:
        return quotation.offsets[difference.start]
    return quotation.offsets[difference.end - 1] + 1


def _replacement(difference: Difference, quotation: Quotation) -> str:
    words = _SPECIAL.sub(r"\\\1", " ".join(difference.source.split()))
    if difference.op != "insert":
        return words
    before = quotation.text[difference.start - 1 : difference.start]
    return f" {words}" if before and not before.isspace() else f"{words} "
