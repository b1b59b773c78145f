"""Judge the quotations of a report: joins finding (`match`) and judging (`verdicts`). In memory, without IO."""

from briefkit.judging.index import folded
from briefkit.judging.judge import Folding, Judge, judge

__all__ = ["Folding", "Judge", "folded", "judge"]
