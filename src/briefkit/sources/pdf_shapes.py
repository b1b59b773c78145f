"""Letters by their shapes: those of a specimen, which has one in each of its cells, and what a page draws."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from briefkit.sources.pdf import open_document, origins, text_of
from briefkit.sources.pdf_drawn import HYPHENS, Bare, font_name, text_alone
from briefkit.sources.pdf_ink import EM

CELL = 30
"""Points from cell to cell of a specimen, in both directions."""
CELLS = 20
"""Cells in a row, and rows on a page."""
LEFT, DOWN = 10, 20
"""Points from a cell's left edge to where its letter begins, and from its top to the line."""
SIZE = 10
"""Points of a specimen's type."""
ABOVE, BELOW = 52, 16
"""Rows of pixels over a line, and under it, that are looked at."""
HIGH = ABOVE + BELOW
ACROSS = 2304
"""Columns of pixels that are looked at at once."""
ASIDE = LEFT * EM // SIZE
"""Columns of pixels before a letter's beginning that are looked at."""
WIDE = CELL * EM // SIZE
"""Columns that are looked at of a letter in all."""
_PART = 0.002
"""Points by which characters of one letter differ in their place."""


_MIRRORED = str.maketrans("()[]{}<>«»‹›“”‘’≤≥", ")(][}{><»«›‹”“’‘≥≤")
"""In lines from right to left a PDF may name either."""


class Shape(NamedTuple):
    """The ink of a letter in `WIDE` columns, beginning behind `ASIDE` of them: a bit for each pixel, column after
    column; and the same with all pixels beside it."""

    ink: int
    wider: int


class Letter(NamedTuple):
    """What stands on one place of a page: what its font calls it, that font, its characters' places in the page's text,
    its beginning and its size in points."""

    name: str
    font: str
    places: tuple[int, ...]
    x: float
    y: float
    size: float


def wider(ink: int) -> int:
    """The pixels and all beside them."""
    broad = ink << 1 | ink | ink >> 1
    return broad << HIGH | broad | broad >> HIGH


class Sheet:
    """A page with its text."""

    def __init__(self, pdfium: Any, page: Any, text_page: Any, document: Any) -> None:
        self.pdfium, self.page, self.text_page, self._document = pdfium, page, text_page, document
        count = max(pdfium.FPDFText_CountChars(text_page), 0)
        self.text = text_of(pdfium, text_page, count)
        self.xs, self.ys = origins(pdfium, text_page, count)
        self.height = pdfium.FPDF_GetPageHeightF(page)
        self._fonts: dict[int, str] = {}
        self._levels: dict[float, list[float]] = {}

    def letters(self, wanted: Iterable[int]) -> Iterator[Letter]:
        """What stands on some places of the text, which are in order."""
        waiting: list[int] = []
        for at in wanted:
            if self.pdfium.FPDFText_IsGenerated(self.text_page, at) == 1:
                continue
            if waiting and not self._together(waiting[-1], at):
                yield self._letter(waiting)
                waiting = []
            waiting.append(at)
        if waiting:
            yield self._letter(waiting)

    def whole(self, places: Mapping[int, int]) -> dict[int, int]:
        """Places of the text with those of the same letters; each has the value of the one beside it."""
        whole = {at: value for at, value in places.items() if at < len(self.text)}
        for at, value in list(whole.items()):
            for step in (-1, 1):
                other = at + step
                while 0 <= other < len(self.text) and other not in whole and self._together(at, other):
                    whole[other] = value
                    other += step
        return whole

    def _together(self, one: int, other: int) -> bool:
        """Whether two places are of one letter: blanks are of none."""
        blank = self.text[one].isspace() or self.text[other].isspace()
        near = abs(self.xs[one] - self.xs[other]) < _PART and abs(self.ys[one] - self.ys[other]) < _PART
        return near and not blank and self.box(one) == self.box(other)

    def _letter(self, places: Sequence[int]) -> Letter:
        first = places[0]
        name = "".join(self.text[at] for at in places).translate(HYPHENS).replace("\u2060", "")
        size = self.pdfium.FPDFText_GetFontSize(self.text_page, first)
        return Letter(
            unicodedata.normalize("NFC", name), self._font(first), tuple(places), self.xs[first], self.ys[first], size
        )

    def _font(self, place: int) -> str:
        """What the file calls a font, without the letters that part its subsets."""
        item = self.pdfium.FPDFText_GetTextObject(self.text_page, place)
        font = self.pdfium.FPDFTextObj_GetFont(item) if item else None
        if not font:
            return ""
        key = ctypes.addressof(font.contents)
        if key not in self._fonts:
            self._fonts[key] = font_name(self.pdfium, font)
        return self._fonts[key]

    def ink(self, left: float, letter: Letter, width: int, page: Any = None) -> int:
        """What the page draws about the line of a letter from a place on, in points, as large as that has `EM` pixels:
        a bit for each pixel, each column from its foot, from the left to the right. `page`: another of the same."""
        pdfium, scale = self.pdfium, EM / letter.size
        matrix = pdfium.FS_MATRIX(0, scale, -scale, 0, BELOW + (self.height - letter.y) * scale, -left * scale)
        bitmap = pdfium.FPDFBitmap_CreateEx(HIGH, width, pdfium.FPDFBitmap_Gray, None, 0)
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, HIGH, width, 0xFFFFFFFF)
            clip = pdfium.FS_RECTF(0, 0, HIGH, width)
            pdfium.FPDF_RenderPageBitmapWithMatrix(bitmap, page or self.page, matrix, clip, 0)
            grey = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), HIGH * width)
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)
        return int(grey.translate(_bits((255 + self._level(letter)) // 2)), 2)

    def _level(self, letter: Letter) -> int:
        """How dark a letter is painted, as the page is drawn: words have colours."""
        parts = [ctypes.c_uint() for _ in range(4)]
        self.pdfium.FPDFText_GetFillColor(self.text_page, letter.places[0], *parts)
        red, green, blue, _ = (part.value for part in parts)
        return (30 * red + 59 * green + 11 * blue) // 100

    def level(self, y: float) -> list[float]:
        """Where the characters of a line begin."""
        if not self._levels:
            for x, line in zip(self.xs, self.ys, strict=True):
                self._levels.setdefault(round(line, 1), []).append(x)
        return self._levels.get(round(y, 1), [])

    def box(self, place: int) -> tuple[float, float, float, float]:
        """Left, right, low and high of the ink of a character, in points."""
        values = [ctypes.c_double() for _ in range(4)]
        self.pdfium.FPDFText_GetCharBox(self.text_page, place, *values)
        left, right, low, high = (value.value for value in values)
        return left, right, low, high

    def close(self) -> None:
        self.pdfium.FPDFText_ClosePage(self.text_page)
        self.pdfium.FPDF_ClosePage(self.page)


class Shapes:
    """Letters that are known, by font and name.

    Args:
        specimen: a PDF with one in each of its cells.
        forms: what stands in the cells of each of its pages, row after row.
        others: a PDF that has letters as they are called.
    """

    def __init__(self, specimen: bytes, forms: Sequence[Sequence[str]], others: bytes) -> None:
        self._sheets: list[Sheet] = []
        self._letters: dict[tuple[str, str], list[tuple[Sheet, Letter, bool]]] = {}
        self._known: dict[tuple[str, str], list[Shape]] = {}
        for number, sheet in enumerate(_sheets(specimen)):
            self._specimen(sheet, forms[number])
        for sheet in _sheets(others) if others else ():
            for letter in sheet.letters(range(len(sheet.text))):
                self._letters.setdefault((letter.font, letter.name), []).append((sheet, letter, True))

    def of(self, font: str, name: str) -> list[Shape]:
        """The shapes that a font has for a name."""
        if (font, name) not in self._known:
            mirrored = name.translate(_MIRRORED)
            names = (name,) if name == mirrored else (name, mirrored)
            found = (_shape(*one) for called in names for one in self._letters.get((font, called), ()))
            self._known[font, name] = list(dict.fromkeys(found))
        return self._known[font, name]

    def names(self, font: str) -> list[str]:
        """All that a font has shapes for."""
        return [name for other, name in self._letters if other == font]

    def _specimen(self, sheet: Sheet, forms: Sequence[str]) -> None:
        found: dict[int, list[Letter]] = {}
        for letter in (one for one in sheet.letters(range(len(sheet.text))) if one.name.strip()):
            at = int((sheet.height - letter.y) // CELL) * CELLS + int(letter.x // CELL)
            found.setdefault(at, []).append(letter)
        for at, letters in found.items():
            if len(letters) == 1 and at < len(forms):
                self._letters.setdefault((letters[0].font, forms[at]), []).append((sheet, letters[0], False))


def _sheets(data: bytes) -> Iterator[Sheet]:
    import pypdfium2.raw as pdfium

    document = open_document(data)
    for number in range(len(document)):
        page = pdfium.FPDF_LoadPage(document.raw, number)
        Bare(pdfium, page)
        text_alone(pdfium, page)
        yield Sheet(pdfium, page, pdfium.FPDFText_LoadPage(page), document)


def _shape(sheet: Sheet, letter: Letter, among: bool) -> Shape:
    """`among`: other letters stand beside it."""
    if letter.size <= 0:
        return Shape(0, 0)
    ink = sheet.ink(letter.x - ASIDE * letter.size / EM, letter, WIDE)
    if among:
        ink &= _boxed(sheet, letter)
    return Shape(ink, wider(ink))


def _boxed(sheet: Sheet, letter: Letter) -> int:
    """The pixels of a letter's own box, among those of `WIDE` columns."""
    scale = EM / letter.size
    left, right, low, high = sheet.box(letter.places[0])
    start, end = (ASIDE + round((x - letter.x) * scale) for x in (left, right))
    top, foot = (ABOVE + round((letter.y - y) * scale) for y in (high, low))
    return pixels(WIDE, start - 1, end + 1, top - 1, foot + 1)


def pixels(width: int, start: int, end: int, top: int, foot: int) -> int:
    """All pixels from a column to another, and from a row to another, among those of so many columns."""
    start, end, top, foot = max(start, 0), min(end, width), max(top, 0), min(foot, HIGH)
    rows = (1 << foot) - (1 << top) if top < foot else 0
    return sum(rows << (width - 1 - column) * HIGH for column in range(start, end))


@cache
def _bits(half: int) -> bytes:
    return bytes(ord("1") if level < half else ord("0") for level in range(256))
