"""Tells when something that a check or a build reads has changed: a round at once, then one for each change.

Looking at sizes and times of files twice a second works on every system and network folder, and costs a few
milliseconds for thousands of sources.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from briefkit.project import Project, open_project

EVERY = 0.4
"""Seconds between two looks."""
SETTLE = 0.15
"""Seconds for which nothing may change before a round begins: editors write in several steps."""
_OWN = ("briefkit.toml", "briefkit.lock", "briefkit-baseline.json", "pyproject.toml")
_FOLDERS = ("reports", "sources", "templates")

Snapshot = dict[str, tuple[int, int]]


def rounds(start: Path, sleep: Callable[[float], None] = time.sleep) -> Iterator[None]:
    """Yields at once and after each change, for ever. `start` lies in the project."""
    seen = _settled(start, sleep)
    while True:
        yield
        while (now := snapshot(start)) == seen:
            sleep(EVERY)
        seen = _settled(start, sleep) or now


def _settled(start: Path, sleep: Callable[[float], None]) -> Snapshot:
    now = snapshot(start)
    while True:
        sleep(SETTLE)
        before, now = now, snapshot(start)
        if before == now:
            return now


def snapshot(start: Path) -> Snapshot:
    """Time of change (nanoseconds) and size of every file that a check or a build may read."""
    root, folders = _folders(start)
    found: Snapshot = {}
    for name in _OWN:
        _note(root / name, found)
    for folder in folders:
        for place, below, names in os.walk(folder):
            below[:] = [name for name in below if not name.startswith(".")]
            for name in names:
                if not name.startswith((".", "~")) and not name.endswith("~"):
                    _note(Path(place) / name, found)
    return found


def _folders(start: Path) -> tuple[Path, list[Path]]:
    """The project's root and the folders that it reads; the usual ones while its settings cannot be read."""
    from briefkit.errors import BriefkitError
    from briefkit.root import find_root

    try:
        project: Project = open_project(start)
        return project.root, [project.folder(name) for name in _FOLDERS]
    except BriefkitError:
        root = Path(find_root(start))
        return root, [root / name for name in _FOLDERS]


def _note(path: Path, found: Snapshot) -> None:
    try:
        status = path.stat()
    except OSError:
        return
    found[str(path)] = (status.st_mtime_ns, status.st_size)
