"""The commands about the project and the tool itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefkit.commands.common import REJECTED, colored, opened, put, tell
from briefkit.errors import UsageError

if TYPE_CHECKING:
    import argparse


def init(options: argparse.Namespace) -> int:
    from briefkit.jobs.starting import start

    names = start(options.folder, options.template)
    if not options.quiet:
        here = options.folder == Path()
        steps = [] if here else [f"cd {options.folder}"]
        steps += [
            "briefkit check                    tells what is wrong: one figure is not the source's",
            "briefkit fix --unsafe-fixes       puts the source's own words; or mend reports/ferry.md yourself",
            "briefkit build                    writes build/ferry.pdf, .docx and .html",
        ]
        put("".join(f"wrote {options.folder / name}\n" for name in names) + "\nNow:\n", None)
        put("".join(f"    {step}\n" for step in steps), None)
    return 0


def find(options: argparse.Namespace) -> int:
    from briefkit.commands import listing
    from briefkit.folds import Folds
    from briefkit.formats.pen import Pen
    from briefkit.jobs.finding import find

    project, _ = opened(options)
    fold = Folds(project.root if project.cache else None)
    search = find(options.words, project.shelf(), options.source or (), show_private=options.private, fold=fold)
    for identity, reason in search.unread.items():
        tell(f"{identity} was not searched: {reason}")
    if options.format == "json":
        put(listing.as_json("find", search.found[: options.most]), None)
    else:
        put(listing.passages(search, options.most, Pen(colored(options.color))), None)
    if options.copy and search.found:
        _copy(search.found[0].markdown)
    if not search.found and not options.quiet:
        tell("in none of the sources")
    return 0 if search.found else REJECTED


def _copy(markdown: str) -> None:
    """Put the best place's Markdown into the clipboard.

    Raises:
        UsageError: there is nothing to copy, or no clipboard.
    """
    import pyperclip

    if not markdown:
        raise UsageError("the source is private, so there is nothing to copy", advice="--private shows its passage")
    try:
        pyperclip.copy(markdown)
    except pyperclip.PyperclipException:
        advice = "on Linux install wl-clipboard or xclip; or copy what is printed"
        raise UsageError("this machine has no clipboard that can be written to", advice=advice) from None
    tell("copied the first")


def doctor(options: argparse.Namespace) -> int:
    from briefkit.commands import listing
    from briefkit.formats.pen import Pen
    from briefkit.jobs.doctor import examine

    checks = examine(Path.cwd())
    if options.format == "json":
        put(listing.as_json("doctor", checks), None)
    else:
        put(listing.state(checks, Pen(colored(options.color)), quiet=options.quiet), None)
    return REJECTED if any(check.state == "error" for check in checks) else 0


def explain(options: argparse.Namespace) -> int:
    from briefkit.explain import explain, listing

    put(explain(options.code) if options.code else listing(), None)
    return 0


def schema(options: argparse.Namespace) -> int:
    if options.document == "evidence":
        from briefkit.evidence.models import schema
    elif options.document == "settings":
        from briefkit.configuration import schema
    else:
        from briefkit.contract import schema
    put(schema(), options.output)
    return 0


def completion(options: argparse.Namespace) -> int:
    from briefkit.commands.completion import script

    put(script(options.parser(), options.shell), None)
    return 0
