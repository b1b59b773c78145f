"""The licences of the table of rules: each says whether it knows a difference; its docstring documents the rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from briefkit.patterns import regex
from briefkit.verdicts import slips
from briefkit.verdicts.difference import Difference, Word
from briefkit.verdicts.lexicon import is_kind

_NOTE_MARK = regex(r"\[\s*(?:\d{1,3}|[a-z]|note \d+)(?:\s*[,–-]\s*\d{1,3})*\s*\]|[¹²³⁰⁴-⁹]+|[†‡]")
_SUPERSCRIPTS = "¹²³⁰⁴⁵⁶⁷⁸⁹†‡*"
_CLEANING = frozenset(
    {
        "cleaned up",
        "citation modified",
        "citations modified",
        "internal quotation marks omitted",
        "quotation marks omitted",
    }
    | {"internal quotations omitted", "alteration omitted", "alterations omitted", "internal marks omitted"}
)
_CITING = frozenset(
    {"cleaned up", "citation omitted", "citations omitted", "internal citation omitted", "internal citations omitted"}
    | {"footnote omitted", "footnotes omitted"}
)
_NUMERAL = regex(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]")
_PRIMES = "′″‴"
_SHORT_WORDS = frozenset("a i am an as at be by do go he if in is it me my no of on or so to up us we".split())
_STOPS = (".", ",", "。", "，", "、", "،", "।")
_DASH_SPACE = regex(r"\s*-+\s*")
_BULLET = regex("[•‣◦▪●○*–—·\ue000-\uf8ff-]")


def same_keys(d: Difference) -> bool:
    """Same characters once shapes of marks, ligatures, widths and Unicode forms are unified."""
    return len(d.quote) == len(d.source) and all(
        a.kind == b.kind and a.kind != "hidden" and _same_key(a, b, d) for a, b in zip(d.quote, d.source, strict=True)
    )


def _same_key(one: Word, two: Word, d: Difference) -> bool:
    """A word broken at a line's end may be read joined or with its hyphen, unless that makes another word, or none."""
    if not two.other:
        return one.key == two.key
    if one.key == two.other:
        return not slips.is_other_word(two.key, two.other)
    pieces = [piece for piece in two.other.split("-") if not piece.isdecimal()]
    made_up = all(slips.is_known(piece, d.language) and len(piece) > 2 for piece in pieces)
    return one.key == two.key and (not made_up or slips.is_known(two.key, d.language))


def hidden_in_source(d: Difference) -> bool:
    """The source's own zero-width or direction characters, which nobody types."""
    return not d.quote and all(word.kind == "hidden" for word in d.source)


def markup(d: Difference) -> bool:
    """`_so_` or `*so*`: a plain text's italics."""
    return not d.quote and bool(d.source) and all(word.key in ("_", "*", "**") for word in d.source)


def list_mark(d: Difference) -> bool:
    """A bullet or numeral at the start of the source's line."""
    if d.quote or not d.source or not d.source[0].starts_line:
        return False
    bullets = all(_BULLET.fullmatch(word.text) for word in d.source)
    return bullets or _NUMERAL.fullmatch("".join(word.text for word in d.source)) is not None


def note_mark(d: Difference) -> bool:
    """The source's reference numbers, which style manuals let go silently."""
    if not d.quote and d.source:
        return _NOTE_MARK.fullmatch("".join(word.text for word in d.source)) is not None
    if len(d.quote) == len(d.source) == 1 and d.quote[0].kind == d.source[0].kind == "word":
        stem = d.source[0].key.rstrip(_SUPERSCRIPTS)
        return stem != d.source[0].key and len(stem) > 2 and stem.isalpha() and stem == d.quote[0].key
    return False


def filler(d: Difference) -> bool:
    """A speaker's "um" or "er" left out."""
    words = [word for word in d.source if word.kind == "word"]
    if (
        d.quote
        or not words
        or any(word.text not in (",", "-", "–", "—", "…", "...") for word in d.source if word.kind != "word")
    ):
        return False
    return all(is_kind("filler", word.key, d.language) for word in words)


def cleaned(d: Difference) -> bool:
    """Quotation marks, brackets and ellipses of the source left out under (cleaned up) or its like."""
    if not d.notes & _CLEANING:
        return False
    return all(
        w.kind == "mark" and (w.key in ("'", '"', "[", "]", "…", "(", ")") or w.key[0] == "[")
        for w in d.quote + d.source
    )


def citation_left_out(d: Difference) -> bool:
    """A citation of the source left out under (citation omitted) or (cleaned up)."""
    if d.quote or not d.notes & _CITING:
        return False
    marks = {word.text for word in d.source if word.kind == "mark"}
    if d.source[0].text in (".", "!", "?"):
        return False
    figures = any(word.kind == "number" or word.key[0] == "[" for word in d.source)
    return (
        figures
        and len(d.source) <= 40
        and ("(" in marks or any(m[0] == "[" for m in marks) or d.source[-1].text in ".;")
    )


def _joined(words: Sequence[Word], drop: str) -> str:
    joined = "".join([word.key for word in words])
    return "".join([character for character in joined if character not in drop]) if drop else joined


def dashes(d: Difference) -> bool:
    """Dashes with or without spaces: `talks–Trump`, `talks - Trump`."""
    if not d.quote or not d.source or any(word.kind in ("number", "hidden", "symbol") for word in d.quote + d.source):
        return False
    one, two = (_DASH_SPACE.sub("-", " ".join(word.key for word in words)) for words in (d.quote, d.source))
    return "-" in one and one == two


def split_word(d: Difference) -> bool:
    """Stray spaces of a text layer inside a word, where the pieces are no words or the text shows noise."""
    if not d.quote or not d.source or _joined(d.quote, "") != _joined(d.source, ""):
        return False
    if len(d.quote) == 1 and "'" in d.quote[0].key and _parted_at_apostrophe(d.source):
        return True
    if any(word.kind != "word" for word in d.quote + d.source) or len(d.source) <= len(d.quote):
        return len(d.source) < len(d.quote) and _runs_together(d)
    if not all(slips.is_known(word.key, d.language) or word.key[:1].isupper() for word in d.quote):
        return False
    return not all(_stands_alone(word.key, d.language) for word in d.source) or d.noisy


def _parted_at_apostrophe(pieces: Sequence[Word]) -> bool:
    """`President 's`: every space stands beside the apostrophe of a word."""
    if not all(word.kind == "word" or word.key == "'" for word in pieces):
        return False
    return all(one.key[-1:] == "'" or two.key[:1] == "'" for one, two in pairwise(pieces))


def _runs_together(d: Difference) -> bool:
    """A lost space of a text layer: `ofthe`."""
    if any(word.kind != "word" for word in d.quote + d.source):
        return False
    return all(slips.is_known(w.key, d.language) for w in d.quote) and not all(
        slips.is_known(w.key, d.language) for w in d.source
    )


def _stands_alone(piece: str, language: str | None) -> bool:
    if len(piece) < 3 and (language or "en")[:2] == "en":
        return piece.casefold() in _SHORT_WORDS
    return slips.is_known(piece, language) or is_kind("preposition", piece, language)


def first_case(d: Difference) -> bool:
    """The first letter's case, at the start of the quotation or of a part of it.

    A capital is lowered only where it starts a sentence of the source: elsewhere it is a name's (Polish, polish). None
    is set right behind a negation, which would make a sentence of what is denied.
    """
    if not d.opens or not d.quote or len(d.quote) != len(d.source):
        return False
    if d.source[0].key[:1].isupper() and not d.starts_sentence:
        return False
    raised = d.quote[0].key[:1].isupper() and not d.source[0].key[:1].isupper()
    if raised and is_kind("negation", d.previous_word, d.language):
        return False
    a, b = d.quote[0].key, d.source[0].key
    rest = all(x.key == y.key for x, y in zip(d.quote[1:], d.source[1:], strict=True))
    return rest and d.quote[0].kind == "word" and a[1:] == b[1:] and a[:1].casefold() == b[:1].casefold()


def small_capitals(d: Difference) -> bool:
    """A passage all in capitals (a heading) given in ordinary letters."""
    return (
        d.capitals
        and len(d.quote) == len(d.source)
        and all(
            a.kind == b.kind == "word" and a.key.casefold() == b.key.casefold()
            for a, b in zip(d.quote, d.source, strict=True)
        )
    )


def final_stop(d: Difference) -> bool:
    """A full stop or comma set before the closing mark, by American habit, or to close the author's sentence;
    not where the source goes on with a "not", "only" or "if"."""
    if not d.closes or not all(word.text in _STOPS for word in d.quote) or len(d.quote) > 1:
        return False
    ended = any(word.text in (".", "!", "?", "…", "。", "！", "？", "।") for word in d.source)
    if not ended and _limits(d.next_word, d.language):
        return False
    ahead = d.source[0].text if d.source else d.next_mark
    return ahead not in ("?", "!", "？", "！") and all(word.kind == "mark" for word in d.source)


def _limits(word: str, language: str | None) -> bool:
    """A "not", "only" or "if": no sentence may be closed before it. "Until" and its like only tell more."""
    if is_kind("negation", word, language):
        return True
    return is_kind("exception", word, language) and not is_kind("also_preposition", word, language)


def nested_marks(d: Difference) -> bool:
    """Double marks inside a quotation switched to single, or single to double."""
    return (
        bool(d.quote)
        and len(d.quote) == len(d.source)
        and all(a.key in ("'", '"') and b.key in ("'", '"') for a, b in zip(d.quote, d.source, strict=True))
        and not any(word.text in _PRIMES for word in d.quote + d.source)
    )


def lone_mark(d: Difference) -> bool:
    """A quotation mark of the source whose partner lies outside the passage."""
    return (
        not d.quote
        and len(d.source) == 1
        and d.source[0].key in ("'", '"')
        and d.source[0].text not in ("'", "’", *_PRIMES)
        and not d.balanced
    )


def comma(d: Difference) -> bool:
    """One comma more or less inside the sentence."""
    return [word.text for word in d.quote + d.source] == [","]


def _one_pair(d: Difference) -> tuple[Word, Word] | None:
    if len(d.quote) == len(d.source) == 1 and d.quote[0].kind == d.source[0].kind == "word":
        return d.quote[0], d.source[0]
    return None


def variant(d: Difference) -> bool:
    """Two spellings of a language: British and American, Swiss and older German, French before and after 1990 …"""
    if not d.quote or not d.source or any(word.kind != "word" for word in d.quote + d.source):
        return False
    return slips.is_variant(" ".join(w.key for w in d.quote), " ".join(w.key for w in d.source), d.language)


def abbreviation_point(d: Difference) -> bool:
    """The points of an abbreviation: `Mr Smith`, `US`."""
    pair = _one_pair(d)
    if pair is not None:
        return pair[0].key.replace(".", "") == pair[1].key.replace(".", "")
    if _is_degree(d.quote, d.source) or _is_degree(d.source, d.quote):
        return True
    return [word.text for word in d.quote + d.source] == ["."] and d.follows_abbreviation


def _is_degree(pointed: Sequence[Word], plain: Sequence[Word]) -> bool:
    """`Ph.D.` and `PhD`: a word with a capital inside, whose parts have points."""
    if len(plain) != 1 or len(pointed) < 2 or not re.search(r"[a-z][A-Z]|[A-Z]{2}", plain[0].key):
        return False
    return "".join(word.key for word in pointed).replace(".", "") == plain[0].key.replace(".", "")


def _capitalizes_nouns(language: str | None) -> bool:
    """In German a capital does not tell a name."""
    return (language or "")[:2] in ("de", "lb")


def keyboard(d: Difference) -> bool:
    """A slip that makes no word, one or two strokes from the source's word."""
    pair = _one_pair(d)
    if pair is None or d.short or (pair[1].key[:1].isupper() and not d.opens and not _capitalizes_nouns(d.language)):
        return False
    return slips.is_slip(pair[0].key, pair[1].key, d.language)


def scan_noise(d: Difference) -> bool:
    """Scan noise in the source: its form is no word, the quotation's is, and they look alike."""
    pair = _one_pair(d)
    if d.short:
        return False
    if pair is not None and pair[0].key.isalpha():
        return slips.is_noise(pair[0].key, pair[1].key, d.language, d.noise)
    if any(word.kind == "number" for word in d.quote) or not d.noisy:
        return False
    if len(d.quote) == len(d.source) == 1 and _small_shapes(d.quote[0].text, d.source[0].text):
        return True
    if not d.quote:
        return all(word.kind in ("mark", "symbol") and word.text not in "<>" for word in d.source)
    one, two = _joined(d.quote, "-'"), _joined(d.source, "-'.,|!")
    known = all(word.kind == "word" and slips.is_known(word.key, d.language) for word in d.quote)
    return known and bool(d.source) and (one == two or _garbled(d, one, two))


def _garbled(d: Difference, one: str, two: str) -> bool:
    """Known words run together, or broken, to what is no word, a stroke or two away: `Trecommend` for `I recommend`."""
    pieces = [word for word in d.source if word.kind == "word"]
    if not pieces or any(slips.is_known(word.key, d.language) and len(word.key) > 3 for word in pieces):
        return False
    return slips.is_near(one, two)


def _small_shapes(one: str, two: str) -> bool:
    """Strokes and points that a scanner takes for each other, and a lone letter that it took for a mark."""
    if one in ("a", "A", "I") and two in "«»~^°•§|!/\\":
        return True
    return any(one in shapes and two in shapes for shapes in ("I|1l!i", ".,;:·'"))
