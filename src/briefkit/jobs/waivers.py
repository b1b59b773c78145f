"""The waivers of a project's reports: who answers for which quotation, why, and until when."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from briefkit.approvals import approval, serialize
from briefkit.errors import ReportError
from briefkit.judging import judge
from briefkit.model import Judgement, Policy, Quotation, Report, Source, Verdict
from briefkit.project import Project
from briefkit.report import read

INCOMPLETE = "BK105"


@dataclass(frozen=True, slots=True)
class Waived:
    """A waiver as it stands in a report.

    Attributes:
        path: of the report, relative to the project.
        state: "valid", "expired", "unapproved" or "incomplete" (these count for nothing), or "needless" (the quotation
            verifies).
        note: what is wrong with it, "" where nothing is.
        under: what a check says of the quotation without the waiver, None for an incomplete one.
    """

    path: str
    line: int
    column: int
    text: str
    reason: str
    by: str
    until: str
    state: str
    note: str
    under: Verdict | None


def list_waivers(project: Project, paths: Sequence[Path], policy: Policy) -> tuple[list[Waived], list[ReportError]]:
    """All waivers of the reports named, or of all, and why some of these could not be read.

    Raises:
        ProjectError: there is no such report, or the file of approvals cannot be read.
    """
    shelf = project.shelf()
    policy = replace(policy, approved=project.approvals())
    found: list[Waived] = []
    unread: list[ReportError] = []
    for path in paths or project.reports():
        try:
            report = read(project.name(path), project.read_report(path))
        except ReportError as error:
            unread.append(error)
            continue
        here = [*_marked(report, shelf, policy), *_incomplete(report)]
        found.extend(sorted(here, key=lambda waived: (waived.line, waived.column)))
    return found, unread


def to_approve(found: Iterable[Waived]) -> str:
    """The entries of the file of approvals for the waivers that lack approval."""
    wanted = [waived for waived in found if waived.state == "unapproved"]
    return serialize(
        {"report": w.path, "quotation": w.text, "reason": w.reason, "by": w.by, "until": w.until} for w in wanted
    )


def _marked(report: Report, sources: Mapping[str, Source], policy: Policy) -> Iterator[Waived]:
    """Those that count, or did; each quotation is judged as if it had none."""
    marked = {q.number for q in report.quotations if q.mark and q.mark.kind == "waived"}
    if not marked:
        return
    bare = tuple(replace(q, mark=None) if q.number in marked else q for q in report.quotations)
    judgements, _ = judge(replace(report, quotations=bare), sources, policy)
    for quotation, judgement in zip(report.quotations, judgements, strict=True):
        if quotation.number in marked:
            yield _waived(report.path, quotation, judgement, policy)


def _incomplete(report: Report) -> Iterator[Waived]:
    """Those that the reader of reports has refused: a word is missing, or the date is none."""
    for told in report.findings:
        if told.rule == INCOMPLETE:
            yield Waived(report.path, told.line, told.column, "", "", "", "", "incomplete", told.message, None)


def _waived(path: str, quotation: Quotation, judgement: Judgement, policy: Policy) -> Waived:
    attributes = quotation.mark.attributes if quotation.mark else {}
    reason, by, until = (attributes[name].strip() for name in ("reason", "by", "until"))
    state, note = "valid", ""
    written = approval(path, quotation.text, reason, by, until)
    if policy.date and datetime.date.fromisoformat(until) < datetime.date.fromisoformat(policy.date):
        state, note = "expired", "the quotation is judged as if it had none: verify it, or renew the waiver"
    elif judgement.accepted:
        state, note = "needless", f"the quotation is {judgement.verdict} without it: take it out"
    elif policy.approved is not None and written not in policy.approved:
        state, note = "unapproved", "it does not stand in the file of approvals: --format approvals prints the entry"
    text = " ".join(quotation.text.split())
    span = quotation.span
    return Waived(path, span.line, span.column, text, reason, by, until, state, note, judgement.verdict)
