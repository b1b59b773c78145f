"""A look at the sources of a project: what there is, what it says, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from briefkit import privacy, progress
from briefkit.errors import UsageError
from briefkit.jobs.doctor import Check
from briefkit.lock import Lock, has_changed
from briefkit.model import Page, Source
from briefkit.project import Project
from briefkit.sources import Shelf
from briefkit.sources.sidecar import UNCONFIRMED

_MOST_SHOWN = 10
ADVICE = "install tesseract and its data for the language, or let a scanner's software add their text"
METADATA = "title, author and date"


@dataclass(frozen=True, slots=True)
class Listed:
    """A source in a list. `reports`: those that cite it; `unconfirmed`: metadata that were guessed."""

    id: str
    path: str | None
    kind: str
    title: str
    private: bool
    unconfirmed: tuple[str, ...]
    reports: tuple[str, ...]
    problem: str | None


def list_sources(project: Project) -> list[Listed]:
    """All sources in the order of their IDs. No file is read but those that cannot be anything else.

    Raises:
        BriefkitError: the metadata or a report cannot be read.
    """
    shelf = project.shelf()
    cited = citing(project)
    return [_listed(shelf[identity], cited.get(identity, ())) for identity in progress.each(shelf, "sources")]


def _listed(source: Source, reports: tuple[str, ...]) -> Listed:
    kind = source.path.rpartition(".")[2].lower() if source.path else ""
    told = privacy.description(source) if source.private else source
    title = str(told.metadata.get("title", ""))
    return Listed(source.id, source.path, kind, title, source.private, unconfirmed(source), reports, source.problem)


def citing(project: Project) -> dict[str, tuple[str, ...]]:
    """For each ID that is cited, the reports that do, in order."""
    from briefkit.report import read

    found: dict[str, list[str]] = {}
    try:
        paths = project.reports()
    except UsageError:
        return {}
    for path in paths:
        name = project.name(path)
        for citation in read(name, project.read_report(path)).citations:
            reports = found.setdefault(citation.source, [])
            if name not in reports:
                reports.append(name)
    return {identity: tuple(reports) for identity, reports in found.items()}


def unconfirmed(source: Source) -> tuple[str, ...]:
    """The metadata of a source that were guessed and that nobody has confirmed."""
    names = source.metadata.get(UNCONFIRMED)
    return tuple(str(name) for name in names) if isinstance(names, (list, tuple)) else (str(names),) if names else ()


def shown(project: Project, identity: str, *, private: bool = False, page: str | None = None) -> str:
    """A source as the checker sees it: what is known of it, then its text with a line before each page or cue.

    Raises:
        UsageError: there is no such source or page, it is private and `private` was not asked for, or has no text.
    """
    shelf = project.shelf()
    if identity not in shelf:
        raise UsageError(f"the project has no source “{identity}”", advice=_near(identity, shelf))
    source = shelf[identity]
    if source.private and not private:
        raise UsageError(f"the source “{identity}” is private", advice="--private shows it, for your own eyes")
    if source.problem:
        raise UsageError(f"the source “{identity}” cannot be read: {source.problem}")
    body = "".join(_pages(source, page))
    if page and not body:
        raise UsageError(
            f"“{identity}” has no page {page}", advice=f"it has {len({p.index for p in source.pages})} pages"
        )
    return "".join(f"{line}\n" for line in _head(source)) + "\n" + body + ("" if body.endswith("\n") else "\n")


def _near(identity: str, shelf: Shelf) -> str:
    import difflib

    close = difflib.get_close_matches(identity, list(shelf), 1)
    return f"did you mean {close[0]}?" if close else "briefkit source list tells what there is"


def _head(source: Source) -> Iterator[str]:
    known = source.metadata
    yield f"id        {source.id}"
    yield f"file      {source.path}"
    yield f"sha256    {source.sha256}"
    for name in ("title", "type", "issued", "URL", "language"):
        if known.get(name):
            yield f"{name.ljust(9)} {known[name]}"
    if source.pages:
        yield f"pages     {len({page.index for page in source.pages})}"
    if source.unread:
        yield f"images    {_images(source)}"
    if source.scanned:
        yield "scanned   the text was recognised from images"
    elif source.recognised:
        yield f"scanned   these pages were recognised from images: {_numbers(source.recognised)}"
    if source.hidden.strip():
        yield f"hidden    {len(source.hidden):,} characters that a reader does not see; nothing is found in them"


def _images(source: Source) -> str:
    """The pages that are images without text, as many as fit on a line."""
    shown = _numbers(source.unread)
    return f"{len(source.unread)} of its pages are images without text: {shown}"


def _numbers(pages: tuple[int, ...]) -> str:
    return ", ".join(map(str, pages[:_MOST_SHOWN])) + (" …" if len(pages) > _MOST_SHOWN else "")


def _pages(source: Source, wanted: str | None) -> Iterator[str]:
    if not source.pages:
        yield _timed(source) if source.times else source.text
        return
    for page in source.pages:
        if wanted is None or wanted in (page.label, str(page.index)):
            yield f"--- {_page_name(page)} ---\n{source.text[page.start : page.end].strip()}\n\n"


def _page_name(page: Page) -> str:
    printed = f", printed {page.label}" if page.label else ""
    return f"page {page.index}{printed}"


def _timed(source: Source) -> str:
    from briefkit.judging.places import clock

    starts = [start for start, _, _ in source.times] + [len(source.text)]
    lines = []
    for (start, seconds, speaker), end in zip(source.times, starts[1:], strict=True):
        words = " ".join(source.text[start:end].split())
        lines.append(f"[{clock(seconds)}{' ' + speaker if speaker else ''}] {words}\n")
    return "".join(lines)


def check_sources(project: Project) -> list[Check]:
    """What is wrong with the sources: changed, unreadable, unused, without metadata, unconfirmed.

    Raises:
        BriefkitError: the metadata, a report or the lock cannot be read.
    """
    shelf = project.shelf()
    cited, lock, key = citing(project), project.lock() or {}, project.key()
    sources = (shelf[identity] for identity in progress.each(shelf, "sources"))
    found = [check for source in sources for check in _checks(source, cited, lock, key)]
    found += [
        Check(name, "error", f"cited in {', '.join(reports)}, but there is no such source", _near(name, shelf))
        for name, reports in cited.items()
        if name not in shelf
    ]
    return found


def _checks(source: Source, cited: Mapping[str, tuple[str, ...]], lock: Lock, key: bytes | None) -> Iterator[Check]:
    name = source.id
    if source.problem:
        yield Check(name, "error" if name in cited else "warning", f"cannot be read: {source.problem}")
    if source.unread and name in cited:
        yield Check(name, "warning", _images(source), ADVICE)
    recorded = str(source.metadata.get("sha256") or "")
    if recorded and source.sha256 and recorded != source.sha256:
        yield Check(
            name, "error", "is not the file that was added", f"when that is right: briefkit source accept {name}"
        )
    for report, section in lock.items():
        locked = section.sources.get(name)
        if locked and source.sha256 and has_changed(source, locked, key):
            accept = f"see briefkit check; when that is right: briefkit source accept {name}"
            yield Check(name, "error", f"has changed since {report} was locked", accept)
    if name not in cited:
        yield Check(name, "warning", "no report cites it")
    bare = not {key for key in source.metadata if key not in ("id", "sha256", UNCONFIRMED, "private")}
    if bare:
        yield Check(name, "warning", f"has no metadata: {METADATA}", f"write them into {name}.yaml beside it")
    if (guessed := unconfirmed(source)) and name in cited:
        mend = f"look at them in the metadata, then take their names out of `{UNCONFIRMED}`"
        yield Check(name, "warning", f"cited with metadata that were guessed: {', '.join(guessed)}", mend)
