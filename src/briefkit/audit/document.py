"""The document against its record: every quotation again where a reader sees it, and what is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from briefkit.audit.body import QUOTED, Body, appendix_of, body_of, line_of
from briefkit.audit.drawn import looked_for
from briefkit.audit.formulas import as_set
from briefkit.audit.gaps import fills, stands
from briefkit.audit.lined import Lined
from briefkit.audit.opening import Opened, as_named, right_to_left, with_words
from briefkit.audit.prose import swapped, unmarked
from briefkit.audit.raised import with_raised
from briefkit.audit.rebuilt import checked_of, shown_by
from briefkit.audit.result import Difference
from briefkit.audit.saying import said_of_the_check
from briefkit.audit.seen import Seen
from briefkit.audit.wording import own_words, wording
from briefkit.judging.index import IndexedSource
from briefkit.judging.messages import shown
from briefkit.judging.readings import read
from briefkit.match.fold import skeleton
from briefkit.match.strict import Text, plain
from briefkit.model import Source
from briefkit.patterns import regex
from briefkit.render.labels import Labels, labels_for
from briefkit.render.options import RenderOptions
from briefkit.render.punctuation import Punctuation
from briefkit.render.record import Appendix, make_record

if TYPE_CHECKING:
    from briefkit.evidence.models import EvidenceModel, QuotationModel

_MARGIN = regex(r"[✓✗≈–]\s*\d+")
_STRAIGHT = regex("[\"']")
_ALIKE = 0.5
_UNSET = "its formula could not be set here, to be compared with that of the document"
_UNTOLD = "what is set in its midst was not compared, since its record does not tell it; all else of it is there"
_NAMED = "its words are what the file gives a reader, but were not found in what it draws"


class Document:
    """One document and its record.

    Its quotations are sought in its text as it was written into the file, where a reader of a PDF would see the same;
    what is not found there, in the text as it stands on the page.
    """

    def __init__(self, opened: Opened, evidence: EvidenceModel, options: RenderOptions | None = None) -> None:
        language = evidence.predicate.language
        self.labels = labels_for(language)
        told, unset = as_set(evidence.predicate.quotations, opened.kind)
        self.quotations = [_with_marks(quotation, self.labels) for quotation in told]
        self.options = options or RenderOptions()
        opened = with_words(
            opened, looked_for(self.quotations, evidence, self.labels.table), language or "", self.options
        )
        self.opened, self.evidence = opened, evidence
        self.document = with_raised(opened.stream)
        checked = checked_of(evidence)
        self.whole = Text(opened.stream.text)
        self.lined = self._lines_of(opened)
        date, draft = evidence.predicate.date or "", not checked.passed
        self.record = make_record(checked, self.labels, {}, draft=draft, date=date, appendix=self._appendix())
        if evidence.predicate.document:
            self.record = shown_by(self.record, evidence.predicate.document.cards)
        self.appendix = appendix_of(self.document.text, self.labels["appendix"])
        self.body = self._body(self.document)
        self.text = Text(self.body.text)
        self.references = self.body.text.rfind(f"\n{self.labels['references']}\n")
        self.page_texts = [Text(self._body(with_raised(opened.text)).text)] if opened.text is not opened.stream else []
        self.covered: list[tuple[int, int]] = []
        self.odd: set[int] = set()
        """The quotations that were not found as they are recorded."""
        end = self.appendix[0] if self.appendix else len(self.document.text)
        self.seen_as = Seen(opened, evidence, self.options, end)
        self.unknown: list[str] = []
        """What could not be held, and is no quotation."""
        self.unreadable = dict.fromkeys(unset, _UNSET)
        """Why quotations could not be held, by their numbers."""

    @cached_property
    def _as_named(self) -> tuple[Text, Lined | None]:
        """What a PDF calls its words, whatever it shows: never a reason to call it clean."""
        named = as_named(self.opened) if self.opened.renamed else self.opened
        return Text(self._body(with_raised(named.stream)).text), self._lines_of(named)

    def _lines_of(self, opened: Opened) -> Lined | None:
        language = self.evidence.predicate.language or ""
        return Lined(opened.lined.text, lambda: self.record, language, self.labels) if opened.lined else None

    def holds(self, words: str) -> bool:
        """Whether the words stand somewhere in the document."""
        if self.lined and right_to_left(words):
            return self.lined.holds(words)
        return self.whole.holds(words) or bool(self.lined and self.lined.holds(words))

    def _appendix(self) -> Appendix:
        """Which appendix the document says that it has; what was not verified stands in each."""
        if self.holds(self.labels["summary_off"]):
            return "off"
        short = self.holds(self.labels["summary_short"]) or self.holds(self.labels["appendix_short"])
        return "short" if short else "full"

    def _body(self, document: Source) -> Body:
        """The report's own text. The list of waivers on the first page quotes what the text quotes: it is no part."""
        appendix = appendix_of(document.text, self.labels["appendix"])
        whole = Text(document.text) if self.record.waivers else None
        lists = [place for line in self.record.waivers for place in (whole.places(line) if whole else ())]
        return body_of(document, [*([appendix] if appendix else []), *((place.start, place.end) for place in lists)])

    def _not_comparable(self) -> list[str]:
        """What stands between quotation marks from right to left and is not in the record, as far as it can be read."""
        if self.lined is None:
            return []
        told = self.evidence.predicate.sources
        titles = [title for source in told for title in (source.title or source.id, source.container_title) if title]
        quoted, titled = [quotation.text for quotation in self.quotations], not any(source.private for source in told)
        return self.lined.unknown(quoted, titles, own_words(self.record), titled=titled)

    def differences(self, *, made: bool = False, same: bool = False) -> Iterator[Difference]:
        """All in which the document is not what its record says.

        Args:
            made: its other words are held against those of a document that was made now.
            same: it is that document, so that only its quotations are left to be found.
        """
        found = [*self._quotations()]
        if same:
            yield from found
            return
        found += [*self._drawn(), *self._added()]
        yield from found
        yield from () if made else wording(self, alone=not found)
        yield from said_of_the_check(self)
        self.unknown += self._not_comparable()

    # --- the quotations -------------------------------------------------------------------------------------------

    def _quotations(self) -> Iterator[Difference]:
        alike: dict[tuple[str, bool], list[QuotationModel]] = {}
        for quotation in self.quotations:
            alike.setdefault((plain(quotation.text), quotation.form == "inline"), []).append(quotation)
        for same in alike.values():
            count = len(same)
            places = self.text.places(same[0].text)
            self.covered += [(place.start, place.end) for place in places]
            standing = [place for place in places if place.marked or same[0].form != "inline"]
            spans = [(max(place.start - 1, 0), place.end + 1) for place in standing]
            self.seen_as.begin(same, [self.body.spans(*span) for span in spans])
            for quotation in same[self._found(same[0], len(standing), count) :]:
                self.odd.add(quotation.number)
                if why := self._unread(quotation, count):
                    self.unreadable.setdefault(quotation.number, why)
                else:
                    yield self._lost(quotation, len(places), count)

    def _found(self, quotation: QuotationModel, standing: int, count: int) -> int:
        """How often a quotation stands in the document, as far as it matters. `standing`: in its text as written."""
        if self.lined and self.lined.judges(quotation.text):
            pages = self.lined.pages(quotation.text, marked=quotation.form == "inline")
            for found in pages[standing:]:
                self.seen_as.on_pages(found)
            return len(pages)
        return count if standing < count and self._elsewhere(quotation, count - standing) else standing

    def _elsewhere(self, quotation: QuotationModel, lacking: int) -> bool:
        """Whether the words are there after all: over the turn of a page, or as they stand on the page."""
        words, inline = quotation.text, quotation.form == "inline"
        if lacking == 1 and (end := self.text.across_pages(words, marked=inline)) is not None:
            self.covered.append((max(0, end - len(words)), end + len(words)))
            first = self.body.page(end - 1) or 1
            self.seen_as.on_pages(range(first, first + 3))
            return True
        for text in self.page_texts:
            places = [place for place in text.places(words) if place.marked or not inline]
            if len(places) >= lacking:
                for place in places:
                    first, last = (text.text.count("\f", 0, at) + 1 for at in (place.start, place.end))
                    self.seen_as.on_pages(range(first, last + 1))
                return True
        return False

    def _drawn(self) -> Iterator[Difference]:
        for quotation, message, sure in self.seen_as.unlike():
            if sure:
                yield Difference("document", f"{message}: {shown(quotation.text)}", quotation.number)
            else:
                self.unreadable.setdefault(quotation.number, message)

    def _unread(self, quotation: QuotationModel, count: int) -> str:
        """Why a quotation that was not found may stand there all the same; "" where it does not."""
        if quotation.number in self.unreadable:
            return self.unreadable[quotation.number]
        inline = quotation.form == "inline"
        if quotation.shown is None and stands(quotation, self.body.text, count):
            return _UNTOLD
        if not self.page_texts:
            return ""
        stream, lined = self._as_named
        if self.opened.renamed and stream.count(quotation.text, marked=inline) >= count:
            return _NAMED
        return lined.unread(quotation, count) if lined and lined.judges(quotation.text) else ""

    def _lost(self, quotation: QuotationModel, places: int, count: int) -> Difference:
        text = shown(quotation.text)
        if places >= count:
            message = f"{text} stands in the document without its quotation marks"
        elif count > 1 and places:
            message = f"{text} is recorded {count} times and stands in the document {places} times"
        elif near := self.near(quotation.text, quotation.number):
            return near
        else:
            message = f"{text} is recorded and does not stand in the document"
        return Difference("document", message, quotation.number)

    def near(self, words: str, number: int | None = None) -> Difference | None:
        """What stands in the place of words, of the quotation of that number, where that can be said."""
        readings = read(words, IndexedSource(Source("document", self.body.text)))
        if not readings or (not readings[0].accepted and readings[0].shared < _ALIKE):
            return None
        reading = readings[0]
        self.covered.append((reading.start, reading.end))
        text = self.body.text[reading.start : reading.end]
        told = [*swapped(unmarked(text, self.record.entries), words)][:3]
        here = " ".join(text.split())
        if plain(here) == plain(words):
            return None
        message = f"the document {', '.join(told)}: {shown(here)}" if told else f"the document has {shown(here)}"
        return Difference("document", message, number, self.body.page(reading.start))

    # --- other words between quotation marks --------------------------------------------------------------------

    def _added(self) -> Iterator[Difference]:
        """Words between quotation marks that no record knows. Titles in the bibliography are no quotations."""
        known = [
            skeleton(title) for s in self.evidence.predicate.sources for title in (s.title, s.container_title) if title
        ]
        recorded = {skeleton(quotation.text) for quotation in self.quotations}
        told = ((quotation, self.unreadable.get(quotation.number)) for quotation in self.quotations)
        gapped = [(quotation, why) for quotation, why in told if why in (_UNSET, _UNTOLD)]
        untitled = {skeleton(s.id) for s in self.evidence.predicate.sources if not s.title}
        private = any(source.private for source in self.evidence.predicate.sources)
        own = [skeleton(text) for text in own_words(self.record)]
        for found in QUOTED.finditer(self.body.text):
            if any(start < found.end() and found.start() < end for start, end in self.covered):
                continue
            words = next(group for group in found.groups() if group is not None)
            if self.page_texts and self._turned_away(found, words):
                continue
            if private and 0 <= self.references < found.start():
                continue  # the title of a source that the record does not name
            bare = skeleton(words)
            if _MARGIN.search(words) and skeleton(_MARGIN.sub(" ", words)) in recorded:
                continue  # a mark of the margin is read in the midst of the line beside it
            if any(fills(quotation, words, set_anew=why != _UNSET) for quotation, why in gapped):
                continue
            if bare in untitled:
                continue  # citations and the bibliography call a source without metadata by its ID
            if bare and not any(bare in title or title in bare for title in known if title) and not _in(bare, own):
                message = f"{shown(' '.join(words.split()))} stands between quotation marks and is not in the record"
                yield Difference("document", message, None, self.body.page(found.start()))

    def _turned_away(self, found: re.Match[str], words: str) -> bool:
        """Whether words were read in a line from right to left, so that their order is not theirs."""
        throughout = self.lined is not None and self.lined.throughout
        return right_to_left(line_of(self.body.text, found) if throughout else words)

    @property
    def has_summary(self) -> bool:
        """A template may leave the summary out; one that is there must be right."""
        literal = max(re.split(r"\{\w+\}", self.labels["checked"]), key=len)
        return self.holds(literal)


def _with_marks(quotation: QuotationModel, labels: Labels) -> QuotationModel:
    """The quotation with the straight marks in it as the language sets them, whose inner marks may be double ones."""
    text = quotation.text
    if not _STRAIGHT.search(text) or plain(labels.marks[2]) == "'" or quotation.formulas or quotation.cited_at:
        return quotation
    return quotation.model_copy(update={"text": Punctuation(labels.marks).words(text)})


def _in(bare: str, texts: Sequence[str]) -> bool:
    return any(bare in text for text in texts)
