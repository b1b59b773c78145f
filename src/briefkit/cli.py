"""The command line: arguments in, text and exit status out; nothing else. Imports what a command needs when it runs.

Exit status: 0 all accepted; 1 a quotation rejected or a finding of severity error; 2 something stopped the work.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from briefkit.errors import BriefkitError, UsageError

if TYPE_CHECKING:
    from briefkit.model import CheckResult, Policy
    from briefkit.project import Project

REJECTED, STOPPED, INTERRUPTED, PIPE_CLOSED = 1, 2, 130, 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.command is None:
        parser.print_help(sys.stderr)
        return STOPPED
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except BriefkitError as error:
        print(f"briefkit: {error}", file=sys.stderr)
        return STOPPED
    except KeyboardInterrupt:
        print("briefkit: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has left; Python must not find the pipe closed once more at its exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except Exception:  # noqa: BLE001 - the status must not be 1, which says that a quotation was rejected
        import traceback

        traceback.print_exc()
        print("briefkit: this is a fault in briefkit itself; please report it with the lines above", file=sys.stderr)
        return STOPPED
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="briefkit",
        description="Check the quotations of Markdown reports against their sources, and build PDF, DOCX and HTML.",
        epilog="Exit status: 0 all accepted, 1 something rejected, 2 the work could not be done.",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and stop")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")

    check = commands.add_parser("check", help="check every quotation of the reports")
    _add_reports(check)
    check.add_argument("--format", choices=("text", "json"), default="text", help="of the output (default: text)")
    check.add_argument("--output", metavar="FILE", type=Path, help="write there instead of to standard output")
    check.add_argument("--all", action="store_true", help="show accepted quotations too")
    check.set_defaults(run=_check)

    build = commands.add_parser("build", help="check the reports and render those that passed")
    _add_reports(build)
    build.add_argument("--to", type=_targets, metavar="FORMATS", help="pdf,docx,html (default: as the settings say)")
    build.add_argument("--draft", action="store_true", help="render what did not pass too, marked as a draft")
    build.add_argument("--output-dir", metavar="FOLDER", type=Path, help="write there instead of to build/")
    build.set_defaults(run=_build)

    explain = commands.add_parser("explain", help="explain a rule by its code")
    explain.add_argument("code", nargs="?", metavar="CODE", help="BK101, for example; without it, all are listed")
    explain.set_defaults(run=_explain)

    schema = commands.add_parser("schema", help="print the JSON Schema of `check --format json`")
    schema.add_argument("--output", metavar="FILE", type=Path, help="write there instead of to standard output")
    schema.set_defaults(run=_schema)
    return parser


def _add_reports(command: argparse.ArgumentParser) -> None:
    command.add_argument("reports", nargs="*", metavar="REPORT", type=Path, help="Markdown files (default: all)")
    command.add_argument("--strict", action="store_true", help="reject what is merely close, too")
    command.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="(default: auto)")
    command.add_argument(
        "-q", "--quiet", action="store_true", help="no summary and no steps, only what needs attention"
    )


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from briefkit import __version__

        print(f"briefkit {__version__}")
        parser.exit(0)


def _targets(written: str) -> tuple[str, ...]:
    """`pdf,docx` as a tuple, each once, in the order given."""
    from briefkit.settings import TARGETS

    targets = tuple(dict.fromkeys(part.strip().lower() for part in written.split(",") if part.strip()))
    unknown = [target for target in targets if target not in TARGETS]
    if unknown or not targets:
        raise argparse.ArgumentTypeError(f"“{written}”: choose from {', '.join(TARGETS)}")
    return targets


def _check(options: argparse.Namespace) -> int:
    _, result = _checked(options.reports, options.strict)
    color = _color(options.color) and options.output is None
    _put(_formatted(result, options.format, color, show_all=options.all, quiet=options.quiet), options.output)
    return 0 if result.passed else REJECTED


def _build(options: argparse.Namespace) -> int:
    from briefkit.building import build_reports

    _end_on_terminate()
    tell = (lambda _: None) if options.quiet else _say
    project, result = _checked(options.reports, options.strict)
    _put(_formatted(result, "text", _color(options.color), quiet=options.quiet), None)
    folder = options.output_dir.absolute() if options.output_dir else None
    build_reports(
        project, result, options.to or project.settings.build.to, draft=options.draft, folder=folder, tell=tell
    )
    for report in result.reports:
        if not report.passed:
            kept = "written as a draft" if options.draft else "not built: mend what is told above, or use --draft"
            tell(f"{report.report.path}: {kept}")
    return 0 if result.passed else REJECTED


def _checked(reports: list[Path], strict: bool) -> tuple[Project, CheckResult]:
    from briefkit.checking import check_project
    from briefkit.project import open_project

    paths = [Path(os.path.abspath(report)) for report in reports]  # noqa: PTH100 - links are looked at when read
    for path in paths:
        if not path.exists() and not path.is_symlink() and not path.parent.is_dir():
            raise UsageError("there is no such report", path=str(reports[paths.index(path)]))
    project = open_project(paths[0] if paths else Path.cwd())
    return project, check_project(project, list(dict.fromkeys(paths)), _policy(project, strict))


def _policy(project: Project, strict: bool) -> Policy:
    from briefkit.checking import today
    from briefkit.model import Policy

    settings = project.settings.check
    return Policy(strict or settings.strict, settings.style, today(), settings.rules)


def _formatted(result: CheckResult, name: str, color: bool, *, show_all: bool = False, quiet: bool = False) -> str:
    from briefkit.formats import FormatOptions, formatter

    return formatter(name)(result, FormatOptions(color=color, all=show_all, summary=not quiet))


def _explain(options: argparse.Namespace) -> int:
    from briefkit.explain import explain, listing

    _put(explain(options.code) if options.code else listing(), None)
    return 0


def _schema(options: argparse.Namespace) -> int:
    from briefkit.contract import schema

    _put(schema(), options.output)
    return 0


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


def _color(when: str) -> bool:
    if when != "auto":
        return when == "always"
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _end_on_terminate() -> None:
    """Let a polite kill unwind the build, so that its temporary files go with it."""
    import signal

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
