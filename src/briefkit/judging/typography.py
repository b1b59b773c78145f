"""The mend of typography: the source's dashes and signs for those that a keyboard has.

Straight quotation marks, `...` and the rest that documents set by themselves need none.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefkit.judging.mend import joined, span_of
from briefkit.model import Difference, Fix, Judgement, Report
from briefkit.patterns import regex

TYPED = {"-": "–—―−", "--": "—―−", "'": "′", "''": "″", '"': "″", "´": "’"}
"""What is typed for want of a key, and the signs that it stands for. A dash of the author's own is house style."""
_RULES = ("BK310", "BK315")
_SIGN = regex("-{1,3}|['´`‘’ʼ′]{1,2}|[\"″“”]|[–—―−‐‑]")


def mend_typography(report: Report, judgement: Judgement) -> Fix | None:
    """Put the source's signs where a quotation has what is typed for them. Safe: no word changes, and no sense."""
    quotation = judgement.quotation
    if quotation.mark is not None or len(quotation.offsets) <= len(quotation.text):
        return None
    edits = []
    for difference in judgement.differences:
        for start, end, sign in _signs(difference, quotation.text):
            first, last = quotation.offsets[start], quotation.offsets[end - 1] + 1
            edits.append(Fix(span_of(report.text, first, last), sign, safe=True))
    return joined(report.text, edits)


def _signs(difference: Difference, words: str) -> Iterator[tuple[int, int, str]]:
    """The ranges of a quotation's words and the signs to put there; none unless as many are in the source."""
    if difference.rule not in _RULES:
        return
    typed, drawn = list(_SIGN.finditer(words, difference.start, difference.end)), _SIGN.findall(difference.source)
    if len(typed) == len(drawn):
        yield from (
            (*found.span(), sign) for found, sign in zip(typed, drawn, strict=True) if sign in TYPED.get(found[0], "")
        )
