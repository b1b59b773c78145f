"""Drafts of word processors on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.conftest import Run

from briefkit.pandoc import Pandoc

GOOD = "# Flood\n\nThe river “rose by 26 centimetres” [@talk].\n"


def lay(project: Path, markdown: str, name: str = "draft.docx") -> str:
    data = Pandoc().run(["-f", "markdown-citations", "-t", name.rpartition(".")[2], "-o", "-"], markdown.encode())
    (project / name).write_bytes(data)
    return name


@pytest.mark.parametrize("name", ["draft.docx", "draft.odt", "Draft.DOCX"])
def test_a_draft_is_checked_in_place(project: Path, run: Run, name: str) -> None:
    (project / name.lower()).write_bytes(b"")
    lay(project, GOOD, name.lower())
    if name != name.lower():
        (project / name.lower()).rename(project / name)
    done = run("check", name, "--all")
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{name}:2:" in done.stdout
    assert "1 quotation in 1 report: 1 accepted" in done.stdout


def test_what_differs_is_told_with_its_paragraph_and_no_mend(project: Path, run: Run) -> None:
    done = run("check", lay(project, GOOD.replace("26", "36")), "--format", "json")
    assert done.returncode == 1
    (quote,) = json.loads(done.stdout)["reports"][0]["quotes"]
    assert (quote["verdict"], quote["line"], quote["fix"]) == ("altered", 2, None)


@pytest.mark.parametrize("command", ["build", "fix", "lock", "waivers"])
def test_a_draft_can_be_checked_and_no_more(project: Path, run: Run, command: str) -> None:
    done = run(command, lay(project, GOOD))
    assert done.returncode == 2
    assert "is no Markdown file" in done.stderr
    assert "can be checked, and no more" in done.stderr


def test_what_is_no_draft(project: Path, run: Run) -> None:
    (project / "x.docx").write_bytes(b"PK\x03\x04 nothing")
    done = run("check", "x.docx")
    assert done.returncode == 2
    assert "x.docx: cannot be read as a document of a word processor" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_same_answer_twice(project: Path, run: Run) -> None:
    name = lay(project, GOOD)
    first, second = run("check", name), run("check", name)
    assert (first.returncode, first.stdout) == (second.returncode, second.stdout)
    lay(project, GOOD.replace("26", "36"))
    assert run("check", name).returncode == 1
