"""The evidence as a document shows it, in its appendix and beside its text: the words as quoted, and the passage."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from briefkit.audit.result import Difference
from briefkit.judging.messages import shown
from briefkit.match.strict import BREAK, plain
from briefkit.render.labels import Labels
from briefkit.render.record import Entry

if TYPE_CHECKING:
    from briefkit.evidence.models import QuotationModel

LONGEST = 1200
"""Characters of a passage that a card shows whole."""
NAMED = ("left_out", "changed", "added")
_QUOTED = "the words as quoted as the record has them"
_PASSAGE = "the passage of the source as the record has it"


class Cards:
    """What stands on the cards of a document.

    Args:
        appendix: readings of the appendix: what one of them has, a reader sees.
        asides: numbers of quotations and what is said of each beside the text.
    """

    def __init__(self, labels: Labels, appendix: Sequence[str], asides: Sequence[tuple[int, str]]) -> None:
        self._named = [plain(form) for key in NAMED for form in (f"[{labels[key]}]", labels[key])]
        self._appendix = [self._bare(text) for text in appendix]
        self._asides = [(number, self._bare(text)) for number, text in asides]

    def differences(self, told: QuotationModel, entry: Entry) -> Iterator[Difference]:
        """Where the words of a quotation or its passage are not those of the record."""
        words, passage = self._bare(_whole(told.text)), self._bare(passage_of(told))
        if entry.shown == "card" and self._appendix:
            for text, name in ((words, _QUOTED), (passage, _PASSAGE)):
                if not any(text in appendix for appendix in self._appendix):
                    yield Difference("document", f"its appendix does not give {name}: {shown(told.text)}", told.number)
        for number, aside in self._asides:
            if number == told.number and passage not in aside:
                message = f"its card or comment does not give {_PASSAGE}: {shown(told.text)}"
                yield Difference("document", message, told.number)

    def _bare(self, text: str) -> str:
        """The plain text without hyphens, which may be of a line, and without the words that name differences."""
        text = plain(text).replace(BREAK, "").replace("-", "")
        for word in self._named:
            text = text.replace(word, "")
        return text


def passage_of(told: QuotationModel) -> str:
    """The words of its passage, "" where the record or the card does not have them all."""
    selectors = told.target.selector if told.target else []
    exact = (one.exact for one in selectors if one.type == "TextQuoteSelector")
    return _whole(next(exact, "") or "")


def _whole(text: str) -> str:
    """The text if a card shows it whole."""
    return text if len(text) <= LONGEST else ""


def calls(entry: Entry, text: str) -> bool:
    """Whether a text has an entry's number beside its verdict."""
    there = r"\s*".join(re.escape(part) for part in (str(entry.number), entry.symbol, *entry.word.split()))
    return bool(re.search(rf"(?<!\d){there}(?!\w)", text))
