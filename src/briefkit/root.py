"""Which folder a project is."""

from __future__ import annotations

import os
from pathlib import Path

FILE = "briefkit.toml"
PYPROJECT = "pyproject.toml"


def find_root(start: Path) -> Path:
    """The nearest folder upwards of `start`, a file or folder, that holds briefkit.toml, `sources/`, `reports/`
    or a pyproject.toml with settings for briefkit; `start`'s own folder where there is none. Links are not followed."""
    start = Path(os.path.abspath(start))  # noqa: PTH100 - a link must not lead to another project
    first = start if start.is_dir() else start.parent
    return next((folder for folder in (first, *first.parents) if _is_root(folder)), first)


def _is_root(folder: Path) -> bool:
    if (folder / FILE).exists() or (folder / "sources").is_dir() or (folder / "reports").is_dir():
        return True
    try:
        return b"[tool.briefkit" in (folder / PYPROJECT).read_bytes()
    except OSError:
        return False
