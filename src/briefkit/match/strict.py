"""Finds words in a document again, letter by letter and mark by mark.

Only what typesetting does is passed over: white space, the break of a word at a line's end, the form of quotation
marks, dashes and dots. Everything else counts: a sign, a figure, a comma.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from briefkit.match.fold import Folded, fold, skeleton
from briefkit.match.locate import MAX_OCCURRENCES, find_exact
from briefkit.patterns import regex

BREAK = "\ue000"
"""Stands for a hyphen that ends a line: of the word, or of the line."""
REACH = 60
TOP = 400
"""Letters and marks within which a page's running head has ended and its text begun."""
_CHANCE = 6
_PARAGRAPH = regex(r"\n[ \t]*\n\s*(?=\S)")
_LINE_END = regex(r"(?<=\w)[-‐]\s*\n\s*(?=\w)")
_FORMS = str.maketrans(
    dict.fromkeys("“”„‟«»″״「」『』﹁﹂﹃﹄〝〞〟❝❞🙶🙷⹂", '"')
    | dict.fromkeys("‘’‚‛‹›′׳`´", "'")
    | dict.fromkeys("–—―‒‑‐−", "-")
    | {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_NOTHING = regex(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+")
_MARKS = ('"', "'")


def plain(text: str) -> str:
    """The text with all that typesetting may change taken away or made one."""
    text = _LINE_END.sub(BREAK, unicodedata.normalize("NFC", text)).translate(_FORMS)
    text = _NOTHING.sub("", text).replace("...", "…")
    return re.sub(r"-{2,3}", "-", text)


def loose(text: str) -> str:
    """The plain text without hyphens, which may be of a line."""
    return plain(text).replace(BREAK, "").replace("-", "")


def same(words: str, found: str) -> bool:
    """Whether two plain texts are the same; a break in `found` may stand for a hyphen or for nothing."""
    at = 0
    for char in found:
        if char == BREAK:
            at += words[at : at + 1] == "-"
        elif words[at : at + 1] == char:
            at += 1
        else:
            return False
    return at == len(words)


class Place(NamedTuple):
    """A range of the text; `marked` when quotation marks stand right before and after it."""

    start: int
    end: int
    marked: bool


class Text:
    """A text in which words are sought."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded: Folded = fold(text)
        self._whole = plain(text)

    def holds(self, words: str) -> bool:
        """Whether the words stand somewhere, inside a longer word or line too."""
        bare = plain(words).replace(BREAK, "-")
        return bare in self._whole or bare in self._whole.replace(BREAK, "") or bool(self.places(words))

    def places(self, words: str) -> list[Place]:
        """Every place where the words stand as they are, in order. Each paragraph of them may be opened anew."""
        found = self._places(words)
        return found or (self._places(_PARAGRAPH.sub('\n\n"', words)) if _PARAGRAPH.search(words) else [])

    def count(self, words: str, *, marked: bool) -> int:
        """How often the words stand as they are, `marked`: between quotation marks."""
        return sum(place.marked or not marked for place in self.places(words))

    def _places(self, words: str) -> list[Place]:
        bare = plain(words).replace(BREAK, "-")
        inner = [at for at, char in enumerate(words) if skeleton(char)]
        if not inner:
            return self._marks_alone(bare)
        lead, tail = plain(words[: inner[0]]), plain(words[inner[-1] + 1 :])
        core = bare[len(lead) : len(bare) - len(tail)]
        found = []
        for start, end in self._candidates(words):
            if self._inside_word(start, end, lead) or not same(core, plain(self.text[start:end])):
                continue
            before, after = plain(self.text[max(0, start - REACH) : start]), plain(self.text[end : end + REACH])
            if before.endswith(lead) and after.startswith(tail):
                opened, closed = before[: len(before) - len(lead)][-1:], after[len(tail) :][:1]
                found.append(Place(start, end, opened in _MARKS and closed in _MARKS))
        return found

    def _candidates(self, words: str) -> list[tuple[int, int]]:
        """The ranges with the letters of the words. Those of a short word are in too many others to be looked up."""
        found = find_exact(self.folded, words)
        if len(found) < MAX_OCCURRENCES:
            return [self.folded.range_of(place.start, place.end) for place in found]
        pattern = r"\s+".join(re.escape(word.strip("\"'“”‘’.,;:!?()[]…")) for word in words.split())
        return [place.span() for place in re.finditer(rf"(?<!\w){pattern}(?!\w)", self.text)]

    def across_pages(self, words: str, *, marked: bool) -> int | None:
        """The end of the page on which the words begin that go on on the next: notes and heads stand between."""
        bare = plain(words).replace(BREAK, "-")
        mark = '"' if marked else ""
        texts, ends = self._pages
        for number, page in enumerate(texts[:-1]):
            for cut in range(len(bare) - 1, 0, -1):
                if f"{mark}{bare[:cut]}" in page and self._goes_on(bare[cut:] + mark, number + 1):
                    return ends[number]
        return None

    def _goes_on(self, rest: str, number: int) -> bool:
        """Whether the rest of words stands at the top of a page, or fills most of it and goes on in the same way."""
        texts, _ = self._pages
        page = texts[number]
        if page.find(rest, 0, TOP + len(rest)) >= 0:
            return True
        if number + 1 == len(texts):
            return False
        fits = lambda size: page.find(rest[:size], 0, TOP + size) < 0  # noqa: E731
        longest = bisect_left(range(1, len(rest)), True, key=fits)
        # Of the letters that end a page some may be, by chance, those that begin what stands below the words.
        least = max(longest - _CHANCE, len(page) // 2)
        return any(self._goes_on(rest[size:], number + 1) for size in range(longest, least, -1))

    @cached_property
    def _pages(self) -> tuple[list[str], list[int]]:
        """The plain text of each page, and where it ends."""
        pages = self.text.split("\f")
        ends = [end - 1 for end in accumulate(len(page) + 1 for page in pages)]
        return [plain(page).replace(BREAK, "") for page in pages], ends

    def _inside_word(self, start: int, end: int, lead: str) -> bool:
        """Whether a range begins or ends within a word or a figure; `lead` are the marks that the words begin with."""
        text = self.text
        before, after = text[max(0, start - 1) : start], text[end : end + 2]
        return (
            (before.isalnum() and text[start].isalnum())
            or (not lead and before in ("-", "−") and text[start].isdigit())
            or (after[:1].isalnum() and text[end - 1].isalnum())
            or (text[end - 1].isdigit() and after[:1] in (".", ",") and after[1:].isdigit())
        )

    def _marks_alone(self, bare: str) -> list[Place]:
        """Words without a letter, where they stand alone between quotation marks."""
        return [Place(0, 0, True)] * sum(self._whole.count(f"{mark}{bare}{mark}") for mark in _MARKS if bare)
