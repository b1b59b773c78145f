"""Is it a word, and of which headword? Word forms by language, from simplemma (MIT), read only when in question.

simplemma was chosen among the word lists on PyPI because it is maintained, pure Python without dependencies, 19 MB, and
knows the inflected forms of some fifty languages with their headwords, British and American spellings alike. Where it
has no list nothing is known to be a word, so no slip is excused there.
"""

from __future__ import annotations

import re
from functools import cache

_SCRIPTS = (
    ("he", re.compile("[\u0590-\u05ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("uk", re.compile("[їієґЇІЄҐ]")),
    ("ru", re.compile("[\u0430-\u044f]")),
)
_TELLTALES = {
    "en": "the of and to in is that for was with on are be this have from not by which it",
    "fr": "le la les des et est dans que qui pour une sur pas par au avec sont du ce",
    "de": "der die das und ist nicht von zu mit den dem ein eine für auf sich im werden oder",
    "es": "el la los las de que y en por con una para es del se al su como toda",
    "it": "il di che e la per un una non con del della sono gli nel alla dei le",
    "pt": "o a os as de que e em por com uma para não do da ao se no na",
    "pl": "w i na z do nie się jest że o jak to przez oraz dla po od",
}
LISTED = frozenset(
    "ast bg ca cs cy da de el en es et fa fi fr ga gd gl hi hu hy id is it ka la lb lt lv mk ms nb nl nn pl pt ro ru "
    "sk sl sq sv sw tl tr uk".split()
)
"""The languages that simplemma has word forms for."""


def guess_language(text: str) -> str | None:
    """The language of a text by script and commonest words; None when unsure. Looks at the first 4,000 characters."""
    sample = text[:4000]
    letters = sum(c.isalpha() for c in sample) or 1
    for code, pattern in _SCRIPTS:
        if len(pattern.findall(sample)) / letters > (0.02 if code == "uk" else 0.3):
            return code
    found = re.findall(r"[^\W\d_]+", sample.casefold())
    if not found:
        return None
    scores = {code: sum(word in listed for word in found) for code, listed in _telltales().items()}
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] >= max(2, len(found) // 20) else None


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
def _telltales() -> dict[str, frozenset[str]]:
    return {code: frozenset(words.split()) for code, words in _TELLTALES.items()}


@cache
def _known(word: str, code: str) -> bool:
    import simplemma

    return simplemma.is_known(word, lang=code) or simplemma.is_known(word.casefold(), lang=code)
