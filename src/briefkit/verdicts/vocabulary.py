"""Is it a word, and of which headword? Word forms by language, from simplemma (MIT), read only when in question.

simplemma was chosen among the word lists on PyPI because it is maintained, pure Python without dependencies, 19 MB, and
knows the inflected forms of some fifty languages with their headwords, British and American spellings alike. Where it
has no list nothing is known to be a word, so no slip is excused there.
"""

from __future__ import annotations

import re
from functools import cache

LISTED = frozenset(
    "ast bg ca cs cy da de el en es et fa fi fr ga gd gl hi hu hy id is it ka la lb lt lv mk ms nb nl nn pl pt ro ru "
    "sk sl sq sv sw tl tr uk".split()
)
"""The languages that simplemma has word forms for."""


def has_list(language: str | None) -> bool:
    """True when there is a word list for the language."""
    return _code(language) in LISTED


def is_word(word: str, language: str | None) -> bool:
    """True when the language has the word, each part of a hyphenated one, or its stem before 's."""
    code = _code(language)
    if code not in LISTED:
        return False
    plain = word.replace("’", "'")
    stem = re.sub(r"'s?$", "", plain)
    if _known(plain, code) or _known(stem, code):
        return True
    parts = [part for part in re.split(r"[-‐‑']", stem) if part]
    return len(parts) > 1 and all(_known(part, code) for part in parts)


def headword(word: str, language: str | None) -> str | None:
    """The headword of an inflected form ("says" -> "say"), or None where the language has no list or not the word."""
    code = _code(language)
    if code not in LISTED or not _known(word, code):
        return None
    import simplemma

    return simplemma.lemmatize(word.casefold(), lang=code)


def _code(language: str | None) -> str:
    return (language or "").split("-")[0].lower()


@cache
def _known(word: str, code: str) -> bool:
    import simplemma

    return simplemma.is_known(word, lang=code) or simplemma.is_known(word.casefold(), lang=code)
