"""A record as the nouns of a check, so that it can be judged anew and shown anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from briefkit.model import (
    CheckedReport,
    Citation,
    Difference,
    Finding,
    Judgement,
    Locator,
    Mark,
    Match,
    Policy,
    Quotation,
    Report,
    Severity,
    Source,
    Span,
    Waiver,
)
from briefkit.render.record import Record
from briefkit.render.segments import Segment

if TYPE_CHECKING:
    from briefkit.evidence.models import (
        CardModel,
        CitationModel,
        EvidenceModel,
        QuotationModel,
        SourceModel,
        TargetModel,
    )

NOWHERE = Span(1, 1, 1, 1)


def policy_of(evidence: EvidenceModel, today: str) -> Policy:
    """The policy of the check, at its date; where the record gives none, at any on which it says the same."""
    told = evidence.predicate
    date = told.date or min(today, told.validUntil or today)
    return Policy(told.policy.strict, told.policy.style, date, dict(told.policy.rules))


def report_of(evidence: EvidenceModel, names: Mapping[str, str]) -> Report:
    """The report as far as the record has it; `names` gives the IDs of private sources where they are known."""
    subject, told = evidence.subject[0], evidence.predicate
    quotations = tuple(_quotation(quotation, names) for quotation in told.quotations)
    citations = tuple(citation for quotation in quotations for citation in quotation.citations)
    return Report(subject.name, "", subject.digest.sha256, {}, quotations, citations, (), told.language)


def checked_of(evidence: EvidenceModel) -> CheckedReport:
    """The checked report that the record tells of."""
    report = report_of(evidence, {})
    told = evidence.predicate
    judgements = tuple(_judgement(q, made) for q, made in zip(told.quotations, report.quotations, strict=True))
    findings = tuple(Finding(f.rule, f.severity, f.line, f.column, f.message) for f in told.findings)
    return CheckedReport(report, judgements, findings, {source.id: _source(source) for source in told.sources})


def shown_by(record: Record, cards: Sequence[CardModel]) -> Record:
    """What a document says of its check, its entries as they were shown, if there is a card for each."""
    if len(cards) != len(record.entries):
        return record
    entries = [
        replace(
            entry,
            source=card.source,
            short=card.short,
            where=card.where,
            link="#" if card.online else "",
            quote=tuple(Segment(*run) for run in card.quote),
            passage=tuple(Segment(*run) for run in card.passage),
            differences=tuple(card.differences),
            notes=tuple(card.notes),
        )
        for entry, card in zip(record.entries, cards, strict=True)
    ]
    return replace(record, entries=tuple(entries))


def _source(told: SourceModel) -> Source:
    metadata = {"title": told.title, "container-title": told.container_title, "issued": told.issued}
    return Source(told.id, "", metadata={key: value for key, value in metadata.items() if value}, private=told.private)


def _quotation(told: QuotationModel, names: Mapping[str, str]) -> Quotation:
    return Quotation(
        number=told.number,
        text=told.text,
        offsets=(),
        span=NOWHERE,
        form=told.form,
        citations=tuple(_citation(citation, names) for citation in told.citations),
        emphasis=tuple(told.emphasis),
        formulas=tuple(told.formulas),
        cited_at=tuple(told.cited_at),
        mark=Mark(told.mark.kind, told.mark.attributes) if told.mark else None,
        before=told.prefix,
        after=told.suffix,
    )


def _citation(told: CitationModel, names: Mapping[str, str]) -> Citation:
    locator = told.locator
    ranges = tuple((first, last) for first, last in locator.ranges) if locator else ()
    made = Locator(locator.label, ranges, locator.text) if locator else None
    return Citation(names.get(told.source, told.source), made, NOWHERE)


def _judgement(told: QuotationModel, quotation: Quotation) -> Judgement:
    waiver = told.waiver
    return Judgement(
        quotation,
        told.verdict,
        told.accepted,
        None if told.accepted else Severity.ERROR,
        told.rule,
        told.message,
        citation=next(iter(quotation.citations), None),
        match=_match(told.target) if told.target else None,
        waiver=Waiver(waiver.reason, waiver.by, waiver.until) if waiver else None,
        warnings=tuple(told.warnings),
        differences=tuple(Difference(d.op, d.quote, d.source, d.kind, d.rule) for d in told.differences),
    )


def _match(told: TargetModel) -> Match:
    """The match, with a text where the source is not private."""
    text = next((one.type for one in told.selector if one.type in ("TextQuoteSelector", "RangeSelector")), "")
    return Match(told.source, text, 0, 0, told.page, told.page_end, told.page_label, told.section, told.time)
