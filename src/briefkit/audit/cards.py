"""What a document says of its quotations beside its text, on cards and in comments, against what its record has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from briefkit.audit.result import Difference
from briefkit.evidence.make import digest_around
from briefkit.match.strict import loose
from briefkit.render.labels import Labels
from briefkit.render.record import Entry
from briefkit.render.rows import in_comment, on_card, text_of
from briefkit.render.segments import NAMED, PICTURE

if TYPE_CHECKING:
    from briefkit.audit.document import Document
    from briefkit.evidence.models import QuotationModel

LONGEST = 1200
"""Characters of a passage that a card shows whole."""
_OTHER = "its card or comment does not say what the record does: {}"
_NONE = "it has no card: {}"


def asides(document: Document) -> Iterator[Difference]:
    """Where a card or comment says otherwise than the record. Every quotation of a page has a card."""
    told = document.evidence.predicate
    around = [card.around for card in told.document.cards] if told.document else []
    known = {entry.number: (entry, digest) for entry, digest in zip(document.record.entries, around, strict=False)}
    paged = document.opened.kind == ".html"
    for number, text in document.opened.asides:
        if number not in known:
            yield Difference("document", f"it has a card or comment of a quotation {number}, which the record has not")
        elif not _says(text, *known[number], document.labels, paged=paged):
            yield Difference("document", _OTHER.format(known[number][0].opening), number)
    for number in sorted(known.keys() - {number for number, _ in document.opened.asides}) if paged else ():
        yield Difference("document", _NONE.format(known[number][0].opening), number)


def _says(text: str, entry: Entry, around: str | None, labels: Labels, *, paged: bool) -> bool:
    """Whether a text is that of a card or comment. `around`: the digest of what the record does not tell of it."""
    said = "".join((on_card if paged else in_comment)(entry, labels))
    if around is None:
        return _bare(text, labels) == _bare(said, labels)
    passage = text_of(entry.passage) if paged else labels.quoted("".join(run.text for run in entry.passage))
    head, _, tail = said.partition(passage or said)
    there, start, end = loose(text), loose(head), loose(tail)
    if not there.startswith(start) or not there.endswith(end):
        return False
    there = there[len(start) : len(there) - len(end)]
    named = "|".join(re.escape(loose(form)) for form in _named(labels))
    own = f"(?:{named})".join(re.escape(loose(piece)) for piece in passage.split(PICTURE))
    found = re.finditer(f"(?=({own}))", there)
    return any(digest_around(there[: one.start(1)], there[one.end(1) :]) == around for one in found)


def _bare(text: str, labels: Labels) -> str:
    """The loose text without the words that name differences."""
    text = loose(text.replace(PICTURE, ""))
    for form in _named(labels):
        text = text.replace(loose(form), "")
    return text


def _named(labels: Labels) -> list[str]:
    """How differences are named."""
    return [form for kind in NAMED for form in (f"[{labels[kind]}]", labels[kind])]


def tells(runs: Iterable[tuple[str, str]], words: str) -> bool:
    """Whether runs of text have some words, as far as a card shows them whole."""
    return len(words) > LONGEST or loose(words) in loose("".join(text for text, _ in runs))


def passage_of(told: QuotationModel) -> str:
    """The words of its passage, "" where the record does not have them all."""
    selectors = told.target.selector if told.target else []
    exact = (one.exact for one in selectors if one.type == "TextQuoteSelector")
    return next(exact, "") or ""


def calls(entry: Entry, text: str) -> bool:
    """Whether a text has an entry's number beside its verdict."""
    there = r"\s*".join(re.escape(part) for part in (str(entry.number), entry.symbol, *entry.word.split()))
    return bool(re.search(rf"(?<!\d){there}(?!\w)", text))
