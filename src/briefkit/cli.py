"""The command line: arguments in, exit status out. What a command does stands in `briefkit.commands`, loaded when it
runs, so that `--help` and completion load nothing.

Exit status: 0 all accepted; 1 a quotation rejected or a finding of severity error; 2 something stopped the work.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from briefkit.arguments import STOPPED, Format, Name, Output, Parser, Version, path, port, positive, targets
from briefkit.errors import BriefkitError

TYPE_CHECKING = False  # see `briefkit`
if TYPE_CHECKING:
    from typing import TypeAlias

    Commands: TypeAlias = "argparse._SubParsersAction[Parser]"

INTERRUPTED, PIPE_CLOSED = 130, 141
HELP = ("--help", "-h")
FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit", "rdjson", "html")
PDF_STANDARDS = ("a-3a", "a-2b")
STARTERS = {
    "brief": "as briefkit sets it by itself",
    "report": "a title page with a logo, a colour, contents",
    "note": "a page or two, with a shell of its own for the PDF",
    "plain": "black on white, one typeface, a short appendix",
}
"""What a new project may look like; `briefkit.jobs.starting` has the files."""
SHELLS = ("bash", "zsh", "fish")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    sys.setswitchinterval(0.0005)  # what feeds pandoc in the background waits its turn forty times
    parser = make_parser(given[0] if given else HELP[0])
    options = parser.parse_args(given, argparse.Namespace(given=list(given)))
    if options.command is None:
        parser.print_help(sys.stderr)
        return STOPPED
    try:
        status = _run(options)
        sys.stdout.flush()
    except BriefkitError as error:
        print(f"briefkit: {error}", file=sys.stderr)
        return STOPPED
    except KeyboardInterrupt:
        print("briefkit: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        return leave_pipe()
    except Exception:  # noqa: BLE001 - the status must not be 1, which says that a quotation was rejected
        import traceback

        traceback.print_exc()
        print("briefkit: this is a fault in briefkit itself; please report it with the lines above", file=sys.stderr)
        return STOPPED
    return status


def _run(options: argparse.Namespace) -> int:
    """Run the command, and show where it stands if it takes long. One that stays until it is stopped does so itself."""
    from briefkit import progress

    module = import_module(f"briefkit.commands.{options.module}")
    run: Callable[[argparse.Namespace], int] = getattr(module, options.run)
    with progress.shown(None if options.module == "live" or options.quiet else sys.stderr):
        return run(options)


def leave_pipe() -> int:
    """The exit status where the reader of our output has left; Python must not find the pipe closed once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return PIPE_CLOSED


def make_parser(command: str | None = None) -> argparse.ArgumentParser:
    """The parser of all commands; completion and the manual page are made from it too. For one command, it suffices to
    know that one; for the help of briefkit itself, the names of all."""
    parser = Parser(
        prog="briefkit",
        description="Check the quotations of Markdown reports against their sources, and build PDF, DOCX and HTML.",
        epilog="Exit status: 0 all accepted, 1 something rejected, 2 the work could not be done.",
    )
    parser.add_argument("--version", action=Version, nargs=0, help="print the version and stop")
    kind = Name if command in HELP else Parser
    commands = parser.add_subparsers(
        dest="command", metavar="COMMAND", title="commands", prog="briefkit", parser_class=kind
    )
    every = (
        _init,
        _check,
        _fix,
        _build,
        _watch,
        _serve,
        _audit,
        _find,
        _waivers,
        _baseline,
        _lock,
        _source,
        _doctor,
        _explain,
        _schema,
        _completion,
    )
    chosen = [add for add in every if add.__name__ == f"_{command}"]
    for add in chosen or every:
        add(commands)
    return parser


def _command(commands: Commands, name: str, summary: str, module: str = "tools") -> argparse.ArgumentParser:
    """A command with what all have: --color, --quiet, --verbose. Its work is done in `briefkit.commands.<module>`."""
    command = commands.add_parser(name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.")
    command.set_defaults(run=name, module=module)
    command.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="(default: auto)")
    command.add_argument("-q", "--quiet", action="store_true", help="only what needs attention: no summary, no steps")
    command.add_argument("-v", "--verbose", action="store_true", help="tell what is read, on standard error")
    return command


def _init(commands: Commands) -> None:
    command = _command(commands, "init", "begin a project with a sample report that has one misquotation to mend")
    command.add_argument("folder", nargs="?", metavar="DIR", type=path, default=".", help="(default: this folder)")
    told = "; ".join(f"{name}: {look}" for name, look in STARTERS.items())
    command.add_argument(
        "--template", choices=STARTERS, default="brief", metavar="NAME", help=f"{told} (default: brief)"
    )


def _check(commands: Commands) -> None:
    command = _command(commands, "check", "check every quotation of the reports", "reports")
    _add_reports(command)
    command.add_argument(
        "--format",
        choices=FORMATS,
        action=Format,
        dest="outputs",
        help="of the output; may be repeated (default: text)",
    )
    command.add_argument(
        "--output",
        metavar="FILE",
        type=path,
        action=Output,
        dest="outputs",
        help="write the --format before it there instead of to standard output",
    )
    command.add_argument("--all", action="store_true", help="show accepted quotations too")
    command.add_argument(
        "--annotate", metavar="FILE", type=path, help="of one .docx draft: write a copy with a comment at each finding"
    )


def _fix(commands: Commands) -> None:
    command = _command(commands, "fix", "mend quotations and their citations where that is known to verify", "reports")
    _add_reports(command)
    command.add_argument(
        "--unsafe-fixes", action="store_true", help="put the source's own words where they differ, too"
    )
    command.add_argument(
        "--diff", action="store_true", help="write nothing, show what would change; exit status 1 if any"
    )


def _build(commands: Commands) -> None:
    command = _command(commands, "build", "check the reports and render those that passed", "reports")
    _add_reports(command)
    command.add_argument("--to", type=targets, metavar="FORMATS", help="pdf,docx,html (default: as the settings say)")
    command.add_argument("--draft", action="store_true", help="render what did not pass too, marked as a draft")
    command.add_argument("--output-dir", metavar="FOLDER", type=path, help="write there instead of to build/")
    command.add_argument(
        "--pdf-standard",
        choices=PDF_STANDARDS,
        help="a-3a (default), or a-2b for archives that take no attachments: the record is then written beside the PDF",
    )
    command.add_argument(
        "--facsimile", action="store_true", help="show passages of PDF sources as they are printed, in PDF and HTML"
    )


def _watch(commands: Commands) -> None:
    command = _command(commands, "watch", "check and build whenever something changes", "live")
    _add_reports(command)
    command.add_argument("--to", type=targets, metavar="FORMATS", help="pdf,docx,html (default: as the settings say)")
    command.add_argument("--draft", action="store_true", help="render what did not pass too, marked as a draft")
    command.add_argument("--no-build", action="store_true", help="only check")


def _serve(commands: Commands) -> None:
    command = _command(commands, "serve", "show the reports in a browser and reload them when they change", "live")
    _add_reports(command)
    command.add_argument("--port", type=port, default=8734, help="0 takes a free one (default: 8734)")


def _audit(commands: Commands) -> None:
    summary = "hold a PDF, DOCX or HTML against the record in it, and that against the sources"
    command = _command(commands, "audit", summary, "audit")
    command.add_argument("documents", nargs="+", metavar="FILE", type=path, help="what `build` wrote, or any such file")
    command.add_argument("--sources", metavar="DIR", type=path, help="the folder of sources (default: the project's)")
    command.add_argument("--lock", metavar="FILE", type=path, help="a lock file (default: the project's)")
    command.add_argument(
        "--document-only", action="store_true", help="ask for no sources: hold the document against its record alone"
    )
    command.add_argument("--format", choices=("text", "json"), default="text", help="(default: text)")


def _find(commands: Commands) -> None:
    command = _command(commands, "find", "find words in the sources, and how to quote and cite them")
    command.add_argument("words", metavar="WORDS", help="what is sought, in quotation marks; need not be exact")
    command.add_argument("--copy", action="store_true", help="put the Markdown of the best place into the clipboard")
    command.add_argument("--source", action="append", metavar="ID", help="look only there; may be repeated")
    command.add_argument("--private", action="store_true", help="show the passages of private sources, too")
    command.add_argument("--most", type=positive, metavar="N", default=5, help="show at most N places (default: 5)")
    command.add_argument("--format", choices=("text", "json"), default="text", help="(default: text)")


def _waivers(commands: Commands) -> None:
    command = _command(commands, "waivers", "list the waivers: reason, name, expiry", "reports")
    command.add_argument("reports", nargs="*", metavar="REPORT", type=path, help="Markdown files (default: all)")
    command.add_argument(
        "--format",
        choices=("text", "json", "approvals"),
        default="text",
        help="approvals: entries for the file that [check] approvals names (default: text)",
    )


def _baseline(commands: Commands) -> None:
    command = _command(
        commands, "baseline", "take down what is rejected today, so that only what is new stops a check", "reports"
    )
    _add_reports(command)
    command.add_argument("--prune", action="store_true", help="add nothing; only take out what is needed no more")


def _lock(commands: Commands) -> None:
    command = _command(commands, "lock", "record in briefkit.lock what the reports are accepted with", "reports")
    _add_reports(command)
    command.add_argument("--check", action="store_true", help="write nothing; exit status 1 if it is out of date")


def _source(commands: Commands) -> None:
    group = commands.add_parser("source", help="look after the sources", description="Look after the sources.")
    actions = group.add_subparsers(dest="action", metavar="ACTION", title="actions", required=True)
    for add in (_source_add, _source_import, _source_list, _source_show, _source_check, _source_accept):
        add(actions)


def _source_add(actions: Commands) -> None:
    command = _command(actions, "add", "put a file or a web page into the project", "sources")
    command.add_argument("what", metavar="FILE|URL", help="a file, a saved web page, or an http or https address")
    command.add_argument("--id", metavar="ID", help="how it is cited (default: author-year-word)")
    command.add_argument("--title", metavar="TITLE", help="its title")
    command.add_argument(
        "--author", metavar="NAME", action="append", help="who wrote it, “Family, Given”; may be repeated"
    )
    command.add_argument("--date", metavar="DATE", help="when it was published: 2021, 2021-03, 2021-03-01")
    command.add_argument("--publisher", metavar="NAME", help="who published it")
    command.add_argument("--url", metavar="URL", help="where anybody can see it; nothing is fetched")
    command.add_argument("--type", metavar="TYPE", help="what it is, as CSL has it: report, interview, webpage …")
    command.add_argument("--private", action="store_true", help="no output may show anything of it")


def _source_import(actions: Commands) -> None:
    command = _command(
        actions, "import", "put a library of references with its attachments into the project", "sources"
    )
    command.set_defaults(run="import_")
    command.add_argument("library", metavar="FILE", type=path, help="a .bib, .ris or CSL .json file")
    command.add_argument("--files", metavar="FOLDER", type=path, help="where attachments lie (default: there)")


def _source_list(actions: Commands) -> None:
    command = _command(actions, "list", "list the sources", "sources")
    command.set_defaults(run="list_all")
    command.add_argument("--format", choices=("text", "json"), default="text", help="(default: text)")


def _source_show(actions: Commands) -> None:
    command = _command(actions, "show", "show a source as the checker sees it", "sources")
    command.add_argument("id", metavar="ID", help="the source's ID")
    command.add_argument("--page", metavar="N", help="only this page, by its printed or its physical number")
    command.add_argument("--private", action="store_true", help="show it though it is private")


def _source_check(actions: Commands) -> None:
    command = _command(
        actions, "check", "tell which sources changed, are unreadable, unused, without metadata, unconfirmed", "sources"
    )
    command.add_argument("--format", choices=("text", "json"), default="text", help="(default: text)")


def _source_accept(actions: Commands) -> None:
    command = _command(actions, "accept", "accept a source that has changed since it was locked", "sources")
    command.add_argument("ids", nargs="+", metavar="ID", help="the source's ID")


def _doctor(commands: Commands) -> None:
    command = _command(
        commands, "doctor", "look at the installation and the project: programs, fonts, settings, sources"
    )
    command.add_argument("--format", choices=("text", "json"), default="text", help="(default: text)")


def _explain(commands: Commands) -> None:
    command = _command(commands, "explain", "explain a rule by its code")
    command.add_argument("code", nargs="?", metavar="CODE", help="BK101, for example; without it, all are listed")


def _schema(commands: Commands) -> None:
    command = _command(
        commands, "schema", "print the JSON Schema of `check --format json`, of the evidence record or of the settings"
    )
    command.add_argument(
        "document", nargs="?", choices=("check", "evidence", "settings"), default="check", help="(default: check)"
    )
    command.add_argument("--output", metavar="FILE", type=path, help="write there instead of to standard output")


def _completion(commands: Commands) -> None:
    command = _command(commands, "completion", "print the completion script of a shell")
    command.add_argument("shell", choices=SHELLS, help="the shell")
    command.set_defaults(parser=make_parser)


def _add_reports(command: argparse.ArgumentParser) -> None:
    command.add_argument("reports", nargs="*", metavar="REPORT", type=path, help="Markdown files (default: all)")
    command.add_argument("--strict", action="store_true", help="reject what is merely close, too")
    command.add_argument("--no-cache", action="store_true", help="neither use nor keep anything of other runs")
