"""What a bracket may do: name a pronoun, fit a tense or a case, add a word, expand or shorten a name.

It may not reverse, change a figure or remove a negation (Chicago 18, 12.66-12.70; Bluebook 22, rule 5.2). A
replacement is accepted only when one of the functions below knows it; a content word put for another is not.
"""

from __future__ import annotations

import re

from briefkit.patterns import regex
from briefkit.verdicts.clauses import LETTER_OR_DIGIT
from briefkit.verdicts.lexicon import UNSPACED, groups, is_kind, words
from briefkit.verdicts.vocabulary import headword

_WORD = regex(rf"{LETTER_OR_DIGIT}+(?:[-'’]{LETTER_OR_DIGIT}+)*")
_TIMELY = frozenset("daily weekly monthly quarterly yearly hourly early elderly".split())
_THIRD_PERSON = frozenset("he she it they him her them his hers its their theirs this these".split())
_HEAVY = ("weighing", "modal", "exception", "intensifier")
_INDEFINITE = frozenset("a an ein eine einen einem einer un une una uno um uma een".split())
_PARTICLES = {"ja": "はがをにのもへと", "ko": "은는이가을를의도와과"}
"""What these languages set behind a pronoun, without a space."""
_PERFECT = frozenset("have has had".split())
_PAUSES = (",", ";", ":", ".", "–", "—")
"""Marks that a bracket may set or change (Bluebook 22, 5.2): `he left[,] and she stayed`."""
_SIGN = regex(r"[−+±<>≤≥=≈×÷%‰°$€£¥²³]|(?<![\w-])[-–](?=\d)")
_FIGURE = regex(r"\d+(?:[.,:/]\d+)*")


def licence(content: str, replaced: str, before: str, after: str, language: str | None) -> str | None:
    """The rule that lets `[content]` stand where the source has `replaced`, or None.

    `before` and `after` are the letters of a word that touch the bracket in the quotation ("sa" in `sa[id]`), else "".
    """
    new, old = _WORD.findall(content), _WORD.findall(replaced)
    if len(new) < len(old) and " ".join(f"[{content}]".split()) in " ".join(replaced.split()):
        return None  # it is the source's own bracket, and stands for nothing beside it
    if _SIGN.findall(content) != _SIGN.findall(replaced) and old:
        return None
    if not new and not old:
        return "BK325" if content.strip() in _PAUSES and replaced.strip() in (*_PAUSES, "") else None
    if [word.casefold() for word in new] == [word.casefold() for word in old]:
        return "BK324" if new else None
    if _turns(new, old, language):
        return None
    if (before or after) and (language or "")[:2] not in UNSPACED:
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
    if not neighbour:
        return added
    first, *more = content.split() or [""]
    if more and is_kind("article", neighbour.split()[0], language) and first.casefold() in _INDEFINITE:
        return None  # `it [a failure]` for "it a success"
    if added is None:
        return "BK324" if content.casefold() == neighbour.casefold() else None
    if _reads_as_addition(content, neighbour, kept, language):
        return added
    return licence(content, _without_lead(neighbour, language), "", "", language)


def _without_lead(neighbour: str, language: str | None) -> str:
    """A run of capitalized words without the function word that opens its sentence: "Then Smith"."""
    first, _, rest = neighbour.partition(" ")
    leads = any(is_kind(kind, first, language) for kind in ("conjunction", "preposition", "subordinator"))
    return rest if rest[:1].isupper() and leads else neighbour


def _reads_as_addition(content: str, neighbour: str, kept: str, language: str | None) -> bool:
    """After a pronoun that it names, as a phrase of its own, or beside a word that it could not stand for."""
    new = _WORD.findall(content)
    if any(_FIGURE.search(word) for word in new) and _FIGURE.search(neighbour):
        return False
    if any(is_kind(kind, neighbour, language) for kind in ("negation", "quantifier", "number", "exception")):
        return False
    beside = neighbour.split()
    if _is_date(beside[-1], language):
        adjunct = is_kind("preposition", beside[0], language)
        return adjunct and not any(_is_date(word, language) for word in new)
    if new[0].casefold() == neighbour.casefold():
        return False
    if is_kind("possessive", kept, language) and not (_is_pointer(new[0], language) or _is_name(new[0], language)):
        return False  # `my [failure]`: the word that "my" belongs to is put for the source's, not added
    if kept and is_kind("pronoun", kept, language):
        leads = ("preposition", "also_preposition", "subordinator", "conjunction")
        return len(new) > 1 or not any(is_kind(kind, new[0], language) for kind in leads)
    if is_kind("preposition", new[0], language):
        return len(new) > 1 and not is_kind("preposition", neighbour, language)
    functions = ("conjunction", "subordinator", "preposition", "light_verbs")
    if any(is_kind(kind, neighbour, language) for kind in ("conjunction", "subordinator")) and not any(
        is_kind(kind, word, language) for word in new for kind in functions
    ):
        return True
    named = new[0][:1].isupper() or new[0][:1].isdigit() or _is_pointer(new[0], language)
    light = ("conjunction", "preposition", "auxiliary", "light_verbs")
    return named and any(is_kind(kind, neighbour, language) for kind in light) and not _is_pointer(neighbour, language)


def _is_name(word: str, language: str | None) -> bool:
    """Told by its capital, which every noun has in German."""
    return word[:1].isupper() and (language or "")[:2] != "de"


def _turns(new: list[str], old: list[str], language: str | None) -> bool:
    """Adds or removes a negation, or changes a figure."""

    def negations(tokens: list[str]) -> int:
        return sum(is_kind("negation", token, language) or is_kind("negation", token, "en") for token in tokens)

    def figures(tokens: list[str]) -> list[str]:
        return sorted(t.casefold() for t in tokens if _FIGURE.search(t) or is_kind("number", t, language))

    if negations(new) != negations(old):
        return True
    known = {word.casefold() for word in old}
    added = [word for word in new if word.casefold() not in known]
    kept = len(added) == len(new) - len(old)  # or there is nothing to keep
    if kept and _weighs(added[1:] if _is_former_office(new) else added, language):
        return True
    if any(is_kind("quantifier", word, language) and word.casefold() not in known for word in new):
        return True
    articles = bool(old) and all(is_kind("article", word, language) for word in old)
    if articles and new and figures(new[:1]) and not _is_date(new[0], language):
        return True  # `[two] dozen` for "a dozen"
    return bool(old) and bool(figures(old)) and figures(new) != figures(old)


def _is_former_office(new: list[str]) -> bool:
    """`[former Prime Minister] Blair`: the office of a person named."""
    return len(new) > 1 and new[0].casefold() == "former" and all(word[:1].isupper() for word in new[1:])


def _weighs(new: list[str], language: str | None) -> bool:
    """Words that an addition may not bring, in the source's language or in English, in which an author may write: a
    hedge, a limit, a modal, a figure that is no date."""
    dated = any(_is_date(word, language) or re.fullmatch(r"[12]\d{3}", word) for word in new)
    plain = [word for word in new if not _is_date(word, language)]
    heavy = [(kind, spoken) for kind in _HEAVY for spoken in (language, "en")]
    if any(is_kind(kind, word, spoken) for word in plain for kind, spoken in heavy):
        return True
    if _is_english(language):
        leads_on = len(new) > 1 and new[-1] == "to" and new[0].islower()
        if leads_on or any(word.endswith("ly") and word.islower() and word not in _TIMELY for word in new):
            return True
    return not dated and any(_FIGURE.fullmatch(word) or is_kind("number", word, language) for word in new)


def _is_date(word: str, language: str | None) -> bool:
    """A month or weekday; in English its capital tells May from may."""
    return is_kind("date", word, language) and (word[:1].isupper() or not _is_english(language))


def _is_english(language: str | None) -> bool:
    return (language or "")[:2] == "en"


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
    """The same words in another tense or number, the English perfect among them."""
    if _is_english(language) and len(new) != len(old):
        new, old = ([word for word in side if word.casefold() not in _PERFECT] for side in (new, old))
    return (
        bool(new)
        and len(new) == len(old)
        and all(_same_lemma(a.casefold(), b.casefold(), language) for a, b in zip(new, old, strict=True))
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
    """A name or noun for a pronoun, an article or a demonstrative; a pronoun for one that may mean the same."""
    if all(is_kind("article", word, language) for word in (*new, *old)) or _other_person(new, old, language):
        return False
    return bool(new) and all(_is_pointer(word, language) for word in old)


def _other_person(new: list[str], old: list[str], language: str | None) -> bool:
    """`[she]` for "he": both are spoken of, and they are not the same."""
    if len(new) != 1 or len(old) != 1:
        return False
    persons = groups("third_person", language)
    one, two = ({forms for forms in persons if word.casefold() in forms} for word in (new[0], old[0]))
    return bool(one and two) and not one & two


def _pronoun_stands(new: list[str], old: list[str], language: str | None) -> bool:
    """A pronoun for a name, or for a noun with its article: `[they]` for "the owners"."""
    if not new or not all(_is_pointer(word, language) for word in new):
        return False
    if any(is_kind(kind, word, language) for word in old for kind in ("negation", "quantifier", "number")):
        return False
    nouns = [word for word in old if not is_kind("article", word, language)]
    third = (
        new[0].casefold() in _THIRD_PERSON
        if _is_english(language)
        else any(new[0].casefold() in forms for forms in groups("third_person", language))
    )
    articled = len(nouns) < len(old) and third
    named = any(word[:1].isupper() and not _is_pointer(word, language) for word in nouns)
    return named or (bool(nouns) and articled)


def _same_name(new: list[str], old: list[str], language: str | None) -> bool:
    """The whole name for a part of it, a part for the whole, or the letters it is known by."""
    one, two = [w.casefold() for w in new], [w.casefold() for w in old]
    content_one, content_two = ([w for w in name if not is_kind("article", w, language)] for name in (one, two))
    if not all(any(not is_kind("preposition", w, language) for w in name) for name in (content_one, content_two)):
        return False
    ordered = not all(word[:1].isupper() for word in (*new, *old))  # a name has its family's before or behind
    if _holds(content_one, content_two, ordered) or (
        any(w[:1].isupper() for w in old) and _holds(content_two, content_one, ordered)
    ):
        return True
    return _initials(new) == "".join(content_two) or _initials(old) == "".join(content_one)


def _holds(name: list[str], part: list[str], ordered: bool) -> bool:
    """Whether the words of a part stand in a name, in their order where that matters."""
    rest = iter(name)
    return all(word in rest for word in part) if ordered else set(part) <= set(name)


def _initials(tokens: list[str]) -> str:
    return "".join(token[0] for token in tokens if token[:1].isupper()).casefold()


def _is_pointer(word: str, language: str | None) -> bool:
    if len(word) > 1 and word.isupper():
        return False
    bare = re.sub(r"['’](?:s|re|ve|ll|d|m)$", "", word)
    if (language or "")[:2] in _PARTICLES:
        bare = word.rstrip(_PARTICLES[(language or "")[:2]]) or word
    return is_kind("pronoun", bare, language) or is_kind("article", bare, language)
