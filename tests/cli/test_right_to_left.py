"""A report in Hebrew: built, and audited, though a PDF gives its lines in an order of its own."""

from __future__ import annotations

import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
WORDS = "כל בני האדם נולדו בני חורין"
REPORT = f'---\ntitle: דוח\nlang: he\n---\n\nההצהרה אומרת: "{WORDS}" [@he].\n'


@pytest.fixture
def built(run: Run, project: Path) -> Path:
    (project / "sources" / "he.txt").write_text(f"{WORDS} ושווים בערכם.\n", "utf-8")
    (project / "reports" / "x.md").write_text(REPORT, "utf-8")
    assert run("build").returncode == 0
    return project


@pytest.mark.parametrize("kind", ["pdf", "docx", "html"])
def test_it_agrees(run: Run, built: Path, kind: str) -> None:
    done = run("audit", f"build/x.{kind}")
    assert done.returncode == 0, done.stdout


def test_another_record_is_told(run: Run, built: Path, tmp_path: Path) -> None:
    path = built / "build" / "x.html"
    path.write_text(path.read_text("utf-8").replace(">✓ זהה<", ">✓ ערוך<"), "utf-8")
    done = run("audit", "build/x.html")
    assert done.returncode == 1
    assert "does not call it" in done.stdout


def test_briefkit_speaks_its_language_from_right_to_left(built: Path) -> None:
    page = (built / "build" / "x.html").read_text("utf-8")
    assert '<html lang="he" dir="rtl">' in page
    assert '<section lang="he" dir="rtl" class="bk-summary">' in page
    assert "נבדקו ציטוט אחד מול מקור אחד" in page
    assert "נספח: בדיקת הציטוטים" in page
    with zipfile.ZipFile(built / "build" / "x.docx") as archive:
        document = archive.read("word/document.xml").decode()
    summary = document[: document.index("נבדקו")].rpartition("<w:p>")[2]
    assert "<w:bidi" in summary
