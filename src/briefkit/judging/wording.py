"""Word an outcome: the sentence, the warnings, the severity by the house style, the mend."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefkit import privacy
from briefkit.judging import mend, messages
from briefkit.judging.outcome import Outcome
from briefkit.judging.places import match_of, place_name, place_of
from briefkit.judging.speakers import other_speaker, speakers_joined
from briefkit.match.fold import skeleton
from briefkit.model import ACCEPTED, Difference, Fix, Judgement, Match, Policy, Quotation, Report, Severity, Verdict
from briefkit.patterns import regex
from briefkit.remarks import remark
from briefkit.verdicts import editorial, profiles
from briefkit.verdicts.governing import governing_words
from briefkit.verdicts.locating import SECTIONS

CODES = {
    Verdict.MISLOCATED: "BK411",
    Verdict.MISATTRIBUTED: "BK412",
    Verdict.MISSING: "BK413",
    Verdict.UNCHECKABLE: "BK414",
    Verdict.UNKNOWN_SOURCE: "BK415",
    Verdict.UNCITED: "BK416",
}
UNDECLARED_EMPHASIS = "BK341"
_FEW = 4
"""Words up to which marks may be meant for something else than a quotation."""
_DECLARED = regex(
    r"emphas|italic|hervorheb|soulign|cursiv|subrayado|corsivo|grifo|podkre|виділен|курсив|выделен|傍点|強調|着重"
)

SCANNED = "the text is a scan's, which may be wrong there: look at the page"


def word(
    quotation: Quotation,
    outcome: Outcome,
    report: Report,
    policy: Policy,
    *,
    text: str,
    message: str = "",
    others: tuple[str, ...] = (),
) -> Judgement:
    """The judgement that says an outcome, without a word of a private source.

    `text` is what was held against the source: the original of a translation.
    """
    verdict, reading, index = outcome.verdict, outcome.reading, outcome.index
    match = match_of(reading, index) if reading and index else None
    warnings = tuple(_warnings(quotation, outcome)) if verdict in ACCEPTED else ()
    joined = _joined(quotation, outcome)
    warnings += (joined,) if joined else ()
    undeclared = verdict in ACCEPTED and _undeclared_emphasis(quotation, outcome)
    refused, level = _house_style(outcome, policy, undeclared)
    accepted = verdict in ACCEPTED and level != "reject" and not (policy.strict and verdict == Verdict.CLOSE)
    if undeclared:
        warnings += (remark("emphasis"),)
    hint = no_quotation(quotation) if verdict == Verdict.MISSING and quotation.form == "inline" else ""
    message = message or describe(outcome, hint)
    if level == "reject":
        message = f"{message}; the house style “{policy.style}” does not take this ({', '.join(refused)})"
    severity = Severity.ERROR if not accepted else Severity.WARNING if warnings or level == "warn" else None
    return Judgement(
        quotation,
        verdict,
        accepted,
        severity,
        reading.rule if reading and verdict in (*ACCEPTED, Verdict.ALTERED) else CODES.get(verdict, "BK401"),
        message,
        score=_score(text, outcome),
        citation=outcome.citation,
        match=match,
        occurrences=tuple(match_of(other, index) for other in outcome.readings) if index else (),
        differences=_differences(outcome),
        fix=_fix(report, quotation, outcome, match) if text == quotation.text else None,
        warnings=warnings,
        others=others,
    )


def _differences(outcome: Outcome) -> tuple[Difference, ...]:
    if outcome.reading is None or outcome.index is None or outcome.verdict == Verdict.MISSING:
        return ()
    found = outcome.reading.differences
    return tuple(map(privacy.difference, found)) if outcome.index.source.private else found


def describe(outcome: Outcome, hint: str = "") -> str:
    """The sentence for an outcome whose source is known; `hint` ends that of one whose words are nowhere."""
    verdict, reading, index, citation = outcome.verdict, outcome.reading, outcome.index, outcome.citation
    source = citation.source if citation else index.source.id if index else ""
    if verdict == Verdict.UNKNOWN_SOURCE:
        return remark("unknown", source=source, hint=outcome.detail)
    if verdict == Verdict.UNCHECKABLE:
        return f"{source} could not be checked: {outcome.detail}"
    if verdict == Verdict.MISSING or reading is None or index is None:
        return f"{outcome.detail}{hint}" if outcome.detail else remark("missing", source=source, hint=hint)
    if verdict == Verdict.ALTERED:
        told = messages.altered_message(reading, source, private=index.source.private)
        return f"{told}; {SCANNED}" if index.recognised_at(reading.start) else told
    match = match_of(reading, index)
    if verdict == Verdict.MISATTRIBUTED:
        place = place_name(match)
        found = f"{match.source}, {place}" if place else match.source
        return remark("misattributed", source=source or "the cited source", found=found)
    if verdict == Verdict.MISLOCATED and citation and citation.locator:
        sections = citation.locator.label in SECTIONS
        places = [name for name in dict.fromkeys(place_of(r, index, sections) for r in outcome.readings) if name]
        cited, right = citation.locator.text.removeprefix("at "), " and ".join(places[:3]) or "another place"
        return remark("mislocated", cited=cited, source=source, right=right.removeprefix("at "))
    return messages.accepted_message(reading, match, len(outcome.readings))


def no_quotation(quotation: Quotation) -> str:
    """For a word or few that may be none of another's: how to say so."""
    few = len(quotation.text.split()) <= _FEW
    return "; if it is no quotation, mark it: [“…”]{.scare} or [“…”]{.title}" if few else ""


def _house_style(outcome: Outcome, policy: Policy, undeclared: bool) -> tuple[list[str], str]:
    """The rules that the house style refuses, and the strictest level of all the rules that were used."""
    if outcome.reading is None or outcome.verdict not in ACCEPTED:
        return [], "accept"
    close = "warn" if outcome.verdict == Verdict.CLOSE else "accept"
    codes = list(dict.fromkeys(d.rule for d in outcome.reading.differences if d.rule))
    if undeclared:
        codes.append(UNDECLARED_EMPHASIS)
    levels = {code: profiles.level(code, policy.style, policy.rules) for code in codes}
    refused = [code for code, level in levels.items() if level == "reject"]
    return refused, profiles.strictest([close, *levels.values()])


def _warnings(quotation: Quotation, outcome: Outcome) -> Iterator[str]:
    reading, index = outcome.reading, outcome.index
    if reading is None or index is None:
        return
    if outcome.detail:
        yield outcome.detail
    said = f"{quotation.before} {quotation.after}"
    language = index.language_of(reading.start, reading.end)
    words = governing_words(index.source.text, reading.start, reading.end, said, language)
    if words and index.source.private:
        yield remark("governs_private")
    elif words:
        yield remark("governs", words=messages.clip(words, 60))
    speakers = other_speaker(quotation, index, reading.start)
    if speakers and index.source.private:
        yield remark("speaker_private")
    elif speakers:
        yield remark("speaker", speaker=speakers[0], named=speakers[1])


def _joined(quotation: Quotation, outcome: Outcome) -> str:
    """That the passage goes on with another speaker."""
    reading, index = outcome.reading, outcome.index
    if reading is None or index is None or outcome.verdict not in (*ACCEPTED, Verdict.ALTERED):
        return ""
    several = speakers_joined(quotation, index, reading.start, reading.end)
    if several and index.source.private:
        return remark("speakers_private", n=str(len(several)))
    return remark("speakers", speakers=" and ".join(several)) if several else ""


def _undeclared_emphasis(quotation: Quotation, outcome: Outcome) -> bool:
    """The author's emphasis, unless it is declared or the source marks its own with _ or *."""
    reading, index = outcome.reading, outcome.index
    if not quotation.emphasis or reading is None or index is None:
        return False
    if any(_DECLARED.search(note) for note in editorial.notes_of(quotation.text, quotation.after)):
        return False
    if all(editorial.is_note(quotation.text[start:end].strip("[]() ")) for start, end in quotation.emphasis):
        return False
    return not re.search(r"[_*]\w", index.source.text[max(0, reading.start - 1) : reading.end])


def _fix(report: Report, quotation: Quotation, outcome: Outcome, match: Match | None) -> Fix | None:
    if outcome.citation is None or match is None or outcome.reading is None:
        return None
    if outcome.verdict == Verdict.MISLOCATED:
        return mend.mend_locator(report, outcome.citation, match)
    if outcome.verdict == Verdict.MISATTRIBUTED:
        return mend.mend_source(report, outcome.citation, match)
    private = outcome.index is not None and outcome.index.source.private
    if private or _joined(quotation, outcome):
        return None
    if outcome.verdict == Verdict.ALTERED and len(quotation.offsets) > len(quotation.text):
        return mend.mend_words(report, quotation, outcome.reading.differences, match)
    return None


def _score(text: str, outcome: Outcome) -> float:
    if outcome.reading is None or outcome.index is None:
        return 0.0
    if outcome.reading.verdict == Verdict.EXACT:
        return 100.0
    from rapidfuzz import fuzz

    passage = outcome.index.plain(outcome.reading.start, outcome.reading.end)
    return round(fuzz.ratio(skeleton(text), skeleton(passage)), 1)
