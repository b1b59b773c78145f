"""Ligatures that a PDF names wrongly: "fi" as a lone "i", "ff" as an arrow. What is drawn tells them."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from statistics import median
from typing import Any

from briefkit.patterns import regex

STEM = regex(r"[ilfh](?=[a-z])")
"""What a ligature may be named after: its last letter."""
BEGINS = regex(r"[\s\0“‘\"(]?")
"""What stands before a word: "Th" begins one."""
WHOLE = {"i": "ﬁ", "l": "ﬂ", "f": "ﬀ", "h": "\U0010ff00"}
LONGER = {"i": "ﬃ", "l": "ﬄ"}
SPELLED = {0x10FF00: "Th", 0x10FF01: "ti", 0x10FF02: "tt"}
"""One character for each ligature that Unicode has none for."""
WIDER = 1.5
"""How much wider than the letter of the same font a ligature is, its ink included."""
WIDEST = 2.7
"""How much wider a ligature of three letters is."""
NAMELESS = regex(r"(?<=[A-Za-z])\ufffe(?=[a-z])")
"""A letter that the file gives no name, inside a word."""
THREE = 0.6
"""How wide, in sizes of its type, the ink of a ligature of three letters is, and that of a hyphen is not."""
NOUGHTS = regex(r"(?<=[A-Za-z\u0370-\u03ff)\]])[\s\0]{0,2}(0{1,3})(?!\d)")
SYMBOLS = regex(rb"(?:^|\+)CMSY\d")
WORKPLACE = regex(rb"(?:^|\+)Dc[a-z]{1,4}\d")
"""The TrueType fonts of Scientific Workplace. Theirs are the codes of Windows, some taken by ligatures."""
MISREAD = regex("[^\x00-\x7f\ufffe\ufffd]")
SEEN = 20
"""How many letters beyond ASCII tell whether a page is set in such fonts."""
FFI = b"\xa2"
CODED = {b"\x85": "ﬁ", b"\xa4": "ﬀ", FFI: "ﬃ", b"\x87": "ﬂ", b"\xa3": "ﬄ"}
EVEN = 0.01
FEWEST = 8
"""Letters of one size that tell how wide the letter is."""
NAMED = (
    (regex(r"(?<=[A-Za-z])\u21b5(?=[-\u2010]?[a-z])|(?<![^\s\0])\u21b5(?=[a-z]{2})"), "ﬀ"),
    (regex(r"(?<=[A-Za-z])\u019f(?=[a-z])"), "\U0010ff01"),
    (regex(r"(?<=[a-z])\u01a9(?=[a-z])"), "\U0010ff02"),
)
"""Characters that stand where fonts have a ligature: that of "ff" in TeX's is a line's end elsewhere."""


def whole(pdfium: Any, text_page: Any, text: str, xs: Sequence[float], sizes: Sequence[float]) -> str:
    """The text of a page with the ligatures that show; its length stays."""
    for named, ligature in NAMED:
        text = named.sub(ligature, text)
    chars: list[str] | None = None
    for found in NAMELESS.finditer(text):
        place = found.start()
        if xs[place] < xs[place + 1] and _ink(pdfium, text_page, place) > THREE * sizes[place]:
            chars = list(text) if chars is None else chars
            chars[place] = "ﬃ"
    for letter, places in _wide(text, xs, sizes):
        for place, others, long in places:
            begins = BEGINS.fullmatch(text[max(place - 1, 0) : place])
            if (letter != "h" or begins) and _wider(pdfium, text_page, place, others):
                chars = list(text) if chars is None else chars
                chars[place] = LONGER[letter] if long and letter in LONGER else WHOLE[letter]
    return text if chars is None else "".join(chars)


def primed(pdfium: Any, text_page: Any, text: str, sizes: Sequence[float]) -> str:
    """The text with TeX's primes: its fonts of symbols have them in the place of the nought."""
    chars: list[str] | None = None
    for found in NOUGHTS.finditer(text):
        start, end = found.span(1)
        small = sizes[start] < 0.86 * sizes[found.start() - 1]
        if small and SYMBOLS.search(_font(pdfium, text_page, start)):
            chars = list(text) if chars is None else chars
            chars[start:end] = "\u2032" * (end - start)
    return text if chars is None else "".join(chars)


def recoded(pdfium: Any, text_page: Any, text: str) -> str:
    """The text with the letters of a family of fonts whose codes pdfium takes for another system's."""
    places = [found.start() for found in MISREAD.finditer(text)]
    if not any(WORKPLACE.search(_font(pdfium, text_page, place)) for place in places[:SEEN]):
        return text
    chars = list(text)
    for place in places:
        code = text[place].encode("mac_roman", "ignore")
        if code and WORKPLACE.search(_font(pdfium, text_page, place)):
            chars[place] = CODED.get(code) or code.decode("cp1252", "replace")
            if code == FFI and text[place + 1 : place + 2] == " ":
                chars[place + 1] = "\0"
    return "".join(chars)


Wide = list[tuple[int, list[int], bool]]
"""A letter that takes more room than others of its kind and size, those others, and whether it takes much more."""


def _wide(text: str, xs: Sequence[float], sizes: Sequence[float]) -> list[tuple[str, Wide]]:
    """The letters that stand further from the next than usual."""
    steps: dict[tuple[str, float], list[tuple[float, int]]] = {}
    for found in STEM.finditer(text):
        place = found.start()
        if place and text[place - 1] == "f" and abs(xs[place] - xs[place - 1]) < EVEN:
            continue  # spelled out: both letters stand where the ligature does
        steps.setdefault((text[place], sizes[place]), []).append((xs[place + 1] - xs[place], place))
    wide = []
    for (letter, _), known in steps.items():
        usual = median(step for step, _ in known) if len(known) >= FEWEST else 0.0
        if usual > 0 and max(known)[0] > WIDER * usual:
            usually = [place for step, place in known if step <= WIDER * usual]
            more = [(place, step / usual) for step, place in known if WIDER * usual < step < 5 * usual]
            wide.append((letter, [(place, usually, ratio > WIDEST) for place, ratio in more]))
    return wide


def _wider(pdfium: Any, text_page: Any, place: int, others: list[int]) -> bool:
    """Whether more is drawn than for the same letter in the same font."""
    font = _font(pdfium, text_page, place)
    other = next((other for other in others if _font(pdfium, text_page, other) == font), None)
    return other is not None and _ink(pdfium, text_page, place) > WIDER * _ink(pdfium, text_page, other)


def _font(pdfium: Any, text_page: Any, place: int) -> bytes:
    name = ctypes.create_string_buffer(128)
    pdfium.FPDFText_GetFontInfo(text_page, place, name, 128, None)
    return name.value


def _ink(pdfium: Any, text_page: Any, place: int) -> float:
    """How wide a character is drawn, in points."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text_page, place, *(ctypes.byref(value) for value in (left, right, bottom, top)))
    return right.value - left.value
