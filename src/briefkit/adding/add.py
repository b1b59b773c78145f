"""One source into the project: the file, its metadata with what was guessed marked, and where it came from."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from briefkit.adding.fetch import Fetched
from briefkit.adding.kinds import suffix_of
from briefkit.adding.naming import make_identity
from briefkit.errors import ProjectError, SourceError, UsageError
from briefkit.files import read, write
from briefkit.model import JSON
from briefkit.project import Project
from briefkit.sources.extracted import BUILT, Context, Extracted
from briefkit.sources.magic import mismatch
from briefkit.sources.metadata import is_private
from briefkit.sources.readers import FORMATS, form_of, reader
from briefkit.sources.shelf import MOST_BYTES, SIDECARS, report_like
from briefkit.sources.sidecar import dump

FACTS = ("sha256", "retrieved", "URL", "encoding", "private", "type")
"""What briefkit knows, or what a guess can do no harm in, of an address that it fetched itself."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says of a source. `identity`: the ID it shall have; `metadata`: CSL, which no guess replaces."""

    identity: str | None = None
    metadata: Mapping[str, JSON] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Added:
    """A source that was added.

    Attributes:
        path, sidecar: relative to the project.
        unconfirmed: the metadata that were guessed.
        problem: why its text cannot be read, where it cannot.
        note: what there is to say of how it was read.
    """

    identity: str
    path: str
    sidecar: str
    unconfirmed: tuple[str, ...]
    private: bool
    problem: str | None = None
    note: str = ""


def add_file(project: Project, path: Path, given: Given) -> Added:
    """Copy a file into the project's sources; one that lies there already only gets its metadata.

    Raises:
        UsageError: there is no such file, no reader for its kind, or it is a source already.
        ProjectError: it cannot be read or written, or its ID is taken.
        SourceError: it is a report of the project, or something that briefkit built.
    """
    if not path.is_file():
        raise UsageError("is a folder, not a file" if path.is_dir() else "there is no such file", path=str(path))
    path = path.absolute()
    data = read(path, Path(os.path.realpath(path)).parent, MOST_BYTES)
    _refuse_report(project, path.suffix, data)
    folder = project.folder("sources")
    inside = path.parent == folder
    if inside and given.identity not in (None, path.stem):
        raise UsageError("lies among the sources, so its name is its ID", path=path.name, advice="rename the file")
    given = Given(path.stem, given.metadata) if inside else given
    return _put(project, data, path.suffix.lower(), path.stem, given, {}, there=inside)


def add_url(project: Project, fetched: Fetched, given: Given, day: str) -> Added:
    """Put what was fetched into the project's sources, and beside it what came, unedited.

    Args:
        day: when it was fetched, ISO.

    Raises:
        BriefkitError: as `add_file`; FetchError: it is of a kind that no reader reads.
    """
    url = fetched.urls[-1]
    kind, charset = suffix_of(fetched)
    stem = PurePosixPath(unquote(urlsplit(url).path)).stem or (urlsplit(url).hostname or "page")
    known: dict[str, JSON] = {"URL": url, "retrieved": day, **({"encoding": charset} if charset else {})}
    added = _put(project, fetched.data, kind, stem, given, known)
    snapshot = project.folder("sources") / f"{added.identity}.snapshot"
    packed = "" if fetched.body == fetched.data else ".packed"
    write(snapshot / f"body{kind}{packed}", fetched.body, project.root)
    write(snapshot / "response.txt", _response(fetched, day), project.root)
    return added


def _response(fetched: Fetched, day: str) -> bytes:
    """The addresses and the headers of an answer, for people; no cookie is kept."""
    lines = [f"GET {url}" for url in fetched.urls] + [f"retrieved {day}", ""]
    lines += [f"{name}: {value}" for name, value in fetched.headers if name not in ("set-cookie", "set-cookie2")]
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")


def _put(
    project: Project,
    data: bytes,
    suffix: str,
    stem: str,
    given: Given,
    known: Mapping[str, JSON],
    *,
    there: bool = False,
) -> Added:
    shelf = project.shelf()
    digest = hashlib.sha256(data).hexdigest()
    if not there and (twin := shelf.with_digest(len(data), digest)):
        raise UsageError(f"is the source “{twin}” already", path=f"{stem}{suffix}", advice=f"cite it as @{twin}")
    got, problem = _extracted(data, suffix, {**known, **given.metadata})
    guessed = {key: value for key, value in got.metadata.items() if key not in {**known, **given.metadata}}
    guessed = (
        {"title": stem.replace("-", " ").replace("_", " "), **guessed} if "title" not in given.metadata else guessed
    )
    metadata = {**guessed, **known, **given.metadata}
    private = is_private(metadata, suffix)
    if private:  # its title and its persons are shown or named by nobody but the author
        guessed = {name: value for name, value in guessed.items() if name in ("issued", "language")}
        metadata = {**guessed, **known, **given.metadata}
    taken = set() if there else shelf
    identity = given.identity or make_identity(metadata, stem, taken, private=private)
    if not there and identity in shelf:
        raise ProjectError(f"there is a source “{identity}” already", advice="name another with --id")
    _refuse_name(identity)
    folder = project.folder("sources")
    target, sidecar = folder / f"{identity}{suffix}", folder / f"{identity}.yaml"
    if any((folder / f"{identity}{other}").exists() for other in SIDECARS):
        raise ProjectError(f"“{identity}” has metadata of its own already", path=project.name(sidecar))
    unconfirmed = tuple(name for name in guessed if name not in FACTS or (name == "URL" and "URL" not in known))
    if not there:
        write(target, data, project.root)
    write(sidecar, dump({**metadata, "sha256": digest}, unconfirmed), project.root)
    return Added(
        identity, project.name(target), project.name(sidecar), unconfirmed, private, problem, _note(got, metadata)
    )


def _note(got: Extracted, metadata: Mapping[str, JSON]) -> str:
    """Recognition depends on the language: say which was taken for want of another."""
    if not got.recognised or metadata.get("language") or metadata.get("lang"):
        return ""
    pages = "its text was" if got.scanned else f"{len(got.recognised)} of its pages were"
    return f"{pages} recognised from images as English; if it is in another language, write `lang: de` or the like"


def _extracted(data: bytes, suffix: str, metadata: Mapping[str, JSON]) -> tuple[Extracted, str | None]:
    """What the reader gets, or why it gets nothing. What can never be a source is refused."""
    read_as, form = reader(suffix), form_of(suffix)
    if read_as is None or form is None:
        raise UsageError(
            f"files of the kind “{suffix}” cannot be read", advice=f"save it as one of {', '.join(sorted(FORMATS))}"
        )
    if kind := mismatch(data, form.signature):
        raise UsageError(f"the file is {kind}, whatever its name says", advice="give it the ending of what it is")
    try:
        got = read_as(data, Context(metadata))
        return got, None if got.text.strip() else "the file is empty"
    except SourceError as error:
        if error.problem == BUILT:
            raise
        return Extracted(""), error.problem + (f"; {error.advice}" if error.advice else "")


def _refuse_report(project: Project, suffix: str, data: bytes) -> None:
    digest = hashlib.sha256(data).hexdigest()
    if name := report_like(project.folder("reports"), project.root, suffix, len(data), digest):
        raise SourceError(f"it is the report {name}, no source")


def _refuse_name(identity: str) -> None:
    if not identity.strip() or identity != PurePosixPath(identity).name or identity[:1] in ".~" or "\\" in identity:
        raise UsageError(f"“{identity}” cannot be an ID", advice="small letters, digits and hyphens: okafor-2021-water")
