"""What the commands share: the project they run in, what they print and where."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from briefkit import progress
from briefkit.errors import ProjectError, UsageError

TYPE_CHECKING = False  # see `briefkit`
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from briefkit.errors import ReportError
    from briefkit.formats import FormatOptions
    from briefkit.model import CheckResult, Policy
    from briefkit.project import Project
    from briefkit.sources import Shelf

REJECTED, STOPPED = 1, 2


def checked(
    options: argparse.Namespace, *, drafts: bool = False, keep_going: bool = True
) -> tuple[Project, CheckResult, Shelf]:
    """The project, what the check of it says, and its sources as far as they were read."""
    from briefkit.checking import check_project

    project, paths = opened(options)
    shelf = project.shelf()
    policy = policy_of(project, options.strict)
    result = check_project(project, paths, policy, shelf, drafts=drafts, keep_going=keep_going)
    for report in result.reports if options.verbose else ():
        cited = ", ".join(report.sources) or "none"
        tell(f"{report.report.path}: {len(report.judgements)} quotations; sources read: {cited}")
    return project, result, shelf


def opened(options: argparse.Namespace) -> tuple[Project, list[Path]]:
    """The project of the first report, or of the working directory, and the reports named, each once."""
    from briefkit.project import open_project
    from briefkit.values import replace

    reports: list[Path] = getattr(options, "reports", [])
    paths = [Path(os.path.abspath(report)) for report in reports]  # noqa: PTH100 - links are looked at when read
    for path in paths:
        if not path.exists() and not path.is_symlink() and not path.parent.is_dir():
            raise UsageError("there is no such report", path=str(reports[paths.index(path)]))
    project = open_project(paths[0] if paths else Path.cwd())
    if getattr(options, "no_cache", False):
        project = replace(project, cache=False)
    if options.verbose:
        tell(f"project: {project.root}")
    return project, list(dict.fromkeys(paths))


def policy_of(project: Project, strict: bool) -> Policy:
    from briefkit.clock import is_dated, today
    from briefkit.model import Policy

    settings = project.settings.check
    return Policy(strict or settings.strict, settings.style, today(), settings.rules, is_dated())


def formatted(
    project: Project, result: CheckResult, name: str, color: bool, *, show_all: bool = False, quiet: bool = False
) -> str:
    from briefkit.formats import FormatOptions, formatter

    options = FormatOptions(color=color, all=show_all, summary=not quiet)
    return formatter(name)(result, options if name in ("text", "json") else _described(project, name, options))


def _described(project: Project, name: str, options: FormatOptions) -> FormatOptions:
    """With what formats for other programs need beside the result.

    Their paths begin where the repository does: at the workspace that the server names, else at the working directory.
    """
    from briefkit import __version__
    from briefkit.explain import rules
    from briefkit.values import replace

    tops = (os.environ.get("GITHUB_WORKSPACE"), os.environ.get("CI_PROJECT_DIR"), str(Path.cwd()))
    inside = (Path(os.path.realpath(top)) for top in tops if top)
    top = next((top for top in inside if project.root.is_relative_to(top)), project.root)
    base = project.root.relative_to(top).as_posix()
    known = rules() if name == "sarif" else {}
    return replace(options, base="" if base == "." else base, version=__version__, rules=known)


def put(text: str, path: Path | None) -> None:
    """Print, always as UTF-8, or write the file whole."""
    if path is None:
        progress.erase()
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


def complain(unread: Iterable[ReportError]) -> None:
    """Tell why reports could not be read."""
    for error in unread:
        tell(str(error))


def say(step: str) -> None:
    put(step + "\n", None)


def tell(step: str) -> None:
    """On standard error, so that output for a program stays whole."""
    progress.erase()
    sys.stderr.flush()
    sys.stderr.buffer.write(f"briefkit: {step}\n".encode("utf-8", "backslashreplace"))
    sys.stderr.flush()


def colored(when: str) -> bool:
    if when != "auto":
        return when == "always"
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def end_on_terminate() -> None:
    """Let a polite kill unwind the build, so that its temporary files go with it."""
    import signal

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
