"""The table of rules: what may differ between a quotation and its source, and by what name.

`RULES` documents every code (it is the text of `briefkit explain`). `EXPLANATIONS` is the ordered table that judges a
difference between two aligned stretches of words: the first rule that knows it explains it; what no rule knows is an
alteration. Each rule of the table carries an accepted and a rejected example (quotation, source) that run as tests.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from briefkit.model import Verdict
from briefkit.verdicts import hyphens, levels, licences, scripts
from briefkit.verdicts.difference import Difference
from briefkit.verdicts.lexicon import is_kind, kind_of


class Rule(NamedTuple):
    """A named licence. `accepts` and `rejects` are (quotation, source) pairs; note marks of the source in braces."""

    code: str
    name: str
    verdict: Verdict
    explains: Callable[[Difference], bool]
    accepts: tuple[str, str]
    rejects: tuple[str, str]


EXPLANATIONS: tuple[Rule, ...] = (
    Rule(
        "BK310",
        "shapes of characters",
        Verdict.TYPOGRAPHIC,
        licences.same_keys,
        ("the leaders' pledge", "the leaders’ pledge"),
        ("10² units", "102 units"),
    ),
    Rule(
        "BK309",
        "optional marks of a script",
        Verdict.TYPOGRAPHIC,
        scripts.script_marks,
        ("ещё один план готов", "еще один план готов"),
        ("se acordó el ano pasado", "se acordó el año pasado"),
    ),
    Rule(
        "BK311",
        "hidden characters of the source",
        Verdict.TYPOGRAPHIC,
        licences.hidden_in_source,
        ("a firm pledge", "a firm \u200epledge"),
        ("a firm \u200epledge", "a firm pledge"),
    ),
    Rule(
        "BK312",
        "plain-text italics of the source",
        Verdict.TYPOGRAPHIC,
        licences.markup,
        ("they were so close", "they were _so_ close"),
        ("they were so close", "they were so + close"),
    ),
    Rule(
        "BK313",
        "list marks of the source",
        Verdict.TYPOGRAPHIC,
        licences.list_mark,
        ("first point second point", "first point\n• second point"),
        ("first point second point", "first point or second point"),
    ),
    Rule(
        "BK314",
        "reference marks of the source",
        Verdict.TYPOGRAPHIC,
        licences.note_mark,
        ("the pledge was renewed", "the pledge [12] was renewed"),
        ("the 12 pledges", "the [12] 13 pledges"),
    ),
    Rule(
        "BK336",
        "raised and lowered characters",
        Verdict.TYPOGRAPHIC,
        levels.typed_level,
        ("some H₂O and 10^-3 m", "some H2O and 10⁻³ m"),
        ("10^2 units", "102 units"),
    ),
    Rule(
        "BK342",
        "a fraction as typed",
        Verdict.TYPOGRAPHIC,
        levels.typed_fraction,
        ("some 1/2 of it and 2 3/4 miles", "some ½ of it and 2¾ miles"),
        ("some 11/2 miles", "some 1½ miles"),
    ),
    Rule(
        "BK337",
        "a note mark copied along",
        Verdict.TYPOGRAPHIC,
        levels.copied_mark,
        ("the pledge was renewed.12 It held", "the pledge was renewed.{12} It held"),
        ("the pledge was renewed.13 It held", "the pledge was renewed.{12} It held"),
    ),
    Rule(
        "BK315",
        "dashes",
        Verdict.TYPOGRAPHIC,
        licences.dashes,
        ("the talks - held in Paris", "the talks–held in Paris"),
        ("at -4 degrees", "at 4 degrees"),
    ),
    Rule(
        "BK316",
        "spaces inside words",
        Verdict.TYPOGRAPHIC,
        licences.split_word,
        ("the investigation ended", "the inve stigation ended"),
        ("it was nowhere near", "it was now here near"),
    ),
    Rule(
        "BK317",
        "a speaker's filler left out",
        Verdict.CLOSE,
        licences.filler,
        ("we will, stand by them", "we will, um, stand by them"),
        ("we will stand by them", "we will not stand by them"),
    ),
    Rule(
        "BK318",
        "marks cleaned up",
        Verdict.EDITED,
        licences.cleaned,
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
        licences.citation_left_out,
        ("notice was due in time (citation omitted)", "notice was due (Doe, 2019) in time"),
        ("notice was due in time", "notice was due (Doe, 2019) in time"),
    ),
    Rule(
        "BK320",
        "first letter's case",
        Verdict.EDITED,
        licences.first_case,
        ("The pledge was firm", "and the pledge was firm"),
        ("the march began", "the March began"),
    ),
    Rule(
        "BK321",
        "final punctuation",
        Verdict.EDITED,
        licences.final_stop,
        ("the pledge was firm.", "the pledge was firm, and"),
        ("was the pledge firm.", "was the pledge firm?"),
    ),
    Rule(
        "BK322",
        "nested marks switched",
        Verdict.EDITED,
        licences.nested_marks,
        ("a 'firm' pledge", "a “firm” pledge"),
        ("a 'firm' pledge", "a (firm) pledge"),
    ),
    Rule(
        "BK327",
        "a mark whose partner lies outside",
        Verdict.EDITED,
        licences.lone_mark,
        ("we agree, he said", "we agree,” he said"),
        ("the so-called allies met", "the so-called “allies” met"),
    ),
    Rule(
        "BK328",
        "capitals of a heading",
        Verdict.TYPOGRAPHIC,
        licences.small_capitals,
        ("a firm pledge", "A FIRM PLEDGE"),
        ("power of 5 mW here", "power of 5 MW here"),
    ),
    Rule(
        "BK330",
        "spelling variant",
        Verdict.CLOSE,
        licences.variant,
        ("the defense centre", "the defence centre"),
        ("the four men", "the for men"),
    ),
    Rule(
        "BK338",
        "raised characters on the line",
        Verdict.CLOSE,
        levels.flat_level,
        ("two m2 of it", "two m² of it"),
        ("two 102 of it", "two 10² of it"),
    ),
    Rule(
        "BK331",
        "hyphenation",
        Verdict.CLOSE,
        hyphens.hyphenation,
        ("close co-operation", "close cooperation"),
        ("he will resign soon", "he will re-sign soon"),
    ),
    Rule(
        "BK339",
        "the hyphen of a line's end copied along",
        Verdict.CLOSE,
        hyphens.copied_break,
        ("the com- piler stops", "the com-\npiler stops"),
        ("the re- form stops", "the reform stops"),
    ),
    Rule(
        "BK332",
        "keyboard slip",
        Verdict.CLOSE,
        licences.keyboard,
        ("a firm garantee", "a firm guarantee"),
        ("a credible plan", "an edible plan"),
    ),
    Rule(
        "BK333",
        "scan noise in the source",
        Verdict.CLOSE,
        licences.scan_noise,
        ("the government agreed", "the govermnent agreed"),
        ("the plan is now ready", "the plan is not ready"),
    ),
    Rule(
        "BK335",
        "points of an abbreviation",
        Verdict.CLOSE,
        licences.abbreviation_point,
        ("then Mr Doe met the US envoy", "then Mr. Doe met the U.S. envoy"),
        ("he said no way out was left", "he said no. way out was left"),
    ),
    Rule(
        "BK334",
        "an inner comma",
        Verdict.CLOSE,
        licences.comma,
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
    "BK505": "a waiver that is not approved does not count. The settings name a file, [check] approvals, and the "
    "waiver does not stand there word for word; `briefkit waivers --format approvals` prints the entry to put there.",
    "BK506": "a waiver that is needless. The quotation verifies without it, so nobody need answer for it: take it out.",
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
            capital = word.key[:1].isupper() and not difference.opens
            return "date" if capital and is_kind("date", word.key, difference.language) else kind  # May, may
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
