"""The document against what a build makes of the same report: byte for byte, else word for word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from briefkit import __version__
from briefkit.audit.opening import Opened, open_bytes
from briefkit.audit.rebuilt import policy_of
from briefkit.audit.result import Difference
from briefkit.clock import today
from briefkit.errors import BriefkitError
from briefkit.judging.messages import shown
from briefkit.model import Source
from briefkit.project import Project

if TYPE_CHECKING:
    from briefkit.evidence.models import EvidenceModel

MOST_TOLD = 20


def remade(opened: Opened, evidence: EvidenceModel, project: Project, library: Mapping[str, Source]) -> bytes | None:
    """The document as a build makes it now; None where that says nothing of how it was made: the version, settings,
    templates or pictures are others, its check gives another record now, or it cannot be made.

    Args:
        project: that of the report, which is at hand as it was checked.
    """
    from briefkit.checking import check_project
    from briefkit.documents import options_of, render_report, with_evidence
    from briefkit.evidence.read import read_evidence
    from briefkit.pandoc import Pandoc

    told = evidence.predicate
    if told.verifier.version != __version__ or told.settings is None:
        return None
    policy = replace(policy_of(evidence, today()), dated=told.date is not None)
    try:
        checked = check_project(project, [project.root / evidence.subject[0].name], policy, library).reports[0]
        for asked in _as_asked(project, opened):
            options = options_of(asked, checked, not checked.passed)
            if options.digest() == told.settings.sha256:
                record = with_evidence(checked, options, Pandoc().run).evidence.decode()
                same = read_evidence(record) == evidence
                return render_report(asked, checked, opened.kind[1:], draft=not checked.passed) if same else None
    except BriefkitError:
        pass
    return None


def _as_asked(project: Project, opened: Opened) -> Iterator[Project]:
    """The project, with its settings as the command line of a build may have changed them."""
    build = replace(project.settings.build, pdf_standard="a-2b" if opened.beside else "a-3a")
    for facsimile in (build.facsimile, not build.facsimile):
        asked = replace(build, facsimile=facsimile)
        yield replace(project, settings=replace(project.settings, build=asked))


def changes(opened: Opened, made: bytes) -> Iterator[Difference]:
    """Where the document does not read as the one that was made now does."""
    again = open_bytes(made, opened.kind)
    there, here = _said(opened), _said(again)
    steps = [step for step in SequenceMatcher(None, there, here).get_opcodes() if step[0] != "equal"]
    for _, start, end, first, last in steps[:MOST_TOLD]:
        yield Difference("document", _told(" ".join(there[start:end]), " ".join(here[first:last])), None)
    if len(steps) > MOST_TOLD:
        yield Difference("document", f"and in {len(steps) - MOST_TOLD} more places it is not what a build makes")


def _said(opened: Opened) -> list[str]:
    """All words of a document, those beside its text last."""
    return [*opened.stream.text.split(), *(word for _, text in opened.asides for word in text.split())]


def _told(there: str, here: str) -> str:
    if not here:
        return f"it says {shown(there)}, which a build does not"
    if not there:
        return f"it does not say {shown(here)}, which a build does"
    return f"it says {shown(there)} where a build says {shown(here)}"
