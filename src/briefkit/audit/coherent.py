"""Whether a record agrees with itself: what one check cannot have said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefkit.audit.cards import passage_of, tells
from briefkit.audit.result import Difference
from briefkit.judging.messages import shown
from briefkit.model import ACCEPTED, Severity, Verdict

if TYPE_CHECKING:
    from briefkit.evidence.models import EvidenceModel, PredicateModel, QuotationModel


def contradictions(evidence: EvidenceModel) -> Iterator[Difference]:
    """What the record says of itself that cannot be."""
    told = evidence.predicate
    numbers = [quotation.number for quotation in told.quotations]
    if numbers != list(range(1, len(numbers) + 1)):
        yield Difference("record", "its quotations are not numbered one after the other: some were taken out or added")
    if {v: n for v, n in told.summary.items() if n} != dict(
        Counter(quotation.verdict for quotation in told.quotations)
    ):
        yield Difference("record", "its summary does not count the verdicts that it gives")
    known = {source.id for source in told.sources}
    for quotation in told.quotations:
        yield from _quotation(quotation)
        if quotation.target and quotation.target.source not in known:
            yield Difference("record", f"it gives no source {quotation.target.source}", quotation.number)
    for source in told.sources:
        if source.private and (source.digest or source.author or source.type or source.issued):
            yield Difference("record", f"it calls {source.id} private and tells more of it than a record does")
    yield from _cards(told)
    if told.verifier.tool != "briefkit":
        yield Difference("record", f"it says that {told.verifier.tool[:60]} made it, which makes no such records")
    passed = all(q.accepted for q in told.quotations) and all(f.severity != Severity.ERROR for f in told.findings)
    if passed != (told.verificationResult == "PASSED"):
        yield Difference("record", f"it says {told.verificationResult}, which its quotations do not bear out")


def _cards(told: PredicateModel) -> Iterator[Difference]:
    """Of each quotation what documents say of it, with the words that the rest of the record gives."""
    cards = told.document.cards if told.document else None
    if cards is not None and len(cards) != len(told.quotations):
        yield Difference("record", "it does not tell of each quotation what the document says of it")
        return
    for quotation, card in zip(told.quotations, cards or (), strict=False):
        if not (tells(card.quote, quotation.text) and tells(card.passage, passage_of(quotation))):
            message = f"its card has other words than the rest of the record: {shown(quotation.text)}"
            yield Difference("record", message, quotation.number)


def _quotation(told: QuotationModel) -> Iterator[Difference]:
    if told.accepted and told.verdict not in ACCEPTED:
        yield Difference("record", f"it accepts {shown(told.text)}, which it calls {told.verdict}", told.number)
    waiver, mark = told.waiver, told.mark
    given = {"reason": waiver.reason, "by": waiver.by, "until": waiver.until} if waiver else {}
    marked = {key: mark.attributes.get(key, "") for key in given} if mark and mark.kind == "waived" else {}
    if (told.verdict == Verdict.WAIVED) != bool(waiver) or given != marked:
        yield Difference("record", f"its waiver of {shown(told.text)} is not the mark that it tells of", told.number)


def rejections(evidence: EvidenceModel) -> Iterator[Difference]:
    """What was not verified in the first place: a draft that tells the truth of itself is no verified document."""
    for quotation in evidence.predicate.quotations:
        if not quotation.accepted:
            message = f"{shown(quotation.text)} was not verified: {quotation.verdict}"
            yield Difference("check", message, quotation.number)
    for finding in evidence.predicate.findings:
        if finding.severity == Severity.ERROR:
            yield Difference("check", f"the report was told: {finding.message}")
