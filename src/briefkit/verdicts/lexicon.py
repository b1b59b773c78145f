"""Words that carry meaning out of proportion to their length, as data by language (`data/words.json`).

The lists name kinds of difference, and they tell a harmless omission from one that hides a negation. A word is looked
up in the source's language and, where that is not known, in all of them. Nothing is ever accepted because a word is
on no list.
"""

from __future__ import annotations

import json
from functools import cache
from pkgutil import get_data

from briefkit.patterns import regex

_DATA: dict[str, dict[str, list[object]]] = json.loads(get_data(__package__, "data/words.json") or b"")
LANGUAGES = tuple(_DATA["negation"])
_WORDS = regex(r"[^\W\d_][^\s,;:()\[\]]*|\d+")
_POINTS = regex("[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0640\u064b-\u0652\u0670]")
"""Vowel points and tatweel, which the lists leave out."""
UNSPACED = ("zh", "ja", "ko")
"""Languages whose negations stand inside a run of letters."""
EDITORIAL_NOTES = frozenset(str(note) for notes in _DATA["notes"].values() for note in notes)


def has_negations(language: str | None) -> bool:
    """True when the negations of a language are known; where the language is not, those of all are taken."""
    return language is None or language.split("-")[0].lower() in LANGUAGES


@cache
def words(kind: str, language: str | None) -> frozenset[str]:
    """The words of a kind ("negation", "modal", ...) in a language, or in all where it is None or unknown."""
    lists = _DATA[kind]
    code = (language or "").split("-")[0].lower()
    chosen = [lists[code]] if code in lists else [] if code in LANGUAGES else list(lists.values())
    return frozenset(str(word).casefold() for entries in chosen for word in entries)


@cache
def groups(kind: str, language: str | None) -> tuple[frozenset[str], ...]:
    """The sets of words of a kind that is made of sets ("inflection", "variants", "other_words")."""
    lists = _DATA[kind]
    code = (language or "").split("-")[0].lower()
    chosen = [lists[code]] if code in lists else [] if code in LANGUAGES else list(lists.values())
    return tuple(
        frozenset(str(word).casefold() for word in entry)
        for entries in chosen
        for entry in entries
        if isinstance(entry, list)
    )


@cache
def pairs(kind: str, language: str | None) -> frozenset[frozenset[str]]:
    """The sets of words of a kind, to ask whether two words are one of them."""
    return frozenset(groups(kind, language))


def is_kind(kind: str, word: str, language: str | None) -> bool:
    """True when `word` (any case) is of that kind; "n't" counts inside a word, "not" as its own word."""
    folded = word.casefold()
    if kind == "negation" and (language or "")[:2] in UNSPACED:
        return any(sign in folded for sign in words(kind, language))
    if kind == "negation" and folded.endswith(("n't", "n’t")):
        return True
    listed = words(kind, language)
    return folded in listed or (not folded.isascii() and _POINTS.sub("", folded) in listed)


def contains_kind(kind: str, text: str, language: str | None) -> str | None:
    """The first word of a kind that stands anywhere in a text without spaces between words, or None."""
    return next((word for word in sorted(words(kind, language)) if word in text), None)


def opens_with(kind: str, text: str, language: str | None) -> bool:
    """True when `text` begins with a word or phrase of a kind; in a script without spaces, when it stands anywhere."""
    if (language or "")[:2] in UNSPACED:
        return contains_kind(kind, text, language) is not None
    plain = _spaced(text)
    return any(plain.startswith(f"{phrase} ") for phrase in words(kind, language))


def closing_phrase(kind: str, text: str, language: str | None) -> str | None:
    """The phrase of a kind that `text` ends with, or None."""
    plain = f" {_spaced(text)}"
    return next((phrase for phrase in sorted(words(kind, language)) if plain.endswith(f" {phrase} ")), None)


def _spaced(text: str) -> str:
    """Words only, in lower case, a blank after each."""
    return " ".join(_WORDS.findall(text.casefold().replace("’", "'"))) + " "


def kind_of(word: str, language: str | None) -> str | None:
    """The first kind of meaning-bearing word that `word` is of, or None."""
    for kind in ("negation", "number", "modal", "quantifier", "exception", "date", "unit", "pronoun"):
        if is_kind(kind, word, language):
            return kind
    return None
