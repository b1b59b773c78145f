"""`briefkit find`: the passage, its place, and Markdown that verifies when it is pasted."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(autouse=True)
def book(project: Path) -> None:
    text = "Water is patient.\fThe *gauge* stood under the “old” bridge for nine years.\fNobody asked, in nine years.\n"
    (project / "sources" / "book.txt").write_text(text, "utf-8")
    (project / "sources" / "an odd name.txt").write_text("The mill was closed on a Monday.\n", "utf-8")


@pytest.mark.parametrize(
    ("words", "markdown"),
    [
        ("rose by 26 centimetres", "“rose by 26 centimetres” [@talk]"),
        ("under the “old” bridge for nine years", "“under the ‘old’ bridge for nine years” [@book, p. 2]"),
        ("the gauge stood under the new bridge", "“The \\*gauge\\* stood under the ‘old’ bridge” [@book, p. 2]"),
        ("river rised by 36 centimetres in a night", "“river rose by 26 centimetres in one night” [@talk]"),
        ("The mill … on a Monday", "“The mill … on a Monday” [@{an odd name}]"),
        ("“Water is patient.”", "“Water is patient.” [@book, p. 1]"),
    ],
)
def test_what_is_found_can_be_pasted(run: Run, project: Path, words: str, markdown: str) -> None:
    done = run("find", words)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"    write  {markdown}\n" in done.stdout
    (project / "reports" / "x.md").write_text(f"They wrote {markdown}.\n", "utf-8")
    checked = run("check")
    assert checked.returncode == 0, checked.stdout


def test_every_place_the_best_first(run: Run) -> None:
    lines = run("find", "nine years").stdout.splitlines()
    assert [line for line in lines if line.startswith("book")] == ["book, p. 2: exact", "book, p. 3: exact"]
    lines = run("find", "nine years", "--most", "1").stdout.splitlines()
    assert lines[-1] == "1 more place: show them with --most 2"


def test_only_in_one_source(run: Run) -> None:
    assert run("find", "nine years", "--source", "book").returncode == 0
    assert run("find", "nine years", "--source", "talk").returncode == 1
    done = run("find", "nine years", "--source", "tlak")
    assert (done.returncode, done.stdout) == (2, "")
    assert "did you mean talk?" in done.stderr


def test_nowhere(run: Run) -> None:
    done = run("find", "an entirely different subject altogether")
    assert (done.returncode, done.stdout) == (1, "")
    assert "in none of the sources" in done.stderr


def test_what_could_not_be_searched_is_said(run: Run, project: Path) -> None:
    (project / "sources" / "scan.txt").write_bytes(b"%PDF-1.7\n")
    done = run("find", "nine years")
    assert done.returncode == 0
    assert "scan was not searched: " in done.stderr


def test_json(run: Run) -> None:
    document = json.loads(run("find", "stood under the “old” bridge", "--format", "json").stdout)
    assert document["schema"] == "briefkit.find/1"
    (found,) = document["find"]
    assert found["match"]["page"] == 2
    assert found["verdict"] == "exact"


def test_mistakes(run: Run) -> None:
    for arguments in (["…"], [""], ["x", "--most", "0"], []):
        done = run("find", *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert "Traceback" not in done.stderr


def test_copy(run: Run, project: Path, tmp_path: Path) -> None:
    """A clipboard program of our own takes what is copied; without any, a message says what to install."""
    programs = tmp_path / "bin"
    programs.mkdir()
    without = run("find", "--copy", "one night", env={"PATH": str(programs), "DISPLAY": "", "WAYLAND_DISPLAY": ""})
    assert (without.returncode, "no clipboard" in without.stderr) == (2, True)
    assert "Traceback" not in without.stderr
    copied = tmp_path / "copied"
    program = programs / "xclip"
    program.write_text(f'#!/bin/sh\n/bin/cat > "{copied}"\n', "utf-8")
    program.chmod(0o755)
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    done = run("find", "--copy", "one night", env={"PATH": path, "DISPLAY": ":9", "WAYLAND_DISPLAY": ""})
    assert done.returncode == 0, done.stderr
    assert copied.read_text("utf-8") == "“one night” [@talk]"
