"""What the plain text of a quotation is in a document, whatever stands there in its gaps: citations, whose form depends
on their style and on each other, and formulas that could not be set anew."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

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
    return any(len(wanted.findall(plain(text).replace(BREAK, hyphen))) >= count for hyphen in ("", "-"))


def fills(quotation: QuotationModel, words: str, *, set_anew: bool) -> bool:
    """Whether words of a document are the quotation, with something in its gaps, or stand within it."""
    if plain(words) in plain(quotation.text):
        return True
    wanted = re.compile(pattern(quotation, set_anew=set_anew))
    return any(wanted.fullmatch(plain(words).replace(BREAK, hyphen)) for hyphen in ("", "-"))
