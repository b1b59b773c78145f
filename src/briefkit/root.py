"""Which folder a project is."""

from __future__ import annotations

import os
from pathlib import Path

FILE = "briefkit.toml"


def find_root(start: Path) -> Path:
    """The nearest folder upwards of `start`, a file or folder, that holds briefkit.toml, `sources/` or `reports/`;
    `start`'s own folder where there is none. Links are not followed."""
    start = Path(os.path.abspath(start))  # noqa: PTH100 - a link must not lead to another project
    first = start if start.is_dir() else start.parent
    return next((folder for folder in (first, *first.parents) if _is_root(folder)), first)


def _is_root(folder: Path) -> bool:
    return (folder / FILE).exists() or (folder / "sources").is_dir() or (folder / "reports").is_dir()
