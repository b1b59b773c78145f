"""A new project: settings, a short source and a sample report in which one quotation is wrong."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from briefkit.errors import ProjectError, UsageError
from briefkit.files import write

PASSED_OVER = frozenset({".git", ".gitignore", ".gitattributes", ".hg", ".venv", ".idea", ".vscode", ".DS_Store"})
"""What may lie in a folder that counts as empty: it is another tool's."""


def start(folder: Path, template: str = "brief") -> list[str]:
    """Write the sample project into a folder, which is made where there is none.

    Args:
        template: how its documents look; a folder of `starters/` has what differs from the usual, "brief".

    Returns:
        The files written, relative to the folder.

    Raises:
        UsageError: the folder holds something, or is no folder.
        ProjectError: it cannot be written.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError("is a file, not a folder", path=str(folder), advice="name another: briefkit init my-report")
    try:
        there = (
            sorted(entry.name for entry in folder.iterdir() if entry.name not in PASSED_OVER) if folder.exists() else []
        )
    except OSError as error:
        raise ProjectError(f"cannot be read: {error.strerror}", path=str(folder)) from error
    if there:
        shown = ", ".join(there[:3]) + (f" and {len(there) - 3} more" if len(there) > 3 else "")
        raise UsageError(
            f"{'this folder' if folder == Path() else folder} is not empty: it holds {shown}",
            advice="name a folder that is empty or is not there yet: briefkit init my-report",
        )
    written = []
    for name, data in _starter(template):
        if (folder / name).exists():  # another tool's, passed over
            continue
        try:
            write(folder.absolute() / name, data, folder.absolute())
        except ProjectError as error:
            error.path, error.advice = str(folder / name), "name a folder that you may write to"
            raise
        written.append(name)
    return written


def _starter(template: str) -> list[tuple[str, bytes]]:
    """The files of the sample, by name, in order."""
    found: dict[str, bytes] = {}

    def gather(folder: Traversable, above: str) -> None:
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
            if entry.is_dir():
                gather(entry, f"{above}{entry.name}/")
            else:
                found[f"{above}{entry.name}"] = entry.read_bytes()

    gather(files("briefkit") / "starter", "")
    if template != "brief":
        gather(files("briefkit") / "starters" / template, "")
    return sorted(found.items())
