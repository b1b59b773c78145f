"""One reading of a document collated with pieces of text: where each piece stands, and what belongs to none."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from briefkit.match.strict import BREAK, TOP, plain
from briefkit.patterns import regex

Span = tuple[int, int]
"""A start and an end in the letters of a reading."""

_HYPHEN = regex(r"(?:(?<=[^\W\d_])|(?<=[\u0300-\u036f]))-(?=[^\W\d_])")
"""Of a word or of a line's end, which a PDF does not tell apart everywhere."""
_LINE = regex(r"\n|(?=[⁰¹²³⁴⁵⁶⁷⁸⁹])(?<![⁰¹²³⁴⁵⁶⁷⁸⁹])")
"""Where lines begin; the first note of a page is read right behind the last line of its text."""
_RAISED = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")
_LEAST = 8
"""Letters and signs of a piece that stand on its first page, at least."""
_CHANCE = 6
"""Letters that may by chance be the same in what stands below a piece and in its rest."""
HEAD = 160
"""Letters and signs in the head of a page, at most."""
SHORT = 16
"""Letters and signs of a piece that is sought as a whole word."""


class Rest(NamedTuple):
    """What belongs to no piece, on one line.

    Attributes:
        text: its words, in plain letters and signs.
        opens: it begins the line.
        leads: a piece follows it on the line.
        page: from 1, None where the reading has no pages.
    """

    text: str
    opens: bool
    leads: bool
    page: int | None
    span: Span


class Collation:
    """A reading, letter by letter.

    Args:
        text: the reading; pages end with form feeds.
        paged: it is of a PDF.
    """

    def __init__(self, text: str, *, paged: bool) -> None:
        self._paged = paged
        pieces: list[str] = []
        self._words: list[int] = []
        self._lines: list[int] = []
        self.pages: list[int] = []
        """Where words, lines and pages begin."""
        length = 0
        for page in text.split("\f") if paged else [text]:
            letters, words, lines = _read(_LINE.split(page) if paged else page.split("\n"), hyphens=paged)
            self._words += [length + at for at in words]
            self._lines += [length + at for at in lines]
            self.pages.append(length)
            pieces.append(letters)
            length += len(letters)
        self.letters = "".join(pieces)
        self._free = bytearray(b"\x01" * length)
        ends = [*self.pages[1:], length]
        hung = [end - 1 for end in (*self._lines, *ends) if self.letters[end - 1 : end] == "-"]
        self._breaks = frozenset((*self._lines, *ends, *hung))

    def bare(self, text: str) -> str:
        """The letters and signs of a piece."""
        return _read([text], hyphens=self._paged)[0]

    # --- pieces ---------------------------------------------------------------------------------------------------

    def lay(self, pieces: Sequence[Sequence[str]], *, glued: bool = False) -> list[Span | None]:
        """Where pieces stand that follow each other, each in a place of its own; None for one that has none.

        Of each piece the forms are given in which it may stand, the likeliest first. The longest go first, so that
        what is left for a short one is where nothing else stands. `glued`: a short one may stand between its neighbours
        without spaces, which a PDF does not all give.
        """
        found: list[Span | None] = [None] * len(pieces)
        laid: list[int] = []
        for index in sorted(range(len(pieces)), key=lambda index: -len(pieces[index][0])):
            at = bisect_left(laid, index)
            before = found[laid[at - 1]] if at else None
            behind = found[laid[at]] if at < len(laid) else None
            spans = self._spans(
                pieces[index], before[1] if before else 0, behind[0] if behind else len(self.letters), glued
            )
            if spans:
                self.take(spans)
                found[index] = (spans[0][0], spans[-1][1])
                insort(laid, index)
        return found

    def _spans(self, forms: Sequence[str], start: int, end: int, glued: bool) -> list[Span]:
        """The place of a piece, between `start` and `end` if it is there; over the turn of a page two spans or more."""
        whole = len(self.letters)
        ranges = [(start, end, False), (start, end, True), (start, whole, False), (0, whole, False)]
        for first, last, among in (one for one in ranges if glued or not one[2]):
            for form in forms:
                place = next(self._places(form, first, last, glued=among), None)
                if place is not None:
                    return [(place, place + len(form))]
        return next((spans for form in forms for spans in self._turned(form)), []) if self._paged else []

    def _places(self, piece: str, start: int, end: int, *, part: bool = False, glued: bool = False) -> Iterator[int]:
        """Where a piece, or a `part` of one, stands and nothing else was found; `glued`: to other letters, too, since a
        PDF does not give all spaces."""
        at = self.letters.find(piece, start, end)
        while at >= 0 and piece:
            taken = self._free.rfind(0, at, at + len(piece))
            if taken < 0 and (part or len(piece) > SHORT or self._whole(at, at + len(piece), glued=glued)):
                yield at
            at = self.letters.find(piece, max(at, taken) + 1, end)

    def _whole(self, start: int, end: int, *, glued: bool) -> bool:
        """Whether no word goes on over the edges of a range, with `glued` no figure; the mark of a note is none of its
        word."""
        goes_on = str.isdigit if glued else str.isalnum
        return all(
            edge in (0, len(self.letters))
            or not all(goes_on(char) and char not in _RAISED for char in self.letters[edge - 1 : edge + 1])
            or self._words[min(bisect_left(self._words, edge), len(self._words) - 1)] == edge
            for edge in (start, end)
        )

    def _turned(self, piece: str) -> Iterator[list[Span]]:
        """The places of a piece that begins on a page, ends there with a line, and goes on with a line of the next."""
        for page in range(len(self.pages) - 1):
            end = self.pages[page + 1]
            for place in self._places(piece[:_LEAST], self.pages[page], end, part=True):
                yield from self._from(piece, page, place)

    def _from(self, piece: str, page: int, place: int) -> Iterator[list[Span]]:
        end = self.pages[page + 1]
        length = _alike(self.letters[place : min(place + len(piece), end)], piece)
        for cut in range(length, max(0, length - _CHANCE), -1):
            if place + cut in self._breaks and self._is_free(place, place + cut):
                for rest in self._goes_on(piece[cut:], page + 1):
                    yield [(place, place + cut), *rest]

    def _goes_on(self, rest: str, page: int) -> Iterator[list[Span]]:
        start, end = self._page(page)
        for place in self._places(rest, start, end, part=True):
            if place in self._breaks or (len(rest) > SHORT and place - start < TOP):  # a head may end on the line
                yield [(place, place + len(rest))]
        if page + 1 < len(self.pages) and len(rest) > (end - start) // 2:
            for place in self._places(rest[:_LEAST], start, end, part=True):
                if place in self._breaks:
                    yield from self._from(rest, page, place)

    def _page(self, number: int) -> Span:
        return self.pages[number], self.pages[number + 1] if number + 1 < len(self.pages) else len(self.letters)

    def _is_free(self, start: int, end: int) -> bool:
        return self._free.find(0, start, end) < 0

    def take(self, spans: Iterable[Span]) -> None:
        for start, end in spans:
            self._free[start:end] = bytes(end - start)

    def lay_all(self, piece: str) -> None:
        """Take all places of a piece that are left."""
        for place in self._places(piece, 0, len(self.letters), glued=True):
            self.take([(place, place + len(piece))])

    def lay_behind(self, piece: str, pattern: re.Pattern[str]) -> None:
        """Take what stands right behind each place of a piece, if it is of a pattern and left."""
        at = self.letters.find(piece)
        while at >= 0:
            found = pattern.match(self.letters, at + len(piece))
            if found and self._is_free(*found.span()):
                self.take([found.span()])
            at = self.letters.find(piece, at + 1)

    def lay_heads(self, pieces: Iterable[str]) -> None:
        """Take what stands in the heads of all pages but the first, each once."""
        for start, end in pairwise((*self.pages[1:], len(self.letters))):
            for piece in pieces:
                if (place := next(self._places(piece, start, min(start + HEAD, end)), None)) is not None:
                    self.take([(place, place + len(piece))])

    def lay_lines(self, pattern: re.Pattern[str], *, last: bool) -> None:
        """Take what of each line is of a pattern, which begins it; with `last`, of each page on the last such line."""
        found: dict[int, Span] = {}
        for number, (start, end) in enumerate(pairwise((*self._lines, len(self.letters)))):
            if there := pattern.match(self.letters, start, end):
                found[bisect_right(self.pages, start) if last else -1 - number] = there.span()
        self.take(found.values())

    # --- the rest -------------------------------------------------------------------------------------------------

    def rest(self, start: int = 0, end: int | None = None) -> Iterator[Rest]:
        """What belongs to no piece, between two places."""
        end = len(self.letters) if end is None else end
        ends = [*self._lines[1:], len(self.letters)]
        at = self._free.find(1, start, end)
        while at >= 0:
            line = bisect_right(self._lines, at) - 1
            taken = self._free.find(0, at, min(ends[line], end))
            stop = taken if taken >= 0 else min(ends[line], end)
            page = bisect_right(self.pages, at) if len(self.pages) > 1 else None
            yield Rest(self._shown(at, stop), at == self._lines[line], taken >= 0, page, (at, stop))
            at = self._free.find(1, stop, end)

    def _shown(self, start: int, end: int) -> str:
        first, last = bisect_right(self._words, start), bisect_left(self._words, end)
        return " ".join(self.letters[one:two] for one, two in pairwise([start, *self._words[first:last], end]))


def displaced(places: Sequence[Span | None]) -> list[int]:
    """The pieces, by index, that stand in another order than they are given in: all but a longest increasing
    subsequence (patience sorting; Fredman 1975)."""
    starts = [(index, place[0]) for index, place in enumerate(places) if place]
    tops: list[int] = []
    heads: list[int] = []
    before: list[int] = []
    for at, (_, start) in enumerate(starts):
        pile = bisect_left(tops, start)
        tops[pile : pile + 1] = [start]
        heads[pile : pile + 1] = [at]
        before.append(heads[pile - 1] if pile else -1)
    kept = set()
    at = heads[-1] if heads else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return [index for at, (index, _) in enumerate(starts) if at not in kept]


def _read(lines: Iterable[str], *, hyphens: bool) -> tuple[str, list[int], list[int]]:
    """The letters and signs of some lines, and where words and lines begin in them. `hyphens` between letters go."""
    pieces: list[str] = []
    words: list[int] = []
    starts: list[int] = []
    length = 0
    for line in lines:
        begins = length
        for token in line.split():
            letters = _letters(token)
            if letters:
                words.append(length)
                pieces.append(letters)
                length += len(letters)
        if length > begins:
            starts.append(begins)
    text = "".join(pieces)
    if not hyphens or "-" not in text:
        return text, words, starts
    gone = [found.start() for found in _HYPHEN.finditer(text)]
    words, starts = ([at - bisect_left(gone, at) for at in places] for places in (words, starts))
    return _HYPHEN.sub("", text), words, starts


@lru_cache(1 << 16)
def _letters(token: str) -> str:
    return plain(token).replace("…", "...").replace(BREAK, "-")


def _alike(text: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    differ = (place for place, (one, two) in enumerate(zip(text, other, strict=False)) if one != two)
    return next(differ, min(len(text), len(other)))
