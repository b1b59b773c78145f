"""GitLab's code quality report: what a merge request shows as new and as resolved."""

from __future__ import annotations

import json

from briefkit.formats.problems import Problem, problems
from briefkit.formats.table import FormatOptions
from briefkit.model import CheckResult, Severity


def render(result: CheckResult, options: FormatOptions) -> str:
    """A JSON array with an object for each problem. Waived quotations are informative ones."""
    entries = [_entry(problem) for problem in problems(result, options)]
    return json.dumps(entries, ensure_ascii=False, indent=1) + "\n"


def _entry(problem: Problem) -> dict[str, object]:
    span = problem.span
    return {
        "description": f"{problem.title}: {problem.message}",
        "check_name": problem.rule,
        "fingerprint": problem.fingerprint,
        "severity": _severity(problem),
        "location": {
            "path": problem.path,
            "lines": {"begin": span.line, "end": span.end_line},
        },
    }


def _severity(problem: Problem) -> str:
    if problem.waiver:
        return "info"
    return "major" if problem.severity == Severity.ERROR else "minor"
