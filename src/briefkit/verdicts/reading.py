"""One way to read a quotation against a passage: its parts, where each stands, and what differs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from briefkit.model import Difference, Verdict

_ORDER = (Verdict.EXACT, Verdict.TYPOGRAPHIC, Verdict.EDITED, Verdict.CLOSE)


class Reading(NamedTuple):
    """A quotation held against source.text[start:end].

    Attributes:
        verdict: EXACT, TYPOGRAPHIC, EDITED, CLOSE, or ALTERED where a difference has no rule.
        rule: the code that decided: of the weightiest explanation or of the first alteration.
        shared: the share of the quotation's words that stand in the passage in order, 0 to 1.
    """

    start: int
    end: int
    verdict: Verdict
    rule: str
    differences: tuple[Difference, ...] = ()
    shared: float = 1.0

    @property
    def accepted(self) -> bool:
        return self.verdict in _ORDER

    @property
    def rank(self) -> tuple[int, float, int]:
        """Better readings sort first."""
        place = _ORDER.index(self.verdict) if self.accepted else len(_ORDER)
        return place, -self.shared, sum(d.rule is None for d in self.differences)


def weigh(differences: Sequence[tuple[Difference, Verdict]]) -> tuple[Verdict, str]:
    """The verdict of a set of explained differences and the code that decided it."""
    verdict, rule = Verdict.EXACT, "BK301"
    for difference, weight in differences:
        if weight == Verdict.ALTERED:
            return Verdict.ALTERED, difference.rule or _alteration(difference)
        if _ORDER.index(weight) > _ORDER.index(verdict):
            verdict, rule = weight, difference.rule or rule
    return verdict, rule


def _alteration(difference: Difference) -> str:
    codes = {"omission": "BK402", "bracket": "BK403", "hidden character": "BK404"}
    return codes.get(difference.kind.split(":")[0], "BK401")
