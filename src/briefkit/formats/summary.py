"""Counts over a result, and the sentence that tells them."""

from __future__ import annotations

from typing import NamedTuple

from briefkit.model import CheckResult, Severity, Verdict


class Summary(NamedTuple):
    """What was counted.

    `baselined` are among the rejected. `errors` and `warnings` are of findings and, for warnings, of accepted
    quotations too.
    """

    reports: int
    quotes: int
    accepted: int
    errors: int
    warnings: int
    baselined: int
    by_verdict: dict[Verdict, int]
    unread: int

    @property
    def rejected(self) -> int:
        """Quotations that are not accepted."""
        return self.quotes - self.accepted

    @classmethod
    def of(cls, result: CheckResult) -> Summary:
        """The counts of a result; every verdict is listed, in the order of the model."""
        judged = [judgement for report in result.reports for judgement in report.judgements]
        findings = [finding for report in result.reports for finding in report.findings]
        return cls(
            reports=len(result.reports),
            quotes=len(judged),
            accepted=sum(judgement.accepted for judgement in judged),
            errors=sum(finding.severity == Severity.ERROR for finding in findings),
            warnings=sum(finding.severity == Severity.WARNING for finding in findings)
            + sum(judgement.accepted and judgement.severity is not None for judgement in judged),
            baselined=sum(judgement.baselined for judgement in judged),
            by_verdict={verdict: sum(j.verdict == verdict for j in judged) for verdict in Verdict},
            unread=len(result.unread),
        )

    def sentence(self) -> str:
        """For example: 4 quotations in 1 report: 3 accepted (2 exact, 1 edited), 1 rejected (1 altered); 1 warning."""
        head = f"{counted(self.quotes, 'quotation')} in {counted(self.reports, 'report')}"
        if self.quotes:
            head += f": {self.accepted} accepted{self._kinds(True)}, {self.rejected} rejected{self._kinds(False)}"
        tail = [f"{self.baselined} of them known from the baseline"] if self.baselined else []
        tail += [f"{counted(self.unread, 'report')} could not be read"] if self.unread else []
        tail += [counted(self.errors, "other error")] if self.errors else []
        tail += [counted(self.warnings, "warning")] if self.warnings else []
        return "; ".join([head, *tail])

    def _kinds(self, accepted: bool) -> str:
        """The verdicts of one side. `close` may stand on either, by policy: it goes where the counts say."""
        from briefkit.model import ACCEPTED

        kinds = {v: n for v, n in self.by_verdict.items() if n}
        lenient = sum(n for v, n in kinds.items() if v in ACCEPTED)
        good = ACCEPTED if lenient == self.accepted else ACCEPTED - {Verdict.CLOSE}
        told = [f"{count} {verdict.value}" for verdict, count in kinds.items() if (verdict in good) is accepted]
        return f" ({', '.join(told)})" if told else ""


def counted(number: int, noun: str) -> str:
    """`1 report`, `2 reports`."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
