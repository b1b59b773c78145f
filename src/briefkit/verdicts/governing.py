"""Words of the same sentence, left outside the marks, that govern a passage: a negation, a condition, a question,
reported speech. The quotation is word for word, and still misleads; the verdict stands and carries a warning.
"""

from __future__ import annotations

import re

from briefkit.patterns import regex
from briefkit.verdicts.clauses import LETTER
from briefkit.verdicts.lexicon import UNSPACED, is_kind, opens_with
from briefkit.verdicts.lexicon import words as words_of_kind

_SENTENCE_END = regex(r"[.!?…。！？][\"'”’»)\]]*\s|[。！？]|\n\s*\n")
_UNIT_END = regex(r"[,;:()\[\]–—\"“”«»]|\s-{1,2}\s")
_WORD = regex(rf"{LETTER}+(?:['’]{LETTER}+)*")
_REPORTED = regex(
    r"\b(?:den(?:y|ies|ied)|doubt(?:s|ed)?|alleg(?:e|es|ed)|claim(?:s|ed)?|fals(?:e|ely)|pretend(?:s|ed)?|rumou?rs?|suppos(?:e|es|ed))"
    r"(?:\s+\w+){0,2}?\s+that$",
    re.IGNORECASE,
)
_REACH = 300
_NEAR_WORDS = 6
_DENIED = 4
"""Words between a denial and the word that leads into what is denied."""


def governing_words(text: str, start: int, end: int, said: str, language: str | None) -> str | None:
    """The words outside text[start:end] that govern it, shortest telling stretch, or None.

    `said` is the author's own text around the quotation: what it says itself is not left out.
    """
    before = _SENTENCE_END.split(text[max(0, start - _REACH) : start])[-1]
    after = _first_sentence(text[end : end + _REACH])
    heard = {word.casefold() for word in _WORD.findall(said)}
    return _before(before, heard, language) or _after(after, heard, language) or _question(text[start:end], after, said)


def _first_sentence(after: str) -> str:
    match = _SENTENCE_END.search(after)
    return after[: match.end()] if match else after


def _before(before: str, heard: set[str], language: str | None) -> str | None:
    unit = _last_unit(before, language)
    words = list(_WORD.finditer(unit))
    for match in words[-_NEAR_WORDS:]:
        if is_kind("negation", match[0], language) and match[0].casefold() not in heard:
            return " ".join(unit[match.start() :].split())
    if words and (weight := _degree(words[-1][0], before, heard, language)):
        return weight
    if words and words[0][0].casefold() not in heard and _opens_condition(unit, language):
        return " ".join(unit.split())
    reported = _REPORTED.search(unit.rstrip())
    if reported and not heard & {w.casefold() for w in _WORD.findall(reported[0])[:1]}:
        return " ".join(reported[0].split())
    if len(words) > 1 and is_kind("subordinator", words[-1][0], language):
        for match in words[-1 - _DENIED : -1]:
            if is_kind("denial", match[0], language) and match[0].casefold() not in heard:
                return " ".join(unit[match.start() :].split())
    return None


def _last_unit(before: str, language: str | None) -> str:
    """The stretch since the last mark; a lone "dass" or "что" belongs to the clause that it follows."""
    units = _UNIT_END.split(before)
    alone = _WORD.findall(units[-1])
    if len(units) > 1 and len(alone) == 1 and is_kind("subordinator", alone[0], language):
        return f"{units[-2].rstrip()} {units[-1].strip()}"
    return units[-1]


def _opens_condition(unit: str, language: str | None) -> bool:
    if (language or "")[:2] in UNSPACED:
        return any(unit.strip().startswith(word) for word in words_of_kind("condition", language))
    return opens_with("condition", unit, language) or unit.split()[:1] in (["whether"], ["Whether"])


def _degree(word: str, before: str, heard: set[str], language: str | None) -> str | None:
    """A word of degree that touches the passage: "only [ten men]", "the alleged [thief]"."""
    touches = before.rstrip().endswith(word)
    weighs = any(is_kind(kind, word, language) for kind in ("weighing", "exception"))
    return word if touches and weighs and word.casefold() not in heard else None


def _after(after: str, heard: set[str], language: str | None) -> str | None:
    words = list(_WORD.finditer(after))
    touching = words and not after[: words[0].start()].strip()
    if touching and is_kind("negation", words[0][0], language) and words[0][0].casefold() not in heard:
        return " ".join(after[: words[min(3, len(words) - 1)].end()].split())
    if words and is_kind("exception", words[0][0], language) and words[0][0].casefold() not in {*heard, "only"}:
        if after[: words[0].start()].strip(" \n\t,"):
            return None
        return " ".join(_UNIT_END.split(after[words[0].start() :])[0].split()[:8])
    return None


def _question(passage: str, after: str, said: str) -> str | None:
    if after.rstrip().rstrip("\"'”’»)").endswith("?") and "?" not in passage and "?" not in said and len(after) < 120:
        return " ".join(after.split())
    return None
