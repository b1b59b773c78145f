"""Words of a PDF by how they are drawn, whatever the file calls them.

A file can name a letter together with the marks of another, and give a reader other words than it shows (`ActualText`).
So neither is believed of words with marks: each is what is drawn like it, glyph for glyph, where it was set anew.
"""

from __future__ import annotations

import ctypes
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from briefkit.sources.pdf_hidden import DEEPEST, MOST_OBJECTS
from briefkit.sources.pdf_ink import Ink, covered, looks_alike

EVEN = 0.006
"""Sizes of type by which two glyphs that are drawn alike differ at most."""
DRIFT = 0.0005
"""And from glyph to glyph."""
APART = 2.0
"""Sizes of type between two glyphs of a run, at most."""
HYPHENS = dict.fromkeys((0x02, 0xAD, 0xFFFE), "-")
"""What PDFium and a file may call a hyphen that ends a line."""
_UNSAID = "\0\ufffd\u200c\u200d"
Picture = list[tuple[float, ...]]
"""Of each glyph of a word: where it stands from the first, and its ink from there, in sizes of its type."""
Words = Sequence[tuple[str, Picture, Ink]]
"""Letters of each, how its glyphs stand, and their ink."""


class Drawn(NamedTuple):
    """A glyph: what the file calls it, its places in the page's text, its origin, size and ink in points."""

    text: str
    places: tuple[int, ...]
    x: float
    y: float
    size: float
    ink: tuple[float, float, float, float]


def text_alone(pdfium: Any, page: Any) -> None:
    """Take away from a page all but its text: lines under words are none of their ink."""
    for index in range(min(pdfium.FPDFPage_CountObjects(page), MOST_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(item) not in (pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_FORM):
            pdfium.FPDFPageObj_SetIsActive(item, False)


class Bare:
    """A page without what it gives a reader in place of what it shows (`ActualText`); with it where that is `believed`.

    Attributes:
        order: of its pieces of text, by their addresses.
        formulas: whether a font of formulas sets any.
    """

    def __init__(self, pdfium: Any, page: Any, *, believed: bool = False) -> None:
        self.pdfium = pdfium
        self.formulas = False
        self._given: list[tuple[Any, str]] = []
        fonts: set[int] = set()
        pieces = list(_pieces(pdfium, page))
        self.order = {_address(item): number for number, item in enumerate(pieces)}
        for item in pieces:
            font = pdfium.FPDFTextObj_GetFont(item)
            if _address(font) not in fonts:
                fonts.add(_address(font))
                self.formulas |= "Math" in font_name(pdfium, font)
        for item in () if believed else pieces:
            marks = [pdfium.FPDFPageObj_GetMark(item, index) for index in range(pdfium.FPDFPageObj_CountMarks(item))]
            for mark in marks:
                if pdfium.FPDFPageObjMark_GetParamValueType(mark, b"ActualText"):
                    self._given.append((item, _given(pdfium, mark)))
                    pdfium.FPDFPageObj_RemoveMark(item, mark)

    def places(self, text_page: Any, count: int) -> list[int]:
        """For each character the piece of text that it is of; what PDFium has put in is of the one before."""
        found = [0]
        for at in range(count):
            piece = self.pdfium.FPDFText_GetTextObject(text_page, at)
            found.append(self.order.get(_address(piece), found[-1]))
        return found[1:]

    def renamed(self, text_page: Any) -> frozenset[str]:
        """What stood in the place of something else, and that."""
        pairs = ((_visible(given), _visible(_called(self.pdfium, text_page, item))) for item, given in self._given)
        return frozenset(char for given, called in pairs if given != called for char in given + called)


def font_name(pdfium: Any, font: Any) -> str:
    """What the file calls a font, without the letters that part its subsets."""
    buffer = ctypes.create_string_buffer(256)
    if font:
        pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
    name = buffer.value.decode("utf-8", "replace")
    return name[7:] if name[6:7] == "+" else name


def _given(pdfium: Any, mark: Any) -> str:
    """What a mark says that a reader should read."""
    length = ctypes.c_ulong()
    pdfium.FPDFPageObjMark_GetParamBlobValue(mark, b"ActualText", None, 0, length)
    buffer = (ctypes.c_ubyte * length.value)()
    pdfium.FPDFPageObjMark_GetParamBlobValue(mark, b"ActualText", buffer, length.value, length)
    told = bytes(buffer)
    return told.decode("utf-16" if told[:2] in (b"\xfe\xff", b"\xff\xfe") else "utf-8", "replace")


def _called(pdfium: Any, text_page: Any, item: Any) -> str:
    """What the font calls the glyphs of a piece of text."""
    length = pdfium.FPDFTextObj_GetText(item, text_page, None, 0)
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    pdfium.FPDFTextObj_GetText(item, text_page, buffer, length)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")


def _visible(text: str) -> str:
    """The text without blanks and without what is not drawn."""
    return "".join(char for char in text.translate(HYPHENS) if unicodedata.category(char)[0] not in "ZC")


def _pieces(pdfium: Any, page: Any) -> Iterator[Any]:
    """The pieces of text of a page, in the order of the file."""
    count = min(pdfium.FPDFPage_CountObjects(page), MOST_OBJECTS)
    waiting = [(pdfium.FPDFPage_GetObject(page, index), 0) for index in reversed(range(count))]
    while waiting:
        item, depth = waiting.pop()
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            yield item
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
            inner = range(min(pdfium.FPDFFormObj_CountObjects(item), MOST_OBJECTS))
            waiting += [(pdfium.FPDFFormObj_GetObject(item, index), depth + 1) for index in reversed(inner)]


def runs_of(glyphs: Iterable[Drawn]) -> Iterator[list[Drawn]]:
    """The runs of letters on the lines of a page, up to whatever is none. Blanks are not in a file for sure."""
    run: list[Drawn] = []
    for glyph in glyphs:
        letters = all(unicodedata.category(char)[0] in "LM" or char in _UNSAID for char in glyph.text)
        if run and not (letters and _goes_on(run, glyph)):
            yield run
            run = []
        if letters:
            run.append(glyph)
    if run:
        yield run


def _goes_on(run: Sequence[Drawn], glyph: Drawn) -> bool:
    last = run[-1]
    return abs(glyph.y - last.y) < glyph.size and -APART * glyph.size < glyph.x - last.x < APART * glyph.size


def glyphs_of(
    pdfium: Any, text_page: Any, text: str, xs: Sequence[float], ys: Sequence[float], order: Mapping[int, int]
) -> Iterator[Drawn]:
    """What is drawn, in the order of the file."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    places = [ctypes.byref(value) for value in (left, right, bottom, top)]
    found: list[tuple[int, float, float, tuple[float, float, float, float], int]] = []
    for at in range(len(text)):
        if pdfium.FPDFText_IsGenerated(text_page, at) == 1:
            continue
        piece = order.get(_address(pdfium.FPDFText_GetTextObject(text_page, at)))
        if piece is not None:
            pdfium.FPDFText_GetCharBox(text_page, at, *places)
            if text[at] == " " and left.value == right.value:
                continue  # pdfium has put it in
            found.append((piece, xs[at], ys[at], (left.value, bottom.value, right.value, top.value), at))
    for (_, x, y, ink), same in groupby(sorted(found), key=lambda one: one[:4]):
        drawn = tuple(one[4] for one in same)
        size = pdfium.FPDFText_GetFontSize(text_page, drawn[0])
        yield Drawn("".join(text[place] for place in drawn), drawn, x, y, size, ink)


def picture(word: Sequence[Drawn]) -> Picture:
    """How a word is drawn, wherever it stands and however large."""
    return [_standing(glyph, word[0]) for glyph in word]


def _standing(glyph: Drawn, first: Drawn) -> tuple[float, ...]:
    x, y, size = first.x, first.y, first.size
    left, low, right, high = glyph.ink
    values = (glyph.x - x, glyph.y - y, left - x, low - y, right - x, high - y)
    return tuple([round(value / size, 4) for value in values])


def unsure(letters: str, renamed: str) -> bool:
    """Whether what a file calls letters may be others, or looks otherwise by what stands beside it, as in Arabic."""
    return any(
        char in renamed or unicodedata.category(char)[0] not in "LN" or unicodedata.bidirectional(char) == "AL"
        for char in unicodedata.normalize("NFC", letters)
    )


class _Node:
    """Glyphs with which some known words begin: the words that end there, and with what glyphs others go on."""

    __slots__ = ("further", "words")

    def __init__(self) -> None:
        self.words: list[tuple[str, Ink]] = []
        self.further: dict[tuple[float, ...], _Node] = {}

    def like(self, glyph: tuple[float, ...], reach: float) -> Iterator[_Node]:
        for known, node in self.further.items():
            for here, there in zip(glyph, known, strict=True):
                if not -reach < here - there < reach:
                    break
            else:
                yield node


class Lexicon:
    """Words that are known by how they are drawn, for a file that gives the characters `renamed` in place of others."""

    def __init__(self, words: Words, renamed: str) -> None:
        self.renamed = renamed
        self._words: dict[tuple[int, int], _Node] = {}
        for letters, drawn, seen in words:
            node = self._words.setdefault(_cell(drawn[0]), _Node())
            for glyph in drawn:
                node = node.further.setdefault(tuple(glyph), _Node())
            node.words.append((letters, seen))
        self._see: Callable[[Sequence[Drawn]], Ink] = lambda _: []
        self._near: list[Drawn] = []
        self._last: tuple[Any, Ink, Ink | None] = (None, [], None)

    def named(
        self, glyphs: Sequence[Drawn], see: Callable[[Sequence[Drawn]], Ink]
    ) -> Iterator[tuple[Sequence[Drawn], str]]:
        """What of a page is drawn like a known word, with its letters, where what the file calls it is not sure.

        Args:
            see: gives the ink of some glyphs.
        """
        self._see = see
        self._last = None, [], None
        level = sorted(glyphs, key=_height)
        for run in runs_of(glyphs):
            if any(unsure(glyph.text, self.renamed) for glyph in run):
                self._near = _around(level, run)
                found = self._parted(run)
                yield from (one for one in found if any(unsure(glyph.text, self.renamed) for glyph in one[0]))

    def _parted(self, run: Sequence[Drawn]) -> list[tuple[Sequence[Drawn], str]]:
        """The run as known words, so that as few of its glyphs as can be are left."""
        best: list[tuple[int, int, str]] = [(0, 0, "")] * (len(run) + 1)
        for start in reversed(range(len(run))):
            left = (best[start + 1][0] + 1, 1, "")
            found = ((best[start + length][0], length, letters) for length, letters in self._at(run, start))
            best[start] = min([left, *found], key=lambda one: (one[0], -one[1]))
        words, start = [], 0
        while start < len(run):
            _, length, letters = best[start]
            if letters:
                words.append((run[start : start + length], letters))
            start += length
        return words

    def _at(self, run: Sequence[Drawn], start: int) -> Iterator[tuple[int, str]]:
        """The length and letters of each known word that begins at a glyph; words that look the same are none."""
        width, height = _cell(_standing(run[start], run[start]))
        near = [(width + x, height + y) for x in (-1, 0, 1) for y in (-1, 0, 1)]
        nodes = [self._words[cell] for cell in near if cell in self._words]
        for length in range(1, len(run) - start + 1):
            glyph, reach = _standing(run[start + length - 1], run[start]), EVEN + DRIFT * (length - 1)
            nodes = [further for node in nodes for further in node.like(glyph, reach)]
            if not nodes:
                return
            found: set[str] = set()
            for letters, seen in (word for node in nodes for word in node.words):
                if letters not in found and self._looks_alike(run[start : start + length], seen):
                    found.add(letters)
            if len(found) == 1:
                yield length, found.pop()

    def _looks_alike(self, glyphs: Sequence[Drawn], seen: Ink) -> bool:
        place = glyphs[0].places, len(glyphs)
        if self._last[0] != place:
            self._last = place, self._see(glyphs), None
        _, here, aside = self._last
        if looks_alike(here, seen, [0] * len(here)):
            return True
        if aside is None:
            own = {glyph.places for glyph in glyphs}
            others = [glyph.ink for glyph in self._near if glyph.places not in own]
            aside = covered([glyph.ink for glyph in glyphs], others, glyphs[0].size)
            self._last = place, here, aside
        return looks_alike(here, seen, aside)


def _around(level: Sequence[Drawn], run: Sequence[Drawn]) -> list[Drawn]:
    """The glyphs beside those of a run, above and below. `level`: all of a page, by their height."""
    size = max(glyph.size for glyph in run)
    left, right = min(glyph.ink[0] for glyph in run) - size, max(glyph.ink[2] for glyph in run) + size
    low, high = (run[0].y + step * APART * run[0].size for step in (-1, 1))
    start, end = bisect_right(level, low, key=_height), bisect_left(level, high, key=_height)
    return [glyph for glyph in level[start:end] if left < glyph.ink[2] and glyph.ink[0] < right]


def _height(glyph: Drawn) -> float:
    return glyph.y


def _cell(glyph: tuple[float, ...]) -> tuple[int, int]:
    """Width and height of the ink of a word's first glyph, roughly."""
    _, _, left, bottom, right, top = glyph
    return int((right - left) * 50), int((top - bottom) * 50)


def _address(item: Any) -> int:
    return ctypes.addressof(item.contents) if item else 0
