"""The commands that check, mend and render reports."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

from briefkit.commands.common import (
    REJECTED,
    STOPPED,
    checked,
    colored,
    complain,
    end_on_terminate,
    formatted,
    opened,
    policy_of,
    put,
    say,
    tell,
)
from briefkit.errors import UsageError

TYPE_CHECKING = False  # see `briefkit`
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from typing import Any

    from briefkit.jobs.fixing import Mended
    from briefkit.model import CheckResult, Judgement
    from briefkit.project import Project
    from briefkit.remembering import Memory


def check(options: argparse.Namespace) -> int:
    outputs = _outputs(options.outputs)
    copy = _copy_of(options) if options.annotate else None
    memory = _memory(options)
    if memory and (known := memory.recall()):
        texts, status = known
        _put_all(texts, outputs)
        return status
    with memory.watching() if memory else nullcontext():
        project, result, shelf = checked(options, drafts=True, keep_going=not copy)
    color, status = colored(options.color), STOPPED if result.unread else 0 if result.clear else REJECTED
    texts = [
        formatted(project, result, name, color and path is None, show_all=options.all, quiet=options.quiet)
        for name, path in outputs
    ]
    _put_all(texts, outputs)
    complain(result.unread)
    if copy:
        _annotate(*copy, project, result)
    if memory and shelf.certain and not result.unread:
        memory.remember(texts, status, [project.folder("sources"), project.folder("reports")])
    return status


def _copy_of(options: argparse.Namespace) -> tuple[Path, Path]:
    """The draft that is to be annotated, and where its copy goes. The draft itself is never written to."""
    import os

    if len(options.reports) != 1 or options.reports[0].suffix.lower() != ".docx":
        raise UsageError("--annotate takes one draft, a .docx", advice="briefkit check draft.docx --annotate copy.docx")
    draft, copy = (Path(os.path.abspath(path)) for path in (options.reports[0], options.annotate))  # noqa: PTH100
    if os.path.realpath(copy) == os.path.realpath(draft):
        raise UsageError("--annotate would overwrite the draft", advice="name another file")
    return draft, copy


def _annotate(draft: Path, copy: Path, project: Project, result: CheckResult) -> None:
    from briefkit.files import write
    from briefkit.jobs.annotating import annotate

    data, count = annotate(project.read_report(draft, drafts=True), result.reports[0])
    write(copy, data, copy.parent)
    tell(f"wrote {copy.name} with {count} comment{'' if count == 1 else 's'}")


def _put_all(texts: Sequence[str], outputs: Sequence[tuple[str, Path | None]]) -> None:
    for text, (_, path) in zip(texts, outputs, strict=True):
        put(text, path)


def _memory(options: argparse.Namespace) -> Memory | None:
    """What is remembered of this way to ask; None where nothing is to be."""
    if options.no_cache or options.verbose or options.annotate:
        return None
    from briefkit.remembering import memory_of

    return memory_of(options.given, options.reports[0] if options.reports else None)


def _outputs(given: list[list[Any]] | None) -> list[tuple[str, Path | None]]:
    """Formats and where each goes.

    Raises:
        UsageError: two would go to the same place.
    """
    outputs: list[tuple[str, Path | None]] = [(name or "text", path) for name, path in given or [["text", None]]]
    places = [path and path.absolute() for _, path in outputs]
    for place in places:
        if places.count(place) > 1:
            where = place.name if place else "standard output"
            raise UsageError(
                f"two formats would both go to {where}", advice="give each its own: --format sarif --output FILE"
            )
    return outputs


def build(options: argparse.Namespace) -> int:
    from briefkit.jobs.building import build_reports

    end_on_terminate()
    tell = (lambda _: None) if options.quiet else say
    project, result, _ = checked(options)
    project = _as_asked(project, options)
    put(formatted(project, result, "text", colored(options.color), quiet=options.quiet), None)
    folder = options.output_dir.absolute() if options.output_dir else None
    to = options.to or project.settings.build.to
    build_reports(project, result, to, draft=options.draft, folder=folder, tell=tell)
    for report in result.reports:
        if not report.passed:
            kept = "written as a draft" if options.draft else "not built: mend what is told above, or use --draft"
            tell(f"{report.report.path}: {kept}")
    complain(result.unread)
    return STOPPED if result.unread else 0 if result.passed else REJECTED


def _as_asked(project: Project, options: argparse.Namespace) -> Project:
    """The project with its settings as the command line changes them."""
    from briefkit.values import replace

    build = project.settings.build
    standard = options.pdf_standard or build.pdf_standard
    asked = replace(build, facsimile=options.facsimile or build.facsimile, pdf_standard=standard)
    return replace(project, settings=replace(project.settings, build=asked))


def fix(options: argparse.Namespace) -> int:
    from briefkit.jobs.fixing import diff, mend_project

    project, paths = opened(options)
    policy = policy_of(project, options.strict)
    reports, unread = mend_project(project, paths, policy, unsafe=options.unsafe_fixes, dry=options.diff)
    if options.diff:
        put("".join(_coloured_diff(diff(report), colored(options.color)) for report in reports), None)
        for report in reports:
            _tell_unmended(report)
        found = any(report.done for report in reports)
    else:
        put("".join(_told(report, options.quiet) for report in reports), None)
        found = any(report.left for report in reports)
    complain(unread)
    return STOPPED if unread else REJECTED if found else 0


def _tell_unmended(report: Mended) -> None:
    """What a diff does not show: what has a fix that does not verify, what has none, and what is unsafe."""
    from briefkit.formats.columns import printable

    for judgement in report.failed:
        tell(printable(_mended(report.path, judgement, "no fix verifies")))
    if report.left or report.unsafe:
        tell(_ends(report))


def _ends(report: Mended) -> str:
    from briefkit.formats.summary import counted

    ends = [f"{counted(len(report.done), 'quotation')} mended", f"{len(report.left)} still rejected"]
    if report.unsafe:
        ends.append(f"{len(report.unsafe)} more can be mended with --unsafe-fixes: see them with --diff first")
    return f"{report.path}: {'; '.join(ends)}"


def _told(report: Mended, quiet: bool) -> str:
    """What was mended, what could not be, and what could be if it were asked for."""
    from briefkit.formats.columns import printable

    lines = [] if quiet else [_mended(report.path, judgement, "mended") for judgement, _ in report.done]
    lines += [_mended(report.path, judgement, "no fix verifies") for judgement in report.failed]
    if not quiet:
        lines.append(_ends(report))
    return "".join(f"{printable(line)}\n" for line in lines)


def _mended(path: str, judgement: Judgement, what: str) -> str:
    span, match = judgement.quotation.span, judgement.match
    why = f"the typography of {match.source}" if judgement.accepted and match else judgement.message
    return f"{path}:{span.line}:{span.column}: {judgement.rule} {what}: {why}"


def lock(options: argparse.Namespace) -> int:
    from briefkit.formats.summary import counted
    from briefkit.jobs.locking import lock_project
    from briefkit.settings import LOCK

    project, paths = opened(options)
    locked = lock_project(project, paths, policy_of(project, options.strict), dry=options.check)
    for report, source in locked.held:
        tell(
            f"{report}: {source} keeps its old line: it has changed, is not here, or was sealed with another key; "
            f"see briefkit check, then briefkit source accept {source}"
        )
    rejected = sum(not judged.accepted for report in locked.result.reports for judged in report.judgements)
    if rejected:
        tell(f"{counted(rejected, 'quotation')} not accepted, so not locked: see briefkit check")
    if not options.quiet:
        state = "is out of date: run briefkit lock" if options.check else "written"
        say(f"{LOCK}: {state if locked.changed else 'is up to date'}")
    complain(locked.result.unread)
    if locked.result.unread:
        return STOPPED
    return REJECTED if locked.held or (options.check and locked.changed) else 0


def _coloured_diff(text: str, color: bool) -> str:
    from briefkit.formats.columns import printable

    if not color:
        return text
    tones = {"+": "32", "-": "31", "@": "36"}
    lines = (line for line in text.split("\n")[:-1])
    shown = (
        f"\x1b[{tones[line[:1]]}m{printable(line)}\x1b[0m" if line[:1] in tones else printable(line) for line in lines
    )
    return "".join(f"{line}\n" for line in shown)


def baseline(options: argparse.Namespace) -> int:
    from briefkit import baseline as known
    from briefkit.formats.summary import counted
    from briefkit.jobs.taking import take_baseline

    project, paths = opened(options)
    before, after = take_baseline(project, paths, policy_of(project, options.strict), prune=options.prune)
    if not options.quiet:
        kept = counted(after.total(), "rejected quotation")
        say(f"{known.FILE}: {kept} known ({(after - before).total()} new, {(before - after).total()} taken out)")
    return 0


def waivers(options: argparse.Namespace) -> int:
    from briefkit.commands import listing
    from briefkit.formats.pen import Pen
    from briefkit.jobs.waivers import list_waivers, to_approve

    project, paths = opened(options)
    found, unread = list_waivers(project, paths, policy_of(project, strict=False))
    if options.format == "json":
        put(listing.as_json("waivers", found), None)
    elif options.format == "approvals":
        put(to_approve(found), None)
    elif found or not unread:
        put(listing.waivers(found, Pen(colored(options.color)), quiet=options.quiet), None)
    complain(unread)
    void = any(waived.state in ("expired", "incomplete", "unapproved") for waived in found)
    return STOPPED if unread else REJECTED if void else 0
