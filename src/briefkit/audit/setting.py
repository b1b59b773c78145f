"""Words in the order in which a line shows them, and whether they come to stand there between what else is on it.

What is before and behind words in their paragraph may change how they are set: their quotation marks, a figure that
begins them. Which that is, is not recorded; so they are set for each, and must then stand with what is really there.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from briefkit.audit.bidi import levels, order
from briefkit.match.strict import BREAK, plain
from briefkit.sources.pdf_facing import MIRRORED
from briefkit.sources.pdf_lined import RAISED, clusters

_BEFORE, _BEHIND = "אاa", "אa"
"""What may stand before and behind words, as far as it matters for their order: Hebrew, Arabic, Latin."""
_OWN = "aא"
"""A letter of each direction."""
KEY = 8
"""Codes at the edge of a line by which it is looked up."""


_RAISED = [bytes(level > base for level in range(256)) for base in (0, 1)]
"""For each level 1 where it is one against the paragraph."""


class Sign(NamedTuple):
    """A letter, and what it is compared by with its marks: one character, "" for white space."""

    char: str
    code: str


class Line(NamedTuple):
    """A line from its left to its right: its signs, their codes, and the place in the signs of each of these."""

    row: int
    signs: tuple[Sign, ...]
    codes: str
    places: tuple[int, ...]


class Spot(NamedTuple):
    """A part of some words on a line: how many of their codes stand before it, and the places of its codes among those
    of the line, in the order of reading."""

    line: Line
    start: int
    places: tuple[int, ...]


Place = tuple[Spot, ...]
"""Where words stand, line after line."""
_codes: dict[str, str] = {}


def signs(text: str) -> tuple[Sign, ...]:
    """The letters of a text, in its order."""
    found = ((sign[0], _code(sign)) for sign in clusters(text.replace("...", "…")))
    return tuple(Sign(char, code) for char, code in found if code or char.isspace())


@lru_cache(10_000)
def _code(sign: str) -> str:
    code = BREAK if sign == BREAK else plain(sign)
    return code if len(code) < 2 else _codes.setdefault(code, chr(0xF0000 + len(_codes)))


def blank(text: str) -> bool:
    """Whether a text has nothing that is compared."""
    return not any(sign.code for sign in signs(text))


def as_shown(text: str, base: int) -> str:
    """A line of text from its left to its right."""
    found = levels(text, base)
    return "".join(text[at].translate(MIRRORED) if found[at] % 2 else text[at] for at in order(found))


class Setting(NamedTuple):
    """Words as they are set.

    Attributes:
        words: their signs.
        codes: what is compared of them, as they face.
        heights: the level of each code.
        places: the place of each code among the signs.
        numbers: of each sign its place among the codes, None for white space; two before and two behind are numbered
            too, which stand for whatever else is in the paragraph: the inner ones for what runs with the words against
            it.
        levels: of all these.
        raised: 1 for each of the words' own signs that runs against the paragraph.
        base: 1 in a paragraph from right to left.
        apart: they are marked as of another language.
    """

    words: tuple[Sign, ...]
    codes: str
    heights: bytes
    places: tuple[int, ...]
    numbers: tuple[int | None, ...]
    levels: tuple[int, ...]
    raised: bytes
    base: int
    apart: bool

    def order(self, first: int, end: int) -> list[list[int]]:
        """What stands on a line with a range of the codes, from its left to its right: runs of their numbers, and runs
        of what stands for all else: -2, -1, the number of codes, that and 1."""
        total = len(self.codes)
        start = 0 if first == 0 else self.places[first] + 2
        stop = len(self.levels) if end == total else self.places[end] + 2
        numbers = self.numbers[start:stop]
        shown = [number for at in order(self.levels[start:stop]) if (number := numbers[at]) is not None]
        return [list(run) for _, run in groupby(shown, key=range(total).__contains__)]

    def piece(self, run: Sequence[int]) -> str | None:
        """The codes of a run, None for what stands for all else."""
        return "".join([self.codes[number] for number in run]) if 0 <= run[0] < len(self.codes) else None

    def breaks(self, most: int, *, hyphens: bool) -> Iterator[int]:
        """The codes before which a line may end that has so many of them at `most`: behind white space or what is
        neither letter nor figure; with `hyphens`, anywhere."""
        for at in range(min(len(self.codes) - 1, most), 0, -1):
            before = self.places[at - 1]
            if hyphens or self.places[at] - before > 1 or not self.words[before].char.isalnum():
                yield at

    def ends(self, end: int) -> str:
        """The codes at the end of a line that ends before one, as far as they are known without setting it."""
        last = self.places[end - 1]
        plain = self.raised.rfind(0, 0, last + 1)
        if plain == last:
            return self._edge(max(end - KEY, 0), end, self.base, at_end=True)
        first = bisect_right(self.places, plain)
        return self._edge(first, min(first + KEY, end), self.base + 1, at_end=False) if plain >= 0 else ""

    def begins(self, start: int, length: int | None = None) -> str:
        """The codes at the beginning of a line that begins with one, as far as they are known without setting it.
        `length`: how many codes it has; without that, for every line of `KEY` or more."""
        plain, total = self.raised.find(0, self.places[start]), len(self.codes)
        if plain == self.places[start]:
            return self._edge(start, min(start + min(length or KEY, KEY), total), self.base, at_end=False)
        # What runs against the paragraph is shown from its end.
        end = bisect_right(self.places, plain) if plain >= 0 else total
        stop = min(start + length, end) if length else end
        known = stop < total if length else end < total and end <= start + KEY
        return self._edge(max(stop - KEY, start), stop, self.base + 1, at_end=True) if known else ""

    def _edge(self, first: int, end: int, level: int, *, at_end: bool) -> str:
        """The codes of a level as they are shown, from the beginning of a range on or up to its end."""
        heights, height = self.heights[first:end], bytes((level,))
        if at_end:
            kept = self.codes[first + len(heights.rstrip(height)) : end]
        else:
            kept = self.codes[first : end - len(heights.lstrip(height))]
        return kept[::-1] if level % 2 else kept


def settings(words: tuple[Sign, ...], base: int) -> Iterator[Setting]:
    """All the ways in which words may be set, by what is before and behind them."""
    chars = "".join(sign.char for sign in words)
    own = _OWN[base]
    found = dict.fromkeys(
        (tuple(levels(own + before + chars + behind + own, base)) for before in _BEFORE for behind in _BEHIND), False
    )
    kinds = {unicodedata.bidirectional(char) for char in chars}
    if not kinds & ({"R", "AL", "AN"} if base else {"L"}):
        found.setdefault((base, base, *_apart(chars, base), base, base), True)
    places = tuple(place for place, sign in enumerate(words) if sign.code)
    inner: list[int | None] = [None] * len(words)
    for number, place in enumerate(places):
        inner[place] = number
    numbers = (-2, -1, *inner, len(places), len(places) + 1)
    codes = "".join(sign.code for sign in words)
    facing = codes, codes.translate(MIRRORED)
    for set_so, apart in found.items():
        own_levels = bytes(set_so[2:-2])
        heights = bytes([own_levels[place] for place in places])
        seen = "".join([facing[height % 2][at] for at, height in enumerate(heights)])
        raised = own_levels.translate(_RAISED[base])
        yield Setting(words, seen, heights, places, numbers, set_so, raised, base, apart)


def _apart(chars: str, base: int) -> list[int]:
    """The levels of words that are marked as of another language, which runs against the paragraph."""
    return [level + 2 * base for level in levels(chars, 1 - base)]


def stands(place: Place, setting: Setting) -> bool:
    """Whether words, set between what else is on their lines, come to stand where they were found."""
    words = setting.words
    return any(
        _comes_to_stand(place, before, words, behind, set_so)
        for before, behind in _around(place, setting)
        if not _in_word(before[-1:], words[:1]) and not _in_word(words[-1:], behind[:1])
        for set_so in _levels(before, behind, setting)
    )


def _levels(before: Sequence[Sign], behind: Sequence[Sign], setting: Setting) -> Iterator[list[int]]:
    """The levels of words and what is around them, for each way in which the paragraph may begin and go on."""
    base, parts = setting.base, (before, setting.words, behind)
    first, own, last = ("".join(sign.char for sign in part) for part in parts)
    for start in dict.fromkeys(_OWN[base] + _BEFORE):
        for stop in _BEHIND:
            if setting.apart:
                against = _OWN[1 - base]
                earlier, later = levels(start + first + against, base), levels(against + last + stop, base)
                yield [*earlier[1:-1], *_apart(own, base), *later[1:-1]]
            else:
                yield levels(start + first + own + last + stop, base)[1:-1]


def _in_word(before: Sequence[Sign], after: Sequence[Sign]) -> bool:
    """Whether a word or a figure goes on from one sign to the next; the mark of a note begins none."""
    return (
        bool(before and after and after[0].char.isalnum()) and before[0].char.isalnum() and before[0].char not in RAISED
    )


def _comes_to_stand(
    place: Place, before: Sequence[Sign], words: Sequence[Sign], behind: Sequence[Sign], found: Sequence[int]
) -> bool:
    text = (*before, *words, *behind)
    first = sum(bool(sign.code) for sign in before)
    kept = [at for at, sign in enumerate(text) if sign.code]
    starts = [0, *(kept[first + spot.start] for spot in place[1:]), len(text)]
    for spot, begin, end in zip(place, starts[:-1], starts[1:], strict=True):
        seen = [begin + at for at in order(found[begin:end]) if text[begin + at].code]
        own = kept[first + spot.start :][: len(spot.places)]
        if any(seen[at] != number for at, number in zip(spot.places, own, strict=True)):
            return False
    return True


def _around(place: Place, setting: Setting) -> Iterator[tuple[list[Sign], list[Sign]]]:
    """What else may be before and behind some words on their lines, in the order of reading, so that nothing is in
    their midst. Of what is not next to them it matters only which letters it has."""
    base, first, last = setting.base, place[0], place[-1]
    step = -1 if base else 1
    taken = {spot.line.row: {spot.line.places[at] for at in spot.places} for spot in place}
    for before in _against(first, first.places[0], step, taken, setting.levels[2], base):
        for behind in _against(last, last.places[-1], -step, taken, setting.levels[-3], base):
            here = taken | {last.line.row: taken[last.line.row] | set(behind)}
            here[first.line.row] = here[first.line.row] | set(before)
            earlier, inner = _outside(first.line, here, right=base == 1)
            later, inner_last = _outside(last.line, here, right=base == 0)
            if len(place) == 1:
                inner = inner_last = [at for at in inner if at not in later]
            if not any(spot.line.signs[at].code for spot, ats in ((first, inner), (last, inner_last)) for at in ats):
                yield (
                    in_order(first.line, earlier, base) + in_order(first.line, before, 1 - base),
                    in_order(last.line, behind, 1 - base) + in_order(last.line, later, base),
                )


def _against(spot: Spot, own: int, step: int, taken: dict[int, set[int]], level: int, base: int) -> Iterator[list[int]]:
    """What may run with a sign against the paragraph, from there on: as much as can, then fewer words."""
    line, at = spot.line, spot.line.places[own] + step
    here = taken[line.row]
    while level == 2 and base == 0 and at in here:  # a figure runs from left to right in what runs against it
        at += step
    found: list[int] = []
    ends = [0]
    while level > base and 0 <= at < len(line.signs) and at not in here:
        sign = line.signs[at]
        if unicodedata.bidirectional(sign.char) in (("R", "AL") if base else ("L",)):
            break
        if found and line.signs[found[-1]].char.isalnum() and not sign.char.isalnum():
            ends.append(len(found))
        found.append(at)
        at += step
    for end in sorted({*ends, len(found)}, reverse=True):
        yield sorted(found[:end])


def _outside(line: Line, taken: dict[int, set[int]], *, right: bool) -> tuple[list[int], list[int]]:
    """What of a line stands on one side of what is taken, and what else does."""
    here = taken[line.row]
    first, end = (max(here) + 1, len(line.signs)) if right else (0, min(here))
    others = range(min(here) + 1, len(line.signs)) if not right else range(max(here))
    return [*range(first, end)], [at for at in others if at not in here]


def in_order(line: Line, places: Sequence[int], base: int) -> list[Sign]:
    """Signs in the order of reading, as well as it is known."""
    kept = [line.signs[at] for at in places]
    found = levels("".join(sign.char for sign in kept), base)
    return [_turned(kept[at]) if found[at] % 2 else kept[at] for at in order(found)]


def _turned(sign: Sign) -> Sign:
    return Sign(sign.char.translate(MIRRORED), sign.code.translate(MIRRORED))
