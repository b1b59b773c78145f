"""What a document says outside its quotations, against what its record says that it does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from briefkit.audit.drawn import strings
from briefkit.audit.opening import right_to_left
from briefkit.audit.prose import MARK, Besides, Prose
from briefkit.audit.result import Difference
from briefkit.judging.messages import shown
from briefkit.match.strict import plain
from briefkit.patterns import regex
from briefkit.render.record import Record
from briefkit.render.rows import appended
from briefkit.render.segments import NAMED

if TYPE_CHECKING:
    from briefkit.audit.document import Document
    from briefkit.audit.lined import Lined
    from briefkit.evidence.models import WordsModel

_FRONT = 20
"""Blocks among which the title is."""
_OLD = "the words outside its quotations: the record does not tell them"
_TURNED = "{}: its words stand in the document, but their order, from right to left, was not read back"
_TURNED_MARK = regex(r"(?<!\d)(\d{1,6})\s?([✓✗≈–])")
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
    paged = document.opened.kind == ".pdf"
    prose = Prose(texts, document.record.entries, told.blocks, told.notes, _besides(document, told), paged=paged)
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
        yield from _unnumbered(document)
        yield from _moved(document, prose)
        yield from _added(document, prose, told)


def _unnumbered(document: Document) -> Iterator[Difference]:
    """The quotations whose number, with its mark, stands nowhere beside the text. In lines from right to left they
    stand in either order."""
    start, end = document.appendix or (0, 0)
    text = document.document.text[:start] + document.document.text[end:]
    found = {(sign, int(number)) for sign, number in MARK.findall(text)}
    numbers = {(int(number), sign) for number, sign in _TURNED_MARK.findall(text)} if document.lined else set()
    for entry in document.record.entries if found else ():
        if (entry.symbol, entry.number) not in found and (entry.number, entry.symbol) not in numbers:
            message = f"its number, {entry.symbol} {entry.number}, does not stand beside it"
            yield Difference("document", message, entry.number)


def _moved(document: Document, prose: Prose) -> Iterator[Difference]:
    first = _FRONT if _named(document) else 0  # a shell of the author's may have the title anywhere
    for words in prose.moved(first):
        if not (document.lined and document.lined.judges(words)):
            yield Difference("document", f"{shown(words)} stands in another place than the record has it")


def _added(document: Document, prose: Prose, told: WordsModel) -> Iterator[Difference]:
    lined, besides = document.lined, _besides(document, told)
    added = [*prose.added()]
    for rest in added if not (lined and lined.throughout) else ():
        if not (lined and right_to_left(rest.text)):
            yield Difference("document", _MORE.format(shown(rest.text)), None, rest.page)
    for words in _added_in_lines(lined, prose, besides, told) if lined else ():
        unread = (plain(one.text) for one in document.quotations if one.number in document.unreadable)
        if any(plain(words).strip("\"'") in text for text in unread):
            continue  # which is told
        if not right_to_left(words) and not any(plain(words) in plain(rest.text) for rest in added):
            continue  # it was found as it was written
        if lined and lined.told:
            yield Difference("document", _MORE.format(shown(words)))
        else:
            document.unknown.append(_UNREAD.format(shown(words)))


def _added_in_lines(lined: Lined, prose: Prose, besides: Besides, told: WordsModel) -> Iterator[str]:
    others = [*besides.sentences, *besides.heads, *besides.others]
    known = [*prose.runs, *others, *besides.drawn, *besides.contents, *besides.counted]
    return lined.added(known, [*others, *besides.counted, *told.blocks[:_FRONT], *besides.named])


def _besides(document: Document, told: WordsModel) -> Besides:
    """What stands beside the report's own text, outside the appendix."""
    record, labels = document.record, document.labels
    drafts = [labels["draft"], labels["draft"].upper()]
    sentences = [
        record.headline,
        record.warning,
        *record.waivers,
        *(f"{draft}: {record.warning}" for draft in drafts),
        record.summary_note,
    ]
    sentences += [record.checked_on, f"{labels['waivers']}:", f"{labels['digest']} (SHA-256): {record.digest}"]
    sentences += [labels[key] for key in ("draft_note", "limits", "limits_text")]
    others = [*drafts, labels["appendix"]]
    contents = [labels["contents"], *told.contents, labels["appendix"]]
    counted = (labels["figure"], labels["table"])
    return Besides(sentences, [*told.heads, drafts[1]], others, told.drawn, contents, _named(document), counted)


def appendix_wording(document: Document, readings: Sequence[str]) -> Iterator[Difference]:
    """Where its appendix does not say what the record says that it does. Of one from right to left its cards are held
    elsewhere, row by row."""
    told, lined = document.evidence.predicate.document, document.lined
    if told is None or not readings or (lined and (lined.throughout or document.labels.right_to_left)):
        return
    labels, besides = document.labels, _besides(document, told)
    named = [labels[key] for key in ("appendix_intro", "appendix_short", "plain_note", "exempt_note")]
    others = [*besides.others, *strings(labels.table), *(f"[{labels[kind]}]" for kind in NAMED)]
    besides = Besides([*besides.sentences, *named], besides.heads, others, named=besides.named)
    paged = document.opened.kind == ".pdf"
    prose = Prose(readings, (), [*appended(document.record)], (), besides, paged=paged)
    alone = True
    for words, _ in prose.lacking():
        if not (lined and right_to_left(words)):
            alone = False
            yield Difference("document", f"its appendix does not say {shown(words)}, as the record does")
    for words in prose.moved(0) if alone else ():
        if not (lined and right_to_left(words)):
            yield Difference("document", f"{shown(words)} stands in another place of its appendix")
    back = re.compile(re.escape(plain(labels["quoted_on"])).replace(r"\{n\}", r"\d+"))
    for words in (rest.text for rest in prose.added()) if alone else ():
        if not (lined and right_to_left(words)) and re.search(r"[^\W\d_]", back.sub("", plain(words))):
            yield Difference("document", f"{shown(words)}, in its appendix, is not in the record")


def _named(document: Document) -> list[str]:
    """The words of the author's own shells."""
    settings = document.evidence.predicate.settings
    return settings.words if settings else []


def own_words(record: Record) -> list[str]:
    """What briefkit itself writes outside the appendix, and may put between quotation marks."""
    return [record.headline, record.warning, *record.waivers, *record.findings]
