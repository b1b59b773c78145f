"""What an ellipsis leaves out: may these words go without turning what is kept?

Chicago 18, 12.59: an ellipsis must not change the meaning. Whole sentences, asides between marks and subordinate
clauses with a "not" of their own may go. What may not, each by a function below:

- a negation, condition, exception or hedge that hangs on the words before with no boundary between (`did … recommend`),
  or runs into the words after;
- a word of degree right before the kept words (`cured … patients` from "cured few patients");
- the end of one sentence with the start of another, where neither kept part is whole: a sentence nobody said;
- another clause's subject, where the words before are a bare subject (`The board … approved` from "The board fired the
  man who approved").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from briefkit.verdicts.lexicon import has_negations, is_kind

JOIN_LIMIT = 1_200
"""Letters that an ellipsis may leave out where it makes one sentence of two: about half a page."""
FAR_LIMIT = 10_000
"""Letters that an ellipsis may leave out between whole sentences: a few pages. Beyond, it is another passage."""

_SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*(?=\s|$)|[。！？]|\n\s*\n")
_UNIT_END = re.compile(r"[,;:()\[\]–—,،；：、（）]|\s-{1,3}\s|--")
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0963\u0970-\u0dff\u0e31-\u0e4e"
_LETTER = rf"(?:[^\W\d_]|[{_MARKS}])"
_WORD = re.compile(rf"{_LETTER}+(?:['’-]{_LETTER}+)*|\d+")
_ABBREVIATION = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|vs|No|e\.g|i\.e|U\.S|U\.K|etc|cf|approx)\.$")
_TURNING = re.compile(r"^\s*(?:but|yet)\s+(?:not|never|only|no)\b", re.IGNORECASE)
_VERBS_BEFORE_TO = (
    "tr(?:y|ies|ied)|want(?:s|ed)?|hop(?:e|es|ed)|plan(?:s|ned)?|offer(?:s|ed)?|promis(?:e|es|ed)|threaten(?:s|ed)?"
    "|refus(?:e|es|ed)|fail(?:s|ed)?|seem(?:s|ed)?|claim(?:s|ed)?|pretend(?:s|ed)?|attempt(?:s|ed)?|intend(?:s|ed)?"
    "|agree[sd]?"
)
_SAID_TO = "said|believed|thought|reported|alleged|claimed|supposed|expected|considered|meant|likely"
_WEAKENING = re.compile(
    r"\b(?:(?:far|anything|everything) (?:from|but)|too \w+ to(?: be)?|(?:other|rather|less) than|instead of|short of"
    r"|as if|all but|(?:part|some|half|none|most|all) of(?: the)?"
    rf"|(?:{_VERBS_BEFORE_TO}) to(?: have| be)?|(?:{_SAID_TO})\b[^,;:]* to(?: be)?)$"
)
"""Phrases that, right before the kept words, take them back."""
_RELATIVE = re.compile(r"^\s*(?:\w+ )?(?:which|who|whom|whose|dont|lequel|laquelle)\b\s+\S")
_ENDS = tuple(".!?。！？")
_CLOSERS = "\"'”’»)] \n\t"
_ATTRIBUTION = 6
"""Words that an aside of attribution has at most."""
_BARE_SUBJECT = 5
"""Words of a kept part that may be a bare subject."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A word among those left out that bears on what is kept."""

    word: str
    kind: str


def letters(text: str) -> int:
    """How many letters and digits a text has."""
    return sum(character.isalnum() for character in text)


def too_far(gap: str, before: str, after: str) -> bool:
    """True when the ellipsis leaves out more than a reader would believe. `before` and `after` are the kept words."""
    whole = _ends_sentence(before, gap) and _starts_sentence(gap, after)
    return letters(gap) > (FAR_LIMIT if whole else JOIN_LIMIT)


def hidden_word(gap: str, before: str, after: str, language: str | None) -> Hidden | None:
    """What in `gap` bears on the kept words, or None where nothing does."""
    if not _WORD.search(gap):
        return None
    whole_before, whole_after = _ends_sentence(before, gap), _starts_sentence(gap, after)
    if whole_before and whole_after:
        return None
    sentences = _sentences(gap)
    if len(sentences) > 1 and not whole_before and not whole_after:
        return Hidden(_last_words(sentences[0]), "the end of one sentence and the start of another")
    first, last = sentences[0], sentences[-1]
    if not whole_before:
        found = _hangs_on(first, language)
        if found is None and len(sentences) == 1:
            found = _other_clause(first, before, language)
        if found:
            return found
    if not whole_after:
        found = _runs_into(last, language) or _inside_other_clause(gap)
        if found:
            return found
    if not has_negations(language) and len(sentences) == 1 and not _is_aside(gap):
        return Hidden(_last_words(gap), f"no list of negations for “{language}”")
    return None


def _hangs_on(text: str, language: str | None) -> Hidden | None:
    """A negation or exception between the kept words and the first boundary or subordinator after them."""
    units = _UNIT_END.split(text)
    for match in _WORD.finditer(units[0]):
        word = match[0]
        if is_kind("negation", word, language):
            return Hidden(word, "negation")
        if is_kind("exception", word, language):
            return Hidden(word, "exception")
        if is_kind("subordinator", word, language):
            return None
    for unit in units[1:-1]:
        if _is_attribution(unit, language):
            return Hidden(" ".join(unit.split()), "attribution")
    for unit in units[1:]:
        if turning := _TURNING.match(unit):
            return Hidden(" ".join(turning[0].split()), "exception")
    return _only_hedges(_words(text), language) or _hedge_with_aside(units, language)


def _is_attribution(aside: str, language: str | None) -> bool:
    """`prosecutors claim`, `according to its rivals`: an aside that says whose word it is."""
    words = _words(aside)
    if not 0 < len(words) <= _ATTRIBUTION:
        return False
    return aside.strip().casefold().startswith("according to") or is_kind("reporting", words[-1], language)


def _runs_into(text: str, language: str | None) -> Hidden | None:
    """A negation or word of degree after the last boundary with nothing of weight before the kept words."""
    words = _words(_UNIT_END.split(text)[-1])
    if weakening := _WEAKENING.search(" ".join(words).casefold()):
        return Hidden(weakening[0], "hedge")
    for index, word in enumerate(words):
        if not is_kind("negation", word, language):
            continue
        rest = [w for w in words[index + 1 :] if not _is_light(w, language)]
        if not rest or is_kind("subordinator", words[-1], language):
            return Hidden(word, "negation")
    for index, word in enumerate(words):
        alone = all(_is_light(w, language) or is_kind("degree", w, language) for w in words[index + 1 :])
        if is_kind("degree", word, language) and alone and _all_light(words[:index], language):
            return Hidden(word, "degree")
    return _only_hedges(words, language)


def _other_clause(gap: str, before: str, language: str | None) -> Hidden | None:
    """A bare subject is given the predicate of another clause: "The board [fired the man who] approved"."""
    if not _is_bare_subject(before, language):
        return None
    unit = _UNIT_END.split(gap)[-1]
    for word in _words(unit):
        if is_kind("subordinator", word, language) or is_kind("reporting", word, language):
            return Hidden(word, "another clause")
    words = _words(gap)
    for word, following in pairwise(words):
        if is_kind("conjunction", word, language) and is_kind("article", following, language) and word != words[0]:
            return Hidden(f"{word} {following}", "another clause")
    return None


def _inside_other_clause(gap: str) -> Hidden | None:
    """The kept words after are the middle of another clause: after a semicolon, or of a relative clause."""
    bare = gap.strip()
    if ";" in bare[:-1]:
        return Hidden(_last_words(bare), "another clause")
    units = _UNIT_END.split(bare)
    if len(units) > 1 and _RELATIVE.match(units[-1]):
        return Hidden(_last_words(units[-1]), "another clause")
    return None


def _is_bare_subject(before: str, language: str | None) -> bool:
    """The kept words of the last clause hold no verb that is known as one: `The board`, `Doctors`."""
    clause = _words(_UNIT_END.split(_sentences(before)[-1])[-1])
    if not 0 < len(clause) <= _BARE_SUBJECT:
        return False
    verbs = ("light_verbs", "reporting", "modal")
    return not any(is_kind(kind, word, language) for word in clause for kind in verbs)


def _hedge_with_aside(units: list[str], language: str | None) -> Hidden | None:
    """A modal parted by an aside from the verb that is kept: "would, if asked, have"."""
    if len(units) < 3:
        return None
    found = _only_hedges(_words(units[0]), language)
    return found if found and _all_light(_words(units[-1]), language) else None


def _only_hedges(words: list[str], language: str | None) -> Hidden | None:
    """Words left out that are nothing but a modal or hedge with its auxiliaries: "may", "is expected to"."""
    hedges = [word for word in words if is_kind("modal", word, language)]
    if hedges and all(_is_light(word, language) or word in hedges for word in words):
        return Hidden(hedges[0], "modal")
    return None


def _all_light(words: list[str], language: str | None) -> bool:
    return all(_is_light(word, language) for word in words)


def _is_light(word: str, language: str | None) -> bool:
    kinds = ("auxiliary", "article", "modal", "light_verbs")
    return any(is_kind(kind, word, language) for kind in kinds) or word.casefold().endswith("ly")


def _is_aside(gap: str) -> bool:
    """True when the omission is set off by marks on both sides."""
    bare = gap.strip()
    return bool(bare) and bool(_UNIT_END.match(bare)) and bool(_UNIT_END.match(bare[-1]))


def _words(text: str) -> list[str]:
    return [match[0] for match in _WORD.finditer(text)]


def _last_words(text: str) -> str:
    return " ".join(text.split()[-4:])


def _sentences(gap: str) -> list[str]:
    """The text cut after each sentence end that is no abbreviation; always one piece at least."""
    pieces, position = [], 0
    for match in _SENTENCE_END.finditer(gap):
        if _ABBREVIATION.search(gap[max(0, match.start() - 6) : match.start() + 1]):
            continue
        pieces.append(gap[position : match.end()])
        position = match.end()
    pieces.append(gap[position:])
    return pieces


def _ends_sentence(before: str, gap: str) -> bool:
    """True when the kept words before end a sentence, or the omission starts with its end."""
    tail = before.rstrip(_CLOSERS)
    if tail[-1:] in _ENDS and not _ABBREVIATION.search(tail[-7:]):
        return True
    return bool(re.match(r"\s*[.!?。！？]", gap))


def _starts_sentence(gap: str, after: str) -> bool:
    """True when the omission ends a sentence, so that the kept words after it start one."""
    tail = gap.rstrip()
    if not tail:
        return after.lstrip("\"'“‘«([ ")[:1].isupper()
    end = tail.rstrip(_CLOSERS)
    return end[-1:] in _ENDS and not _ABBREVIATION.search(end[-7:])
