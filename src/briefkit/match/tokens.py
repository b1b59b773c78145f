"""Words and marks of a raw text, with the typographic normal form that alignment compares.

A token is a word (letters, digits and combining marks, with inner hyphens and apostrophes), a figure with its sign,
points and commas, a single character of a script that sets no spaces, or one mark. The normal form (`key`) unifies
only what is typography in every language: NFC, ligatures, width forms, soft hyphens, the shapes of apostrophes,
quotation marks and dashes. It keeps case, accents, signs, superscripts and fractions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from briefkit.patterns import regex

Kind = Literal["word", "number", "mark", "symbol", "hidden"]

MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20ff\ufe20-\ufe2f"
)
"""Combining marks of the scripts that need them inside words; `\\w` leaves them out."""

_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f"
_VOICING = "\u3099\u309a"
"""The marks of Japanese that a letter is voiced, where they are characters of their own (Unicode form D)."""
_HYPHENS = "-\u05be\u2010\u2011"
_DASHES = "-\u2010-\u2015\u2212\u2e3a\u2e3b"
_APOSTROPHES = "'\u2019\u02bc\u2018\uff07\u00b4`"
HIDDEN = (
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u061c\u180e\u115f\u1160\u3164\U000e0000-\U000e007f"
)
"""Characters that a reader cannot see: zero width, direction, tags, fillers."""

_JOINING = f"[{MARKS}\u200c\u200d\u00ad]"
_RANGE = r"(?:-{2,3}|[\u2014\u2015])(?=\d)"
"""A dash from figure to figure as it is typed, or set too long."""
_BREAK = f"[{_HYPHENS}\u00ad\u0002\ufffe][ \\t]*\\r?\\n[ \\t]*"


def _tokens(letter: str, unspaced: str) -> re.Pattern[str]:
    """Each token, its kind the name of its group; what matches a letter of a word, and a word of its own."""
    return regex(
        rf"(?P<number>(?:(?<![^\W_])(?<![{_DASHES}.,)])[-\u2212+\u2013](?=\d))?\d+(?:[.,:/\u066b\u066c\u2044](?=\d)\d+)*"
        rf"(?:(?:[{_HYPHENS}\u2013]|{_BREAK}|{_RANGE})?(?=[^\W_]){letter}+)*)"
        r"|(?P<initials>(?<![^\W_])(?:(?:[^\W\d_]\.){2,}|(?:[^\W\d_]\.)+[^\W\d_](?![^\W_])))"
        rf"|(?P<cjk>{unspaced}[{_VOICING}]?)"
        rf"|(?P<word>{letter}+(?:(?:[{_HYPHENS}\u2013{_APOSTROPHES}\u00b7]|{_BREAK})(?=[^\W_]){letter}+)*)"
        rf"|(?P<dash>[{_DASHES}]+)"
        r"|(?P<reference>\[\d{1,3}(?:\s*[,\u2013-]\s*\d{1,3})*\])"
        r"|(?P<dots>\u2026+|\.(?:[ \u00a0\u2009]?\.){2,})"
        rf"|(?P<hidden>[{HIDDEN}])"
        r"|(?P<doubled>\u2018\u2018|\u2019\u2019|``|'')"
        r"|(?P<mark>\S)"
    )


_TOKEN = _tokens(f"(?:(?![{_UNSPACED}])[^\\W_]|{_JOINING})", f"[{_UNSPACED}]")
_SPACED = _tokens(f"(?:[^\\W_]|{_JOINING})", "(?!)")
"""The same for text without those characters: to compile their ranges takes longer than to judge ten quotations."""

_DOTLESS = regex("\u0131(?=[\u0300-\u0308])")
"""An i whose dot gave way to the accent set over it."""

_MARK_KEYS = {
    **dict.fromkeys(
        '"\u201c\u201d\u201e\u201f\u00ab\u00bb\u300c\u300d\u300e\u300f\uff02\u301d\u301e\u301f\u2033\u300a\u300b\u05f4❝❞🙶🙷⹂❮❯',
        '"',
    ),
    **dict.fromkeys("'\u2018\u2019\u201a\u201b\u2039\u203a\u02bc\u2032`\u00b4\uff07❛❜", "'"),
}
QUOTES = frozenset(_MARK_KEYS)
_LIGATURES = {
    ord(c): unicodedata.normalize("NFKC", c) for c in "\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06\u0132\u0133"
}
_STRIP = {0x00AD: None, 0x0002: None, 0xFFFE: None}
_APOSTROPHE = {ord(c): "'" for c in "\u2019\u02bc\u2018\uff07\u00b4`"}
_HYPHEN = {ord(c): "-" for c in "\u05be\u2010\u2011\u2013\u2212"}
_WIDTH = {**{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}, 0x3000: " "}
_KEY_TABLE = {**_LIGATURES, **_STRIP, **_APOSTROPHE, **_HYPHEN, **_WIDTH, 0x00A0: " ", 0x202F: " ", 0x2009: " "}
_LINE_BREAK = regex(_BREAK)
_WORD_BREAK = regex(rf"(?<=[^\W\d_]){_BREAK}(?=[^\W\d_])")
_LONG_RANGE = regex(rf"(?<=\w){_RANGE}")
_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_FROM_RIGHT = regex(f"[{_RIGHT}]")
_BORDER = regex(f"(?<=[A-Za-z])(?=[{_RIGHT}])|(?<=[{_RIGHT}])(?=[A-Za-z])")
_SYMBOLS = frozenset(
    "<>=+\u00b1\u00d7\u00f7%\u2030$\u20ac\u00a3\u00a5\u00b0\u2264\u2265\u2248\u2260&@#~^/\\|\u00ac\u2192\u2190"
)


class Token(NamedTuple):
    """A word or mark of a raw text.

    Attributes:
        key: the typographic normal form.
        other: a second reading of a word or of one with a figure, broken by a hyphen at a line's end ("well-known" for
            "wellknown"), else "".
        start, end: its range in the raw text, in characters.
    """

    kind: Kind
    text: str
    key: str
    start: int
    end: int
    other: str = ""

    @property
    def folded(self) -> str:
        """What alignment compares: the key without case; single and double quotation marks are one."""
        return '"' if self.kind == "mark" and self.key == "'" else self.key.casefold()


def tokenize(text: str, start: int = 0, end: int | None = None, skips: Sequence[tuple[int, int]] = ()) -> list[Token]:
    """The tokens of text[start:end] but for those that lie in `skips`; offsets are those of `text`.

    Soft hyphens that stand alone are none: nobody sees them, and they say nothing.
    """
    limit = len(text) if end is None else end
    tokens: list[Token] = []
    for first, last in _windows(start, limit, skips):
        begun = len(tokens)
        for low, high in _one_way(text, first, last):
            pattern = _SPACED if max(text[low:high], default="") < _UNSPACED[0] else _TOKEN
            tokens.extend(_token(match) for match in pattern.finditer(text, low, high))
        if 1 < begun < len(tokens):
            _heal(tokens, begun, text)
    return [token for token in tokens if token.key]


def _heal(tokens: list[Token], begun: int, text: str) -> None:
    """Make one of the halves of a word that a skip parts: its hyphen ends a line, as that of a page's last does."""
    one, hyphen, two = tokens[begun - 2 : begun + 1]
    words = one.kind == two.kind == "word" and not one.other and not two.other
    if words and hyphen.text in tuple(_HYPHENS) and one.end == hyphen.start and "\n" in text[hyphen.end : two.start]:
        joined, hyphened = normal_key(one.text + two.text), normal_key(f"{one.text}-{two.text}")
        raw = text[one.start : two.end]
        tokens[begun - 2 : begun + 1] = [Token("word", raw, joined, one.start, two.end, hyphened)]


def _one_way(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches between borders of Latin letters and those written from right to left: no word has both, and PDFs
    lose the blank between them."""
    if _FROM_RIGHT.search(text, start, end):
        for border in _BORDER.finditer(text, start + 1, end):
            yield start, border.start()
            start = border.start()
    yield start, end


def normal_key(word: str) -> str:
    """The typographic normal form of a word."""
    if word.isascii():
        return word
    return unicodedata.normalize("NFC", _DOTLESS.sub("i", word.translate(_KEY_TABLE)))


def _token(match: re.Match[str]) -> Token:
    group, raw = match.lastgroup, match[0]
    start, end = match.span()
    if group in ("word", "cjk", "initials"):
        if _LINE_BREAK.search(raw):
            return Token(
                "word", raw, normal_key(_LINE_BREAK.sub("", raw)), start, end, normal_key(_LINE_BREAK.sub("-", raw))
            )
        return Token("word", raw, normal_key(raw), start, end)
    if group == "number":
        hyphened = normal_key(_LONG_RANGE.sub("-", _LINE_BREAK.sub("-", raw)))
        if _WORD_BREAK.search(raw):  # in a word that follows the figure; right after the figure it is a hyphen
            return Token(
                "number", raw, normal_key(_LINE_BREAK.sub("-", _WORD_BREAK.sub("", raw))), start, end, hyphened
            )
        return Token("number", raw, hyphened, start, end)
    if group == "dash":
        return Token("mark", raw, "-", start, end)
    if group == "reference":
        return Token("mark", raw, "".join(raw.split()), start, end)
    if group == "dots":
        return Token("mark", raw, "\u2026", start, end)
    if group == "doubled":
        return Token("mark", raw, '"', start, end)  # two single marks set for a double one
    if group == "hidden":
        return Token("hidden", raw, raw, start, end)
    key = _MARK_KEYS.get(raw) or normal_key(raw)
    return Token("symbol" if key in _SYMBOLS or unicodedata.category(raw)[0] == "S" else "mark", raw, key, start, end)


def _windows(start: int, end: int, skips: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    kept = []
    position = start
    for first, last in skips:
        if last <= position or first >= end:
            continue
        if first > position:
            kept.append((position, first))
        position = last
    if position < end:
        kept.append((position, end))
    return kept
