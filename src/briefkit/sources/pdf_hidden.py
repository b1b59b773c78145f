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
MOST_OBJECTS = 200_000


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the page, in points."""

    left: float
    bottom: float
    right: float
    top: float

    def holds(self, x: float, y: float) -> bool:
        return self.left - 1 <= x <= self.right + 1 and self.bottom - 1 <= y <= self.top + 1

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
        self._painted: list[Box] = []
        self._left = MOST_OBJECTS
        count, get = pdfium.FPDFPage_CountObjects(page), pdfium.FPDFPage_GetObject
        self._survey([get(page, i) for i in range(min(count, MOST_OBJECTS))], 0)

    @property
    def pictures(self) -> bool:
        """Whether images cover a good part of the page."""
        return sum(box.area for box in self._images) > 0.3 * self._crop.area

    def visible(self, text: str, xs: Sequence[float], ys: Sequence[float]) -> bytearray:
        """For each character 1 where it shows. Line ends that pdfium put in always do."""
        kept = bytearray(b"\1") * len(text)
        crop = self._crop
        left, right, low, high = crop.left - 1, crop.right + 1, crop.bottom - 1, crop.top + 1
        for index, (x, y) in enumerate(zip(xs, ys, strict=True)):
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

    def _survey(self, objects: list[Any], depth: int) -> None:
        """Note what may hide text, and what lies behind it. Most pages have nothing of the kind."""
        pdfium = self.pdfium
        for item in objects:
            self._left -= 1
            if self._left < 0:
                raise SourceError(f"a page has over {MOST_OBJECTS:,} objects")
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                if how := self._hides(item):
                    self._hiding[_address(item)] = how
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self._images.append(self._bounds(item))
            elif kind == pdfium.FPDF_PAGEOBJ_SHADING or (kind == pdfium.FPDF_PAGEOBJ_PATH and not self._pale(item)):
                self._painted.append(self._bounds(item))
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
                count = pdfium.FPDFFormObj_CountObjects(item)
                self._survey([pdfium.FPDFFormObj_GetObject(item, i) for i in range(min(count, self._left))], depth + 1)

    def _hides(self, item: Any) -> str | None:
        """How a piece of text may be hidden: "invisible", "pale", "minute"; None for what shows."""
        pdfium = self.pdfium
        if pdfium.FPDFTextObj_GetTextRenderMode(item) in INVISIBLE:
            return "invisible"
        if self._pale(item):
            return "pale"
        size = ctypes.c_float()
        pdfium.FPDFTextObj_GetFontSize(item, ctypes.byref(size))
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix))
        return "minute" if 0 < size.value * (matrix.c**2 + matrix.d**2) ** 0.5 < MINUTE else None

    def _pale(self, item: Any) -> bool:
        """White or transparent fill."""
        colours = [ctypes.c_uint() for _ in range(4)]
        if not self.pdfium.FPDFPageObj_GetFillColor(item, *(ctypes.byref(colour) for colour in colours)):
            return False
        red, green, blue, alpha = (colour.value for colour in colours)
        return alpha < 8 or min(red, green, blue) >= WHITE

    def _bounds(self, item: Any) -> Box:
        values = [ctypes.c_float() for _ in range(4)]
        self.pdfium.FPDFPageObj_GetBounds(item, *(ctypes.byref(value) for value in values))
        return Box(*(value.value for value in values))

    def _shows(self, how: str, x: float, y: float) -> bool:
        """Whether what might be hidden shows after all, by what lies behind it."""
        if how == "invisible":
            over = any(box.holds(x, y) for box in self._images)
            self.scanned = self.scanned or over
            return over
        return how == "pale" and any(box.holds(x, y) for box in (*self._images, *self._painted))


def _address(item: Any) -> int:
    return ctypes.addressof(item.contents) if item else 0
