"""`briefkit build --pdf-standard a-2b`: no attachment in the PDF, the record beside it, and the audit finds it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
REPORT = "---\ntitle: A Report\nlang: en\n---\n\nThe speaker said it “rose by 26 centimetres” [@talk].\n"


@pytest.fixture
def built(run: Run, project: Path) -> Path:
    """A folder with the PDF and its record."""
    (project / "reports" / "x.md").write_text(REPORT, "utf-8")
    done = run("build", "--to", "pdf", "--pdf-standard", "a-2b")
    assert done.returncode == 0, done.stderr
    assert "wrote build/x.evidence.json" in done.stdout
    return project / "build"


def claimed(path: Path) -> bytes:
    """The part and level of PDF/A that the document's metadata name."""
    data = path.read_bytes()
    part = data.partition(b"<pdfaid:part>")[2][:1]
    return part + data.partition(b"<pdfaid:conformance>")[2][:1]


def test_it_carries_nothing_and_the_record_lies_beside_it(built: Path) -> None:
    assert pypdfium2.PdfDocument(built / "x.pdf").count_attachments() == 0
    assert claimed(built / "x.pdf") == b"2B"
    record = json.loads((built / "x.evidence.json").read_text("utf-8"))
    assert record["predicate"]["verificationResult"] == "PASSED"


def test_it_is_the_record_that_is_else_attached(run: Run, project: Path, built: Path) -> None:
    beside = (built / "x.evidence.json").read_bytes()
    assert run("build", "--to", "pdf").returncode == 0
    document = pypdfium2.PdfDocument(built / "x.pdf")
    assert bytes(document.get_attachment(0).get_data()) == beside
    assert claimed(built / "x.pdf") == b"3A"


def test_the_audit_finds_the_record(run: Run, built: Path) -> None:
    done = run("audit", "build/x.pdf")
    assert done.returncode == 0, done.stdout
    assert "x.evidence.json" in done.stdout


def test_the_audit_misses_a_record_that_is_gone(run: Run, built: Path) -> None:
    (built / "x.evidence.json").unlink()
    done = run("audit", "build/x.pdf")
    assert done.returncode == 1
    assert "nor is there a x.evidence.json beside it" in done.stdout


def test_the_audit_sees_a_record_that_was_changed(run: Run, built: Path) -> None:
    path = built / "x.evidence.json"
    path.write_text(path.read_text("utf-8").replace("26 centimetres", "36 centimetres"), "utf-8")
    assert run("audit", "build/x.pdf", "--document-only").returncode == 1


def test_it_is_no_source_though_it_carries_nothing(run: Run, project: Path, built: Path) -> None:
    (project / "sources" / "own.pdf").write_bytes((built / "x.pdf").read_bytes())
    (project / "reports" / "x.md").write_text(REPORT.replace("@talk", "@own"), "utf-8")
    done = run("check")
    assert done.returncode == 1
    assert "a document that briefkit built" in done.stdout


def test_the_settings_say_it_too(run: Run, project: Path, built: Path) -> None:
    asked = (built / "x.pdf").read_bytes()
    (project / "briefkit.toml").write_text('[build]\nto = ["pdf"]\npdf_standard = "a-2b"\n', "utf-8")
    assert run("build").returncode == 0
    assert (built / "x.pdf").read_bytes() == asked


def test_an_unknown_standard_is_told(run: Run, project: Path) -> None:
    (project / "briefkit.toml").write_text('[build]\npdf_standard = "a-2"\n', "utf-8")
    done = run("check")
    assert done.returncode == 2
    assert "a-3a, a-2b" in done.stderr
