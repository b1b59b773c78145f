"""What a document says outside its quotations, held block by block against what its record says that it says."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from itertools import accumulate

from briefkit.audit.raised import on_the_line, without
from briefkit.audit.result import INSTEAD
from briefkit.match.fold import skeleton
from briefkit.match.strict import BREAK, plain
from briefkit.patterns import regex
from briefkit.render.midst import FORMULA, PICTURE
from briefkit.render.record import Entry

_HYPHEN = regex(rf"(?:(?<=[^\W\d_])|(?<=[\u0300-\u036f]))[-{BREAK}](?=[^\W\d_])")
"""Of a word or of a line's end, which a PDF does not tell apart everywhere."""
_GAP = regex(f"[{PICTURE}{FORMULA}]")
_TOKEN = regex(r"\w+|[^\w\s]")
_JOINED = regex(rf"[-\u2010]?{BREAK}?-?(?<=[-\u2010{BREAK}])[ \t]*\n\s*(?=\w)|{BREAK}")
"""What parts a word at the end of a line."""
_LINE = regex(r"\n|(?=[⁰¹²³⁴⁵⁶⁷⁸⁹])(?<![⁰¹²³⁴⁵⁶⁷⁸⁹])")
"""Where lines begin; the first note of a page is read right behind the last line of its text."""
_MARK = regex(r"(?<!\d)([✓✗≈–])\s?(\d{1,6})(?!\d)")
_WORD = regex(r"\w+")
_SPOKEN = regex(r"[^\W\d_]{2}|\d{2}")
_LEAST = 8
"""Letters and signs of a block that stand on its first page, at least."""
_CHANCE = 6
"""Letters that may by chance be the same in what stands below a block and in its rest."""


class Prose:
    """Readings of one document: what one of them has, a reader sees.

    Args:
        texts: the readings. Pages end with form feeds.
        entries: the quotations, whose marks and words of warning stand in the text of most formats.
        paged: it is a PDF.
    """

    def __init__(self, texts: Sequence[str], entries: Sequence[Entry], *, paged: bool) -> None:
        self._readings = [text for whole in texts for text in dict.fromkeys((unmarked(whole, entries), whole))]
        self._paged = paged

    def lacking(self, blocks: Sequence[str]) -> Iterator[tuple[str, int]]:
        """Of the blocks those that are not there, and how often they should be; of one with formulas or pictures, its
        runs of text."""
        runs = [run.strip() for block in blocks for run in _GAP.split(on_the_line(block)) if skeleton(run)]
        for run, count in Counter(runs).items():
            wanted = (run, run.upper())  # a shell may set a line in capitals
            if not any(self._has(self._bare(words), count) for words in wanted):
                yield run, count

    def added(self, blocks: Sequence[str], others: Iterable[str]) -> Iterator[str]:
        """Lines with words that neither the blocks nor `others` have. Of a document with formulas at the edges of
        blocks none: they are no text, and nobody knows where they end."""
        pieces = [[self._bare(run.strip()) for run in _GAP.split(on_the_line(block))] for block in blocks]
        if any(block.startswith(FORMULA) or block.endswith(FORMULA) for block in blocks):
            return
        known = {".{0,600}?".join(map(re.escape, filter(None, runs))) for runs in pieces}
        known |= {re.escape(self._bare(text)) for text in others}
        rest = self._wholes[0]
        for pattern in sorted(filter(None, known), key=len, reverse=True):
            rest = re.sub(pattern, "\n", rest)
        odd = [words for words in rest.split("\n") if _SPOKEN.search(words)]
        for line in filter(str.strip, self._readings[0].split("\n")) if odd else ():
            bare = self._bare(line)
            if any(words in bare or bare in words for words in odd):
                yield line

    def has_words(self, run: str) -> bool:
        """Whether each word of a run stands in the document, wherever that is."""
        return all(any(self._bare(word) in text for text in self._wholes) for word in _WORD.findall(run))

    def _has(self, run: str, count: int) -> bool:
        if any(text.count(run) >= count for text in self._wholes):
            return True
        return any(_turns(pages, place, run) for pages in self._pages for place in range(len(pages) - 1))

    def _bare(self, text: str) -> str:
        text = plain(text).replace("…", "...")  # dots over the edge of a block would be joined with others
        return _HYPHEN.sub("", text).replace(BREAK, "-") if self._paged else text.replace(BREAK, "-")

    @cached_property
    def _wholes(self) -> list[str]:
        return [self._bare(text) for text in self._readings]

    @cached_property
    def _pages(self) -> list[list[_Page]]:
        if not self._paged:
            return []
        pages = ([_LINE.split(page) for page in text.split("\f")] for text in self._readings)
        return [[_Page([self._bare(line) for line in lines]) for lines in reading] for reading in pages]


class _Page:
    """The lines of a page in one, and where they begin."""

    def __init__(self, lines: Sequence[str]) -> None:
        lines = [line.rstrip("-") if _ends_with_letter(line[:-1]) else line for line in lines]
        before = ["", *lines]
        hung = [
            line[:1] == "-" and line[1:2].isalpha() and _ends_with_letter(end)
            for line, end in zip(lines, before, strict=False)
        ]
        lines = [line[1:] if hangs else line for line, hangs in zip(lines, hung, strict=True)]
        self.text = "".join(lines)
        self.breaks = frozenset(accumulate(map(len, lines), initial=0))

    def places(self, words: str) -> Iterator[int]:
        """Where the words begin, on a line or in its midst."""
        place = self.text.find(words)
        while place >= 0:
            yield place
            place = self.text.find(words, place + 1)


def _ends_with_letter(text: str) -> bool:
    return unicodedata.category(text[-1:] or " ")[0] in "LM"


def _turns(pages: Sequence[_Page], number: int, run: str) -> bool:
    """Whether a run begins on a page, ends there with a line, and goes on with a line of the next page."""
    page = pages[number]
    for place in page.places(run[:_LEAST]):
        length = _alike(page.text[place : place + len(run)], run)
        cuts = (cut for cut in range(length, max(0, length - _CHANCE), -1) if place + cut in page.breaks)
        if any(_goes_on(pages, number + 1, run[cut:]) for cut in cuts):
            return True
    return False


def _alike(text: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    differ = (place for place, (one, two) in enumerate(zip(text, other, strict=False)) if one != two)
    return next(differ, min(len(text), len(other)))


def _goes_on(pages: Sequence[_Page], number: int, rest: str) -> bool:
    page = pages[number]
    if any(place in page.breaks for place in page.places(rest)):
        return True
    return number + 1 < len(pages) and len(rest) > len(page.text) // 2 and _turns(pages, number, rest)


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
    text = _MARK.sub(lambda found: "" if found.groups() in marks else found[0], text)
    words = {r"\s+".join(map(re.escape, entry.word.split())) for entry in entries if not entry.accepted}
    return re.sub(rf"\[(?:{'|'.join(sorted(words))})\]", "", text) if words else text
