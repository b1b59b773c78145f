"""Reports that could not be read, as the formats for programs tell them."""

from __future__ import annotations

from briefkit.errors import ReportError
from briefkit.model import CheckedReport, CheckResult, Finding, Policy, Report, Severity

UNREAD = "BK100"


def reports_of(result: CheckResult) -> tuple[CheckedReport, ...]:
    """The reports that were checked, then each that could not be read: one error where it is, and nothing else."""
    return result.reports + tuple(_unread(error, result.policy) for error in result.unread)


def _unread(error: ReportError, policy: Policy) -> CheckedReport:
    message = "; ".join(filter(None, (f"not checked: {error.problem}", error.advice)))
    finding = Finding(UNREAD, Severity.ERROR, error.line or 1, error.column or 1, message)
    return CheckedReport(Report(error.path or "", "", "", {}, (), (), ()), (), (finding,), {}, policy)
