"""For a person at a terminal: place, rule, verdict, one sentence, then the words themselves and the mend."""

from __future__ import annotations

from collections.abc import Iterator

from briefkit.formats.aligned import Row, in_words, rows
from briefkit.formats.columns import printable, right_to_left
from briefkit.formats.pen import BOLD, CYAN, FAINT, GREEN, RED, YELLOW, Pen
from briefkit.formats.summary import Summary
from briefkit.formats.table import FormatOptions
from briefkit.model import (
    CheckedReport,
    CheckResult,
    Finding,
    Fix,
    Judgement,
    Match,
    Report,
    Severity,
    Span,
    Verdict,
)

LABEL = 8
"""Columns of the labels at the left: "quoted", "source", "help"."""


def render(result: CheckResult, options: FormatOptions) -> str:
    """The result as lines of text, the summary last. Where no report could be read there is nothing to sum up."""
    pen = Pen(options.color)
    lines = [line for report in result.reports for line in _report(report, pen, options)]
    if options.summary and (result.reports or not result.unread):
        lines.append(pen(Summary.of(result).sentence(), BOLD, GREEN if result.clear else RED))
    return "\n".join(lines) + "\n" if lines else ""


def _report(checked: CheckedReport, pen: Pen, options: FormatOptions) -> Iterator[str]:
    """What needs attention, in the order of the text; each entry is followed by a blank line."""
    entries: list[tuple[tuple[int, int], list[str]]] = []
    for judgement in checked.judgements:
        if judgement.baselined and not options.all:
            continue
        if options.all or not judgement.accepted or judgement.severity is not None:
            span = judgement.quotation.span
            entries.append(((span.line, span.column), list(_judgement(checked.report, judgement, pen))))
    entries.extend(((f.line, f.column), list(_finding(checked.report, f, pen))) for f in checked.findings)
    for _, lines in sorted(entries, key=lambda entry: entry[0]):
        yield from lines
        yield ""


def _head(path: str, line: int, column: int, code: str, word: str, message: str, pen: Pen, tone: str) -> str:
    place = pen(f"{printable(path)}:{line}:{column}:", BOLD)
    return f"{place} {pen(code, tone, BOLD)} {pen(word + ':', tone)} {printable(message)}"


def _finding(report: Report, finding: Finding, pen: Pen) -> Iterator[str]:
    tone = RED if finding.severity == Severity.ERROR else YELLOW
    yield _head(
        report.path, finding.line, finding.column, finding.rule, finding.severity.value, finding.message, pen, tone
    )
    if finding.fix:
        yield _labelled("help", _mend(report, finding.fix), pen, CYAN)


def _judgement(report: Report, judgement: Judgement, pen: Pen) -> Iterator[str]:
    span = judgement.quotation.span
    tone = RED if not judgement.accepted else YELLOW if judgement.severity else GREEN
    yield _head(
        report.path, span.line, span.column, judgement.rule, judgement.verdict.value, judgement.message, pen, tone
    )
    yield from _words(judgement, pen, tone)
    if judgement.baselined:
        yield _labelled("note", "known from the baseline, so it does not stop the check", pen, CYAN)
    for warning in judgement.warnings:
        yield _labelled("warning", printable(warning), pen, YELLOW)
    for other in judgement.others:
        yield _labelled("note", printable(other), pen, CYAN)
    if judgement.waiver:
        waiver = judgement.waiver
        yield _labelled("waived", printable(f"{waiver.reason} ({waiver.by}, until {waiver.until})"), pen, CYAN)
    if judgement.fix:
        yield _labelled("help", _mend(report, judgement.fix), pen, CYAN)


def _mend(report: Report, fix: Fix) -> str:
    """What to write instead of what, in one line."""
    now, then = printable(_written(report.text, fix.span)), printable(fix.text)
    if not now:
        return f"write “{then}”"
    return f"write “{then}” instead of “{now}”" if then else f"take out “{now}”"


def _written(text: str, span: Span) -> str:
    """What stands at a place of the report; "" where the place is none of it."""
    lines = text.split("\n")[span.line - 1 : span.end_line]
    if not lines:
        return ""
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return "\n".join(lines)


def _words(judgement: Judgement, pen: Pen, tone: str) -> Iterator[str]:
    quoted, found = rows(judgement)
    yield from _row("quoted", quoted, "", pen, tone)
    if found and judgement.match and judgement.verdict != Verdict.EXACT:
        yield from _row("source", found, _place(judgement.match), pen, tone)
    elif judgement.match:
        yield _labelled("source", _place(judgement.match), pen, FAINT)
    if right_to_left(judgement.quotation.text) and (found or not judgement.match):
        for line in in_words(judgement):
            yield _labelled("", line, pen, FAINT)


def _row(label: str, row: Row, place: str, pen: Pen, tone: str) -> Iterator[str]:
    yield _labelled(label, row.text + (f"  {pen(f'({place})', FAINT)}" if place else ""), pen, FAINT)
    if row.marks:
        yield " " * (LABEL + 4) + pen(row.marks, tone, BOLD)


def _labelled(label: str, text: str, pen: Pen, tone: str) -> str:
    return f"  {pen(label.rjust(LABEL), tone)}  {text}"


def _place(match: Match) -> str:
    """Where a passage stands, as a person would cite it."""
    parts = [match.source]
    if match.page is not None:
        last = f"–{match.page_end}" if match.page_end and match.page_end != match.page else ""
        printed = match.page_label
        if printed and printed != str(match.page):
            parts.append(f"p. {printed} (page {match.page}{last} of the file)")
        else:
            parts.append(f"p{'p' if last else ''}. {match.page}{last}")
    if match.section:
        parts.append(f"section “{match.section}”")
    if match.time:
        parts.append(match.time)
    return printable(", ".join(parts))
