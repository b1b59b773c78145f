"""JUnit XML: a suite for each report, a case for each quotation and each finding.

It is what both schemas in use allow, that of Ant's JUnit task and that of Jenkins: where a case stands is told
by its name and its message, since neither has a place for it; what merely warns goes to the suite's output.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from briefkit.formats.columns import printable
from briefkit.formats.problems import clipped, message_of, prefixed
from briefkit.formats.table import FormatOptions
from briefkit.formats.unread import reports_of
from briefkit.model import CheckedReport, CheckResult, Finding, Judgement, Severity, Verdict

_NAME = 80


def render(result: CheckResult, options: FormatOptions) -> str:
    """One XML document. A rejected quotation has failed; a waived, exempt or long known one was skipped."""
    suites = (
        _suite(report, number, prefixed(report.report.path, options.base), result.policy.date)
        for number, report in enumerate(reports_of(result))
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n'
    return head + "".join(suites) + "</testsuites>\n"


def _suite(checked: CheckedReport, number: int, path: str, date: str) -> str:
    cases = [_judged(judgement, path) for judgement in checked.judgements]
    cases += [_found(finding, path) for finding in checked.findings]
    counts = {
        "tests": len(cases),
        "failures": sum("<failure " in case for case in cases),
        "errors": 0,
        "skipped": sum("<skipped " in case for case in cases),
    }
    told = "".join(f"{line}\n" for line in _warnings(checked, path))
    attributes = "".join(f' {name}="{value}"' for name, value in counts.items())
    return (
        f'  <testsuite name={_quoted(path)} package="briefkit" id="{number}" hostname="localhost" '
        f'timestamp="{date or "1970-01-01"}T00:00:00" time="0"{attributes}>\n    <properties/>\n'
        f"{''.join(cases)}    <system-out>{_text(told)}</system-out>\n    <system-err/>\n  </testsuite>\n"
    )


def _warnings(checked: CheckedReport, path: str) -> Iterator[str]:
    for judgement in checked.judgements:
        if judgement.accepted and judgement.severity:
            span = judgement.quotation.span
            yield f"{path}:{span.line}:{span.column}: {_said(judgement)}"
    for finding in checked.findings:
        if finding.severity != Severity.ERROR:
            yield f"{path}:{finding.line}:{finding.column}: {finding.rule} warning: {finding.message}"


def _said(judgement: Judgement) -> str:
    return f"{judgement.rule} {judgement.verdict.value}: {message_of(judgement)}"


def _judged(judgement: Judgement, path: str) -> str:
    span, message = judgement.quotation.span, _said(judgement)
    name = f"{clipped(judgement.quotation.text, _NAME)} ({span.line}:{span.column})".strip()
    inside = ""
    if judgement.baselined:
        inside = f"      <skipped message={_quoted('in the baseline: ' + message)}/>\n"
    elif not judgement.accepted:
        inside = _failure(message, judgement.verdict.value, f"{path}:{span.line}:{span.column}")
    elif judgement.verdict in (Verdict.WAIVED, Verdict.EXEMPT):
        inside = f"      <skipped message={_quoted(message)}/>\n"
    return _case(name, path, inside)


def _found(finding: Finding, path: str) -> str:
    name = f"{finding.rule} ({finding.line}:{finding.column})"
    message = f"{finding.rule} {finding.severity.value}: {finding.message}"
    failed = finding.severity == Severity.ERROR
    place = f"{path}:{finding.line}:{finding.column}"
    return _case(name, path, _failure(message, finding.rule, place) if failed else "")


def _failure(message: str, kind: str, place: str) -> str:
    told = _text(f"{place}: {message}")
    return f"      <failure message={_quoted(message)} type={_quoted(kind)}>{told}</failure>\n"


def _case(name: str, path: str, inside: str) -> str:
    head = f'    <testcase name={_quoted(name)} classname={_quoted(path)} time="0"'
    return f"{head}>\n{inside}    </testcase>\n" if inside else f"{head}/>\n"


def _quoted(text: str) -> str:
    return quoteattr(_legal(text))


def _text(text: str) -> str:
    return escape(_legal(text))


def _legal(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return printable(text).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
