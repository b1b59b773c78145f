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
        return "BK325" if new and not _bare_figure(new) else None
    checks = (_inflected, _stands_for_pronoun, _pronoun_stands, _same_name)
    return "BK326" if any(check(new, old, language) for check in checks) else None


def licence_at_edge(content: str, neighbour: str, language: str | None) -> str | None:
    """The licence of a bracket that starts or ends a quotation: it may add words, or stand for the source's next word.

    `neighbour` is the source's word beyond the passage in the same sentence, "" where there is none. Which of the two
    the author did cannot be seen; so the bracket must read as an addition, or be licensed against that word.
    """
    added = licence(content, "", "", "", language)
    if added is None or not neighbour or _reads_as_addition(content, neighbour, language):
        return added
    return licence(content, neighbour, "", "", language)


def _reads_as_addition(content: str, neighbour: str, language: str | None) -> bool:
    new = _WORD.findall(content)
    if any(_FIGURE.search(word) for word in new) and _FIGURE.search(neighbour):
        return False
    first = new[0]
    return (
        first[:1].isupper()
        or first[:1].isdigit()
        or _is_pointer(first, language)
        or is_kind("preposition", first, language)
    )


def _turns(new: list[str], old: list[str], language: str | None) -> bool:
    """Adds or removes a negation, or changes a figure."""

    def negations(tokens: list[str]) -> int:
        return sum(is_kind("negation", token, language) or is_kind("negation", token, "en") for token in tokens)

    def figures(tokens: list[str]) -> list[str]:
        return sorted(t.casefold() for t in tokens if _FIGURE.search(t) or is_kind("number", t, language))

    if negations(new) != negations(old):
        return True
    return bool(old) and bool(figures(old)) and figures(new) != figures(old)


def _bare_figure(new: list[str]) -> bool:
    """A lone figure adds nothing a reader could tell from the source's own; a year does."""
    return all(_FIGURE.fullmatch(word) for word in new) and not (len(new) == 1 and re.fullmatch(r"[12]\d{3}", new[0]))


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
    bare = re.sub(r"['’](?:s|re|ve|ll|d|m)$", "", word)
    return is_kind("pronoun", bare, language) or is_kind("article", bare, language)
