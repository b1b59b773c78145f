"""What a command loads: everything that is loaded costs every run its time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

OF_PACKAGES = {"briefkit", "yaml", "rapidfuzz", "cython_runtime", "gcld3"}
"""What a check of a report with a text source may load beside Python's own: gcld3 only where no metadata tell the
language; simplemma only where one word stands for another like it. A new name here costs every check its time: find
out how much."""
SLOW = {
    "asyncio",
    "ctypes",
    "difflib",
    "dataclasses",
    "email",
    "http",
    "inspect",
    "multiprocessing",
    "pdb",
    "pydoc",
    "sqlite3",
    "ssl",
    "unittest",
}
"""Of Python's own library, what no check is to load."""
REMEMBERED = {
    "argparse",
    "collections",
    "json",
    "pathlib",
    "re",
    "dataclasses",
    "typing",
    "subprocess",
    "briefkit.model",
    "briefkit.checking",
    "briefkit.project",
}
"""What a check that is remembered does without."""


def loaded(project: Path, *arguments: str) -> set[str]:
    code = (
        "import sys; before = set(sys.modules); "
        f"sys.argv = ['briefkit', *{list(arguments)!r}]; from briefkit.entry import main; main(); "
        "print(chr(10).join(['', '--', *sorted(set(sys.modules) - before)]))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=True)
    return set(done.stdout.split("\n--\n")[1].split())


@pytest.fixture
def quoting(project: Path) -> Path:
    """A project whose report has a quotation of each of the usual fates."""
    report = (
        "He said “rose by 26 centimetres” [@talk, p. 3], “rose by 36 centimetres” [@talk] and “never said” [@talk].\n"
    )
    (project / "reports" / "x.md").write_text(report, "utf-8")
    return project


def test_a_check_loads_nothing_beyond_its_list(quoting: Path) -> None:
    tops = {name.partition(".")[0] for name in loaded(quoting, "check", "--no-cache")}
    others = {name for name in tops if not name.startswith("_")} - sys.stdlib_module_names
    assert others == OF_PACKAGES
    assert tops & SLOW == set()


def test_a_check_loads_no_renderer_and_no_reader_it_does_not_need(quoting: Path) -> None:
    own = {name for name in loaded(quoting, "check", "--no-cache") if name.startswith("briefkit.")}
    assert not {name for name in own if name.startswith(("briefkit.render", "briefkit.evidence", "briefkit.contract"))}
    assert not own & {"briefkit.sources.pdf", "briefkit.sources.webpage", "briefkit.formats.sarif", "briefkit.lock"}


def test_a_check_of_what_is_exact_loads_nothing_that_measures_likeness(project: Path) -> None:
    (project / "reports" / "x.md").write_text("He said “rose by 26 centimetres” [@talk].\n", "utf-8")
    tops = {name.partition(".")[0] for name in loaded(project, "check", "--no-cache")}
    assert tops & {"rapidfuzz", "zipfile", "tempfile", "shutil", "random"} == set()


def test_a_remembered_check_loads_next_to_nothing(quoting: Path) -> None:
    loaded(quoting, "check")
    again = loaded(quoting, "check")
    assert "briefkit.remembering" in again
    assert again & (REMEMBERED | OF_PACKAGES - {"briefkit"}) == set()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--version",), {"briefkit", "briefkit.entry"}),
        (("--help",), {"briefkit", "briefkit.entry", "briefkit.cli", "briefkit.arguments", "briefkit.errors"}),
        (("check", "--help"), {"briefkit", "briefkit.entry", "briefkit.cli", "briefkit.arguments", "briefkit.errors"}),
    ],
)
def test_help_loads_the_arguments_only(project: Path, arguments: tuple[str, ...], expected: set[str]) -> None:
    code = (
        "import sys\ntry:\n    from briefkit.entry import main; main()\nexcept SystemExit:\n    pass\n"
        "print(*(m for m in sys.modules if m.startswith('briefkit') or m in ('typing', 'dataclasses')))"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    assert set(done.stdout.splitlines()[-1].split()) == expected


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that takes nothing")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_output_that_nobody_takes_is_no_success(unbuffered: str) -> None:
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    command = [sys.executable, "-m", "briefkit", "--version"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, env=environment, check=False)
    assert done.returncode == 2
    assert done.stderr == "briefkit: the output cannot be written: No space left on device\n"
