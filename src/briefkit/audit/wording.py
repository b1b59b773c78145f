"""What a document says outside its quotations, against what its record says that it does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefkit.audit.opening import right_to_left
from briefkit.audit.prose import Besides, Prose
from briefkit.audit.result import Difference
from briefkit.judging.messages import shown
from briefkit.match.strict import plain
from briefkit.render.document import running_title
from briefkit.render.record import Record

if TYPE_CHECKING:
    from briefkit.audit.document import Document
    from briefkit.evidence.models import WordsModel

_FRONT = 20
"""Blocks among which the title is."""
_OLD = "the words outside its quotations: the record does not tell them"
_TURNED = "{}: its words stand in the document, but their order, from right to left, was not read back"
_MORE = "{} is not in the record"
_UNREAD = "{} could not be compared with the record"


def wording(document: Document, *, alone: bool) -> Iterator[Difference]:
    """Where its own words are not those of the record. What cannot be read back is added to what is `unknown` of it.

    Args:
        alone: no quotation is odd, so that what is odd in a block was not told already.
    """
    told, lined = document.evidence.predicate.document, document.lined
    if told is None:
        document.unknown.append(_OLD)
        return
    texts = [document.body.text, *(text.text for text in document.page_texts)]
    prose = Prose(texts, document.record.entries, told.blocks, told.notes, paged=document.opened.kind == ".pdf")
    odd = [plain(quotation.text) for quotation in document.quotations if quotation.number in document.odd]
    for words, count in prose.lacking():
        if any(text in plain(words) for text in odd) or (lined and lined.says(words, count)):
            continue
        alone = False
        if lined and lined.judges(words) and prose.has_words(words):
            document.unknown.append(_TURNED.format(shown(words)))
        else:
            missing = Difference("document", f"{shown(words)} is recorded and does not stand in the document")
            yield document.near(words) or missing
    if alone:
        yield from _moved(document, prose)
        yield from _added(document, prose, told)


def _moved(document: Document, prose: Prose) -> Iterator[Difference]:
    first = _FRONT if _named(document) else 0  # a shell of the author's may have the title anywhere
    for words in prose.moved(first):
        if not (document.lined and document.lined.judges(words)):
            yield Difference("document", f"{shown(words)} stands in another place than the record has it")


def _added(document: Document, prose: Prose, told: WordsModel) -> Iterator[Difference]:
    lined, labels, front = document.lined, document.labels, told.blocks[:_FRONT]
    others = [*_others(document), *map(running_title, front)]
    contents = [labels["contents"], *told.contents, labels["appendix"]]
    besides = Besides(others, told.drawn, contents, _named(document))
    for words in () if lined and lined.throughout else prose.added(besides):
        if not (lined and right_to_left(words)):
            yield Difference("document", _MORE.format(shown(words)))
    if lined:
        known = [*prose.runs, *others, *told.drawn, *contents, labels["figure"], labels["table"]]
        for words in lined.added(known, [*others, *front, *besides.named]):
            if lined.told:
                yield Difference("document", _MORE.format(shown(words)))
            else:
                document.unknown.append(_UNREAD.format(shown(words)))


def _named(document: Document) -> list[str]:
    """The words of the author's own shells."""
    settings = document.evidence.predicate.settings
    return settings.words if settings else []


def _others(document: Document) -> list[str]:
    """What stands beside the report's own text, outside the appendix."""
    record, labels = document.record, document.labels
    named = [labels[key] for key in ("appendix", "draft_note", "limits", "limits_text")]
    drafts = [labels["draft"], labels["draft"].upper()]
    flags = [*drafts, *(f"{draft}: {record.warning}" for draft in drafts), f"{labels['waivers']}:"]
    notes = [record.summary_note, record.checked_on, f"{labels['digest']} (SHA-256): {record.digest}"]
    return [*own_words(record), *named, *flags, *notes]


def own_words(record: Record) -> list[str]:
    """What briefkit itself writes outside the appendix, and may put between quotation marks."""
    return [record.headline, record.warning, *record.waivers, *record.findings]
