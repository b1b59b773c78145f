"""Reviewdog's diagnostic format, with the mends as suggestions. Its columns count bytes of UTF-8, from 1."""

from __future__ import annotations

import json
from typing import Any

from briefkit.formats.problems import Problem, problems
from briefkit.formats.table import FormatOptions
from briefkit.model import CheckResult, Severity, Span


def render(result: CheckResult, options: FormatOptions) -> str:
    """One JSON document."""
    document = {
        "source": {"name": "briefkit"},
        "severity": "WARNING" if result.clear else "ERROR",
        "diagnostics": [_diagnostic(problem) for problem in problems(result, options)],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _diagnostic(problem: Problem) -> dict[str, Any]:
    lines = problem.report.text.split("\n")
    severity = "INFO" if problem.waiver else "ERROR" if problem.severity == Severity.ERROR else "WARNING"
    diagnostic: dict[str, Any] = {
        "message": f"{problem.title}: {problem.message}",
        "location": {"path": problem.path, "range": _range(problem.span, lines)},
        "severity": severity,
        "code": {"value": problem.rule},
    }
    if problem.fix:
        place = _range(problem.fix.span, lines)
        diagnostic["suggestions"] = [{"range": place, "text": problem.fix.text}]
    return diagnostic


def _range(span: Span, lines: list[str]) -> dict[str, Any]:
    return {
        "start": {"line": span.line, "column": _bytes(lines, span.line, span.column)},
        "end": {"line": span.end_line, "column": _bytes(lines, span.end_line, span.end_column)},
    }


def _bytes(lines: list[str], line: int, column: int) -> int:
    before = lines[line - 1][: column - 1] if line <= len(lines) else ""
    return len(before.encode("utf-8", "replace")) + 1
