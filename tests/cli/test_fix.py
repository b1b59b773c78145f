"""`briefkit fix`: what it mends, what it leaves, and that what it wrote verifies."""

from __future__ import annotations

import difflib
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
BAD = "The speaker said it “rose by 36 centimetres” [@talk].\n"
GOOD = "The speaker said it “rose by 26 centimetres” [@talk].\n"


@pytest.fixture
def pages(project: Path) -> Path:
    """A second source, of three pages."""
    text = "Water is patient.\fThe gauge stood under the bridge for nine years.\fNobody asked for it.\n"
    (project / "sources" / "book.txt").write_text(text, "utf-8")
    return project


def put(project: Path, text: str | bytes, name: str = "reports/x.md") -> Path:
    path = project / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_the_sources_words_only_when_asked_for(run: Run, project: Path) -> None:
    path = put(project, BAD)
    done = run("fix")
    assert (done.returncode, done.stderr) == (1, "")
    assert path.read_text("utf-8") == BAD
    assert "1 more can be mended with --unsafe-fixes" in done.stdout
    done = run("fix", "--unsafe-fixes")
    assert (done.returncode, done.stderr) == (0, "")
    assert path.read_text("utf-8") == GOOD
    assert "reports/x.md:1:21: BK401 mended:" in done.stdout
    assert run("check").returncode == 0


def test_places_are_mended_by_default(run: Run, pages: Path) -> None:
    path = put(pages, "It “stood under the bridge” [@book, p. 3].\n")
    assert run("fix").returncode == 0
    assert path.read_text("utf-8") == "It “stood under the bridge” [@book, p. 2].\n"


SIGNS = "From 2019–2024 it fell to −5 °C — a 5′ gauge stood – near d’Arc’s door—until 1939—1945.\n"


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("From 2019-2024 it fell to -5 °C", "From 2019–2024 it fell to −5 °C"),
        ("to −5 °C -- a 5' gauge stood", "to −5 °C — a 5′ gauge stood"),
        ("°C - a 5′ gauge stood", "°C — a 5′ gauge stood"),
        ("gauge stood - near d´Arc's", "gauge stood – near d’Arc's"),
        ("near d'Arc's door - until", "near d'Arc's door — until"),
        ("from 2019--2024 it", "from 2019--2024 it"),
        ("gauge stood—near d'Arc's", "gauge stood—near d'Arc's"),
        ("to −5 °C – a 5′ gauge stood -- near", "to −5 °C – a 5′ gauge stood -- near"),
    ],
)
def test_typography_by_default(run: Run, project: Path, typed: str, mended: str) -> None:
    """Typed stand-ins are mended; a dash of the author's own and what documents set by themselves stay."""
    (project / "sources" / "signs.txt").write_text(SIGNS, "utf-8")
    path = put(project, f"It's 3-4 -- say - “{typed}” [@signs].\n")
    assert run("check").returncode == 0
    diff = run("fix", "--diff")
    assert (diff.returncode, bool(diff.stdout)) == ((1, True) if typed != mended else (0, False))
    done = run("fix")
    assert (done.returncode, done.stderr) == (0, "")
    assert path.read_text("utf-8") == f"It's 3-4 -- say - “{mended}” [@signs].\n"
    assert ("BK310 mended: the typography of signs" in done.stdout) == (typed != mended)
    assert run("fix", "--diff").stdout == ""
    assert run("check").returncode == 0


def test_words_and_typography_in_one_go(run: Run, project: Path) -> None:
    (project / "sources" / "signs.txt").write_text(SIGNS, "utf-8")
    path = put(project, "It “fell to -6 °C - a 5' gauge” [@signs].\n")
    run("fix")
    assert path.read_text("utf-8") == "It “fell to -6 °C - a 5' gauge” [@signs].\n", "not while it is rejected"
    assert run("fix", "--unsafe-fixes").returncode == 0
    assert path.read_text("utf-8") == "It “fell to −5 °C — a 5′ gauge” [@signs].\n"


def test_a_misattributed_quotation(run: Run, pages: Path) -> None:
    path = put(pages, "It “stood under the bridge” [@talk, p. 3].\n")
    assert run("fix").returncode == 1
    assert run("fix", "--unsafe-fixes").returncode == 0
    assert path.read_text("utf-8") == "It “stood under the bridge” [@book, p. 2].\n"


def test_a_shared_citation_stays_for_the_one_that_it_is_right_for(run: Run, pages: Path) -> None:
    path = put(pages, "It “stood under the bridge” and “rose by 26 centimetres” [@talk].\n")
    assert run("fix", "--unsafe-fixes").returncode == 0
    text = path.read_text("utf-8")
    assert text == "It “stood under the bridge” [@book, p. 2] and “rose by 26 centimetres” [@talk].\n"


def test_diff_writes_nothing(run: Run, project: Path) -> None:
    path = put(project, f"# Title\n\n{BAD}\nThe end")
    done = run("fix", "--unsafe-fixes", "--diff")
    assert done.returncode == 1
    assert "36" in path.read_text("utf-8")
    shown = done.stdout.splitlines()
    assert shown[:2] == ["--- a/reports/x.md", "+++ b/reports/x.md"]
    assert [line for line in shown[2:] if line[:1] in "+-"] == [f"-{BAD[:-1]}", f"+{GOOD[:-1]}"]
    put(project, GOOD)
    assert (run("fix", "--diff").returncode, run("fix", "--diff").stdout) == (0, "")


def test_diff_tells_beside_it_what_is_not_mended(run: Run, project: Path) -> None:
    put(project, BAD)
    done = run("fix", "--diff")
    assert done.stdout == ""
    assert "0 quotations mended; 1 still rejected" in done.stderr


@pytest.mark.skipif(shutil.which("git") is None, reason="git applies the diff")
@pytest.mark.parametrize("text", [BAD, BAD[:-1], f"a\r\n\r\n{BAD[:-1]}\r\n", f"a\u2028b\x0c\n\n{BAD}"])
def test_the_diff_can_be_applied(run: Run, project: Path, text: str) -> None:
    path = put(project, text)
    patch = project / "x.patch"
    patch.write_bytes(run_bytes(project, "fix", "--unsafe-fixes", "--diff"))
    subprocess.run(["git", "apply", "--unidiff-zero", "-p1", str(patch)], cwd=project, check=True)
    assert path.read_bytes() == text.replace("36", "26").encode()


def run_bytes(project: Path, *arguments: str) -> bytes:
    import sys

    command = [sys.executable, "-m", "briefkit", *arguments]
    return subprocess.run(command, cwd=project, capture_output=True, check=False).stdout


@pytest.mark.parametrize(
    "text",
    [b"\xef\xbb\xbf" + BAD.encode(), BAD.replace("\n", "\r\n").encode(), BAD[:-1].encode(),
     f"---\r\ntitle: T\r\n---\r\n\r\n{BAD[:-1]}\r\nA tab\t and  blanks  \r\n".encode()],
    ids=["byte-order mark", "CRLF", "no line end", "all"],
)  # fmt: skip
def test_every_other_byte_is_kept(run: Run, project: Path, text: bytes) -> None:
    path = put(project, text)
    path.chmod(0o640)
    assert run("fix", "--unsafe-fixes").returncode == 0
    assert path.read_bytes() == text.replace(b"36", b"26")
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_second_run_changes_nothing(run: Run, pages: Path) -> None:
    path = put(pages, BAD + "\nIt “stood under the bridge” [@book, p. 3], “as nobody ever said of it” [@talk].\n")
    assert run("fix", "--unsafe-fixes").returncode == 1
    once = path.read_bytes()
    again = run("fix", "--unsafe-fixes")
    assert path.read_bytes() == once
    assert "0 quotations mended; 1 still rejected" in again.stdout


def test_a_link_inside_the_project_stays_a_link(run: Run, project: Path) -> None:
    real = put(project, BAD, "draft.md")
    (project / "reports" / "x.md").symlink_to(real)
    assert run("fix", "--unsafe-fixes").returncode == 0
    assert (project / "reports" / "x.md").is_symlink()
    assert real.read_text("utf-8") == GOOD


def test_quiet(run: Run, project: Path) -> None:
    put(project, BAD)
    assert run("fix", "--unsafe-fixes", "-q").stdout == ""


def test_a_missing_report(run: Run) -> None:
    done = run("fix", "reports/nothing.md")
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no such report" in done.stderr


def test_the_acceptance_project(run: Run, project: Path, corpus: Path) -> None:
    """Every altered and misattributed quotation is mended, and so is an ID that no source has; what nobody said, or
    what nobody cited, stays.

    Of the report that passes only the typography changes, and nothing more at a second run.
    """
    for name in ("sources", "reports"):
        shutil.rmtree(project / name)
        shutil.copytree(corpus / "acceptance" / name, project / name, copy_function=shutil.copyfile)
        (project / name).chmod(0o755)
    clean = (project / "reports" / "guarantees.md").read_text("utf-8")
    run("fix")
    before = {path.name: path.read_text("utf-8") for path in (project / "reports").iterdir()}
    assert before["guarantees.md"].replace("—", "--") == clean.replace("—", "--")
    run("fix", "--unsafe-fixes")
    reports = json.loads(run("check", "--format", "json").stdout)["reports"]
    left = {quote["verdict"] for report in reports for quote in report["quotes"] if not quote["accepted"]}
    assert left == {"missing", "uncited"}
    assert (project / "reports" / "guarantees.md").read_text("utf-8") == before["guarantees.md"]
    after = (project / "reports" / "tampered.md").read_text("utf-8")
    changed = [line for line in difflib.ndiff(before["tampered.md"].splitlines(), after.splitlines()) if line[0] == "+"]
    assert len(changed) == 15


def test_every_page_of_the_sample(run: Run, project: Path) -> None:
    """The sample report with each page one too high is mended to the sample report."""
    root = Path(__file__).parents[2]
    for name in ("sources", "reports"):
        shutil.rmtree(project / name)
        shutil.copytree(root / name, project / name)
    path = project / "reports" / "security-guarantees.md"
    good = path.read_text("utf-8")
    wrong = re.sub(r"\bp\. (\d+)", lambda page: f"p. {int(page[1]) + 1}", good)
    assert wrong != good
    path.write_text(wrong, "utf-8")
    done = run("fix")
    assert path.read_text("utf-8") == good
    assert done.returncode == 0
    assert "mended; 0 still rejected" in done.stdout
