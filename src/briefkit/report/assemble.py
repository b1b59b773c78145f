"""A quotation that was found to the Quotation of the model: the author's own characters and their places."""

from __future__ import annotations

from bisect import bisect_left

from briefkit.model import Citation, Quotation
from briefkit.report.leaf import OBJECT, Leaf
from briefkit.report.positions import Places
from briefkit.report.quotations import Found
from briefkit.values import dataclass, field

_CONTEXT = 1_000


@dataclass(slots=True, eq=False, repr=False)
class _Text:
    parts: list[str] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    emphasis: list[tuple[int, int]] = field(default_factory=list)
    formulas: list[tuple[int, int, bool]] = field(default_factory=list)
    cited_at: list[int] = field(default_factory=list)
    end: int = 0


def quotation(quote: Found, number: int, cited: tuple[Citation, ...], places: Places) -> Quotation:
    """The quotation with its text, offsets and context; `before` and `after` hold 1,000 characters at most."""
    made = _Text()
    for index, (leaf, start, end) in enumerate(quote.inner):
        if index:
            _part(made)
        _add(made, quote, leaf, start, end, places)
    text = "".join(made.parts)
    lead = len(text) - len(text.lstrip())
    stop = max(lead, len(text.rstrip()))
    offsets = [*made.offsets, made.end]
    leaf, start, _ = quote.first
    last, _, end = quote.last
    return Quotation(
        number=number,
        text=text[lead:stop],
        offsets=tuple(offsets[lead : stop + 1]),
        span=places.span(leaf.offsets[start], last.end_offset(end - 1)),
        form="block" if quote.form == "block" else "span" if quote.form == "span" else "inline",
        citations=cited,
        emphasis=tuple((max(0, a - lead), min(b, stop) - lead) for a, b in made.emphasis if a < stop and b > lead),
        mark=quote.mark,
        before=_context(leaf.text[max(0, start - _CONTEXT) : start]) if quote.form != "block" else "",
        after=_context(last.text[end : end + _CONTEXT]) if quote.form != "block" else "",
        formulas=tuple((max(0, a - lead), min(b, stop) - lead, c) for a, b, c in made.formulas),
        cited_at=tuple(dict.fromkeys(at - lead for at in made.cited_at if lead < at < stop)),
    )


def _context(text: str) -> str:
    return text.replace(OBJECT, "")


def _part(made: _Text) -> None:
    made.parts.append("\n\n")
    made.offsets += [made.end, made.end]


def _add(made: _Text, quote: Found, leaf: Leaf, start: int, end: int, places: Places) -> None:
    """The characters of one paragraph that belong to the text, where the author emphasised them, and formulas."""
    base = len(made.offsets)
    origins: list[int] = []
    for low, high in _kept(leaf, start, end):
        if places.normal:
            made.parts.append(leaf.text[low:high])
            made.offsets += leaf.offsets[low:high]
            origins += range(low, high)
        else:
            for index in range(low, high):
                _character(made, leaf, index, places, origins)
        made.end = places.raw_offset(leaf.end_offset(high - 1))
    whole = (quote.first[1], quote.last[2]) if len(quote.segments) == 1 else None
    for low, high in leaf.emphasis:
        if whole is not None and low <= whole[0] and whole[1] <= high and quote.form == "inline":
            continue
        first, last = bisect_left(origins, low), bisect_left(origins, high)
        if first < last:
            made.emphasis.append((base + first, base + last))
    made.cited_at += [base + bisect_left(origins, cite.start) for cite in leaf.cites if start <= cite.start < end]
    for low, high, displayed in leaf.formulas:
        first, last = bisect_left(origins, low), bisect_left(origins, high)
        if first < last:
            made.formulas.append((base + first, base + last, displayed))


def _character(made: _Text, leaf: Leaf, index: int, places: Places, origins: list[int]) -> None:
    """One character, as the author typed it where it stands in the file as itself."""
    offset, char = leaf.offsets[index], leaf.text[index]
    raw = places.raw_offset(offset)
    if index not in leaf.ends and offset < len(places.text) and places.text[offset] == char:
        written = places.characters(offset) or char
        made.parts.append(written)
        made.offsets += range(raw, raw + len(written))
        origins += [index] * len(written)
    else:
        made.parts.append(char)
        made.offsets.append(raw)
        origins.append(index)


def _kept(leaf: Leaf, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches that are text: without note marks, images and citations, and the space before a citation."""
    first = bisect_left(leaf.cites, start, key=lambda cite: cite.start)
    last = bisect_left(leaf.cites, end, key=lambda cite: cite.start)
    gone = [(cite.start, cite.end) for cite in leaf.cites[first:last] if cite.end <= end]
    if OBJECT in leaf.text[start:end]:
        gone += [(at, at + 1) for at in range(start, end) if leaf.kinds[at] in "ni"]
    kept: list[tuple[int, int]] = []
    at = start
    for low, high in sorted(gone):
        while leaf.kinds[low] not in "ni" and low > at and leaf.text[low - 1].isspace():
            low -= 1
        if low > at:
            kept.append((at, low))
        at = max(at, high)
    if at < end:
        kept.append((at, end))
    return kept
