"""What the plain text of a quotation is in a document, whatever stands there in its gaps: citations of which the record
does not tell how they read, and formulas that could not be set anew."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefkit.audit.raised import lowered, without
from briefkit.match.strict import BREAK, plain

if TYPE_CHECKING:
    from briefkit.evidence.models import QuotationModel

_CITATION = ".{2,300}?"
_FORMULA = ".{0,600}?"


def pattern(quotation: QuotationModel, *, set_anew: bool) -> str:
    """A regular expression. `set_anew`: its formulas are known as the document has them, and are no gaps."""
    gaps = [(at, at, _CITATION) for at in quotation.cited_at]
    gaps += [] if set_anew else [(start, end, _FORMULA) for start, end, _ in quotation.formulas]
    pieces: list[str] = []
    position = 0
    for start, end, gap in sorted(gaps):
        pieces += [re.escape(plain(quotation.text[position:start])), gap]
        position = end
    return "".join([*pieces, re.escape(plain(quotation.text[position:]))])


def stands(quotation: QuotationModel, text: str, count: int) -> bool:
    """Whether all of a quotation but its citations stands so many times in a text."""
    mark = '"' if quotation.form == "inline" else ""
    wanted = re.compile(f"{mark}{pattern(quotation, set_anew=True)}{mark}")
    return any(len(wanted.findall(reading)) >= count for reading in _readings(text))


def fills(quotation: QuotationModel, words: str, *, set_anew: bool) -> bool:
    """Whether words of a document are the quotation, with something in its gaps, or stand within it."""
    if plain(words) in plain(quotation.text):
        return True
    wanted = re.compile(pattern(quotation, set_anew=set_anew))
    return any(wanted.fullmatch(reading) for reading in _readings(words))


def _readings(text: str) -> Iterator[str]:
    """The plain text as it may be meant: raised figures are of it or marks of notes, hyphens of a word or a line."""
    for figures in (lowered, without):
        bare = plain(figures(text))
        yield from (bare.replace(BREAK, hyphen) for hyphen in ("", "-"))
