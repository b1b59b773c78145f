"""Judge every quotation of a report against the sources: the ladder of verdicts."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from briefkit.approvals import approval
from briefkit.judging import mend, messages, wording
from briefkit.judging.elsewhere import Said, candidates
from briefkit.judging.index import IndexedSource, folded
from briefkit.judging.outcome import Outcome, hold, may_hold
from briefkit.judging.places import match_of
from briefkit.judging.readings import read
from briefkit.match import Folded
from briefkit.match.fold import skeleton
from briefkit.model import (
    ACCEPTED,
    Citation,
    Finding,
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
from briefkit.remarks import remark
from briefkit.values import replace
from briefkit.verdicts import editorial

_REPEATABLE_WORDS = 8
_TELLING = 3
"""Letters below which nothing is sought in other sources."""
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
_FINAL = (*ACCEPTED, Verdict.MISLOCATED, Verdict.UNKNOWN_SOURCE, Verdict.UNCHECKABLE)
"""Verdicts on the cited sources after which the others are not searched."""
_NEAR = 60.0
"""Likeness, 0 to 100, of an ID that may be meant by another."""
_WORTH_ONE_LOOK = 12
"""Quotations that no cited source has, from which one look at every source for all of them costs less."""
Progress = Callable[[int, int], None]
Folding = Callable[[Source], Folded]


class _SoughtElsewhere(Exception):  # noqa: N818 - it says where the work stands, and that nothing is wrong
    """No cited source has the words: they are to be sought in the others, together with all that are."""

    def __init__(self, text: str) -> None:
        self.text = text


class _Missed(NamedTuple):
    """A quotation, by its place, that no cited source has; `said` is how many were verified before it."""

    number: int
    text: str
    said: int
    outcomes: dict[tuple[str, Citation], Outcome]


def judge(
    report: Report,
    sources: Mapping[str, Source],
    policy: Policy,
    progress: Progress | None = None,
    fold: Folding = folded,
) -> tuple[tuple[Judgement, ...], tuple[Finding, ...]]:
    """The judgement of each quotation of `report`, in its order, and findings that are about none.

    `sources` may read a source when it is asked for: only cited ones are, unless a quotation is found in none of them.
    `fold` gives the fold of a source; it may have kept it.
    """
    return Judge(report, sources, policy, fold).run(progress)


class Judge:
    """One report's judgements. Holds each source's fold so that it is made once."""

    def __init__(self, report: Report, sources: Mapping[str, Source], policy: Policy, fold: Folding = folded) -> None:
        self.report, self.sources, self.policy, self._fold = report, sources, policy, fold
        self._indexes: dict[str, IndexedSource] = {}
        self._verified = Said()
        self._findings: list[Finding] = []
        self._before: int | None = None
        self._outcomes: dict[tuple[str, Citation], Outcome] | None = None
        self._candidates: dict[str, Sequence[str]] | None = None

    def run(self, progress: Progress | None = None) -> tuple[tuple[Judgement, ...], tuple[Finding, ...]]:
        """All judgements. What the cited sources do not have is sought in the others at the end, all at once."""
        quotations = self.report.quotations
        judgements: dict[int, Judgement] = {}
        missed: list[_Missed] = []
        tell = progress or (lambda done, total: None)
        for number, quotation in enumerate(quotations):
            self._outcomes = {}
            try:
                judgements[number] = self.judge(quotation)
            except _SoughtElsewhere as sought:
                missed.append(_Missed(number, sought.text, len(self._verified), self._outcomes))
            tell(len(judgements), len(quotations))
        few = len(missed) < _WORTH_ONE_LOOK
        texts = [] if few else [quote.text for quote in missed]
        self._candidates = candidates(texts, (self._index(identity) for identity in self._ids))
        for quote in missed:
            self._outcomes, self._before = quote.outcomes, quote.said
            judgements[quote.number] = self.judge(quotations[quote.number])
            tell(len(judgements), len(quotations))
        self._outcomes = self._before = None
        return tuple(judgements[number] for number in range(len(quotations))), tuple(self._findings)

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
        under = self.judge(replace(quotation, mark=None))
        if today is not None and until < today:
            expired = remark("expired", by=waiver.by, until=waiver.until)
            return _warned(under, expired)
        if self.policy.approved is not None:
            written = approval(self.report.path, quotation.text, waiver.reason, waiver.by, waiver.until)
            if written not in self.policy.approved:
                return _warned(under, remark("unapproved", by=waiver.by))
        if under.accepted:
            at = quotation.span
            said = f"the waiver of {waiver.by} is needless, the quotation is {under.verdict} without it: take it out"
            self._findings.append(Finding("BK506", Severity.WARNING, at.line, at.column, said))
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
            return replace(
                under, fix=None, differences=(), message=f"the original {messages.shown(original)}: {under.message}"
            )
        if _figures(original) != _figures(quotation.text):
            return replace(
                under,
                verdict=Verdict.ALTERED,
                accepted=False,
                severity=Severity.ERROR,
                rule="BK502",
                fix=None,
                differences=(),
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
        if folded and folded in self._titles:
            return self._plain(quotation, Verdict.EXEMPT, "BK501", "the title of a source")
        if folded and len(quotation.text.split()) <= _REPEATABLE_WORDS:
            for source in self._verified.sources_of(folded, self._before):
                again = self._outcome(quotation, quotation.text, Citation(source, None, quotation.span))
                if again.verdict in ACCEPTED:
                    message = f"verified earlier in the report; {wording.describe(again)}"
                    return self._word(quotation, again, quotation.text, message=message)
        match = _match(self._elsewhere(quotation.text, set()))
        hint = f"{_cite(match) if match else ''}{wording.no_quotation(quotation)}" or "; cite the source: [@id, p. 4]"
        message = remark("uncited", hint=hint)
        return replace(self._plain(quotation, Verdict.UNCITED, "BK416", message), match=match)

    def _unknown(self, quotation: Quotation, citation: Citation, text: str) -> Judgement:
        """What to do about an ID that no source has: the source may be there under another."""
        near = self._near_id(citation.source)
        held = self._outcome(quotation, text, replace(citation, source=near, locator=None)) if near else None
        match = _match(held if held and held.verdict in ACCEPTED else self._elsewhere(text, set()))
        if match:
            hint = _cite(match)
        elif near:
            hint = f"; did you mean {mend.key(near)}?"
        else:
            hint = f"; put it into the folder of the sources itself, as {citation.source}.pdf or whatever it is"
        judgement = self._word(quotation, Outcome(Verdict.UNKNOWN_SOURCE, citation, detail=hint), text)
        return replace(judgement, fix=mend.mend_source(self.report, citation, match)) if match else judgement

    @cached_property
    def _ids(self) -> list[str]:
        return sorted(self.sources)

    @cached_property
    def _titles(self) -> frozenset[str]:
        """The skeletons of the titles of all sources."""
        return frozenset(self._index(identity).title for identity in self._ids)

    def _best(self, quotation: Quotation, citations: tuple[Citation, ...], text: str) -> Judgement:
        """The best of what the cited sources say; where none has the words, another source of the project that has."""
        outcomes = [self._outcome(quotation, text, citation) for citation in citations]
        best = min(outcomes, key=lambda outcome: _BETTER_FIRST.index(outcome.verdict))
        if best.verdict not in _FINAL:
            elsewhere = self._elsewhere(text, {citation.source for citation in citations})
            if elsewhere is not None:
                best = replace(elsewhere, citation=best.citation)
        if best.verdict == Verdict.UNKNOWN_SOURCE and best.citation:
            return self._unknown(quotation, best.citation, text)
        others = tuple(
            f"{outcome.citation.source}: {wording.describe(outcome)}"
            for outcome in outcomes
            if outcome.citation and outcome.verdict not in ACCEPTED and best.verdict in ACCEPTED
        )
        judgement = self._word(quotation, best, text, others=others)
        if judgement.accepted and judgement.match:
            self._verified.add(skeleton(quotation.text), judgement.match.source)
        return judgement

    def _outcome(self, quotation: Quotation, text: str, citation: Citation) -> Outcome:
        """What one cited source says; the same question about the same quotation is not put twice."""
        if self._outcomes is not None and (text, citation) in self._outcomes:
            return self._outcomes[text, citation]
        try:
            index = self._index(citation.source)
        except KeyError:
            return Outcome(Verdict.UNKNOWN_SOURCE, citation)
        outcome = hold(text, citation, index, editorial.notes_of(quotation.text, quotation.after))
        if self._outcomes is not None:
            self._outcomes[text, citation] = outcome
        return outcome

    def _elsewhere(self, text: str, cited: set[str]) -> Outcome | None:
        """The first other source, in the order of IDs, that has the words in an accepted form."""
        if len(skeleton(text)) < _TELLING:
            return None
        if self._outcomes is not None and self._candidates is None:
            raise _SoughtElsewhere(text)
        for identity in (self._candidates or {}).get(text, self._ids):
            if identity in cited:
                continue
            index = self._index(identity)
            if index.source.problem or not may_hold(text, index):
                continue
            readings = read(text, index)
            if readings and readings[0].accepted:
                return Outcome(Verdict.MISATTRIBUTED, None, readings[0], index, tuple(readings))
        return None

    def _index(self, identity: str) -> IndexedSource:
        if identity not in self._indexes:
            self._indexes[identity] = IndexedSource(self.sources[identity], self._fold)
        return self._indexes[identity]

    def _near_id(self, identity: str) -> str | None:
        """The source that an ID may mean which none has: one that goes on after a blank, or is much alike."""
        from rapidfuzz import fuzz

        longer = [other for other in self._ids if re.match(rf"{re.escape(identity)}[^\w.:/-]", other)]
        best = max(longer or self._ids, key=lambda other: fuzz.ratio(identity, other), default=None)
        return best if best and (longer or fuzz.ratio(identity, best) >= _NEAR) else None

    # --- wording --------------------------------------------------------------------------------------------------

    def _plain(self, quotation: Quotation, verdict: Verdict, rule: str, message: str) -> Judgement:
        accepted = verdict in ACCEPTED
        return Judgement(quotation, verdict, accepted, None if accepted else Severity.ERROR, rule, message)

    def _word(
        self, quotation: Quotation, outcome: Outcome, text: str, message: str = "", others: tuple[str, ...] = ()
    ) -> Judgement:
        return wording.word(quotation, outcome, self.report, self.policy, text=text, message=message, others=others)


def _match(outcome: Outcome | None) -> Match | None:
    """The passage that an outcome is about."""
    return match_of(outcome.reading, outcome.index) if outcome and outcome.reading and outcome.index else None


def _warned(judgement: Judgement, told: str) -> Judgement:
    """With a warning more, told of an accepted quotation too."""
    return replace(judgement, severity=judgement.severity or Severity.WARNING, warnings=(*judgement.warnings, told))


def _cite(match: Match) -> str:
    return f"; the words stand in {match.source}: cite {mend.cite(match)}"


def _figures(text: str) -> list[str]:
    return sorted(re.sub(r"[.,\s]", "", figure) for figure in re.findall(r"\d+(?:[.,]\d+)*", text))
