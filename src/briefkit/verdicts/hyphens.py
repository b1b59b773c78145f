"""The licences of hyphens and of spaces inside words; each docstring documents its rule."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefkit.patterns import regex
from briefkit.verdicts import slips
from briefkit.verdicts.difference import Difference, Word
from briefkit.verdicts.lexicon import is_kind

_FIGURE_JOINT = regex(r"(?<=\d)(?: ?' ?(?=s\b)|[ -](?=[^\W\d_]))")


def hyphenation(d: Difference) -> bool:
    """`co-operation` for `cooperation`, `long-term` for `long term`, where the hyphen makes no other word; `10-year`
    for `10 year`, `1990s` for `1990’s`; in Korean, a space more or less between the parts of a phrase."""
    words = d.quote + d.source
    if (d.language or "")[:2] == "ko" and _spaced_anew(d.quote, d.source):
        return True
    if _joins_figure(d.quote, d.source):
        return True
    if not d.quote or not d.source or any(word.kind != "word" for word in words):
        return False
    one, two = _joined(d.quote, "-"), _joined(d.source, "-")
    if one != two or any(is_kind("number", part, d.language) for word in words for part in word.key.split("-")):
        return False
    if not _same_seams(d.quote, d.source) or _moved_hyphen(d.quote, d.source):
        return False
    if len(d.quote) == len(d.source) == 1:
        return not slips.is_other_word(d.quote[0].key, d.source[0].key) and slips.is_known(one, d.language)
    return "-".join(w.key for w in d.quote) == "-".join(w.key for w in d.source)


def _spaced_anew(one: Sequence[Word], two: Sequence[Word]) -> bool:
    """The same letters and figures with a space more or less, which parts no negation from its verb: 못 하다."""
    words = (*one, *two)
    if not one or not two or any(word.kind not in ("word", "number") for word in words):
        return False
    if any(is_kind("negation", word.key, "ko") for word in words if len(word.key) == 1):
        return False
    figures = [re.findall(r"\d+", " ".join(word.key for word in side)) for side in (one, two)]
    return _joined(one, "") == _joined(two, "") and figures[0] == figures[1] and _same_seams(one, two)


def _joins_figure(one: Sequence[Word], two: Sequence[Word]) -> bool:
    """A figure and the word that it is joined to: `10-year` and `10 year`, `1990s` and `1990’s`."""
    if not one or not two or one[0].kind != "number" or two[0].kind != "number" or len(one) == len(two):
        return False
    first, second = (_FIGURE_JOINT.sub("", " ".join(word.key for word in side)) for side in (one, two))
    return first == second


def _same_seams(one: Sequence[Word], two: Sequence[Word]) -> bool:
    """Hyphens and spaces are left out or put in, but none stands at another letter: `Druck-erzeugnis`."""
    first, second = _seams(one), _seams(two)
    return first <= second or second <= first


def _moved_hyphen(one: Sequence[Word], two: Sequence[Word]) -> bool:
    """A hyphen left out and another put in: `dirty movie-theater` for `dirty-movie theater`."""
    here, there = _hyphens(one), _hyphens(two)
    return bool(here - there and there - here)


def _hyphens(words: Sequence[Word]) -> set[int]:
    """How many letters stand before each hyphen."""
    pieces = "".join(word.key for word in words).split("-")
    return {sum(map(len, pieces[:n])) for n in range(1, len(pieces))}


def _seams(words: Sequence[Word]) -> set[int]:
    """How many letters stand before each hyphen and space."""
    at, seams = 0, set()
    for piece in re.split("[- ]", " ".join(word.key for word in words)):
        at += len(piece)
        seams.add(at)
    return seams


def copied_break(d: Difference) -> bool:
    """The hyphen that ends a line of the source, copied along with its blank: `com- piler` for `compiler`."""
    if len(d.quote) != 3 or len(d.source) != 1 or not d.source[0].other:
        return False
    one, hyphen, two = d.quote
    return hyphen.text in tuple("-\u2010\u2011\u00ad") and f"{one.key}-{two.key}" == d.source[0].other


def _joined(words: Sequence[Word], drop: str) -> str:
    return "".join(character for word in words for character in word.key if character not in drop)
