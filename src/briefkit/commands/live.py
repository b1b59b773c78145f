"""The commands that stay: they check and build anew whenever something changes."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path

from briefkit import progress
from briefkit.commands.common import checked, colored, complain, formatted, put, say
from briefkit.errors import BriefkitError

TYPE_CHECKING = False  # see `briefkit`
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from briefkit.jobs.serving import Shown


def watch(options: argparse.Namespace) -> int:
    """Check and build on every change; what was built last stays when something is wrong."""
    _repeat(options, lambda: _built(options))
    return 0


def serve(options: argparse.Namespace) -> int:
    """Show the reports in a browser of this machine; reload them on every change."""
    from briefkit.jobs.serving import HOST, Shown, start_server

    shown = Shown()
    server = start_server(shown, options.port)
    say(f"http://{HOST}:{server.server_address[1]}/ (stop with Ctrl-C)")
    try:
        _repeat(options, lambda: _shown(options, shown))
    finally:
        server.shutdown()
        server.server_close()
    return 0


def _repeat(options: argparse.Namespace, work: Callable[[], None]) -> None:
    """Do the work at once and after each change until Ctrl-C. No error ends it."""
    from briefkit.jobs.watching import rounds

    start = options.reports[0] if options.reports else Path.cwd()
    try:
        for _ in rounds(start):
            say(_now())
            try:
                with progress.shown(None if options.quiet else sys.stderr):
                    work()
            except BriefkitError as error:
                say(f"briefkit: {error}")
            except Exception:  # noqa: BLE001 - the next save may be better
                say(traceback.format_exc())
                say("briefkit: this is a fault in briefkit itself; please report it with the lines above")
            say("waiting for changes")
    except KeyboardInterrupt:
        say("stopped")


def _now() -> str:
    import time

    return time.strftime("--- %H:%M:%S")


def _built(options: argparse.Namespace) -> None:
    from briefkit.jobs.building import build_reports

    project, result, _ = checked(options)
    put(formatted(project, result, "text", colored(options.color), quiet=options.quiet), None)
    complain(result.unread)
    if not options.no_build:
        to = options.to or project.settings.build.to
        build_reports(project, result, to, draft=options.draft, tell=say if not options.quiet else lambda _: None)


def _shown(options: argparse.Namespace, shown: Shown) -> None:
    """Every report as HTML, a draft where it did not pass; nothing is written. What cannot be rendered stays as it
    was."""
    from briefkit.documents import render_report

    project, result, _ = checked(options)
    put(formatted(project, result, "text", colored(options.color), quiet=options.quiet), None)
    complain(result.unread)
    unread = {Path(error.path or "").stem for error in result.unread}
    documents = {name: data for name, data in shown.documents.items() if name in unread}
    for report in result.reports:
        name = Path(report.report.path).stem
        try:
            documents[name] = render_report(project, report, "html", draft=not report.passed)
        except BriefkitError as error:
            say(f"briefkit: {error}")
            if name in shown.documents:
                documents[name] = shown.documents[name]
    shown.show(documents, formatted(project, result, "html", False, show_all=True).encode())
