"""`briefkit check` in several formats at once, and for other programs."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from briefkit.cli import FORMATS
from briefkit.formats import FORMATS as KNOWN

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(autouse=True)
def report(project: Path) -> None:
    text = "The speaker said it “rose by 36 centimetres” [@talk].\n"
    (project / "reports" / "x.md").write_text(text, "utf-8")


def test_the_command_line_offers_every_format() -> None:
    assert set(FORMATS) == set(KNOWN)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format(run: Run, name: str) -> None:
    done = run("check", "--format", name)
    assert (done.returncode, done.stderr) == (1, "")
    assert "BK401" in done.stdout


def test_several_at_once(run: Run, project: Path) -> None:
    done = run("check", "--format", "text", "--format", "sarif", "--output", "a.sarif", "--output", "b.json",
               "--format", "json")  # fmt: skip
    assert done.returncode == 1
    assert done.stdout.startswith("reports/x.md:1:21: BK401")
    assert json.loads((project / "a.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert json.loads((project / "b.json").read_text("utf-8"))["schema"] == "briefkit.check/1"


def test_sarif_tells_what_every_rule_means(run: Run) -> None:
    rules = json.loads(run("check", "--format", "sarif").stdout)["runs"][0]["tool"]["driver"]["rules"]
    codes = [line.split()[0] for line in run("explain").stdout.splitlines()]
    assert [rule["id"] for rule in rules] == codes
    assert all(rule["help"]["text"] for rule in rules)


def test_paths_are_those_of_the_working_directory(run: Run, project: Path) -> None:
    name = str(project / "reports" / "x.md")
    done = run("check", name, "--format", "github", cwd=project.parent)
    assert done.stdout.startswith(f"::error file={project.name}/reports/x.md,line=1,")
    done = run("check", name, "--format", "github", cwd=project / "sources")
    assert done.stdout.startswith("::error file=reports/x.md,line=1,")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--format", "text", "--format", "json"], "two formats would both go to standard output"),
        (["--format", "sarif", "--output", "o", "--format", "json", "--output", "./o"], "would both go to o"),
        (["--output", "a", "--output", "b"], "which --format is a to have?"),
        (["--format", "sarf"], "did you mean sarif?"),
        (["--format", "json", "--output", "reports"], "reports"),
    ],
)
def test_what_cannot_be(run: Run, arguments: list[str], words: str) -> None:
    done = run("check", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert "Traceback" not in done.stderr
