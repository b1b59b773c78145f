"""Does a heading have the number or the words that a locator names? "ch. 2": `2`, `2.`, `Chapter II`, `PART TWO`."""

from __future__ import annotations

import re

from briefkit.patterns import regex

TERMS = {
    "chapter": "chapter chap kapitel chapitre capítulo capitolo rozdział розділ глава hoofdstuk",
    "part": "part teil partie parte część частина часть deel",
    "book": "book buch livre libro libro księga книга",
    "article-locator": "article artikel artículo articolo artigo artykuł стаття статья",
    "appendix": "appendix annex annexe anhang allegato anexo załącznik додаток приложение",
    "act": "act acte akt atto acto",
    "scene": "scene scène szene scena escena",
}
"""By CSL's locator label, the words for it before a number in a heading. A heading of another label is not meant."""
_LABELS = {word: label for label, words in TERMS.items() for word in words.split()}
_OTHERS = "section abschnitt sección sezione seção sekcja раздел title titre titel titolo"
_SPELLED = (
    "one two three four five six seven eight nine ten eleven twelve",
    "un deux trois quatre cinq six sept huit neuf dix onze douze",
    "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "uno dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "uno due tre quattro cinque sei sette otto nove dieci undici dodici",
    "um dois três quatro cinco seis sete oito nove dez onze doze",
)
_NUMBERS = {word: number for words in _SPELLED for number, word in enumerate(words.split(), 1)}
_TERM = "|".join([*_LABELS, *_OTHERS.split()])
_HEAD = regex(rf"\W*(?:({_TERM})\s+)?(\d+|[^\W\d_]+)(?!\w)(\s*[.:)–—-]|\s*$)?", re.IGNORECASE)
_ROMAN = regex(r"(?=[ivxlcdm])m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def roman(text: str) -> int | None:
    """The value of a Roman number, in either case; None for what is none."""
    if not _ROMAN.fullmatch(text.lower()):
        return None
    values = [_VALUES[letter] for letter in text.lower()]
    return sum(-v if v < max(values[i + 1 :], default=0) else v for i, v in enumerate(values))


def names(title: str, label: str, value: str) -> bool:
    """Whether a heading is the one that a locator names; `value` as written, "2", "3.1", "Methods"."""
    head = _HEAD.match(title)
    term = (head[1] or "").casefold() if head else ""
    if label in TERMS and _LABELS.get(term, label) != label:
        return False
    wanted, plain = _plain(value), _plain(title)
    if plain == wanted or re.match(rf"(?:[^\W\d]\w*\s+)?{re.escape(wanted)}(?!\w)", plain):
        return True
    number = int(value) if value.isdecimal() else roman(value)
    return number is not None and head is not None and _number(head) == number


def _number(head: re.Match[str]) -> int | None:
    """The number that a heading begins with. Letters are one after a term, and where they look like it: `IV Duties`."""
    term, word, stop = head.groups()
    if word.isdecimal():
        return int(word)
    if term:
        return _NUMBERS.get(word.casefold()) or roman(word)
    return roman(word) if word.isupper() and (stop is not None or len(word) > 1) else None


def _plain(text: str) -> str:
    return re.sub(r"(?:[\s:()§“”\"'’]|\.(?!\d)|(?<!\d)\.)+", " ", text.casefold()).strip()
