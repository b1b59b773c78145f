"""What a quotation cuts off at its first or last word: a sign, part of a figure, the "not" of a word of ideographs.

The words are the source's own, but not whole: `$13.5` of $13.5 billion, `000` of 3 000, 得 of 不得.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from briefkit.match import Token
from briefkit.patterns import regex
from briefkit.verdicts.clauses import LETTER
from briefkit.verdicts.lexicon import is_kind

_AHEAD = 30
_SIGNS_BEFORE = "$€£¥#<>≤≥±~≈"
_SIGNS_AFTER = "%‰°€"
_GROUP_BEFORE = regex(r"(?<![\w.,:/'’–-])(\d{1,3})([ \u00a0\u202f\u2009])$")
_GROUP_AFTER = regex(r"([ \u00a0\u202f\u2009])(\d{3})(?!\d)")
_WORD_AFTER = regex(rf"[\s\u00a0\u202f-]{{0,3}}({LETTER}+)")
_DENYING, _NOT_DENYING = frozenset("不未无無非没勿"), frozenset(("除非", "有无", "有無", "莫不"))


class Cut(NamedTuple):
    """What is cut off: its words, where they were in the quotation's part and are in the source, and their kind."""

    text: str
    place: int
    start: int
    kind: str


class Passage(NamedTuple):
    """The passage text[start:end] that a part of a quotation stands for, of which `speech` tells the language."""

    text: str
    start: int
    end: int
    speech: Callable[[], str | None]


def cut_before(first: Token, passage: Passage) -> Iterator[Cut]:
    """What is cut off before the first word."""
    text, start = passage.text, passage.start
    before = text[max(0, start - 5) : start]
    if first.kind == "number" and before and before[-1] in _SIGNS_BEFORE:
        yield Cut(before[-1], first.start, start - 1, "sign")
    group = _GROUP_BEFORE.search(before)
    if group and re.match(r"\d{3}(?!\d)", first.text) and _parts_groups(group[2], passage):
        yield Cut(group[1], first.start, start - len(group[0]), "number")
    denied = before[-1:] in _DENYING and before[-2:] not in _NOT_DENYING
    if denied and first.start == 0 and "\u3400" <= first.text[0] <= "\u9fff":
        yield Cut(before[-1], first.start, start - 1, "negation")


def cut_after(last: Token, passage: Passage, closes: bool) -> Iterator[Cut]:
    """What is cut off after the last word; `closes` where it ends a quotation of several."""
    text, end = passage.text, passage.end
    after = text[end : end + 2].lstrip("\u00a0\u202f ")[:1]
    if last.kind == "number" and after and after in _SIGNS_AFTER:
        yield Cut(after, last.end, text.index(after, end), "sign")
    group = _GROUP_AFTER.match(text, end)
    if group and re.fullmatch(r"\d{1,3}", last.text) and _parts_groups(group[1], passage):
        yield Cut(group[2], last.end, group.start(2), "number")
    following = _WORD_AFTER.match(text[end : end + _AHEAD])
    if (
        closes
        and following
        and is_kind("magnitude", following[1], None)
        and _rest_of_figure(last, following[1], passage.speech())
    ):
        yield Cut(following[1], last.end, end + following.start(1), "number")


def _rest_of_figure(last: Token, following: str, language: str | None) -> bool:
    figure = last.kind == "number" or (last.kind == "word" and is_kind("number", last.key, language))
    return figure and is_kind("magnitude", following, language)


def _parts_groups(blank: str, passage: Passage) -> bool:
    """Whether a blank may part groups of digits; in English a plain one does not."""
    return blank != " " or (passage.speech() or "en")[:2] != "en"
