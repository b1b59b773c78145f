"""What an ellipsis leaves out: may these words go without turning what is kept?

Chicago 18, 12.59: an ellipsis must not change the meaning. Whole sentences, asides between marks and subordinate
clauses with a "not" of their own may go. What may not:

- a negation, condition, exception, alternative or attribution that hangs on the words before with no boundary between
  (`did … recommend`), or a condition between marks (`will pay[, if asked,] in May`);
- the rest of a figure that is kept (`40 [million] euros`);
- what bears on the words after, as `leading.py` tells: a word of degree, a hedge, a verb that makes them unreal;
- the end of one sentence with the start of another, where neither kept part is whole: a sentence nobody said;
- another clause's subject, where the words before are a bare subject (`The board … approved` from "The board fired the
  man who approved");
- what ties the kept words on its two sides together, as `seams.py` tells.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from briefkit.patterns import regex
from briefkit.verdicts import leading, seams
from briefkit.verdicts.clauses import (
    UNIT_END,
    WORD,
    ends_sentence,
    last_words,
    sentences_of,
    starts_sentence,
    words_of,
)
from briefkit.verdicts.lexicon import (
    UNSPACED,
    contains_kind,
    has_negations,
    is_kind,
    opens_with,
)

JOIN_LIMIT = 1_200
"""Letters that an ellipsis may leave out where it makes one sentence of two: about half a page."""
FAR_LIMIT = 10_000
"""Letters that an ellipsis may leave out between whole sentences: a few pages. Beyond, it is another passage."""

_TURNING = regex(r"^\s*(?:but|yet)\s+(?:not|never|only|no)\b", re.IGNORECASE)
_RELATIVE = regex(r"^\s*(?:\w+ )?(?:which|who|whom|whose|dont|lequel|laquelle)\b\s+\S")
_ATTRIBUTION = 6
"""Words that an aside of attribution has at most."""
_BARE_SUBJECT = 5
"""Words of a kept part that may be a bare subject."""
_NEW_SUBJECT = 4
"""Words that a subject may have after the conjunction that brings it in."""
_PREFIXES = tuple("un in im il ir dis non mis a anti ne nie не in- non- un- α".split())


class Hidden(NamedTuple):
    """A word among those left out that bears on what is kept."""

    word: str
    kind: str


def letters(text: str) -> int:
    """How many letters and digits a text has."""
    return sum(character.isalnum() for character in text)


def too_far(gap: str, before: str, after: str) -> bool:
    """True when the ellipsis leaves out more than a reader would believe. `before` and `after` are the kept words."""
    whole = ends_sentence(before, gap) and starts_sentence(gap, after)
    return letters(gap) > (FAR_LIMIT if whole else JOIN_LIMIT)


def hidden_word(gap: str, before: str, after: str, language: str | None) -> Hidden | None:
    """What in `gap` bears on the kept words, or None where nothing does."""
    if not WORD.search(gap):
        return None
    if magnitude := _cuts_figure(gap, before, language):
        return Hidden(magnitude, "number")
    whole_before, whole_after = ends_sentence(before, gap), starts_sentence(gap, after)
    if whole_before and whole_after:
        return None
    sentences = sentences_of(gap)
    if len(sentences) > 1 and not whole_before and not whole_after:
        return Hidden(last_words(sentences[0]), "the end of one sentence and the start of another")
    found = None
    if not whole_before:
        found = _hangs_on(sentences[0], before, language)
        if found is None and len(sentences) == 1:
            found = _contrary(gap, before + " " + after) or _other_clause(gap, before, language)
    if found is None and not whole_after and (whole_before or len(sentences) > 1):
        opening = next((unit for unit in UNIT_END.split(sentences[-1]) if WORD.search(unit)), "")
        if is_condition(opening, language):
            found = Hidden(last_words(opening), "condition")
    if found is None and not whole_after:
        found = _bears_on(sentences[-1], after, language) or _inside_other_clause(gap)
    if found is None and not whole_before and not whole_after and len(sentences) == 1:
        told = seams.torn(gap, before, after, language)
        found = Hidden(*told) if told else None
    if found is None and not has_negations(language) and len(sentences) == 1 and not _is_aside(gap):
        return Hidden(last_words(gap), f"no list of negations for “{language}”")
    return found


def _bears_on(sentence: str, after: str, language: str | None) -> Hidden | None:
    told = leading.bears_on(UNIT_END.split(sentence)[-1], after, language)
    return Hidden(*told) if told else None


def _hangs_on(text: str, before: str, language: str | None) -> Hidden | None:
    """A negation or exception between the kept words and the first boundary or subordinator after them."""
    units = UNIT_END.split(text)
    for match in WORD.finditer(units[0]):
        word = match[0]
        for kind in ("negation", "exception"):
            if is_kind(kind, word, language) and not leading.is_assent(units[0][match.start() :]):
                return Hidden(word, kind)
        if is_kind("subordinator", word, language) and not is_kind("article", word, language):
            break  # a German "die" leads into a clause only after a mark
    for unit in units[1:-1]:
        if _is_attribution(unit, language):
            return Hidden(" ".join(unit.split()), "attribution")
    spaced = (language or "")[:2] not in UNSPACED
    for unit in units if spaced else units[1:]:
        if is_condition(unit, language):
            return Hidden(last_words(unit), "condition")
        if opens_with("correction", unit, language):
            return Hidden(last_words(unit), "correction")
        if turning := _TURNING.match(unit):
            return Hidden(" ".join(turning[0].split()), "exception")
    if _is_bare_subject(before, language) and is_kind("alternative", (words_of(units[0]) or [""])[0], language):
        return Hidden(last_words(units[0]), "alternative")
    hedge = leading.only_hedges(words_of(text), language) or _hedge_with_aside(units, language)
    return Hidden(hedge, "modal") if hedge else None


def _cuts_figure(gap: str, before: str, language: str | None) -> str | None:
    """What makes the kept figure another: "40 … euros" from "40 million euros", "twenty … men" from "twenty five"."""
    kept, first = words_of(before)[-1:], (words_of(gap) or [""])[0]
    if not kept or UNIT_END.search(before.rstrip()[-1:]):
        return None
    unspaced = (language or "")[:2] in UNSPACED
    figure = kept[0][-1].isdecimal() or is_kind("number", kept[0][-1] if unspaced else kept[0], language)
    if not figure or not re.match(r"[\s%]*\w", gap):
        return None
    follows = opens_with("magnitude", first[:1] if unspaced else gap, language)
    spelled = not kept[0][-1].isdecimal() and is_kind("number", first, language)
    return first if follows or spelled else None


def is_condition(unit: str, language: str | None) -> bool:
    """`, if the council agrees,`: it limits the clause that it interrupts; `, if any,` and `if not` do not."""
    return opens_with("condition", unit, language) and not opens_with("no_condition", unit, language)


def _is_attribution(aside: str, language: str | None) -> bool:
    """`prosecutors claim`, `so they say`, `according to its rivals`: an aside that says whose word it is."""
    words = words_of(aside)
    if words[:1] == ["so"]:
        words = words[1:]
    if not 0 < len(words) <= _ATTRIBUTION or is_kind("conjunction", words[0], language):
        return False
    return aside.strip().casefold().startswith("according to") or is_kind("reporting", words[-1], language)


def _contrary(gap: str, kept: str) -> Hidden | None:
    """A kept word with a prefix that negates it: `safe … for adults` from "safe in rats and unsafe for adults"."""
    words = {word.casefold() for word in words_of(kept) if len(word) > 3}
    for word in words_of(gap):
        folded = word.casefold()
        if any(folded.startswith(prefix) and folded[len(prefix) :] in words for prefix in _PREFIXES):
            return Hidden(word, "the contrary of a word that is kept")
    return None


def _other_clause(gap: str, before: str, language: str | None) -> Hidden | None:
    """A bare subject is given the predicate of another clause: "The board [fired the man who] approved"."""
    if _is_aside(gap) or not _is_bare_subject(before, language):
        return None
    *ahead, unit = UNIT_END.split(gap)
    words = words_of(unit)
    whole = _is_whole_relative(words, language)
    for index, word in enumerate(words):
        points = index > 0 and word == "that" and is_kind("preposition", words[index - 1], language)
        brings_in = not whole and not points and _brings_in_clause(words[index:], bool(ahead) and index == 0, language)
        if brings_in or is_kind("reporting", word, language):
            return Hidden(word, "another clause")
    if (language or "")[:2] in UNSPACED and (said := contains_kind("reporting", unit, language)):
        return Hidden(said, "another clause")
    return _new_subject(gap, language)


def _brings_in_clause(words: list[str], after_mark: bool, language: str | None) -> bool:
    """The first word begins a subordinate clause, whose verb is kept: "that the mayor [approved]".

    A word that may be an article (German "die") does so only after a mark, one that may be a preposition ("after a
    long debate") only with a subject or verb of its own.
    """
    if not is_kind("subordinator", words[0], language):
        return False
    if is_kind("article", words[0], language):
        return after_mark
    if not is_kind("also_preposition", words[0], language) or len(words) == 1:
        return True
    return any(is_kind(kind, word, language) for word in words[1:] for kind in ("pronoun", "light_verbs")) or any(
        word[:1].isupper() for word in words[1:]
    )


def _is_whole_relative(words: list[str], language: str | None) -> bool:
    """A relative clause of the kept subject with a verb of its own: "that fed us", "that the firm had built"."""
    if len(words) < 3 or not is_kind("subordinator", words[0], language):
        return False
    if any(is_kind("light_verbs", word, language) for word in words[2:]):
        return True
    subject = words[1][:1].isupper() or any(is_kind(kind, words[1], language) for kind in ("article", "pronoun"))
    return not subject


def _new_subject(gap: str, language: str | None) -> Hidden | None:
    """A conjunction that brings in another subject, which the kept verb belongs to: "and the state [paid]"."""
    words = words_of(gap)
    listed = bool(words) and is_kind("preposition", words[0], language)
    for word, following in pairwise([] if listed else words):
        article = is_kind("article", following, language) or re.match(r"[ldLD]['’]", following)
        if is_kind("conjunction", word, language) and article and word != words[0]:
            return Hidden(f"{word} {following}", "another clause")
    units = UNIT_END.split(gap)
    last = words_of(units[-1])
    brought_in = len(units) > 1 and 1 < len(last) <= _NEW_SUBJECT and is_kind("contrast", last[0], language)
    return Hidden(" ".join(last), "another clause") if brought_in else None


def _inside_other_clause(gap: str) -> Hidden | None:
    """The kept words after are the middle of another clause: after a semicolon, or of a relative clause."""
    bare = gap.strip()
    if ";" in bare[:-1]:
        return Hidden(last_words(bare), "another clause")
    units = UNIT_END.split(bare)
    if len(units) > 1 and _RELATIVE.match(units[-1]):
        return Hidden(last_words(units[-1]), "another clause")
    return None


def _is_bare_subject(before: str, language: str | None) -> bool:
    """The kept words of the last clause hold no verb that is known as one: `The board`, `Doctors`."""
    clause = words_of(UNIT_END.split(sentences_of(before)[-1])[-1])
    if not 0 < len(clause) <= _BARE_SUBJECT:
        return False
    verbs = ("light_verbs", "reporting", "modal")
    return not any(is_kind(kind, word, language) for word in clause for kind in verbs)


def _hedge_with_aside(units: list[str], language: str | None) -> str | None:
    """A modal parted by an aside from the verb that is kept: "would, if asked, have"."""
    if len(units) < 3:
        return None
    found = leading.only_hedges(words_of(units[0]), language)
    return found if found and leading.all_light(words_of(units[-1]), language) else None


def _is_aside(gap: str) -> bool:
    """True when the omission is set off by marks on both sides."""
    bare = gap.strip()
    return bool(bare) and bool(UNIT_END.match(bare)) and bool(UNIT_END.match(bare[-1]))
