"""What a document says of its check, in its summary, its appendix and beside its text, against its record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from briefkit.audit.body import appendix_of, digests
from briefkit.audit.cards import LONGEST, asides, calls, passage_of
from briefkit.audit.opening import right_to_left
from briefkit.audit.raised import with_raised
from briefkit.audit.result import Difference
from briefkit.audit.wording import appendix_wording

if TYPE_CHECKING:
    from briefkit.audit.document import Document


def said_of_the_check(document: Document) -> Iterator[Difference]:
    """Where it is not what the record says. What cannot be read back is added to what is `unknown` of the document."""
    readings = [document.document.text, with_raised(document.opened.text).text]
    spans = [(text, appendix_of(text, document.labels["appendix"])) for text in readings]
    appendix = [text[span[0] : span[1]] for text, span in spans if span]
    yield from _summary(document)
    found = [*_appendix(document, appendix)] if document.appendix else []
    yield from found
    told = document.evidence.predicate
    if told.document and len(told.document.cards) == len(told.quotations):  # else the record contradicts itself
        yield from () if found else appendix_wording(document, appendix)
        yield from asides(document)
        _turned_cards(document)


def _summary(document: Document) -> Iterator[Difference]:
    record = document.record
    seen = digests(document.document.text)
    if seen and record.digest not in seen:
        yield Difference("document", "the record is that of another report: its digest is not the one shown")
    sentences = [line for line in (record.headline, record.warning, *record.waivers) if line]
    for sentence in sentences if document.has_summary else ():
        if not document.holds(sentence):
            yield Difference("document", f"it does not say what the record says: {sentence}")


def _appendix(document: Document, appendix: Sequence[str]) -> Iterator[Difference]:
    record, lined = document.record, document.lined
    for entry in record.entries:
        if entry.shown not in ("card", "line") or any(calls(entry, text) for text in appendix):
            continue
        if not (lined and lined.holds(f"{entry.number} {entry.symbol} {entry.word}")):
            message = f"its appendix does not call it “{entry.word}”, as the record does"
            yield Difference("document", message, entry.number)
    if record.checked_on and not document.holds(record.checked_on):
        yield Difference("document", f"the date it gives of the check is not the recorded one ({record.checked_on})")


def _turned_cards(document: Document) -> None:
    """The cards of quotations from right to left in a PDF, by the lines of its appendix."""
    for quotation, entry in zip(document.evidence.predicate.quotations, document.record.entries, strict=True):
        if document.lined and entry.shown == "card" and right_to_left(quotation.text):
            passage = passage_of(quotation)
            if not document.lined.has_card(entry, passage if len(passage) <= LONGEST else ""):
                document.unknown.append(f"quotation {quotation.number}: its card was not read back from right to left")
