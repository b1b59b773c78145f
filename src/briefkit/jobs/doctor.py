"""A look at the installation and the project: what works, what is missing, and what to do about it."""

from __future__ import annotations

import platform
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from briefkit import progress
from briefkit.errors import BriefkitError
from briefkit.project import Project, open_project

State = Literal["ok", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Attributes:
        name: "pandoc", "sources" ...
        state: an error keeps briefkit from its work; a warning from a part of it.
        help: what to do, "" where nothing is to be done.
    """

    name: str
    state: State
    message: str
    help: str = ""


def examine(folder: Path) -> list[Check]:
    """Look at everything. What is wrong is in the list; nothing is raised for it."""
    return [*_programs(), *_project(folder)]


def _programs() -> Iterator[Check]:
    from briefkit import __version__

    yield Check("briefkit", "ok", f"{__version__}, Python {platform.python_version()} on {platform.system()}")
    yield _pandoc()
    yield _package("typst", "the typesetter of PDF")
    yield _fonts()
    yield _tesseract()


def _pandoc() -> Check:
    from briefkit.pandoc import Pandoc

    pandoc = Pandoc()
    try:
        pandoc.require()
    except BriefkitError as error:
        return Check("pandoc", "error", error.problem, error.advice or "")
    return Check("pandoc", "ok", f"{'.'.join(map(str, pandoc.version()))} ({pandoc.binary})")


def _package(name: str, what: str) -> Check:
    try:
        return Check(name, "ok", f"{version(name)}, {what}")
    except PackageNotFoundError:
        return Check(name, "error", f"{what} is not installed", f"pip install {name}")


def _fonts() -> Check:
    from briefkit.render.typefaces import bundled

    try:
        return Check("fonts", "ok", f"{1 + len(bundled()[1])} families, for PDF")
    except BriefkitError as error:
        return Check("fonts", "error", error.problem, error.advice or "")


def _tesseract() -> Check:
    """It is wanted for images and for PDFs without text only."""
    binary = shutil.which("tesseract")
    if binary is None:
        advice = "install tesseract and the data of your languages, if any of your sources is an image of text"
        return Check("tesseract", "warning", "not installed: scans cannot be read", advice)
    languages = _lines([binary, "--list-langs"])[1:]
    return Check("tesseract", "ok", f"{_first_line([binary, '--version']).rpartition(' ')[2]}, {', '.join(languages)}")


def _first_line(command: list[str]) -> str:
    return next(iter(_lines(command)), "")


def _lines(command: list[str]) -> list[str]:
    """What a program prints; nothing where it does not run or takes over ten seconds."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return []
    return (done.stdout or done.stderr).decode("utf-8", "replace").splitlines()


def _project(folder: Path) -> Iterator[Check]:
    try:
        project = open_project(folder)
    except BriefkitError as error:
        yield _told("settings", error)
        return
    yield Check("project", "ok", str(project.root))
    has = (project.root / "briefkit.toml").exists()
    yield Check("settings", "ok", "briefkit.toml" if has else "none, so the usual ones hold")
    yield from _reports(project)
    yield from _sources(project)


def _reports(project: Project) -> Iterator[Check]:
    try:
        paths = project.reports()
    except BriefkitError as error:
        yield _told("reports", error, "warning")
        return
    yield Check("reports", "ok", f"{len(paths)} in {project.settings.folders.reports}/")


def _sources(project: Project) -> Iterator[Check]:
    """A line for all sources that can be read, and one for each that cannot."""
    try:
        shelf = project.shelf()
        sources = [shelf[identity] for identity in progress.each(shelf, "sources")]
    except BriefkitError as error:
        yield _told("sources", error)
        return
    good = [source for source in sources if not source.problem]
    bare = [source.id for source in good if not source.metadata]
    if not sources:
        yield Check("sources", "warning", "none", f"put documents into {project.settings.folders.sources}/")
        return
    yield Check("sources", "ok", f"{len(good)} of {len(sources)} can be read")
    for source in sources:
        if source.problem:
            yield Check("sources", "error", f"{source.path or source.id}: {source.problem}")
    if bare:
        advice = "give them a title, author and date in sources/sources.yaml, for the bibliography"
        yield Check("sources", "warning", f"without metadata: {', '.join(bare)}", advice)


def _told(name: str, error: BriefkitError, state: State = "error") -> Check:
    message, _, advice = str(error).partition("\n  help: ")
    return Check(name, state, message, advice)
