"""The check: report -> quotations -> passages -> verdicts. The stages meet here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from briefkit import privacy, progress
from briefkit.clock import is_dated, today
from briefkit.errors import ReportError
from briefkit.model import (
    CheckedReport,
    CheckResult,
    Citation,
    Finding,
    Judgement,
    Policy,
    Report,
    Severity,
    Source,
)
from briefkit.project import DRAFTS, Project
from briefkit.values import replace

if TYPE_CHECKING:
    from typing import NoReturn

    from briefkit.judging import Folding
    from briefkit.lock import Section

MOST_ALIKE = 200
"""Findings of one rule that a report is told one by one."""

RULES = {
    "BK711": "a source that is cited has no metadata. The bibliography has nothing to say of it; give it a title, an "
    "author and a date in sources/sources.yaml, or in a file of its own beside it, <id>.yaml.",
    "BK712": "a citation of what the project does not know: it has neither a file nor metadata of that ID, so that the "
    "bibliography can only repeat the ID. Mend the ID, or describe the work in sources/sources.yaml. Quotations that "
    "cite such an ID are rejected as unknown-source.",
    "BK714": "a source that is taken as private without a word. Interviews and transcripts are, unless their metadata "
    "say `private: false`; messages and documents then show nothing of it. Say which it is, and the warning goes.",
}


def check_project(
    project: Project,
    paths: Sequence[Path] = (),
    policy: Policy | None = None,
    shelf: Mapping[str, Source] | None = None,
    *,
    drafts: bool = False,
    keep_going: bool = False,
) -> CheckResult:
    """Check reports of a project, those named or all, also against briefkit.lock where there is one.

    Args:
        drafts: documents of word processors may be named, too.
        keep_going: a report that cannot be read does not stop the check of the others; the result says so.

    Raises:
        BriefkitError: what stopped the check; a quotation that fails is in the result.
    """
    settings = project.settings.check
    policy = policy or Policy(settings.strict, settings.style, today(), settings.rules, is_dated())
    policy = replace(policy, approved=project.approvals())
    check = _Checker(project, project.shelf() if shelf is None else shelf, policy)
    checked: list[CheckedReport] = []
    unread: list[ReportError] = []
    for finish in _one_ahead(check.begin(path, drafts=drafts) for path in paths or project.reports()):
        try:
            checked.append(finish())
        except ReportError as error:
            if not keep_going:
                raise
            unread.append(error)
    return CheckResult(policy, tuple(checked), tuple(unread))


def _one_ahead(begun: Iterator[Callable[[], CheckedReport]]) -> Iterator[Callable[[], CheckedReport]]:
    """Each, once the one after it has begun, too: pandoc reads that one while this one is checked."""
    current = next(begun, None)
    while current:
        following = next(begun, None)
        yield current
        current = following


class _Checker:
    """Checks the reports of one project, with the files that its team keeps beside them."""

    def __init__(self, project: Project, shelf: Mapping[str, Source], policy: Policy) -> None:
        self.project, self.shelf, self.policy = project, shelf, policy
        self.known = project.baseline()
        self.lock = project.lock() or {}

    def begin(self, path: Path, *, drafts: bool) -> Callable[[], CheckedReport]:
        """Begin to read a report. What is returned checks it, and raises what is wrong with it.

        Raises:
            ProjectError: there is no such file.
        """
        name = self.project.name(path)
        try:
            reading = self._reading(name, self.project.read_report(path, drafts=drafts))
        except ReportError as error:
            return partial(_fail, error)

        def finish() -> CheckedReport:
            progress.say(f"reading {name}")
            import briefkit.judging  # noqa: F401 - takes as long to load as pandoc takes to read ten pages

            return self._checked(name, *reading())

        return finish

    def _reading(self, name: str, data: bytes) -> Callable[[], tuple[Report, Sequence[int]]]:
        """The reading of a report, begun: what is returned waits for it. A draft has numbers of paragraphs, too."""
        from briefkit.report import begin

        if name.lower().endswith(DRAFTS):
            return partial(_draft, name, data, self.shelf)
        report = begin(name, data)
        return lambda: (report(), ())

    @cached_property
    def fold(self) -> Folding:
        """Folds a source, or finds its fold where it was kept."""
        from briefkit.folds import Folds

        return Folds(self.project.root if self.project.cache else None)

    def _checked(self, name: str, report: Report, paragraphs: Sequence[int]) -> CheckedReport:
        """The report with what its sources, the baseline and the lock say of it."""
        from briefkit.baseline import marked
        from briefkit.images import read_images

        _, findings = read_images(report, self.project.root)
        result = _checked(report, self.shelf, self.policy, findings, self.fold)
        if name in self.lock:
            result = _held(result, self.lock[name], self.shelf, self.project.key())
        if paragraphs:
            from briefkit.report.draft import placed

            result = placed(result, paragraphs)
        return marked(result, self.known) if self.known else result


def _fail(error: ReportError) -> NoReturn:
    raise error


def _draft(name: str, data: bytes, shelf: Mapping[str, Source]) -> tuple[Report, Sequence[int]]:
    """A draft of a word processor; its reference manager's items are found among the sources."""
    from briefkit.report.draft import read_draft
    from briefkit.sources import Shelf
    from briefkit.sources.identify import identifier

    item_of = shelf.item if isinstance(shelf, Shelf) else lambda key: shelf[key].metadata
    draft = read_draft(name, data, identifier(shelf, item_of))
    return draft.report, draft.paragraphs


def _held(checked: CheckedReport, section: Section, shelf: Mapping[str, Source], key: bytes | None) -> CheckedReport:
    """The checked report with what the lock says of its sources."""
    from briefkit.lock import findings

    return replace(checked, findings=_sorted([*checked.findings, *findings(checked, section, shelf, key)]))


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """In the order of the report; of one rule and severity so many at most, the rest as a number."""
    told: dict[tuple[str, Severity], list[Finding]] = {}
    for finding in sorted(findings, key=_place):
        told.setdefault((finding.rule, finding.severity), []).append(finding)
    for alike in told.values():
        if more := len(alike[MOST_ALIKE + 1 :]):
            alike[MOST_ALIKE:] = [
                replace(alike[MOST_ALIKE], message=f"and {more + 1} more of {alike[0].rule}", fix=None)
            ]
    return tuple(sorted((finding for alike in told.values() for finding in alike), key=_place))


def _place(finding: Finding) -> tuple[int, int, str]:
    return finding.line, finding.column, finding.rule


def check_text(text: str, sources: Mapping[str, Source | str], policy: Policy | None = None) -> CheckResult:
    """Check Markdown in memory against sources in memory; reads no file.

    Args:
        text: the report.
        sources: by ID, a `Source` or merely its text.
        policy: the date is today's where it has none.
    """
    from briefkit.judging import folded
    from briefkit.report import read

    policy = policy or Policy(date=today(), dated=is_dated())
    library = {key: s if isinstance(s, Source) else Source(key, s, metadata={"id": key}) for key, s in sources.items()}
    report = read("report.md", text.encode("utf-8"))
    return CheckResult(policy, (_checked(report, library, policy, (), folded),))


def _checked(
    report: Report,
    library: Mapping[str, Source],
    policy: Policy,
    more: Iterable[Finding],
    fold: Folding,
) -> CheckedReport:
    from briefkit.judging import judge
    from briefkit.tightening import tightened

    policy, refused = tightened(report, policy)
    tell = partial(progress.count, of=f"quotations of {report.path}")
    judgements, findings = judge(report, library, policy, tell, fold)
    own = [*_undescribed(report, library), *_hidden(report, library), *_unknown(report, library)]
    told = _levelled([*report.findings, *refused, *findings, *more, *own], policy)
    return CheckedReport(report, judgements, told, cited(report, judgements, library), policy)


def _levelled(findings: Iterable[Finding], policy: Policy) -> tuple[Finding, ...]:
    """The findings with the levels that the settings give them. An error stays one: nobody can turn it down."""
    levels = {"warn": Severity.WARNING, "reject": Severity.ERROR}
    told = []
    for finding in findings:
        level = policy.rules.get(finding.rule)
        if finding.severity == Severity.ERROR or level is None:
            told.append(finding)
        elif level in levels:
            told.append(replace(finding, severity=levels[level]))
    return _sorted(told)


def cited(report: Report, judgements: Iterable[Judgement], library: Mapping[str, Source]) -> dict[str, Source]:
    """The sources that the report cites, and those that its words were found in; of private ones what may be told."""
    wanted = [c.source for c in report.citations] + [j.match.source for j in judgements if j.match]
    cited = {key: library[key] for key in dict.fromkeys(wanted) if key in library}
    return {key: privacy.description(source) if source.private else source for key, source in cited.items()}


def _first_citations(report: Report, library: Mapping[str, Source]) -> Iterable[tuple[str, Citation]]:
    """Each source that the report cites and the project has, with the first citation of it."""
    first = {citation.source: citation for citation in reversed(report.citations)}
    return ((key, citation) for key, citation in first.items() if key in library)


def _hidden(report: Report, library: Mapping[str, Source]) -> Iterable[Finding]:
    """A warning at the first citation of each source that is private though nobody said so."""
    for key, citation in _first_citations(report, library):
        if library[key].private and library[key].metadata.get("private") is None:
            message = (
                f"“{key}” is taken as private, being an interview or a transcript, so nothing of it is shown: "
                "say “private: true” or “private: false” in its metadata"
            )
            yield Finding("BK714", Severity.WARNING, citation.span.line, citation.span.column, message)


def _undescribed(report: Report, library: Mapping[str, Source]) -> Iterable[Finding]:
    """A warning at the first citation of each source that has a file and no metadata."""
    for key, citation in _first_citations(report, library):
        if not library[key].metadata:
            message = f"the source “{key}” has no metadata: give it a title, author and date in sources/sources.yaml"
            yield Finding("BK711", Severity.WARNING, citation.span.line, citation.span.column, message)


def _unknown(report: Report, library: Mapping[str, Source]) -> Iterable[Finding]:
    """A warning at the first citation of each ID that is nothing's; of those that quotations cite the verdict tells."""
    told = {citation.source for quotation in report.quotations for citation in quotation.citations}
    first = {citation.source: citation for citation in reversed(report.citations)}
    for key, citation in first.items():
        if key not in library and key not in told:
            message = f"there is no source “{key}”, and no metadata of it: the bibliography has only its ID"
            yield Finding("BK712", Severity.WARNING, citation.span.line, citation.span.column, message)
