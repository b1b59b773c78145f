"""Writes briefkit.lock: by `briefkit lock` what is new, by `briefkit source accept` what has changed."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefkit.checking import check_project
from briefkit.errors import ProjectError, UsageError
from briefkit.files import write
from briefkit.lock import Lock, Section, dump, has_changed, make_section
from briefkit.lock.compare import touched
from briefkit.lock.make import key_name
from briefkit.model import CheckResult, Judgement, Policy, Source
from briefkit.project import KEY, Project
from briefkit.settings import LOCK
from briefkit.sources import Shelf
from briefkit.sources.readers import extractor
from briefkit.sources.sidecar import with_sha256


@dataclass(frozen=True, slots=True)
class Locked:
    """What became of the lock.

    Attributes:
        result: the check that it rests on.
        text: the file as it should be; `changed` says that it was not.
        held: report and source of each line that was kept as it was: the source changed and was not accepted, is not
            here, or was sealed with another key.
    """

    result: CheckResult
    text: str
    changed: bool
    held: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Accepted:
    """A source that was accepted as it is now in one report, with the judgements that rest on it."""

    report: str
    source: str
    judgements: tuple[Judgement, ...]


def lock_project(project: Project, paths: Sequence[Path], policy: Policy, *, dry: bool = False) -> Locked:
    """Lock reports, those named or all; with `dry` write nothing.

    A source that changed since it was locked keeps its line, and its quotations theirs: nothing is accepted in passing.
    A report that cannot be read keeps its section.

    Raises:
        BriefkitError: what stopped the check, or the lock cannot be read or written.
    """
    shelf = project.shelf()
    result = check_project(project, paths, policy, shelf, keep_going=True)
    old = project.lock() or {}
    key = _key(project, result, dry=dry)
    sections = {path: section for path, section in old.items() if (project.root / path).is_file()}
    held: list[tuple[str, str]] = []
    for checked in result.reports:
        path = checked.report.path
        new = make_section(checked, shelf, extractor, key)
        before = sections.get(path, Section())
        kept = [name for name in before.sources if name in checked.sources and _stays(name, before, shelf, key)]
        sections[path] = _merged(before, new, kept)
        held += [(path, name) for name in kept]
    text = dump(sections)
    changed = text != _present(project)
    if changed and not dry:
        write(project.root / LOCK, text.encode("utf-8"), project.root)
    return Locked(result, text, changed, tuple(held))


def accept_source(project: Project, names: Sequence[str], policy: Policy) -> list[Accepted]:
    """Put sources as they are now into the lock, in all reports that were locked with them.

    Raises:
        UsageError: there is no lock, or no report was locked with a source of that name.
        ProjectError: a source cannot be read.
    """
    old = project.lock()
    shelf = project.shelf()
    renewed = [name for name in names if _renewed(project, shelf, name)]
    if old is None:
        if renewed == list(names):
            return []
        raise UsageError(f"there is no {LOCK}", advice="briefkit lock writes one")
    for name in names:
        if name not in renewed or any(name in section.sources for section in old.values()):
            _acceptable(name, old, shelf)
    paths = [project.root / path for path, section in old.items() if set(names) & set(section.sources)]
    result = check_project(project, [path for path in paths if path.is_file()], policy, shelf)
    key = _key(project, result, dry=False)
    sections, accepted = dict(old), []
    for checked in result.reports:
        path, new = checked.report.path, make_section(checked, shelf, extractor, key)
        before = old[path]
        sections[path] = _merged(before, new, [name for name in before.sources if name not in names])
        accepted += [Accepted(path, name, tuple(touched(name, checked))) for name in names if name in before.sources]
    write(project.root / LOCK, dump(sections).encode("utf-8"), project.root)
    return accepted


def _renewed(project: Project, shelf: Shelf, name: str) -> bool:
    """Put the digest of a source's file into its metadata, where they have one. Whether they have."""
    path = shelf.sidecar_of(name)
    if path is None or name not in shelf or not shelf[name].sha256 or not shelf[name].metadata.get("sha256"):
        return False
    data = path.read_bytes()
    new = with_sha256(data, shelf[name].sha256)
    if new != data:
        write(path, new, project.root)
    return True


def _merged(before: Section, new: Section, kept: Sequence[str]) -> Section:
    """The new section, with the lines of the sources `kept` as they were before."""
    sources = {**new.sources, **{name: before.sources[name] for name in kept if name in before.sources}}
    old = tuple(q for q in before.quotations if q.source in kept)
    return Section(sources, tuple(q for q in new.quotations if q.source not in kept) + old)


def _stays(name: str, before: Section, shelf: Mapping[str, Source], key: bytes | None) -> bool:
    """Whether the line of a source is kept as it was: it changed, is not here, or was sealed with another key."""
    source, locked = shelf[name], before.sources[name]
    if source.private and locked.key is None:  # its words must go, whatever else there is to say
        return False
    if not source.sha256 or (locked.key and (key is None or key_name(key) != locked.key)):
        return True
    return has_changed(source, locked, key)


def _acceptable(name: str, lock: Lock, shelf: Mapping[str, Source]) -> None:
    import difflib

    known = sorted({source for section in lock.values() for source in section.sources})
    if name not in known:
        close = difflib.get_close_matches(name, known, 1)
        advice = f"did you mean {close[0]}?" if close else "briefkit lock locks sources that were not locked before"
        raise UsageError(f"no report was locked with a source “{name}”", advice=advice)
    source = shelf.get(name)
    if source is None or not source.sha256:
        raise ProjectError(
            f"the source “{name}” cannot be read", advice=(source and source.problem) or "put its file into sources/"
        )


def _key(project: Project, result: CheckResult, *, dry: bool) -> bytes | None:
    """The key that seals private sources; made when first needed."""
    key = project.key()
    private = any(source.private for checked in result.reports for source in checked.sources.values())
    if key is None and private and not dry:
        text = secrets.token_hex(32)
        write(project.root / KEY, f"{text}\n".encode(), project.root)
        (project.root / KEY).chmod(0o600)
        ignore = (project.root / KEY).parent / ".gitignore"
        if not ignore.exists():
            write(ignore, b"*\n", project.root)
        key = project.key()
    return key


def _present(project: Project) -> str:
    path = project.root / LOCK
    return path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""
