"""Judge every quotation of a report against the sources: the ladder of verdicts."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from briefkit.judging import mend, messages
from briefkit.judging.index import IndexedSource
from briefkit.judging.places import match_of, place_name
from briefkit.judging.readings import read
from briefkit.match.fold import skeleton
from briefkit.model import (
    ACCEPTED,
    Citation,
    Finding,
    Fix,
    Judgement,
    Match,
    Policy,
    Quotation,
    Report,
    Severity,
    Source,
    Verdict,
    Waiver,
)
from briefkit.verdicts.editorial import has_devices
from briefkit.verdicts.governing import governing_words
from briefkit.verdicts.locating import holds
from briefkit.verdicts.reading import Reading

MOST_WORDS = 0.6
"""The share of a quotation's words that must stand in a passage, in order, for `altered` rather than `missing`."""
_REPEATABLE_WORDS = 8
_SEED = 14
_CODES = {
    Verdict.MISLOCATED: "BK411",
    Verdict.MISATTRIBUTED: "BK412",
    Verdict.MISSING: "BK413",
    Verdict.UNCHECKABLE: "BK414",
    Verdict.UNKNOWN_SOURCE: "BK415",
    Verdict.UNCITED: "BK416",
}
_BETTER_FIRST = (
    Verdict.EXACT,
    Verdict.TYPOGRAPHIC,
    Verdict.EDITED,
    Verdict.CLOSE,
    Verdict.MISLOCATED,
    Verdict.ALTERED,
    Verdict.UNCHECKABLE,
    Verdict.MISSING,
    Verdict.UNKNOWN_SOURCE,
)
Progress = Callable[[int, int], None]


def judge(
    report: Report, sources: Mapping[str, Source], policy: Policy, progress: Progress | None = None
) -> tuple[tuple[Judgement, ...], tuple[Finding, ...]]:
    """The judgement of each quotation of `report`, in its order, and findings that are about none.

    `sources` may read a source when it is asked for: only cited sources are, unless a quotation is found in none of
    them.
    """
    return Judge(report, sources, policy).run(progress)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What one citation says of a quotation, before it is worded."""

    verdict: Verdict
    citation: Citation | None
    reading: Reading | None = None
    index: IndexedSource | None = None
    readings: tuple[Reading, ...] = ()
    detail: str = ""


class Judge:
    """One report's judgements. Holds each source's fold so that it is made once."""

    def __init__(self, report: Report, sources: Mapping[str, Source], policy: Policy) -> None:
        self.report, self.sources, self.policy = report, sources, policy
        self._indexes: dict[str, IndexedSource] = {}
        self._verified: list[tuple[str, str]] = []

    def run(self, progress: Progress | None = None) -> tuple[tuple[Judgement, ...], tuple[Finding, ...]]:
        total = len(self.report.quotations)
        judgements = []
        for number, quotation in enumerate(self.report.quotations, 1):
            judgements.append(self.judge(quotation))
            if progress:
                progress(number, total)
        return tuple(judgements), ()

    def judge(self, quotation: Quotation) -> Judgement:
        """The whole ladder for one quotation, in the order of the verdicts."""
        if quotation.mark and (marked := self._marked(quotation)):
            return marked
        if not quotation.citations:
            return self._uncited(quotation)
        return self._best(quotation, quotation.citations, quotation.text)

    # --- marks of the author --------------------------------------------------------------------------------------

    def _marked(self, quotation: Quotation) -> Judgement | None:
        mark = quotation.mark
        if mark is None:
            return None
        if mark.kind in ("scare", "title"):
            what = "a scare quotation" if mark.kind == "scare" else "a title"
            return self._plain(
                quotation, Verdict.EXEMPT, "BK501", f"marked by the author as {what}, not as a quotation"
            )
        if mark.kind == "waived":
            return self._waived(quotation)
        return self._translated(quotation)

    def _waived(self, quotation: Quotation) -> Judgement | None:
        attributes = quotation.mark.attributes if quotation.mark else {}
        waiver = Waiver(attributes.get("reason", ""), attributes.get("by", ""), attributes.get("until", ""))
        try:
            until = datetime.date.fromisoformat(waiver.until)
            today = datetime.date.fromisoformat(self.policy.date) if self.policy.date else None
        except ValueError:
            return None
        if not waiver.reason.strip() or not waiver.by.strip():
            return None
        if today is not None and until < today:
            under = self.judge(replace(quotation, mark=None))
            return replace(
                under, warnings=(*under.warnings, f"the waiver of {waiver.by} expired on {waiver.until} (BK504)")
            )
        judgement = self._plain(
            quotation, Verdict.WAIVED, "BK503", f"waived by {waiver.by} until {waiver.until}: {waiver.reason}"
        )
        return replace(judgement, waiver=waiver, citation=next(iter(quotation.citations), None))

    def _translated(self, quotation: Quotation) -> Judgement | None:
        attributes = quotation.mark.attributes if quotation.mark else {}
        original = attributes.get("original", "")
        if not original.strip():
            return None
        if not quotation.citations:
            return self._uncited(quotation)
        under = self._best(quotation, quotation.citations, original)
        if not under.accepted:
            return replace(under, fix=None, message=f"the original {messages.shown(original)}: {under.message}")
        if _figures(original) != _figures(quotation.text):
            return replace(
                under,
                verdict=Verdict.ALTERED,
                accepted=False,
                severity=Severity.ERROR,
                rule="BK502",
                fix=None,
                message="the figures of the translation are not those of its original",
            )
        by = f" by {attributes['by']}" if attributes.get("by") else ""
        return replace(
            under,
            verdict=Verdict.TRANSLATED,
            rule="BK502",
            differences=(),
            fix=None,
            message=f"translated{by}; the original is {under.verdict}: {under.message}",
        )

    # --- citations ------------------------------------------------------------------------------------------------

    def _uncited(self, quotation: Quotation) -> Judgement:
        folded = skeleton(quotation.text)
        if folded and any(self._title(identity) == folded for identity in self.sources):
            return self._plain(quotation, Verdict.EXEMPT, "BK501", "the title of a source")
        if folded and len(quotation.text.split()) <= _REPEATABLE_WORDS:
            for text, source in self._verified:
                if folded in text:
                    again = self._outcome(quotation.text, Citation(source, None, quotation.span))
                    if again.verdict in ACCEPTED:
                        return self._worded(quotation, again, (), quotation.text, repeated=True)
        hint = ""
        found = self._elsewhere(quotation.text, None) if folded else None
        if found and found.reading and found.index:
            match = match_of(found.reading, found.index)
            place = place_name(match)
            where = f", {place}" if match.page is not None else ""
            hint = f"; it stands in {match.source}: cite [@{match.source}{where}]"
        elif len(quotation.text.split()) <= 4:
            hint = "; if it is no quotation, mark it: [“…”]{.scare} or [“…”]{.title}"
        judgement = self._plain(quotation, Verdict.UNCITED, "BK416", f"no citation says whose words these are{hint}")
        if found and found.reading and found.index:
            return replace(judgement, match=match_of(found.reading, found.index))
        return judgement

    def _title(self, identity: str) -> str:
        try:
            return self._index(identity).title
        except KeyError:
            return ""

    def _best(self, quotation: Quotation, citations: tuple[Citation, ...], text: str) -> Judgement:
        outcomes = [self._outcome(text, citation) for citation in citations]
        best = min(outcomes, key=lambda outcome: _BETTER_FIRST.index(outcome.verdict))
        if best.verdict not in ACCEPTED and best.verdict not in (
            Verdict.MISLOCATED,
            Verdict.UNKNOWN_SOURCE,
            Verdict.UNCHECKABLE,
        ):
            cited = {citation.source for citation in citations}
            elsewhere = self._elsewhere(text, cited)
            if elsewhere is not None:
                best = replace(elsewhere, verdict=Verdict.MISATTRIBUTED, citation=best.citation)
        others = tuple(
            f"{outcome.citation.source}: {self._detail(outcome)}"
            for outcome in outcomes
            if outcome.citation and outcome is not best and outcome.verdict not in ACCEPTED and best.verdict in ACCEPTED
        )
        judgement = self._worded(quotation, best, others, text)
        if judgement.accepted and judgement.match:
            self._verified.append((skeleton(quotation.text), judgement.match.source))
        return judgement

    def _outcome(self, text: str, citation: Citation) -> _Outcome:
        """What one cited source says."""
        try:
            index = self._index(citation.source)
        except KeyError:
            return _Outcome(Verdict.UNKNOWN_SOURCE, citation)
        if index.source.problem:
            return _Outcome(Verdict.UNCHECKABLE, citation, detail=index.source.problem)
        if not skeleton(text):
            return _Outcome(Verdict.MISSING, citation, index=index, detail="the quotation holds no words")
        readings = read(text, index)
        if not readings:
            return _Outcome(Verdict.MISSING, citation, index=index)
        if not readings[0].accepted:
            reading = readings[0]
            altered = reading.shared >= MOST_WORDS and len(skeleton(text)) > 8
            return _Outcome(Verdict.ALTERED if altered else Verdict.MISSING, citation, reading, index)
        return self._located(citation, readings, index)

    @staticmethod
    def _located(citation: Citation, readings: list[Reading], index: IndexedSource) -> _Outcome:
        """Of the accepted readings the best at the place cited; mislocated where none is there."""
        best = min(readings, key=lambda reading: (reading.rank, reading.start))
        if citation.locator is None:
            return _Outcome(best.verdict, citation, best, index, tuple(readings))
        held = [(reading, holds(citation.locator, index.source, reading.start, reading.end)) for reading in readings]
        right = [(reading, answer) for reading, answer in held if answer.holds]
        if right:
            reading, _ = min(right, key=lambda pair: (pair[0].rank, pair[0].start))
            return _Outcome(reading.verdict, citation, reading, index, tuple(readings))
        unknown = next((answer for _, answer in held if answer.holds is None), None)
        if unknown is not None:
            return _Outcome(best.verdict, citation, best, index, tuple(readings), detail=unknown.reason)
        return _Outcome(Verdict.MISLOCATED, citation, best, index, tuple(readings))

    def _elsewhere(self, text: str, cited: set[str] | None) -> _Outcome | None:
        """The first other source, in the order of IDs, that has the words in an accepted form."""
        if len(skeleton(text)) < 3:
            return None
        for identity in sorted(self.sources):
            if cited is not None and identity in cited:
                continue
            index = self._index(identity)
            if index.source.problem or not _may_hold(text, index):
                continue
            readings = read(text, index)
            if readings and readings[0].accepted:
                return _Outcome(Verdict.MISATTRIBUTED, None, readings[0], index, tuple(readings))
        return None

    def _index(self, identity: str) -> IndexedSource:
        if identity not in self._indexes:
            self._indexes[identity] = IndexedSource(self.sources[identity])
        return self._indexes[identity]

    # --- wording --------------------------------------------------------------------------------------------------

    def _plain(self, quotation: Quotation, verdict: Verdict, rule: str, message: str) -> Judgement:
        accepted = verdict in ACCEPTED
        return Judgement(quotation, verdict, accepted, None if accepted else Severity.ERROR, rule, message)

    def _worded(
        self, quotation: Quotation, outcome: _Outcome, others: tuple[str, ...], text: str, repeated: bool = False
    ) -> Judgement:
        verdict = outcome.verdict
        accepted = verdict in ACCEPTED and not (self.policy.strict and verdict == Verdict.CLOSE)
        reading, index = outcome.reading, outcome.index
        match = match_of(reading, index) if reading and index else None
        warnings = tuple(self._warnings(quotation, outcome)) if verdict in ACCEPTED and reading and index else ()
        severity = (
            Severity.ERROR if not accepted else Severity.WARNING if warnings or verdict == Verdict.CLOSE else None
        )
        rule = reading.rule if reading and verdict in (*ACCEPTED, Verdict.ALTERED) else _CODES.get(verdict, "BK401")
        detail = self._detail(outcome)
        if repeated and match:
            detail = f"verified earlier in the report; {detail}"
        return Judgement(
            quotation,
            verdict,
            accepted,
            severity,
            rule,
            detail,
            score=_score(text, reading, index),
            citation=outcome.citation,
            match=match,
            occurrences=tuple(match_of(other, index) for other in outcome.readings) if index else (),
            differences=reading.differences if reading and verdict != Verdict.MISSING else (),
            fix=self._fix(quotation, outcome, match) if text == quotation.text else None,
            warnings=warnings,
            others=others,
        )

    def _detail(self, outcome: _Outcome) -> str:
        """The sentence for an outcome."""
        verdict, reading, index, citation = outcome.verdict, outcome.reading, outcome.index, outcome.citation
        source = citation.source if citation else index.source.id if index else ""
        if verdict == Verdict.UNKNOWN_SOURCE:
            return f"the project has no source “{source}”{self._near_id(source)}"
        if verdict == Verdict.UNCHECKABLE:
            return f"{source} could not be checked: {outcome.detail}"
        if verdict == Verdict.MISSING:
            if outcome.detail:
                return outcome.detail
            return f"not in {source}, nor in any other source of the project"
        if reading is None or index is None:
            return str(verdict)
        match = match_of(reading, index)
        if verdict == Verdict.ALTERED:
            return messages.altered_message(reading, source)
        if verdict == Verdict.MISATTRIBUTED:
            place = place_name(match)
            return f"not in {source or 'the cited source'} but in {match.source}{f', {place}' if place else ''}"
        if verdict == Verdict.MISLOCATED and citation and citation.locator:
            places = list(dict.fromkeys(place_name(match_of(r, index)) for r in outcome.readings))
            right = " and ".join(place for place in places[:3] if place) or "another place"
            return f"not at {citation.locator.text} of {source} but at {right}"
        return messages.accepted_message(reading, match, len(outcome.readings))

    def _near_id(self, identity: str) -> str:
        best = max(self.sources, key=lambda other: fuzz.ratio(identity, other), default=None)
        return f"; did you mean @{best}?" if best and fuzz.ratio(identity, best) >= 60 else ""

    def _warnings(self, quotation: Quotation, outcome: _Outcome) -> Iterator[str]:
        reading, index = outcome.reading, outcome.index
        if reading is None or index is None:
            return
        if outcome.detail:
            yield outcome.detail
        if quotation.emphasis and "emphasis" not in reading.notes and not self._source_emphasis(reading, index):
            yield "the emphasis is the author's: say (emphasis added), or leave it out"
        words = governing_words(
            index.source.text,
            reading.start,
            reading.end,
            f"{quotation.before} {quotation.after}",
            index.language_at(reading.start),
        )
        if words:
            yield f"left outside the marks, “{messages.clip(words, 60)}” governs these words in the source"

    @staticmethod
    def _source_emphasis(reading: Reading, index: IndexedSource) -> bool:
        """A plain-text source marks its own italics with _ or *."""
        return bool(re.search(r"[_*]\w", index.source.text[max(0, reading.start - 1) : reading.end]))

    def _fix(self, quotation: Quotation, outcome: _Outcome, match: Match | None) -> Fix | None:
        if outcome.citation is None or match is None or outcome.index is None or outcome.reading is None:
            return None
        if outcome.verdict == Verdict.MISLOCATED:
            return mend.mend_locator(self.report, outcome.citation, match)
        if outcome.verdict == Verdict.MISATTRIBUTED:
            return mend.mend_source(self.report, outcome.citation, match)
        if outcome.verdict == Verdict.ALTERED and len(quotation.offsets) > len(quotation.text):
            return mend.mend_words(self.report, quotation, outcome.reading.differences)
        return None


def _may_hold(text: str, index: IndexedSource) -> bool:
    """A cheap look before reading: some stretch of the quotation must stand in the source as it is."""
    folded = skeleton(text)
    if len(folded) <= 2 * _SEED:
        return folded in index.folded.skeleton or (has_devices(text) and folded[: _SEED // 2] in index.folded.skeleton)
    step = max(1, (len(folded) - _SEED) // 7)
    return any(folded[i : i + _SEED] in index.folded.skeleton for i in range(0, len(folded) - _SEED + 1, step))


def _figures(text: str) -> list[str]:
    return sorted(re.sub(r"[.,\s]", "", figure) for figure in re.findall(r"\d+(?:[.,]\d+)*", text))


def _score(text: str, reading: Reading | None, index: IndexedSource | None) -> float:
    if reading is None or index is None:
        return 0.0
    if reading.verdict == Verdict.EXACT:
        return 100.0
    return round(fuzz.ratio(skeleton(text), skeleton(index.plain(reading.start, reading.end))), 1)
