"""Letters that a PDF holds in pieces: accents that stand beside them in the file, and Arabic's joined ones."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from briefkit.patterns import regex

ACCENTS = dict(zip("`´¨ˆ˜¯˘˙˚ˇ¸", "\u0300\u0301\u0308\u0302\u0303\u0304\u0306\u0307\u030a\u030c\u0327", strict=True))
ALONE = regex("(?<= )[`´¨ˆ˜¯˘˙˚ˇ¸](?![^ \r\n])")
"""An accent that pdfium parts from the words beside it."""
OVER = 0.35
"""How far right of its letter's beginning, in sizes of the type, an accent begins."""
RAISED = 0.5
"""How far above its letter's baseline, in sizes of the type, an accent is set at most."""
REACH = 150
"""Characters of the same line among which the letter of an accent is looked for."""
STEP, WIDE_STEP = 0.75, 1.0
"""How far from a letter, and from a wide one, the next of the same word begins at most."""
LAM = "\u0644"
ALEFS = "\u0627\u0622\u0623\u0625"
VOWEL = regex(r" [\u064b-\u0652][\u0621-\u064a]")
DOTLESS = {"ı": "i", "ȷ": "j"}
EVEN = 0.1
"""Points between two letters that stand at one place."""


def compose(text: str, xs: Sequence[float], ys: Sequence[float], sizes: Sequence[float]) -> str:
    """Letters as they are read where the file holds them in pieces: TeX's accents and Arabic's joined letters.

    The text keeps its length; what is taken up leaves a NUL, which is no character of a line.
    """
    if any(accent in text for accent in ACCENTS):
        text = _accented(text, xs, sizes)
        text = _strays(text, xs, ys, sizes)
    if LAM in text:
        text = _arabic(text, xs)
    return text


def _accented(text: str, xs: Sequence[float], sizes: Sequence[float]) -> str:
    """An accent that is set over the letter before or after it in the file: "na¨ıve" and "nai¨ve" are "naïve"."""
    chars = list(text)
    for index in range(1, len(chars) - 1):
        accent = chars[index]
        if accent not in ACCENTS:
            continue
        after, before = abs(xs[index + 1] - xs[index]), abs(xs[index] - xs[index - 1])
        over, near = (index + 1, 0.5) if after < before else (index - 1, 0.25)
        if chars[over].isalpha() and min(after, before) < near * sizes[index]:
            composed = _composed(chars[over], accent)
            if composed:
                chars[index], chars[over] = "\0", composed
    return "".join(chars)


def _strays(text: str, xs: Sequence[float], ys: Sequence[float], sizes: Sequence[float]) -> str:
    """Accents that come after their line, or in the midst of it, set over the letter that they stand above."""
    chars: list[str] | None = None
    for found in ALONE.finditer(text):
        place = found.start()
        over = _below(text, xs, ys, sizes[place], place)
        composed = _composed(text[over], text[place]) if over is not None else ""
        if over is not None and composed:
            chars = list(text) if chars is None else chars
            chars[over], chars[place] = composed, "\0"
            _close(chars, xs, sizes, place)
    return text if chars is None else "".join(chars)


def _below(text: str, xs: Sequence[float], ys: Sequence[float], size: float, place: int) -> int | None:
    """The letter of its line that an accent stands above: the last that does not begin right of it."""
    start = max(text.rfind("\n", 0, place) + 1, place - REACH)
    end = text.find("\r", place)
    end = min(len(text) if end < 0 else end, place + REACH)
    left, far = xs[place] - OVER * size, xs[place] + 0.05 * size
    low, high = ys[place] - RAISED * size, ys[place] + 0.1 * size
    near = [i for i in range(start, end) if left < xs[i] < far and low < ys[i] < high]
    return max((i for i in near if text[i].isalpha() and text[i] not in ACCENTS), key=xs.__getitem__, default=None)


def _close(chars: list[str], xs: Sequence[float], sizes: Sequence[float], place: int) -> None:
    """Take up the blanks that an accent brought with it: both inside a word, else that after it."""
    before = next((i for i in range(place - 1, -1, -1) if chars[i] not in " \0"), place)
    after = next((i for i in range(place + 1, len(chars)) if chars[i] not in " \0"), place)
    step = (WIDE_STEP if chars[before] in "mwMW" else STEP) * sizes[before]
    inside = chars[before].isalpha() and chars[after].isalpha() and 0 < xs[after] - xs[before] < step
    for index in range(before + 1 if inside else place + 1, after):
        chars[index] = "\0"


def _composed(letter: str, accent: str) -> str:
    """The one letter that both are; "" where there is none."""
    whole = unicodedata.normalize("NFC", DOTLESS.get(letter, letter) + ACCENTS[accent])
    return whole if len(whole) == 1 else ""


def _arabic(text: str, xs: Sequence[float]) -> str:
    """Lam and alef that are one ligature (one origin) come the wrong way round; vowel signs before their letter."""
    chars = list(text)
    for index in range(len(chars) - 1):
        if chars[index] in ALEFS and chars[index + 1] == LAM and abs(xs[index] - xs[index + 1]) < EVEN:
            chars[index], chars[index + 1] = LAM, chars[index]
    for place in VOWEL.finditer(text):
        start = place.start()
        chars[start : start + 3] = "\0", text[start + 2], text[start + 1]
    return "".join(chars)
