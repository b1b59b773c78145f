"""The commands that look after the sources."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefkit.commands.common import REJECTED, colored, opened, policy_of, put, say, tell

if TYPE_CHECKING:
    import argparse

    from briefkit.adding import Added, Given


def add(options: argparse.Namespace) -> int:
    from briefkit.adding import add_file, add_url

    project, _ = opened(options)
    given = _given(options)
    if "://" in options.what:
        from briefkit.adding.fetch import fetch
        from briefkit.clock import today

        added = add_url(project, fetch(options.what), given, today())
    else:
        added = add_file(project, Path(options.what), given)
    if not options.quiet:
        _say_added(added)
    if added.problem:
        tell(f"{added.path}: its text cannot be read: {added.problem}")
    return 0


def _given(options: argparse.Namespace) -> Given:
    from briefkit.adding import Given
    from briefkit.sources.page_metadata import authors

    metadata: dict[str, Any] = {
        "private": options.private or None,
        "type": options.type,
        "title": options.title,
        "author": [person for line in options.author or () for person in authors(line)],
        "issued": options.date,
        "publisher": options.publisher,
        "URL": options.url,
    }
    return Given(options.id, {name: value for name, value in metadata.items() if value})


def _say_added(added: Added) -> None:
    say(f"{added.path}: added; cite it as [@{added.identity}]")
    if added.unconfirmed:
        say(f"{added.sidecar}: look at what was guessed: {', '.join(added.unconfirmed)}")
    if added.note:
        say(f"{added.sidecar}: {added.note}")
    if added.private:
        say(f"{added.identity} is private: no output shows anything of it; `private: false` in its metadata lets it")


def import_(options: argparse.Namespace) -> int:
    from briefkit.adding.library import import_library
    from briefkit.formats.summary import counted

    project, _ = opened(options)
    imported = import_library(project, options.library, options.files)
    for entry in imported:
        if entry.note:
            tell(f"{entry.identity}: {entry.note}")
        elif not options.quiet:
            say(f"{entry.path}: added; cite it as [@{entry.identity}]")
    if not options.quiet:
        say(f"{counted(len(imported), 'reference')}, {sum(bool(entry.path) for entry in imported)} with a file")
    return 0 if imported else REJECTED


def list_all(options: argparse.Namespace) -> int:
    from briefkit.commands import listing
    from briefkit.formats.pen import Pen
    from briefkit.jobs.inspecting import list_sources

    project, _ = opened(options)
    found = list_sources(project)
    if options.format == "json":
        put(listing.as_json("sources", found), None)
    else:
        put(listing.sources(found, Pen(colored(options.color))), None)
    return 0


def show(options: argparse.Namespace) -> int:
    from briefkit.formats.columns import printable
    from briefkit.jobs.inspecting import shown

    project, _ = opened(options)
    text = shown(project, options.id, private=options.private, page=options.page)
    put("".join(f"{printable(line)}\n" for line in text.replace("\f", "\n").split("\n")[:-1]), None)
    return 0


def check(options: argparse.Namespace) -> int:
    from briefkit.commands import listing
    from briefkit.formats.pen import Pen
    from briefkit.jobs.inspecting import check_sources

    project, _ = opened(options)
    found = check_sources(project)
    if options.format == "json":
        put(listing.as_json("source-check", found), None)
    else:
        put(listing.source_checks(found, Pen(colored(options.color))), None)
        if not found and not options.quiet:
            say("nothing is wrong with the sources")
    return REJECTED if any(entry.state == "error" for entry in found) else 0


def accept(options: argparse.Namespace) -> int:
    from briefkit.formats.columns import printable
    from briefkit.jobs.locking import accept_source
    from briefkit.lock.compare import told

    project, _ = opened(options)
    names = list(dict.fromkeys(options.ids))
    accepted = accept_source(project, names, policy_of(project, strict=False))
    lines = [f"accepted {name} as it is now" for name in names]
    for entry in accepted:
        lines += [f"    {entry.report}: {told(judged)}" for judged in entry.judgements]
    if not options.quiet:
        put("".join(f"{printable(line)}\n" for line in lines), None)
    return REJECTED if any(not judged.accepted for entry in accepted for judged in entry.judgements) else 0
