"""The document against what a build makes of the same report: byte for byte, else word for word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from briefkit import __version__
from briefkit.audit.opening import Opened, open_bytes, record_of
from briefkit.audit.rebuilt import policy_of
from briefkit.audit.result import INSTEAD, Difference
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
    from briefkit.documents import options_of, rendered
    from briefkit.evidence.read import read_evidence

    told = evidence.predicate
    if told.verifier.version != __version__ or told.settings is None:
        return None
    policy = replace(policy_of(evidence, today()), dated=told.date is not None)
    try:
        checked = check_project(project, [project.root / evidence.subject[0].name], policy, library).reports[0]
        for asked in _as_asked(project, opened):
            if options_of(asked, checked, not checked.passed).digest() == told.settings.sha256:
                (_, made), *beside = rendered(asked, checked, [opened.kind[1:]], not checked.passed, lambda _: None)
                record = beside[0][1].decode() if beside else record_of(made, opened.kind)
                return made if read_evidence(record) == evidence else None
    except BriefkitError:
        pass
    return None


def _as_asked(project: Project, opened: Opened) -> Iterator[Project]:
    """The project, with its settings as the command line of a build may have changed them."""
    build = replace(project.settings.build, pdf_standard="a-2b" if opened.beside else "a-3a")
    for facsimile in (build.facsimile, not build.facsimile):
        asked = replace(build, facsimile=facsimile)
        yield replace(project, settings=replace(project.settings, build=asked))


def changes(opened: Opened, made: bytes, told: Iterable[Difference]) -> Iterator[Difference]:
    """Where the document does not read as the one that was made now does; what was `told` of a quotation is not told
    again."""
    again = open_bytes(made, opened.kind)
    known = [one.message for one in told]
    there, here = _said(opened), _said(again)
    steps = [step for step in SequenceMatcher(None, there, here).get_opcodes() if step[0] != "equal"]
    pairs = [(" ".join(there[start:end]), " ".join(here[first:last])) for _, start, end, first, last in steps]
    pairs = [(one, two) for one, two in pairs if not any(INSTEAD.format(one, two) in message for message in known)]
    for one, two in pairs[:MOST_TOLD]:
        yield Difference("document", _told(one, two))
    if len(pairs) > MOST_TOLD:
        yield Difference("document", f"and in {len(pairs) - MOST_TOLD} more places it is not what a build makes")


def _said(opened: Opened) -> list[str]:
    """All words of a document, those beside its text last."""
    return [*opened.stream.text.split(), *(word for _, text in opened.asides for word in text.split())]


def _told(there: str, here: str) -> str:
    if not here:
        return f"it says {shown(there)}, which a build does not"
    if not there:
        return f"it does not say {shown(here)}, which a build does"
    return f"it says {shown(there)} where a build says {shown(here)}"
