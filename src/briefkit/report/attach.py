"""Which citations a quotation rests on. The rules stand in the order in which they are tried."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property

from briefkit.model import Citation, Span
from briefkit.patterns import regex
from briefkit.report import citations, locators
from briefkit.report.leaf import Group, Leaf
from briefkit.report.positions import Places
from briefkit.report.quotations import Found
from briefkit.report.sentences import Sentences

_REACH = 40
_PARENTHESIS = regex(r"[\s.,;:!?…”\"»’']{0,4}\(([^()\n]{2,40})\)")
_CLOSING = " \t\n.,;:!?…)]”\"»’'\u00a0\u202f*"


class Paragraph:
    """A leaf with its quotations: what the rules ask of it."""

    def __init__(self, leaf: Leaf, quotations: list[Found]) -> None:
        self.leaf = leaf
        self.ranges = sorted((s, e) for quote in quotations for other, s, e in quote.segments if other is leaf)
        self.groups = leaf.groups
        self.quotation_starts = {start for start, _ in self.ranges}
        self.starts = [group.start for group in leaf.groups]
        self.citing = [group for group in leaf.groups if group.form != "locator"]

    @cached_property
    def sentences(self) -> Sentences:
        return Sentences(self.leaf.text, self.ranges, [(group.start, group.end) for group in self.citing])

    @cached_property
    def in_text(self) -> list[Group]:
        return [group for group in self.citing if group.form == "in-text"]

    @cached_property
    def in_text_ends(self) -> list[int]:
        return [group.end for group in self.in_text]

    @cached_property
    def bracketed(self) -> list[Group]:
        return [group for group in self.citing if group.form != "in-text"]

    @cached_property
    def bracketed_starts(self) -> list[int]:
        return [group.start for group in self.bracketed]

    @cached_property
    def only(self) -> Group | None:
        """The one citation of the paragraph, several alike counting as one."""
        if not self.citing or any(_names(group) != _names(self.citing[0]) for group in self.citing):
            return None
        return self.citing[0]

    def at(self, offset: int) -> Group | None:
        index = bisect_left(self.starts, offset)
        return self.groups[index] if index < len(self.starts) and self.starts[index] == offset else None

    def inside(self, start: int, end: int) -> list[Group]:
        low, high = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return [group for group in self.groups[low:high] if group.form in ("bracket", "note")]

    def touching(self, end: int) -> Group | None:
        """The citation that touches a quotation's end, also behind its closing stop or in the note attached there."""
        text, at = self.leaf.text, end
        while at < min(len(text), end + _REACH) and (at == end or at not in self.quotation_starts):
            group = self.at(at)
            if group is not None and (group.form != "in-text" or text[at - 1] == "("):
                return group
            if text[at] in _CLOSING or self.leaf.kinds[at] == "n" or (text[at] == "(" and text[at + 1 : at + 2] == "@"):
                at += 1
            else:
                return None
        return None


def inline(quote: Found, here: Paragraph, end: Paragraph, places: Places) -> tuple[Citation, ...]:
    """The citations of a quotation between marks; `here` is the paragraph it begins in, `end` that it ends in."""
    if quote.bracketed is not None and (given := _attribute(quote, places)):
        return given
    _, start, _ = quote.first
    _, begin, stop = quote.last
    touching = end.touching(stop)
    if touching is not None and touching.form != "locator":
        return touching.citations
    if inside := end.inside(begin, stop):
        return inside[-1].citations
    named = _before(here, start)
    if named is not None:
        return _with_locator(named, touching, end, places, stop)
    if shared := _after(end, stop):
        return shared.citations
    if here.only is not None:
        return _with_locator(here.only, touching, end, places, stop)
    return _row(here.leaf) if here.leaf.row and not here.citing else ()


def block(
    quote: Found, places: Places, previous: Paragraph | None, following: Paragraph | None
) -> tuple[Citation, ...]:
    """The citations of a block quote: the one that ends it, else that of the sentence that introduces it."""
    given = quote.block.attributes.get("source") if quote.block else None
    if given and quote.block is not None:
        return (_of_attributes(dict(quote.block.attributes), _whole(quote, places)),)
    if quote.ending is not None and quote.ending.form != "locator":
        return quote.ending.citations
    if following is not None and (alone := _alone(following)):
        return alone.citations
    introducing = _introducing(previous) if previous is not None else None
    if introducing is None:
        held = [g for leaf, _, _ in quote.segments for g in leaf.groups if g.form in ("bracket", "note")]
        return held[-1].citations if held else ()
    if quote.ending is not None and introducing.form == "in-text":
        leaf = quote.segments[-1][0]
        return (citations.separate(leaf, quote.ending, introducing.citations[0].source, places),)
    return introducing.citations


def _attribute(quote: Found, places: Places) -> tuple[Citation, ...]:
    span = quote.bracketed
    if span is None or not span.attributes.get("source"):
        return ()
    return (_of_attributes(dict(span.attributes), places.span(span.file_start, span.file_end)),)


def _of_attributes(attributes: dict[str, str], span: Span) -> Citation:
    locator = locators.parse(attributes.get("locator", ""))
    return Citation(attributes["source"].lstrip("@"), locator, span)


def _whole(quote: Found, places: Places) -> Span:
    leaf, start, _ = quote.segments[0]
    last, _, end = quote.segments[-1]
    return places.span(leaf.offsets[start], last.end_offset(end - 1))


def _before(here: Paragraph, start: int) -> Group | None:
    """The nearest author-in-text citation before the quotation in its sentence."""
    index = bisect_right(here.in_text_ends, start) - 1
    if index < 0:
        return None
    group = here.in_text[index]
    return group if here.sentences.together(group.end, start) else None


def _after(end: Paragraph, stop: int) -> Group | None:
    """The next bracketed citation in the sentence; else an author named behind it who introduces no other."""
    index = bisect_left(end.bracketed_starts, stop)
    if index < len(end.bracketed) and end.sentences.together(stop, end.bracketed[index].start):
        return end.bracketed[index]
    index = bisect_left(end.in_text_ends, stop)
    if index < len(end.in_text):
        group = end.in_text[index]
        following = bisect_left(end.ranges, (group.end, 0))
        introduces = following < len(end.ranges) and end.sentences.together(group.end, end.ranges[following][0])
        if group.start >= stop and end.sentences.together(stop, group.start) and not introduces:
            return group
    return None


def _with_locator(
    named: Group, bracket: Group | None, end: Paragraph, places: Places, stop: int
) -> tuple[Citation, ...]:
    """What the author in the text says, at the place that a bracket or parenthesis behind the quotation gives."""
    if named.form != "in-text":
        return named.citations
    if bracket is not None:
        return (citations.separate(end.leaf, bracket, named.citations[0].source, places),)
    if len(named.citations) == 1 and named.citations[0].locator is None:
        return _at_parenthesis(named.citations[0], end.leaf, stop, places)
    return named.citations


def _at_parenthesis(named: Citation, leaf: Leaf, stop: int, places: Places) -> tuple[Citation, ...]:
    """`@a says "…" (p. 3)`, as many write it: the place counts, and the text stays as it is."""
    found = _PARENTHESIS.match(leaf.text, stop)
    if found is None or not found[1][0].isalpha() | (found[1][0] in "§¶") or not locators.is_locator(found[1]):
        return (named,)
    span = places.span(leaf.offsets[found.start(1)], leaf.end_offset(found.end(1) - 1))
    return (Citation(named.source, locators.parse(found[1]), span, "suppress-author"),)


def _row(leaf: Leaf) -> tuple[Citation, ...]:
    """For a table cell without a citation the only one of its row."""
    groups = [group for cell in leaf.row or () for group in cell.groups if group.form != "locator"]
    names = {tuple(sorted(_names(group))) for group in groups}
    return groups[0].citations if len(names) == 1 else ()


def _alone(following: Paragraph) -> Group | None:
    """The citation of a paragraph that says nothing else."""
    if not following.citing:
        return None
    text, group = following.leaf.text, following.citing[0]
    rest = text[: group.start] + text[group.end :]
    return group if not rest.strip(" \t\n.,;:()—–-\ufffc") else None


def _introducing(previous: Paragraph) -> Group | None:
    start = previous.sentences.last_start()
    groups = [group for group in previous.citing if group.start >= start]
    named = [group for group in groups if group.form == "in-text"]
    return named[-1] if named else groups[-1] if groups else None


def _names(group: Group) -> list[tuple[str, str]]:
    return [(item.source, item.locator.text if item.locator else "") for item in group.citations]
