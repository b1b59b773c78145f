"""SARIF 2.1.0, for code scanning: rules with their help, results with fixes, waivers as suppressions."""

from __future__ import annotations

import json
from typing import Any

from briefkit.formats.problems import Problem, problems
from briefkit.formats.table import FormatOptions
from briefkit.model import CheckResult, Fix, Severity, Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")


def render(result: CheckResult, options: FormatOptions) -> str:
    """One run. The same result gives the same bytes: there is no time in it but the recorded date of the check."""
    found = problems(result, options)
    codes = sorted({*options.rules, *(problem.rule for problem in found)})
    driver: dict[str, Any] = {
        "name": "briefkit",
        "rules": [_rule(code, *options.rules.get(code, ("", ""))) for code in codes],
    }
    if options.version:
        driver["version"] = options.version
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "the folder that the check ran in"}}},
        "results": [_result(problem, codes.index(problem.rule)) for problem in found],
        "properties": {"date": result.policy.date, "style": result.policy.style, "strict": result.policy.strict},
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _rule(code: str, summary: str, explanation: str) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": code}
    if summary:
        rule["shortDescription"] = {"text": summary}
    if summary or explanation:
        rule["fullDescription"] = {"text": explanation or summary}
        rule["help"] = {"text": f"{summary}. {explanation}" if explanation else summary}
    return rule


def _result(problem: Problem, index: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": problem.rule,
        "ruleIndex": index,
        "level": "note" if problem.waiver else "error" if problem.severity == Severity.ERROR else "warning",
        "message": {"text": f"{problem.title}: {problem.message}"},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(problem), "region": _region(problem.span)}}],
        "partialFingerprints": {"briefkit/v1": problem.fingerprint},
    }
    if problem.baselined:
        result["baselineState"] = "unchanged"
    if problem.fix:
        result["fixes"] = [_fix(problem, problem.fix)]
    if problem.waiver:
        reason = f"{problem.waiver.reason} ({problem.waiver.by}, until {problem.waiver.until})"
        result["suppressions"] = [{"kind": "inSource", "status": "accepted", "justification": reason}]
    return result


def _fix(problem: Problem, fix: Fix) -> dict[str, Any]:
    described = "the right place" if fix.safe else "what the source says: read it before you take it"
    replacement = {"deletedRegion": _region(fix.span), "insertedContent": {"text": fix.text}}
    return {
        "description": {"text": described},
        "artifactChanges": [{"artifactLocation": _artifact(problem), "replacements": [replacement]}],
    }


def _artifact(problem: Problem) -> dict[str, str]:
    return {"uri": _uri(problem.path), "uriBaseId": ROOT}


def _uri(path: str) -> str:
    """The path with every byte escaped that a URI cannot hold."""
    return "".join(chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in path.encode("utf-8", "surrogateescape"))


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
