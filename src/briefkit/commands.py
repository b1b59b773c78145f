"""What each command of the command line does: options in, text out, exit status back."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefkit.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from briefkit.formats import FormatOptions
    from briefkit.model import CheckResult, Policy
    from briefkit.project import Project

REJECTED = 1


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


def explain(options: argparse.Namespace) -> int:
    from briefkit.explain import explain, listing

    _put(explain(options.code) if options.code else listing(), None)
    return 0


def schema(options: argparse.Namespace) -> int:
    from briefkit.contract import schema

    _put(schema(), options.output)
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
    """With what formats for other programs need beside the result."""
    from dataclasses import replace

    from briefkit import __version__
    from briefkit.explain import rules

    here = Path(os.path.realpath(Path.cwd()))
    base = project.root.relative_to(here).as_posix() if project.root.is_relative_to(here) else "."
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
    write(target, text.encode("utf-8", "backslashreplace"), target.parent)


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
