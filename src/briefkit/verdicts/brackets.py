"""What a bracket may do: name a pronoun, fit a tense or a case, add a word, expand or shorten a name.

It may not reverse, change a figure or remove a negation (Chicago 18, 12.66-12.70; Bluebook 22, rule 5.2). A
replacement is accepted only when one of the functions below knows it; a content word put for another is not.
"""

from __future__ import annotations

import re

from briefkit.verdicts.lexicon import groups, is_kind, words
from briefkit.verdicts.vocabulary import headword

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_FIGURE = re.compile(r"\d+(?:[.,:/]\d+)*")


def licence(content: str, replaced: str, before: str, after: str, language: str | None) -> str | None:
    """The rule that lets `[content]` stand where the source has `replaced`, or None.

    `before` and `after` are the letters of a word that touch the bracket in the quotation ("sa" in `sa[id]`), else "".
    """
    new, old = _WORD.findall(content), _WORD.findall(replaced)
    if [word.casefold() for word in new] == [word.casefold() for word in old]:
        return "BK324" if new else None
    if _turns(new, old, language):
        return None
    if before or after:
        return _part_of_word(content, replaced, before, after, language)
    if not old:
        return "BK325" if new else None
    checks = (_inflected, _stands_for_pronoun, _pronoun_stands, _same_name)
    return "BK326" if any(check(new, old, language) for check in checks) else None


def licence_at_edge(content: str, neighbour: str, kept: str, language: str | None) -> str | None:
    """The licence of a bracket that starts or ends a quotation: it may add words, or stand for the source's next word.

    `neighbour` is the source's word, or run of capitalized words, beyond the passage in the same clause, "" where there
    is none; `kept` is the quotation's word before a bracket at its end. Which of the two the author did cannot be seen:
    the bracket must be licensed against the neighbour, or stand where an addition leaves the phrase whole.
    """
    added = licence(content, "", "", "", language)
    if added is None or not neighbour or _reads_as_addition(content, neighbour, kept, language):
        return added
    return licence(content, neighbour, "", "", language)


def _reads_as_addition(content: str, neighbour: str, kept: str, language: str | None) -> bool:
    """After a pronoun that it names, as a phrase of its own, or beside a word that it could not stand for."""
    new = _WORD.findall(content)
    if any(_FIGURE.search(word) for word in new) and _FIGURE.search(neighbour):
        return False
    if any(is_kind(kind, neighbour, language) for kind in ("negation", "quantifier", "number", "exception")):
        return False
    if new[0].casefold() == neighbour.casefold():
        return False
    if kept and is_kind("pronoun", kept, language):
        return True
    if is_kind("preposition", new[0], language):
        return True
    named = new[0][:1].isupper() or new[0][:1].isdigit() or _is_pointer(new[0], language)
    light = ("conjunction", "preposition", "auxiliary", "light_verbs")
    return named and any(is_kind(kind, neighbour, language) for kind in light) and not _is_pointer(neighbour, language)


def _turns(new: list[str], old: list[str], language: str | None) -> bool:
    """Adds or removes a negation, or changes a figure."""

    def negations(tokens: list[str]) -> int:
        return sum(is_kind("negation", token, language) or is_kind("negation", token, "en") for token in tokens)

    def figures(tokens: list[str]) -> list[str]:
        return sorted(t.casefold() for t in tokens if _FIGURE.search(t) or is_kind("number", t, language))

    if negations(new) != negations(old):
        return True
    if not old and _weighs(new, language):
        return True
    known = {word.casefold() for word in old}
    if any(is_kind("quantifier", word, language) and word.casefold() not in known for word in new):
        return True
    return bool(old) and bool(figures(old)) and figures(new) != figures(old)


def _weighs(new: list[str], language: str | None) -> bool:
    """Words that an addition may not bring: a hedge, a limit, a modal, a figure that is no date."""
    dated = any(is_kind("date", word, language) or re.fullmatch(r"[12]\d{3}", word) for word in new)
    if any(is_kind(kind, word, language) for word in new for kind in ("weighing", "modal", "exception")):
        return True
    if (language or "")[:2] == "en" and any(word.endswith("ly") and word.islower() for word in new):
        return True
    return not dated and any(_FIGURE.fullmatch(word) or is_kind("number", word, language) for word in new)


def _part_of_word(content: str, replaced: str, before: str, after: str, language: str | None) -> str | None:
    """A letter's case at a word's start, or an ending: `[s]anctions`, `sa[id]`, `vote[d]`."""
    if after and not before:
        return "BK324" if content.casefold() == replaced.casefold() else None
    one, two = (before + content).casefold(), (before + replaced).casefold()
    if any(one in group and two in group for group in groups("inflection", language)):
        return "BK326"
    endings = words("suffixes", language)
    return "BK326" if len(before) > 2 and content.casefold() in endings and replaced.casefold() in endings else None


def _inflected(new: list[str], old: list[str], language: str | None) -> bool:
    """The same words in another tense or number."""
    return len(new) == len(old) and all(
        _same_lemma(a.casefold(), b.casefold(), language) for a, b in zip(new, old, strict=True)
    )


def _same_lemma(one: str, two: str, language: str | None) -> bool:
    if one == two or any(one in group and two in group for group in groups("inflection", language)):
        return True
    head = headword(one, language)
    if head is not None and head == headword(two, language):
        return True
    shared = next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    endings = words("suffixes", language)
    return shared >= 3 and one[shared:] in endings and two[shared:] in endings


def _stands_for_pronoun(new: list[str], old: list[str], language: str | None) -> bool:
    """A name or noun for a pronoun, an article or a demonstrative."""
    if all(is_kind("article", word, language) for word in (*new, *old)):
        return False
    return bool(new) and all(_is_pointer(word, language) for word in old)


def _pronoun_stands(new: list[str], old: list[str], language: str | None) -> bool:
    """A pronoun for a name."""
    return bool(new) and all(_is_pointer(word, language) for word in new) and any(word[:1].isupper() for word in old)


def _same_name(new: list[str], old: list[str], language: str | None) -> bool:
    """The whole name for a part of it, a part for the whole, or the letters it is known by."""
    one, two = [w.casefold() for w in new], [w.casefold() for w in old]
    content_one = [w for w in one if not is_kind("article", w, language)]
    content_two = [w for w in two if not is_kind("article", w, language)]
    if not content_one or not content_two:
        return False
    if set(content_two) <= set(content_one) or (
        set(content_one) <= set(content_two) and any(w[:1].isupper() for w in old)
    ):
        return True
    return _initials(new) == "".join(content_two) or _initials(old) == "".join(content_one)


def _initials(tokens: list[str]) -> str:
    return "".join(token[0] for token in tokens if token[:1].isupper()).casefold()


def _is_pointer(word: str, language: str | None) -> bool:
    if len(word) > 1 and word.isupper():
        return False
    bare = re.sub(r"['’](?:s|re|ve|ll|d|m)$", "", word)
    return is_kind("pronoun", bare, language) or is_kind("article", bare, language)
