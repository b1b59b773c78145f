"""`briefkit build`: only what passed is rendered, and a file is replaced whole or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import briefkit
from briefkit.checking import check_project
from briefkit.errors import ProjectError, RenderError, UsageError
from briefkit.jobs.building import build_reports
from briefkit.project import open_project

Run = Callable[..., "subprocess.CompletedProcess[str]"]
GOOD = "---\ntitle: A Report\nlang: en\n---\n\nThe speaker said it “rose by 26 centimetres” [@talk].\n"
BAD = GOOD.replace("26", "36")


@pytest.fixture
def report(project: Path) -> Path:
    path = project / "reports" / "x.md"
    path.write_text(GOOD, "utf-8")
    return path


def outputs(project: Path) -> list[str]:
    folder = project / "build"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_three_documents_told_step_by_step(run: Run, project: Path, report: Path) -> None:
    done = run("build", "--to", "pdf,docx,html")
    assert (done.returncode, done.stderr) == (0, "")
    assert outputs(project) == ["x.docx", "x.html", "x.pdf"]
    assert (project / "build" / "x.pdf").read_bytes().startswith(b"%PDF-")
    assert (project / "build" / "x.docx").read_bytes().startswith(b"PK")
    assert "26 centimetres" in (project / "build" / "x.html").read_text("utf-8")
    lines = done.stdout.splitlines()
    assert lines[0] == "1 quotation in 1 report: 1 accepted (1 exact), 0 rejected"
    assert lines[1] == "rendering reports/x.md to PDF"
    assert lines[-1].startswith("wrote build/x.html (")


def test_what_was_rejected_is_not_written_and_nothing_replaced(run: Run, project: Path, report: Path) -> None:
    (project / "build").mkdir()
    (project / "build" / "x.html").write_text("old", "utf-8")
    report.write_text(BAD, "utf-8")
    done = run("build", "--to", "html,pdf")
    assert done.returncode == 1
    assert outputs(project) == ["x.html"]
    assert (project / "build" / "x.html").read_text("utf-8") == "old"
    assert "reports/x.md: not built" in done.stdout


def test_a_draft_is_written_and_says_so(run: Run, project: Path, report: Path) -> None:
    report.write_text(BAD, "utf-8")
    done = run("build", "--to", "html", "--draft")
    assert done.returncode == 1
    assert "draft" in (project / "build" / "x.html").read_text("utf-8").lower()


def test_only_what_passed_among_several(run: Run, project: Path, report: Path) -> None:
    (project / "reports" / "y.md").write_text(BAD, "utf-8")
    assert run("build", "--to", "html").returncode == 1
    assert outputs(project) == ["x.html"]


def test_the_settings_say_what_to_build(run: Run, project: Path, report: Path) -> None:
    (project / "briefkit.toml").write_text('[build]\nto = ["html"]\n[folders]\noutput = "out"\n', "utf-8")
    assert run("build").returncode == 0
    assert [path.name for path in (project / "out").iterdir()] == ["x.html"]


def test_another_output_folder(run: Run, report: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("out") / "deep"
    assert run("build", "--to", "html", "--output-dir", str(folder)).returncode == 0
    assert [path.name for path in folder.iterdir()] == ["x.html"]


def test_an_unknown_format(run: Run, report: Path) -> None:
    done = run("build", "--to", "pdf,epub")
    assert done.returncode == 2
    assert "pdf, docx, html" in done.stderr


def test_an_output_folder_that_cannot_be_written(run: Run, project: Path, report: Path) -> None:
    (project / "build").write_text("a file", "utf-8")
    done = run("build", "--to", "html")
    assert done.returncode == 2
    assert "build: cannot write here" in done.stderr
    assert "--output-dir" in done.stderr
    assert "Traceback" not in done.stderr
    assert (project / "build").read_text("utf-8") == "a file"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_an_output_folder_without_permission(run: Run, project: Path, report: Path) -> None:
    (project / "build").mkdir(mode=0o500)
    done = run("build", "--to", "html")
    assert done.returncode == 2
    assert "permission denied" in done.stderr


def test_an_output_folder_that_leaves_the_project(run: Run, project: Path, report: Path) -> None:
    (project / "build").symlink_to("/tmp")
    done = run("build", "--to", "html")
    assert done.returncode == 2
    assert "leaves the project" in done.stderr


def test_nothing_is_written_when_one_format_fails(project: Path, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def render(_: object, kind: str, *__: object) -> bytes:
        if kind == "docx":
            raise RenderError("no")
        return b"document"

    monkeypatch.setattr("briefkit.render.render", render)
    opened = open_project(project)
    result = check_project(opened)
    with pytest.raises(RenderError) as caught:
        build_reports(opened, result, ["pdf", "docx"])
    assert caught.value.path == "reports/x.md"
    assert outputs(project) == []


def test_two_reports_of_one_name(project: Path, report: Path) -> None:
    (project / "reports" / "x.markdown").write_text(GOOD, "utf-8")
    opened = open_project(project)
    with pytest.raises(UsageError, match="same name"):
        build_reports(opened, check_project(opened), ["html"])


def test_an_image_of_the_project_is_in_the_document(run: Run, project: Path, report: Path) -> None:
    (project / "reports" / "dot.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>', "utf-8"
    )
    report.write_text(GOOD + "\n![A dot](dot.svg)\n", "utf-8")
    done = run("build", "--to", "pdf,html")
    assert (done.returncode, done.stderr) == (0, "")
    assert "data:image/svg+xml" in (project / "build" / "x.html").read_text("utf-8")


def test_a_csl_style_of_the_author(run: Run, project: Path, report: Path) -> None:
    (project / "briefkit.toml").write_text('[build]\ncsl = "templates/none.csl"\n', "utf-8")
    done = run("build", "--to", "html")
    assert done.returncode == 2
    assert "templates/none.csl: there is no such file" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_kill_in_the_middle_keeps_the_old_document(project: Path, report: Path, number: signal.Signals) -> None:
    (project / "build").mkdir()
    (project / "build" / "x.pdf").write_bytes(b"old")
    process = subprocess.Popen(
        [sys.executable, "-m", "briefkit", "build", "--to", "pdf"],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("rendering"):
            break
    time.sleep(0.05)
    process.send_signal(number)
    _, complaint = process.communicate(timeout=60)
    assert process.returncode != 0
    assert (project / "build" / "x.pdf").read_bytes() == b"old"
    assert "Traceback" not in complaint
    if number != signal.SIGKILL:
        assert outputs(project) == ["x.pdf"]


def test_the_library(project: Path, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    told: list[str] = []
    result, written = briefkit.build("reports/x.md", to=["html"], tell=told.append)
    assert result.passed
    assert written == [project / "build" / "x.html"]
    assert told[-1].startswith("wrote build/x.html")
    with pytest.raises(ProjectError):
        briefkit.build("reports/x.md", to=["html"], folder=report)


def test_lines_of_the_authors_own_in_a_quotation(run: Run, project: Path) -> None:
    """Struck out inside a quotation, which has a line of its own: PDF/UA takes no two. The document has no title."""
    text = "She said it “rose ~~by~~ *~~26~~* centimetres” [@talk].\n\n> rose ~~by 26~~ centimetres [@talk]\n"
    (project / "reports" / "struck.md").write_text(text, "utf-8")
    done = run("build", "reports/struck.md", "--to", "pdf,html")
    assert (done.returncode, done.stderr) == (0, "")
    assert run("audit", "build/struck.pdf", "build/struck.html").returncode == 0
    page = (project / "build" / "struck.html").read_text("utf-8")
    assert "<title>References</title>" not in page
    assert "<del>26</del>" in page


@pytest.mark.parametrize("kind", ["pdf", "docx", "html"])
def test_a_source_without_metadata_is_no_false_alarm_of_the_audit(run: Run, project: Path, kind: str) -> None:
    (project / "sources" / "bare.txt").write_text("The mill was closed on a Monday.\n", "utf-8")
    (project / "reports" / "x.md").write_text("She said “closed on a Monday” [@bare].\n", "utf-8")
    assert run("build", "--to", kind).returncode == 0
    done = run("audit", f"build/x.{kind}")
    assert done.returncode == 0, done.stdout
