"""Quotations with formulas, as a document has them: the record gives their TeX, a reader sees what was set from it.

Each formula is set again as a build sets it, and read back as the document is, so that signs and letters must be the
same and in the same order, and raised or lowered (`^`, `_`) alike. What stands over a line is in no text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from briefkit.audit.raised import on_the_line
from briefkit.errors import BriefkitError
from briefkit.pandoc import Pandoc
from briefkit.render.tree import Node, para, string
from briefkit.sources.extracted import Context
from briefkit.sources.isolated import isolated
from briefkit.sources.readers import reader

if TYPE_CHECKING:
    from briefkit.evidence.models import QuotationModel

_Formula = tuple[str, bool]
"""TeX, and whether it stands on a line of its own."""
_WRITERS = {".pdf": ["-t", "typst"], ".docx": ["-t", "docx", "-o", "-"], ".html": ["-t", "html5", "--mathml", "-s"]}
_PAGE = b"""\
#set document(title: "Formulas")
#set page(width: 100cm, height: auto)
#set math.equation(alt: "formula")
#show math.equation: set text(font: "New Computer Modern Math")
"""
_FENCE = "briefkit-formula-{}-"
_SECONDS = 30.0


def as_set(told: Sequence[QuotationModel], kind: str) -> tuple[list[QuotationModel], set[int]]:
    """The quotations as a document of this kind has them, and the numbers of those whose formulas could not be set."""
    numbers = {quotation.number for quotation in told if quotation.formulas}
    if not numbers:
        return [_with(quotation, {}) for quotation in told], set()
    formulas = list(dict.fromkeys(formula for quotation in told for formula in _formulas(quotation)))
    try:
        shown = dict(zip(formulas, _set(formulas, kind), strict=True))
    except (BriefkitError, ValueError):
        return [_with(quotation, {}) for quotation in told], numbers
    return [_with(quotation, shown) for quotation in told], set()


def typeset_all(told: Sequence[QuotationModel]) -> bytes:
    """The formulas of quotations as a PDF has them, empty where there are none.

    Raises:
        BriefkitError: they cannot be set.
    """
    formulas = tuple(dict.fromkeys(formula for quotation in told for formula in _formulas(quotation)))
    return _typeset(_written(formulas, ".pdf")) if formulas else b""


def _formulas(quotation: QuotationModel) -> Iterator[_Formula]:
    return ((quotation.text[start:end], displayed) for start, end, displayed in quotation.formulas)


def _with(quotation: QuotationModel, formulas: dict[_Formula, str]) -> QuotationModel:
    """The quotation as it is shown; `formulas` are those that could be set."""
    shown = list(quotation.shown or ())
    shown += [
        (start, end, formulas[formula])
        for (start, end, _), formula in zip(quotation.formulas, _formulas(quotation), strict=True)
        if formula in formulas
    ]
    text = quotation.text
    for start, end, words in sorted(shown, reverse=True):
        text = text[:start] + words + text[end:]
    text = on_the_line(text)
    cited_at = [] if quotation.shown is not None else [at + _longer(shown, at) for at in quotation.cited_at]
    places = [
        (start + _longer(shown, start), end + _longer(shown, end - 1), displayed)
        for start, end, displayed in quotation.formulas
    ]
    return quotation.model_copy(update={"text": text, "cited_at": cited_at, "formulas": places})


def _longer(shown: Sequence[tuple[int, int, str]], at: int) -> int:
    """By how much the text before a place grows."""
    return sum(len(words) - (end - start) for start, end, words in shown if end <= at)


def _set(formulas: list[_Formula], kind: str) -> list[str]:
    """What can be read of each formula. Raises BriefkitError where it cannot be set."""
    text = _read(_written(tuple(formulas), kind), kind)
    pieces = re.split(_FENCE.format(r"\d+"), text)[1:-1]
    return [" ".join(piece.split()) for piece in pieces]


def _written(formulas: Sequence[_Formula], kind: str) -> bytes:
    blocks: list[Node] = []
    for number, (tex, displayed) in enumerate(formulas):
        formula = {"t": "Math", "c": [{"t": "DisplayMath" if displayed else "InlineMath"}, tex]}
        blocks.append(para([string(_FENCE.format(number)), {"t": "Space"}, formula]))
    blocks.append(para([string(_FENCE.format(len(formulas)))]))
    meta = {"title": {"t": "MetaString", "c": "Formulas"}}
    tree = {"pandoc-api-version": [1, 23, 1], "meta": meta, "blocks": blocks}
    return Pandoc().run(["-f", "json", *_WRITERS[kind]], json.dumps(tree).encode(), _SECONDS)


def _read(made: bytes, kind: str) -> str:
    if kind == ".pdf":
        return isolated("pdf_stream")(_typeset(made), Context()).text
    read = reader(kind)
    return read(made, Context(built=True)).text if read else ""


@cache
def _typeset(made: bytes) -> bytes:
    from briefkit.render.typesetter import typeset

    return typeset({"main.typ": _PAGE + made}, timeout=_SECONDS, format="pdf", standards=["a-3a", "ua-1"])
