"""The tutorial: its files written, its commands run in order, its output compared. `…` stands for what may differ."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "tutorial.md"
_FILE = re.compile(r"```\{code-block\} \w+\n:caption: (\S+)\n\n(.*?)```", re.DOTALL)
_CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
_PARTS = re.compile(f"(?P<file>{_FILE.pattern})|(?P<console>{_CONSOLE.pattern})", re.DOTALL)


def steps(page: str) -> list[tuple[str, str]]:
    """Files as (path, text) and commands as ("$ …", expected output), in the order of the page."""
    found: list[tuple[str, str]] = []
    for part in _PARTS.finditer(page):
        if file := _FILE.fullmatch(part[0]):
            found.append((file[1], file[2]))
            continue
        console = _CONSOLE.fullmatch(part[0])
        assert console is not None
        for block in re.split(r"^(?=\$ )", console[1], flags=re.MULTILINE)[1:]:
            command, _, output = block.partition("\n")
            found.append((command, output))
    return found


def same(printed: str, expected: str) -> bool:
    pattern = ".*?".join(re.escape(part) for part in expected.split("(…)"))
    return re.fullmatch(pattern.replace(re.escape("\n…\n"), "\n(?:.*\n)*?"), printed) is not None


def test_the_tutorial(tmp_path: Path) -> None:
    here, ran = tmp_path, 0
    for name, text in steps(PAGE.read_text("utf-8")):
        if not name.startswith("$ "):
            (here / name).write_text(text, "utf-8")
            continue
        words = shlex.split(name[2:])
        if words[0] == "cd":
            here /= words[1]
            continue
        assert words[0] == "briefkit"
        done = subprocess.run(
            [sys.executable, "-m", "briefkit", *words[1:]],
            cwd=here,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, "COLUMNS": "100"},
            timeout=120,
            check=False,
        )
        assert same(done.stdout, text), f"{name}\n{done.stdout}{done.stderr}"
        ran += 1
    assert ran >= 8


@pytest.mark.parametrize(
    ("printed", "expected", "told"),
    [("a\nb\n", "a\nb\n", True), ("a\nb\n", "a\nc\n", False), ("a (1 kB)\n", "a (…)\n".replace("(…)", "(…)"), True)],
)
def test_the_comparison_compares(printed: str, expected: str, told: bool) -> None:
    assert same(printed, expected) is told
