"""Harmless slips: spelling variants, keyboard slips, scan noise. Each function answers about one pair of words."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache

from briefkit.patterns import regex
from briefkit.verdicts import vocabulary
from briefkit.verdicts.lexicon import kind_of, pairs

_LONG_WORD = 7
_SWAPPED = 6
_STROKED = str.maketrans("łøđħı", "lodhi")
_POSSESSIVE = regex(r"['’]s?$")
_BRITISH = (
    (regex(r"(?<=[a-z]{2})our(?=$|s$|ed$|ing$|ite|able|ful|less|er|ist|hood|ly|al|y$|ism)"), "or"),
    (regex(r"(?<=[a-z]{2})is(?=(?:e|es|ed|ing|er|ers|ation|ations|ational|able)$)"), "iz"),
    (regex(r"(?<=[a-z]{2})ys(?=(?:e|es|ed|ing|er|ers)$)"), "yz"),
    (regex(r"(?<=[a-z])tre(?=s?$)"), "ter"),
    (regex(r"(?<=[a-z]{2})bre(?=s?$)"), "ber"),
    (regex(r"(?<=[aeiou])ll(?=(?:ed|ing|er|ers|or|ors|ation)$)"), "l"),
    (regex(r"(?<=[a-z]{2})ence(?=s?$)"), "ense"),
    (regex(r"(?<=[a-z]{2})ogue(?=s?$)"), "og"),
    (regex(r"(?<=[aeiou])pp(?=(?:ed|ing|er|ers)$)"), "p"),
    (regex(r"(?<=[a-z]{2})eable"), "able"),
    (regex(r"(?<=[a-z])(?:ae|oe)(?=[a-z])|^(?:ae|oe)"), "e"),
    (regex(r"(?<=[a-z])xion(?=s?$)"), "ction"),
)
"""British ending -> American ending (New Hart's Rules 21; Merriam-Webster)."""
_CIRCUMFLEX = regex(
    r"(?:conna|para|\bna|pla|\bma|\bbo|\bcha|\bab|tra|\bfra|\bd)î(?=[tnmc])|\bîle"
    r"|(?:\bco|go|\bao|cro|\bvo|\bbr|aff)û(?=[tl])"
)
"""Where French spells without it, too, since 1990; where it tells words apart (mûr, fût) it stays."""
_HINDI_NASAL = regex("ङ्(?=[क-घ])|ञ्(?=[च-झ])|ण्(?=[ट-ढ])|न्(?=[त-ध])|म्(?=[प-भ])")
_SPELLINGS: dict[str, Callable[[str], str]] = {
    "fr": lambda word: _CIRCUMFLEX.sub(lambda found: found[0].replace("î", "i").replace("û", "u"), word),
    "hi": lambda word: _HINDI_NASAL.sub("ं", word).replace("ँ", "ं"),
}
"""One spelling for those that a language lets stand side by side."""
_SHARP_S = frozenset("masse maße massen maßen busse buße bussen bußen flosse floße".split())
"""Words that ß alone tells from others."""
_NOT_VARIANTS = frozenset(
    (
        "four hour tour pour sour your our dour flour scour devour wise rise prise precise exercise advise revise "
        "devise supervise promise premise surprise franchise compromise enterprise otherwise likewise disguise "
        "despise arise raise praise noise poise cruise bruise demise comprise excise expertise paradise "
        "merchandise improvise televise treatise chastise incise circumcise advertise tiller filler killer seller "
        "miller caller roller hence fence sence pence evidence influence presence absence science silence sentence "
        "violence conference difference reference audience filling calling selling telling killing rolling pulling "
        "hopping hoping tapping taping stripper striper copping coping filler filer tinned "
    ).split()
)
_CONFUSIONS = (
    ("rn", "m"),
    ("vv", "w"),
    ("cl", "d"),
    ("ii", "u"),
    ("li", "h"),
    ("tl", "d"),
    ("lt", "k"),
    ("nn", "m"),
    ("ri", "n"),
    ("1", "l"),
    ("i", "l"),
    ("|", "l"),
    ("!", "l"),
    ("0", "o"),
    ("5", "s"),
    ("8", "b"),
    ("f", "t"),
    ("c", "e"),
    ("h", "b"),
    ("u", "n"),
    ("v", "y"),
    ("q", "g"),
    ("6", "b"),
    ("9", "g"),
    ("'", ""),
    (".", ""),
    (",", ""),
)


@cache
def american(word: str) -> str:
    """The American spelling that the rules give for an English word; the word itself where none applies."""
    if word in _NOT_VARIANTS or len(word) < 5:
        return word
    for pattern, ending in _BRITISH:
        word = pattern.sub(ending, word)
    return word


def is_variant(one: str, two: str, language: str | None) -> bool:
    """Two spellings of one word: colour and color, Maßnahme and Massnahme, connaît and connait, हिन्दी and हिंदी."""
    code = (language or "en").split("-")[0].lower()
    first, second = one.casefold(), two.casefold()
    if frozenset((first, second)) in pairs("variants", code):
        return True
    if code == "de":
        return one != two and one.replace("ß", "ss") == two.replace("ß", "ss") and one.casefold() not in _SHARP_S
    if code in _SPELLINGS:
        return first != second and _SPELLINGS[code](first) == _SPELLINGS[code](second)
    if code != "en":
        return False
    if first in _NOT_VARIANTS or second in _NOT_VARIANTS:
        return False
    return first != second and (american(first) == second or american(second) == first)


def is_known(word: str, language: str | None) -> bool:
    """True when the word, or its American spelling, is in the list of its language."""
    return vocabulary.is_word(word, language) or vocabulary.is_word(american(word.casefold()), language)


def is_other_word(one: str, two: str) -> bool:
    """Two words that a hyphen alone tells apart (re-sign, resign)."""
    return frozenset((one.casefold(), two.casefold())) in pairs("other_words", None)


def is_slip(quote: str, source: str, language: str | None) -> bool:
    """The author's slip of the keyboard: it makes no word, and one or two strokes mend it to the source's word."""
    quote, source = _POSSESSIVE.sub("", quote), _POSSESSIVE.sub("", source)
    if not vocabulary.has_list(language) or min(len(quote), len(source)) < 4 or not quote.isalpha():
        return False
    if quote[:1].isupper() != source[:1].isupper() or mixes_scripts(quote) or _bare(quote) == _bare(source):
        return False
    if _weighty(quote, source, language):
        return False
    return is_near(quote, source) and not is_known(quote, language) and is_known(source, language)


def is_noise(quote: str, source: str, language: str | None, noise: Callable[[], bool]) -> bool:
    """Scan noise on the source's side: the source's form is no word, the quotation's is, and they look alike.

    In a clean text shapes that scanners confuse count, and one stroke in a long word; in a noisy one a stroke or two.
    """
    if not vocabulary.has_list(language) or _bare(quote) == _bare(source):
        return False
    if _weighty(quote, source, language):
        return False
    one_stroke = len(source) >= _LONG_WORD and _strokes(quote, source) == 1
    alike = one_stroke or _confused(quote, source)
    near = min(len(quote), len(source)) > 1 and is_near(quote, source, slack=1)
    if not (alike or near) or not is_known(quote, language) or is_known(source, language):
        return False
    return alike or noise()


def _weighty(one: str, two: str, language: str | None) -> bool:
    """Words in which no slip is excused: figures, negations and their like, and a prefix that may negate (niewinny).

    Letters that merely changed places in a long one are: "witohut" can be nothing else.
    """
    first, second = one.casefold(), two.casefold()
    if first != second and (first.endswith(second) or second.endswith(first)):
        return True
    if len(first) == len(second) >= _SWAPPED and sorted(first) == sorted(second):
        return False
    heavy = ("number", "negation", "date")
    return kind_of(first, language) in heavy or kind_of(second, language) in heavy


def _bare(word: str) -> str:
    """Without case and accents: what differs by these alone is no slip but another word (schon, schön; mW, MW)."""
    plain = unicodedata.normalize("NFD", word.casefold()).translate(_STROKED)
    return "".join(c for c in plain if not unicodedata.combining(c))


def mixes_scripts(word: str) -> bool:
    """True when letters of two alphabets stand in one word: a Cyrillic "е" in a Latin word is no slip."""
    return not word.isascii() and len({_script(letter) for letter in word if letter.isalpha()}) > 1


@cache
def _script(letter: str) -> str:
    return unicodedata.name(letter, "?").split()[0]


def _strokes(one: str, two: str) -> int:
    """Letters put in, taken out, changed, or that changed places with the next (optimal string alignment)."""
    from rapidfuzz.distance import OSA

    return OSA.distance(one.casefold(), two.casefold())


def is_near(one: str, two: str, slack: int = 0) -> bool:
    """One stroke apart, two in words of eight letters or more."""
    allowed = 1 if len(two) < 8 else 2
    if slack and len(two) >= 6:
        allowed += slack
    return _strokes(one, two) <= allowed


@cache
def _confused(one: str, two: str) -> bool:
    """Alike once the shapes that scanners confuse are made one."""
    return _shape(one) == _shape(two)


def _shape(word: str) -> str:
    folded = word.casefold().replace("I", "l")
    for wrong, right in _CONFUSIONS[:17]:
        folded = folded.replace(wrong, right)
    return folded
