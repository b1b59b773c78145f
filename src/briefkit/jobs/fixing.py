"""Mends reports: puts the fixes of a check into the file, and keeps only those that verify once they are there.

Nothing but quotations and their citations is touched. Each fix is tried on the text and judged again; one that does not
make its quotation verify, or that takes another's verification away, is left out and said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from briefkit import progress
from briefkit.errors import BriefkitError, ReportError
from briefkit.files import confine, write
from briefkit.judging import judge
from briefkit.judging.mend import cite, joined, mend_passage, offsets_of, span_of
from briefkit.judging.typography import mend_typography
from briefkit.model import Fix, Judgement, Policy, Report, Source, Verdict
from briefkit.project import Project
from briefkit.report import read

MENDABLE = (Verdict.ALTERED, Verdict.MISLOCATED, Verdict.MISATTRIBUTED, Verdict.UNKNOWN_SOURCE)
BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Mended:
    """What became of one report.

    Attributes:
        path: relative to the project.
        before, after: the text; the same where nothing was mended.
        done: what was mended, with the fix that did it, in the order of the text; of what was accepted before, the
            typography.
        failed: what has a fix that does not verify.
        unsafe: what could be mended by an unsafe fix, were they asked for.
        left: what is still rejected once that is done.
    """

    path: str
    before: str
    after: str
    done: tuple[tuple[Judgement, Fix], ...]
    failed: tuple[Judgement, ...]
    unsafe: tuple[Judgement, ...]
    left: tuple[Judgement, ...]


def mend_project(
    project: Project, paths: Sequence[Path], policy: Policy, *, unsafe: bool = False, dry: bool = False
) -> tuple[list[Mended], list[ReportError]]:
    """Mend reports of a project, those named or all; with `dry` only say what would be done.

    Returns:
        What became of each, and why others could not be read or written.

    Raises:
        ProjectError: there is no such report, or none can be written. Those before it have been written.
    """
    shelf = project.shelf()
    found: list[Mended] = []
    unread: list[ReportError] = []
    for path in paths or project.reports():
        try:
            data = project.read_report(path)
            progress.say(f"mending {project.name(path)}")
            mended = mend(project.name(path), data, shelf, policy, unsafe=unsafe, shown=dry)
            if mended.after != mended.before and not dry:
                _replace(project, path, data, mended)
            found.append(mended)
        except ReportError as error:
            unread.append(error)
    return found, unread


def _replace(project: Project, path: Path, data: bytes, mended: Mended) -> None:
    """Write the report where it really lies, with its byte-order mark, unless somebody else has just changed it."""
    if project.read_report(path) != data:
        raise ReportError("was changed while it was being mended", path=mended.path, advice="run briefkit fix again")
    mark = BOM if data.startswith(BOM) else b""
    write(confine(path, project.root), mark + mended.after.encode("utf-8"), project.root)


def mend(
    name: str, data: bytes, sources: Mapping[str, Source], policy: Policy, *, unsafe: bool = False, shown: bool = False
) -> Mended:
    """Mend one report in memory.

    Args:
        unsafe: put the source's own words, too.
        shown: what is mended will be shown, so words of private sources stay out of it.

    Raises:
        BriefkitError: it cannot be read.
    """
    report = read(name, data)
    opened = sources if shown else _Opened(sources)
    first, _ = judge(report, opened, policy)
    trial = _Trial(name, report, first, opened, policy)
    fixes = {j.quotation.number: list(_fixes(report, j, unsafe)) for j in first}
    chosen = trial.settle(fixes)
    done = tuple((j, chosen[j.quotation.number]) for j in first if j.quotation.number in chosen)
    tried = [j for j in first if not j.accepted and fixes[j.quotation.number]]
    after = _applied(report.text, chosen.values())
    # A quotation that was mended may carry another, so what is left is what a new check would reject.
    last = judge(read(name, after.encode("utf-8")), sources, policy)[0]
    told = {j.quotation.number: j for j in judge(report, sources, policy)[0]}
    return Mended(
        name,
        report.text,
        after,
        tuple((told[j.quotation.number], fix) for j, fix in done),
        tuple(told[j.quotation.number] for j in tried if j.quotation.number not in chosen),
        tuple(
            told[j.quotation.number]
            for j in first
            if not (unsafe or j.accepted or j in tried) and any(True for _ in _fixes(report, j, True))
        ),
        tuple(j for j in last if not j.accepted),
    )


class _Opened(Mapping[str, Source]):
    """The sources with nothing withheld: what is mended goes into the author's own report, at the author's word.

    What is *told* of a mend is judged by the sources as they are, so that no message has words of a private one.
    """

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources

    def __getitem__(self, key: str) -> Source:
        return replace(self._sources[key], private=False)

    def __iter__(self) -> Iterator[str]:
        return iter(self._sources)

    def __len__(self) -> int:
        return len(self._sources)


def _fixes(report: Report, judgement: Judgement, unsafe: bool) -> Iterator[Fix]:
    """The fixes that may be tried, the best first: each with the source's typography where that differs."""
    typography = mend_typography(report, judgement)
    if judgement.accepted and typography:
        yield typography
    if judgement.accepted or judgement.verdict not in MENDABLE:
        return
    for fix in _mends(report, judgement, unsafe):
        if typography and (both := joined(report.text, (fix, typography))):
            yield both
        yield fix


def _mends(report: Report, judgement: Judgement, unsafe: bool) -> Iterator[Fix]:
    """What mends a rejected quotation, the least first: its own fix, the whole passage, a citation of its own."""
    if judgement.fix and (judgement.fix.safe or unsafe):
        yield judgement.fix
    match, quotation = judgement.match, judgement.quotation
    if not unsafe or match is None or quotation.mark is not None:
        return
    if judgement.verdict == Verdict.ALTERED:
        if match.text and (whole := mend_passage(report, quotation, match.text)):
            yield whole
    elif quotation.form == "inline":
        _, end = offsets_of(report.text, quotation.span)
        yield Fix(span_of(report.text, end, end), f" {cite(match)}", safe=False)


@dataclass(slots=True)
class _Trial:
    """Finds, for each quotation, the first fix that verifies together with those of the others."""

    name: str
    report: Report
    first: tuple[Judgement, ...]
    sources: Mapping[str, Source]
    policy: Policy
    chosen: dict[int, Fix] = field(default_factory=dict)

    def settle(self, fixes: dict[int, list[Fix]]) -> dict[int, Fix]:
        """All first fixes at once, as they nearly always hold; whatever does not is tried again by itself."""
        chosen = self._apart({number: tried[0] for number, tried in fixes.items() if tried})
        bad = self._broken(chosen)
        if bad:
            chosen = {number: fix for number, fix in chosen.items() if number not in bad}
            if self._broken(chosen):
                chosen = {}
        for number, tried in fixes.items():
            if number in chosen:
                continue
            for fix in tried:
                more = {**chosen, number: fix}
                if len(self._apart(more)) == len(more) and not self._broken(more):
                    chosen = more
                    break
        return chosen

    def _apart(self, fixes: Mapping[int, Fix]) -> dict[int, Fix]:
        """Without those that reach into the one before them."""
        kept: dict[int, Fix] = {}
        position = -1
        for number, fix in sorted(fixes.items(), key=lambda item: offsets_of(self.report.text, item[1].span)):
            start, end = offsets_of(self.report.text, fix.span)
            if start >= position:
                kept[number] = fix
                position = max(end, start + 1)
        return kept

    def _broken(self, fixes: Mapping[int, Fix]) -> set[int]:
        """The quotations that a set of fixes leaves rejected though they were mended or accepted before."""
        if not fixes:
            return set()
        everything = {judgement.quotation.number for judgement in self.first}
        try:
            report = read(self.name, _applied(self.report.text, fixes.values()).encode("utf-8"))
        except BriefkitError:
            return everything
        if len(report.quotations) != len(self.first) or len(report.findings) > len(self.report.findings):
            return everything
        again, _ = judge(report, self.sources, self.policy)
        wanted = {j.quotation.number for j in self.first if j.accepted} | set(fixes)
        return {j.quotation.number for j in again if j.quotation.number in wanted and not j.accepted}


def _applied(text: str, fixes: Iterable[Fix]) -> str:
    """The text with the fixes in it. They do not overlap."""
    edits = [(*offsets_of(text, fix.span), fix.text) for fix in fixes]
    for start, end, words in sorted(edits, reverse=True):
        text = text[:start] + words + text[end:]
    return text


def diff(mended: Mended) -> str:
    """What changes, as a unified diff that `git apply` and `patch -p1` take."""
    import difflib

    before, after = (re.findall(r"[^\n]*\n|[^\n]+", text) for text in (mended.before, mended.after))
    lines = difflib.unified_diff(before, after, f"a/{mended.path}", f"b/{mended.path}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
