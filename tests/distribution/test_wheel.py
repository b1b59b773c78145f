"""The wheel and the sdist, as they are installed: with the source tree out of sight."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytest.importorskip("hatchling", reason="hatchling builds the wheel")


def ran(arguments: Sequence[str | Path], cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist."""
    folder = tmp_path_factory.mktemp("dist")
    done = ran(["-m", "hatchling", "build", "-d", folder], ROOT)
    assert done.returncode == 0, done.stderr
    return folder


def the(folder: Path, pattern: str) -> Path:
    (found,) = folder.glob(pattern)
    return found


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    done = ran(["-m", "pip", "install", "-q", "--no-deps", "--target", folder, the(built, "*.whl")], built)
    assert done.returncode == 0, done.stderr
    return folder


def test_a_newcomer_reaches_a_verified_pdf(installed: Path, tmp_path: Path) -> None:
    def briefkit(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        return ran(["-P", "-m", "briefkit", *arguments], cwd, PYTHONPATH=str(installed))

    where = ran(["-P", "-c", "import briefkit; print(briefkit.__file__)"], tmp_path, PYTHONPATH=str(installed))
    assert Path(where.stdout.strip()).is_relative_to(installed)
    assert briefkit("init", "first", cwd=tmp_path).returncode == 0
    here = tmp_path / "first"
    assert briefkit("check", cwd=here).returncode == 1
    assert briefkit("fix", "--unsafe-fixes", cwd=here).returncode == 0
    done = briefkit("build", cwd=here)
    assert done.returncode == 0, done.stderr
    assert (here / "build" / "ferry.pdf").read_bytes().startswith(b"%PDF-")
    assert briefkit("audit", "build/ferry.docx", cwd=here).returncode == 0


def test_the_wheel_has_what_it_needs_and_nothing_else(built: Path) -> None:
    wheel = zipfile.ZipFile(the(built, "*.whl"))
    names = set(wheel.namelist())
    paths = (path for path in (ROOT / "src" / "briefkit").rglob("*") if path.is_file())
    wanted = {path.relative_to(ROOT / "src").as_posix() for path in paths if "__pycache__" not in path.parts}
    inside = {name for name in names if name.startswith("briefkit/")}
    assert inside == wanted
    assert {"briefkit/py.typed", "briefkit/verdicts/data/words.json"} <= inside
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"briefkit"}
    assert any(name.endswith("share/man/man1/briefkit.1") for name in names)
    info = next(name for name in names if name.endswith("entry_points.txt"))
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    assert f"briefkit = {scripts['briefkit']}\n" in wheel.read(info).decode()
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_sdist_builds_the_same_wheel(built: Path, tmp_path: Path) -> None:
    with tarfile.open(the(built, "*.tar.gz")) as archive:
        archive.extractall(tmp_path, filter="data")
    (tree,) = tmp_path.iterdir()
    done = ran(["-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path / "again"], tree)
    assert done.returncode == 0, done.stderr
    first, second = (zipfile.ZipFile(the(folder, "*.whl")) for folder in (built, tmp_path / "again"))
    assert {i.filename: i.CRC for i in first.infolist()} == {i.filename: i.CRC for i in second.infolist()}
