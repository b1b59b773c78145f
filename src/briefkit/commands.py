"""What each command of the command line does: options in, text out, exit status back."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefkit.errors import ProjectError, UsageError

if TYPE_CHECKING:
    import argparse

    from briefkit.fixing import Mended
    from briefkit.formats import FormatOptions
    from briefkit.model import CheckResult, Judgement, Policy
    from briefkit.project import Project

REJECTED = 1


def init(options: argparse.Namespace) -> int:
    from briefkit.starting import start

    names = start(options.folder)
    if not options.quiet:
        here = options.folder == Path()
        steps = [] if here else [f"cd {options.folder}"]
        steps += [
            "briefkit check                    tells what is wrong: one figure is not the source's",
            "briefkit fix --unsafe-fixes       puts the source's own words; or mend reports/ferry.md yourself",
            "briefkit build                    writes build/ferry.pdf, .docx and .html",
        ]
        _put("".join(f"wrote {options.folder / name}\n" for name in names) + "\nNow:\n", None)
        _put("".join(f"    {step}\n" for step in steps), None)
    return 0


def check(options: argparse.Namespace) -> int:
    outputs = _outputs(options.outputs)
    project, result = _checked(options)
    for name, path in outputs:
        color = _color(options.color) and path is None
        _put(_formatted(project, result, name, color, show_all=options.all, quiet=options.quiet), path)
    return 0 if result.passed else REJECTED


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
    from briefkit.building import build_reports

    _end_on_terminate()
    tell = (lambda _: None) if options.quiet else _say
    project, result = _checked(options)
    _put(_formatted(project, result, "text", _color(options.color), quiet=options.quiet), None)
    folder = options.output_dir.absolute() if options.output_dir else None
    build_reports(
        project, result, options.to or project.settings.build.to, draft=options.draft, folder=folder, tell=tell
    )
    for report in result.reports:
        if not report.passed:
            kept = "written as a draft" if options.draft else "not built: mend what is told above, or use --draft"
            tell(f"{report.report.path}: {kept}")
    return 0 if result.passed else REJECTED


def fix(options: argparse.Namespace) -> int:
    from briefkit.fixing import diff, mend_project

    project, paths = _opened(options)
    policy = _policy(project, options.strict)
    reports = mend_project(project, paths, policy, unsafe=options.unsafe_fixes, dry=options.diff)
    if options.diff:
        for report in reports:
            _put(_coloured_diff(diff(report), _color(options.color)), None)
        return REJECTED if any(report.done for report in reports) else 0
    _put("".join(_told(report, options.quiet) for report in reports), None)
    return REJECTED if any(report.left for report in reports) else 0


def _told(report: Mended, quiet: bool) -> str:
    """What was mended, what could not be, and what could be if it were asked for."""
    from briefkit.formats.columns import printable
    from briefkit.formats.summary import counted

    lines = [] if quiet else [_mended(report.path, judgement, "mended") for judgement, _ in report.done]
    lines += [_mended(report.path, judgement, "no fix verifies") for judgement in report.failed]
    ends = [f"{counted(len(report.done), 'quotation')} mended", f"{len(report.left)} still rejected"]
    if report.unsafe:
        ends.append(f"{len(report.unsafe)} more can be mended with --unsafe-fixes: see them with --diff first")
    if not quiet:
        lines.append(f"{report.path}: {'; '.join(ends)}")
    return "".join(f"{printable(line)}\n" for line in lines)


def _mended(path: str, judgement: Judgement, what: str) -> str:
    span = judgement.quotation.span
    return f"{path}:{span.line}:{span.column}: {judgement.rule} {what}: {judgement.message}"


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


def find(options: argparse.Namespace) -> int:
    from briefkit import listing
    from briefkit.finding import find
    from briefkit.formats.pen import Pen

    project, _ = _opened(options)
    search = find(options.words, project.shelf(), options.source or (), show_private=options.private)
    for identity, reason in search.unread.items():
        _tell(f"{identity} was not searched: {reason}")
    if options.format == "json":
        _put(listing.as_json("find", search.found[: options.most]), None)
    else:
        _put(listing.passages(search, options.most, Pen(_color(options.color))), None)
    if not search.found and not options.quiet:
        _tell("in none of the sources")
    return 0 if search.found else REJECTED


def waivers(options: argparse.Namespace) -> int:
    from briefkit import listing
    from briefkit.formats.pen import Pen
    from briefkit.waivers import list_waivers

    project, paths = _opened(options)
    found = list_waivers(project, paths, _policy(project, strict=False))
    if options.format == "json":
        _put(listing.as_json("waivers", found), None)
    else:
        _put(listing.waivers(found, Pen(_color(options.color)), quiet=options.quiet), None)
    return REJECTED if any(waived.state in ("expired", "incomplete") for waived in found) else 0


def doctor(options: argparse.Namespace) -> int:
    from briefkit import listing
    from briefkit.doctor import examine
    from briefkit.formats.pen import Pen

    checks = examine(Path.cwd())
    if options.format == "json":
        _put(listing.as_json("doctor", checks), None)
    else:
        _put(listing.state(checks, Pen(_color(options.color)), quiet=options.quiet), None)
    return REJECTED if any(check.state == "error" for check in checks) else 0


def explain(options: argparse.Namespace) -> int:
    from briefkit.explain import explain, listing

    _put(explain(options.code) if options.code else listing(), None)
    return 0


def schema(options: argparse.Namespace) -> int:
    if options.document == "evidence":
        from briefkit.evidence.models import schema
    else:
        from briefkit.contract import schema
    _put(schema(), options.output)
    return 0


def completion(options: argparse.Namespace) -> int:
    from briefkit.completion import script

    _put(script(options.parser(), options.shell), None)
    return 0


# --- what the commands share -----------------------------------------------------------------------------------------


def _checked(options: argparse.Namespace) -> tuple[Project, CheckResult]:
    from briefkit.checking import check_project

    project, paths = _opened(options)
    result = check_project(project, paths, _policy(project, options.strict))
    for report in result.reports if options.verbose else ():
        cited = ", ".join(report.sources) or "none"
        _tell(f"{report.report.path}: {len(report.judgements)} quotations; sources read: {cited}")
    return project, result


def _opened(options: argparse.Namespace) -> tuple[Project, list[Path]]:
    """The project of the first report, or of the working directory, and the reports named, each once."""
    from briefkit.project import open_project

    reports: list[Path] = getattr(options, "reports", [])
    paths = [Path(os.path.abspath(report)) for report in reports]  # noqa: PTH100 - links are looked at when read
    for path in paths:
        if not path.exists() and not path.is_symlink() and not path.parent.is_dir():
            raise UsageError("there is no such report", path=str(reports[paths.index(path)]))
    project = open_project(paths[0] if paths else Path.cwd())
    if options.verbose:
        _tell(f"project: {project.root}")
    return project, list(dict.fromkeys(paths))


def _policy(project: Project, strict: bool) -> Policy:
    from briefkit.checking import today
    from briefkit.model import Policy

    settings = project.settings.check
    return Policy(strict or settings.strict, settings.style, today(), settings.rules)


def _formatted(
    project: Project, result: CheckResult, name: str, color: bool, *, show_all: bool = False, quiet: bool = False
) -> str:
    from briefkit.formats import FormatOptions, formatter

    options = FormatOptions(color=color, all=show_all, summary=not quiet)
    return formatter(name)(result, options if name in ("text", "json") else _described(project, name, options))


def _described(project: Project, name: str, options: FormatOptions) -> FormatOptions:
    """With what formats for other programs need beside the result.

    Their paths begin where the repository does: at the workspace that the server names, else at the working directory.
    """
    from dataclasses import replace

    from briefkit import __version__
    from briefkit.explain import rules

    tops = (os.environ.get("GITHUB_WORKSPACE"), os.environ.get("CI_PROJECT_DIR"), str(Path.cwd()))
    inside = (Path(os.path.realpath(top)) for top in tops if top)
    top = next((top for top in inside if project.root.is_relative_to(top)), project.root)
    base = project.root.relative_to(top).as_posix()
    known = rules() if name == "sarif" else {}
    return replace(options, base="" if base == "." else base, version=__version__, rules=known)


def _put(text: str, path: Path | None) -> None:
    """Print, always as UTF-8, or write the file whole."""
    if path is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stdout.flush()
        return
    from briefkit.files import write

    target = path.absolute()
    try:
        write(target, text.encode("utf-8", "backslashreplace"), target.parent)
    except ProjectError as error:
        error.path, error.advice = str(path), "name another file with --output"
        raise


def _say(step: str) -> None:
    _put(step + "\n", None)


def _tell(step: str) -> None:
    """On standard error, so that output for a program stays whole."""
    sys.stderr.flush()
    sys.stderr.buffer.write(f"briefkit: {step}\n".encode("utf-8", "backslashreplace"))
    sys.stderr.flush()


def _color(when: str) -> bool:
    if when != "auto":
        return when == "always"
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _end_on_terminate() -> None:
    """Let a polite kill unwind the build, so that its temporary files go with it."""
    import signal

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
