"""What a record says that the document says, in the midst of quotations and outside them, held against what the report
gives now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from briefkit.errors import BriefkitError
from briefkit.evidence.make import words_record
from briefkit.evidence.shown import shown_of
from briefkit.judging.messages import shown
from briefkit.model import CheckedReport

if TYPE_CHECKING:
    from briefkit.evidence.models import PredicateModel
    from briefkit.render.options import RenderOptions

_ALONE = "what is set in its midst, {}, was held against the record alone"
_OTHER = "the report and the citation style at hand set {} in its midst, the record has {}"
_BLOCKS = "the words outside the quotations in the record are not what the report and the citation style at hand give"

_CARDS = "what the record says that the appendix says is not what the sources and the report at hand give"
_DRAWN = "the words of drawings in the record are not those of the pictures at hand"


def set_otherwise(
    told: PredicateModel, checked: CheckedReport | None, options: Callable[[CheckedReport], RenderOptions]
) -> Iterator[str]:
    """Where it could not be held, or is otherwise, a sentence each.

    Args:
        checked: the report judged again, by the same version with the same sources; None where it was not.
        options: gives what the project's documents are made with.
    """
    from briefkit.pandoc import Pandoc
    from briefkit.render.midst import said

    try:
        now = said(checked, options(checked), Pandoc().run) if checked else None
    except BriefkitError:
        now = None
    for one in told.quotations:
        here = None if now is None else shown_of(one.text, now.runs.get(one.number), one.form)
        if now is None and one.shown:
            yield f"quotation {one.number}: {_ALONE.format(_words(one.shown))}"
        elif now is not None and here != one.shown:
            yield f"quotation {one.number}: {_OTHER.format(_words(here), _words(one.shown))}"
    if now and told.document:
        recorded, again = told.document, type(told.document).model_validate(words_record(now.words))
        if any(getattr(again, name) != getattr(recorded, name) for name in ("blocks", "notes", "heads", "contents")):
            yield _BLOCKS
        if again.cards != recorded.cards:
            yield _CARDS
        if again.drawn != recorded.drawn:
            yield _DRAWN


def _words(pieces: Sequence[tuple[int, int, str]] | None) -> str:
    return ", ".join(shown(words) for _, _, words in pieces) if pieces else "nothing"
