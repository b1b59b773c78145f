"""The record against the sources, judged anew, and against the report, where they are at hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from briefkit import __version__
from briefkit.audit.again import cards_again, quotations_again, sources_again
from briefkit.audit.rebuilt import policy_of, report_of
from briefkit.audit.result import Difference
from briefkit.checking import cited
from briefkit.clock import today
from briefkit.evidence.make import folded
from briefkit.judging import judge
from briefkit.judging.messages import shown
from briefkit.match.strict import BREAK, plain
from briefkit.model import CheckedReport, Judgement, Locator, Policy, Report, Source, Verdict
from briefkit.render.labels import labels_for
from briefkit.render.record import Record, make_record

if TYPE_CHECKING:
    from briefkit.evidence.models import EvidenceModel, LocatorModel, QuotationModel, SourceModel, TargetModel
    from briefkit.lock import Section

NEEDS_NONE = frozenset((Verdict.EXEMPT, Verdict.WAIVED, Verdict.UNCITED))
"""Verdicts that no cited source decides."""


class Holding:
    """A record, the sources at hand by ID, and the report that it is about, if it is at hand. `aliases` are the IDs
    of private sources, known from the report."""

    def __init__(
        self, evidence: EvidenceModel, library: Mapping[str, Source], aliases: Mapping[str, str], report: Report | None
    ) -> None:
        self.evidence, self.library, self.aliases, self.report = evidence, library, aliases, report
        self.told = evidence.predicate
        self.sources = {source.id: source for source in self.told.sources}
        self.states = {identity: self._state(source) for identity, source in self.sources.items()}
        self.held: list[int] = []
        self.checked: CheckedReport | None = None
        """The report as the same version checks it now with the same sources, once the differences were looked for."""

    def _state(self, told: SourceModel) -> str:
        """ "same", "changed", "unreadable", "absent" or "private"."""
        identity = self.aliases.get(told.id, told.id)
        if told.private and identity == told.id:
            return "private"
        if identity not in self.library:
            return "absent"
        source = self.library[identity]
        if source.problem:
            return "unreadable"
        digest = told.digest.sha256 if told.digest else source.sha256
        return "same" if digest == source.sha256 else "changed"

    def missing(self) -> Iterator[str]:
        """What could not be held, a sentence each."""
        why = {
            "absent": "is not at hand",
            "private": "is private: the record does not say which it is, and the report that does is not at hand",
            "unreadable": "could not be read",
        }
        for identity, state in self.states.items():
            if state in why:
                yield f"the source {identity} {why[state]}"

    def differences(self) -> Iterator[Difference]:
        """All in which the record is not what its sources say."""
        for identity, state in self.states.items():
            if state == "changed":
                yield Difference(
                    "sources", f"the source {identity} is not the file that was checked: its digest is another"
                )
        policy = policy_of(self.evidence, today())
        judgements, _ = judge(report_of(self.evidence, self.aliases), self.library, policy)
        for told, judged in zip(self.told.quotations, judgements, strict=True):
            if self._can_be_held(told):
                self.held.append(told.number)
                yield from self._judged(told, judged)
                yield from self._place(told, judged)
                if told.target:
                    yield from self._passage(told.number, told.target)
        yield from self._again(judgements, policy)

    def _can_be_held(self, told: QuotationModel) -> bool:
        """Whether all that its verdict rests on is at hand."""
        named = {citation.source for citation in told.citations}
        named |= {told.target.source} if told.target else set()
        states = {self.states.get(name, "same") for name in named}
        whole = not {"absent", "private", "unreadable"} & set(self.states.values())
        needs_all = told.verdict in (Verdict.MISATTRIBUTED, Verdict.MISSING, Verdict.UNCITED)
        return states <= {"same", "changed"} and (whole or not needs_all)

    def _judged(self, told: QuotationModel, judged: Judgement) -> Iterator[Difference]:
        if told.accepted == judged.accepted and (told.verdict == judged.verdict or not self._same_version):
            return
        outcome = f"{judged.verdict}: {judged.message}"
        if told.verdict == judged.verdict:
            outcome = f"{'accepted' if judged.accepted else 'not accepted'} ({judged.message})"
        recorded = told.verdict if told.verdict != judged.verdict else "accepted" if told.accepted else "not accepted"
        message = f"the record calls {shown(told.text)} {recorded}; judged again it is {outcome}"
        yield Difference("sources", message, told.number)

    @property
    def _same_version(self) -> bool:
        """A later version may know a rule that this one does not: then only what is accepted counts."""
        return self.told.verifier.version == __version__

    def _place(self, told: QuotationModel, judged: Judgement) -> Iterator[Difference]:
        """The record's place in the source against that of the new judgement, which is the same for the same file."""
        match, target = judged.match, told.target
        if not self._same_version or "changed" in self.states.values() or told.verdict != judged.verdict:
            return
        here = (match.source, match.start, match.end, match.page, match.page_label, match.time) if match else None
        there = None
        if target:
            place = next((s for s in target.selector if s.type == "TextPositionSelector"), None)
            start, end = (place.start, place.end) if place else (None, None)
            source = self.aliases.get(target.source, target.source)
            there = (source, start, end, target.page, target.page_label, target.time)
        if here != there:
            yield Difference("sources", "the record gives another place in the source than its words have", told.number)

    def _passage(self, number: int, target: TargetModel) -> Iterator[Difference]:
        source = self.library.get(self.aliases.get(target.source, target.source))
        if source is None:
            return
        texts = [_plain(text) for text in (_running(source), source.text)]
        # What stands around a passage has its white space folded, so that a hyphen in it no longer ends a line.
        texts += [text.replace(BREAK, "-") for text in texts]
        for words in _words(target):
            if not any(_plain(words) in text for text in texts):
                message = f"the passage that the record gives does not stand in {target.source}: {shown(words)}"
                yield Difference("sources", message, number)
                return

    def _again(self, judgements: Sequence[Judgement], policy: Policy) -> Iterator[Difference]:
        """The rest of what the record says, where the same version and the same files are at hand."""
        public = {key: told for key, told in self.sources.items() if self.states[key] == "same" and not told.private}
        yield from sources_again(public, self.library)
        if not self._same_version or set(self.states.values()) - {"same"}:
            return
        from_report = self.report is not None and len(self.report.quotations) == len(judgements)
        if self.report is not None and from_report:
            judgements, findings = judge(self.report, self.library, policy)
            sources = cited(self.report, judgements, self.library)
            self.checked = CheckedReport(self.report, tuple(judgements), tuple(findings), sources, policy)
        names = {key: key for key in self.library} | {real: alias for alias, real in self.aliases.items()}
        held = [(t, j) for t, j in zip(self.told.quotations, judgements, strict=True) if t.number in self.held]
        told, judged = [one for one, _ in held], [one for _, one in held]
        yield from quotations_again(told, judged, self.library, names, from_report=from_report)
        if self.told.document:
            yield from cards_again(self.told.document, self._record(judgements), self.held)

    def _record(self, judgements: Sequence[Judgement]) -> Record:
        """What a document would say of the judgements of now."""
        report = report_of(self.evidence, self.aliases)
        checked = CheckedReport(report, tuple(judgements), (), dict(self.library))
        return make_record(checked, labels_for(self.told.language), {}, draft=False, date="")


def _plain(text: str) -> str:
    """The plain text with its dots one by one: what stands around a passage may begin between them."""
    return plain(text).replace("…", "...")


def _running(source: Source) -> str:
    """The source's text without running heads."""
    pieces, position = [], 0
    for start, end in source.furniture:
        pieces.append(source.text[position:start])
        position = max(position, end)
    return "".join([*pieces, source.text[position:]])


def _words(target: TargetModel) -> Iterator[str]:
    """All that the record gives as the source's own words."""
    from briefkit.evidence.models import RangeModel

    for selector in target.selector:
        ends = (selector.startSelector, selector.endSelector) if isinstance(selector, RangeModel) else (selector,)
        for end in ends:
            if end.exact is not None:
                yield f"{end.prefix or ''}{end.exact}{end.suffix or ''}"
            elif end.type == "TextQuoteSelector":
                yield "\ufffd"  # a selector by words that has none stands nowhere
    yield from (part for part in (target.before, target.after) if part)


def aliases_of(evidence: EvidenceModel, report: Report) -> dict[str, str]:
    """The IDs behind the names that the record gives private sources, from the report, which cites them."""
    found: dict[str, str] = {}
    private = {source.id for source in evidence.predicate.sources if source.private}
    for told, quotation in zip(evidence.predicate.quotations, report.quotations, strict=False):
        for one, citation in zip(told.citations, quotation.citations, strict=False):
            if one.source in private:
                found[one.source] = citation.source
    return found


def against_report(evidence: EvidenceModel, report: Report, aliases: Mapping[str, str]) -> Iterator[Difference]:
    """What the record says otherwise than the report that it is about."""
    told = evidence.predicate.quotations
    if evidence.predicate.language != report.language:
        yield Difference("report", f"it is not in the language that the record gives, “{evidence.predicate.language}”")
    if len(told) != len(report.quotations):
        message = f"the report has {len(report.quotations)} quotations, the record tells of {len(told)}"
        yield Difference("report", message)
        return
    for recorded, quotation in zip(told, report.quotations, strict=True):
        if recorded.text != folded(quotation.text)[0]:
            message = f"the report has {shown(quotation.text)} where the record has {shown(recorded.text)}"
            yield Difference("report", message, recorded.number)
        cited = [(aliases.get(one.source, one.source), _locator(one.locator)) for one in recorded.citations]
        if cited != [(one.source, _locator(one.locator)) for one in quotation.citations]:
            yield Difference("report", "it is cited otherwise in the report than in the record", recorded.number)
        mark = (recorded.mark.kind, dict(recorded.mark.attributes)) if recorded.mark else None
        kept = (quotation.mark.kind, dict(quotation.mark.attributes)) if quotation.mark else None
        if mark != kept and not (mark and kept and kept[1].keys() - mark[1].keys() == {"original"}):
            yield Difference(
                "report", "its mark (waiver, title, translation) is not that of the report", recorded.number
            )


def _locator(locator: Locator | LocatorModel | None) -> tuple[str, str, list[tuple[str, str]]] | None:
    return (locator.label, locator.text, [(first, last) for first, last in locator.ranges]) if locator else None


def against_lock(evidence: EvidenceModel, section: Section) -> Iterator[Difference]:
    """What the record says otherwise than the lock file. Private sources are sealed there, and unnamed here."""
    for told in evidence.predicate.sources:
        locked = section.sources.get(told.id)
        if locked and locked.key is None and told.digest and told.digest.sha256 != locked.digest:
            yield Difference("lock", f"the source {told.id} is not the file that was locked: its digest is another")
    passages = {(locked.source, locked.start, locked.end): locked.words for locked in section.quotations}
    for quotation in evidence.predicate.quotations:
        if quotation.target and quotation.accepted and quotation.target.source in section.sources:
            yield from _locked(quotation.number, quotation.target, passages)


def _locked(
    number: int, target: TargetModel, passages: Mapping[tuple[str, int, int], Mapping[str, str]]
) -> Iterator[Difference]:
    places = [s for s in target.selector if s.type == "TextPositionSelector"]
    words = [s.exact for s in target.selector if s.type == "TextQuoteSelector"]
    for place in places:
        locked = passages.get((target.source, place.start or 0, place.end or 0))
        if locked is None:
            yield Difference("lock", f"its passage in {target.source} is not one that was locked", number)
        elif words and "exact" in locked and words[0] != locked["exact"]:
            message = f"the lock has {shown(locked['exact'])} where the record has {shown(words[0] or '')}"
            yield Difference("lock", message, number)
