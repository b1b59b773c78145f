"""What a reader of the PDF does not see: invisible, white, minute or cut-off text. It is left out of the text.

Invisible text over an image is what a scanner's software recognised: it is kept, and the source is called a scan.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from briefkit.errors import SourceError

INVISIBLE = (3, 7)
"""Text render modes that paint nothing."""
WHITE = 250
BLANK = "\r\n "
MINUTE = 1.0
"""Type below this size, in points, is no text for a reader."""
DEEPEST = 6
MOST_OBJECTS = 1_000_000
Frame = tuple[float, float, float, float, float, float]
SAME: Frame = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the page, in points."""

    left: float
    bottom: float
    right: float
    top: float

    def holds(self, x: float, y: float) -> bool:
        return self.left - 1 <= x <= self.right + 1 and self.bottom - 1 <= y <= self.top + 1

    def meets(self, other: Box) -> bool:
        return (
            self.left - 1 <= other.right
            and other.left <= self.right + 1
            and self.bottom - 1 <= other.top
            and other.bottom <= self.top + 1
        )

    def placed(self, frame: Frame) -> Box:
        """The box around this one as a matrix places it."""
        a, b, c, d, e, f = frame
        corners = [(x, y) for x in (self.left, self.right) for y in (self.bottom, self.top)]
        xs, ys = [a * x + c * y + e for x, y in corners], [b * x + d * y + f for x, y in corners]
        return Box(min(xs), min(ys), max(xs), max(ys))

    @property
    def area(self) -> float:
        return max(self.right - self.left, 0) * max(self.top - self.bottom, 0)


class Visibility:
    """Which characters of a page show. `scanned`: text was kept that only stands for an image."""

    def __init__(self, pdfium: Any, page: Any, text_page: Any) -> None:
        self.pdfium, self.page, self.text_page = pdfium, page, text_page
        self.scanned = False
        self._hiding: dict[int, str] = {}
        self._images: list[Box] = []
        self._drawn: list[tuple[Any, tuple[Frame, ...]]] = []
        self._left = MOST_OBJECTS
        self._colours = [ctypes.c_uint() for _ in range(4)]
        self._colour_places = [ctypes.byref(colour) for colour in self._colours]
        self._size, self._matrix = ctypes.c_float(), pdfium.FS_MATRIX()
        count, get = pdfium.FPDFPage_CountObjects(page), pdfium.FPDFPage_GetObject
        self._survey([get(page, i) for i in range(min(count, MOST_OBJECTS + 1))], (SAME,))

    @property
    def pictures(self) -> bool:
        """Whether images cover a good part of the page."""
        return sum(box.area for box in self._images) > 0.3 * self._crop.area

    def visible(self, text: str, xs: Sequence[float], ys: Sequence[float]) -> bytearray:
        """For each character 1 where it shows. Line ends that pdfium put in always do."""
        kept = bytearray(b"\1") * len(text)
        crop = self._crop
        left, right, low, high = crop.left - 1, crop.right + 1, crop.bottom - 1, crop.top + 1
        inside = text and left <= min(xs) and max(xs) <= right and low <= min(ys) and max(ys) <= high
        for index, (x, y) in enumerate(() if inside else zip(xs, ys, strict=True)):
            if not (left <= x <= right and low <= y <= high) and text[index] not in BLANK:
                kept[index] = 0
        if self._hiding:
            item_at = self.pdfium.FPDFText_GetTextObject
            for index, char in enumerate(text):
                if kept[index] and char not in BLANK:
                    how = self._hiding.get(_address(item_at(self.text_page, index)))
                    kept[index] = how is None or self._shows(how, xs[index], ys[index])
        return kept

    @cached_property
    def _crop(self) -> Box:
        values = [ctypes.c_float() for _ in range(4)]
        places = [ctypes.byref(value) for value in values]
        for box in (self.pdfium.FPDFPage_GetCropBox, self.pdfium.FPDFPage_GetMediaBox):
            if box(self.page, *places):
                left, bottom, right, top = (value.value for value in values)
                return Box(min(left, right), min(bottom, top), max(left, right), max(bottom, top))
        return Box(-1e6, -1e6, 1e6, 1e6)

    @cached_property
    def _painted(self) -> list[Box]:
        """What is drawn in a colour that shows. There may be much of it, and most pages need not know."""
        shading, kind = self.pdfium.FPDF_PAGEOBJ_SHADING, self.pdfium.FPDFPageObj_GetType
        shown = (drawn for drawn in self._drawn if kind(drawn[0]) == shading or not self._pale(drawn[0]))
        return [self._bounds(item, frames) for item, frames in shown]

    def _survey(self, objects: list[Any], frames: tuple[Frame, ...]) -> None:
        """Note what may hide text, and what lies behind it. Most pages have nothing of the kind."""
        pdfium = self.pdfium
        kind_of, text = pdfium.FPDFPageObj_GetType, pdfium.FPDF_PAGEOBJ_TEXT
        self._left -= len(objects)
        if self._left < 0:
            raise SourceError(f"a page has over {MOST_OBJECTS:,} objects")
        for item in objects:
            kind = kind_of(item)
            if kind == text:
                how = self._hides(item)
                if how and self._crop.meets(self._bounds(item, frames)):
                    self._hiding[_address(item)] = how
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self._images.append(self._bounds(item, frames))
            elif kind in (pdfium.FPDF_PAGEOBJ_SHADING, pdfium.FPDF_PAGEOBJ_PATH):
                self._drawn.append((item, frames))
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and len(frames) <= DEEPEST:
                count = pdfium.FPDFFormObj_CountObjects(item)
                parts = [pdfium.FPDFFormObj_GetObject(item, i) for i in range(min(count, self._left + 1))]
                self._survey(parts, (*frames, self._frame(item)))

    def _hides(self, item: Any) -> str | None:
        """How a piece of text may be hidden: "invisible", "pale", "minute"; None for what shows."""
        pdfium = self.pdfium
        if pdfium.FPDFTextObj_GetTextRenderMode(item) in INVISIBLE:
            return "invisible"
        if self._pale(item):
            return "pale"
        size, matrix = self._size, self._matrix
        pdfium.FPDFTextObj_GetFontSize(item, ctypes.byref(size))
        pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix))
        return "minute" if 0 < size.value * (matrix.c**2 + matrix.d**2) ** 0.5 < MINUTE else None

    def _pale(self, item: Any) -> bool:
        """White or transparent fill."""
        if not self.pdfium.FPDFPageObj_GetFillColor(item, *self._colour_places):
            return False
        red, green, blue, alpha = self._colours
        return alpha.value < 8 or (red.value >= WHITE and green.value >= WHITE and blue.value >= WHITE)

    def _frame(self, item: Any) -> Frame:
        matrix = self.pdfium.FS_MATRIX()
        if not self.pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix)):
            return SAME
        return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f

    def _bounds(self, item: Any, frames: tuple[Frame, ...]) -> Box:
        """Its box on the page; what stands inside forms is placed by their matrices, the innermost last."""
        values = [ctypes.c_float() for _ in range(4)]
        self.pdfium.FPDFPageObj_GetBounds(item, *(ctypes.byref(value) for value in values))
        box = Box(*(value.value for value in values))
        for frame in reversed(frames[1:]):
            box = box.placed(frame)
        return box

    def _shows(self, how: str, x: float, y: float) -> bool:
        """Whether what might be hidden shows after all, by what lies behind it."""
        if how == "invisible":
            over = any(box.holds(x, y) for box in self._images)
            self.scanned = self.scanned or over
            return over
        return how == "pale" and any(box.holds(x, y) for box in (*self._images, *self._painted))


def _address(item: Any) -> int:
    return ctypes.addressof(item.contents) if item else 0
