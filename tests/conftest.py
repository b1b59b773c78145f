"""What all tests share."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder with the larger corpus; tests that need it are skipped without it."""
    folder = os.environ.get("BRIEFKIT_CORPUS", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("BRIEFKIT_CORPUS names no folder")
    return Path(folder)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An empty project: a folder each for sources and reports, and one source."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "reports").mkdir()
    (tmp_path / "sources" / "talk.txt").write_text("The river rose by 26 centimetres in one night.\n", "utf-8")
    (tmp_path / "sources" / "sources.yaml").write_text("talk:\n  type: speech\n  title: A Talk\n", "utf-8")
    return tmp_path


@pytest.fixture
def run(project: Path) -> Run:
    """Run `briefkit` as a user would, in the project's folder."""

    def call(
        *arguments: str, env: Mapping[str, str] | None = None, cwd: Path = project
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "briefkit", *arguments],
            cwd=cwd,
            env={**os.environ, **(env or {})},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return call
