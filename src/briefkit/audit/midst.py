"""What a record says that the document sets in the midst of quotations, held against what the report gives now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from briefkit.errors import BriefkitError
from briefkit.evidence.shown import shown_of
from briefkit.judging.messages import shown
from briefkit.model import CheckedReport

if TYPE_CHECKING:
    from briefkit.evidence.models import QuotationModel

_ALONE = "what is set in its midst, {}, was held against the record alone"
_OTHER = "the report and the citation style at hand set {} in its midst, the record has {}"


def set_otherwise(
    told: Sequence[QuotationModel], checked: CheckedReport | None, style: Callable[[], bytes | None]
) -> Iterator[str]:
    """Where it could not be held, or is otherwise, a sentence each.

    Args:
        checked: the report judged again, by the same version with the same sources; None where it was not.
        style: gives the project's citation style.
    """
    from briefkit.pandoc import Pandoc
    from briefkit.render.midst import runs_of
    from briefkit.render.options import RenderOptions

    try:
        runs = runs_of(checked, RenderOptions(csl=style()), Pandoc().run) if checked else None
    except BriefkitError:
        runs = None
    for one in told:
        here = None if runs is None else shown_of(one.text, runs.get(one.number), one.form)
        if runs is None and one.shown:
            yield f"quotation {one.number}: {_ALONE.format(_words(one.shown))}"
        elif runs is not None and here != one.shown:
            yield f"quotation {one.number}: {_OTHER.format(_words(here), _words(one.shown))}"


def _words(pieces: Sequence[tuple[int, int, str]] | None) -> str:
    return ", ".join(shown(words) for _, _, words in pieces) if pieces else "nothing"
