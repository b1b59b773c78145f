"""Words that lead into others and weigh on them: a negation, a degree, a hedge, a verb that makes what follows unreal.

An ellipsis may not leave them out, nor a bracket bring them in, right before the words that are kept.
"""

from __future__ import annotations

import re

from briefkit.patterns import regex
from briefkit.verdicts.clauses import words_of
from briefkit.verdicts.lexicon import UNSPACED, closing_phrase, contains_kind, is_kind
from briefkit.verdicts.lexicon import words as listed
from briefkit.verdicts.vocabulary import headword

_ASSENT = regex(r"\s*no (?:doubt|question)\b", re.IGNORECASE)
_PHRASE = 2
"""Words between a limit and the kept words that it limits."""
_LIMITED = 4
"""Characters between a limit and the kept words, in scripts without spaces."""
_SAID_TO = "said|believed|thought|reported|alleged|claimed|supposed|expected|considered|meant|likely"
_WEAKENING = regex(
    r"\b(?:(?:far|anything|everything) (?:from|but)|too \w+ to(?: be)?|(?:other|rather|less) than|instead of|short of"
    r"|as if|all but|(?:part|some|half|none|most|all) of(?: the)?|whether(?: to)?|how to|pretend(?:s|ed)? (?:that )?\w+"
    rf"|(?:{_SAID_TO})\b[^,;:]* to(?: be)?)(?: the| an?)?$"
)
"""English phrases that, right before the kept words, take them back."""
_INFINITIVE = regex(r"(?:ć|ти|тися|ть|ться|ar|er|ir|re|en|oir)$")
"""Endings by which an infinitive is known where no particle leads into it."""


def bears_on(clause: str, after: str, language: str | None) -> tuple[str, str] | None:
    """What at the end of `clause` bears on the words `after` that follow it: the word and what it is, or None."""
    words = words_of(clause)
    if weakening := _WEAKENING.search(" ".join(words).casefold()):
        return weakening[0], "hedge"
    if (language or "")[:2] in UNSPACED:
        if degree := contains_kind("weighing", clause, language):
            return degree, "degree"
        if limit := contains_kind("exception", clause.rstrip()[-_LIMITED:], language):
            return limit, "exception"
    if hedging := closing_phrase("hedging", clause, language):
        return hedging, "hedge"
    return (
        _negation(words, language)
        or _degree(words, language)
        or _limit(words, language)
        or _unreal(words, after, language)
        or _object_of_another(words, after, language)
        or _modal(words, language)
    )


def _negation(words: list[str], language: str | None) -> tuple[str, str] | None:
    """A negation with nothing of weight between it and the kept words."""
    for index, word in enumerate(words):
        if not is_kind("negation", word, language) or is_assent(" ".join(words[index:])):
            continue
        rest = [w for w in words[index + 1 :] if not (is_light(w, language) or is_kind("number", w, language))]
        if not rest or is_kind("subordinator", words[-1], language):
            return word, "negation"
    return None


def is_assent(text: str) -> bool:
    """`no doubt`: a "no" that denies nothing."""
    return _ASSENT.match(text) is not None


def _degree(words: list[str], language: str | None) -> tuple[str, str] | None:
    """A word of degree alone before the kept words: "few [patients]", "allegedly [paid]"."""
    for index, word in enumerate(words):
        alone = all(is_light(w, language) or _weighs(w, language) for w in words[index + 1 :])
        if _weighs(word, language) and alone and all_light(words[:index], language):
            return word, "degree"
    return None


def _limit(words: list[str], language: str | None) -> tuple[str, str] | None:
    """A limit or "without" whose phrase goes on with the kept words: "only hard [power]", "without any [doubt]"."""
    for index in range(len(words) - 1, max(-1, len(words) - 2 - _PHRASE), -1):
        for kind, told in (("exception", "exception"), ("lacking", "negation")):
            if is_kind(kind, words[index], language):
                return words[index], told
        if any(is_kind(kind, words[index], language) for kind in ("conjunction", "subordinator", "light_verbs")):
            return None
    return None


def _weighs(word: str, language: str | None) -> bool:
    """ "often seen" holds "seen"; "almost seen" does not."""
    if is_kind("degree", word, language):
        return True
    return is_kind("weighing", word, language) and not is_kind("quantifier", word, language)


def _unreal(words: list[str], after: str, language: str | None) -> tuple[str, str] | None:
    """A verb that makes the infinitive after it unreal: "refused to [pay]", "va refuser de [payer]"."""
    following = words_of(after[:60])[:1]
    tail = list(words)
    while tail and (is_kind("infinitive_particle", tail[-1], language) or tail[-1] in ("have", "be")):
        tail.pop()
    led_in = bool(following) and is_kind("infinitive_particle", following[0], language)
    bare = len(tail) == len(words) and not (led_in and _is_english(language))
    if not tail or (bare and (_is_english(language) or not following or not _INFINITIVE.search(following[0]))):
        return None
    verbs = listed("demoting", language)
    return (" ".join(words[-3:]), "hedge") if tail[-1] in verbs or headword(tail[-1], language) in verbs else None


def _object_of_another(words: list[str], after: str, language: str | None) -> tuple[str, str] | None:
    """An infinitive whose object is kept without it: `paid … the fine` from "paid to avoid the fine"."""
    following = words_of(after[:60])[:1]
    if not _is_english(language) or not following or len(words) < 2 or words[-2] != "to" or not words[-1].islower():
        return None
    object_kept = any(is_kind(kind, following[0], language) for kind in ("article", "pronoun"))
    return (f"to {words[-1]}", "another verb") if object_kept else None


def _is_english(language: str | None) -> bool:
    return (language or "")[:2] == "en"


def _modal(words: list[str], language: str | None) -> tuple[str, str] | None:
    hedge = only_hedges(words, language)
    return (hedge, "modal") if hedge else None


def only_hedges(words: list[str], language: str | None) -> str | None:
    """Words left out that are nothing but a modal or hedge with its auxiliaries: "may", "is expected to"."""
    hedges = [word for word in words if is_kind("modal", word, language)]
    if hedges and all(is_light(word, language) or word in hedges for word in words):
        return hedges[0]
    return None


def all_light(words: list[str], language: str | None) -> bool:
    """True when every word is light; of no words too."""
    return all(is_light(word, language) for word in words)


def is_light(word: str, language: str | None) -> bool:
    """An auxiliary, an article, a modal, an English adverb in -ly: it parts nothing."""
    kinds = ("auxiliary", "article", "modal", "light_verbs")
    return any(is_kind(kind, word, language) for kind in kinds) or word.casefold().endswith("ly")
