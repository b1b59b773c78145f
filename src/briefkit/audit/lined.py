"""The pages of a PDF as a reader sees them, where their lines run from right to left or in both directions."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING

from briefkit.audit.body import DIGEST
from briefkit.audit.collation import HEAD
from briefkit.audit.lines import Lines, spots_of
from briefkit.audit.opening import right_to_left
from briefkit.audit.setting import Line, Place, as_shown, blank, in_order
from briefkit.judging.messages import shown
from briefkit.patterns import regex
from briefkit.render.labels import Labels, runs_right_to_left
from briefkit.render.record import Entry, Record
from briefkit.render.segments import NAMED, Segment
from briefkit.sources.pdf_lined import MARGIN, MARKED

if TYPE_CHECKING:
    from briefkit.evidence.models import QuotationModel

ORDER = "its words stand in the document, but in lines from right to left whose order cannot be read back"
VOWELS = "its vowel marks cannot be read back from a PDF; its letters stand in the document"
LETTERS = "its letters with vowel marks cannot be read back from a PDF; its other words stand in the document"
_MARKS = frozenset("“”„«»「」『』")
_COUNTED = regex(r"[^\W\d_]{1,20}\.")
"""The word before the number of a caption."""
_AROUND = (("", ""), ('"', ""), ('"', ","), ('"', "."), ('"', "،"))
"""The marks around a title, and what styles set before the last of them."""


class Lined:
    """A document's lines.

    Args:
        text: its lines from left to right, its pages parted by form feeds.
        record: gives what the document says of the check; the waivers on its first page are no part of the report.
        language: of the report; where that runs from right to left, so does every paragraph.
    """

    def __init__(self, text: str, record: Callable[[], Record], language: str, labels: Labels) -> None:
        self.throughout = runs_right_to_left(language)
        self.labels = labels
        self.own = int(labels.right_to_left)
        pages = enumerate(text.split("\f"), 1)
        self._rows = [(line, number) for number, page in pages for line in page.split("\n") if not blank(line)]
        self.whole = Lines([(line.replace(MARGIN, ""), page) for line, page in self._rows], int(self.throughout))
        self._record = record

    @property
    def told(self) -> bool:
        """Whether all letters could be read."""
        return not any(MARKED in line for line, _ in self._rows)

    @cached_property
    def _kept(self) -> list[tuple[str, int]]:
        """The lines of the report itself."""
        lists = [place for line in self._record().waivers for place in self.whole.places(line, self.own)]
        apart = self._appendix() | {spot.line.row for place in lists for spot in place}
        return [row for at, row in enumerate(self._rows) if at not in apart]

    @cached_property
    def body(self) -> Lines:
        """The report's own lines, without what stands in the margin."""
        return self._body(str)

    @cached_property
    def _bare(self) -> Lines:
        """They without what tells that there are marks on letters."""
        return self._body(lambda line: line.replace(MARKED, ""))

    def _body(self, changed: Callable[[str], str]) -> Lines:
        kept = [(changed(line.partition(MARGIN)[0]), page) for line, page in self._kept]
        return Lines(kept, int(self.throughout))

    def _appendix(self) -> set[int]:
        """The lines of the appendix, from the last that is its title to the digest that ends it."""
        title = self.whole.places(self.labels["appendix"], self.own)
        heads = [place[0].line.row for place in title if _alone(place)]
        if not heads:
            return set()
        rows = range(heads[-1], len(self.whole.rows))
        last = next((row for row in rows if DIGEST.search(self.whole.rows[row][0].codes)), rows[-1])
        page = bisect_left(self.whole.pages, self.whole.pages[heads[-1]])
        above = sum(len(line.codes) for line, *_ in self.whole.rows[page : heads[-1]])
        first = page if above <= HEAD else heads[-1]  # it begins a page, whose head is as wide as its lines
        return set(range(first, last + 1))

    def judges(self, text: str) -> bool:
        """Whether the order of a text is known from its lines alone."""
        return self.throughout or right_to_left(text)

    def holds(self, words: str) -> bool:
        """Whether words that briefkit wrote stand somewhere, in its own language or as those of the report."""
        return bool(self.whole.places(words, self.own))

    def says(self, words: str, count: int) -> bool:
        """Whether a run of the report's own words stands there so often."""
        return self.judges(words) and len(self._unmarked.places(words)) >= count

    def added(self, told: Iterable[str], heads: Iterable[str]) -> Iterator[str]:
        """Words, in the order of reading, that none of some texts has; where lines run from left to right, words from
        right to left alone.

        Args:
            heads: what the first and last lines of pages have, in columns of which nobody knows the order.
        """
        lines, own = self._unmarked, {self._unmarked.base, self.own}
        known = {spot for words in told for base in own for at in lines.places(words, base) for spot in spots_of(at)}
        heads = list(heads)
        around = {word for text in heads for word in _letters(text)}
        for line, *_ in lines.rows:
            left = in_order(line, [at for at in line.places if (line.row, at) not in known], lines.base)
            words = "".join(sign.char for sign in left)
            letters = [char for char in words if char.isalpha() and (self.throughout or right_to_left(char))]
            whole = _letters("".join(sign.char for sign in line.signs))
            if len(letters) < 2 or around.issuperset(whole) or any(_is_of(words, text) for text in heads):
                continue
            if len(left) == len(line.places) or not _COUNTED.fullmatch(words):
                yield words

    @cached_property
    def _unmarked(self) -> Lines:
        """The report's own lines without the verdicts behind quotations that were rejected."""
        rejected = (entry for entry in self._record().entries if not entry.accepted)
        verdicts = {as_shown(f"[{entry.word}]", self.own) for entry in rejected}
        if not verdicts:
            return self.body
        pattern = re.compile("|".join(map(re.escape, verdicts)))
        return self._body(lambda line: pattern.sub("", line))

    def has_card(self, entry: Entry, passage: str) -> bool:
        """Whether the card of a quotation has its words, with what is said of differences, and the passage."""
        return self.holds(self._pieces(entry.quote)) and (not passage or self.holds(passage))

    def _pieces(self, parts: Sequence[Segment]) -> str:
        return "".join(part.text + (f"\u00a0{self.labels[part.kind]}" if part.kind in NAMED else "") for part in parts)

    def pages(self, text: str, *, marked: bool) -> list[range]:
        """The pages of each place where a quotation stands, `marked`: between quotation marks."""
        ends = [(place[0].line.row, place[-1].line.row) for place in _quoted(self.body, text, marked=marked)]
        return [range(self.body.pages[first], self.body.pages[last] + 1) for first, last in ends]

    def unread(self, quotation: QuotationModel, count: int) -> str:
        """Why a quotation that was not found may stand there all the same; "" where it does not."""
        if len(_quoted(self._bare, unaccented(quotation.text), marked=quotation.form == "inline")) >= count:
            return VOWELS
        # Words that are set otherwise than is known here are all there; but of letters with marks that is not sure.
        words = quotation.text.split()
        sure = [word for word in words if unaccented(word) == unicodedata.normalize("NFC", word)]
        if not all(self._bare.has(letters) for word in sure for letters in re.findall(r"[^\W_]+", word)):
            return ""
        return ORDER if len(sure) == len(words) else LETTERS

    def unknown(
        self, quoted: Iterable[str], titles: Iterable[str], sentences: Iterable[str], *, titled: bool
    ) -> list[str]:
        """Words between quotation marks that nobody knows, a sentence each.

        Args:
            quoted: the quotations.
            titles: what else may stand between marks, in capitals too.
            sentences: what may hold such words.
            titled: all titles of the bibliography are told.
        """
        found = [place for words in quoted for place in (*self.body.places(words), *self.body.places(f'"{words}"'))]
        if not self.told:
            found += [place for words in quoted for place in self._bare.places(f'"{unaccented(words)}"')]
        lower = self._body(str.lower)
        wanted = [*sentences, *(f"{mark}{words}{end}{mark}" for words in titles for mark, end in _AROUND)]
        found += [place for words in wanted for place in lower.places(words.lower())]
        known = {
            (spot.line.row, at + aside)
            for place in found
            for spot in place
            for at in spot.places
            for aside in (-1, 0, 1)
        }
        references = () if titled else self.body.places(self.labels["references"], self.own)
        heads = [place[0].line.row for place in references if _alone(place)]
        rows = self.body.rows[: heads[-1]] if heads else self.body.rows
        told = [words for row in rows for words in self._between(row[0], known)]
        return [f"{shown(words)} stands between quotation marks and could not be compared" for words in told]

    def _between(self, line: Line, known: set[tuple[int, int]]) -> Iterator[str]:
        """The words of a line from each quotation mark that is not known to the next, or to an end of the line."""
        chars = "".join(line.signs[at].char for at in line.places)
        marks = [at for at, char in enumerate(chars) if char in _MARKS and (line.row, at) not in known]
        for start, end in zip_longest(marks[::2], marks[1::2]):
            first, last = (line.places[start] + 1, line.places[end]) if end is not None else (0, len(line.signs))
            if right_to_left(chars if self.throughout else "".join(sign.char for sign in line.signs[first:last])):
                words = in_order(line, range(first, last), int(self.throughout))
                yield "".join(sign.char for sign in words).strip()


def _alone(place: Place) -> bool:
    """Whether words are all of a line."""
    return len(place) == 1 and len(place[0].places) == len(place[0].line.codes)


def _letters(text: str) -> Iterator[str]:
    """The letters of each word, whatever their order."""
    return ("".join(sorted(word)) for word in re.findall(r"[^\W\d_]+", text))


def _is_of(words: str, text: str) -> bool:
    """Whether words have the most part of the letters of a text and no others, in whatever order."""
    here, there = (Counter(filter(str.isalpha, one)) for one in (words, text))
    return here <= there and 2 * here.total() > there.total()


def _quoted(lines: Lines, text: str, *, marked: bool) -> list[Place]:
    return lines.places(f'"{text}"') or lines.places(f"'{text}'") if marked else lines.places(text)


def unaccented(text: str) -> str:
    """The text without marks that are put on the letter before them and make no letter of their own with it."""
    return "".join(char for char in unicodedata.normalize("NFC", text) if unicodedata.category(char) != "Mn")
