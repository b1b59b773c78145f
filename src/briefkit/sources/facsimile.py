"""Passages of a PDF as they are printed: a picture of their lines, the words marked. Runs in the worker.

A source is other people's property: a picture shows the passage's lines, one above and one below, no more.
"""

from __future__ import annotations

import base64
import ctypes
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from briefkit.errors import SourceError
from briefkit.sources.extracted import Context, Extracted
from briefkit.sources.pdf import open_document, text_of
from briefkit.sources.picture import SCALE, png

TALLEST = 144.0
"""Points of a page that a picture shows from top to bottom, at most."""
WIDEST = 700.0
ROOM = 2.5
"""Points of the page that a picture shows above and below its lines."""
GAP = 1.6
"""How many heights of a line may stand between two of its words; beyond that another column begins."""
MOST_LETTERS = 20_000


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the page as it is shown, in points from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def beside(self, other: Box) -> bool:
        """Whether both stand on one line."""
        return min(self.bottom, other.bottom) - max(self.top, other.top) > 0.4 * min(self.height, other.height)

    def with_(self, other: Box) -> Box:
        """Both in one."""
        lower, upper = max(self.bottom, other.bottom), min(self.top, other.top)
        return Box(min(self.left, other.left), upper, max(self.right, other.right), lower)


def read(data: bytes, context: Context) -> Extracted:
    """Pictures of passages, as a JSON list that has a PNG in Base64 for each, "" where its words are not found.

    `context.metadata["passages"]` lists [page from 1, words before, words, words after].

    Raises:
        SourceError: the file is damaged, encrypted or too large.
    """
    document = open_document(data)
    pictures = [_pictured(document, *passage) for passage in context.metadata["passages"]]
    return Extracted(json.dumps([base64.b64encode(picture).decode() for picture in pictures]))


def _pictured(document: Any, number: int, before: str, words: str, after: str) -> bytes:
    import pypdfium2.raw as pdfium

    page = pdfium.FPDF_LoadPage(document.raw, number - 1)
    if not page:
        return b""
    text_page = pdfium.FPDFText_LoadPage(page)
    try:
        text = text_of(pdfium, text_page, max(pdfium.FPDFText_CountChars(text_page), 0))
        found = _find(text, before, words, after)
        boxes = dict(_boxes(pdfium, page, text_page, text)) if found else {}
        marked = _lines([boxes[index] for index in found if index in boxes])
        return _drawn(pdfium, page, marked, list(boxes.values())) if marked else b""
    finally:
        pdfium.FPDFText_ClosePage(text_page)
        pdfium.FPDF_ClosePage(page)


# --- where the words stand -------------------------------------------------------------------------------------------


def _find(text: str, before: str, words: str, after: str) -> range:
    """The indexes of the words among a page's characters; of several places the one that they are in context."""
    letters, origins = _letters(text)
    first, wanted, last = (_letters(part)[0] for part in (before, words, after))
    if not wanted or len(wanted) > MOST_LETTERS:
        return range(0)
    for lead, tail in ((first, last), (first, ""), ("", last), ("", "")):
        place = letters.find(lead + wanted + tail)
        if place >= 0:
            start = place + len(lead)
            return range(origins[start], origins[start + len(wanted) - 1] + 1)
    return range(0)


def _letters(text: str) -> tuple[str, list[int]]:
    """Letters and digits alone, without case and accents, and the index that each comes from."""
    import unicodedata

    letters: list[str] = []
    origins: list[int] = []
    for index, char in enumerate(text):
        for letter in unicodedata.normalize("NFKD", char.casefold()):
            if letter.isalnum():
                letters.append(letter)
                origins.append(index)
    return "".join(letters), origins


def _boxes(pdfium: Any, page: Any, text_page: Any, text: str) -> Iterator[tuple[int, Box]]:
    """The box of each character that has ink, as the page is shown: its rotation and its crop are taken in."""
    values = [ctypes.c_double() for _ in range(4)]
    places = [ctypes.byref(value) for value in values]
    shown = _shown(pdfium, page)
    for index, char in enumerate(text):
        if not char.isspace() and pdfium.FPDFText_GetCharBox(text_page, index, *places):
            left, right, bottom, top = (value.value for value in values)
            (x, y), (far, low) = shown(left, top), shown(right, bottom)
            yield index, Box(min(x, far), min(y, low), max(x, far), max(y, low))


def _shown(pdfium: Any, page: Any) -> Any:
    """A function from the page's own coordinates to points of the page as it is shown."""
    fine = 100
    width, height = _size(pdfium, page)
    x, y = ctypes.c_int(), ctypes.c_int()

    def place(left: float, top: float) -> tuple[float, float]:
        size = (round(width * fine), round(height * fine))
        pdfium.FPDF_PageToDevice(page, 0, 0, *size, 0, left, top, ctypes.byref(x), ctypes.byref(y))
        return x.value / fine, y.value / fine

    return place


def _size(pdfium: Any, page: Any) -> tuple[float, float]:
    return pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)


def _lines(boxes: Sequence[Box]) -> list[Box]:
    """The boxes of each line in one, in the order of the text."""
    lines: list[Box] = []
    for box in boxes:
        if lines and lines[-1].beside(box) and abs(box.left - lines[-1].right) < 40 * box.height + 40:
            lines[-1] = lines[-1].with_(box)
        else:
            lines.append(box)
    return lines


# --- the picture -----------------------------------------------------------------------------------------------------


def _drawn(pdfium: Any, page: Any, marked: list[Box], boxes: list[Box]) -> bytes:
    kept = _one_column(marked)
    width, height = _size(pdfium, page)
    frame = _frame(kept, boxes, whole=kept == marked)
    frame = Box(max(frame.left, 0), max(frame.top, 0), min(frame.right, width), min(frame.bottom, height))
    left, top = int(frame.left * SCALE), int(frame.top * SCALE)
    columns, rows = int(frame.right * SCALE) - left, int(frame.bottom * SCALE) - top
    if columns < 1 or rows < 1:
        return b""
    grey = _rendered(pdfium, page, (left, top, columns, rows), (round(width * SCALE), round(height * SCALE)))
    spots = [
        (int(box.left * SCALE) - left - 2, int(box.top * SCALE) - top - 3,
         int(box.right * SCALE) - left + 3, int(box.bottom * SCALE) - top + 4)
        for box in kept
    ]  # fmt: skip
    return png(grey, columns, rows, spots)


def _one_column(marked: list[Box]) -> list[Box]:
    """The first lines that follow one another down the page, as many as a picture may show."""
    kept = [marked[0]]
    for one, two in pairwise(marked):
        if two.top < one.top or two.bottom - marked[0].top > TALLEST:
            break
        kept.append(two)
    return kept


def _frame(marked: list[Box], boxes: list[Box], *, whole: bool) -> Box:
    """The lines that the passage stands on, from their beginning to their end, and the next above and below; where the
    passage goes on below, nothing more."""
    frame = marked[0]
    for line in marked:
        beside = sorted((box for box in boxes if box.beside(line)), key=lambda box: box.left)
        frame = frame.with_(_widened(line, beside))
    above = [box for box in boxes if box.bottom < frame.top + 0.3 * marked[0].height]
    below = [box for box in boxes if whole and box.top > frame.bottom - 0.3 * marked[-1].height]
    frame = _next(_next(frame, above, marked[0].height), below, marked[-1].height)
    middle, half = (frame.left + frame.right) / 2, min(frame.right - frame.left, WIDEST) / 2 + 6
    return Box(middle - half, frame.top - ROOM, middle + half, frame.bottom + ROOM)


def _next(whole: Box, boxes: list[Box], height: float) -> Box:
    """With the line of `boxes` that is nearest, where it stands in the same column and belongs to the same text: all of
    it, for a line cut off is hard to read."""
    column = [box for box in boxes if box.left < whole.right and whole.left < box.right]
    near = min(column, key=lambda box: max(whole.top - box.bottom, box.top - whole.bottom), default=None)
    if near is None or max(whole.top - near.bottom, near.top - whole.bottom) > height:
        return whole
    line = near
    for box in column:
        if box.beside(near):
            line = line.with_(box)
    return whole.with_(_widened(line, sorted((box for box in boxes if box.beside(near)), key=lambda box: box.left)))


def _widened(line: Box, beside: list[Box]) -> Box:
    """The line with what stands before and after it, up to the gap between two columns."""
    gap = GAP * line.height
    for box in beside:
        if box.right > line.right and box.left - line.right < gap:
            line = line.with_(box)
    for box in reversed(beside):
        if box.left < line.left and line.left - box.right < gap:
            line = line.with_(box)
    return line


def _rendered(pdfium: Any, page: Any, frame: tuple[int, int, int, int], size: tuple[int, int]) -> bytes:
    """The grey values of a part of the page, row by row. Raises SourceError where there is no memory for it."""
    left, top, columns, rows = frame
    bitmap = pdfium.FPDFBitmap_CreateEx(columns, rows, pdfium.FPDFBitmap_Gray, None, 0)
    if not bitmap:
        raise SourceError("its page is too large for a picture")
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, columns, rows, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, -left, -top, *size, 0, pdfium.FPDF_GRAYSCALE)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        held = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * rows)
        return b"".join(held[row * stride : row * stride + columns] for row in range(rows))
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
