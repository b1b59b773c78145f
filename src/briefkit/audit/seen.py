"""Where quotations stand in what PDFium gives of a PDF, and whether their letters are drawn there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from briefkit.audit.formulas import typeset_all
from briefkit.audit.letters import Unlike, unlike
from briefkit.audit.opening import Opened
from briefkit.errors import BriefkitError
from briefkit.match.strict import plain
from briefkit.patterns import regex

if TYPE_CHECKING:
    from briefkit.evidence.models import EvidenceModel, QuotationModel
    from briefkit.render.options import RenderOptions

Range = tuple[int, int, int]
"""A page, from 1, a start and an end in the text that PDFium gives of that page."""
_TURNED = regex("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+")
"""Words from right to left, which a PDF gives in an order of its own."""
_UNSEEN = "what is drawn of its letters could not be looked at; they are held as the file calls them"
_UNLIKE = "what is drawn as “{name}” could not be held against its font, {font}; its words are what the file calls them"
_OTHER = "it draws “{drawn}” and calls it “{name}”"
_GRAM = 5
"""Letters by which the text of a page is known as that of a quotation."""


class Seen:
    """The quotations of a PDF, so far as they were found, and what is drawn of them.

    Args:
        end: of the report's own text in that of `opened.stream`.
    """

    def __init__(self, opened: Opened, evidence: EvidenceModel, options: RenderOptions, end: int) -> None:
        self._opened, self._evidence, self._options, self._end = opened, evidence, options, end
        self._found: list[tuple[list[QuotationModel], list[list[Range]]]] = []

    def begin(self, same: list[QuotationModel], spans: Iterable[Iterable[tuple[int, int]]]) -> None:
        """Quotations of the same words, and where they were found in the text of `opened.stream`."""
        self._found.append((same, [self._ranges(one) for one in spans]))

    def on_pages(self, pages: range) -> None:
        """The last were found on these pages too, but not where there."""
        same, places = self._found[-1]
        places.append(self._ranges(spans_on(self._opened, pages, same[0].text, self._end)))

    def _ranges(self, spans: Iterable[tuple[int, int]]) -> list[Range]:
        return [*ranges_of(self._opened, spans)] if self._opened.places else []

    def unlike(self) -> Iterator[tuple[QuotationModel, str, bool]]:
        """The quotations with a letter that does not look like its name, what is to be said, and whether it is sure."""
        parts = [(index, part) for index, (_, places) in enumerate(self._found) for part in places]
        ranges = [(one, number) for number, (_, part) in enumerate(parts) for one in part]
        told = self._told([one for one, _ in ranges], [parts[number][0] for _, number in ranges])
        if told is None:
            yield from ((quotation, _UNSEEN, False) for same, _ in self._found for quotation in same)
            return
        wrong: dict[int, Unlike] = {}
        for one in sorted(told, key=lambda one: not one.drawn):
            wrong.setdefault(ranges[one.range][1], one)
        for index, (same, places) in enumerate(self._found):
            failed = [letter for number, letter in sorted(wrong.items()) if parts[number][0] == index]
            for quotation, letter in zip(same[max(len(places) - len(failed), 0) :], failed, strict=False):
                told_of = _OTHER if letter.drawn else _UNLIKE
                yield quotation, told_of.format(**letter._asdict()), bool(letter.drawn)

    def _told(self, ranges: list[Range], of: list[int]) -> list[Unlike] | None:
        if not ranges:
            return []
        told = self._evidence.predicate
        try:
            formulas = typeset_all(told.quotations)
        except BriefkitError:
            formulas = b""
        texts = [self._found[index][0][0].text for index in of]
        return unlike(self._opened.data, ranges, texts, told.language or "en", self._options, formulas)


def ranges_of(opened: Opened, spans: Iterable[tuple[int, int]]) -> Iterator[Range]:
    """Where spans of the text of `opened.stream` stand; words known by how they are drawn are left out."""
    pages = opened.stream.pages
    begins = [page.start for page in pages]
    for start, end in spans:
        for at in range(max(bisect_right(begins, start) - 1, 0), bisect_right(begins, end - 1)):
            page = pages[at]
            yield from _on_page(opened, at, max(start - page.start, 0), min(end, page.end) - page.start)


def _on_page(opened: Opened, at: int, start: int, end: int) -> Iterator[Range]:
    runs = opened.places[at] if at < len(opened.places) else ()
    first, last = bisect_right(runs, start, key=_offset) - 1, bisect_right(runs, end - 1, key=_offset)
    for index in range(max(first, 0), last):
        offset, place = runs[index]
        begin, stop = max(start, offset), min(end, runs[index + 1][0] if index + 1 < len(runs) else end)
        if place >= 0 and begin < stop:
            yield at + 1, place + begin - offset, place + stop - offset


def _offset(run: tuple[int, int]) -> int:
    return run[0]


def spans_on(opened: Opened, numbers: Iterable[int], words: str, end: int) -> Iterator[tuple[int, int]]:
    """What of some pages, from 1, may be of some words: all that has a few letters of them, as far as `end` in the text
    of `opened.stream`; from right to left, all that has their letters, word for word."""
    bare = plain(words)
    grams = {bare[at : at + _GRAM] for at in range(max(len(bare) - _GRAM + 1, 1))}
    whole = {_letters(word[0]) for word in _TURNED.finditer(words)}
    for page in (page for page in opened.stream.pages if page.index in numbers):
        text = opened.stream.text[page.start : min(page.end, end)]
        turned = list(_TURNED.finditer(text))
        yield from ((page.start + at.start(), page.start + at.end()) for at in turned if _letters(at[0]) in whole)
        others = {place for word in turned for place in range(*word.span())}
        letters = [(char, at) for at in range(len(text)) if at not in others for char in _plain(text[at])]
        found = _found("".join(char for char, _ in letters), grams)
        for first, last in _around([page.start + at for _, at in letters], found):
            yield from _without(first, last, others, page.start)


_plain = lru_cache(10_000)(plain)


@lru_cache(10_000)
def _letters(word: str) -> str:
    return "".join(sorted(plain(word)))


def _without(first: int, last: int, others: set[int], start: int) -> Iterator[tuple[int, int]]:
    """A stretch without the places of words from right to left, which have their own."""
    for kept, places in groupby(range(first, last), key=lambda at: at - start not in others):
        if kept:
            stretch = list(places)
            yield stretch[0], stretch[-1] + 1


def _found(text: str, grams: Iterable[str]) -> list[int]:
    found = set()
    for gram in grams:
        at = text.find(gram)
        while at >= 0:
            found.add(at)
            at = text.find(gram, at + 1)
    return sorted(found)


def _around(places: Sequence[int], found: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The stretches of `places` about what was found, each once."""
    start, end = 0, -1
    for at in found:
        first, last = at, min(at + _GRAM, len(places)) - 1
        if first > end:
            if end >= 0:
                yield places[start], places[end] + 1
            start = first
        end = last
    if end >= 0:
        yield places[start], places[end] + 1
