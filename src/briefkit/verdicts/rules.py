"""The table of rules: what may differ between a quotation and its source, and by what name.

`RULES` documents every code (it is the text of `briefkit explain`). `EXPLANATIONS` is the ordered table that judges a
difference between two aligned stretches of words: the first rule that knows it explains it; what no rule knows is an
alteration. Each rule of the table carries an accepted and a rejected example (quotation, source) that run as tests.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from briefkit.model import Verdict
from briefkit.verdicts import slips
from briefkit.verdicts.lexicon import is_kind, kind_of


@dataclass(frozen=True, slots=True)
class Word:
    """A token as the rules see it. `kind` is "word", "number", "mark", "symbol" or "hidden"."""

    kind: str
    text: str
    key: str
    starts_line: bool = False
    other: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """Two aligned stretches that are not the same characters, with what a rule may ask of their surroundings.

    Attributes:
        opens: the first word of the quotation or of a part after an omission.
        closes: no word of the quotation follows.
        next_mark: the source's character after the passage, where `closes`.
        next_word: the source's word after the passage, where `closes`: a sentence may not be closed before its "not".
        noisy: the source's text shows scan noise.
        capitals: the source's passage is all in capitals.
        balanced: the partner of a quotation mark stands inside the passage too.
        starts_sentence: the source's first word of the difference starts a sentence.
        follows_abbreviation: the word before, on both sides, is an abbreviation that is written with a point.
        short: the quotation is too short for a slip to be told from another word.
        notes: the author's notes on the quotation, such as "cleaned up", in lower case.
    """

    quote: tuple[Word, ...]
    source: tuple[Word, ...]
    opens: bool = False
    closes: bool = False
    next_mark: str = ""
    next_word: str = ""
    language: str | None = None
    noisy: bool = False
    capitals: bool = False
    balanced: bool = False
    starts_sentence: bool = True
    follows_abbreviation: bool = False
    short: bool = False
    notes: frozenset[str] = frozenset()

    @property
    def quote_text(self) -> str:
        return " ".join(word.text for word in self.quote)

    @property
    def source_text(self) -> str:
        return " ".join(word.text for word in self.source)


@dataclass(frozen=True, slots=True)
class Rule:
    """A named licence. `accepts` and `rejects` are (quotation, source) pairs."""

    code: str
    name: str
    verdict: Verdict
    explains: Callable[[Difference], bool]
    accepts: tuple[str, str]
    rejects: tuple[str, str]


_NOTE_MARK = re.compile(r"\[\s*(?:\d{1,3}|[a-z]|note \d+)(?:\s*[,–-]\s*\d{1,3})*\s*\]|[¹²³⁰⁴-⁹]+|[†‡]")
_SUPERSCRIPTS = "¹²³⁰⁴⁵⁶⁷⁸⁹†‡*"
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
    **{0x0660 + digit: str(digit) for digit in range(10)},
    **{0x06F0 + digit: str(digit) for digit in range(10)},
    **{0x0966 + digit: str(digit) for digit in range(10)},
    ord("،"): ",",
    ord("؛"): ";",
    ord("؟"): "?",
    ord("、"): ",",
    ord("。"): ".",
}
"""Arabic and Hebrew points, tatweel; Cyrillic ё; ligatures; Arabic, Persian and Devanagari digits; script commas."""
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
_NUMERAL = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]")
_SHORT_WORDS = frozenset("a i am an as at be by do go he if in is it me my no of on or so to up us we".split())
_BULLETS = frozenset("•‣◦▪●○*-–—·")


def _same_keys(d: Difference) -> bool:
    """Same characters once shapes of marks, ligatures, widths and Unicode forms are unified."""
    return len(d.quote) == len(d.source) and all(
        a.kind == b.kind and a.kind != "hidden" and _same_key(a, b, d.language)
        for a, b in zip(d.quote, d.source, strict=True)
    )


def _same_key(one: Word, two: Word, language: str | None) -> bool:
    """A word broken at a line's end may be read joined or with its hyphen, unless that makes another word, or none."""
    if not two.other:
        return one.key == two.key
    if one.key == two.other:
        return not slips.is_other_word(two.key, two.other)
    pieces = two.other.split("-")
    made_up = all(slips.is_known(piece, language) and len(piece) > 2 for piece in pieces)
    return one.key == two.key and (not made_up or slips.is_known(two.key, language))


def _hidden_in_source(d: Difference) -> bool:
    """The source's own zero-width or direction characters, which nobody types."""
    return not d.quote and all(word.kind == "hidden" for word in d.source)


def _markup(d: Difference) -> bool:
    """`_so_` or `*so*`: a plain text's italics."""
    return not d.quote and bool(d.source) and all(word.key in ("_", "*", "**") for word in d.source)


def _list_mark(d: Difference) -> bool:
    """A bullet or numeral at the start of the source's line."""
    if d.quote or not d.source or not d.source[0].starts_line:
        return False
    return (
        all(w.text in _BULLETS for w in d.source) or _NUMERAL.fullmatch("".join(w.text for w in d.source)) is not None
    )


def _note_mark(d: Difference) -> bool:
    """The source's reference numbers, which style manuals let go silently."""
    if not d.quote and d.source:
        return _NOTE_MARK.fullmatch("".join(word.text for word in d.source)) is not None
    if len(d.quote) == len(d.source) == 1 and d.quote[0].kind == d.source[0].kind == "word":
        stem = d.source[0].key.rstrip(_SUPERSCRIPTS)
        return stem != d.source[0].key and len(stem) > 2 and stem.isalpha() and stem == d.quote[0].key
    return False


def _filler(d: Difference) -> bool:
    """A speaker's "um" or "er" left out."""
    words = [word for word in d.source if word.kind == "word"]
    if (
        d.quote
        or not words
        or any(word.text not in (",", "-", "–", "—", "…", "...") for word in d.source if word.kind != "word")
    ):
        return False
    return all(is_kind("filler", word.key, d.language) for word in words)


def _cleaned(d: Difference) -> bool:
    """Quotation marks, brackets and ellipses of the source left out under (cleaned up) or its like."""
    if not d.notes & _CLEANING:
        return False
    return all(
        w.kind == "mark" and (w.key in ("'", '"', "[", "]", "…", "(", ")") or w.key[0] == "[")
        for w in d.quote + d.source
    )


def _citation_left_out(d: Difference) -> bool:
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
    return "".join(character for word in words for character in word.key if character not in drop)


def _dashes(d: Difference) -> bool:
    """Dashes with or without spaces: `talks–Trump`, `talks - Trump`."""
    if not d.quote or not d.source or any(word.kind in ("number", "hidden", "symbol") for word in d.quote + d.source):
        return False
    if not any("-" in word.key for word in d.quote) or not any("-" in word.key for word in d.source):
        return False
    return _joined(d.quote, "") == _joined(d.source, "")


def _split_word(d: Difference) -> bool:
    """Stray spaces of a text layer inside a word, where the pieces are no words or the text shows noise."""
    if not d.quote or not d.source or _joined(d.quote, "") != _joined(d.source, ""):
        return False
    if (
        all(word.kind == "word" or word.key == "'" for word in d.quote + d.source)
        and len(d.quote) == 1
        and "'" in d.quote[0].key
    ):
        return True
    if any(word.kind != "word" for word in d.quote + d.source) or len(d.source) <= len(d.quote):
        return len(d.source) < len(d.quote) and _runs_together(d)
    if not all(slips.is_known(word.key, d.language) or word.key[:1].isupper() for word in d.quote):
        return False
    return d.noisy or not all(_stands_alone(word.key, d.language) for word in d.source)


def _runs_together(d: Difference) -> bool:
    """A lost space of a text layer: `ofthe`."""
    if any(word.kind != "word" for word in d.quote + d.source):
        return False
    return all(slips.is_known(w.key, d.language) for w in d.quote) and not all(
        slips.is_known(w.key, d.language) for w in d.source
    )


def _stands_alone(piece: str, language: str | None) -> bool:
    short = len(piece) < 3
    return piece.casefold() in _SHORT_WORDS if short else slips.is_known(piece, language)


def _first_case(d: Difference) -> bool:
    """The first letter's case, at the start of the quotation or of a part of it.

    A capital is lowered only where it starts a sentence of the source: elsewhere it is a name's (Polish, polish).
    """
    if not d.opens or not d.quote or len(d.quote) != len(d.source):
        return False
    if d.source[0].key[:1].isupper() and not d.starts_sentence:
        return False
    a, b = d.quote[0].key, d.source[0].key
    rest = all(x.key == y.key for x, y in zip(d.quote[1:], d.source[1:], strict=True))
    return rest and d.quote[0].kind == "word" and a[1:] == b[1:] and a[:1].casefold() == b[:1].casefold()


def _small_capitals(d: Difference) -> bool:
    """A passage all in capitals (a heading) given in ordinary letters."""
    return (
        d.capitals
        and len(d.quote) == len(d.source)
        and all(
            a.kind == b.kind == "word" and a.key.casefold() == b.key.casefold()
            for a, b in zip(d.quote, d.source, strict=True)
        )
    )


def _final_stop(d: Difference) -> bool:
    """A full stop or comma set before the closing mark, by American habit, or to close the author's sentence."""
    if not d.closes or not all(word.text in (".", ",") for word in d.quote) or len(d.quote) > 1:
        return False
    if is_kind("negation", d.next_word, d.language):
        return False
    ahead = d.source[0].text if d.source else d.next_mark
    return ahead not in ("?", "!", "？", "！") and all(word.kind == "mark" for word in d.source)


def _nested_marks(d: Difference) -> bool:
    """Double marks inside a quotation switched to single, or single to double."""
    return (
        bool(d.quote)
        and len(d.quote) == len(d.source)
        and all(a.key in ("'", '"') and b.key in ("'", '"') for a, b in zip(d.quote, d.source, strict=True))
    )


def _lone_mark(d: Difference) -> bool:
    """A quotation mark whose partner lies outside the passage."""
    words = d.quote + d.source
    return len(words) == 1 and words[0].key in ("'", '"') and words[0].text not in ("'", "’") and not d.balanced


def _comma(d: Difference) -> bool:
    """One comma more or less inside the sentence."""
    return [word.text for word in d.quote + d.source] == [","]


def _one_pair(d: Difference) -> tuple[Word, Word] | None:
    if len(d.quote) == len(d.source) == 1 and d.quote[0].kind == d.source[0].kind == "word":
        return d.quote[0], d.source[0]
    return None


def _variant(d: Difference) -> bool:
    """British and American spelling; Swiss and older German spelling."""
    if not d.quote or not d.source or any(word.kind != "word" for word in d.quote + d.source):
        return False
    return slips.is_variant(" ".join(w.key for w in d.quote), " ".join(w.key for w in d.source), d.language)


def _script_marks(d: Difference) -> bool:
    """Marks that a script may set or leave: vowel points, tatweel, ё for е, ligatures œ and æ, a script's digits."""
    return (
        bool(d.quote)
        and len(d.quote) == len(d.source)
        and all(
            a.kind == b.kind and a.kind != "hidden" and _unmarked(a.key) == _unmarked(b.key)
            for a, b in zip(d.quote, d.source, strict=True)
        )
    )


def _unmarked(key: str) -> str:
    wide = unicodedata.normalize("NFKC", key) if any("\uff61" <= c <= "\uff9f" for c in key) else key
    return wide.translate(_OPTIONAL)


def _abbreviation_point(d: Difference) -> bool:
    """The points of an abbreviation: `Mr Smith`, `US`."""
    pair = _one_pair(d)
    if pair is not None:
        return pair[0].key.replace(".", "") == pair[1].key.replace(".", "")
    return [word.text for word in d.quote + d.source] == ["."] and d.follows_abbreviation


def _hyphenation(d: Difference) -> bool:
    """`co-operation` for `cooperation`, `long-term` for `long term`, where the hyphen makes no other word."""
    words = d.quote + d.source
    if not d.quote or not d.source or any(word.kind != "word" for word in words):
        return False
    one, two = _joined(d.quote, "-"), _joined(d.source, "-")
    if one != two or any(is_kind("number", part, d.language) for word in words for part in word.key.split("-")):
        return False
    if len(d.quote) == len(d.source) == 1:
        return not slips.is_other_word(d.quote[0].key, d.source[0].key) and slips.is_known(one, d.language)
    return "-".join(w.key for w in d.quote) == "-".join(w.key for w in d.source)


def _capitalizes_nouns(language: str | None) -> bool:
    """In German a capital does not tell a name."""
    return (language or "")[:2] in ("de", "lb")


def _keyboard(d: Difference) -> bool:
    """A slip that makes no word, one or two strokes from the source's word."""
    pair = _one_pair(d)
    if pair is None or d.short or (pair[1].key[:1].isupper() and not d.opens and not _capitalizes_nouns(d.language)):
        return False
    return slips.is_slip(pair[0].key, pair[1].key, d.language)


def _scan_noise(d: Difference) -> bool:
    """Scan noise in the source: its form is no word, the quotation's is, and they look alike."""
    pair = _one_pair(d)
    if d.short:
        return False
    if pair is not None and pair[0].key.isalpha():
        return slips.is_noise(pair[0].key, pair[1].key, d.language, d.noisy)
    if not d.noisy or any(word.kind == "number" for word in d.quote):
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


EXPLANATIONS: tuple[Rule, ...] = (
    Rule(
        "BK310",
        "shapes of characters",
        Verdict.TYPOGRAPHIC,
        _same_keys,
        ("the leaders' pledge", "the leaders’ pledge"),
        ("10² units", "102 units"),
    ),
    Rule(
        "BK309",
        "optional marks of a script",
        Verdict.TYPOGRAPHIC,
        _script_marks,
        ("ещё один план готов", "еще один план готов"),
        ("se acordó el ano pasado", "se acordó el año pasado"),
    ),
    Rule(
        "BK311",
        "hidden characters of the source",
        Verdict.TYPOGRAPHIC,
        _hidden_in_source,
        ("a firm pledge", "a firm \u200epledge"),
        ("a firm \u200epledge", "a firm pledge"),
    ),
    Rule(
        "BK312",
        "plain-text italics of the source",
        Verdict.TYPOGRAPHIC,
        _markup,
        ("they were so close", "they were _so_ close"),
        ("they were so close", "they were so + close"),
    ),
    Rule(
        "BK313",
        "list marks of the source",
        Verdict.TYPOGRAPHIC,
        _list_mark,
        ("first point second point", "first point\n• second point"),
        ("first point second point", "first point or second point"),
    ),
    Rule(
        "BK314",
        "reference marks of the source",
        Verdict.TYPOGRAPHIC,
        _note_mark,
        ("the pledge was renewed", "the pledge [12] was renewed"),
        ("the 12 pledges", "the [12] 13 pledges"),
    ),
    Rule(
        "BK315",
        "dashes",
        Verdict.TYPOGRAPHIC,
        _dashes,
        ("the talks - held in Paris", "the talks–held in Paris"),
        ("at -4 degrees", "at 4 degrees"),
    ),
    Rule(
        "BK316",
        "spaces inside words",
        Verdict.TYPOGRAPHIC,
        _split_word,
        ("the investigation ended", "the inve stigation ended"),
        ("it was nowhere near", "it was now here near"),
    ),
    Rule(
        "BK317",
        "a speaker's filler left out",
        Verdict.CLOSE,
        _filler,
        ("we will, stand by them", "we will, um, stand by them"),
        ("we will stand by them", "we will not stand by them"),
    ),
    Rule(
        "BK318",
        "marks cleaned up",
        Verdict.EDITED,
        _cleaned,
        (
            "the court found that notice was due (cleaned up)",
            "the court “found that [n]otice” was due".replace("[n]", "n"),
        ),
        ("the court found that notice was due", "the court “found” that notice was due"),
    ),
    Rule(
        "BK319",
        "a citation left out",
        Verdict.EDITED,
        _citation_left_out,
        ("notice was due in time (citation omitted)", "notice was due (Doe, 2019) in time"),
        ("notice was due in time", "notice was due (Doe, 2019) in time"),
    ),
    Rule(
        "BK320",
        "first letter's case",
        Verdict.EDITED,
        _first_case,
        ("The pledge was firm", "and the pledge was firm"),
        ("the march began", "the March began"),
    ),
    Rule(
        "BK321",
        "final punctuation",
        Verdict.EDITED,
        _final_stop,
        ("the pledge was firm.", "the pledge was firm, and"),
        ("was the pledge firm.", "was the pledge firm?"),
    ),
    Rule(
        "BK322",
        "nested marks switched",
        Verdict.EDITED,
        _nested_marks,
        ("a 'firm' pledge", "a “firm” pledge"),
        ("a 'firm' pledge", "a (firm) pledge"),
    ),
    Rule(
        "BK327",
        "a mark whose partner lies outside",
        Verdict.EDITED,
        _lone_mark,
        ("we agree, he said", "we agree,” he said"),
        ("the so-called allies met", "the so-called “allies” met"),
    ),
    Rule(
        "BK328",
        "capitals of a heading",
        Verdict.TYPOGRAPHIC,
        _small_capitals,
        ("a firm pledge", "A FIRM PLEDGE"),
        ("power of 5 mW here", "power of 5 MW here"),
    ),
    Rule(
        "BK330",
        "spelling variant",
        Verdict.CLOSE,
        _variant,
        ("the defense centre", "the defence centre"),
        ("the four men", "the for men"),
    ),
    Rule(
        "BK331",
        "hyphenation",
        Verdict.CLOSE,
        _hyphenation,
        ("close co-operation", "close cooperation"),
        ("he will resign soon", "he will re-sign soon"),
    ),
    Rule(
        "BK332",
        "keyboard slip",
        Verdict.CLOSE,
        _keyboard,
        ("a firm garantee", "a firm guarantee"),
        ("a credible plan", "an edible plan"),
    ),
    Rule(
        "BK333",
        "scan noise in the source",
        Verdict.CLOSE,
        _scan_noise,
        ("the government agreed", "the govermnent agreed"),
        ("the plan is now ready", "the plan is not ready"),
    ),
    Rule(
        "BK335",
        "points of an abbreviation",
        Verdict.CLOSE,
        _abbreviation_point,
        ("then Mr Doe met the US envoy", "then Mr. Doe met the U.S. envoy"),
        ("he said no way out was left", "he said no. way out was left"),
    ),
    Rule(
        "BK334",
        "an inner comma",
        Verdict.CLOSE,
        _comma,
        ("the men women and children", "the men, women and children"),
        ("is it over; yes", "is it over? yes"),
    ),
)
"""In order: the first that explains a difference names it."""

RULES: dict[str, str] = {
    "BK301": "exact: the source's own characters, white space folded.",
    **{
        rule.code: f"{rule.verdict}: {rule.name}. {' '.join((rule.explains.__doc__ or '').split())}"
        for rule in EXPLANATIONS
    },
    "BK341": "a warning: the author's emphasis is not declared.",
    "BK323": "edited: an ellipsis leaves out words that do not turn what is kept.",
    "BK324": "edited: a bracket changes the case of a letter.",
    "BK325": "edited: a bracket adds words of the author that reverse nothing.",
    "BK326": "edited: a bracket fits a tense, names a pronoun, or expands a name.",
    "BK329": "edited: [sic], [emphasis added], (citation omitted) and their like.",
    "BK401": "altered: words of the quotation are not the source's, and no rule explains the difference.",
    "BK402": "altered: the ellipsis hides a negation, condition or hedge, joins backwards, or spans too far.",
    "BK403": "altered: the bracket reverses, changes a figure, or puts another word for the source's.",
    "BK404": "altered or missing: characters that no reader sees stand in the quotation.",
    "BK411": "mislocated: the words are in the source, but not at the place cited.",
    "BK412": "misattributed: the words are in another source of the project.",
    "BK413": "missing: the words are in no source of the project.",
    "BK414": "uncheckable: the source could not be read well enough to say.",
    "BK415": "unknown-source: the project has no source of this ID.",
    "BK416": "uncited: no citation says whose words these are.",
    "BK501": "exempt: the author marked the words as no quotation, or they are the title of a source.",
    "BK502": "translated: a translation, checked by its original.",
    "BK503": "waived: a person took responsibility by name, with a reason and an expiry date.",
    "BK504": "a waiver that has expired, or lacks what it needs, does not count.",
}


def explain(difference: Difference) -> Rule | None:
    """The first rule of the table that explains a difference, or None: then it is an alteration."""
    return next((rule for rule in EXPLANATIONS if rule.explains(difference)), None)


def name_kind(difference: Difference) -> str:
    """What an unexplained difference is, for the reader: "number", "negation", "modal", "name", "word" ..."""
    words = difference.quote + difference.source
    if any(word.kind == "hidden" for word in words):
        return "hidden character"
    if any(word.kind == "number" or (word.key[0] == "[" and word.key[-1:] == "]") for word in words):
        return "number"
    for word in words:
        if word.kind == "word" and (kind := kind_of(word.key, difference.language)):
            return kind
    if all(word.kind == "mark" for word in words):
        return "punctuation"
    if any(word.kind == "symbol" for word in words):
        return "sign"
    if not difference.opens and all(word.text[:1].isupper() for word in words if word.kind == "word"):
        return "name"
    if (
        len(difference.quote) == len(difference.source)
        and difference.quote_text.casefold() == difference.source_text.casefold()
    ):
        return "case"
    return "word"
