"""Judge the quotations of a report: joins finding (`match`) and judging (`verdicts`). In memory, without IO."""

from briefkit.judging.judge import Judge, judge

__all__ = ["Judge", "judge"]
