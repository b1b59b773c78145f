"""What a script lets a writer set or leave: points, accents of capitals, its own digits and commas."""

from __future__ import annotations

import unicodedata

from briefkit.patterns import regex
from briefkit.verdicts.difference import Difference

_ZEROS = tuple(map(ord, "٠۰०০੦૦୦௦౦೦൦๐໐༠၀០᠐"))
_OPTIONAL = {
    **dict.fromkeys(
        [*range(0x064B, 0x0653), 0x0670, 0x0640, *range(0x0591, 0x05BE), 0x05BF, 0x05C1, 0x05C2, 0x05C4, 0x05C5, 0x05C7]
    ),
    ord("ё"): "е",
    ord("Ё"): "Е",
    ord("œ"): "oe",
    ord("Œ"): "Oe",
    ord("æ"): "ae",
    ord("Æ"): "Ae",
    **{zero + digit: str(digit) for zero in _ZEROS for digit in range(10)},
    0x066B: ".",
    0x066C: ",",
    ord("،"): ",",
    ord("؛"): ";",
    ord("؟"): "?",
    ord("、"): ",",
    ord("。"): ".",
}
"""Arabic and Hebrew points, tatweel; Cyrillic ё; ligatures; the digits and commas of scripts."""
_NUKTA = regex("(?<=[कखगजफ])\u093c")
"""The dot below letters of borrowed Hindi words. Below ड and ढ it makes another letter."""
_ARTICLE = regex("[وف]?[بكل]?(?:ال)?")
"""What Arabic sets before a word without a space."""


def script_marks(d: Difference) -> bool:
    """Marks that a script may set or leave: vowel points, tatweel, ё for е, ligatures œ and æ, a script's digits,
    the accent of a French capital, the hamza of an Arabic alif that starts a word, the dot below a Hindi consonant."""
    return (
        bool(d.quote)
        and len(d.quote) == len(d.source)
        and all(
            a.kind == b.kind and a.kind != "hidden" and _same_unmarked(_unmarked(a.key), _unmarked(b.key), d.language)
            for a, b in zip(d.quote, d.source, strict=True)
        )
    )


def _same_unmarked(one: str, two: str, language: str | None) -> bool:
    """The same word; a French capital may lack its accent, an Arabic alif at a word's start its hamza."""
    if one == two or len(one) != len(two):
        return one == two
    code = (language or "")[:2]
    at = next(index for index, pair in enumerate(zip(one, two, strict=True)) if pair[0] != pair[1])
    if one[at + 1 :] != two[at + 1 :]:
        return False
    letters = one[at], two[at]
    if code == "fr":
        bare = [unicodedata.normalize("NFD", letter)[0] for letter in letters]
        return letters[0].isupper() and letters[1].isupper() and bare[0] == bare[1] and bare[0] in letters
    return code == "ar" and "ا" in letters and bool({*letters} & {*"أإ"}) and _ARTICLE.fullmatch(one[:at]) is not None


def _unmarked(key: str) -> str:
    wide = unicodedata.normalize("NFKC", key) if any("\uff61" <= c <= "\uff9f" for c in key) else key
    return _NUKTA.sub("", wide).translate(_OPTIONAL) if "\u093c" in wide else wide.translate(_OPTIONAL)
