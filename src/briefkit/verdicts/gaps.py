"""What an ellipsis leaves out: may these words go without turning what is kept?

Chicago 18, 12.59: an ellipsis must not change the meaning. A negation, condition, exception or hedge in the omitted
words bears on what is kept when it hangs on the words before the omission with no boundary between (`did …
recommend`), or runs into the words after it. Whole sentences, asides between marks and subordinate clauses with a
"not" of their own may go.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefkit.verdicts.lexicon import is_kind

JOIN_LIMIT = 1_200
"""Letters that an ellipsis may leave out where it makes one sentence of two: about half a page."""
FAR_LIMIT = 10_000
"""Letters that an ellipsis may leave out between whole sentences: a few pages. Beyond, it is another passage."""

_SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*(?=\s|$)|[。！？]|\n\s*\n")
_UNIT_END = re.compile(r"[,;:()\[\]–—,،；：、（）]|\s-{1,3}\s|--")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+")
_ABBREVIATION = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|vs|No|e\.g|i\.e|U\.S|U\.K|etc|cf|approx)\.$")


@dataclass(frozen=True, slots=True)
class Hidden:
    """A word among those left out that bears on what is kept."""

    word: str
    kind: str


def letters(text: str) -> int:
    return sum(character.isalnum() for character in text)


def too_far(gap: str, before: str, after: str) -> bool:
    """True when the ellipsis leaves out more than a reader would believe. `before` and `after` are the kept words."""
    size = letters(gap)
    whole = _ends_sentence(before, gap) and _starts_sentence(gap, after)
    return size > (FAR_LIMIT if whole else JOIN_LIMIT)


def hidden_word(gap: str, before: str, after: str, language: str | None) -> Hidden | None:
    """The negation, condition or hedge in `gap` that bears on the kept words, or None."""
    pieces = _sentences(gap)
    first, last = pieces[0], pieces[-1]
    if len(pieces) == 1:
        return _inside_sentence(first, before, after, language)
    if not _ends_sentence(before, gap) and (found := _hangs_on(first, language)):
        return found
    if not _starts_sentence(gap, after):
        return _runs_into(last, language)
    return None


def _inside_sentence(gap: str, before: str, after: str, language: str | None) -> Hidden | None:
    if not _WORD.search(gap) or (_ends_sentence(before, gap) and _starts_sentence(gap, after)):
        return None
    return _hangs_on(gap, language) or _runs_into(gap, language)


def _hangs_on(text: str, language: str | None) -> Hidden | None:
    """A negation or exception between the kept words and the first boundary or subordinator after them."""
    unit = _UNIT_END.split(text, maxsplit=1)[0]
    for match in _WORD.finditer(unit):
        word = match[0]
        if is_kind("negation", word, language):
            return Hidden(word, "negation")
        if is_kind("exception", word, language):
            return Hidden(word, "exception")
        if is_kind("subordinator", word, language):
            return None
    words = [match[0] for match in _WORD.finditer(text)]
    return _only_hedges(words, language)


def _runs_into(text: str, language: str | None) -> Hidden | None:
    """A negation after the last boundary with nothing of weight between it and the kept words, or a hedge alone."""
    unit = _UNIT_END.split(text)[-1]
    words = [match[0] for match in _WORD.finditer(unit)]
    for index, word in enumerate(words):
        if not is_kind("negation", word, language):
            continue
        rest = [w for w in words[index + 1 :] if not _is_light(w, language)]
        if not rest or is_kind("subordinator", words[-1], language):
            return Hidden(word, "negation")
    return _only_hedges(words, language)


def _only_hedges(words: list[str], language: str | None) -> Hidden | None:
    """Words left out that are nothing but a modal or hedge with its auxiliaries: "may", "is expected to"."""
    hedges = [word for word in words if is_kind("modal", word, language)]
    if hedges and all(_is_light(word, language) or word in hedges for word in words):
        return Hidden(hedges[0], "modal")
    return None


def _is_light(word: str, language: str | None) -> bool:
    return (
        is_kind("auxiliary", word, language)
        or is_kind("article", word, language)
        or is_kind("modal", word, language)
        or word.casefold().endswith("ly")
    )


def _sentences(gap: str) -> list[str]:
    """The gap cut after each sentence end that is no abbreviation; always one piece at least."""
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
    tail = before.rstrip("\"'”’»)] \n\t")
    if tail[-1:] in tuple(".!?。！？") and not _ABBREVIATION.search(tail[-7:]):
        return True
    return bool(re.match(r"\s*[.!?。！？]", gap))


def _starts_sentence(gap: str, after: str) -> bool:
    """True when the omission ends a sentence, so that the kept words after it start one."""
    tail = gap.rstrip()
    if not tail:
        return after.lstrip("\"'“‘«([ ")[:1].isupper()
    end = tail.rstrip("\"'”’»)]")
    return end[-1:] in tuple(".!?。！？") and not _ABBREVIATION.search(end[-7:])
