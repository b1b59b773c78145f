"""`briefkit build --facsimile`: passages of PDF sources as they are printed, in PDF and HTML."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import typst

Run = Callable[..., "subprocess.CompletedProcess[str]"]
LOG = "#set page(width: 300pt, height: 300pt)\nThe ferry came in late again.\n\nThe harbour master wrote nothing of it."
REPORT = """\
---
title: Ferries
lang: en
---

The log says “The ferry came in late again” [@log], the master “wrote nothing of it” [@log], a speaker that it “rose by
26 centimetres” [@talk].
"""
METADATA = "talk:\n  type: speech\n  title: A Talk\nlog:\n  title: A Log\n"
IMAGE = re.compile(r'<img class="bk-facsimile" alt="([^"]+)" width="(\d+)" src="data:image/png;base64,([^"]+)">')


@pytest.fixture
def ferries(project: Path) -> Path:
    data = typst.compile({"main": LOG.encode()})  # type: ignore[arg-type]
    (project / "sources" / "log.pdf").write_bytes(bytes(data))  # type: ignore[arg-type]
    (project / "sources" / "sources.yaml").write_text(METADATA, "utf-8")
    (project / "reports" / "x.md").write_text(REPORT, "utf-8")
    return project


def images(path: Path) -> int:
    import pypdfium2
    import pypdfium2.raw as pdfium

    document = pypdfium2.PdfDocument(path)
    kinds = (pdfium.FPDF_PAGEOBJ_IMAGE,)
    return sum(len(list(page.get_objects(filter=kinds))) for page in document)


def test_a_picture_for_each_quotation_of_a_pdf(run: Run, ferries: Path) -> None:
    done = run("build", "--to", "pdf,html", "--facsimile")
    assert done.returncode == 0, done.stderr
    page = (ferries / "build" / "x.html").read_text("utf-8")
    found = IMAGE.findall(page)
    assert len(found) == 2
    assert all("log" in alt.lower() and int(width) < 450 for alt, width, _ in found)
    assert images(ferries / "build" / "x.pdf") == 2
    audited = run("audit", "build/x.pdf", "build/x.html")
    assert audited.returncode == 0, audited.stdout


def test_the_settings_ask_for_it_too_and_give_the_same_bytes(run: Run, ferries: Path) -> None:
    assert run("build", "--to", "pdf,html", "--facsimile").returncode == 0
    asked = [(ferries / "build" / name).read_bytes() for name in ("x.pdf", "x.html")]
    (ferries / "briefkit.toml").write_text("[build]\nfacsimile = true\n", "utf-8")
    assert run("build", "--to", "pdf,html").returncode == 0
    assert [(ferries / "build" / name).read_bytes() for name in ("x.pdf", "x.html")] == asked


def test_none_unless_asked(run: Run, ferries: Path) -> None:
    assert run("build", "--to", "pdf,html").returncode == 0
    assert not IMAGE.search((ferries / "build" / "x.html").read_text("utf-8"))
    assert images(ferries / "build" / "x.pdf") == 0


def test_none_of_a_private_source(run: Run, ferries: Path) -> None:
    (ferries / "sources" / "sources.yaml").write_text(METADATA + "  private: true\n", "utf-8")
    assert run("build", "--to", "pdf,html", "--facsimile").returncode == 0
    assert not IMAGE.search((ferries / "build" / "x.html").read_text("utf-8"))
    assert images(ferries / "build" / "x.pdf") == 0


def test_a_picture_in_the_report_itself(run: Run, ferries: Path) -> None:
    from briefkit.sources.picture import png

    (ferries / "reports" / "grey.png").write_bytes(png(bytes(100 * 50), 100, 50, []))
    (ferries / "reports" / "x.md").write_text(REPORT + "\n![A grey box](grey.png)\n", "utf-8")
    done = run("build", "--to", "pdf")
    assert done.returncode == 0, done.stderr
    assert images(ferries / "build" / "x.pdf") == 1
