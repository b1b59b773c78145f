"""What an ellipsis joins: may the kept words on its two sides stand side by side?

`gaps.py` asks what the words left out do to those that are kept; here it is asked whether what is kept still hangs
together as it did. It does not

- where a modal goes and its verb stays (`The committee … [meet]` from "may soon meet"), or the "to" of an infinitive,
  or whose belief a relative clause is;
- where the word goes that leads into the clause after (`until`, `unless`), or nothing but a "but" or "or";
- where `than` loses its comparative, or `It is … that` the word that the clause hangs on;
- where a word or two go that narrow what is denied, or what is said of all: `no … arrest` from "no arbitrary arrest".
"""

from __future__ import annotations

from briefkit.patterns import regex
from briefkit.verdicts.clauses import UNIT_END, sentences_of, words_of
from briefkit.verdicts.lexicon import UNSPACED, closing_phrase, contains_kind, is_kind, words

_FEW = 4
"""Words of an omission that leaves out a modal and keeps its verb, and of a kept part that says but "It is"."""
_NARROWING = 2
"""Words that narrow a noun or verb."""
_NARROWING_RUN = 6
"""The same in characters of a run of ideographs or kana."""
_COMPARATIVE = regex(r"\w{2,}er$|(?:more|less|fewer|other|rather|better|worse|sooner|else|different)$")
_INFINITIVE = regex(r"(?:ar|er|ir|re|oir|en)$")
_VERB_LAST = ("ja", "ko", "hi", "tr", "fa")
"""Languages whose negation ends the sentence."""
_FUNCTIONS = ("conjunction", "subordinator", "preposition", "article", "pronoun", "auxiliary", "light_verbs")
_PARTING = ("contrast", "alternative")
_NOUN_AHEAD = ("article", "possessive", "preposition")


def torn(gap: str, before: str, after: str, language: str | None) -> tuple[str, str] | None:
    """What is torn from the kept words on either side of `gap`, and what kind of thing it is; None where nothing is."""
    last = _last_unit(before)
    return (
        _leads_in(gap, after, language)
        or _bare_joint(gap, language)
        or _modal_of_kept_verb(gap, last, language)
        or _belief(gap, last, language)
        or _infinitive(gap, last, after, language)
        or _comparison(before, after, language)
        or _clause_without_head(gap, last, after, language)
        or _narrows(gap, before, after, language)
    )


def _last_unit(text: str) -> str:
    return UNIT_END.split(sentences_of(text)[-1])[-1]


def _marked(gap: str) -> bool:
    return UNIT_END.search(gap) is not None


def _is_unspaced(language: str | None) -> bool:
    return (language or "")[:2] in UNSPACED


def _leads_in(gap: str, after: str, language: str | None) -> tuple[str, str] | None:
    """A clause that is kept loses the "until" or "unless" that makes it a condition."""
    bare = gap.rstrip()
    if UNIT_END.match(after.lstrip()):
        return None
    if _is_unspaced(language):
        bare = bare.rstrip("、，, ")
        found = next((word for word in sorted(words("leading_in", language)) if bare.endswith(word)), None)
    else:
        found = None if UNIT_END.search(bare[-1:]) else closing_phrase("leading_in", bare, language)
    return (found, "condition") if found else None


def _bare_joint(gap: str, language: str | None) -> tuple[str, str] | None:
    """Nothing but grammatical words goes, and with them the contrast or alternative that parts what is kept."""
    left_out = words_of(gap)
    if not all(any(is_kind(kind, word, language) for kind in (*_FUNCTIONS, *_PARTING)) for word in left_out):
        return None
    parting = next((w for w in left_out if any(is_kind(kind, w, language) for kind in _PARTING)), None)
    return (parting, "contrast") if parting else None


def _modal_of_kept_verb(gap: str, last: str, language: str | None) -> tuple[str, str] | None:
    left_out = words_of(gap)
    if _marked(gap) or not 0 < len(left_out) <= _FEW or _is_unspaced(language):
        return None
    if any(is_kind(kind, word, language) for kind in ("conjunction", "subordinator") for word in left_out):
        return None
    ahead = (words_of(last) or [""])[-1]
    if any(is_kind(kind, ahead, language) for kind in _NOUN_AHEAD) or not left_out[0].islower():
        return None  # `the [need for food]`
    return (left_out[0], "modal") if is_kind("modal", left_out[0], language) else None


def _belief(gap: str, last: str, language: str | None) -> tuple[str, str] | None:
    """Whose belief a relative clause is: `people who … stole` from "people who the firm believed stole"."""
    kept, left_out = words_of(last), words_of(gap)
    if _marked(gap) or not kept or not is_kind("subordinator", kept[-1], language):
        return None
    return (left_out[-1], "attribution") if is_kind("reporting", left_out[-1], language) else None


def _infinitive(gap: str, last: str, after: str, language: str | None) -> tuple[str, str] | None:
    """The particle of an infinitive goes, which then reads as what was done."""
    left_out, following = words_of(gap), words_of(after[:60])[:1]
    if _is_predicate(left_out, last, language):
        return " ".join(left_out), "another verb"
    if not left_out or not following or UNIT_END.search(gap.rstrip()[-1:]):
        return None
    particle = left_out[-1]
    if not is_kind("infinitive_particle", particle, language) or following[0][:1].isupper():
        return None
    listed = _marked(gap) or any(is_kind("conjunction", word, language) for word in left_out)
    if listed and particle in words_of(last):
        return None
    if (language or "")[:2] == "en":
        other = ("article", "pronoun", "number", "quantifier")
        plain = not any(is_kind(kind, following[0], language) for kind in other)
    else:
        plain = _INFINITIVE.search(following[0]) is not None
    return (" ".join(left_out[-2:]), "another verb") if plain else None


def _is_predicate(left_out: list[str], last: str, language: str | None) -> bool:
    """All that is said of the subject: `would be … aggression` from "would be to invite aggression"."""
    particle = len(left_out) == 2 and is_kind("infinitive_particle", left_out[0], language)
    return particle and is_kind("light_verbs", (words_of(last) or [""])[-1], language)


def _comparison(before: str, after: str, language: str | None) -> tuple[str, str] | None:
    """`than` without its comparative."""
    following = words_of(after[:60])[:1]
    if not following or not is_kind("than", following[0], language):
        return None
    kept = words_of(sentences_of(before)[-1])
    compared = any(is_kind("comparative", word, language) for word in kept)
    if (language or "")[:2] == "en":
        compared = any(_COMPARATIVE.match(word.casefold()) for word in kept)
    return None if compared else (following[0], "comparison")


def _clause_without_head(gap: str, last: str, after: str, language: str | None) -> tuple[str, str] | None:
    """`It is … that he paid`: the clause hangs on what is left out."""
    kept, following = words_of(last), words_of(after[:60])[:1]
    if not following or not 0 < len(kept) <= _FEW or not is_kind("complementizer", following[0], language):
        return None
    empty = all(any(is_kind(kind, word, language) for kind in ("pronoun", "light_verbs", "auxiliary")) for word in kept)
    return (words_of(gap)[-1], "what the clause hangs on") if empty else None


def _narrows(gap: str, before: str, after: str, language: str | None) -> tuple[str, str] | None:
    """A word or two that narrow what is denied or said of all: left out, more is denied, or said, than was."""
    bare, left_out = gap.strip(), words_of(gap)
    if not left_out or _marked(gap) or not before.strip():
        return None
    code = (language or "")[:2]
    run = code in ("zh", "ja")
    few = len(bare) <= _NARROWING_RUN if run else len(left_out) <= _NARROWING + (code in _VERB_LAST)
    leads = ("preposition", "conjunction", "subordinator", "article", "pronoun")
    aside = any(is_kind(kind, left_out[0], language) for kind in leads)
    if not few or aside or left_out[0].isdigit() or is_kind("conjunction", left_out[-1], language):
        return None
    kept = _last_unit(before)
    told = _denied(kept, language) or (code in _VERB_LAST and _denied(sentences_of(after)[0], language))
    noun = is_kind("light_verbs", (words_of(after[:60]) or [""])[0], language)  # `all … are`
    general = not run and not noun and is_kind("universal", (words_of(kept) or [""])[-1], language)
    if told:
        return bare, "what is denied is narrower"
    return (bare, "what is said of all is narrower") if general else None


def _denied(clause: str, language: str | None) -> bool:
    if (language or "")[:2] in ("zh", "ja"):
        return contains_kind("negation", clause, language) is not None
    return any(is_kind("negation", word, language) for word in words_of(clause))
