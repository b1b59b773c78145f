"""Whether letters of a PDF look like what its fonts call them: each is held against that of a specimen."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from briefkit.sources.extracted import Context, Extracted
from briefkit.sources.pdf import open_document
from briefkit.sources.pdf_drawn import Bare, text_alone
from briefkit.sources.pdf_ink import EM
from briefkit.sources.pdf_shapes import ABOVE, ACROSS, ASIDE, HIGH, WIDE, Letter, Shapes, Sheet, pixels, wider

_WINDOW = (1 << (WIDE + 2) * HIGH) - 1
"""The columns of a letter, and one on either side."""
_LEVEL = 0.05
"""Points by which letters of one line differ in height at most."""
_BROAD, _BLANK = 72, 24
"""Columns behind the beginning of a letter, or of a blank, that are its own at most."""
_NEAR = 1.8
"""Sizes of type to the lines above and below."""


def read(data: bytes, context: Context) -> Extracted:
    """A specimen and a PDF of other letters, as `Shapes` takes them, and behind them the document.

    Args:
        context: its metadata have `lengths`, the bytes of those two, the `forms` of the first, and `ranges`: of each
            its page, from 1, its start and its end in the text that PDFium gives of that page. The metadata of what is
            returned have `unlike`: of each letter that does not look like its name the number of its range, its name,
            what it looks like, "" where that is not known, and its font.

    Raises:
        SourceError: it is damaged, encrypted or too large.
    """
    told = context.metadata
    first, second = told["lengths"]
    shapes = Shapes(data[:first], told["forms"], data[first : first + second])
    document = open_document(data[first + second :].replace(b"/Direction/R2L", b"/Direction/L2R"))
    numbered = sorted((page, start, end, number) for number, (page, start, end) in enumerate(told["ranges"]))
    unlike: list[tuple[int, str, str, str]] = []
    for page, ranges in groupby(numbered, key=lambda one: one[0]):
        places = {at: number for _, start, end, number in ranges for at in range(start, end)}
        unlike += _unlike(document, page - 1, places, shapes)
    return Extracted("", metadata={"unlike": list(dict.fromkeys(unlike))})


def _unlike(
    document: Any, number: int, places: Mapping[int, int], shapes: Shapes
) -> Iterator[tuple[int, str, str, str]]:
    import pypdfium2.raw as pdfium

    page = pdfium.FPDF_LoadPage(document.raw, number)
    Bare(pdfium, page)
    sheet = Sheet(pdfium, page, pdfium.FPDFText_LoadPage(page), document)
    text_alone(pdfium, page)
    whole = pdfium.FPDF_LoadPage(document.raw, number)
    places = sheet.whole(places)
    try:
        for letters in _lines(sheet.letters(sorted(places))):
            seen = (
                Line(sheet, whole, shapes, letters).unlike() if letters[0].size > 0 else ((one, "") for one in letters)
            )
            for letter, drawn in seen:
                yield places[letter.places[0]], letter.name, drawn, letter.font
    finally:
        sheet.close()
        pdfium.FPDF_ClosePage(whole)


def _lines(letters: Iterable[Letter]) -> Iterator[list[Letter]]:
    """Letters of one size on one line, from left to right, as many as are looked at at once."""
    level = lambda letter: (round(letter.y / _LEVEL), letter.size)  # noqa: E731
    for _, same in groupby(sorted(letters, key=level), key=level):
        line: list[Letter] = []
        for letter in sorted(same, key=lambda letter: letter.x):
            if line and (letter.x - line[0].x) * EM > (ACROSS - 2 * WIDE) * letter.size:
                yield line
                line = []
            line.append(letter)
        yield line


class Line:
    """Letters of one size on one line of a page, from left to right, and what is drawn there: in text alone (`sheet`),
    and with all else (`whole`)."""

    def __init__(self, sheet: Sheet, whole: Any, shapes: Shapes, letters: Sequence[Letter]) -> None:
        self.sheet, self.shapes, self.letters = sheet, shapes, letters
        self.first = letters[0]
        self.scale = EM / self.first.size
        self.width = self._column(letters[-1].x) + WIDE
        self.ink = sheet.ink(self.first.x - ASIDE / self.scale, self.first, self.width)
        seen = sheet.ink(self.first.x - ASIDE / self.scale, self.first, self.width, whole)
        self.wider = wider(self.ink) & wider(seen)  # nothing hides it
        self.expected = 0

    def unlike(self) -> Iterator[tuple[Letter, str]]:
        """The letters that do not look like their names, with what they look like."""
        failed = [letter for letter in self.letters if not self._found(letter)]
        columns = self._own_columns()
        if self.ink & sum(columns) & ~self.expected:
            self._expect_around(failed)
        extra = self.ink & ~self.expected
        for letter, own in zip(self.letters, columns, strict=True):
            if letter in failed:
                yield letter, self._drawn(letter, own)
            elif extra & own:
                yield letter, ""

    def _column(self, x: float) -> int:
        return round((x - self.first.x) * self.scale) + ASIDE

    def _found(self, letter: Letter) -> bool:
        """Whether a letter has all ink of its name, which then is what is expected there."""
        if not letter.name.strip():
            return True
        before = self.width - WIDE - self._column(letter.x) + ASIDE
        if before < 1:
            return False
        here = self.wider >> (before - 1) * HIGH & _WINDOW
        ink = self.ink >> (before - 1) * HIGH & _WINDOW
        best: tuple[int, int] | None = None
        for shape in self.shapes.of(letter.font, letter.name):
            for shift in (HIGH, 0, 2 * HIGH):  # pdfium moves letters to the next pixel
                drawn = shape.ink << shift
                if not drawn & ~here:
                    fit = (drawn & ink).bit_count()
                    if best is None or fit > best[0]:
                        best = fit, shape.wider << shift
        if best:
            self.expected |= best[1] << (before - 1) * HIGH
        return best is not None

    def _own_columns(self) -> list[int]:
        """Of each letter the columns from its beginning to that of what follows, as bits."""
        begins = sorted({self._column(x) for x in self.sheet.level(self.first.y)})
        found = []
        for letter in self.letters:
            start = self._column(letter.x)
            after = bisect_right(begins, start + 1)
            most = start + (_BROAD if letter.name.strip() else _BLANK)
            end = min(begins[after], most) if after < len(begins) else most
            found.append((1 << (self.width - start) * HIGH) - (1 << (self.width - end) * HIGH))
        return found

    def _expect_around(self, failed: Iterable[Letter]) -> None:
        """Expect what other letters near the line have; where their shapes are not known, all within their boxes."""
        for letter in failed:
            self._expect_box(letter)
        own = {place for letter in self.letters for place in letter.places}
        near = [
            at
            for at, y in enumerate(self.sheet.ys)
            if at not in own and abs(y - self.first.y) * self.scale < _NEAR * EM
        ]
        for letter in self.sheet.letters(near):
            same = abs(letter.y - self.first.y) < _LEVEL and letter.size == self.first.size
            if not (same and self._found(letter)):
                self._expect_box(letter)

    def _expect_box(self, letter: Letter) -> None:
        left, right, low, high = self.sheet.box(letter.places[0])
        top, foot = (ABOVE + round((self.first.y - y) * self.scale) for y in (high, low))
        self.expected |= pixels(self.width, self._column(left) - 1, self._column(right) + 2, top - 1, foot + 2)

    def _drawn(self, letter: Letter, own: int) -> str:
        """The one letter of its font that a letter looks like in its own columns, "" where it is none or several."""
        alike = set()
        before = (self.width - WIDE - self._column(letter.x) + ASIDE - 1) * HIGH
        for name in self.shapes.names(letter.font) if before >= 0 else ():
            for shape in self.shapes.of(letter.font, name):
                for shift in (before, before + HIGH, before + 2 * HIGH):
                    if not shape.ink << shift & ~self.wider and not self.ink & own & ~(shape.wider << shift):
                        alike.add(name)
        return alike.pop() if len(alike) == 1 else ""
