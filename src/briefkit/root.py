"""Which folder a project is."""

from __future__ import annotations

import os

TYPE_CHECKING = False  # see `briefkit`
if TYPE_CHECKING:
    from os import PathLike

FILE = "briefkit.toml"
PYPROJECT = "pyproject.toml"


def find_root(start: str | PathLike[str]) -> str:
    """The nearest folder upwards of `start`, a file or folder, that holds briefkit.toml, `sources/`, `reports/`
    or a pyproject.toml with settings for briefkit; `start`'s own folder where there is none. Links are not followed."""
    start = os.path.abspath(start)  # a link must not lead to another project
    first = folder = start if os.path.isdir(start) else os.path.dirname(start)
    while not _is_root(folder):
        folder, below = os.path.dirname(folder), folder
        if folder == below:
            return first
    return folder


def _is_root(folder: str) -> bool:
    if os.path.exists(os.path.join(folder, FILE)):
        return True
    if os.path.isdir(os.path.join(folder, "sources")) or os.path.isdir(os.path.join(folder, "reports")):
        return True
    try:
        with open(os.path.join(folder, PYPROJECT), "rb") as file:
            return b"[tool.briefkit" in file.read()
    except OSError:
        return False
