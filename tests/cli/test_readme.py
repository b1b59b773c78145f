"""The example of the README is what briefkit says."""

from __future__ import annotations

import re
import subprocess
import textwrap
from collections.abc import Callable
from pathlib import Path

README = Path(__file__).parents[2] / "README.md"


def test_the_example_of_the_readme(project: Path, run: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    blocks = [textwrap.dedent(block).strip("\n") + "\n" for block in _indented(README.read_text("utf-8"))]
    source = next(block for block in blocks if block.startswith("In the night"))
    report = next(block for block in blocks if block.startswith("That night"))
    output = next(block for block in blocks if block.startswith("reports/flood.md"))
    (project / "sources" / "okafor-2021.txt").write_text(source, "utf-8")
    (project / "sources" / "sources.yaml").write_text("okafor-2021: {title: Report of the Flood Inquiry}\n", "utf-8")
    (project / "reports" / "flood.md").write_text(report, "utf-8")
    done = run("check")
    assert done.stdout == output
    assert done.returncode == 1


def _indented(text: str) -> list[str]:
    """The indented blocks; a blank line inside one does not end it."""
    return re.findall(r"(?:^(?: {4}[^\n]*)?\n)*^ {4}[^\n]*\n", text, re.MULTILINE)
