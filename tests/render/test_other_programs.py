"""What other programs say of the documents. Each test is skipped where its program is not installed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from tests.render.conftest import SVG

from briefkit.model import CheckedReport
from briefkit.render import RenderOptions, render

Make = Callable[..., CheckedReport]
RunPandoc = Callable[[list[str], bytes], bytes]
EVIDENCE = json.dumps({"quotations": ["</script><b>", "<!-- <script>"]}).encode()
OPTIONS = RenderOptions(images={"figures/late.svg": SVG}, date="2025-09-12", evidence=EVIDENCE)


def program(*names: str) -> str:
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"{names[0]} is not installed")
    return found


def run(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", errors="replace", timeout=120, check=False
    )


@pytest.mark.slow
def test_qpdf_finds_no_fault(make: Make, run_pandoc: RunPandoc, tmp_path: Path) -> None:
    qpdf = program("qpdf")
    (tmp_path / "r.pdf").write_bytes(render(make(), "pdf", OPTIONS, run_pandoc))
    done = run(qpdf, "--check", "r.pdf", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stdout + done.stderr
    listed = run(qpdf, "--list-attachments", "r.pdf", cwd=tmp_path)
    assert "evidence.json" in listed.stdout


@pytest.mark.slow
def test_poppler_takes_the_record_out_as_it_went_in(make: Make, run_pandoc: RunPandoc, tmp_path: Path) -> None:
    detach = program("pdfdetach")
    (tmp_path / "r.pdf").write_bytes(render(make(), "pdf", OPTIONS, run_pandoc))
    run(detach, "-save", "1", "-o", "out.json", "r.pdf", cwd=tmp_path)
    assert (tmp_path / "out.json").read_bytes() == EVIDENCE


@pytest.mark.slow
def test_a_browser_shows_the_page_and_runs_nothing(make: Make, run_pandoc: RunPandoc, tmp_path: Path) -> None:
    chromium = program("chromium", "chromium-browser", "google-chrome")
    page = tmp_path / "r.html"
    page.write_bytes(render(make(), "html", OPTIONS, run_pandoc))
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    done = run(
        chromium,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        profile,
        "--enable-logging=stderr",
        "--virtual-time-budget=2000",
        "--dump-dom",
        page.as_uri(),
        cwd=tmp_path,
    )
    if "in 26 per cent of cases" not in done.stdout:
        pytest.skip("the browser does not start here")
    assert "CONSOLE" not in done.stderr  # where it would tell of what the page's policy refused
    block = re.search(r'<script[^>]*id="briefkit-evidence"[^>]*>(.*?)</script>', done.stdout, re.DOTALL)
    assert block
    assert json.loads(unescape(block[1])) == json.loads(EVIDENCE)
    assert "<b>" not in block[1].split("\\u003c")[0]


@pytest.mark.slow
def test_a_browser_refuses_what_somebody_puts_in(make: Make, run_pandoc: RunPandoc, tmp_path: Path) -> None:
    chromium = program("chromium", "chromium-browser", "google-chrome")
    page = render(make(), "html", OPTIONS, run_pandoc).decode()
    bad = '<p id="probe">quiet</p><script>document.getElementById("probe").textContent = "loud"</script>'
    (tmp_path / "r.html").write_text(page.replace("</main>", f"{bad}</main>"), "utf-8")
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    flags = ["--headless", "--no-sandbox", "--disable-gpu", profile, "--virtual-time-budget=2000", "--dump-dom"]
    done = run(chromium, *flags, (tmp_path / "r.html").as_uri(), cwd=tmp_path)
    if 'id="probe"' not in done.stdout:
        pytest.skip("the browser does not start here")
    assert '<p id="probe">quiet</p>' in done.stdout
