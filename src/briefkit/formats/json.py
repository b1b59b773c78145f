"""The JSON contract `briefkit.check/1`. Fields may be added; none may change or go."""

from __future__ import annotations

import json
from typing import Any

from briefkit.formats.summary import Summary
from briefkit.formats.table import FormatOptions
from briefkit.formats.unread import reports_of
from briefkit.model import (
    CheckedReport,
    CheckResult,
    Citation,
    Difference,
    Finding,
    Fix,
    Judgement,
    Match,
    Policy,
    Span,
)

SCHEMA = "briefkit.check/1"


def render(result: CheckResult, options: FormatOptions) -> str:
    """The result as one JSON document with a line end. The same result gives the same bytes."""
    del options
    return json.dumps(as_json(result), ensure_ascii=False, indent=1) + "\n"


def as_json(result: CheckResult) -> dict[str, Any]:
    """The result as `json.loads` would give it."""
    summary = Summary.of(result)
    return {
        "schema": SCHEMA,
        "policy": _policy(result.policy),
        "reports": [_report(report) for report in reports_of(result)],
        "summary": {
            "quotes": summary.quotes,
            "accepted": summary.accepted,
            "rejected": summary.rejected,
            "baselined": summary.baselined,
            "errors": summary.errors + summary.unread,
            "warnings": summary.warnings,
            "by_verdict": {verdict.value: count for verdict, count in summary.by_verdict.items()},
        },
    }


def _policy(policy: Policy) -> dict[str, Any]:
    return {"strict": policy.strict, "style": policy.style, "date": policy.date, "rules": dict(policy.rules)}


def _report(checked: CheckedReport) -> dict[str, Any]:
    return {
        "path": checked.report.path,
        "sha256": checked.report.sha256,
        "policy": _policy(checked.policy),
        "quotes": [_quote(judgement) for judgement in checked.judgements],
        "findings": [_finding(finding) for finding in checked.findings],
    }


def _quote(judged: Judgement) -> dict[str, Any]:
    quotation = judged.quotation
    citation = judged.citation or (quotation.citations[0] if quotation.citations else None)
    return {
        "text": quotation.text,
        "source": citation.source if citation else None,
        "locator": citation.locator.text if citation and citation.locator else None,
        **_span(quotation.span),
        "citation": _citation(citation) if citation else None,
        "verdict": judged.verdict.value,
        "accepted": judged.accepted,
        "baselined": judged.baselined,
        "severity": judged.severity.value if judged.severity else None,
        "score": round(judged.score, 1),
        "rule": judged.rule,
        "match": _match(judged.match) if judged.match else None,
        "occurrences": [_match(match) for match in judged.occurrences],
        "differences": [_difference(difference) for difference in judged.differences],
        "message": judged.message,
        "warnings": list(judged.warnings),
        "others": list(judged.others),
        "fix": _fix(judged.fix),
        "waiver": (
            {"reason": judged.waiver.reason, "by": judged.waiver.by, "until": judged.waiver.until}
            if judged.waiver
            else None
        ),
    }


def _span(span: Span) -> dict[str, int]:
    return {"line": span.line, "column": span.column, "end_line": span.end_line, "end_column": span.end_column}


def _citation(citation: Citation) -> dict[str, Any]:
    locator = citation.locator
    return {
        "source": citation.source,
        "locator": locator.text if locator else None,
        "label": locator.label if locator else None,
        **_span(citation.span),
    }


def _match(match: Match) -> dict[str, Any]:
    return {
        "source": match.source,
        "text": match.text,
        "start": match.start,
        "end": match.end,
        "page": match.page,
        "page_end": match.page_end,
        "page_label": match.page_label,
        "section": match.section,
        "time": match.time,
        "prefix": match.prefix,
        "suffix": match.suffix,
    }


def _difference(difference: Difference) -> dict[str, Any]:
    return {
        "op": difference.op,
        "quote": difference.quote,
        "source": difference.source,
        "kind": difference.kind,
        "rule": difference.rule,
    }


def _fix(fix: Fix | None) -> dict[str, Any] | None:
    return {**_span(fix.span), "text": fix.text, "safe": fix.safe} if fix else None


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "line": finding.line,
        "column": finding.column,
        "message": finding.message,
        "fix": _fix(finding.fix),
    }
