"""What a document says outside its quotations, held block by block against what its record says that it says."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from typing import NamedTuple

from briefkit.audit.body import spaced
from briefkit.audit.collation import SHORT, Collation, Rest, displaced
from briefkit.audit.raised import on_the_line, without
from briefkit.audit.result import INSTEAD
from briefkit.match.fold import skeleton
from briefkit.match.strict import BREAK, plain
from briefkit.patterns import regex
from briefkit.render.midst import FORMULA
from briefkit.render.record import Entry
from briefkit.render.segments import PICTURE

_GAP = regex(f"([{PICTURE}{FORMULA}])")
_TOKEN = regex(r"\w+|[^\w\s]")
_JOINED = regex(rf"[-\u2010]?{BREAK}?-?(?<=[-\u2010{BREAK}])[ \t]*\n\s*(?=\w)|{BREAK}")
"""What parts a word at the end of a line."""
MARK = regex(r"(?<!\d)([✓✗≈–])\s?(\d{1,6})(?!\d)")
"""The mark of a quotation and its number."""
_WORD = regex(r"\w+")
_SPOKEN = regex(r"[^\W_]")
_ITEM = regex(r"\W*(?:\d{1,4}|[A-Za-z]|[ivxlcdmIVXLCDM]{1,9})[.)]\W*")
"""The number of an item of a list."""
_COUNTED = regex(r"[^\W\d]{1,20}\.? ?\d{1,4}\. ?")
"""What stands before a caption."""
_FOOT = regex(r"\d+ ?/ ?\d+")
"""The number of a page, and how many there are."""
_FOOT_LINE = regex(r"\d{1,4}/\d{1,4}$")
_NOTE = regex(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_LEADERS = regex(r"\.{3,}\d{1,4}")
"""What stands behind a line of the contents: leaders, and its page."""
_SENTENCE = regex(r"(?:[^\W\d_]{2,}[ ,]+){5}[^\W\d_]{2,}")
"""Words in a row as no formula has them."""
_FORMULA = 600
"""Letters and signs of a formula, at most."""


class Besides(NamedTuple):
    """What a document may have besides what its record says.

    Attributes:
        sentences: what may stand there any number of times, and no block is part of it.
        heads: what stands at the head of each page.
        others: what may stand there any number of times, where no block does.
        drawn: what may stand there in drawings, each once.
        contents: a list of headings, and what stands above it.
        named: the words that an author's own shell has.
        counted: the words before the numbers of captions.
    """

    sentences: Sequence[str]
    heads: Sequence[str]
    others: Sequence[str]
    drawn: Sequence[str] = ()
    contents: Sequence[str] = ()
    named: Sequence[str] = ()
    counted: Sequence[str] = ()


class Prose:
    """Readings of one document: what one of them has, a reader sees.

    Args:
        texts: the readings. Pages end with form feeds.
        entries: the quotations, whose marks and words of warning stand in the text of most formats.
        blocks, notes: what the record says that it says.
        besides: what it may have besides.
        paged: it is a PDF.
    """

    def __init__(
        self,
        texts: Sequence[str],
        entries: Sequence[Entry],
        blocks: Sequence[str],
        notes: Sequence[str],
        besides: Besides,
        *,
        paged: bool,
    ) -> None:
        self._texts = [text for whole in texts for text in dict.fromkeys((unmarked(whole, entries), whole))]
        self._blocks = [*map(on_the_line, blocks)]
        self._runs = [*_runs(self._blocks)]
        self._text = len(self._runs)
        self._runs += _runs(map(on_the_line, notes))
        self._besides, self._paged = besides, paged
        self._made: list[_Reading] = []

    @property
    def _readings(self) -> Iterator[_Reading]:
        """Made one after the other, since the first has all of most documents."""
        for number, text in enumerate(self._texts):
            if number == len(self._made):
                self._made.append(_Reading(text, self._runs, self._text, self._besides, paged=self._paged))
            yield self._made[number]

    def lacking(self) -> Iterator[tuple[str, int]]:
        """Of the blocks those that are not there, and how often they should be; of one with formulas or pictures, its
        runs of text."""
        odd = set(next(self._readings).lacking)
        for reading in self._readings if odd else ():
            odd &= reading.astray
        for run in dict.fromkeys(self._runs[index] for index in sorted(odd)):
            yield run, self._runs.count(run)

    @property
    def runs(self) -> Iterator[str]:
        """The runs of text of the blocks."""
        return (run for run in self._runs if run != FORMULA)

    def moved(self, first: int) -> Iterator[str]:
        """Of the runs from the first on those that stand elsewhere than the record has them."""
        odd = {index for index in next(self._readings).moved if index >= first}
        for reading in self._readings:
            odd &= reading.moved | reading.lacking
        yield from (self._runs[index] for index in sorted(odd))

    def added(self) -> Iterator[Rest]:
        """Lines, or parts of lines, that are of no block and no note."""
        found: list[list[Rest]] = []
        for reading in self._readings:
            found.append([*reading.left()])
            if not found[-1]:
                return
        texts = [[plain(rest.text) for rest in left] for left in found]
        known = set(self._besides.named)
        told = [
            [
                rest
                for rest, bare in zip(left, here, strict=True)
                if all(_is_among(bare, there) for there in texts) and not known.issuperset(_WORD.findall(rest.text))
            ]
            for left, here in zip(found, texts, strict=True)
        ]
        yield from min(filter(None, told), key=len, default=())

    def has_words(self, run: str) -> bool:
        """Whether each word of a run stands in the document, wherever that is."""
        words = _WORD.findall(run)
        return all(any(reading.has(word) for reading in self._readings) for word in words)


def _is_among(words: str, others: Sequence[str]) -> bool:
    """Whether words are part of others, or consist of them in the main."""
    return any(words in other for other in others) or 2 * sum(len(one) for one in others if one in words) > len(words)


def _runs(blocks: Iterable[str]) -> Iterator[str]:
    """The runs of text of blocks, with a sign for each formula between them."""
    for block in blocks:
        for piece in _GAP.split(block):
            if piece == FORMULA or skeleton(piece):
                yield piece.strip()


class _Reading:
    """One reading, collated with runs of text. From the run `notes` on, they are of notes."""

    def __init__(self, text: str, runs: Sequence[str], notes: int, besides: Besides, *, paged: bool) -> None:
        self._texts, self._notes, self._besides = runs, notes, besides
        self._collation = Collation(text, paged=paged)
        self._lay_all(besides.sentences)
        self._runs = [index for index, run in enumerate(runs) if run != FORMULA]
        if paged:
            self._collation.lay_lines(_FOOT_LINE, last=True)
            self._collation.lay_heads([*map(self._collation.bare, besides.heads)])
        for word in filter(None, besides.counted):
            self._collation.lay_lines(re.compile(rf"{re.escape(self._collation.bare(word))}\d{{1,4}}\."), last=False)
        self._places = self._collation.lay([self._forms(runs[index]) for index in self._runs], glued=True)
        self._formulas(runs)

    def _forms(self, text: str) -> list[str]:
        """In capitals, too: a shell may set a line so."""
        return [*dict.fromkeys(self._collation.bare(form) for form in (text, text.upper()))]

    def _formulas(self, runs: Sequence[str]) -> None:
        """What is left in the place of a formula is taken for it."""
        found = dict(zip(self._runs, self._places, strict=True))
        end, waiting = 0, False
        for index, run in enumerate([*runs, ""]):
            place = found.get(index) if run else (len(self._collation.letters),) * 2
            if place and waiting:
                left = [*self._collation.rest(end, place[0])]
                if sum(len(rest.text) for rest in left) <= _FORMULA and not any(_SENTENCE.search(r.text) for r in left):
                    self._collation.take(rest.span for rest in left)
            waiting = run == FORMULA or (waiting and not place)
            end = place[1] if place else end

    @cached_property
    def lacking(self) -> set[int]:
        """The runs that have no place."""
        return {index for index, place in zip(self._runs, self._places, strict=True) if place is None}

    @cached_property
    def moved(self) -> set[int]:
        """The runs that stand elsewhere among the others than they are given."""
        first = bisect_left(self._runs, self._notes)
        parts = ((0, self._places[:first]), (first, self._places[first:]))
        return {self._runs[start + at] for start, places in parts for at in displaced(places)}

    @cached_property
    def astray(self) -> set[int]:
        """The runs that have no place, or a place where they may stand by chance."""
        return self.lacking | {index for index in self.moved if len(self._texts[index]) <= SHORT}

    def has(self, word: str) -> bool:
        return self._collation.bare(word) in self._collation.letters

    def left(self) -> Iterator[Rest]:
        """What is of no run, and nothing that a document may have besides."""
        lay, besides = self._collation, self._besides
        lay.lay([[lay.bare(text)] for text in besides.contents])
        for heading in besides.contents:
            lay.lay_behind(lay.bare(heading), _LEADERS)
        self._lay_all(besides.others)
        lay.lay([[lay.bare(text)] for text in besides.drawn])
        yield from (rest for rest in lay.rest() if _SPOKEN.search(rest.text) and not _is_number(rest))

    def _lay_all(self, texts: Iterable[str]) -> None:
        for text in sorted(set(filter(skeleton, texts)), key=len, reverse=True):
            self._collation.lay_all(self._collation.bare(text))


def _is_number(rest: Rest) -> bool:
    """Whether it is the number of an item, a caption, a note or a page."""
    if _NOTE.fullmatch(rest.text) or (not rest.leads and _FOOT.fullmatch(rest.text)):
        return True
    return rest.opens and rest.leads and bool(_ITEM.fullmatch(rest.text) or _COUNTED.fullmatch(rest.text))


def swapped(there: str, recorded: str) -> Iterator[str]:
    """What words of a document have and lack, held against those of the record, a clause each."""
    here, wanted = (_TOKEN.findall(_JOINED.sub("", text)) for text in (without(there), without(recorded)))
    for _, start, end, first, last in SequenceMatcher(None, here, wanted, autojunk=False).get_opcodes():
        one, two = " ".join(here[start:end]), " ".join(wanted[first:last])
        if plain(one) == plain(two):
            continue  # spaces are not read everywhere
        if one and two:
            yield INSTEAD.format(one, two)
        else:
            yield f"has “{one}”, which the record does not have" if one else f"lacks “{two}”"


def unmarked(text: str, entries: Sequence[Entry]) -> str:
    """The text without the marks behind quotations and the verdicts behind those that were rejected. A dash between
    figures is no mark."""
    marks = {(entry.symbol, str(entry.number)) for entry in entries}
    text = MARK.sub(lambda found: "" if found.groups() in marks else found[0], text)
    words = {spaced(f"[{entry.word}]") for entry in entries if not entry.accepted}
    return re.sub("|".join(sorted(words)), "", text) if words else text
