"""A draft of a word processor as a report: pandoc's tree of it is written in the dialect, a line a paragraph, and read
as any report is. Positions are then numbers of paragraphs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from briefkit.errors import PandocError, ReportError
from briefkit.model import JSON, CheckedReport, Citation, Finding, Judgement, Quotation, Report, Span
from briefkit.pandoc import Pandoc
from briefkit.patterns import regex
from briefkit.report.reader import read
from briefkit.report.rules import RULES
from briefkit.report.writing import Writing

FORMATS = {".docx": "docx+citations", ".odt": "odt"}
PARTS = {"word/document.xml", "word/footnotes.xml", "word/endnotes.xml", "content.xml"}
"""The parts of a draft that hold its text."""
"""The drafts that can be read, by suffix: pandoc's name of each."""
MOST_CHANGES = 50_000_000
_CHANGE = regex(rb"<w:(?:ins|del|moveFrom|moveTo)\b|<text:changed-region\b")
Identify = Callable[[Mapping[str, JSON]], str | None]
"""The ID of the project's source that a CSL item of a reference manager speaks of, None where there is none."""


class Draft(NamedTuple):
    """A draft as a report in the dialect, and for each line of that the number of its paragraph."""

    report: Report
    paragraphs: tuple[int, ...]


def read_draft(path: str, data: bytes, identify: Identify, *, pandoc: Pandoc | None = None) -> Draft:
    """Read a draft, of the format that its path ends in. Tracked changes count as accepted; a finding says so.

    Raises:
        ReportError: it cannot be read, or has no text.
        PandocError: pandoc is missing or went over its limits.
    """
    pandoc = pandoc or Pandoc()
    try:
        tree = json.loads(pandoc.run(["-f", FORMATS[path[path.rindex(".") :].lower()], "-t", "json"], data))
    except PandocError as error:
        if "status" not in error.problem:
            raise
        advice = "open it in a word processor and save it anew"
        raise ReportError("cannot be read as a document of a word processor", path=path, advice=advice) from error
    writing = Writing(tree.get("meta", {}), identify)
    text = writing.write(tree["blocks"])
    if not text.strip():
        raise ReportError("has no text", path=path, advice="there is nothing to check in it")
    report = read(path, text.encode("utf-8", "replace"), pandoc=pandoc)
    findings = (*_tracked(_changes(data)), *report.findings)
    return Draft(replace(report, sha256=hashlib.sha256(data).hexdigest(), findings=findings), tuple(writing.paragraphs))


def _tracked(changes: int) -> tuple[Finding, ...]:
    if not changes:
        return ()
    noun = "tracked change" if changes == 1 else "tracked changes"
    message = f"{changes} {noun} taken as accepted: what was checked is the text with all of them in it"
    return (Finding("BK136", RULES["BK136"].severity, 1, 1, message),)


def _changes(data: bytes) -> int:
    """Tracked changes in a draft."""
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = PARTS & set(archive.namelist())
            return sum(len(_CHANGE.findall(archive.open(name).read(MOST_CHANGES))) for name in sorted(parts))
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
        return 0


def placed(checked: CheckedReport, paragraphs: Sequence[int]) -> CheckedReport:
    """What was found, with the numbers of the draft's paragraphs for lines.

    Those that have words are counted, from 1; a note has the number of the paragraph that refers to it. Nothing is
    offered to be mended: the draft is no text file.
    """

    def line(number: int) -> int:
        return paragraphs[min(number, len(paragraphs)) - 1]

    def span(place: Span) -> Span:
        return replace(place, line=line(place.line), end_line=line(place.end_line))

    def citation(cited: Citation) -> Citation:
        return replace(cited, span=span(cited.span))

    def quotation(quoted: Quotation) -> Quotation:
        return replace(quoted, span=span(quoted.span), citations=tuple(map(citation, quoted.citations)))

    def judgement(judged: Judgement) -> Judgement:
        cited = citation(judged.citation) if judged.citation else None
        return replace(judged, quotation=quotation(judged.quotation), citation=cited, fix=None)

    report = checked.report
    return replace(
        checked,
        report=replace(
            report,
            quotations=tuple(map(quotation, report.quotations)),
            citations=tuple(map(citation, report.citations)),
        ),
        judgements=tuple(map(judgement, checked.judgements)),
        findings=tuple(replace(finding, line=line(finding.line), fix=None) for finding in checked.findings),
    )
