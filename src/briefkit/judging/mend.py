"""The mend: the author's Markdown with the source's words where they differ, and the right source and locator."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from briefkit.judging.places import place_name
from briefkit.model import Citation, Difference, Fix, Match, Quotation, Report, Span
from briefkit.patterns import regex

_SPECIAL = regex(r"[\\`*_\[\]<>$~^|]|&(?=#?\w+;)|@(?=[\w{])")
_NOTE_OR_CITATION = regex(r"\[\^|\[[^\]]*@|\{")
_PLAIN_ID = regex(r"\w+(?:[-:.#$%&+?<>~/]\w+)*")
_MANY = 3
"""Changes above which the passage as a whole is put for the quotation: a patchwork reads badly."""
_LONGEST = 2
"""A passage longer than so many times the quotation is not put for it."""
_LOOK_BACK = 600
"""Characters before a locator in which its author-in-text citation is sought."""


def mend_words(
    report: Report, quotation: Quotation, differences: tuple[Difference, ...], match: Match | None = None
) -> Fix | None:
    """Put the source's words for those that no rule explains. Never safe: it changes what the report says."""
    edits = [d for d in differences if d.rule is None and not d.kind.startswith(("omission: these", "omission: out"))]
    if not edits or not quotation.text or any(d.kind.startswith("omission") and "letters" in d.kind for d in edits):
        return None
    if match and len(edits) > _MANY and (whole := mend_passage(report, quotation, match.text)):
        return whole
    pieces = []
    for difference in edits:
        words = _replacement(difference, report, quotation, match)
        span = span_of(report.text, *_range(difference, report, quotation, bool(words)))
        pieces.append(Fix(span, words, safe=False))
    return joined(report.text, pieces)


def mend_passage(report: Report, quotation: Quotation, passage: str) -> Fix | None:
    """Put the whole passage for the quotation's words. None where that would lose a note, a citation or a mark."""
    if not quotation.text or len(quotation.offsets) <= len(quotation.text):
        return None
    first, last = quotation.offsets[0], quotation.offsets[len(quotation.text) - 1] + 1
    written = report.text[first:last]
    if _NOTE_OR_CITATION.search(written) or len(passage) > _LONGEST * len(quotation.text) + 100:
        return None
    return Fix(span_of(report.text, first, last), as_markdown(passage, _outer(report, quotation)), safe=False)


def mend_locator(report: Report, citation: Citation, match: Match) -> Fix | None:
    """Put the right page or time for the cited one."""
    place = _locator(match)
    found = _locator_at(report, citation)
    if found is None or not place:
        return None
    return Fix(span_of(report.text, *found), place, safe=True)


def mend_source(report: Report, citation: Citation, match: Match) -> Fix | None:
    """Put the right source's ID for the cited one, and its page for the cited page."""
    found = _id_at(report, citation)
    if found is None:
        return None
    start, end = found
    written = report.text[start:end]
    new = key(match.source) if written[:1] == "@" else f'"{match.source}"'
    if citation.locator is None:
        return Fix(span_of(report.text, start, end), new, safe=False)
    place = _locator_at(report, citation)
    if place is None or place[0] < end:
        return None
    kept, place_end = report.text[end : place[0]], place[1]
    if _locator(match):
        return Fix(span_of(report.text, start, place_end), new + kept + _locator(match), safe=False)
    bare = re.fullmatch(r"(.*?)(?:,\s*|\s*[\[(]|\s+locator=[\"']?)", kept, re.DOTALL)
    if bare is None:
        return None
    closing = report.text[place_end : place_end + 1]
    place_end += closing in ("]", ")", '"', "'") and not kept.rstrip().endswith(",")
    return Fix(span_of(report.text, start, place_end), new + bare[1], safe=False)


def cite(match: Match) -> str:
    """A citation of a passage in Markdown: `[@id, p. 4]`."""
    place = _locator(match)
    return f"[{key(match.source)}{', ' if place else ''}{place}]"


def key(identity: str) -> str:
    """An ID as a citation writes it; braces around one that is no plain word."""
    return f"@{identity}" if _PLAIN_ID.fullmatch(identity) else f"@{{{identity}}}"


def as_markdown(text: str, outer: str = "“") -> str:
    """A source's words on one line as Markdown, to stand between quotation marks of which `outer` is the first."""
    line = _SPECIAL.sub(r"\\\g<0>", " ".join(text.split()))
    if outer in '“"„«':
        line = re.sub(r"(?<!\w)\"(?=\w)", "‘", line)
        return line.translate({ord("“"): "‘", ord("”"): "’", ord('"'): "’"})
    return line.translate({ord("‘"): "“"}) if outer == "‘" and "’" not in line else line


def joined(text: str, fixes: Iterable[Fix]) -> Fix | None:
    """One fix that does what several do; safe if all are. None where two overlap, or there is none."""
    edits = sorted((*offsets_of(text, fix.span), fix.text, fix.safe) for fix in fixes)
    if not edits:
        return None
    first = position = edits[0][0]
    words = ""
    for start, end, put, _ in edits:
        if start < position:
            return None
        words += text[position:start] + put
        position = end
    return Fix(span_of(text, first, position), words, all(safe for *_, safe in edits))


def span_of(text: str, start: int, end: int) -> Span:
    """Offsets of a text as 1-based lines and columns. Lines end at a line feed."""
    starts = [0, *(match.end() for match in re.finditer(r"\n", text[:end]))]
    first, last = bisect_right(starts, start), bisect_right(starts, end)
    return Span(first, start - starts[first - 1] + 1, last, end - starts[last - 1] + 1)


def offsets_of(text: str, span: Span) -> tuple[int, int]:
    """A span as offsets of the text; the inverse of `span_of`."""
    starts = [0, *(match.end() for match in re.finditer(r"\n", text))]
    return starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1


def _locator(match: Match) -> str:
    """The place of a match as a locator can say it; sections have no number to cite."""
    if match.page is not None:
        return place_name(match)
    return match.time or ""


def _locator_at(report: Report, citation: Citation) -> tuple[int, int] | None:
    """Where a citation's locator is written. It is the last thing there that reads like it."""
    if citation.locator is None:
        return None
    start, end = offsets_of(report.text, citation.span)
    at = report.text.rfind(citation.locator.text, start, end)
    return None if at < 0 else (at, at + len(citation.locator.text))


def _id_at(report: Report, citation: Citation) -> tuple[int, int] | None:
    """Where a citation's ID is written, with its @ or its quotation marks; before a mere `[p. 3]`, the author's."""
    start, end = offsets_of(report.text, citation.span)
    key = re.escape(citation.source)
    named = rf"@(?:\{{{key}\}}|{key}(?![\w]|[-:.#$%&+?<>~/]\w))"
    attribute = rf"\bsource=({key}|\"{key}\"|'{key}')"
    if found := re.search(named, report.text[start:end]):
        return start + found.start(), start + found.end()
    if found := re.search(attribute, report.text[start:end]):
        return start + found.start(1), start + found.end(1)
    first = max(0, start - _LOOK_BACK, report.text.rfind("\n\n", 0, start))
    before = list(re.finditer(named, report.text[first:start]))
    return (first + before[-1].start(), first + before[-1].end()) if before else None


def _outer(report: Report, quotation: Quotation) -> str:
    start, _ = offsets_of(report.text, quotation.span)
    return report.text[start : start + 1] if quotation.form == "inline" else ""


def _range(difference: Difference, report: Report, quotation: Quotation, kept: bool) -> tuple[int, int]:
    """The words of a difference in the file; where nothing takes their place, with one of the blanks beside them."""
    start = quotation.offsets[difference.start]
    if difference.end <= difference.start:
        return start, start
    end = quotation.offsets[difference.end - 1] + 1
    before, after = report.text[start - 1 : start], report.text[end : end + 1]
    if kept or "\n" in (before, after):
        return start, end
    if difference.start and before == " " and not after.isalnum():
        comma = report.text[start - 2 : start - 1] == "," and after in tuple(".!?;:,")  # `it, ever.`
        return start - 1 - comma, end
    return start, end + (difference.end < len(quotation.text) and after == " " and not before.isalnum())


def _replacement(difference: Difference, report: Report, quotation: Quotation, match: Match | None) -> str:
    words = as_markdown(difference.source, _outer(report, quotation))
    if difference.op == "delete" and match:
        return as_markdown(_beside(difference, quotation, match), _outer(report, quotation))
    if difference.op != "insert":
        return words
    before = quotation.text[difference.start - 1 : difference.start]
    return f" {words}" if before and not before.isspace() else f"{words} "


def _beside(difference: Difference, quotation: Quotation, match: Match) -> str:
    """What the source has in the place of words at the quotation's edge: as many words of the same clause.

    Nothing can be aligned with a word beyond the edge, so a last word that was replaced looks like one added. A mark
    that was added takes no word's place, nor does a word behind the end of the clause.
    """
    count = sum(bool(re.search(r"\w", word)) for word in difference.quote.split())
    if not count:
        return ""
    if not re.search(r"\w", quotation.text[difference.end :]):
        if match.text.rstrip()[-1:] in tuple(".!?;:,。！？"):
            return ""
        clause = re.match(r"\s*(\w[^.!?;:,()\n\f]*)", match.suffix)
        return " ".join(clause[1].split()[:count]) if clause else ""
    if not re.search(r"\w", quotation.text[: difference.start]):
        clause = re.search(r"([^.!?;:,()\n\f]*\w)\s*$", match.prefix)
        return " ".join(clause[1].split()[-count:]) if clause else ""
    return ""
