"""Which quotation marks of a paragraph belong together. Pure text; one pass; time linear in the number of marks."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cached_property

from briefkit.patterns import regex
from briefkit.report.marks import (
    AFTER_CLOSING,
    ALL,
    BEFORE_OPENING,
    CLOSERS,
    ELISIONS,
    NOT_POSSESSED,
    ONLY_CLOSE,
    ONLY_OPEN,
    SAME_MARK_LANGUAGES,
    SINGLE,
)
from briefkit.values import dataclass, field

_MARK = regex("[" + "".join(sorted(ALL)) + "]")
_WORD = regex(r"\w+")
_UNSPACED = regex("[\u0e00-\u0e7f\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f]")
_YEARS = regex(r"\d\d(?:s|er)?(?!\d)")
_ENGLISH_WEAK = frozenset("sSxXzZ")


@dataclass(slots=True, eq=False, repr=False)
class Pairing:
    """Offsets of marks: the pairs that no other pair encloses, and the marks without a partner."""

    pairs: list[tuple[int, int]] = field(default_factory=list)
    openers: list[int] = field(default_factory=list)
    closers: list[int] = field(default_factory=list)


def pair(text: str, kinds: str, language: str = "") -> Pairing:
    """Pair the marks of one paragraph.

    Args:
        text: as a reader sees it; U+FFFC where a note mark or an image stands.
        kinds: for each character what it is; marks of code ("c") and math ("m") are none, "e" was escaped.
        language: BCP 47, or "".
    """
    if not _MARK.search(text):
        return Pairing()
    return _Scan(text, kinds, language).run()


def has_marks(words: str) -> bool:
    """Whether words that are not checked have quotation marks, paired or not."""
    found = pair(words, "t" * len(words))
    return bool(found.pairs or found.openers or found.closers)


class _Scan:
    """A stack of open marks. Single marks are quotations only where nothing says apostrophe."""

    def __init__(self, text: str, kinds: str, language: str) -> None:
        self.text, self.kinds = text, kinds
        self.marks = [found.start() for found in _MARK.finditer(text) if kinds[found.start()] not in "cm"]
        self.same_mark = language.split("-")[0].lower() in SAME_MARK_LANGUAGES
        self.stack: list[int] = []
        self.doubles: list[str] = []
        self.open: Counter[str] = Counter()
        self.found = Pairing()
        self.enclosing: list[tuple[int, int]] = []

    def run(self) -> Pairing:
        for index, at in enumerate(self.marks):
            if self.text[at] in SINGLE:
                self._single(index, at)
            else:
                self._double(index, at)
        self.found.openers += [at for at in self.stack if self._counts(at)]
        self.found.openers.sort()
        self.found.pairs = _outermost(self.enclosing)
        return self.found

    # --- what stands around a mark ---

    def _around(self, at: int) -> tuple[str, str]:
        left = self.text[at - 1] if at else " "
        right = self.text[at + 1] if at + 1 < len(self.text) else " "
        return left, right

    def _leans(self, at: int) -> str:
        """Where a mark without direction belongs by its neighbours: "open", "close", or "" for either."""
        left, right = self._around(at)
        if left.isspace() != right.isspace():
            return "open" if left.isspace() else "close"
        if left.isspace():
            return ""
        if right in AFTER_CLOSING and left not in "([{":
            return "close"
        if left in BEFORE_OPENING and right not in AFTER_CLOSING:
            return "open"
        return ""

    # --- double marks ---

    def _double(self, index: int, at: int) -> None:
        mark = self.text[at]
        if self._no_mark(index, at):
            return
        if mark in ONLY_OPEN:
            self._push(at)
        elif mark in ONLY_CLOSE or mark == "›" or (mark == "»" and self.open["«"]):
            self._close_or_open(at)
        elif mark in '"＂״':
            self._straight(at)
        else:
            self._directed(at)

    def _straight(self, at: int) -> None:
        leans = self._leans(at)
        nearest = self._nearest_double()
        if leans == "open" or (
            leans == "" and not (nearest and self.text[at] in CLOSERS[nearest] and nearest in '"＂״„')
        ):
            self._push(at)
        else:
            self._close(at)

    def _directed(self, at: int) -> None:
        """“ ” « » ‹ ›: each opens in some language and closes in another."""
        mark, leans = self.text[at], self._leans(at)
        nearest = self._nearest_double()
        closes = bool(nearest) and mark in CLOSERS[nearest]
        if mark in "“«‹":
            opens = not closes or leans == "open" or (nearest == mark)
        else:
            opens = not closes and not self._openable(mark) and leans == "open"
        if opens:
            self._push(at)
        else:
            self._close(at)

    def _close_or_open(self, at: int) -> None:
        if not self._openable(self.text[at]) and self.text[at] in CLOSERS and self._leans(at) == "open":
            self._push(at)
        else:
            self._close(at)

    def _no_mark(self, index: int, at: int) -> bool:
        """Inches, and the gershayim of Hebrew abbreviations."""
        mark = self.text[at]
        left, right = self._around(at)
        if mark in '"״' and _hebrew(left) and _hebrew(right):
            return True
        if mark not in '"”״' or not left.isdigit() or self._leans(at) == "open":
            return False
        if not self._openable(mark):
            return True
        if self.kinds[at] == "e" and not self._opened_escaped():
            return True
        following = next((n for n in self.marks[index + 1 : index + 2] if self.text[n] == mark), None)
        return following is not None and self._leans(following) == "close" and not self.text[following - 1].isdigit()

    def _opened_escaped(self) -> bool:
        return any(self.kinds[at] == "e" for at in self.stack[-1:])

    # --- single marks ---

    def _single(self, index: int, at: int) -> None:
        mark = self.text[at]
        left, right = self._around(at)
        if _word(left) and _word(right):
            return
        if left.isspace() and right.isspace():
            self._lone(at)
            return
        if self._single_opens(at, left, right):
            self._push(at)
        elif self._single_closes(mark, left, right) and not self._apostrophe(index, at):
            self._close(at)

    def _lone(self, at: int) -> None:
        """A single mark with blanks on both sides: with another such mark behind it, it is no apostrophe."""
        mark, word = self.text[at], _WORD.match(self.text, at + 2)
        if self._single_open(mark) is not None:
            self._close(at)
            return
        closed = any(self.last_lone.get(closer, -1) > at for closer in CLOSERS.get(mark, ""))
        if closed and not (word and word[0].lower() in ELISIONS):
            self._push(at)

    @cached_property
    def last_lone(self) -> dict[str, int]:
        """Where the last of each single mark with blanks on both sides stands."""
        return {self.text[at]: at for at in self.marks if all(char.isspace() for char in self._around(at))}

    def _single_opens(self, at: int, left: str, right: str) -> bool:
        mark = self.text[at]
        if right.isspace() or not (left.isspace() or left in BEFORE_OPENING or left in CLOSERS):
            return mark == "‘" and not right.isspace() and self._single_open(mark) is None and _unspaced(left)
        if right in AFTER_CLOSING and right not in "…\ufffc—–-":
            return False
        if mark == "’" and not self.same_mark:
            return False
        if mark == "‘" and self._single_open(mark) is not None:
            return False
        return mark in "‚‘‛" or not self._elided(at)

    def _single_closes(self, mark: str, left: str, right: str) -> bool:
        return not left.isspace() and not _word(right) and mark != "‛" and self._single_open(mark) is not None

    def _elided(self, at: int) -> bool:
        """’tis, ’em, ’90s."""
        word = _WORD.match(self.text, at + 1)
        return bool(_YEARS.match(self.text, at + 1)) or (word is not None and word[0].lower() in ELISIONS)

    def _single_open(self, mark: str) -> int | None:
        """The open single mark that this one can close; none that stands outside an open double mark."""
        if not self.open["single"]:
            return None
        top = self.stack[-1]
        opener = self.text[top]
        return top if opener in SINGLE and mark in CLOSERS[opener] else None

    def _apostrophe(self, index: int, at: int) -> bool:
        """A plural possessive or feet rather than the end: then a firmer close comes before the next opening."""
        if not self._weak(at):
            return False
        for n in self.marks[index + 1 :]:
            if self.text[n] not in SINGLE:
                continue
            left, right = self._around(n)
            if _word(left) and _word(right):
                continue
            return not self._single_opens(n, left, right) and not left.isspace() and not self._weak(n)
        return False

    def _weak(self, at: int) -> bool:
        left, right = self._around(at)
        if not right.isspace() or not (left in _ENGLISH_WEAK or left.isdigit()):
            return False
        following = _WORD.match(self.text, at + 2)
        return following is not None and following[0].lower() not in NOT_POSSESSED

    # --- the stack ---

    def _push(self, at: int) -> None:
        self.stack.append(at)
        mark = self.text[at]
        self.open[mark] += 1
        if mark in SINGLE:
            self.open["single"] += 1
        else:
            self.doubles.append(mark)

    def _pop(self) -> int:
        at = self.stack.pop()
        mark = self.text[at]
        self.open[mark] -= 1
        if mark in SINGLE:
            self.open["single"] -= 1
        else:
            self.doubles.pop()
        return at

    def _openable(self, mark: str) -> bool:
        """Whether an open double mark waits for this one."""
        return any(self.open[opener] for opener, closers in CLOSERS.items() if mark in closers and opener not in SINGLE)

    def _nearest_double(self) -> str:
        return self.doubles[-1] if self.doubles else ""

    def _close(self, at: int) -> None:
        mark = self.text[at]
        if mark not in SINGLE and not self._openable(mark):
            self.found.closers.append(at)
            return
        while True:
            opener = self._pop()
            if mark in CLOSERS[self.text[opener]] and (mark in SINGLE) <= (self.text[opener] in SINGLE):
                self.enclosing.append((opener, at))
                return
            if self._counts(opener):
                self.found.openers.append(opener)

    def _counts(self, at: int) -> bool:
        """Whether an open mark without a partner is worth a word: a straight single one is an apostrophe."""
        mark = self.text[at]
        return mark not in SINGLE or (mark in "‘‚" and not self._elided(at))


def _outermost(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    outer: list[tuple[int, int]] = []
    for start, end in sorted(pairs):
        if not outer or start > outer[-1][1]:
            outer.append((start, end))
    return outer


def _unspaced(char: str) -> bool:
    return bool(_UNSPACED.match(char))


def _word(char: str) -> bool:
    return (char.isalnum() or bool(unicodedata.combining(char))) and not _unspaced(char)


def _hebrew(char: str) -> bool:
    return "\u0590" <= char <= "\u05f4" and char != "״"
