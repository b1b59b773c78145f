"""Sentences and clauses by their marks: as much grammar as the rules of omission need, in every script."""

from __future__ import annotations

import re

from briefkit.patterns import regex

_SENTENCE_END = regex(r"[.!?…。！？؟।][\"'”’»)\]]*(?=\s|$)|[。！？]|\n\s*\n")
UNIT_END = regex(r"[,;:()\[\]–—，،；：、（）]|\s-{1,3}\s|--")
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0963\u0970-\u0dff\u0e31-\u0e4e"
LETTER = rf"(?:[^\W\d_]|[{_MARKS}])"
"""A letter, or a mark that some scripts set inside their words and `\\w` leaves out, as in नहीं."""
LETTER_OR_DIGIT = rf"(?:[^\W_]|[{_MARKS}])"
WORD = regex(rf"{LETTER}+(?:['’-]{LETTER}+)*|\d+")
_ABBREVIATION = regex(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|vs|No|e\.g|i\.e|U\.S|U\.K|etc|cf|approx)\.$")
_ENDS = tuple(".!?。！？")
_CLOSERS = "\"'”’»)] \n\t"


def words_of(text: str) -> list[str]:
    """The words of a text, in order; figures are words."""
    return [match[0] for match in WORD.finditer(text)]


def last_words(text: str) -> str:
    """The last few words, to show."""
    return " ".join(text.split()[-4:])


def sentences_of(gap: str) -> list[str]:
    """The text cut after each sentence end that is no abbreviation or pause; always one piece at least."""
    pieces, position = [], 0
    for match in _SENTENCE_END.finditer(gap):
        if _ABBREVIATION.search(gap[max(0, match.start() - 6) : match.start() + 1]):
            continue
        if match[0][0] == "…" and gap[match.end() :].lstrip()[:1].islower():
            continue
        pieces.append(gap[position : match.end()])
        position = match.end()
    pieces.append(gap[position:])
    return pieces


def ends_sentence(before: str, gap: str) -> bool:
    """True when the kept words before end a sentence, or the omission starts with its end."""
    tail = before.rstrip(_CLOSERS)
    if tail[-1:] in _ENDS and not _ABBREVIATION.search(tail[-7:]):
        return True
    return bool(re.match(r"\s*[.!?。！？]", gap))


def starts_sentence(gap: str, after: str) -> bool:
    """True when the omission ends a sentence, so that the kept words after it start one."""
    tail = gap.rstrip()
    if not tail:
        return after.lstrip("\"'“‘«([ ")[:1].isupper()
    end = tail.rstrip(_CLOSERS)
    return end[-1:] in _ENDS and not _ABBREVIATION.search(end[-7:])
