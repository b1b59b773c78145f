"""The audit: a document, its record, the sources and the report, each held against the next."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from briefkit import __version__
from briefkit.audit.opening import Opened, open_document
from briefkit.audit.result import Audit, Difference
from briefkit.clock import today
from briefkit.errors import BriefkitError
from briefkit.model import CheckedReport, Report, Source
from briefkit.project import Project, open_project, read_lock

if TYPE_CHECKING:
    from briefkit.audit.document import Document
    from briefkit.evidence.models import EvidenceModel
    from briefkit.lock import Section
    from briefkit.render.options import RenderOptions

NO_SOURCES_BUT_LOCK = "no sources at hand: the quotations were not judged again"
NO_SOURCES = "no sources at hand: only the document was held against its record, and both could be forged"


def audit_file(
    path: Path, *, sources: Path | None = None, lock: Path | None = None, document_only: bool = False
) -> Audit:
    """Audit a PDF, DOCX or HTML that lies anywhere.

    Args:
        sources: a folder of sources; by default those of the project that the document lies in, else of the project
            of the working directory.
        lock: a lock file; by default that of the same project.
        document_only: hold the document against its record, and ask for no more.

    Raises:
        BriefkitError: the document cannot be read.
    """
    opened = open_document(path)
    project = _project(path)
    library = {} if document_only else _library(project, sources)
    if not opened.record and not opened.damage:
        return _without_record(path, opened, library)
    from briefkit.evidence.read import EvidenceError, read_evidence

    try:
        if opened.damage:
            raise EvidenceError(opened.damage)
        evidence = read_evidence(opened.record)
    except EvidenceError as error:
        told = Difference("record", error.problem + (f" ({error.advice})" if error.advice else ""))
        return Audit(str(path), False, 0, (), (), (told,))
    if document_only:
        return _with_record(path, opened, evidence, AtHand(options=_options(project)), document_only=True)
    report, section = _report(project, evidence), _section(project, lock, evidence)
    at_hand = AtHand(project, library, report, section, _options(project))
    return _with_record(path, opened, evidence, at_hand)


@dataclass(frozen=True, slots=True)
class AtHand:
    """What the record can be held against; with a report, its project."""

    project: Project | None = None
    library: Mapping[str, Source] = field(default_factory=dict)
    report: Report | None = None
    section: Section | None = None
    options: RenderOptions | None = None


def _with_record(
    path: Path, opened: Opened, evidence: EvidenceModel, at_hand: AtHand, *, document_only: bool = False
) -> Audit:
    from briefkit.audit.document import Document

    document = Document(opened, evidence, at_hand.options)
    steps = _Steps(evidence, at_hand)
    steps.document(document)
    if not document_only:
        steps.report()
        steps.lock()
        steps.sources()
    notes = tuple(_notes(document, evidence, at_hand, document_only))
    if opened.beside:
        notes = (f"the record is not in the document but beside it, {opened.beside}", *notes)
    total = len(evidence.predicate.quotations)
    return Audit(
        str(path), True, total, tuple(steps.held), tuple(steps.missing), tuple(dict.fromkeys(steps.found)), notes
    )


class _Steps:
    """What the record is held against, one after the other."""

    def __init__(self, evidence: EvidenceModel, at_hand: AtHand) -> None:
        self.evidence, self.at_hand = evidence, at_hand
        self.untouched = False
        """The document is what a build makes of what is at hand."""
        self.found: list[Difference] = []
        self.held: list[str] = []
        self.missing: list[str] = []

    def document(self, document: Document) -> None:
        from briefkit.audit.coherent import contradictions, rejections
        from briefkit.audit.remade import changes, remade

        opened, evidence = document.opened, self.evidence
        project = self.at_hand.project if self.at_hand.report else None
        made = remade(opened, evidence, project, self.at_hand.library) if project else None
        self.untouched = made == opened.data
        self.found += document.differences(made=made is not None, same=self.untouched)
        if made and not self.untouched:
            self.found += [*changes(opened, made, self.found)]
        self.found += [*contradictions(evidence), *rejections(evidence)]
        self.held.append(f"the document against its record: {_count(len(evidence.predicate.quotations), 'quotation')}")
        if self.untouched:
            self.held.append("the document against what a build makes of the report now: the same, byte for byte")
            return
        if made:
            self.held.append("the document against what a build makes of the report now, word for word")
        self.missing += [f"quotation {number}: {why}" for number, why in sorted(document.unreadable.items())]
        self.missing += document.unknown

    def report(self) -> None:
        from briefkit.audit.holding import against_report, aliases_of

        if report := self.at_hand.report:
            self.found += against_report(self.evidence, report, aliases_of(self.evidence, report))
            self.held.append(f"the record against the report, {report.path}")

    def lock(self) -> None:
        from briefkit.audit.holding import against_lock

        if section := self.at_hand.section:
            self.found += against_lock(self.evidence, section)
            self.held.append("the record against the lock file: digests of sources, places and words of passages")

    def sources(self) -> None:
        from briefkit.audit.holding import NEEDS_NONE, Holding, aliases_of
        from briefkit.audit.midst import set_otherwise

        checked = None
        if len(self.at_hand.library):
            aliases = aliases_of(self.evidence, self.at_hand.report) if self.at_hand.report else {}
            holding = Holding(self.evidence, self.at_hand.library, aliases, self.at_hand.report)
            self.found += holding.differences()
            self.missing += holding.missing()
            checked = holding.checked
            read = sum(state in ("same", "changed") for state in holding.states.values())
            told = f"{_count(len(holding.held), 'quotation')} judged again"
            self.held.append(f"the record against {read} of {_count(len(holding.states), 'source')}: {told}")
        elif any(quotation.verdict not in NEEDS_NONE for quotation in self.evidence.predicate.quotations):
            self.missing.append(NO_SOURCES_BUT_LOCK if self.at_hand.section else NO_SOURCES)
        if not self.untouched:
            self.missing += set_otherwise(self.evidence.predicate, checked, self._options)

    def _options(self, checked: CheckedReport) -> RenderOptions:
        from briefkit.documents import options_of
        from briefkit.render.options import RenderOptions

        project = self.at_hand.project
        return options_of(project, checked, not checked.passed) if project else RenderOptions()


def _notes(document: Document, evidence: EvidenceModel, at_hand: AtHand, document_only: bool) -> list[str]:
    told = evidence.predicate
    notes = []
    if len(at_hand.library) and not at_hand.report:
        notes.append(f"{evidence.subject[0].name} is not at hand as it was checked: nothing was held against it")
    if told.verifier.version != __version__:
        notes.append(
            f"version {told.verifier.version} made it: where this one says otherwise, only what is accepted counts"
        )
    if not document.has_summary:
        notes.append("the document shows no summary of its check")
    if document.appendix is None:
        notes.append("the document shows no appendix of its check")
    if told.policy.rules:
        levels = ", ".join(f"{code}: {level}" for code, level in sorted(told.policy.rules.items()))
        notes.append(f"the check followed the author’s own rules ({levels})")
    waived = sum(quotation.waiver is not None for quotation in told.quotations)
    if waived:
        notes.append(f"{_count(waived, 'quotation')} accepted on a person’s word: see the waivers")
    if told.validUntil and told.validUntil < today():
        notes.append(f"a waiver expired on {told.validUntil}: today the check would say otherwise")
    if document_only:
        notes.append("the sources were not asked for: document and record could both be forged")
    return notes


def _without_record(path: Path, opened: Opened, library: Mapping[str, Source]) -> Audit:
    from briefkit.audit.unrecorded import Unrecorded, was_recorded

    if was_recorded(opened.text):
        told = Difference("record", _taken_out(path))
        return Audit(str(path), False, 0, (), (), (told,))
    found = Unrecorded(opened.text, library)
    count = len(found.quotations)
    notes = ("it carries no record of a check: what stands between double quotation marks was looked at, and no more",)
    if not count:
        missing = ("there is no record, and nothing stands between double quotation marks",)
        return Audit(str(path), False, 0, (), missing, (), notes)
    if not len(library):
        return Audit(str(path), False, count, (), ("there is no record, and no sources are at hand",), (), notes)
    held = f"{_count(count, 'quotation')} in the document against {_count(len(library), 'source')}"
    unread = tuple(f"the source {key} could not be read" for key in library if library[key].problem)
    return Audit(str(path), False, count, (held,), unread, tuple(found.differences()), notes)


def _taken_out(path: Path) -> str:
    told = "the document shows that briefkit made it, but its record was taken out"
    return f"{told}; nor is there a {path.stem}.evidence.json beside it" if path.suffix.lower() == ".pdf" else told


def _project(path: Path) -> Project:
    """The project that the document lies in; where there are no sources, that of the working directory."""
    own = open_project(path)
    return own if (own.root / own.settings.folders.sources).is_dir() else open_project(Path.cwd())


def _library(project: Project, sources: Path | None) -> Mapping[str, Source]:
    if sources is None:
        return project.shelf()
    if not sources.is_dir():
        from briefkit.errors import UsageError

        raise UsageError("is no folder", path=str(sources), advice="name the folder that holds the sources")
    return project.shelf_of(sources)


def _report(project: Project, evidence: EvidenceModel) -> Report | None:
    """The report that the record is about, where the project has it and it was not changed since."""
    from briefkit.report import read

    subject = evidence.subject[0]
    try:
        report = read(subject.name, project.read_report(project.root / subject.name))
    except BriefkitError:
        return None
    return report if report.sha256 == subject.digest.sha256 else None


def _options(project: Project) -> RenderOptions | None:
    """The project's own fonts, with which the document may be set; None where they cannot be read."""
    from briefkit.render.options import RenderOptions

    try:
        return RenderOptions(templates=project.templates(), design=project.settings.design)
    except BriefkitError:
        return None


def _section(project: Project, lock: Path | None, evidence: EvidenceModel) -> Section | None:
    """What the lock file says of the report."""
    if lock is None:
        locked = project.lock()
    else:
        real = Path(os.path.realpath(lock))
        locked = read_lock(real, real.parent)
    return (locked or {}).get(evidence.subject[0].name)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
