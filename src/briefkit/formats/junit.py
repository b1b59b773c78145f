"""JUnit XML: a suite for each report, a case for each quotation and each finding."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from briefkit.formats.columns import printable
from briefkit.formats.problems import clipped, message_of, prefixed
from briefkit.formats.table import FormatOptions
from briefkit.model import CheckedReport, CheckResult, Finding, Judgement, Severity, Verdict

_NAME = 80


def render(result: CheckResult, options: FormatOptions) -> str:
    """One XML document. A rejected quotation has failed, a waived or exempt one was skipped."""
    suites = [_Suite(report, options.base) for report in result.reports]
    counts = {name: sum(suite.count(name) for suite in suites) for name in ("tests", "failures", "skipped")}
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="briefkit"{_attributes(counts)} errors="0">\n'
    return head + "".join(suite.written(result.policy.date) for suite in suites) + "</testsuites>\n"


class _Suite:
    """One report's cases."""

    def __init__(self, checked: CheckedReport, base: str) -> None:
        self.path = prefixed(checked.report.path, base)
        self.cases = [_judged(judgement, self.path) for judgement in checked.judgements]
        self.cases += [_found(finding, self.path) for finding in checked.findings]

    def count(self, name: str) -> int:
        if name == "tests":
            return len(self.cases)
        tag = {"failures": "<failure ", "skipped": "<skipped "}[name]
        return sum(tag in case for case in self.cases)

    def written(self, date: str) -> str:
        counts = {name: self.count(name) for name in ("tests", "failures", "skipped")}
        stamp = f' timestamp="{date}T00:00:00"' if date else ""
        head = f'  <testsuite name={_quoted(self.path)}{_attributes(counts)} errors="0"{stamp}>\n'
        return head + "".join(self.cases) + "  </testsuite>\n"


def _judged(judgement: Judgement, path: str) -> str:
    span = judgement.quotation.span
    name = f"{clipped(judgement.quotation.text, _NAME)} ({span.line}:{span.column})"
    message = f"{judgement.rule} {judgement.verdict.value}: {message_of(judgement)}"
    if judgement.baselined:
        return _case(name, path, span.line, f"      <skipped message={_quoted('in the baseline: ' + message)}/>\n")
    if not judgement.accepted:
        return _case(name, path, span.line, _failure(message, judgement.verdict.value, path, span.line, span.column))
    if judgement.verdict in (Verdict.WAIVED, Verdict.EXEMPT):
        return _case(name, path, span.line, f"      <skipped message={_quoted(message)}/>\n")
    return _case(name, path, span.line, _told(message) if judgement.severity else "")


def _found(finding: Finding, path: str) -> str:
    name = f"{finding.rule} ({finding.line}:{finding.column})"
    message = f"{finding.rule} {finding.severity.value}: {finding.message}"
    if finding.severity == Severity.ERROR:
        return _case(name, path, finding.line, _failure(message, finding.rule, path, finding.line, finding.column))
    return _case(name, path, finding.line, _told(message))


def _failure(message: str, kind: str, path: str, line: int, column: int) -> str:
    place = _text(f"{path}:{line}:{column}: {message}")
    return f"      <failure message={_quoted(message)} type={_quoted(kind)}>{place}</failure>\n"


def _told(message: str) -> str:
    return f"      <system-out>{_text(message)}</system-out>\n"


def _case(name: str, path: str, line: int, inside: str) -> str:
    """`file` and `line` are no part of the oldest schema, but every server reads or ignores them."""
    head = f'    <testcase name={_quoted(name)} classname={_quoted(path)} file={_quoted(path)} line="{line}" time="0"'
    return f"{head}>\n{inside}    </testcase>\n" if inside else f"{head}/>\n"


def _attributes(values: dict[str, int]) -> str:
    return "".join(f' {name}="{value}"' for name, value in values.items())


def _quoted(text: str) -> str:
    return quoteattr(_legal(text))


def _text(text: str) -> str:
    return escape(_legal(text))


def _legal(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return printable(text).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
