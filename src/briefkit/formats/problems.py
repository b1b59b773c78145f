"""What the formats for other programs share: everything that needs attention as one flat list."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from briefkit.formats.table import FormatOptions
from briefkit.formats.unread import reports_of
from briefkit.model import CheckedReport, CheckResult, Finding, Fix, Judgement, Report, Severity, Span, Verdict, Waiver


class Problem(NamedTuple):
    """A rejected, doubtful or waived quotation, or a finding.

    Attributes:
        path: as the other program should see it, with forward slashes.
        title: a few words: the verdict, or the severity.
        message: sentences on one line.
        fingerprint: stays the same while the quotation, its source and the rule do; never depends on the line.
    """

    report: Report
    path: str
    span: Span
    rule: str
    severity: Severity
    title: str
    message: str
    fingerprint: str
    fix: Fix | None = None
    waiver: Waiver | None = None
    baselined: bool = False


def problems(result: CheckResult, options: FormatOptions) -> list[Problem]:
    """Everything that needs attention, in the order of the reports and of their text."""
    seen: Counter[str] = Counter()
    found = []
    for checked in reports_of(result):
        told = sorted(_told(checked), key=lambda item: (item[1].line, item[1].column))
        for entry, span in told:
            found.append(_problem(checked.report, entry, span, options.base, seen))
    return found


def _told(checked: CheckedReport) -> Iterator[tuple[Judgement | Finding, Span]]:
    for judgement in checked.judgements:
        if not judgement.accepted or judgement.severity is not None or judgement.waiver:
            yield judgement, judgement.quotation.span
    for finding in checked.findings:
        yield finding, finding_span(finding)


def finding_span(finding: Finding) -> Span:
    """A finding's place, as wide as its fix when that begins there, else one character."""
    fix = finding.fix
    if fix and (fix.span.line, fix.span.column) == (finding.line, finding.column):
        return fix.span
    return Span(finding.line, finding.column, finding.line, finding.column + 1)


def _problem(report: Report, entry: Judgement | Finding, span: Span, base: str, seen: Counter[str]) -> Problem:
    path = prefixed(report.path, base)
    if isinstance(entry, Finding):
        key = _fingerprint([report.path, entry.rule, entry.message], seen)
        return Problem(report, path, span, entry.rule, entry.severity, "finding", entry.message, key, entry.fix)
    source = entry.citation.source if entry.citation else ""
    key = _fingerprint([report.path, entry.rule, " ".join(entry.quotation.text.split()), source], seen)
    severity = entry.severity or Severity.WARNING
    return Problem(
        report,
        path,
        span,
        entry.rule,
        severity,
        entry.verdict.value,
        message_of(entry),
        key,
        entry.fix,
        entry.waiver,
        entry.baselined,
    )


def message_of(judgement: Judgement) -> str:
    """The sentence of a judgement with its warnings and, where words differ, those of the source."""
    parts = [judgement.message, *judgement.warnings, *judgement.others]
    if judgement.match and judgement.match.text and judgement.verdict in (Verdict.ALTERED, Verdict.CLOSE):
        parts.append(f"the source says: “{clipped(judgement.match.text, 300)}”")
    return "; ".join(parts)


def prefixed(path: str, base: str) -> str:
    """A path of the project as seen from the folder the command ran in."""
    return f"{base}/{path}" if base else path


def clipped(text: str, most: int) -> str:
    """The text on one line, cut at its end."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def _fingerprint(parts: list[str], seen: Counter[str]) -> str:
    """A hash of what names a problem; the second of two alike gets another."""
    text = "\0".join(parts)
    seen[text] += 1
    return hashlib.sha256(f"{text}\0{seen[text]}".encode("utf-8", "surrogatepass")).hexdigest()[:40]
