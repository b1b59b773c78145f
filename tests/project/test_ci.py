"""What other repositories use of this one: the action, the hooks, the templates."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefkit.cli import make_parser

ROOT = Path(__file__).parents[2]


def loaded(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text("utf-8"))


def script() -> str:
    """The last step of the action."""
    step: str = loaded("action.yml")["runs"]["steps"][-1]["run"]
    return step


@pytest.fixture
def act(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Run the action's last step as GitHub would."""
    temporary = tmp_path_factory.mktemp("runner")
    tool = temporary / "briefkit" / "bin" / "briefkit"
    tool.parent.mkdir(parents=True)
    tool.write_text(f'#!/bin/sh\nexec {sys.executable} -m briefkit "$@"\n', "utf-8")
    tool.chmod(0o755)
    (project / "reports" / "x.md").write_text("“rose by 36 centimetres” [@talk].\n", "utf-8")
    (project / "reports" / "a b.md").write_text("“rose by 26 centimetres” [@talk].\n", "utf-8")

    def call(**inputs: str) -> subprocess.CompletedProcess[str]:
        given = {"REPORTS": "", "STRICT": "false", "SARIF": "", **inputs}
        environment = {**os.environ, "RUNNER_TEMP": str(temporary), "GITHUB_WORKSPACE": str(project.parent), **given}
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script()]
        return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)

    return call


needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")


@needs_bash
def test_the_action_annotates(act: Any, project: Path) -> None:
    done = act()
    assert (done.returncode, done.stderr) == (1, "")
    assert f"::error file={project.name}/reports/x.md,line=1," in done.stdout


@needs_bash
def test_the_action_takes_reports_with_blanks(act: Any) -> None:
    assert act(REPORTS="reports/a b.md\n").returncode == 0


@needs_bash
def test_the_action_writes_sarif(act: Any, project: Path) -> None:
    assert act(SARIF="out.sarif").returncode == 1
    assert (project / "out.sarif").is_file()


@needs_bash
@pytest.mark.parametrize("hostile", ["$(touch owned)", "`touch owned`", '"; touch owned; "', "--output=owned"])
def test_what_a_user_writes_is_no_program(act: Any, project: Path, hostile: str) -> None:
    assert act(REPORTS=hostile).returncode == 2
    assert not (project / "owned").exists()


def test_no_input_stands_in_a_script() -> None:
    for step in loaded("action.yml")["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


def test_hooks_run_commands_that_exist() -> None:
    hooks = loaded(".pre-commit-hooks.yaml")
    assert len({hook["id"] for hook in hooks}) == len(hooks) == 3
    for hook in hooks:
        program, *arguments = hook["entry"].split()
        assert program == "briefkit"
        make_parser().parse_args([*arguments, "reports/x.md"])
        assert re.search(hook["files"], "reports/x.md")
        assert re.search(hook["files"], "briefs/reports/x.md")
        assert not re.search(hook["files"], "README.md")


def test_the_template_of_gitlab_reads_what_it_writes() -> None:
    job = loaded("ci/gitlab.yml")["briefkit"]
    (line,) = job["script"]
    options = make_parser().parse_args(line.replace("$BRIEFKIT_ARGUMENTS", "").split()[1:])
    written = {name: str(path) for name, path in options.outputs}
    assert written["gitlab"] == job["artifacts"]["reports"]["codequality"]
    assert written["junit"] == job["artifacts"]["reports"]["junit"]


def test_the_container_copies_what_it_needs() -> None:
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    copied = re.findall(r"^COPY (?!--from)(.*) \S+$", (ROOT / "Containerfile").read_text("utf-8"), re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    assert names == allowed
    assert all((ROOT / name).exists() for name in names)
