"""Is it a word? Frequency lists by language, from pyspellchecker (MIT), read only when a slip is in question.

pyspellchecker was chosen among the lists on PyPI because it is maintained, pure Python, 7 MB, and its lists (from
OpenSubtitles, filtered by Hunspell dictionaries) cover eleven languages with their inflected forms. Where a language
has no list nothing is known to be a word and nothing is known not to be one, so no slip is excused there.
"""

from __future__ import annotations

import gzip
import json
import re
from functools import cache
from importlib.resources import files

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
COMMON = 2_000
_LISTED = ("en", "fr", "de", "es", "it", "pt", "ru", "ar", "nl")


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
    return (language or "").split("-")[0].lower() in _LISTED


def is_common(word: str, language: str | None) -> bool:
    """True when the list counts the word at least `COMMON` times: what a scanner spoilt may pass for a rare word."""
    return _list((language or "").split("-")[0].lower()).get(word.casefold(), 0) >= COMMON


def is_word(word: str, language: str | None) -> bool:
    """True when the list of the language has the word, a part of a hyphenated word's each, or its stem before 's."""
    known = _list((language or "").split("-")[0].lower())
    folded = re.sub(r"['’]s?$", "", word.casefold().replace("’", "'"))
    if folded in known or word.casefold().replace("’", "'") in known:
        return True
    parts = [part for part in re.split(r"[-‐‑']", folded) if part]
    return len(parts) > 1 and all(part in known for part in parts)


@cache
def _telltales() -> dict[str, frozenset[str]]:
    return {code: frozenset(words.split()) for code, words in _TELLTALES.items()}


@cache
def _list(language: str) -> dict[str, int]:
    if language not in _LISTED:
        return {}
    data = files("spellchecker").joinpath(f"resources/{language}.json.gz").read_bytes()
    counts: dict[str, int] = json.loads(gzip.decompress(data))
    return counts
